import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { dayIn } from '../src/lib/day.ts';
import { runs, signature } from '../src/platform/db/process.ts';
import { serve } from './serve.ts';

/** Names the folder that holds `data/`, as a first start left it, `said.txt`, what that start printed, and `day.txt`. */
const TEMPLATE = 'GONGKAI_E2E_TEMPLATE';
const PREFIX = 'gongkai-e2e-template-';

/**
 * Before all journeys: one real first start of the built site, stopped as an operator stops it. Loading the demonstration
 * for each file anew took a third of the run. Afterwards the folder goes.
 */
export default async function setup(): Promise<() => Promise<void>> {
  await sweep();
  const dir = await mkdtemp(join(tmpdir(), PREFIX));
  const away = (): Promise<void> => rm(dir, { recursive: true, force: true });
  try {
    await writeFile(join(dir, 'owner'), signature());
    await chmod(dir, 0o755);
    await writeFile(join(dir, 'day.txt'), dayIn(new Date()));
    const site = await serve(join(dir, 'data'));
    await site.stop();
    await writeFile(join(dir, 'said.txt'), site.said(), { mode: 0o600 });
  } catch (e) {
    await away();
    throw e;
  }
  process.env[TEMPLATE] = dir;
  return away;
}

/**
 * Fills a new data folder with the template and answers what its first start printed, accounts and passwords among it.
 * Undefined, and nothing is copied, where it does not fit: outside a run of journeys, when another day has begun (the
 * demonstration is told from the day it was loaded), and when the database had to lie outside the data folder.
 */
export async function copyTemplate(to: string): Promise<string | undefined> {
  const dir = process.env[TEMPLATE];
  if (!dir || (await readFile(join(dir, 'day.txt'), 'utf8')) !== dayIn(new Date())) return undefined;
  const place = JSON.parse(await readFile(join(dir, 'data', 'database.json'), 'utf8')) as { home: string };
  if (isAbsolute(place.home)) return undefined;
  // Owners too: the database is not of the account that runs the tests when that is root.
  await promisify(execFile)('cp', ['-a', join(dir, 'data'), to]);
  return readFile(join(dir, 'said.txt'), 'utf8');
}

/** Templates of runs that were killed. */
async function sweep(): Promise<void> {
  for (const name of (await readdir(tmpdir())).filter((n) => n.startsWith(PREFIX))) {
    const owner = join(tmpdir(), name, 'owner');
    if (existsSync(owner) && runs(await readFile(owner, 'utf8')) === undefined)
      await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}
