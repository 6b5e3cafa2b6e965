import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyLeaves } from '../modules/translog/index.ts';
import { readConfig } from '../platform/config.ts';
import { type Db, rows, sql } from '../platform/db/connection.ts';
import { silentLogger } from '../platform/log.ts';
import { testDatabase } from '../testing/cluster.ts';
import { runAndKill } from '../testing/kill.ts';
import { type Program, program } from '../testing/program.ts';
import { openSystem } from './system.ts';

let loop: Program;
beforeAll(async () => {
  loop = await program('erase-loop.ts');
});
afterAll(() => loop.remove());

/** What the loop had acknowledged when it was ended, some time after so many steps. */
const acknowledged = async (args: string[], steps: number, afterMs: number): Promise<string[]> =>
  (await runAndKill(loop.file, args, { steps, afterMs })).filter((l) => /^\w+ \d+$/.test(l));

type State = {
  no: number;
  state: string;
  asked: string | null;
  contents: number;
  files: number;
  erased: number;
  title: string;
  notices: number;
  jobs: number;
};
const states = (db: Db): Promise<State[]> =>
  rows<State>(
    db,
    sql`select w.no::int as no, l.state, x.state as asked, l.title,
          (select count(*)::int from publication.content c join publication.edition e on e.id = c.edition_id where e.work_no = w.no) as contents,
          (select count(*)::int from publication.attachment a join publication.edition e on e.id = a.edition_id where e.work_no = w.no) as files,
          (select count(*)::int from publication.erased_edition d join publication.edition e on e.id = d.edition_id where e.work_no = w.no) as erased,
          (select count(*)::int from erasure.notice n where n.erasure_id = x.id) as notices,
          (select count(*)::int from graphile_worker._private_jobs j where j.key = 'publication.erase-files:' || x.id) as jobs
        from publication.work w join publication.listing l on l.no = w.no left join publication.erasure x on x.work_no = w.no order by w.no`,
  );

test('kill -9 of the erasing process at 10 random moments leaves each work all readable or all gone', async () => {
  const database = await testDatabase();
  const dir = await mkdtemp(join(tmpdir(), 'gongkai-erase-kill-'));
  try {
    const said: string[] = [];
    for (let i = 0; i < 10; i++)
      said.push(...(await acknowledged([database.url, dir, String(i)], 1 + (i % 4), Math.random() * 60)));
    const found = await states(database.db);
    expect(found.length).toBeGreaterThanOrEqual(10);
    for (const w of found) {
      const { no: _no, title, state, asked, ...counts } = w;
      const readable = { contents: 1, files: 1, erased: 0, notices: 0, jobs: 0 };
      if (asked === 'done') {
        expect({ state, title }).toEqual({ state: 'erased', title: '（内容已删除）' });
        expect(counts).toMatchObject({ contents: 0, files: 0, erased: 1, jobs: 1 });
        expect(counts.notices).toBeGreaterThan(0);
      } else {
        expect({ state, ...counts }).toEqual({ state: asked === 'asked' ? 'hidden' : 'published', ...readable });
        expect(title).toMatch(/号名单$/);
      }
    }
    // Nothing acknowledged is lost.
    const erased = new Set(found.filter((w) => w.asked === 'done').map((w) => `erased ${w.no}`));
    for (const line of said.filter((l) => l.startsWith('erased'))) expect([...erased]).toContain(line);
    expect(erased.size).toBeGreaterThan(0);
    expect((await verifyLeaves(database.db)).fault).toBeUndefined();

    // The worker comes back, runs what was queued, some of it for the second time; the files follow.
    const { system, close } = await openSystem(
      readConfig({ GONGKAI_DATA: dir }, dir),
      database.url,
      'after',
      silentLogger,
    );
    const job = system.modules.flatMap((m) => [...(m.jobs ?? [])]).find((j) => j.name === 'publication.erase-files');
    const due = await rows<{ payload: { files: string[] } }>(
      database.db,
      sql`select payload from graphile_worker._private_jobs where key like 'publication.erase-files:%'`,
    );
    for (const d of due) await job?.run(system, d.payload);
    await close();
    const onDisk = (await readdir(join(dir, 'files'), { recursive: true, withFileTypes: true }))
      .filter((f) => f.isFile())
      .map((f) => f.name);
    const shown = await rows<{ sha256: string }>(database.db, sql`select distinct sha256 from publication.attachment`);
    for (const { sha256 } of shown) expect(onDisk).toContain(sha256);
    for (const { payload } of due) for (const f of payload.files) expect(onDisk).not.toContain(f);
    expect(due).toHaveLength(erased.size);
  } finally {
    await database.drop();
    await rm(dir, { recursive: true, force: true });
  }
});
