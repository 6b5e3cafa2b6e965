import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, readlinkSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const text = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/**
 * When a process began, as an opaque text that is the same for its whole life; undefined when it does not run.
 * Number and start together name a process: numbers are given out again.
 */
export function startOf(pid: number): string | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (process.platform === 'linux') {
    const stat = text(`/proc/${pid}/stat`);
    // The name in brackets may hold spaces and brackets; the fields after it do not.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields && fields[0] !== 'Z' && fields[0] !== 'X' ? fields[19] : undefined;
  }
  try {
    process.kill(pid, 0);
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  if (process.platform === 'win32') return 'alive';
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

export const isAlive = (pid: number): boolean => startOf(pid) !== undefined;

/** What process numbers count within: this boot of this machine (or container). */
function scope(): string {
  let space = '';
  try {
    space = readlinkSync('/proc/self/ns/pid');
  } catch {
    // No such thing outside Linux.
  }
  return `${text('/proc/sys/kernel/random/boot_id')?.trim() ?? ''} ${space}`;
}

/** The line that names this very process. */
export const signature = (pid = process.pid): string => `${pid}\n${startOf(pid) ?? ''}\n${scope()}\n`;

/** The number of the process a signature names when it still runs, else undefined. */
export function runs(sign: string): number | undefined {
  const [pid = '', start, within] = sign.split('\n');
  return within === scope() && startOf(Number(pid)) === start ? Number(pid) : undefined;
}

export type Lock = { release(): void } | { heldByPid: number };

/**
 * Takes a lock file for this process, or says who holds it. A holder that died without releasing (kill -9, power cut)
 * does not count; a process holds it at most once.
 */
export function lockFile(path: string): Lock {
  mkdirSync(dirname(path), { recursive: true });
  const mine = signature();
  const own = `${path}.${randomUUID()}`;
  writeFileSync(own, mine, { mode: 0o644 });
  try {
    for (;;) {
      try {
        // A link appears whole or not at all, and only one process can make it.
        linkSync(own, path);
        return { release: () => releaseIfMine(path, mine) };
      } catch (e) {
        if ((e as NodeJS.ErrnoException).code !== 'EEXIST') throw e;
      }
      const theirs = text(path);
      if (theirs === undefined) continue;
      const holder = runs(theirs);
      if (holder !== undefined) return { heldByPid: holder };
      takeAway(path, theirs);
    }
  } finally {
    unlinkSync(own);
  }
}

function releaseIfMine(path: string, mine: string): void {
  if (text(path) === mine) unlinkSync(path);
}

/** Removes a dead holder's file, unless another process has put its own there meanwhile. */
function takeAway(path: string, theirs: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw e;
  }
  try {
    if (text(aside) !== theirs) linkSync(aside, path);
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'EEXIST') throw e;
  } finally {
    unlinkSync(aside);
  }
}

/** Runs `work` while holding the lock; waits for another holder, at most `patience` ms. */
export async function whileLocked<T>(path: string, work: () => Promise<T>, patience = 90_000): Promise<T> {
  const until = Date.now() + patience;
  for (;;) {
    const lock = lockFile(path);
    if ('release' in lock) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (Date.now() > until) throw new Error(`${path} is held by process ${lock.heldByPid} for ${patience / 1000} s`);
    await pause(25);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((go) => setTimeout(go, ms));
