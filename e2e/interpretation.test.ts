import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sideways, violations } from './axe.ts';
import { openBrowser, PHONE, root, type Site, signIn, startSite, visitor } from './site.ts';

let site: Site;
let browser: Browser;
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gongkai-laws-'));
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await rm(dir, { recursive: true, force: true });
});

const login = (role: string): string =>
  [...site.passwords.keys()].find((l) => l.startsWith('minzheng') && l.includes(role)) ?? '';

/** An invented regulation with two texts: its second article became the third. */
const law = {
  group: 'e2e-yanglao',
  title: '明河养老服务条例',
  kind: '行政法规',
  region: null,
  first_issued: '2010-03-01',
  source: '演示',
};
const OLD = {
  ...law,
  id: 'e2e-1',
  issued: '2010-03-01',
  effective: '2010-05-01',
  status: '有更新版本',
  events: [{ date: '2010-03-01', event: '中华人民共和国国务院令第901号公布' }],
  text: '第一条 为了发展养老服务。\n\n第二条 失能老年人可以领取服务补贴，补贴标准由县级人民政府确定。',
};
const NEW = {
  ...law,
  id: 'e2e-2',
  issued: '2020-03-01',
  effective: '2020-06-01',
  status: '现行有效',
  events: [...OLD.events, { date: '2020-03-01', event: '中华人民共和国国务院令第902号修订' }],
  text: '## 第一章 总则\n\n第一条 为了发展养老服务。\n\n第二条 养老服务坚持自愿原则，任何单位不得强制。\n\n第三条 失能老年人可以领取服务补贴，补贴标准由县级人民政府确定。',
};

/** The third text: the article that the policy cites says something else. */
const LATER = {
  ...NEW,
  id: 'e2e-3',
  issued: '2025-03-01',
  effective: '2025-06-01',
  events: [...NEW.events, { date: '2025-03-01', event: '中华人民共和国国务院令第903号修订' }],
  text: NEW.text.replace('补贴标准由县级人民政府确定', '补贴标准由省级人民政府确定'),
};

async function takeLaws(texts: readonly object[] = [OLD, NEW]): Promise<void> {
  const file = join(dir, 'laws.jsonl');
  await writeFile(file, texts.map((x) => JSON.stringify(x)).join('\n'));
  const env = { ...process.env, GONGKAI_DATA: site.dataDir };
  const { stdout } = await promisify(execFile)(join(root, 'gongkai'), ['import', '--laws', file, '--json'], { env });
  expect(JSON.parse(stdout)).toMatchObject({ refused: [] });
}

const policy = '明河区失能老人上门服务补贴办法';
const reading = '上门服务补贴怎么领';
let policyPiece = '';

/** A new piece of a kind with a title and a text; the page of its editor. */
async function begin(page: Page, kind: string, title: string, text: string): Promise<void> {
  await page.goto('/console/pieces/new');
  await page.getByRole('button', { name: '开始写' }).click();
  await page.waitForURL(/\/console\/pieces\/\w{26}/);
  await page.getByLabel('标题', { exact: true }).fill(title);
  await page.getByLabel('栏目', { exact: true }).selectOption({ index: 3 });
  await page.getByLabel('类别', { exact: true }).selectOption(kind);
  await page.getByLabel('正文', { exact: true }).fill(text);
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.waitForLoadState();
}

async function step(role: 'reviewer' | 'approver', link: string, button: string): Promise<Page> {
  const { page } = await signIn(browser, site, login(role));
  await page.getByRole('link', { name: link }).click();
  await page.getByRole('button', { name: button }).click();
  await page.waitForLoadState();
  return page;
}

/** Signed in as the clerk of 民政局, without script: the plain form is the whole page. */
async function clerk(): Promise<Page> {
  const { page, context } = await signIn(browser, site, login('clerk'));
  const cookies = await context.cookies();
  await page.close();
  const plain = await visitor(browser, site, undefined, { javaScriptEnabled: false });
  await plain.context.addCookies(cookies);
  return plain.page;
}

describe('a policy and its interpretation', () => {
  test('an empty law library says so kindly', async () => {
    const { page, context } = await visitor(browser, site, PHONE, { javaScriptEnabled: false });
    await page.goto('/laws');
    expect(await page.locator('main').textContent()).toContain('法规库里还没有收进法规');
    expect(await sideways(page)).toBe(0);
    await context.close();
    await takeLaws();
  });

  test('an outdated citation is found while writing and mended in one click', async () => {
    const page = await clerk();
    await begin(
      page,
      '政策文件',
      policy,
      '第一条　根据《明河养老服务条例》（国务院令第901号）第二条，制定本办法。\n\n第二条　完全失能的老年人，每人每月六百元。',
    );
    await page.getByLabel('发文字号', { exact: false }).first().fill('明政规发〔2026〕88号');
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.waitForLoadState();
    policyPiece = new URL(page.url()).pathname;
    const finding = page.locator('.finding', { hasText: '引用的《明河养老服务条例》是旧文本' });
    await finding.getByRole('button', { name: '换成国务院令第902号第三条' }).click();
    await page.waitForLoadState();
    expect(await page.getByLabel('正文', { exact: true }).inputValue()).toContain(
      '《明河养老服务条例》（国务院令第902号）第三条',
    );
    // And it owes an interpretation.
    expect(await page.locator('main').textContent()).toContain('这份政策文件还没有解读');
    await page.context().close();
  });

  test('the interpretation names the policy that is still a piece, and says the elements', async () => {
    const page = await clerk();
    await begin(page, '解读', reading, '失能老人在家，服务员上门，区里出钱。先到村里登记，十五个工作日里告诉结果。');
    await page.locator('.info-more summary').click();
    await page.getByLabel('解读的是').fill(`${site.origin}${policyPiece}`);
    await page.getByLabel('为什么出（背景依据）').fill('七成失能老人住在家里。');
    await page.locator('#explains-article-0').fill('第一条');
    await page.getByLabel('什么标准（执行标准）').fill('完全失能每月600元。');
    await page.locator('#explains-article-3').fill('第二条');
    await page.getByLabel('首次制定，以前没有这样的文件').check();
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.waitForLoadState();
    expect(await page.locator('.error-summary').count()).toBe(0);
    expect(await page.locator('main').textContent()).toContain('六要素还缺');
    expect(await violationsScripted(page)).toEqual([]);
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.waitForURL(/sent=1/);
    await (await step('reviewer', `审核：${reading}`, '审核通过，交签发')).context().close();
    await page.goto(policyPiece);
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.waitForURL(/sent=1/);
    await (await step('reviewer', `审核：${policy}`, '审核通过，交签发')).context().close();
    await page.context().close();
  });

  test('released together; the page shows 一页看懂, and the citation leads to the law of the day', async () => {
    const page = await step('approver', `签发：${policy}`, '现在公开');
    const open = page.getByRole('link', { name: '打开公开的页面' });
    await open.waitFor();
    const address = (await open.getAttribute('href')) ?? '';
    await page.context().close();

    const { page: reader, context } = await visitor(browser, site);
    await reader.goto(address);
    const card = reader.locator('.one-page');
    expect(await card.textContent()).toContain('与文件同日公开');
    expect(await card.getByRole('link', { name: '第二条' }).getAttribute('href')).toBe('#art-2');
    expect(await card.textContent()).toContain('首次制定');
    expect(await card.textContent()).toContain('这一项没有写，已提醒');
    expect(await violations(reader)).toEqual([]);
    await reader
      .getByRole('link', { name: /明河养老服务条例/ })
      .first()
      .click();
    await reader.waitForURL(/\/laws\/e2e-yanglao\?on=\d{4}-\d\d-\d\d#art-3/);
    expect(await reader.locator('#art-3').textContent()).toContain('失能老年人可以领取服务补贴');
    expect(await violations(reader)).toEqual([]);
    await reader.getByRole('link', { name: '和另一个文本逐条对照' }).click();
    expect(await reader.locator('main').textContent()).toContain('新增1条');
    expect(await violations(reader)).toEqual([]);
    await reader.goto('/laws?q=902');
    expect(await violations(reader)).toEqual([]);
    await reader.goto(address);
    await reader.locator('.one-page').getByRole('link', { name: /文字/ }).first().click();
    expect(await reader.locator('h1').textContent()).toContain(reading);
    expect(await reader.getByRole('link', { name: policy }).count()).toBeGreaterThan(0);
    await context.close();
  });

  test('coverage is public, readable on a phone', async () => {
    const { page, context } = await visitor(browser, site, PHONE);
    await page.goto('/interpretations/coverage');
    expect(await page.locator('h1').textContent()).toContain('政策文件都解读了吗');
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);
    for (const path of ['/laws', '/laws/e2e-yanglao', '/laws/e2e-yanglao/compare?from=e2e-1&to=e2e-2']) {
      await page.goto(path);
      expect(await sideways(page), path).toBe(0);
    }
    await context.close();
  });
});

describe('afterwards', () => {
  let address = '';
  test('an interpretation that copies is asked for a reason, which stays in its history', async () => {
    const found = await fetch(`${site.origin}/api/v1/policies?q=${encodeURIComponent(policy)}`);
    address = `/p/${((await found.json()) as { policies: { no: number }[] }).policies[0]?.no}`;
    const page = await clerk();
    await begin(
      page,
      '解读',
      '照抄的解读',
      '根据《明河养老服务条例》（国务院令第902号）第三条，制定本办法。\n\n完全失能的老年人，每人每月六百元。',
    );
    await page.locator('.info-more summary').click();
    await page.getByLabel('解读的是').fill(address);
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.waitForLoadState();
    const finding = page.locator('.finding', { hasText: '和文件原文逐字相同的占' });
    await finding.getByText('说明理由后保留').click();
    await finding.getByRole('textbox').fill('金额和依据要原样引用');
    await finding.getByRole('button', { name: '保留这一处' }).click();
    await page.waitForLoadState();
    expect(await page.locator('main').textContent()).toContain('说明理由后保留：金额和依据要原样引用');
    // It informs and never rejects.
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.waitForURL(/sent=1/);
    const seen = await signIn(browser, site, login('reviewer'));
    await seen.page.getByRole('link', { name: '审核：照抄的解读' }).click();
    expect(await seen.page.locator('main').textContent()).toContain('金额和依据要原样引用');
    await seen.context.close();
    await page.context().close();
  });

  test('when the regulation changes, every page that cites it is a duty of its unit, and says so to readers', async () => {
    await takeLaws([OLD, NEW, LATER]);
    const { page, context } = await signIn(browser, site, login('clerk'));
    await page.goto('/console/citations');
    const mine = page.locator('.panel', { hasText: policy });
    await expect
      .poll(async () => {
        await page.reload();
        return mine.count();
      })
      .toBeGreaterThan(0);
    expect(await violations(page)).toEqual([]);
    await mine.getByRole('button', { name: '核对过了，不用改' }).click();
    expect(await page.locator('.error-summary').count()).toBe(1);
    await page
      .locator('.panel', { hasText: policy })
      .getByLabel('不用更正的理由')
      .fill('省里还没有定标准，区里的标准照旧。');
    await page.locator('.panel', { hasText: policy }).getByRole('button', { name: '核对过了，不用改' }).click();
    await page.waitForURL(/citations$/);
    expect(await page.locator('.panel', { hasText: policy }).count()).toBe(0);
    await context.close();
    const { page: reader, context: public_ } = await visitor(browser, site);
    await reader.goto(address);
    expect(await reader.locator('main').textContent()).toContain('引用时有效');
    await public_.close();
  });
});

/** Axe needs script: the same page, opened by the same person in a context that has it. */
async function violationsScripted(page: Page): Promise<string[]> {
  const seen = await visitor(browser, site);
  await seen.context.addCookies(await page.context().cookies());
  await seen.page.goto(page.url());
  const found = await violations(seen.page);
  await seen.context.close();
  return found;
}
