import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';

const NAME = /^\d{8}_\d{4}_\w+\.sql$/;
const LOCK = 7_210_710;

export type Migration = { name: string; sha256: string; sql: string };

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
 * time. Returns the names that were applied now; a second run applies none. Throws when an applied file was edited.
 * `only` stops at an older state (a restore brings the database to exactly the state of its archive).
 */
export async function migrate(url: string, dir: string, only?: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'gongkai migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await runMigrations({ connectionString: url });
    await client.query('create schema if not exists platform');
    await client.query(
      'create table if not exists platform.migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from platform.migration',
    );
    const applied = new Map(rows.map((r) => [r.name, r.sha256]));
    const now: string[] = [];
    for (const m of await readMigrations(dir)) {
      if (only && !only.includes(m.name)) continue;
      const before = applied.get(m.name);
      if (before === m.sha256) continue;
      if (before) throw new Error(`migration ${m.name} was edited after it was applied; write a new one instead`);
      await apply(client, m);
      now.push(m.name);
    }
    return now;
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, m: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(m.sql);
    await client.query('insert into platform.migration (name, sha256) values ($1, $2)', [m.name, m.sha256]);
    await client.query('commit');
  } catch (e) {
    await client.query('rollback');
    throw new Error(`migration ${m.name}: ${e instanceof Error ? e.message : String(e)}`, { cause: e });
  }
}
