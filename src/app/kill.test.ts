import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyLeaves } from '../modules/translog/index.ts';
import { connect, type Db, one, rows, sql } from '../platform/db/connection.ts';
import { removeEmbedded, startEmbedded } from '../platform/db/embedded.ts';
import { migrate } from '../platform/db/migrate.ts';
import { projectRoot } from '../platform/root.ts';
import { type TestDatabase, testDatabase } from '../testing/cluster.ts';
import { runAndKill } from '../testing/kill.ts';
import { type Program, program } from '../testing/program.ts';

const migrationsDir = join(projectRoot, 'migrations');
let loop: Program;
beforeAll(async () => {
  loop = await program('publish-loop.ts');
});
afterAll(() => loop.remove());

/** What the loop had acknowledged when it, or the database, was ended. */
const saidBefore = async (url: string, seed: number, afterMs: number, kill?: () => void): Promise<string[]> =>
  (await runAndKill(loop.file, [url, String(seed)], { afterMs, ...(kill ? { kill } : {}) })).filter((l) =>
    /^\w+ \d+( \d+)?$/.test(l),
  );

/** Nothing half: every work has its editions, contents, leaves, line in the lists and spread job, and nothing else exists. */
async function whole(db: Db): Promise<void> {
  const broken = await rows(
    db,
    sql`select e.id, c.edition_id is null as no_content, f.index is null as no_leaf, l.no is null as no_line, a.edition_id is null as no_file, j.key is null as no_job
        from publication.edition e
        left join publication.content c on c.edition_id = e.id
        left join translog.leaf f on f.index = e.log_index and f.edition_id = e.id
        left join publication.listing l on l.no = e.work_no and l.version >= e.version
        left join publication.attachment a on a.edition_id = e.id
        left join graphile_worker._private_jobs j on j.key = 'publication.spread:' || e.id
        where c.edition_id is null or f.index is null or l.no is null or a.edition_id is null or j.key is null`,
  );
  expect(broken).toEqual([]);
  const lost = await one<{ works: number; leaves: number; lines: number }>(
    db,
    sql`select (select count(*)::int from publication.work w where not exists (select 1 from publication.edition e where e.work_no = w.no)) as works,
          (select count(*)::int from translog.leaf f where f.index > 0 and not exists (select 1 from publication.edition e where e.id = f.edition_id)) as leaves,
          (select count(*)::int from publication.listing l where not exists (select 1 from publication.work w where w.no = l.no)) as lines`,
  );
  expect(lost).toEqual({ works: 0, leaves: 0, lines: 0 });
  expect((await verifyLeaves(db)).fault).toBeUndefined();
}

async function acknowledged(db: Db, said: string[]): Promise<void> {
  const stored = new Set(
    (
      await rows<{ k: string }>(db, sql`select act || ' ' || work_no || ' ' || version as k from publication.edition`)
    ).map((r) => r.k),
  );
  for (const line of said) {
    const [word, no, version] = line.split(' ');
    expect(stored).toContain(word === 'published' ? `publish ${no} 1` : `correct ${no} ${version}`);
  }
}

describe('kill -9 in the middle of publishing', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  test('of the publishing process at 50 random moments leaves no half-published piece and loses nothing acknowledged', async () => {
    let said = 0;
    for (let i = 0; i < 50; i++) {
      const lines = await saidBefore(database.url, i, Math.random() * 60);
      said += lines.length;
      await acknowledged(database.db, lines);
    }
    await whole(database.db);
    expect(said).toBeGreaterThanOrEqual(50);
  });

  test('of the database server itself, with its durability on, the same', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'gongkai-kill-'));
    let server = await startEmbedded(dir);
    try {
      await migrate(server.url, migrationsDir);
      for (let i = 0; i < 5; i++) {
        const lines = await saidBefore(server.url, i, Math.random() * 150, () => process.kill(server.pid, 'SIGKILL'));
        server = await startEmbedded(dir);
        const again = connect(server.url, { name: 'check', max: 2 });
        await acknowledged(again.db, lines);
        await whole(again.db);
        await again.end();
      }
    } finally {
      await server.stop();
      await removeEmbedded(dir);
      await rm(dir, { recursive: true, force: true });
    }
  });
});
