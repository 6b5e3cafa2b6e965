import { readFile } from 'node:fs/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pdfOf, textOp } from '../src/platform/documents/fixtures-pdf.ts';
import { closeConverter, examine, pagePicture } from '../src/platform/documents/index.ts';
import { lookAt } from './axe.ts';
import { openBrowser, type Site, signIn, startSite } from './site.ts';

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await closeConverter();
});

/** An applicant of nobody, with an identity number of the fictional division 999901. */
const NAME = '柳芽青';
const IDENTITY = '999901198001010016';
const WORDS = '青溪乡2025年高标准农田建设项目的验收报告';

/** Fills the form of an act on the page of a case and sends it. */
async function act(page: Page, name: string, fields: Record<string, string>): Promise<void> {
  const form = page.locator(`form[action$="/act/${name}"]`);
  const folded = page.locator('details', { has: form });
  if ((await folded.count()) > 0 && !(await form.isVisible())) await folded.last().locator('summary').first().click();
  for (const [key, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${key}"]`).first();
    if ((await field.evaluate((e) => e.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
  await form.locator('button').last().click();
}

/** A case recorded at the window and registered; returns its address. */
async function recorded(page: Page): Promise<string> {
  await page.goto('/console/foi/record');
  await page.getByLabel('名称、文号或者便于查询的其他描述').fill(WORDS);
  await page.locator('[name="wantedForm"]').selectOption('paper');
  await page.locator('[name="wantedWay"]').selectOption('post');
  await page.locator('[name="name"]').fill(NAME);
  await page.locator('[name="idNumber"]').fill(IDENTITY);
  await page.locator('[name="phone"]').fill('13900000017');
  await page.getByRole('button', { name: '登记申请' }).click();
  await page
    .locator('main a[href^="/console/foi/"]')
    .filter({ hasText: /SQ-|打开|去办/ })
    .first()
    .click();
  const at = new URL(page.url()).pathname;
  await act(page, 'register', { subject: '高标准农田建设项目的验收报告' });
  return at;
}

describe('the papers of a case', () => {
  const saved = async (page: Page, link: string): Promise<Buffer> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: link }).click(),
    ]);
    return readFile(await download.path());
  };
  const textOf = async (name: string, bytes: Buffer): Promise<string> => {
    const read = await examine({ name, bytes });
    return read.ok
      ? read.specimen.layers
          .map((l) => l.text)
          .join('')
          .replace(/\s/g, '')
      : read.say;
  };

  test('an answer is drafted, edited, refused while it is wrong, and goes out in both formats', async () => {
    const clerk = await signIn(browser, site, 'minzheng-clerk');
    const page = clerk.page;
    const at = await recorded(page);
    await act(page, 'propose', { key: 'denied.processInfo', reasons: '该报告是验收过程中的讨论稿，尚未定稿' });

    await page.goto(`${at}/letters`);
    await page.getByRole('link', { name: '答复书' }).click();
    expect(await page.locator('.paper-view').textContent()).toContain('应当先申请行政复议');
    expect(await page.locator('main').textContent()).toContain('核对过');
    const remedy = page.locator('textarea[name="p"]').filter({ hasText: '行政复议' });
    const right = await remedy.inputValue();
    await remedy.fill(right.replace('60日内', '30日内'));
    await page.getByRole('button', { name: '保存并核对' }).click();
    expect(await page.locator('main').textContent()).toContain('申请行政复议的期限写成30日，应是60日。');
    await lookAt(page, 'foi-letter');
    const letter = page.url();

    const approver = await signIn(browser, site, 'minzheng-approver');
    await approver.page.goto(at);
    await act(approver.page, 'decide', {});
    expect(await approver.page.locator('.error-summary').textContent()).toContain('应是60日');

    await page.locator('textarea[name="p"]').filter({ hasText: '行政复议' }).fill(`${right}感谢您对我们工作的关心。`);
    await page.getByRole('button', { name: '保存并核对' }).click();
    await approver.page.goto(at);
    await act(approver.page, 'decide', {});
    expect(await approver.page.locator('main').textContent()).toContain('已答复');
    await approver.context.close();

    await expect
      .poll(async () => {
        await page.goto(letter);
        return page.getByRole('link', { name: '下载PDF' }).count();
      })
      .toBe(1);
    const pdf = await saved(page, '下载PDF');
    const word = await saved(page, '下载Word');
    for (const text of [await textOf('a.pdf', pdf), await textOf('a.docx', word)]) {
      expect(text).toContain(NAME);
      expect(text).toContain('感谢您对我们工作的关心');
      expect(text).toMatch(/公开〔\d{4}〕\d+号/);
    }
    expect(await page.locator('textarea[name="p"]').count()).toBe(0);
    await clerk.context.close();
  });

  test('a place is drawn over with the mouse, a second one typed, and nothing of either is left in the new file', async () => {
    const { page, context } = await signIn(browser, site, 'minzheng-clerk');
    const at = await recorded(page);
    await page.goto(`${at}/redact`);
    const file = pdfOf({
      pages: [
        {
          content: `${textOp('验收报告', 60, 760)} ${textOp(`联系人身份证号${IDENTITY}`, 60, 700)} ${textOp('单价明细', 60, 400)}`,
        },
      ],
      info: { Author: '经办人' },
    });
    await page
      .getByLabel('文件', { exact: true })
      .setInputFiles({ name: '验收报告.pdf', mimeType: 'application/pdf', buffer: file });
    await page.getByRole('button', { name: '传文件，开始遮盖' }).click();
    expect(await page.locator('main').textContent()).toContain('没遮住的地方还有个人的号码');
    const layer = page.locator('.redact-layer');
    await page.locator('.redact-sheet img').evaluate((i: HTMLImageElement) => i.decode());
    const box = await layer.boundingBox();
    if (!box) throw new Error('no page to draw on');
    const [x, y] = [box.x + box.width * 0.08, box.y + box.height * 0.14];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + box.width * 0.8, y + box.height * 0.045, { steps: 5 });
    await page.mouse.up();
    await page.getByLabel('为什么遮盖').first().selectOption('denied.thirdParty');
    // The other way, without a mouse: the empty row at the end.
    const last = page.locator('[data-redact-row]').last();
    for (const [label, value] of [
      ['左', '9'],
      ['上', '50'],
      ['宽', '30'],
      ['高', '5'],
    ] as const)
      await last.getByLabel(label, { exact: true }).fill(value);
    await last.getByLabel('为什么遮盖').selectOption('denied.internalAffairs');
    await page.getByRole('button', { name: '保存这一页' }).click();
    expect(await page.locator('.redact-layer rect').count()).toBe(2);
    expect(await page.locator('main').textContent()).not.toContain('没遮住的地方');
    await lookAt(page, 'foi-redact');
    await page.getByRole('button', { name: '生成遮盖后的文件' }).click();
    await expect
      .poll(async () => {
        await page.reload();
        return page.locator('main').textContent();
      })
      .toContain('已经生成，遮盖2处');
    const href = await page.getByRole('link', { name: '看遮盖后的文件' }).getAttribute('href');
    const bytes = Buffer.from(await (await page.request.get(href ?? '')).body());
    const read = await examine({ name: 'a.pdf', bytes });
    if (!read.ok) throw new Error(read.say);
    expect(read.specimen.pages).toEqual([{ no: 1, chars: 0, picture: true }]);
    expect(JSON.stringify(read.specimen)).not.toMatch(/999901|经办人|单价/);
    const drawn = await pagePicture({ name: 'a.pdf', bytes }, 0);
    if (!drawn.ok) throw new Error(drawn.say);
    const image = await loadImage(Buffer.from(drawn.bytes));
    const canvas = createCanvas(image.width, image.height).getContext('2d');
    canvas.drawImage(image, 0, 0);
    const old = (image.width / 595) * 842;
    for (const [left, top, width, height] of [
      [0.1, 0.15, 0.75, 0.025],
      [0.1, 0.51, 0.28, 0.03],
    ] as const) {
      const under = canvas.getImageData(left * image.width, top * old, width * image.width, height * old).data;
      expect(new Set(under.filter((_, i) => i % 4 !== 3))).toEqual(new Set([0]));
    }
    await page.goto(`${at}/redact`);
    await lookAt(page, 'foi-redact-list');
    // The table keeps its distance from the panel below it.
    const table = await page.locator('main table').boundingBox();
    const panel = await page.locator('main .panel').first().boundingBox();
    expect((panel?.y ?? 0) - ((table?.y ?? 0) + (table?.height ?? 0))).toBeGreaterThanOrEqual(16);
    await page.goto(`${at}/letters`);
    await lookAt(page, 'foi-letters');
    await page.goto(at);
    await lookAt(page, 'foi-case');
    expect(await page.locator('#files').textContent()).toContain('验收报告（遮盖后）.pdf');
    await context.close();
  });
});
