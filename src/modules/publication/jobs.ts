import { transaction } from '../../platform/db/connection.ts';
import type { Job } from '../../platform/jobs.ts';
import { enqueueIn } from '../../platform/jobs.ts';

/** After the commit: hands the edition to each module that hears of publications, one job each, in the order of the modules. */
const spread: Job = {
  name: 'publication.spread',
  async run(system, payload) {
    const { editionId } = payload as { editionId: string };
    await transaction(system.db, async (tx) => {
      for (const m of system.modules)
        if (m.spread)
          await enqueueIn(tx)(
            'publication.spread-to',
            { editionId, module: m.name },
            { key: `spread:${m.name}:${editionId}` },
          );
    });
  },
};

const spreadTo: Job = {
  name: 'publication.spread-to',
  async run(system, payload) {
    const { editionId, module } = payload as { editionId: string; module: string };
    await system.modules.find((m) => m.name === module)?.spread?.(system, editionId);
  },
};

export const jobs: readonly Job[] = [spread, spreadTo];
