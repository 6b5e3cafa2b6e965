/** Processor time of other processes, as the kernel counts it: it says what work costs even on a machine that does other things. */
import { readdirSync, readFileSync } from 'node:fs';
import { one, type Reader, sql } from '../../src/platform/db/connection.ts';

/** USER_HZ, which Linux fixes at 100 for what it tells programs. */
const TICK_MS = 10;

/** Fields of /proc/PID/stat after the name, which may hold blanks and brackets; undefined when the process is gone. */
function statOf(pid: number): { parent: number; own: number; reaped: number } | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const f = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const at = (i: number): number => f[i] ?? 0;
  return { parent: at(1), own: (at(11) + at(12)) * TICK_MS, reaped: (at(13) + at(14)) * TICK_MS };
}

/** Milliseconds of a process with all its threads, without its children. */
export const ofProcess = (pid: number): number => statOf(pid)?.own ?? 0;

/** Milliseconds of the whole server: the one that listens, every process it has, and those that have ended. */
export async function ofDatabase(db: Reader): Promise<number> {
  const { pid } = await one<{ pid: number }>(db, sql`select pg_backend_pid() as pid`);
  const server = statOf(pid)?.parent ?? 0;
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [statOf(Number(name))] : []));
  const head = statOf(server);
  const children = all.reduce((ms, s) => (s?.parent === server ? ms + s.own : ms), 0);
  return (head ? head.own + head.reaped : 0) + children;
}
