import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
});

type Desk = { page: Page; context: BrowserContext };
const desk = async (login: string): Promise<Desk> => signIn(browser, site, login);
const words = async (page: Page): Promise<string> => (await page.locator('main').textContent()) ?? '';
const daysAgo = (n: number): string => new Date(Date.now() + 8 * 3_600_000 - n * 86_400_000).toISOString().slice(0, 10);

/** 登记申请, as somebody at the window hands it in; answers the address of the case. */
async function record(page: Page, over: Record<string, string> = {}): Promise<string> {
  await page.goto('/console/foi/record');
  const form: Record<string, string> = {
    arrivedOn: daysAgo(2),
    description: '高龄津贴2025年第四季度的发放汇总表',
    name: '柳芽青',
    idNumber: '999901198001010016',
    phone: '13900000017',
    ...over,
  };
  for (const [id, value] of Object.entries(form)) await page.locator(`#${id}`).fill(value);
  await page.locator('#wantedForm').selectOption('electronic');
  await page.locator('#wantedWay').selectOption('net');
  await page.getByRole('button', { name: '登记申请' }).click();
  await page.getByRole('heading', { name: '登记好了' }).waitFor();
  expect(await words(page)).toMatch(/SQ-\d{4}-\d{5}/);
  return (await page.getByRole('link', { name: '去办这件' }).getAttribute('href')) ?? '';
}
/** Opens an act where it is folded, and presses its button. */
async function act(page: Page, name: string, fill: Record<string, string> = {}): Promise<void> {
  const form = page.locator(`#act-${name}`);
  if (!(await form.evaluate((e) => (e as HTMLDetailsElement).open))) await form.locator('summary').click();
  for (const [id, value] of Object.entries(fill)) await page.locator(`#${name}-${id}`).fill(value);
  await page.locator(`#do-${name}`).click();
  await page.waitForLoadState('domcontentloaded');
}

describe('journey 2: a clerk is carried through the law step by step', () => {
  test('handed in, registered, refused with every reason, proposed, released by another, delivered, archived', async () => {
    const { page, context } = await desk('minzheng-clerk');
    const at = await record(page);
    await page.goto(at);
    await lookAt(page, 'foi-received');
    await act(page, 'register', { subject: '高龄津贴2025年第四季度发放汇总表' });
    await page.locator('#propose-key').selectOption('partial');
    await page.locator('#propose-reasons').fill('名单里有个人信息');
    await page.locator('#do-propose').click();
    const said = (await page.locator('.error-summary').textContent()) ?? '';
    for (const part of ['保密审查', '怎么给申请人', '不公开的那部分']) expect(said).toContain(part);
    // Nothing typed is lost, and each line leads to its field.
    expect(await page.locator('#propose-reasons').inputValue()).toBe('名单里有个人信息');
    await lookAt(page, 'foi-refused');
    await page.locator('.error-summary a').first().click();
    expect(page.url()).toContain('#propose-secrecy');
    await page.locator('#propose-key').selectOption('granted');
    await page.locator('#propose-secrecy').fill('办公室审查，不涉密');
    await page.locator('#propose-supply').fill('本网站下载');
    await page.locator('#do-propose').click();
    expect(await words(page)).toContain('等批准的答复');

    const head = await desk('minzheng-approver');
    await head.page.goto(at);
    await lookAt(head.page, 'foi-approve');
    await head.page.locator('#do-decide').click();
    expect(await words(head.page)).toContain('已答复，待送达');
    await head.context.close();

    await page.goto(at);
    await act(page, 'deliver', { how: '本网站', proof: '下载记录' });
    await act(page, 'archive');
    expect(await words(page)).toContain('已归档');
    await page.goto('/console/foi?of=closed');
    expect(await words(page)).toContain('高龄津贴2025年第四季度发放汇总表');
    await lookAt(page, 'foi-closed');
    await context.close();
  });

  test('two at once: who was slower sees what the other did, with the words still there', async () => {
    const { page, context } = await desk('minzheng-clerk');
    const at = await record(page, { description: '两个人同时办的一件' });
    const other = await context.newPage();
    await Promise.all([page.goto(at), other.goto(at)]);
    await act(page, 'register', { subject: '先登记的题目' });
    await act(other, 'register', { subject: '后登记的题目' });
    expect(await other.locator('.error-summary').textContent()).toMatch(/已经办了“登记受理”/);
    expect(await other.locator('#register-subject').inputValue()).toBe('后登记的题目');
    await context.close();
  });
});

describe('journey 4: every day of the deadline says why', () => {
  test('a third party is asked: the ruler shows the pause, its reason and its article, and the names stay sealed', async () => {
    const { page, context } = await desk('minzheng-clerk');
    const at = await record(page, { description: '养老机构护理补贴的合同', arrivedOn: daysAgo(20) });
    await page.goto(at);
    await act(page, 'register', { subject: '养老机构护理补贴合同' });
    const before = await page.locator('.ruler-due .ruler-date').textContent();
    await page.locator('#act-consult summary').click();
    await page.locator('#kind').check();
    await act(page, 'consult', { name: '某养老公司', about: '合同第5页的单价' });
    expect(await words(page)).toContain('正在征求意见');
    expect(await words(page)).not.toContain('某养老公司');
    expect(await page.locator('.ruler-paused').count()).toBeGreaterThan(9);
    expect(await page.locator('.ruler-due .ruler-date').textContent()).not.toBe(before);
    expect(await page.locator('.ruler-table').textContent()).toContain('条例第三十三条第三款');
    await lookAt(page, 'foi-consulting');
    await page.getByRole('button', { name: '看名称' }).click();
    expect(await words(page)).toContain('某养老公司');
    await page.goto('/console/foi');
    await lookAt(page, 'foi-list');
    await context.close();
  });
});

describe('journey 5: a fee by one tariff, with its notice and its window', () => {
  test('thirty pages cost nothing and stop nothing; 72 pages cost 420 yuan; paid, the days begin anew', async () => {
    const { page, context } = await desk('minzheng-clerk');
    await page.goto(await record(page, { description: '五年的救助台账' }));
    await act(page, 'register', { subject: '五年救助台账' });
    await page.locator('#act-feeNotice summary').click();
    await page.locator('#tariff-2').check();
    await act(page, 'feeNotice', { pages: '30' });
    expect(await page.locator('.error-summary').textContent()).toContain('收费是0元');
    await page.locator('#tariff-2').check();
    await act(page, 'feeNotice', { pages: '72' });
    expect(await words(page)).toContain('420元');
    await lookAt(page, 'foi-fee');
    await act(page, 'closeUnpaid');
    expect(await page.locator('.error-summary').textContent()).toContain('还没到时候');
    await act(page, 'recordPayment', { receiptNo: '99990001' });
    expect(await words(page)).toContain('已缴');
    await context.close();
  });
});

describe('journey 6: disputes, and what the office may see', () => {
  test('a review is recorded with its outcome; the office sees state and days, and nothing of the person', async () => {
    const { page, context } = await desk('minzheng-clerk');
    const at = await record(page, { description: '我家邻居三组的低保材料' });
    await page.goto(at);
    await act(page, 'register', { subject: '低保审批材料' });
    await act(page, 'recordDispute', { body: '明河区人民政府' });
    expect(await words(page)).toContain('尚未审结');
    await page.locator('#act-closeDispute summary').click();
    await page.locator('#closeDispute-outcome').selectOption('upheld');
    await act(page, 'closeDispute');
    expect(await words(page)).toContain('结果维持');
    await page.getByRole('button', { name: '看申请人' }).click();
    expect(await words(page)).toContain('柳芽青');
    await context.close();

    const office = await desk('zhengfuban-office');
    await office.page.goto(at);
    const seen = await words(office.page);
    expect(seen).toContain('低保审批材料');
    for (const secret of ['三组', '柳芽青', '13900000017']) expect(seen).not.toContain(secret);
    await office.page.goto('/console/foi/settings');
    await lookAt(office.page, 'foi-settings');
    await office.context.close();
  });
});
