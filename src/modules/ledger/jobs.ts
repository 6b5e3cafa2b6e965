import type { Job } from '../../platform/jobs.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { recordProbe } from './actions.ts';
import { probe } from './probe.ts';
import { evidenceToProbe } from './store.ts';

const HOURS = 3_600_000;

export const jobs: readonly Job[] = [
  {
    name: 'ledger.probe',
    // Every night, before the offices open.
    cron: '30 18 * * *',
    run: async (system) => {
      for (;;) {
        const due = await evidenceToProbe(system.db, new Date(system.clock.now().getTime() - 12 * HOURS));
        if (due.length === 0) return;
        for (const e of due) {
          const seen = await probe(system, system.db, e);
          await recordProbe(system, SYSTEM, {
            evidenceId: e.id,
            taskId: e.taskId,
            name: e.name,
            was: e.probe,
            ...seen,
          });
        }
      }
    },
  },
];
