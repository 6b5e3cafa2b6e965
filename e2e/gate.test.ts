import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sideways, violations } from './axe.ts';
import { DESKTOP, openBrowser, PHONE, type Site, signIn, startSite } from './site.ts';

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const login = (role: string): string =>
  [...site.passwords.keys()].find((l) => l.includes('minzheng') && l.includes(role)) ?? '';

// Pass the arithmetic, under the fictional division.
const IDS = ['999901193911040019', '999901194202180021'];
const ROSTER = `<p>现将3月份高龄津贴发放名册公示如下。</p><table><tbody><tr><th>序号</th><th>姓名</th><th>身份证号</th><th>乡镇、村</th></tr>${IDS.map(
  (id, i) => `<tr><td>${i + 1}</td><td>${i === 0 ? '李**' : '陈**'}</td><td>${id}</td><td>云湖镇柳河村</td></tr>`,
).join('')}</tbody></table>`;

async function begin(page: Page, title: string): Promise<void> {
  await page.goto('/console/pieces/new');
  await page.getByRole('button', { name: '开始写' }).click();
  await page.waitForURL(/\/console\/pieces\/\w{26}/);
  await page.getByLabel('标题', { exact: true }).fill(title);
  await page.getByLabel('栏目', { exact: true }).selectOption({ index: 3 });
}

/** As a word processor or a sheet puts it on the clipboard. */
async function paste(page: Page, html: string): Promise<void> {
  await page.locator('.ProseMirror').click();
  await page.locator('.ProseMirror').evaluate((el, markup) => {
    const data = new DataTransfer();
    data.setData('text/html', markup);
    el.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, html);
}

describe.each([
  ['wide', DESKTOP],
  ['on a phone', PHONE],
] as const)('a clerk, %s', (_, viewport) => {
  test('pastes a roster with identity numbers, sees them marked, masks them with one click and submits', async () => {
    const { page, context } = await signIn(browser, site, login('clerk'), viewport);
    await begin(page, '3月份高龄津贴发放名册公示');
    await paste(page, ROSTER);
    // The findings follow the next save that the page makes by itself.
    await page.locator('.flaw-error .flaw-n').first().waitFor();
    expect(await page.locator('.ProseMirror .flaw-error .flaw-n').count()).toBe(2);
    expect(await page.locator('#gate-line').textContent()).toMatch(/还有 1处错误 要改，才能提交。为什么不能交/);
    expect(await page.locator('#submit-piece').getAttribute('aria-describedby')).toBe('gate-line');
    expect(await page.locator('#finding-1').textContent()).toContain('2个身份证号没有遮盖');
    expect(await page.locator('#finding-1').textContent()).toContain('第十五条');
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    // From the finding to its places, one after the other, and back from the number.
    await page.getByRole('link', { name: '逐个看' }).click();
    expect(await page.locator('#mark-1-1').getAttribute('class')).toContain('flaw-seen');
    await page.locator('#mark-1-2 .flaw-n').click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('finding-1');
    // Pressing the blocked button names every reason and loses nothing.
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.locator('.error-summary').waitFor();
    expect(await page.locator('.error-summary').textContent()).toContain('2个身份证号没有遮盖');
    await page.locator('#finding-1').getByRole('button', { name: /遮盖/ }).click();
    await page.locator('.ProseMirror', { hasText: '9999**********0019' }).waitFor();
    await page.locator('.gate-free').waitFor();
    const text = (await page.locator('.ProseMirror').textContent()) ?? '';
    for (const id of IDS) expect(text).not.toContain(id);
    expect(await page.locator('.flaw-error').count()).toBe(0);
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.waitForURL(/sent=1/);
    await context.close();
  });
});

describe('without script', () => {
  test('the same findings stand there after saving, and the button mends what was typed', async () => {
    const first = await signIn(browser, site, login('clerk'));
    const state = await first.context.storageState();
    await first.context.close();
    const context = await browser.newContext({
      viewport: PHONE,
      locale: 'zh-CN',
      baseURL: site.origin,
      javaScriptEnabled: false,
      storageState: state,
    });
    const page = await context.newPage();
    await begin(page, '没有脚本也能查');
    await page.getByLabel('正文', { exact: true }).fill(`经办人身份证号${IDS[0]}。`);
    await page.getByRole('button', { name: '保存草稿' }).click();
    expect(await page.locator('.editor-marked .flaw-error').textContent()).toContain(IDS[0]);
    expect(await page.locator('#gate-line').textContent()).toContain('1处错误');
    await page.locator('#finding-1').getByRole('button', { name: /遮盖/ }).click();
    expect(await page.getByLabel('正文', { exact: true }).inputValue()).toContain('9999**********0019');
    expect(await page.locator('#gate-line').textContent()).toContain('没有错误，可以提交');
    await context.close();
  });
});

describe('an error that somebody answers for', () => {
  const title = '先进工作者公示';
  test('is handed on with a reason, overridden with a reason, and both stand in the history', async () => {
    const clerk = await signIn(browser, site, login('clerk'));
    await begin(clerk.page, title);
    await paste(clerk.page, `<p>公示人员身份证号${IDS[1]}，本人同意公开。</p>`);
    await clerk.page.locator('.flaw-error').first().waitFor();
    await clerk.page.getByText('确实有理由，要带着错误交').click();
    await clerk.page.getByLabel('理由', { exact: true }).fill('本人书面同意写全');
    await clerk.page.getByRole('button', { name: '写明理由，交签发人定' }).click();
    await clerk.page.waitForURL(/sent=1/);
    await clerk.context.close();

    const reviewer = await signIn(browser, site, login('reviewer'));
    await reviewer.page.getByRole('link', { name: `审核：${title}` }).click();
    expect(await reviewer.page.locator('main').textContent()).toContain('本人书面同意写全');
    expect(await reviewer.page.locator('.piece-text .flaw-error').count()).toBe(1);
    expect(await violations(reviewer.page)).toEqual([]);
    await reviewer.page.getByRole('button', { name: '审核通过，交签发' }).click();
    await reviewer.page.waitForLoadState();
    await reviewer.context.close();

    const { page, context } = await signIn(browser, site, login('approver'), PHONE);
    await page.getByRole('link', { name: `签发：${title}` }).click();
    await page.getByRole('button', { name: '现在公开' }).click();
    expect(await page.locator('.error-summary').textContent()).toContain('1个身份证号没有遮盖');
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await page.getByLabel(/仍要公开的理由/).fill('已核对同意书原件');
    await page.getByRole('button', { name: '现在公开' }).click();
    await page.getByRole('link', { name: '打开公开的页面' }).waitFor();
    const history = (await page.locator('.panel', { hasText: '经过' }).last().textContent()) ?? '';
    for (const words of ['已核对同意书原件', '本人书面同意写全', '1个身份证号没有遮盖'])
      expect(history).toContain(words);
    await context.close();
  });
});
