import type { Job } from '../../platform/jobs.ts';
import { SYSTEM } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { worksOfEditions } from '../publication/index.ts';
import { recordProbe } from './actions/index.ts';
import { probe } from './probe.ts';
import { type EvidenceRow, evidenceOfWorks, evidenceToProbe, probedSince } from './store/index.ts';

const HOURS = 3_600_000;

type Due = EvidenceRow & { taskId: string };

async function look(system: System, e: Due): Promise<void> {
  const seen = await probe(system, system.db, e);
  await recordProbe(system, SYSTEM, { evidenceId: e.id, taskId: e.taskId, name: e.name, was: e.probe, ...seen });
}

/** Works that were withdrawn or corrected are looked at again at once, not only at night. */
export async function lookAtEditions(system: System, editionIds: readonly string[]): Promise<void> {
  const nos = await worksOfEditions(system.db, editionIds);
  for (const e of await evidenceOfWorks(system.db, nos)) await look(system, e);
}

export const lookAtEdition = (system: System, editionId: string): Promise<void> => lookAtEditions(system, [editionId]);

export const jobs: readonly Job[] = [
  {
    name: 'ledger.probe',
    // Every night, before the offices open.
    cron: '30 18 * * *',
    run: async (system) => {
      for (;;) {
        const since = new Date(system.clock.now().getTime() - 12 * HOURS);
        const due = await evidenceToProbe(system.db, since);
        // What stands there now, so that a run that was broken off and begun again tells of both halves.
        if (due.length === 0) return probedSince(system.db, since);
        for (const e of due) await look(system, e);
      }
    },
    tells: {
      title: '要点证据',
      looked: (n) => `${n}件证据`,
      found: (n) => `${n}件打不开，或者和登记的对不上`,
      none: '网页都打得开，公开的都和登记一致',
      bad: true,
      open: { label: '看台账', href: '/console/ledger', may: 'ledger:read' },
    },
  },
];
