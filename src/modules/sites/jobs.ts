import { transaction } from '../../platform/db/connection.ts';
import type { Job } from '../../platform/jobs.ts';
import { forgetContacts } from './reports.ts';
import { KEEP_CONTACT_DAYS } from './rules.ts';

const DAY_MS = 86_400_000;

/** What the form promises: contacts go thirty days after a report is closed. */
const forget: Job = {
  name: 'sites.forget-contacts',
  cron: '20 19 * * *',
  async run(system) {
    const before = new Date(system.clock.now().getTime() - KEEP_CONTACT_DAYS * DAY_MS);
    const n = await transaction(system.db, (tx) => forgetContacts(tx, before));
    if (n > 0) system.log.info({ contacts: n }, 'contacts of closed error reports deleted');
    return { looked: null, found: n };
  },
  tells: {
    title: '找错人的联系方式',
    looked: (n) => `${n}个`,
    found: (n) => `到期的${n}个删了`,
    none: '没有到期要删的',
  },
};

export const jobs: readonly Job[] = [forget];
