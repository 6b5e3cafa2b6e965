import type { Job } from '../../platform/jobs.ts';
import { editionsAfter } from '../publication/index.ts';
import { spreadCitations } from './spread.ts';

const BATCH = 500;
export const RECITE = 'regulation.recite';

/** After the first filling of the library: looks once at what was published before; from then on each edition is seen as it comes. */
const recite: Job = {
  name: RECITE,
  async run(system) {
    const seen = new Set<number>();
    for (let after = 0; ; ) {
      const editions = await editionsAfter(system.db, after, BATCH);
      for (const e of editions) {
        after = e.logIndex;
        // A work is read at its newest edition, whichever leads to it.
        if (!seen.has(e.no)) await spreadCitations(system, e.id);
        seen.add(e.no);
      }
      if (editions.length < BATCH) return;
    }
  },
};

export const jobs: readonly Job[] = [recite];
