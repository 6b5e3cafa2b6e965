import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sideways, violations } from './axe.ts';
import { DESKTOP, openBrowser, PHONE, type Site, signIn, startSite, visitor } from './site.ts';

let site: Site;
let browser: Browser;
let article = '';
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  const { page, context } = await visitor(browser, site);
  await page.goto('/');
  article = new URL((await page.locator('.register a').first().getAttribute('href')) ?? '', site.origin).pathname;
  await context.close();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const PORTAL = [
  '/',
  'ARTICLE',
  '/c/zcjd',
  '/zfxxgk',
  '/u',
  '/u/minzheng',
  '/t',
  '/register',
  '/search?q=补贴',
  '/search',
  '/sitemap',
  '/error-report',
  '/ask',
  '/ask/status',
  '/answers',
  '/help/accessibility',
  '/help/subscribe',
  '/ledger',
  '/no-such-page',
];
const at = (path: string): string => (path === 'ARTICLE' ? article : path);

describe('every kind of portal page', () => {
  test.each(PORTAL)('%s: one h1, statutory marks, no axe violation, light and dark, wide and narrow', async (path) => {
    for (const viewport of [DESKTOP, PHONE])
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({ viewport, colorScheme, locale: 'zh-CN', baseURL: site.origin });
        const page = await context.newPage();
        const where = `${path} ${viewport.width} ${colorScheme}`;
        await page.goto(at(path));
        expect(await page.locator('h1').count(), where).toBe(1);
        expect(await violations(page), where).toEqual([]);
        expect(await sideways(page), where).toBeLessThanOrEqual(0);
        await context.close();
      }
  });

  test.each(['/', 'ARTICLE', '/c/zcjd'])('%s carries all seven identity marks and the page tags', async (path) => {
    const { page, context } = await visitor(browser, site);
    await page.goto(at(path));
    const foot = (await page.locator('footer').textContent()) ?? '';
    for (const mark of ['党政机关网站标识', '我为政府网站找错', '网站标识码', '主办', 'ICP备', '公网安备', '网站地图'])
      expect(foot, mark).toContain(mark);
    for (const tag of ['SiteName', 'SiteDomain', 'SiteIDCode'])
      expect(await page.locator(`meta[name=${tag}]`).getAttribute('content'), tag).toBeTruthy();
    await context.close();
  });

  test('大字版 is remembered from page to page and left again', async () => {
    const { page, context } = await visitor(browser, site, PHONE);
    await page.goto('/');
    await page.getByRole('link', { name: '大字版' }).click();
    expect(await page.locator('html').getAttribute('data-elder')).toBe('1');
    await page.goto(article);
    expect(await page.locator('html').getAttribute('data-elder')).toBe('1');
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await page.getByRole('link', { name: /回到普通版/ }).click();
    expect(await page.locator('html').getAttribute('data-elder')).toBeNull();
    await context.close();
  });

  test('at 200 % nothing scrolls sideways', async () => {
    // 200 % on a 1280 screen is a page of 640.
    const { page, context } = await visitor(browser, site, { width: 640, height: 512 });
    for (const path of ['/', 'ARTICLE', '/search?q=补贴', '/u']) {
      await page.goto(at(path));
      expect(await sideways(page), path).toBeLessThanOrEqual(0);
    }
    await context.close();
  });

  test('no page runs into its own content policy', async () => {
    const { page, context } = await visitor(browser, site);
    const said: string[] = [];
    page.on('console', (m) => {
      if (m.type() === 'error' && !/404|Failed to load resource/.test(m.text())) said.push(m.text());
    });
    page.on('pageerror', (e) => said.push(String(e)));
    for (const path of PORTAL) await page.goto(at(path));
    expect(said).toEqual([]);
    await context.close();
  });

  test('old links lead on, foreign ones are announced, and modes send nobody elsewhere', async () => {
    const { page, context } = await visitor(browser, site);
    const res = await page.request.get('/mode?theme=dark&back=https://evil.example/', { maxRedirects: 0 });
    expect(res.headers().location).toBe('/');
    await context.close();
  });
});

describe('every kind of console page', () => {
  const pagesOf: [string, string, string[]][] = [
    [
      'minzheng',
      'clerk',
      [
        '/console',
        '/console/pieces',
        '/console/pieces/new',
        '/console/ledger',
        '/console/account',
        '/console/reminders',
      ],
    ],
    [
      'zhengfuban',
      'office',
      ['/console', '/console/dashboard', '/console/ledger', '/console/search-words', '/console/admin/audit'],
    ],
    ['admin', '', ['/console/admin/units', '/console/admin/people', '/console/admin/audit?verify=1']],
  ];
  test.each(pagesOf)('of %s %s: no axe violation, wide and narrow', async (unit, role, paths) => {
    const login = [...site.passwords.keys()].find((l) => l.includes(unit) && l.includes(role)) ?? '';
    const { page, context } = await signIn(browser, site, login);
    const said: string[] = [];
    page.on('pageerror', (e) => said.push(String(e)));
    for (const path of paths)
      for (const viewport of [DESKTOP, PHONE]) {
        await page.setViewportSize(viewport);
        const res = await page.goto(path);
        expect(res?.status(), path).toBe(200);
        expect(await violations(page), `${path} ${viewport.width}`).toEqual([]);
        expect(await sideways(page), `${path} ${viewport.width}`).toBeLessThanOrEqual(0);
      }
    expect(said).toEqual([]);
    await context.close();
  });
});
