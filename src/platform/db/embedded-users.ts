import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stopPostgres } from './postgres.ts';
import { runs, signature, whileLocked } from './process.ts';

let registrations = 0;

/**
 * Notes that this process uses the server of a data folder; answers how to let go of it. Whoever lets go last stops it; so
 * does the exit of a process that forgot to.
 */
export function register(dataDir: string, pid: number): () => Promise<void> {
  const folder = join(dataDir, 'database.users');
  const mine = join(folder, `${process.pid}-${++registrations}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(mine, signature());
  const leave = (): 'last' | 'others' => {
    rmSync(mine, { force: true });
    return usersIn(folder).length === 0 ? 'last' : 'others';
  };
  const atExit = (): void => {
    if (leave() === 'last') process.kill(pid, 'SIGINT');
  };
  process.once('exit', atExit);
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    process.removeListener('exit', atExit);
    const letGo = async (): Promise<void> => {
      if (leave() === 'last') await stopPostgres(pid);
    };
    let began = false;
    await whileLocked(join(dataDir, 'database.lock'), () => {
      began = true;
      return letGo();
    }).catch((e: unknown) => {
      if (began) throw e;
      // A full disk has no room for the lock, and must not keep the server running.
      return letGo();
    });
  };
  return () => {
    stopped ??= stop();
    return stopped;
  };
}

/** Live users; notes of dead ones are cleared away. A data folder that was deleted meanwhile has none. */
function usersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => {
    const path = join(folder, name);
    const alive = existsSync(path) && runs(readFileSync(path, 'utf8')) !== undefined;
    if (!alive && existsSync(path)) unlinkSync(path);
    return alive;
  });
}
