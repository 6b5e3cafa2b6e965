import { addDays } from '../../lib/day.ts';
import type { Job } from '../../platform/jobs.ts';
import type { System } from '../../platform/system.ts';
import { count } from '../publication/index.ts';
import { fold, rebuildFiles, soundFiles } from './files.ts';
import { reindex, scrub } from './index-editions.ts';
import { documentsUntil, state } from './index-store.ts';

/**
 * Looks whether the index is what it should be and mends it: documents for every public work (of days whose jobs have long
 * run), and files that are there and whole.
 */
export async function checkIndex(system: System): Promise<'sound' | 'reindexed' | 'rebuilt'> {
  const yesterday = addDays(system.clock.today(), -1);
  const { complete } = await state(system.db);
  if (!complete || (await count(system.db, { to: yesterday })) !== (await documentsUntil(system.db, yesterday))) {
    await reindex(system);
    return 'reindexed';
  }
  if (await soundFiles(system)) return 'sound';
  await rebuildFiles(system);
  return 'rebuilt';
}

const run =
  (work: (system: System) => Promise<unknown>): Job['run'] =>
  async (system) => {
    await work(system);
  };

export const jobs: readonly Job[] = [
  { name: 'search.reindex', run: run((s) => reindex(s)) },
  { name: 'search.fold', run: run((s) => fold(s)) },
  { name: 'search.scrub', run: run(scrub) },
  { name: 'search.build', run: run(checkIndex) },
  // Nightly: a loss that nobody asked about is found and mended before the day begins.
  {
    name: 'search.check',
    run: async (system) => {
      const found = await checkIndex(system);
      return { looked: await count(system.db, {}), found: found === 'sound' ? 0 : 1 };
    },
    cron: '40 19 * * *',
    tells: {
      title: '搜索索引',
      looked: (n) => `${n}件公开`,
      found: () => '索引缺了，已经重建',
      none: '都搜得到',
    },
  },
];
