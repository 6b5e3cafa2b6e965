import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { findBinaries, unprivileged } from '../platform/db/binaries.ts';
import { connect, type Db, type ReadDb } from '../platform/db/connection.ts';
import { migrate } from '../platform/db/migrate.ts';
import { FORGETFUL, freePort, initCluster, startPostgres } from '../platform/db/postgres.ts';
import { whileLocked } from '../platform/db/process.ts';
import { addressOf } from '../platform/db/socket.ts';
import { projectRoot } from '../platform/root.ts';

export type TestDatabase = {
  url: string;
  db: Db;
  readDb: ReadDb;
  /** Ends the connections and drops the database. */
  drop(): Promise<void>;
};

/** A fresh copy of the migrated, empty template, for one test file. Its owner is an ordinary role, as in production. */
export async function testDatabase(): Promise<TestDatabase> {
  const { url, drop } = await emptyDatabase('template');
  const write = connect(url, { name: 'test', max: 6 });
  const read = connect(url, { name: 'test (reading)', max: 4, readOnly: true });
  return {
    url,
    db: write.db,
    readDb: read.db,
    drop: async () => {
      await Promise.all([write.end(), read.end()]);
      await drop();
    },
  };
}

/** A database with nothing in it (`nothing`), or migrated and without rows (`template`). */
export async function emptyDatabase(from: 'template' | 'nothing'): Promise<{ url: string; drop(): Promise<void> }> {
  const server = await testServer();
  const name = `${prefix()}_${randomBytes(6).toString('hex')}`;
  const source = from === 'template' ? `template ${prefix()}_template` : 'template template0';
  await administer(server, `create database ${name} ${source}`);
  return { url: within(server, name), drop: () => administer(server, `drop database if exists ${name} with (force)`) };
}

/**
 * The server of this run; the first test that needs it starts it, so tests of pure rules wait for nothing.
 * It forgets everything in a power cut (fsync off); the product never runs that way.
 */
async function testServer(): Promise<string> {
  const { dir, external } = inject('testCluster');
  const state = join(dir, 'url');
  if (existsSync(state)) return readFileSync(state, 'utf8');
  return whileLocked(join(dir, 'lock'), async () => {
    if (existsSync(state)) return readFileSync(state, 'utf8');
    const url = external ?? (await startOwn(dir));
    const template = `${prefix()}_template`;
    await administer(url, `create database ${template}`);
    await migrate(within(url, template), join(projectRoot, 'migrations'));
    writeFileSync(state, url);
    return url;
  });
}

/** Names of this run's databases, apart from those of other runs on the same external server. */
const prefix = (): string => inject('testCluster').prefix;

async function startOwn(dir: string): Promise<string> {
  const as = unprivileged();
  const home = join(dir, 'postgres');
  mkdirSync(home, { mode: 0o700 });
  chmodSync(dir, 0o755);
  if (as.uid !== undefined) chownSync(home, as.uid, as.gid ?? as.uid);
  const cluster = { home, as, binaries: findBinaries(as, dir) };
  const password = randomBytes(12).toString('hex');
  await initCluster(cluster, password, { sync: false });
  const server = await startPostgres(cluster, await freePort(), FORGETFUL);
  const admin = addressOf(server, 'postgres', password, 'postgres');
  await administer(admin, `create role gongkai login createdb password '${password}'`);
  return addressOf(server, 'gongkai', password, 'postgres');
}

const within = (server: string, database: string): string => {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
};

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
