import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { BROWSER_ARGS, findBrowser } from '../scripts/browser.ts';

export const root = join(import.meta.dirname, '..');
export const corpus = join(root, '..', 'shared', 'corpus');

export type Site = {
  origin: string;
  dataDir: string;
  port: number;
  /** Password of a demonstration account by its login. */
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

/** The built site itself, on a data folder of its own: what `./start` runs after installing and building. */
export async function startSite(dataDir?: string, env: Record<string, string> = {}): Promise<Site> {
  const dir = dataDir ?? (await mkdtemp(join(tmpdir(), 'gongkai-e2e-')));
  // Open to pass, so that the database lies inside and goes with the folder.
  if (!dataDir) await chmod(dir, 0o755);
  const port = await freePort();
  const child = spawn(process.execPath, ['dist/start.js'], {
    cwd: root,
    env: { ...process.env, GONGKAI_DATA: dir, GONGKAI_PORT: String(port), ...env },
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
  const passwords = new Map([...said.matchAll(/^ {2}(\S+)\s+(\S+) {3}/gm)].map((m) => [m[1] ?? '', m[2] ?? '']));
  return {
    origin: `http://localhost:${port}`,
    dataDir: dir,
    port,
    passwords,
    said: () => said,
    process: child,
    stop: async () => {
      const gone = new Promise((r) => child.once('exit', r));
      if (child.exitCode === null) child.kill('SIGTERM');
      if (child.exitCode === null) await gone;
      if (!dataDir) await rm(dir, { recursive: true, force: true });
    },
  };
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no Chromium: run node scripts/browser.ts --install');
  // A reader's desk has a locale that knows Chinese; under plain C the browser calls every file with a Chinese name "download".
  return chromium.launch({
    executablePath,
    args: BROWSER_ARGS,
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
  });
}

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export async function visitor(
  browser: Browser,
  site: Site,
  viewport = DESKTOP,
  more: { javaScriptEnabled?: boolean } = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    baseURL: site.origin,
    ...more,
  });
  return { context, page: await context.newPage() };
}

/** Signs a demonstration account in; `login` as printed by the first start. */
export async function signIn(
  browser: Browser,
  site: Site,
  login: string,
  viewport = DESKTOP,
): Promise<{ context: BrowserContext; page: Page }> {
  const v = await visitor(browser, site, viewport);
  await v.page.goto('/console/login');
  await v.page.getByLabel('账号', { exact: true }).fill(login);
  await v.page.getByLabel('密码', { exact: true }).fill(site.passwords.get(login) ?? '');
  await v.page.getByRole('button', { name: '登录', exact: true }).click();
  await v.page.waitForURL((u) => !u.pathname.startsWith('/console/login'));
  return v;
}
