import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exec, rows, sql } from '../../platform/db/connection.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { published } from '../../testing/drafts.ts';
import { seedUnits } from '../../testing/editorial.ts';
import { type World, world } from '../../testing/world.ts';
import { org } from '../org/index.ts';
import { publication } from '../publication/index.ts';
import { sites } from '../sites/index.ts';
import { translog } from '../translog/index.ts';
import { importLaws } from './actions.ts';
import { citationDuties } from './duties.ts';
import { lawsFile, WATER_2010, WATER_2020 } from './fixtures.ts';
import { regulation } from './index.ts';
import { RECITE } from './jobs.ts';

let w: World;
let dir: string;
beforeAll(async () => {
  w = await world({ modules: [org, translog, publication, sites, regulation] });
  dir = await mkdtemp(join(tmpdir(), 'gongkai-filling-'));
  await seedUnits(w);
});
afterAll(async () => {
  await w.end();
  await rm(dir, { recursive: true, force: true });
});
/** An empty library, as on the first day; what was published stays. */
beforeEach(async () => {
  await exec(w.system.db, sql`truncate regulation.cited, regulation.alarm, regulation.law cascade`);
  await exec(w.system.db, sql`update regulation.state set filling = false`);
  await w.runJobs();
});

const LAPSED = { ...WATER_2020, id: 'v3', issued: '2026-03-01', effective: '2026-03-02', status: '废止' };
const take = async (name: string, lines: unknown[], onEach?: () => void): Promise<void> => {
  await importLaws(w.system, SYSTEM, await lawsFile(dir, name, lines), onEach);
};
/** The machine goes down after the batch is in and before the import has come to its end. */
const broken = (name: string, lines: unknown[]) =>
  expect(
    take(name, lines, () => {
      throw new Error('killed');
    }),
  ).rejects.toThrow('killed');
const citing = async () => (await published(w, { html: '<p>依照《明河节约用水条例》第二条办理。</p>' })).no;
const cited = (no: number) =>
  rows(w.system.db, sql`select law_id as law, version_id as v from regulation.cited where no = ${no}`);
const duties = () => citationDuties(w.system.readDb, { today: w.clock.today(), units: 'all' }, w.system);

describe('the first filling of the library', () => {
  test('that broke off is gone on with, and what was published before is looked at all the same', async () => {
    const no = await citing();
    // Published long before anybody wrote down what is cited.
    await w.runJobs();
    await exec(w.system.db, sql`delete from regulation.cited`);
    await broken('half.jsonl.gz', [WATER_2010]);
    expect(await w.runJobs()).not.toContain(RECITE);
    expect(await cited(no)).toEqual([]);
    await take('all.jsonl.gz', [WATER_2010, WATER_2020]);
    expect(await w.runJobs()).toContain(RECITE);
    expect(await cited(no)).toEqual([{ law: 'g-water', v: 'v2' }]);
    // A later import of a library that is full looks at nothing again.
    await take('more.jsonl.gz', [
      WATER_2010,
      WATER_2020,
      { ...WATER_2010, id: 'x', group: 'g-x', title: '明河排水条例' },
    ]);
    expect(await w.runJobs()).not.toContain(RECITE);
  });

  test('raises nothing about a law that has lapsed, nor about a newer text, whoever published meanwhile', async () => {
    const before = await citing();
    await broken('old.jsonl.gz', [WATER_2010]);
    const meanwhile = await citing();
    await w.runJobs();
    expect(await cited(meanwhile)).toEqual([{ law: 'g-water', v: 'v1' }]);
    await take('lapsed.jsonl.gz', [WATER_2010, WATER_2020, LAPSED]);
    await w.runJobs();
    expect(await duties()).toEqual([]);
    for (const no of [before, meanwhile]) expect(await cited(no)).toEqual([{ law: 'g-water', v: 'v3' }]);
  });

  test('is over afterwards: a law that lapses from then on is a duty', async () => {
    await citing();
    await take('first.jsonl.gz', [WATER_2010, WATER_2020]);
    await w.runJobs();
    await take('then.jsonl.gz', [LAPSED]);
    expect((await duties()).map((d) => d.note)).toContain('《明河节约用水条例》来源标明已经废止或失效');
  });
});
