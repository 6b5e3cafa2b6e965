import { type ChildProcess, spawn } from 'node:child_process';

type Killing = {
  /** After so many milliseconds from the moment the loop had said more than `steps` lines. */
  afterMs: number;
  steps?: number;
  /** What is ended: the loop itself unless told. */
  kill?: (child: ChildProcess) => void;
};

/** Starts a program of this folder (`program.ts`) in a process of its own, ends it with -9, and returns the lines it had said. */
export async function runAndKill(loop: string, args: readonly string[], k: Killing): Promise<string[]> {
  const child = spawn(process.execPath, [loop, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  await new Promise<void>((done) => {
    let timer: NodeJS.Timeout | undefined;
    child.stdout.on('data', (b: Buffer) => {
      said += b.toString();
      if (said.split('\n').length > (k.steps ?? 0))
        timer ??= setTimeout(() => (k.kill ? k.kill(child) : child.kill('SIGKILL')), k.afterMs);
    });
    child.once('close', () => {
      clearTimeout(timer);
      done();
    });
  });
  return said.split('\n');
}
