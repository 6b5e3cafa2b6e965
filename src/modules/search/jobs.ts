import type { Job } from '../../platform/jobs.ts';
import { reindex } from './index-editions.ts';

export const jobs: readonly Job[] = [
  {
    name: 'search.reindex',
    run: async (system) => {
      await reindex(system);
    },
  },
];
