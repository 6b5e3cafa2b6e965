/** Takes the pictures of the README and docs again: `node scripts/screenshots.ts [OUTDIR]`, on a site of its own. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DESKTOP, openBrowser, PHONE, signIn, startSite, visitor } from '../e2e/site.ts';

const out = process.argv[2] ?? join(import.meta.dirname, '..', 'docs', 'screenshots');
mkdirSync(out, { recursive: true });
const site = await startSite();
const browser = await openBrowser();
const shot = async (
  page: Awaited<ReturnType<typeof visitor>>['page'],
  path: string,
  name: string,
  fullPage = false,
): Promise<void> => {
  await page.goto(path);
  await page.screenshot({ path: join(out, `${name}.png`), fullPage });
};
try {
  const whole = process.argv.includes('--all');
  const v = await visitor(browser, site, DESKTOP);
  await shot(v.page, '/', 'home', whole);
  const first = (await v.page.locator('.register a').first().getAttribute('href')) ?? '/';
  await shot(v.page, first, 'article', whole);
  await shot(v.page, `/search?q=${encodeURIComponent('养老服务补贴')}`, 'search', whole);
  if (whole) {
    for (const [path, name] of [
      ['/zfxxgk', 'section'],
      ['/c/zcjd', 'column'],
      ['/u', 'units'],
      ['/u/minzheng', 'unit'],
      ['/t', 'topics'],
      ['/register', 'register'],
      ['/ledger', 'ledger-public'],
      ['/error-report', 'error-report'],
      ['/none', 'not-found'],
      ['/console/login', 'login'],
    ] as const)
      await shot(v.page, path, name, true);
    const p = await visitor(browser, site, PHONE);
    await shot(p.page, '/', 'home-phone', true);
    await shot(p.page, first, 'article-phone', true);
    await shot(p.page, `/search?q=${encodeURIComponent('补贴')}`, 'search-phone', true);
    await p.page.goto('/mode?elder=1&back=/');
    await shot(p.page, '/', 'home-elder', true);
    await shot(p.page, first, 'article-elder', true);
    const clerk = await signIn(
      browser,
      site,
      [...site.passwords.keys()].find((l) => l.includes('minzheng') && l.includes('clerk')) ?? '',
    );
    await shot(clerk.page, '/console', 'today', true);
    await shot(clerk.page, '/console/pieces', 'pieces', true);
    await clerk.page.goto('/console/pieces/new');
    await clerk.page.getByRole('button', { name: '开始写' }).click();
    await clerk.page.waitForURL(/\w{26}/);
    await clerk.page.screenshot({ path: join(out, 'editor.png'), fullPage: true });
    await shot(clerk.page, '/console/account', 'account', true);
  }
  const office = await signIn(browser, site, [...site.passwords.keys()].find((l) => l.includes('office')) ?? '');
  await shot(office.page, '/console/ledger', 'ledger', true);
  if (whole) {
    await shot(office.page, '/console/dashboard', 'dashboard', true);
    await shot(office.page, '/console/admin/audit', 'audit', true);
    await office.page.goto('/console/ledger');
    await office.page.locator('.ledger-table td a').first().click();
    await office.page.screenshot({ path: join(out, 'task.png'), fullPage: true });
  }
} finally {
  await browser.close();
  await site.stop();
}
