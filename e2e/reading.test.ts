import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sideways, violations } from './axe.ts';
import { openBrowser, PHONE, type Site, startSite, visitor } from './site.ts';

let site: Site;
let browser: Browser;
let policy = '';
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  const found = await fetch(`${site.origin}/api/v1/policies?q=${encodeURIComponent('居家和社区养老服务补贴办法')}`);
  const { policies } = (await found.json()) as { policies: { no: number }[] };
  policy = `/p/${policies[0]?.no}`;
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const reader = async (work: (page: Page) => Promise<void>, viewport?: { width: number; height: number }) => {
  const { page, context } = await visitor(browser, site, viewport);
  await work(page);
  await context.close();
};
const fits = async (page: Page, what: string): Promise<void> => {
  expect(await violations(page), what).toEqual([]);
  expect(await sideways(page), what).toBeLessThanOrEqual(0);
};

describe('what changed', () => {
  test('stands on the card in the words of both documents, and leads to all of it, article by article', () =>
    reader(async (page) => {
      await page.goto(policy);
      const card = page.locator('.one-page');
      expect(await card.textContent()).toContain('年满70周岁');
      expect(await card.locator('ins', { hasText: '60' }).count()).toBeGreaterThan(0);
      expect(await card.textContent()).toContain('由系统从两份登记的原文比对得出');
      await card.getByRole('link', { name: '逐条对照新旧' }).click();
      expect(await page.locator('main').textContent()).toMatch(/改了\d+条，新增\d+条，删去\d+条/);
      const shown = await page.locator('.diff-table tbody tr').count();
      await page.getByRole('link', { name: /^全部/ }).click();
      await page.waitForURL(/all=1/);
      expect(await page.locator('.diff-table tbody tr').count()).toBeGreaterThanOrEqual(shown);
      await fits(page, 'compare');
      // Back in time: what it replaced says so at its top, and leads here.
      await page.goto(policy);
      await page.locator('.one-page th a').first().click();
      await page.getByText('不能作为办事的依据').waitFor();
      await page.getByRole('link', { name: /看替代它的/ }).click();
      expect(new URL(page.url()).pathname).toBe(policy);
    }));
});

describe('one policy in several forms', () => {
  test('are side by side, and each really shows or plays', () =>
    reader(async (page) => {
      await page.goto(policy);
      await page.locator('.one-page').getByRole('link', { name: '放在一起看' }).click();
      expect(await page.locator('.form-told').count()).toBeGreaterThanOrEqual(6);
      for (const img of await page.locator('.form-told img').all()) {
        await img.scrollIntoViewIfNeeded();
        await expect.poll(() => img.evaluate((i) => (i as HTMLImageElement).naturalWidth)).toBeGreaterThan(300);
      }
      const film = page.locator('.form-told video').first();
      await film.scrollIntoViewIfNeeded();
      await expect.poll(() => film.evaluate((v) => Math.round((v as HTMLVideoElement).duration))).toBe(36);
      await film.evaluate((v) => {
        const track = (v as HTMLVideoElement).textTracks[0];
        if (track) track.mode = 'showing';
      });
      await expect
        .poll(() => film.evaluate((v) => (v as HTMLVideoElement).textTracks[0]?.cues?.length ?? 0))
        .toBeGreaterThan(5);
      await page.getByText('看字幕全文').first().click();
      expect(await page.locator('.media-words').first().textContent()).toContain('每月600元');
      const [slides] = await Promise.all([
        page.request.get((await page.locator('.media-slides a').first().getAttribute('href')) ?? ''),
      ]);
      expect(slides.headers()['content-type']).toBe('application/pdf');
      await fits(page, 'forms');
    }));

  test('fit a phone, and every form leads back to the policy and to the others', () =>
    reader(async (page) => {
      await page.goto(`${policy}/interpretations`);
      await fits(page, 'forms on a phone');
      await page.locator('.form-told h2 a').nth(3).click();
      await fits(page, 'one form on a phone');
      expect(await page.locator(`a[href="${policy}/interpretations"]`).count()).toBeGreaterThan(0);
      await page.locator(`main a[href="${policy}"]`).first().click();
      expect(new URL(page.url()).pathname).toBe(policy);
    }, PHONE));
});

describe('a policy as questions and answers', () => {
  test('is read by situation, from the card and from the clause that is explained', () =>
    reader(async (page) => {
      await page.goto(policy);
      await page.locator('#art-8 ~ .clause-part', { hasText: '解读里讲到这一条' }).first().waitFor();
      await page.locator('.one-page').getByRole('link', { name: '按问答看' }).click();
      const all = await page.locator('.qa > div').count();
      await page.getByRole('link', { name: /^补贴 \d+/ }).click();
      await page.waitForURL(/s=/);
      const some = await page.locator('.qa > div').count();
      expect(some).toBeGreaterThan(1);
      expect(some).toBeLessThan(all);
      expect(await page.locator('.qa').textContent()).toContain('没用完');
      await fits(page, 'by situation');
      await page.getByRole('link', { name: '第八条' }).first().click();
      expect(page.url()).toContain('#art-8');
    }));

  test('works without script on an old phone', async () => {
    const { page, context } = await visitor(browser, site, PHONE, { javaScriptEnabled: false });
    await page.goto(`${policy}/questions?s=${encodeURIComponent('处罚')}`);
    expect(await page.locator('.qa > div').count()).toBeGreaterThan(0);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await context.close();
  });
});

describe('the register', () => {
  test('gives its titles room on a desk, and has at least forty documents', () =>
    reader(async (page) => {
      await page.goto('/policies');
      expect(await page.locator('main').textContent()).toMatch(/一共(?:[4-9]\d|\d{3,})件/);
      const title = await page.locator('.table tbody th').first().boundingBox();
      const table = await page.locator('.table').first().boundingBox();
      expect((title?.width ?? 0) / (table?.width ?? 1)).toBeGreaterThan(0.35);
      await fits(page, 'register');
    }));
});
