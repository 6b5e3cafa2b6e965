import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyDatabase } from '../../testing/cluster.ts';
import { projectRoot } from '../root.ts';
import { verifyAuditChain } from './audit-chain.ts';
import { type Connection, connect, type Db, exec, rows, sql } from './connection.ts';
import { migrate, readMigrations } from './migrate.ts';

const ours = join(projectRoot, 'migrations');
const dir = mkdtempSync(join(tmpdir(), 'gongkai-migrations-'));
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let c: Connection<Db>;

beforeEach(async () => {
  database = await emptyDatabase('nothing');
  c = connect(database.url, { name: 'test', max: 2 });
  rmSync(dir, { recursive: true, force: true });
  cpSync(ours, dir, { recursive: true });
});
afterEach(async () => {
  await c.end();
  await database.drop();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const add = (name: string, text: string): void => writeFileSync(join(dir, name), text);

describe('migrations', () => {
  test('are applied once, in order, with the tables of the job queue', async () => {
    const all = (await readMigrations(dir)).map((m) => m.name);
    expect(await migrate(database.url, dir)).toEqual(all);
    expect(await migrate(database.url, dir)).toEqual([]);
    const noted = await rows<{ name: string }>(c.db, sql`select name from platform.migration order by applied_at`);
    expect(noted.map((r) => r.name)).toEqual(all);
    await exec(c.db, sql`select graphile_worker.add_job('any', payload := '{}'::json)`);
  });

  test('are applied once also when two programs start at the same moment', async () => {
    const both = await Promise.all([migrate(database.url, dir), migrate(database.url, dir)]);
    expect(both.flat()).toEqual((await readMigrations(dir)).map((m) => m.name));
  });

  test('leave nothing of a file that fails, and say which line', async () => {
    await migrate(database.url, dir);
    add('29990101_0000_broken.sql', 'create table platform.half (n int);\n\nselect nonsense;\n');
    await expect(migrate(database.url, dir)).rejects.toThrow(/29990101_0000_broken\.sql, line 3: .*nonsense/);
    expect(await rows(c.db, sql`select 1 from pg_class where relname = 'half'`)).toEqual([]);
    add('29990101_0000_broken.sql', 'create table platform.half (n int);');
    expect(await migrate(database.url, dir)).toEqual(['29990101_0000_broken.sql']);
  });

  test('are refused when an applied file was edited', async () => {
    await migrate(database.url, dir);
    add('20261124_0000_platform.sql', 'create table other (n int);');
    await expect(migrate(database.url, dir)).rejects.toThrow(/20261124_0000_platform\.sql was edited/);
  });

  test('are refused by a program that is older than the database', async () => {
    add('29990101_0000_new.sql', 'create table platform.newer (n int);');
    await migrate(database.url, dir);
    await expect(migrate(database.url, ours)).rejects.toThrow(/29990101_0000_new\.sql.*update it/);
  });

  test('stop where they are told to', async () => {
    const [first] = await readMigrations(dir);
    expect(await migrate(database.url, dir, [first?.name ?? ''])).toEqual([first?.name]);
  });

  test('chain the audit rows that were there before the trail had a head', async () => {
    await migrate(database.url, dir, ['20261124_0000_platform.sql']);
    for (const label of ['甲', '乙', '丙'])
      await exec(
        c.db,
        sql`insert into platform.audit (at, actor_id, actor_label, action, outcome) values (now(), 'p', ${label}, 'test.act', 'done')`,
      );
    await migrate(database.url, dir);
    expect(await verifyAuditChain(c.db)).toEqual({ ok: true, rows: 3, faults: [] });
  });
});
