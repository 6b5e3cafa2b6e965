import { transaction } from '../../platform/db/connection.ts';
import type { Job } from '../../platform/jobs.ts';
import { SIGN_IN } from './settings.ts';
import { forgetReceiptTries, sweep } from './store.ts';

const MINUTE = 60_000;

/** Takes away sessions and tries that have run out; they mean nothing long before, this only keeps the tables small. */
const sweepSessions: Job = {
  name: 'org.sweep',
  cron: '17 * * * *',
  async run(system) {
    const now = system.clock.now().getTime();
    const ago = (minutes: number): Date => new Date(now - minutes * MINUTE);
    await transaction(system.db, async (tx) => {
      await sweep(tx, {
        created: ago(SIGN_IN.hours * 60),
        seen: ago(SIGN_IN.idleMinutes),
        half: ago(SIGN_IN.halfMinutes),
      });
      await forgetReceiptTries(tx, ago(24 * 60));
    });
  },
};

export const jobs: readonly Job[] = [sweepSessions];
