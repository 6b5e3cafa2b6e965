import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
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

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const s = createServer();
    s.once('error', fail);
    s.listen(0, '127.0.0.1', () => {
      const at = s.address();
      s.close(() => (at && typeof at === 'object' ? done(at.port) : fail(new Error('no port'))));
    });
  });

/** Of what a first start printed. */
export const passwordsIn = (said: string): Map<string, string> =>
  new Map([...said.matchAll(/^ {2}(\S+)\s+(\S+) {3}/gm)].map((m) => [m[1] ?? '', m[2] ?? '']));

/** Runs the built site on a data folder, new or used, until `stop`, which leaves the folder. */
export async function serve(dir: string): Promise<Site> {
  const port = await freePort();
  const child = spawn(process.execPath, ['dist/start.js'], {
    cwd: root,
    env: { ...process.env, GONGKAI_DATA: dir, GONGKAI_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (b: Buffer) => {
    said += b.toString();
  });
  await new Promise<void>((done, fail) => {
    child.stdout.on('data', (b: Buffer) => {
      said += b.toString();
      if (/serving at http/.test(said)) done();
    });
    child.once('exit', (code) => fail(new Error(`start ended with ${code}: ${said}`)));
  });
  return {
    origin: `http://localhost:${port}`,
    dataDir: dir,
    port,
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
