import { afterAll, beforeAll, expect, test } from 'vitest';
import { one, sql } from '../../platform/db/connection.ts';
import type { VerbIo } from '../../platform/module.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { published } from '../../testing/drafts.ts';
import { seedUnits } from '../../testing/editorial.ts';
import { type World, world } from '../../testing/world.ts';
import { org } from '../org/index.ts';
import { publication } from '../publication/index.ts';
import { search } from '../search/index.ts';
import { checks } from './index.ts';

let w: World;
beforeAll(async () => {
  w = await world({ modules: [org, publication, checks, search] });
  await seedUnits(w);
});
afterAll(() => w.end());

const kept = async (): Promise<number> =>
  (await one<{ n: number }>(w.system.db, sql`select count(*)::int as n from checks.fingerprint`)).n;

/** As an operator runs it. */
async function reindex(): Promise<string> {
  const said: string[] = [];
  const io: VerbIo = {
    json: false,
    out: (t) => void said.push(t),
    err: () => undefined,
    system: w.system,
    actor: SYSTEM,
  };
  expect(await search.verbs?.find((v) => v.name === 'reindex')?.run([], io)).toBe(0);
  return said.join();
}

test('sketches are built again from the editions by ./gongkai reindex, as the worker would have made them', async () => {
  for (const n of [1, 2, 3])
    await published(w, { title: `通知${n}`, html: `<p>第${n}号通知：${'请各单位于本月底前报送材料，'.repeat(n)}</p>` });
  expect(await kept()).toBe(0);
  expect(await reindex()).toContain('3件');
  const sketches = () =>
    one<{ all: string }>(w.system.db, sql`select json_agg(f order by no)::text as all from checks.fingerprint f`);
  const built = await sketches();
  expect(await kept()).toBe(3);
  await w.runJobs();
  expect(await sketches()).toEqual(built);
});
