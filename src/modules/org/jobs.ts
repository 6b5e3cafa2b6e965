import { transaction } from '../../platform/db/connection.ts';
import type { Job } from '../../platform/jobs.ts';
import { SIGN_IN } from './settings.ts';
import { sweep } from './store.ts';

const MINUTE = 60_000;

/** Takes away sessions that have run out; they are refused long before, this only keeps the table small. */
const sweepSessions: Job = {
  name: 'org.sweep',
  cron: '17 * * * *',
  async run(system) {
    const now = system.clock.now().getTime();
    const ago = (minutes: number): Date => new Date(now - minutes * MINUTE);
    await transaction(system.db, (tx) =>
      sweep(tx, { created: ago(SIGN_IN.hours * 60), seen: ago(SIGN_IN.idleMinutes), half: ago(SIGN_IN.halfMinutes) }),
    );
  },
};

export const jobs: readonly Job[] = [sweepSessions];
