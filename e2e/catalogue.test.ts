import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sideways, violations } from './axe.ts';
import { DESKTOP, openBrowser, PHONE, root, type Site, signIn, startSite, visitor } from './site.ts';

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const login = (unit: string, role: string): string =>
  [...site.passwords.keys()].find((l) => l.startsWith(unit) && l.includes(role)) ?? '';

describe('the statutory catalogue', () => {
  const title = '第三季度社会救助资金支出情况';

  test('a clerk picks an item, is asked for exactly its elements, and a mistake is named beside its field', async () => {
    const { page, context } = await signIn(browser, site, login('minzheng', 'clerk'));
    await page.goto('/console/pieces/new');
    await page.getByLabel('事项名称、领域或内容').fill('救助资金');
    await page.getByRole('button', { name: '查找事项' }).click();
    await page
      .getByRole('button', { name: /写这一件/ })
      .first()
      .click();
    await page.waitForURL(/\/console\/pieces\/\w{26}/);
    const fields = page.locator('.item-fields');
    expect(await fields.locator('legend').textContent()).toContain('救助资金支出');
    expect(await violations(page)).toEqual([]);

    await page.getByLabel('标题', { exact: true }).fill(title);
    await fields.getByLabel('所属时期').fill('2026年第三季度');
    await fields.getByLabel('支出合计（元）').fill('三百万左右');
    // Rows as a spreadsheet puts them on the clipboard, with their head.
    const paid = fields.getByRole('textbox', { name: '支出情况' });
    await paid.fill('救助种类\t人数\t支出金额（元）\n最低生活保障\t1,204\t1,926,400\n临时救助\t86\t103,200.50');
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.locator('.error-summary').waitFor();
    expect(await page.locator('.error-summary').textContent()).toContain('支出合计');
    // What was typed is all still there.
    expect(await fields.getByLabel('支出合计（元）').inputValue()).toBe('三百万左右');
    expect(await paid.inputValue()).toContain('临时救助');
    await fields.getByLabel('支出合计（元）').fill('2,029,600.50');
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.locator('.item-preview summary', { hasText: '读出2行' }).waitFor();
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.waitForURL(/sent=1/);
    await context.close();
  });

  test('a begun piece takes on another item: what the form no longer asks for stands behind the text', async () => {
    const { page, context } = await signIn(browser, site, login('minzheng', 'clerk'));
    await page.goto('/console/pieces/new?q=救助资金');
    await page
      .getByRole('button', { name: /写这一件/ })
      .first()
      .click();
    await page.waitForURL(/\/console\/pieces\/\w{26}/);
    await page.getByLabel('标题', { exact: true }).fill('写错了事项的一件');
    await page.locator('.item-fields').getByLabel('所属时期').fill('2026年第二季度');
    // What was just typed is saved first.
    await page.getByRole('button', { name: '换一个事项' }).click();
    await page.waitForURL(/\/item$/);
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('事项名称、领域或内容').fill('残疾人');
    await page.getByRole('button', { name: '查找事项' }).click();
    await page
      .getByRole('link', { name: /看换了会怎样/ })
      .first()
      .click();
    const said = (await page.locator('main').textContent()) ?? '';
    for (const words of ['放到正文末尾的', '2026年第二季度', '还要填的']) expect(said).toContain(words);
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: '换成这个事项' }).click();
    await page.waitForURL(/#item$/);
    expect(await page.locator('textarea[name=html]').inputValue()).toContain('所属时期：2026年第二季度');
    expect(await page.locator('.item-fields legend').textContent()).toContain('05-1');
    await context.close();
  });

  test('reviewed and released, its elements stand on the public page as a table, and the map counts it', async () => {
    const reviewer = await signIn(browser, site, login('minzheng', 'reviewer'));
    await reviewer.page.getByRole('link', { name: `审核：${title}` }).click();
    await reviewer.page.getByRole('button', { name: '审核通过，交签发' }).click();
    await reviewer.page.waitForLoadState();
    await reviewer.context.close();

    const approver = await signIn(browser, site, login('minzheng', 'approver'));
    await approver.page.getByRole('link', { name: `签发：${title}` }).click();
    const reason = approver.page.getByLabel(/仍要公开的理由/);
    if (await reason.isVisible()) await reason.fill('要素齐全');
    await approver.page.getByRole('button', { name: '现在公开' }).click();
    const open = approver.page.getByRole('link', { name: '打开公开的页面' });
    await open.waitFor();
    const address = (await open.getAttribute('href')) ?? '';
    await approver.context.close();

    const { page, context } = await visitor(browser, site, PHONE, { javaScriptEnabled: false });
    await page.goto(address);
    const text = (await page.locator('article').textContent()) ?? '';
    for (const words of ['2026年第三季度', '最低生活保障', '1,926,400', '2,029,600.5']) expect(text).toContain(words);
    const item = page.getByRole('link', { name: /^05-16/ }).first();
    await item.click();
    expect(page.url()).toContain('/coverage/minzheng');
    await context.close();
  });
});

describe('the map of what is out and what is missing', () => {
  test.each([
    ['wide', DESKTOP],
    ['on a phone', PHONE],
  ] as const)('opens a cell with its evidence and why it is due, %s', async (_, viewport) => {
    const { page, context } = await signIn(browser, site, login('zhengfuban', 'office'), viewport);
    await page.goto('/console/coverage');
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await page.locator('a.heat-overdue').first().click();
    const panel = (await page.locator('main').textContent()) ?? '';
    for (const words of ['应公开', '依据', '谁负责', '逾期']) expect(panel).toContain(words);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  test('an urged unit finds it in its work of the day', async () => {
    const { page, context } = await signIn(browser, site, login('zhengfuban', 'office'));
    await page.goto('/console/coverage');
    await page
      .getByRole('row', { name: /白塔镇/ })
      .locator('a.heat-overdue')
      .first()
      .click();
    const urge = page.getByRole('button', { name: /催办/ }).first();
    await urge.click();
    await page.waitForLoadState();
    expect(await page.locator('main').textContent()).toMatch(/催办|提醒/);
    await context.close();
    const clerk = await signIn(browser, site, login('baita', 'clerk'));
    expect(await clerk.page.locator('main').textContent()).toContain('催办');
    await clerk.context.close();
  });

  test('is public without buttons, readable without script', async () => {
    const { page, context } = await visitor(browser, site, DESKTOP, { javaScriptEnabled: false });
    await page.goto('/coverage');
    expect(await page.getByRole('button', { name: /催办/ }).count()).toBe(0);
    await page.locator('a.heat-overdue').first().click();
    expect(await page.locator('main').textContent()).toContain('为什么');
    await context.close();
  });
});

describe('the same rules on the command line', () => {
  const run = promisify(execFile);
  test('a list with an identity number falls short, with its place, and a clean text passes', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'gongkai-check-'));
    const bad = join(dir, 'list.csv');
    const good = join(dir, 'notice.txt');
    await writeFile(bad, '序号,姓名,身份证号\n1,李某,999901193911040019\n');
    await writeFile(good, '因管网维修，柳桥村3月30日停水一天。\n');
    const check = (file: string) =>
      run(process.execPath, [join(root, 'dist/cli.js'), 'check', file, '--json']).then(
        ({ stdout }) => ({ code: 0, stdout }),
        (e: { code: number; stdout: string }) => ({ code: e.code, stdout: e.stdout }),
      );
    const found = await check(bad);
    expect(found.code).toBe(1);
    const { findings } = JSON.parse(found.stdout) as { findings: { rule: string; quote: string; at: string }[] };
    const id = findings.find((f) => f.rule === 'personal.id-number');
    expect(id?.at).toContain('第');
    expect(JSON.stringify(findings)).not.toContain('999901193911040019');
    const clean = await check(good);
    expect(
      (JSON.parse(clean.stdout) as { findings: { severity: string }[] }).findings.filter((f) => f.severity === 'error'),
    ).toEqual([]);
    expect(clean.code).toBe(0);
    await rm(dir, { recursive: true, force: true });
  });

  test.each([
    ['/coverage/baita/villages', '白塔镇和各村、社区'],
    ['/coverage/baita-qianta/lists', '和原件是同一份数据'],
  ])('%s is whole without script, wide and on a phone', async (path, words) => {
    for (const viewport of [DESKTOP, PHONE]) {
      const { page, context } = await visitor(browser, site, viewport, { javaScriptEnabled: false });
      await page.goto(path);
      expect(await page.locator('main').textContent()).toContain(words);
      expect(await sideways(page)).toBeLessThanOrEqual(0);
      await context.close();
      const seen = await visitor(browser, site, viewport);
      await seen.page.goto(path);
      expect(await violations(seen.page)).toEqual([]);
      await seen.context.close();
    }
  });
});
