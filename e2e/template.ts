import { execFile } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { dayIn } from '../src/lib/day.ts';
import { removeEmbedded } from '../src/platform/db/embedded.ts';
import { leftBehind, ownFolder } from '../src/testing/left-behind.ts';
import { serve } from './serve.ts';

/** Names the folder that holds `data/`, as a first start left it, `said.txt`, what that start printed, and `day.txt`. */
const TEMPLATE = 'GONGKAI_E2E_TEMPLATE';
const PREFIX = 'gongkai-e2e-';

/**
 * Before all journeys: one real first start of the built site, stopped as an operator stops it. Loading the demonstration
 * for each file anew took a third of the run. Afterwards the folder goes.
 */
export default async function setup(): Promise<() => Promise<void>> {
  // Of runs that were killed; another account's stay.
  for (const old of leftBehind(tmpdir(), PREFIX)) await removeFolder(old).catch(() => undefined);
  const dir = siteFolder();
  try {
    await writeFile(join(dir, 'day.txt'), dayIn(new Date()));
    const site = await serve(join(dir, 'data'));
    await site.stop();
    await writeFile(join(dir, 'said.txt'), site.said(), { mode: 0o600 });
  } catch (e) {
    await removeFolder(dir);
    throw e;
  }
  process.env[TEMPLATE] = dir;
  return () => removeFolder(dir);
}

/** A new folder for a site's `data/`, open to pass, so that the database lies inside too. */
export function siteFolder(): string {
  const dir = ownFolder(tmpdir(), PREFIX);
  chmodSync(dir, 0o755);
  return dir;
}

/** With the database, which may have had to lie elsewhere all the same. */
export async function removeFolder(dir: string): Promise<void> {
  await removeEmbedded(join(dir, 'data'));
  await rm(dir, { recursive: true, force: true });
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
  // Two copies that start at one moment must not both take the port of the template's database.
  await writeFile(join(to, 'database.json'), JSON.stringify({ ...place, port: 0 }));
  return readFile(join(dir, 'said.txt'), 'utf8');
}
