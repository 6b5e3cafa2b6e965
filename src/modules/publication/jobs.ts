import { transaction } from '../../platform/db/connection.ts';
import type { Job } from '../../platform/jobs.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import { freeFiles, writeErasedLists } from './erased-list.ts';

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

/** After an erasure: what nothing refers to any more leaves the disk. */
const eraseFiles: Job = {
  name: 'publication.erase-files',
  async run(system, payload) {
    await freeFiles(system, (payload as { files: string[] }).files);
  },
};

/** After an erasure: the list that a restored backup is held against. */
const erasedList: Job = {
  name: 'publication.erased-list',
  run: (system) => writeErasedLists(system),
};

export const jobs: readonly Job[] = [spread, spreadTo, eraseFiles, erasedList];
