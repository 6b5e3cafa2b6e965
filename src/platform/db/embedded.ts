import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import type { Config } from '../config.ts';
import { canEnter, findBinaries, type RunAs, SHARED_ROOT, unprivileged } from './binaries.ts';
import { EmbeddedError, explain } from './embedded-error.ts';
import { register } from './embedded-users.ts';
import {
  type Cluster,
  dataOf,
  exists,
  freePort,
  initCluster,
  type Running,
  runningOn,
  startPostgres,
  stopPostgres,
  untilReady,
} from './postgres.ts';
import { type Lock, lockFile, whileLocked } from './process.ts';
import { addressOf } from './socket.ts';

/** `<data>/database.json`. `home` is relative to the data folder, or absolute when it had to go elsewhere. */
type Place = { home: string; port: number; ready: boolean };
/** `<data>/database.secret`, mode 0600. The platform is never the superuser. */
type Secret = { admin: string; app: string };

type Embedded = {
  url: string;
  pid: number;
  /** Whether it ran already (left by a killed process, or started by another one). */
  adopted: boolean;
  /** Lets go of it; the last process that uses it shuts it down. */
  stop(): Promise<void>;
};

/** Makes the data folder where there is none; throws EmbeddedError, one line. */
export function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o751 });
  } catch (e) {
    throw explain(e, dataDir);
  }
}

/**
 * Marks the data folder as served by this process, or says which process serves it. Robust after kill -9: a holder that
 * no longer runs does not count.
 */
export function lockDataDir(dataDir: string): Lock {
  try {
    return lockFile(join(dataDir, 'server.lock'));
  } catch (e) {
    throw explain(e, dataDir);
  }
}

/**
 * Brings up the PostgreSQL of a data folder: creates it on first use, adopts it when it runs already, recovers it after
 * a crash. Several processes may hold it at once; it stops with the last one's `stop()`, and at the exit of a process
 * that forgot to. After kill -9 it goes on and is adopted by the next start. Throws EmbeddedError, one line.
 */
export async function startEmbedded(dataDir: string): Promise<Embedded> {
  try {
    mkdirSync(dataDir, { recursive: true });
    return await whileLocked(join(dataDir, 'database.lock'), async () => {
      const place = readPlace(dataDir) ?? choosePlace(dataDir);
      const secret = readSecret(dataDir);
      const home = resolve(dataDir, place.home);
      if (place.ready && !exists(home)) throw lost(home, dataDir);
      if (!place.ready && !existsSync(home)) makeHome(home, unprivileged());
      const found = exists(home) ? runningOn(home) : undefined;
      const running = found ? await untilReady(home) : await start(dataDir, home, place, secret);
      if (!place.ready) {
        await makeDatabase(running, secret);
        writePlace(dataDir, { ...place, port: running.port, ready: true });
      }
      const url = urlOf(running, secret);
      await greet(url, (e) => explain(e, dataDir));
      return { url, pid: running.pid, adopted: found !== undefined, stop: register(dataDir, running.pid) };
    });
  } catch (e) {
    throw explain(e, dataDir);
  }
}

/** The address of the server that runs on this data folder now; undefined when none does. Does not keep it running. */
export async function attachEmbedded(dataDir: string): Promise<string | undefined> {
  const place = readPlace(dataDir);
  if (!place?.ready) return undefined;
  const home = resolve(dataDir, place.home);
  if (!exists(home) || !runningOn(home)) return undefined;
  return urlOf(await untilReady(home), readSecret(dataDir));
}

type Opened = { url: string; embedded: boolean; stop(): Promise<void> };

/** Lies in a data folder while a restore fills it; nothing else may use the folder then. */
export const RESTORING = 'restore.unfinished';

/** The configured database: the external one, or the embedded one, adopted when it runs and started when not. */
export async function withDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  opts: { restoring?: boolean } = {},
): Promise<Opened> {
  if (!opts.restoring && existsSync(join(config.dataDir, RESTORING)))
    throw new EmbeddedError(
      `${config.dataDir} 的恢复没有完成，请清空后重新恢复`,
      `a restore into ${config.dataDir} did not finish, empty the folder and restore again`,
    );
  if (config.databaseUrl) {
    await greet(config.databaseUrl, unreachable);
    return { url: config.databaseUrl, embedded: false, stop: async () => {} };
  }
  const { url, stop } = await startEmbedded(config.dataDir);
  return { url, embedded: true, stop };
}

/** Stops and deletes the cluster of a data folder, wherever it lies, with all that is in it. */
export async function removeEmbedded(dataDir: string): Promise<void> {
  const place = readPlace(dataDir);
  if (!place) return;
  const home = resolve(dataDir, place.home);
  const running = exists(home) ? runningOn(home) : undefined;
  if (running) await stopPostgres(running.pid, 'immediate');
  for (const path of [home, `${home}.belongs-to`]) rmSync(path, { recursive: true, force: true });
}

/** Never an empty database in place of one that held something. */
const lost = (home: string, dataDir: string): EmbeddedError =>
  new EmbeddedError(
    `${dataDir} 的数据库应在 ${home}，但那里没有；请找回该目录，或在空的数据目录里用 ./gongkai restore 恢复备份`,
    `the database of ${dataDir} belongs in ${home} but is not there; bring it back or restore a backup into an empty folder`,
  );

const DATABASE = 'gongkai';
const urlOf = (server: Running, s: Secret): string => addressOf(server, DATABASE, s.app, DATABASE);

async function start(dataDir: string, home: string, place: Place, secret: Secret): Promise<Running> {
  const as = ownerOf(home);
  const cluster: Cluster = { home, as, binaries: findBinaries(as, dataDir) };
  if (!exists(home)) await initCluster(cluster, secret.admin);
  checkMajor(home, cluster.binaries.version);
  const port = await freePort(place.port);
  const running = await startPostgres(cluster, port);
  if (port !== place.port) writePlace(dataDir, { ...place, port });
  return running;
}

/** Root runs the server as whoever owns the cluster already; anyone else only as himself. */
function ownerOf(home: string): RunAs {
  if (process.getuid?.() !== 0) return {};
  const { uid, gid } = statSync(home);
  return uid === 0 ? unprivileged() : { uid, gid };
}

function checkMajor(home: string, version: string): void {
  const made = readFileSync(join(dataOf(home), 'PG_VERSION'), 'utf8').trim();
  const ours = version.split('.')[0];
  if (made !== ours)
    throw new EmbeddedError(
      `数据由 PostgreSQL ${made} 建立，随附的是 ${ours}；请用旧版本备份，再用新版本恢复`,
      `the data was made by PostgreSQL ${made}, bundled is ${ours}: back up with the old release, restore with the new`,
    );
}

function readPlace(dataDir: string): Place | undefined {
  const path = join(dataDir, 'database.json');
  if (!existsSync(path)) return undefined;
  const place = JSON.parse(readFileSync(path, 'utf8')) as Place;
  if (place.home.startsWith(SHARED_ROOT)) claim(dataDir, place.home);
  return place;
}

function writePlace(dataDir: string, place: Place): void {
  replace(join(dataDir, 'database.json'), place, 0o644);
}

function replace(path: string, value: unknown, mode: number): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode, flush: true });
  renameSync(`${path}.new`, path);
}

function readSecret(dataDir: string): Secret {
  const path = join(dataDir, 'database.secret');
  if (!existsSync(path)) {
    const fresh = (): string => randomBytes(24).toString('hex');
    replace(path, { admin: fresh(), app: fresh() } satisfies Secret, 0o600);
  }
  return JSON.parse(readFileSync(path, 'utf8')) as Secret;
}

/**
 * The cluster lies in the data folder, except when root starts it and the account that runs the server cannot get there
 * (a folder above is private): then below /var/lib/gongkai, and database.json says where.
 */
function choosePlace(dataDir: string): Place {
  const as = unprivileged();
  const near = join(dataDir, 'postgres');
  makeHome(near, as);
  if (canEnter(near, as)) return keep(dataDir, 'postgres');
  rmdirSync(near);
  const far = join(SHARED_ROOT, randomBytes(6).toString('hex'));
  makeHome(far, as);
  writeFileSync(`${far}.belongs-to`, dataDir);
  return keep(dataDir, far);
}

function keep(dataDir: string, home: string): Place {
  const place: Place = { home, port: 0, ready: false };
  writePlace(dataDir, place);
  return place;
}

function makeHome(home: string, as: RunAs): void {
  mkdirSync(home, { recursive: true });
  chmodSync(home, 0o700);
  if (as.uid !== undefined) chownSync(home, as.uid, as.gid ?? as.uid);
}

/** A copied data folder would share the cluster with its original; a moved one keeps it. */
function claim(dataDir: string, home: string): void {
  const tag = `${home}.belongs-to`;
  const owner = existsSync(tag) ? readFileSync(tag, 'utf8').trim() : dataDir;
  if (owner === dataDir) return;
  if (existsSync(join(owner, 'database.json')))
    throw new EmbeddedError(
      `${dataDir} 是 ${owner} 的副本，数据库在 ${home}，不能两处共用；请用 ./gongkai backup 和 restore 复制`,
      `${dataDir} is a copy of ${owner} whose database is in ${home}; copy with ./gongkai backup and restore instead`,
    );
  writeFileSync(tag, dataDir);
}

/** The database and its owner, an ordinary role; safe to repeat after an interrupted first start. */
async function makeDatabase(server: Running, s: Secret): Promise<void> {
  const admin = new pg.Client({ connectionString: addressOf(server, 'postgres', s.admin, 'postgres') });
  await admin.connect();
  try {
    const role = await admin.query('select 1 from pg_roles where rolname = $1', [DATABASE]);
    await admin.query(`${role.rowCount ? 'alter' : 'create'} role ${DATABASE} login password '${s.app}'`);
    const made = await admin.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!made.rowCount) await admin.query(`create database ${DATABASE} owner ${DATABASE}`);
  } finally {
    await admin.end();
  }
}

const unreachable = (e: unknown): EmbeddedError => {
  const said = e instanceof Error ? e.message : String(e);
  return new EmbeddedError(
    `DATABASE_URL 的数据库连不上（${said}）；请核对地址、用户、密码和库名，看它是否在运行`,
    'the database of DATABASE_URL cannot be reached: check address, user, password and name, and that it runs',
    { cause: e },
  );
};

/** One round trip: proves that what answers there is the server whose password we hold. */
async function greet(url: string, say: (e: unknown) => EmbeddedError): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    await client.query('select 1');
  } catch (e) {
    throw say(e);
  } finally {
    await client.end().catch(() => undefined);
  }
}
