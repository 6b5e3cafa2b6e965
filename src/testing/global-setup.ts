import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { exists, runningOn, stopPostgres } from '../platform/db/postgres.ts';
import { leftBehind, ownFolder } from './left-behind.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where a run's cluster lies or will lie (cluster.ts starts it on first use), and how its databases are named. */
    testCluster: { dir: string; external: string | undefined; prefix: string };
  }
}

const PREFIX = 'gongkai-cluster-';

/**
 * Prepares one real PostgreSQL for a whole run and takes it away afterwards. TEST_DATABASE_URL names another server, whose
 * user may create databases.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  for (const old of leftBehind(tmpdir(), PREFIX)) await remove(old);
  const dir = ownFolder(tmpdir(), PREFIX);
  const external = process.env.TEST_DATABASE_URL || undefined;
  const prefix = `gongkai_test_${randomBytes(4).toString('hex')}`;
  project.provide('testCluster', { dir, external, prefix });
  return async () => {
    if (external && existsSync(join(dir, 'url'))) await dropAll(external, prefix);
    await remove(dir);
  };
}

async function remove(dir: string): Promise<void> {
  const home = join(dir, 'postgres');
  try {
    const running = exists(home) ? runningOn(home) : undefined;
    if (running) await stopPostgres(running.pid, 'immediate');
    rmSync(dir, { recursive: true, force: true });
  } catch (e) {
    // Another account's, or another run is clearing it away at this moment.
    if (!['EACCES', 'EPERM', 'ENOTEMPTY', 'ENOENT'].includes((e as NodeJS.ErrnoException).code ?? '')) throw e;
  }
}

async function dropAll(url: string, prefix: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix],
    );
    for (const { datname } of found.rows) await client.query(`drop database if exists ${datname} with (force)`);
  } finally {
    await client.end();
  }
}
