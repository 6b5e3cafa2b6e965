import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sideways, violations } from './axe.ts';
import { openBrowser, PHONE, type Site, signIn, startSite, visitor } from './site.ts';

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const login = (unit: string, role: string): string => {
  const found = [...site.passwords.keys()].find((l) => l.startsWith(unit) && l.includes(role));
  if (!found) throw new Error(`no demonstration account for ${unit} ${role}`);
  return found;
};

/** With SHOTS=FOLDER the pages are kept as pictures too, to be looked at. */
async function lookAt(page: Page, name: string): Promise<void> {
  expect(await violations(page), name).toEqual([]);
  expect(await sideways(page), name).toBeLessThanOrEqual(0);
  const dir = process.env.SHOTS;
  if (!dir) return;
  mkdirSync(dir, { recursive: true });
  await page.screenshot({ path: join(dir, `${name}.png`), fullPage: true });
}

describe('a leak found after publication', () => {
  let no = '';
  let title = '';
  let erasure = '';

  test('a reader has the page, its search and its feed', async () => {
    const { page, context } = await visitor(browser, site);
    await page.goto('/u/minzheng');
    const link = page.locator('main a[href^="/p/"]').first();
    title = (await link.textContent())?.trim() ?? '';
    no = /\/p\/(\d+)/.exec((await link.getAttribute('href')) ?? '')?.[1] ?? '';
    expect(no).not.toBe('');
    const res = await page.goto(`/p/${no}`);
    expect(res?.status()).toBe(200);
    expect(await page.locator('h1').textContent()).toBe(title);
    await context.close();
  });

  test('the clerk asks from the page of the work; the form says what will happen, and a no keeps what was typed', async () => {
    const { page, context } = await signIn(browser, site, login('minzheng', 'clerk'));
    page.on('dialog', (d) => void d.accept());
    await page.goto(`/console/works/${no}`);
    await lookAt(page, 'erase-1-work');
    await page.getByRole('link', { name: '泄露处置', exact: true }).last().click();
    expect(await page.locator('main').textContent()).toContain('收不回来');
    await lookAt(page, 'erase-2-form');
    await page.getByLabel('情况说明').fill('附件第2张表里有身份证号13900000000。');
    await page.getByRole('button', { name: '提出泄露处置' }).click();
    const why = await page.locator('.error-summary').textContent();
    expect(why).toContain('还没选泄露的是什么');
    expect(why).toContain('1个手机号没有遮盖');
    expect(await page.getByLabel('情况说明').inputValue()).toContain('第2张表');
    await lookAt(page, 'erase-3-refused');
    await page.getByLabel('情况说明').fill('附件第2张表里有没有遮盖的身份证号。');
    await page.getByLabel('泄露的是什么').selectOption('identity');
    await page.getByRole('button', { name: '提出泄露处置' }).click();
    await page.waitForURL(/\/console\/erasures\/\w{26}/);
    erasure = new URL(page.url()).pathname;
    expect(await page.locator('main').textContent()).toContain('等第二个人定');
    // The clerk has no button to decide.
    expect(await page.getByRole('button', { name: '删掉这些内容' }).count()).toBe(0);
    await context.close();
  });

  test('from then on no reader sees it', async () => {
    const { page, context } = await visitor(browser, site, PHONE);
    const res = await page.goto(`/p/${no}`);
    expect(res?.status()).toBe(404);
    expect(await page.locator('h1').textContent()).toBe('正在核查，暂时不能看');
    expect(await page.locator('body').textContent()).not.toContain(title);
    await lookAt(page, 'erase-4-hidden');
    await page.goto('/u/minzheng');
    expect(await page.locator(`main a[href="/p/${no}"]`).count()).toBe(0);
    await context.close();
  });

  test('the approver finds it among today’s duties, looks, and has it deleted', async () => {
    const { page, context } = await signIn(browser, site, login('minzheng', 'approver'));
    const asked: string[] = [];
    page.on('dialog', (d) => {
      asked.push(d.message());
      void d.accept();
    });
    await page.getByRole('link', { name: `定泄露处置：登记号${no}` }).click();
    expect(new URL(page.url()).pathname).toBe(erasure);
    await lookAt(page, 'erase-5-decide');
    await page.getByRole('link', { name: '打开第1版' }).click();
    expect(await page.locator('h1').textContent()).toBe(title);
    await lookAt(page, 'erase-5b-look');
    await page.getByRole('link', { name: '回去定' }).click();
    await page.getByRole('button', { name: '删掉这些内容' }).click();
    await page.waitForFunction(() => document.body.textContent?.includes('各处的内容已经删掉'));
    expect(asked.join()).toContain('收不回来');
    await lookAt(page, 'erase-6-done');
    await page.getByRole('link', { name: '谁可能看到过' }).click();
    const report = await page.locator('main').textContent();
    expect(report).toContain('公开了多久');
    expect(report).toContain('请删除贵方保存的快照');
    expect(report).toContain('浏览器');
    await lookAt(page, 'erase-7-report');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载表格' }).click(),
    ]);
    expect(file.suggestedFilename()).toContain('.xlsx');
    await page.goto(`${erasure}#notices`);
    await page.getByLabel(/怎么告知的：网信办/).fill('电话报告，书面材料已送。');
    await page
      .getByLabel(/怎么告知的：网信办/)
      .locator('xpath=ancestor::form')
      .getByRole('button')
      .click();
    await page.waitForFunction(() => document.body.textContent?.includes('电话报告，书面材料已送。'));
    await page.goto('/console/erasures');
    await lookAt(page, 'erase-8-list');
    await context.close();
  });

  test('every reader is told what, when and why; number and fingerprint stay; search and feed know it no more', async () => {
    const { page, context } = await visitor(browser, site, PHONE);
    const res = await page.goto(`/p/${no}`);
    expect(res?.status()).toBe(410);
    expect(await page.locator('h1').textContent()).toBe('内容已删除');
    const text = await page.locator('main').textContent();
    expect(text).toContain('其中有不应公开的个人信息');
    expect(text).toContain('指纹');
    expect(text).not.toContain(title);
    await lookAt(page, 'erase-9-removed');
    await page.goto(`/p/${no}/check`);
    expect(await page.locator('main').textContent()).toContain('内容已删除，只能核对登记还在');
    await lookAt(page, 'erase-10-check');
    await page.goto(`/register?at=${no}`);
    expect(await page.locator('main').textContent()).toContain('内容已删除，登记号保留');
    await page.goto(`/search?q=${encodeURIComponent(title)}`);
    expect(await page.locator(`a[href="/p/${no}"]`).count()).toBe(0);
    const feed = await (await page.request.get('/feed.xml')).text();
    expect(feed).toContain(`内容已删除：第${no}号`);
    expect(feed).not.toContain(title);
    await context.close();
  });
});
