import { transaction } from '../../platform/db/connection.ts';
import type { Job } from '../../platform/jobs.ts';
import { forgetArrivals } from './limiter.ts';
import { settingOf } from './settings.ts';
import { forgetAskers } from './store.ts';

const DAY_MS = 86_400_000;

/** What the form promises: how the asker is reached goes some days after the answer. */
const forget: Job = {
  name: 'consultation.forget-contacts',
  cron: '25 19 * * *',
  async run(system) {
    const now = system.clock.now();
    const n = await transaction(system.db, async (tx) => {
      const { keepContactDays } = await settingOf(tx);
      return forgetAskers(tx, new Date(now.getTime() - keepContactDays * DAY_MS), now);
    });
    if (n > 0) system.log.info({ contacts: n }, 'contacts of answered questions deleted');
    return { looked: null, found: n };
  },
  tells: {
    title: '咨询人的联系方式',
    looked: (n) => `${n}个`,
    found: (n) => `到期的${n}个删了`,
    none: '没有到期要删的',
  },
};

/** Who has asked within a day limits the next; older counts are nobody's business. */
const arrivals: Job = {
  name: 'consultation.forget-arrivals',
  cron: '5 * * * *',
  async run(system) {
    await transaction(system.db, (tx) => forgetArrivals(tx, system.clock.now()));
  },
};

export const jobs: readonly Job[] = [forget, arrivals];
