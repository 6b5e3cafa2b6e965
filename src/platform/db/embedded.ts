import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '../config.ts';
import { canReach, OPEN_PLACE, openPlace, runTool, serverFiles, type ServerUser, serverUser } from './binaries.ts';
import { isAlive, lockFile, type Lock, pause, whileLocked } from './process.ts';

export type Running = { url: string; stop(): Promise<void> };

/** Kept in `<data>/database.json`, 0600: where the cluster lies and how to reach it. */
type Place = { cluster: string; port: number; password: string };

/** Takes the data folder for one site process. A holder that was killed does not count. */
export const lockDataDir = (dataDir: string): Lock => lockFile(join(dataDir, 'start.lock'));

const placeFile = (dataDir: string): string => join(dataDir, 'database.json');

function readPlace(dataDir: string): Place | undefined {
  return existsSync(placeFile(dataDir)) ? (JSON.parse(readFileSync(placeFile(dataDir), 'utf8')) as Place) : undefined;
}

/** Written beside and renamed: it holds the password, and half of it would lock everyone out. */
function writePlace(dataDir: string, place: Place): void {
  const beside = `${placeFile(dataDir)}.new`;
  writeFileSync(beside, JSON.stringify(place), { mode: 0o600 });
  renameSync(beside, placeFile(dataDir));
}

const urlOf = (p: Place): string => `postgres://gongkai:${p.password}@127.0.0.1:${p.port}/gongkai`;

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The server's own word on whether it runs: line 1 of postmaster.pid is its process, line 4 its port. */
function serverPid(place: Place): { pid: number; port: number } | undefined {
  const file = join(place.cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  return isAlive(pid) ? { pid, port: Number(lines[3]) } : undefined;
}

/** The address of the server that runs on this data folder, whoever started it; undefined when none does. */
export async function attachEmbedded(dataDir: string): Promise<string | undefined> {
  const place = readPlace(dataDir);
  const running = place && serverPid(place);
  if (!place || !running) return undefined;
  const url = urlOf({ ...place, port: running.port });
  // After a kill it may still be recovering.
  for (let i = 0; i < 300; i++) {
    if (await answers(url)) return url;
    if (!serverPid(place)) return undefined;
    await pause(100);
  }
  return undefined;
}

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const s = createServer();
    s.once('error', fail);
    s.listen(0, '127.0.0.1', () => {
      const at = s.address();
      s.close(() => (at && typeof at === 'object' ? done(at.port) : fail(new Error('no free port'))));
    });
  });

/** Makes the cluster of a new data folder: UTF-8, byte order for sorting (the same everywhere), password sign-in only. */
function create(dataDir: string, files: string, user: ServerUser, port: number): Place {
  const inside = join(dataDir, 'database');
  const cluster = canReach(dataDir, user) ? inside : join(OPEN_PLACE, randomBytes(8).toString('hex'));
  const place: Place = { cluster, port, password: randomBytes(24).toString('base64url') };
  // A folder that an interrupted first start left behind holds nothing that was acknowledged.
  rmSync(cluster, { recursive: true, force: true });
  if (cluster !== inside) openPlace();
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  const secret = join(cluster, '..', `.password-${randomBytes(4).toString('hex')}`);
  writeFileSync(secret, place.password, { mode: 0o600 });
  if (user) {
    chownSync(cluster, user.uid, user.gid);
    chownSync(secret, user.uid, user.gid);
  }
  try {
    runTool(
      join(files, 'bin', 'initdb'),
      ['-D', cluster, '-U', 'gongkai', '-A', 'scram-sha-256', '--pwfile', secret, '-E', 'UTF8', '--locale=C', '--no-instructions'],
      user,
      cluster,
    );
  } finally {
    rmSync(secret, { force: true });
  }
  writePlace(dataDir, place);
  return place;
}

const settings = (port: number): string[] =>
  Object.entries({
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '60',
    shared_buffers: '128MB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',
    log_min_messages: 'warning',
    wal_level: 'replica',
  }).flatMap(([k, v]) => ['-c', `${k}=${v}`]);

/**
 * Starts PostgreSQL on a data folder, making the cluster the first time. It listens on loopback only and runs as an
 * unprivileged user even when root starts it. A server that was left running by a killed process is taken over.
 */
export async function startEmbedded(dataDir: string): Promise<Running> {
  mkdirSync(dataDir, { recursive: true, mode: 0o751 });
  return whileLocked(join(dataDir, 'database.lock'), async () => {
    const running = await attachEmbedded(dataDir);
    const user = serverUser();
    if (running) return { url: running, stop: () => stopServer(dataDir) };
    const files = serverFiles(user);
    const port = await freePort();
    const place = { ...(readPlace(dataDir) ?? create(dataDir, files, user, port)), port };
    writePlace(dataDir, place);
    const log = join(dataDir, 'database.log');
    const out = openSync(log, 'a', 0o640);
    const child = spawn(join(files, 'bin', 'postgres'), ['-D', place.cluster, ...settings(port)], {
      cwd: place.cluster,
      stdio: ['ignore', out, out],
      // Its own group: Ctrl-C reaches us, and we stop it in order.
      detached: true,
      env: { LC_ALL: 'C', TZ: 'Asia/Shanghai', PATH: process.env.PATH },
      ...(user ?? {}),
    });
    child.unref();
    let ended = false;
    child.once('exit', () => {
      ended = true;
    });
    child.once('error', () => {
      ended = true;
    });
    const first = { ...place, cluster: place.cluster };
    const bootUrl = urlOf(first).replace(/\/gongkai$/, '/postgres');
    for (let i = 0; !(await answers(bootUrl)); i++) {
      if (ended || i > 600) {
        const said = readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? '';
        throw new Error(`数据库启动不了，详见${log}。the database does not start: ${said}`);
      }
      await pause(50);
    }
    await ensureDatabase(bootUrl);
    return { url: urlOf(place), stop: () => stopServer(dataDir) };
  });
}

async function ensureDatabase(bootUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: bootUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query(`select 1 from pg_database where datname = 'gongkai'`);
    if (!rowCount) await client.query('create database gongkai');
  } finally {
    await client.end();
  }
}

/** Fast shutdown: open transactions are rolled back, everything committed is on the disk. */
async function stopServer(dataDir: string): Promise<void> {
  const place = readPlace(dataDir);
  const running = place && serverPid(place);
  if (!place || !running) return;
  process.kill(running.pid, 'SIGINT');
  for (let i = 0; i < 300 && isAlive(running.pid); i++) await pause(50);
}

/** The database of this configuration: the external one, the one that runs already (left running), or one started now. */
export async function withDatabase(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<Running> {
  if (config.databaseUrl) return { url: config.databaseUrl, stop: async () => undefined };
  const dataDirInUse = lockHolder(config.dataDir);
  const running = await attachEmbedded(config.dataDir);
  if (running && dataDirInUse) return { url: running, stop: async () => undefined };
  return startEmbedded(config.dataDir);
}

/** Another process that serves this data folder: its database is not ours to stop. */
function lockHolder(dataDir: string): boolean {
  const lock = lockFile(join(dataDir, 'start.lock'));
  if ('release' in lock) {
    lock.release();
    return false;
  }
  return lock.heldByPid !== process.pid;
}
