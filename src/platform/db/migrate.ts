import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { openPool } from './connection.ts';

const NAME = /^\d{8}_\d{4}_\w+\.sql$/;
const LOCK = 7_210_710;
/** What we have tried; the embedded server is newer. */
const OLDEST_SERVER = 150_000;

type Migration = { name: string; sha256: string; sql: string };

/** The migrations of a folder in order. */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const names = (await readdir(dir)).filter((n) => NAME.test(n)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(dir, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Brings a database to the newest migration: plain SQL files, forward only, each in its own transaction, one runner at a
 * time; and the tables of the job queue first, since ours may call them. Returns the names that were applied now; a second
 * run applies none. Throws, with nothing half done, when an applied file was edited or is not in the folder (an older
 * program on a newer database). `only` stops at an older state (a restore brings it to exactly the state of its archive).
 */
export async function migrate(url: string, dir: string, only?: readonly string[]): Promise<string[]> {
  const files = await readMigrations(dir);
  const client = new pg.Client({ connectionString: url, application_name: 'gongkai migrate' });
  // A lost connection fails the query in hand; without a listener it would end the process as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await checkServer(client);
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await migrateQueue(url);
    await client.query('create schema if not exists platform');
    await client.query(
      'create table if not exists platform.migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    );
    const now = await missing(client, files, only);
    for (const m of now) await apply(client, m);
    return now.map((m) => m.name);
  } finally {
    await client.end();
  }
}

/**
 * The tables of the job queue, through a pool of ours: the queue's own leaves a connection without a listener while it
 * closes, and a server that goes away in that moment would end the process.
 */
async function migrateQueue(url: string): Promise<void> {
  const pgPool = openPool(url, { name: 'gongkai migrate queue', max: 2 });
  try {
    await runMigrations({ pgPool, logger: new Logger(() => () => undefined) });
  } finally {
    await pgPool.end();
  }
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
  );
  const [server] = rows;
  if (server && server.version < OLDEST_SERVER)
    throw new Error(`数据库需要 PostgreSQL 15 以上 / PostgreSQL 15 or newer is needed, this is ${server.version}`);
  if (server && server.encoding !== 'UTF8')
    throw new Error(`数据库编码须为 UTF8 / the database has the encoding ${server.encoding}, create it with UTF8`);
}

async function missing(client: pg.Client, files: Migration[], only?: readonly string[]): Promise<Migration[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from platform.migration');
  const known = new Map(files.map((m) => [m.name, m.sha256]));
  for (const { name, sha256 } of rows) {
    if (!known.has(name))
      throw new Error(
        `数据库比程序新，请升级程序 / the database knows migration ${name}, this program does not: update it`,
      );
    if (known.get(name) !== sha256)
      throw new Error(`migration ${name} was edited after it was applied; write a new one instead`);
  }
  const applied = new Set(rows.map((r) => r.name));
  return files.filter((m) => !applied.has(m.name) && (!only || only.includes(m.name)));
}

async function apply(client: pg.Client, m: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(m.sql);
    await client.query('insert into platform.migration (name, sha256) values ($1, $2)', [m.name, m.sha256]);
    await client.query('commit');
  } catch (e) {
    await client.query('rollback').catch(() => undefined);
    throw new Error(`migration ${m.name}${lineOf(m.sql, e)}: ${e instanceof Error ? e.message : String(e)}`, {
      cause: e,
    });
  }
}

function lineOf(sql: string, e: unknown): string {
  const position = Number((e as { position?: unknown }).position);
  return position > 0 ? `, line ${sql.slice(0, position).split('\n').length}` : '';
}
