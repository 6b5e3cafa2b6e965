import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { BROWSER_ARGS, findBrowser } from '../scripts/browser.ts';
import { passwordsIn, root, type Site, serve } from './serve.ts';
import { copyTemplate, removeFolder, siteFolder } from './template.ts';

export { root, type Site };
export const corpus = join(root, '..', 'shared', 'corpus');

/**
 * The built site itself, on a data folder of its own: what `./start` runs after installing and building. The folder is a copy
 * of what the run's one first start left behind (template.ts); `fresh` makes a first start of its own instead.
 */
export async function startSite(opts: { fresh?: boolean } = {}): Promise<Site> {
  const above = siteFolder();
  const dir = join(above, 'data');
  const before = opts.fresh ? undefined : await copyTemplate(dir);
  const site = await serve(dir);
  return {
    ...site,
    passwords: before ? passwordsIn(before) : site.passwords,
    stop: async () => {
      await site.stop();
      await removeFolder(above);
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

let whole = false;
/** A click ends when the page it leads to begins to arrive; what a journey reads of that page must be there whole. */
function readWhole(page: Page): void {
  if (whole) return;
  whole = true;
  const locators = Object.getPrototypeOf(page.locator('main')) as Locator;
  const { click } = locators;
  locators.click = async function (this: Locator, options) {
    await click.call(this, options);
    await this.page().waitForLoadState('domcontentloaded');
  };
}

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
  // On a machine with much to do a page, or the files that an act writes, take longer than usual.
  context.setDefaultTimeout(100_000);
  const page = await context.newPage();
  readWhole(page);
  return { context, page };
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
