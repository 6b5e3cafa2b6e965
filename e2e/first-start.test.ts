import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, one, sql } from '../src/platform/db/connection.ts';
import { attachEmbedded } from '../src/platform/db/embedded.ts';
import { serve } from './serve.ts';
import { openBrowser, root, type Site, signIn } from './site.ts';
import { removeFolder, siteFolder } from './template.ts';

let above: string;
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
  above = siteFolder();
});
const sites: Site[] = [];
afterAll(async () => {
  await browser?.close();
  for (const site of sites) await site.stop();
  await removeFolder(above);
});

/** How many pieces stand in the lists; undefined while there is no database, or no tables in it. */
async function pieces(dataDir: string): Promise<number | undefined> {
  const url = await attachEmbedded(dataDir).catch(() => undefined);
  if (!url) return undefined;
  const c = connect(url, { name: 'looking on', max: 1 });
  const found = one<{ n: number }>(c.db, sql`select count(*)::int as n from publication.listing`);
  return found
    .then((r) => r.n)
    .catch(() => undefined)
    .finally(() => c.end());
}

// Three starts, two of them first ones.
test('a first start that is killed while it loads the district begins anew, and tells the accounts', {
  timeout: 600_000,
}, async () => {
  const data = join(above, 'data');
  const killed = spawn(process.execPath, ['dist/start.js'], {
    cwd: root,
    env: { ...process.env, GONGKAI_DATA: data, GONGKAI_PORT: '0' },
    stdio: 'ignore',
  });
  const gone = new Promise((done) => killed.once('exit', done));
  await expect.poll(() => pieces(data), { timeout: 100_000, interval: 50 }).toBeGreaterThan(0);
  killed.kill('SIGKILL');
  await gone;
  expect(existsSync(join(data, 'demo.unfinished'))).toBe(true);
  const loaded = await pieces(data);

  const site = await serve(data);
  sites.push(site);
  expect(site.passwords.size).toBeGreaterThan(20);
  expect(await pieces(data)).toBeGreaterThanOrEqual(loaded ?? 0);
  expect(existsSync(join(data, 'demo.unfinished'))).toBe(false);
  const { page, context } = await signIn(browser, site, 'minzheng-clerk');
  expect(await page.locator('h1').textContent()).toMatch(/今天/);
  await context.close();
  await site.stop();

  const again = await serve(data);
  sites.push(again);
  expect(again.passwords.size).toBe(0);
});
