import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

export type Site = {
  origin: string;
  dataDir: string;
  port: number;
  /** Password of a demonstration account by its login, as a first start prints it. */
  passwords: Map<string, string>;
  said: () => string;
  process: ChildProcess;
  stop(): Promise<void>;
};

/** Of what a first start printed. */
export const passwordsIn = (said: string): Map<string, string> =>
  new Map([...said.matchAll(/^ {2}(\S+)\s+(\S+) {3}/gm)].map((m) => [m[1] ?? '', m[2] ?? '']));

/** Runs the built site on a data folder, new or used, until `stop`, which leaves the folder. */
export async function serve(dir: string): Promise<Site> {
  const child = spawn(process.execPath, ['dist/start.js'], {
    cwd: root,
    env: { ...process.env, GONGKAI_DATA: dir, GONGKAI_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // It outlives nobody: not a setup that failed beside it either.
  const end = (): void => void child.kill('SIGTERM');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  let said = '';
  child.stderr.on('data', (b: Buffer) => {
    said += b.toString();
  });
  // Whichever port is free when it begins to listen; it says which.
  const origin = await new Promise<string>((done, fail) => {
    const late = setTimeout(() => child.kill('SIGKILL'), 9 * 60_000);
    child.stdout.on('data', (b: Buffer) => {
      said += b.toString();
      const at = /serving at (http:\/\/\S+:\d+)\//.exec(said)?.[1];
      if (!at) return;
      clearTimeout(late);
      done(at);
    });
    child.once('exit', (code) => {
      clearTimeout(late);
      fail(new Error(`start ended with ${code}: ${said}`));
    });
  });
  return {
    origin,
    dataDir: dir,
    port: Number(new URL(origin).port),
    passwords: passwordsIn(said),
    said: () => said,
    process: child,
    stop: async () => {
      const gone = new Promise((r) => child.once('exit', r));
      if (child.exitCode === null) child.kill('SIGTERM');
      if (child.exitCode === null) await gone;
    },
  };
}
