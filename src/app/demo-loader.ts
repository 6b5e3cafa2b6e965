import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removeEmbedded } from '../platform/db/embedded.ts';
import { projectRoot } from '../platform/root.ts';
import type { DemoAccount } from './demo.ts';

type DemoLoader = {
  /** Loads the demonstration district; the accounts it made, or undefined when there was something already. */
  load(databaseUrl: string): Promise<DemoAccount[] | undefined>;
  /** Ends it, whatever it is at. */
  leave(): void;
};

/** Begins the process that loads the demonstration (load-demo.ts); it makes things ready until it is told to load. */
export function demoLoader(): DemoLoader {
  const child = fork(join(projectRoot, 'dist', 'load-demo.js'), {
    // Its garbage is young and much, and its memory is gone when it ends.
    execArgv: ['--enable-source-maps', '--max-semi-space-size=32'],
  });
  const loaded = told(child);
  // Whoever never asks for it hears nothing of its failure either.
  loaded.catch(() => undefined);
  return {
    load: (databaseUrl) => {
      if (child.connected) child.send(databaseUrl, () => undefined);
      return loaded;
    },
    leave: () => {
      if (child.exitCode === null && child.signalCode === null) child.kill();
    },
  };
}

/** Lies in a data folder until the accounts of its demonstration were told; nothing was served from it before that. */
const unfinished = (dataDir: string): string => join(dataDir, 'demo.unfinished');

export const markUnfinished = (dataDir: string): Promise<void> => writeFile(unfinished(dataDir), '', { flush: true });
export const isUnfinished = (dataDir: string): boolean => existsSync(unfinished(dataDir));
export const markFinished = (dataDir: string): Promise<void> => rm(unfinished(dataDir), { force: true });

/**
 * A first start that was broken off leaves half a district, and passwords that nobody was told: its database goes, so that
 * this start is a first one again. Only the embedded one; what lies in another server is not ours to delete.
 */
export async function forgetUnfinished(dataDir: string): Promise<void> {
  if (!isUnfinished(dataDir)) return;
  await removeEmbedded(dataDir);
  for (const name of ['database.json', 'database.secret']) await rm(join(dataDir, name), { force: true });
  await markFinished(dataDir);
}

function told(child: ChildProcess): Promise<DemoAccount[] | undefined> {
  return new Promise((done, fail) => {
    let accounts: DemoAccount[] | null | undefined;
    child.once('message', (m) => {
      accounts = m as DemoAccount[] | null;
    });
    child.once('error', fail);
    child.once('exit', (code) =>
      accounts === undefined
        ? fail(new Error(`演示区没有装好。the demonstration district was not loaded (${code})`))
        : done(accounts ?? undefined),
    );
  });
}
