import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { one, rows, sql } from '../platform/db/connection.ts';
import { type TestDatabase, testDatabase } from '../testing/cluster.ts';
import { seedUnits } from '../testing/editorial.ts';
import { runAndKill } from '../testing/kill.ts';
import { type Program, program } from '../testing/program.ts';
import type { World } from '../testing/world.ts';

let loop: Program;
let database: TestDatabase;
let dir: string;
beforeAll(async () => {
  loop = await program('decide-loop.ts');
  dir = await mkdtemp(join(tmpdir(), 'gongkai-foi-kill-'));
  database = await testDatabase();
  await seedUnits({ system: { db: database.db } } as World);
});
afterAll(async () => {
  await database.drop();
  await loop.remove();
  await rm(dir, { recursive: true, force: true });
});

/** What the loop had acknowledged when it was ended, some time after so many steps. */
const acknowledged = async (steps: number, afterMs: number): Promise<string[]> =>
  (await runAndKill(loop.file, [database.url, dir], { steps, afterMs })).filter((l) => /^(took|decided) \w+$/.test(l));

test('kill -9 between decision and letter: each decided case has its letter once, numbered without a gap; nothing acknowledged is lost', async () => {
  const said: string[] = [];
  for (let i = 0; i < 8; i++) said.push(...(await acknowledged(1 + (i % 4), Math.random() * 300)));
  expect(said.some((l) => l.startsWith('decided'))).toBe(true);

  const { db } = database;
  const cases = await rows<{
    id: string;
    state: string;
    letters: number;
    drafts: number;
    jobs: number;
    events: number;
  }>(
    db,
    sql`select r.id, r.state,
          (select count(*)::int from foi.letter l where l.request_id = r.id and l.kind = 'answer' and l.state = 'issued') as letters,
          (select count(*)::int from foi.letter l where l.request_id = r.id and l.kind = 'answer' and l.state = 'draft') as drafts,
          (select count(*)::int from foi.letter l join graphile_worker._private_jobs j on j.key = 'foi.letter-files:' || l.id
            where l.request_id = r.id and l.kind = 'answer') as jobs,
          (select count(*)::int from foi.event e where e.request_id = r.id and e.what = 'decided') as events
        from foi.request r`,
  );
  const known = new Map(cases.map((c) => [c.id, c]));
  for (const line of said) {
    const [word, id = ''] = line.split(' ');
    expect(known.has(id)).toBe(true);
    if (word === 'decided') expect(known.get(id)?.state).toBe('decided');
  }
  for (const c of cases) {
    const decided = c.state === 'decided' ? 1 : 0;
    // All of it or none of it: the state, its event, the letter with its number, and the job that draws the letter.
    expect([c.letters, c.events, c.jobs], c.state).toEqual([decided, decided, decided]);
    expect(c.drafts).toBeLessThanOrEqual(1 - decided);
  }
  const numbers = await one<{
    taken: number;
    issued: number;
    different: number;
    applications: number;
    counted: number;
  }>(
    db,
    sql`select (select n from foi.counter where kind = 'letter:minzheng') as taken,
          (select count(*)::int from foi.letter where state = 'issued') as issued,
          (select count(distinct no)::int from foi.letter where state = 'issued') as different,
          (select count(*)::int from foi.application) as applications,
          (select n from foi.counter where kind = 'application') as counted`,
  );
  expect(numbers).toEqual({
    taken: numbers.issued,
    issued: numbers.issued,
    different: numbers.issued,
    applications: numbers.applications,
    counted: numbers.applications,
  });
});
