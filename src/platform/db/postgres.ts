import { spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { BARE_ENV, type Binaries, type RunAs } from './binaries.ts';
import { explain } from './embedded-error.ts';
import { isAlive, pause } from './process.ts';
import { socketFolder, socketOf, socketSetting } from './socket.ts';

/** One database cluster: its home folder holds `data/` and `postgres.log`, both of the account it runs as. */
export type Cluster = { home: string; as: RunAs; binaries: Binaries };
/** `socket`: the folder that holds the server's socket; undefined: it is reached over TCP on 127.0.0.1 only. */
export type Running = { pid: number; port: number; socket?: string };

export const dataOf = (home: string): string => join(home, 'data');
const logOf = (home: string): string => join(home, 'postgres.log');
export const exists = (home: string): boolean => existsSync(join(dataOf(home), 'PG_VERSION'));

/**
 * Small on an idle machine, quick enough for a district; every value is PostgreSQL's own default unless the reason is
 * given. Texts of statements and keys stay out of the log: they hold drafts and personal data.
 */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_permissions=0700',
  'max_connections=80',
  'shared_buffers=96MB',
  'work_mem=8MB',
  'maintenance_work_mem=128MB',
  'max_wal_size=512MB',
  // No replica can follow an embedded server.
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_logical_replication_workers=0',
  // Fewer processes; parallel plans would need shared memory that containers limit to 64 MB.
  'io_method=sync',
  'max_parallel_workers_per_gather=0',
  'max_parallel_maintenance_workers=0',
  'jit=off',
  'log_checkpoints=off',
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
  'timezone=Asia/Shanghai',
  'log_timezone=Asia/Shanghai',
];

/** Nothing survives a power cut; for tests only. A vacuum of the server's own may not be ended by whoever drops its database. */
export const FORGETFUL = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=150',
  'autovacuum=off',
];

/** Creates the cluster with the superuser `postgres`; a half-made one of an earlier attempt is thrown away. */
export async function initCluster(c: Cluster, adminPassword: string, opts: { sync?: boolean } = {}): Promise<void> {
  const making = join(c.home, 'data.new');
  const secret = join(c.home, 'initial-password');
  try {
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { mode: 0o700 });
    writeFileSync(secret, adminPassword, { mode: 0o600 });
    if (c.as.uid !== undefined) for (const p of [making, secret]) chownSync(p, c.as.uid, c.as.gid ?? c.as.uid);
    await run(c, c.binaries.initdb, [
      ...['-D', making, '-U', 'postgres', `--pwfile=${secret}`, '--auth=scram-sha-256', '--no-instructions'],
      // The server's own Unicode tables: the same order and letter case on every machine, whatever its libc or ICU.
      ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...(opts.sync === false ? ['--no-sync'] : []),
    ]);
    renameSync(making, dataOf(c.home));
  } catch (e) {
    rmSync(making, { recursive: true, force: true });
    throw explain(e, c.home);
  } finally {
    rmSync(secret, { force: true });
  }
}

function run(c: Cluster, program: string, args: string[]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { ...c.as, cwd: c.home, env: BARE_ENV, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (s: string) => {
      said = (said + s).slice(-8_000);
    });
    child.on('error', fail);
    child.on('close', (code, signal) => (code === 0 ? done() : fail(new Error(said || `exit ${code ?? signal}`))));
  });
}

/** The server that runs on this home, if any; knows a stale note left by a kill or a power cut for what it is. */
export function runningOn(home: string): Running | undefined {
  const lines = note(home);
  const pid = Number(lines[0]);
  if (!pid || !isAlive(pid)) return undefined;
  if (process.platform === 'linux' && cwdOf(pid) !== realpathSync(dataOf(home))) return undefined;
  return { pid, ...addressIn(lines) };
}

/** What the note says of how to reach the server. The socket counts when it is there: the folder may have been moved. */
function addressIn(lines: string[]): { port: number; socket?: string } {
  const port = Number(lines[3]);
  const socket = lines[4];
  return socket && existsSync(join(socket, socketOf(port))) ? { port, socket } : { port };
}

const noteOf = (home: string): string => join(dataOf(home), 'postmaster.pid');
/** Lines of postmaster.pid: process, folder, start, port, socket folder, address, shared memory, state. */
const note = (home: string): string[] => linesOf(noteOf(home));

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw e;
  }
}

function cwdOf(pid: number | string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/**
 * The server takes any living process of its account with the noted number for a server, and then refuses to start; the
 * lock of its socket is such a note too. Where we can see that nobody works in the folder, the notes are stale.
 */
function dropStaleNotes(home: string): void {
  if (process.platform !== 'linux') return;
  const locks = readdirSync(home).filter((name) => /^\.s\.PGSQL\.\d+\.lock$/.test(name));
  const misleading = [noteOf(home), ...locks.map((name) => join(home, name))].filter((path) => {
    const pid = Number(linesOf(path)[0]);
    return pid && isAlive(pid);
  });
  if (misleading.length === 0) return;
  const data = realpathSync(dataOf(home));
  const busy = readdirSync('/proc').some((p) => /^\d+$/.test(p) && cwdOf(p) === data);
  if (!busy) for (const path of misleading) unlinkSync(path);
}

/** Starts the server and answers once it takes connections, after crash recovery where needed. */
export async function startPostgres(c: Cluster, port: number, extra: readonly string[] = []): Promise<Running> {
  let socket = socketFolder(c.home, port);
  for (let attempt = 1; ; attempt++) {
    try {
      dropStaleNotes(c.home);
      return await startOnce(c, port, [socketSetting(socket), ...extra]);
    } catch (e) {
      // Some shared folders hold files but no sockets.
      if (socket && e instanceof Error && /could not create any Unix-domain sockets/.test(e.message)) {
        socket = undefined;
        continue;
      }
      // Processes of a killed server take a moment to notice that it is gone.
      const leaving =
        e instanceof Error && /pre-existing shared memory block|lock file .* already exists/.test(e.message);
      if (!leaving || attempt >= 40) throw explain(e, c.home);
      await pause(250);
    }
  }
}

async function startOnce(c: Cluster, port: number, extra: readonly string[]): Promise<Running> {
  const log = openLog(c);
  const from = statSync(logOf(c.home)).size;
  const settings = [...SETTINGS, `port=${port}`, ...extra].flatMap((s) => ['-c', s]);
  // A session of its own: Ctrl-C reaches us and not the server, which has to outlive our last transaction.
  const child = spawn(c.binaries.postgres, ['-D', dataOf(c.home), ...settings], {
    ...c.as,
    cwd: c.home,
    env: BARE_ENV,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let failed: Error | undefined;
  child.on('error', (e) => {
    failed = e;
  });
  const atExit = (code: number | null, signal: string | null): void => {
    failed ??= new Error(readFileSync(logOf(c.home), 'utf8').slice(from) || `exit ${code ?? signal}`);
  };
  child.on('exit', atExit);
  for (;;) {
    if (failed) throw failed;
    const lines = note(c.home);
    if (Number(lines[0]) === child.pid && lines[7]?.startsWith('ready')) {
      child.removeListener('exit', atExit);
      child.unref();
      return { pid: Number(child.pid), ...addressIn(lines) };
    }
    await pause(10);
  }
}

const LOG_LIMIT = 8 * 1024 * 1024;

function openLog(c: Cluster): number {
  const path = logOf(c.home);
  if (existsSync(path) && statSync(path).size > LOG_LIMIT) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/** Waits until a server that somebody else is starting takes connections. */
export async function untilReady(home: string, patience = 120_000): Promise<Running> {
  const until = Date.now() + patience;
  for (;;) {
    const running = runningOn(home);
    if (!running) throw explain('the database stopped while it was starting', home);
    if (note(home)[7]?.startsWith('ready')) return running;
    if (Date.now() > until) throw explain('the database is still starting', home);
    await pause(20);
  }
}

/** Fast shutdown: sessions are ended, everything is written. Immediate when that takes more than 30 s. */
export async function stopPostgres(pid: number, how: 'fast' | 'immediate' = 'fast'): Promise<void> {
  for (const [signal, patience] of how === 'fast'
    ? ([
        ['SIGINT', 30_000],
        ['SIGQUIT', 10_000],
      ] as const)
    : ([['SIGQUIT', 10_000]] as const)) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (const until = Date.now() + patience; Date.now() < until; await pause(10)) if (!isAlive(pid)) return;
  }
}

/** A free port on loopback; `wanted` when it is free. Below the range that outgoing connections are given. */
export async function freePort(wanted?: number): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = attempt === 0 && wanted ? wanted : 20_000 + Math.floor(Math.random() * 10_000);
    if (await isFree(port)) return port;
  }
  throw new Error('no free port on 127.0.0.1 between 20000 and 29999');
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
