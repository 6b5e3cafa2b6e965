import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sideways, violations } from './axe.ts';
import { corpus, openBrowser, PHONE, root, type Site, signIn, startSite, visitor } from './site.ts';

const run = promisify(execFile);

let site: Site;
let browser: Browser;
beforeAll(async () => {
  // A first start of its own: the newcomer's.
  [site, browser] = await Promise.all([startSite({ fresh: true }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const login = (unit: string, role: string): string => {
  const found = [...site.passwords.keys()].find(
    (l) => l === `${unit}-${role}` || (l.startsWith(unit) && l.includes(role)),
  );
  if (!found) throw new Error(`no demonstration account for ${unit} ${role}: ${[...site.passwords.keys()].join(' ')}`);
  return found;
};

const write = async (page: Page, title: string, words: string): Promise<void> => {
  await page.getByLabel('标题', { exact: true }).fill(title);
  const editor = page.locator('.ProseMirror');
  await editor.click();
  await page.keyboard.type(words);
};

describe('1. a newcomer', () => {
  test('finds a district with realistic content at the printed address', async () => {
    const { page, context } = await visitor(browser, site);
    await page.goto('/');
    expect(await page.title()).toContain('明河区人民政府');
    expect(await page.locator('.register li').count()).toBeGreaterThanOrEqual(5);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
  test('reads everything without script on an old phone, nothing scrolls sideways', async () => {
    const { page, context } = await visitor(browser, site, PHONE, { javaScriptEnabled: false });
    await page.goto('/');
    await page.locator('.register a').first().click();
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('.stub').first().textContent()).toContain('文本与登记一致');
    await context.close();
    const js = await visitor(browser, site, PHONE);
    for (const path of ['/', '/register', '/zfxxgk', '/u', '/sitemap', '/search?q=补贴']) {
      await js.page.goto(path);
      expect(await sideways(js.page), path).toBeLessThanOrEqual(0);
    }
    await js.context.close();
  });
});

describe('2. a piece through three hands', () => {
  const title = '关于云湖镇自来水管道改造期间停水的通知';
  let no = '';

  test('the clerk writes, adds a file, previews and submits; nobody reviews their own', async () => {
    const { page, context } = await signIn(browser, site, login('minzheng', 'clerk'));
    expect(await page.locator('h1').textContent()).toMatch(/今天/);
    await page.goto('/console/pieces/new');
    await page.getByRole('button', { name: '开始写' }).click();
    await page.waitForURL(/\/console\/pieces\/\w{26}/);
    await write(page, title, '因管道改造，云湖镇柳河村本周六上午停水，请提前储水。');
    await page.getByLabel('栏目', { exact: true }).selectOption({ index: 3 });
    await page
      .getByLabel('加附件')
      .setInputFiles({ name: '停水范围.csv', mimeType: 'text/csv', buffer: Buffer.from('村,时间\n柳河村,周六上午\n') });
    await page.getByRole('button', { name: '预览', exact: true }).click();
    await page.waitForURL(/preview/);
    expect(await page.locator('body').textContent()).toContain('柳河村本周六上午停水');
    await page.goBack();
    await page.reload();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.waitForURL(/sent=1/);
    await context.close();
  });

  test('the reviewer returns it with a remark, the clerk mends it, the reviewer passes it', async () => {
    const reviewer = await signIn(browser, site, login('minzheng', 'reviewer'));
    await reviewer.page.getByRole('link', { name: `审核：${title}` }).click();
    await reviewer.page.getByRole('button', { name: '退回修改' }).click();
    expect(await reviewer.page.locator('.error-summary').textContent()).toContain('退回要写明改什么');
    await reviewer.page.getByLabel(/退回意见/).fill('写清几点到几点');
    await reviewer.page.getByRole('button', { name: '退回修改' }).click();
    const clerk = await signIn(browser, site, login('minzheng', 'clerk'));
    await clerk.page.getByRole('link', { name: `改稿：${title}` }).click();
    expect(await clerk.page.locator('main').textContent()).toContain('写清几点到几点');
    await clerk.page.locator('.ProseMirror').click();
    await clerk.page.keyboard.press('Control+End');
    await clerk.page.keyboard.type('停水时间为8点至12点。');
    await clerk.page.getByRole('button', { name: '提交审核' }).click();
    await clerk.page.waitForURL(/sent=1/);
    await reviewer.page.goto('/console');
    await reviewer.page.getByRole('link', { name: `审核：${title}` }).click();
    await reviewer.page.getByRole('button', { name: '审核通过，交签发' }).click();
    await reviewer.context.close();
    await clerk.context.close();
  });

  test('the approver releases it, and the public reads it with its stub at once', async () => {
    const { page, context } = await signIn(browser, site, login('minzheng', 'approver'), PHONE);
    await page.getByRole('link', { name: `签发：${title}` }).click();
    await page.getByRole('button', { name: '现在公开' }).click();
    await page.getByRole('link', { name: '打开公开的页面' }).click();
    no = /\/p\/(\d+)/.exec(page.url())?.[1] ?? '';
    expect(await page.locator('h1').textContent()).toBe(title);
    expect(await page.locator('main').textContent()).toContain('8点至12点');
    expect(await page.locator('.stub').first().textContent()).toContain('文本与登记一致');
    await context.close();
  });

  test('two editors of one draft: the second gets both versions, nothing is lost', async () => {
    const one = await signIn(browser, site, login('minzheng', 'clerk'));
    await one.page.goto('/console/pieces/new');
    await one.page.getByRole('button', { name: '开始写' }).click();
    await one.page.waitForURL(/\/console\/pieces\/\w{26}/);
    const address = one.page.url();
    const two = await one.context.newPage();
    await two.goto(address);
    await write(one.page, '第一个窗口写的', '第一个窗口的正文');
    await one.page.getByRole('button', { name: '保存草稿' }).click();
    await one.page.waitForLoadState();
    await write(two, '第二个窗口写的', '第二个窗口的正文');
    await two.getByRole('button', { name: '保存草稿' }).click();
    await two.waitForLoadState();
    expect(await two.getByLabel('标题', { exact: true }).inputValue()).toBe('第二个窗口写的');
    expect(await two.locator('main').textContent()).toContain('也改了这件稿子');
    await two.getByText('看对方保存的版本').click();
    expect(await two.getByLabel('对方保存的正文').inputValue()).toContain('第一个窗口的正文');
    await one.context.close();
  });

  test('3. anyone finds it by words, by unit, by feed, and sees who, when and on which basis', async () => {
    const { page, context } = await visitor(browser, site, PHONE);
    await expect
      .poll(async () => {
        await page.goto(`/search?q=${encodeURIComponent('云湖镇停水')}`);
        return page.locator('.result h3').first().textContent();
      })
      .toContain(title);
    expect(await page.locator('.result mark').count()).toBeGreaterThan(0);
    expect(await violations(page)).toEqual([]);
    await page.goto(`/p/${no}`);
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    const stub = await (await page.request.get(`/p/${no}/stub.json`)).json();
    expect(JSON.stringify(stub)).toContain('salt');
    const feed = await (await page.request.get('/feed.xml')).text();
    expect(feed).toContain(title);
    await page.goto('/u/minzheng');
    expect(await page.locator('main').textContent()).toContain(title);
    await context.close();
  });

  test('a document number is found however it is written', async () => {
    const { page, context } = await visitor(browser, site);
    await page.goto('/search?q=%E6%98%8E%E6%94%BF%E8%A7%84%E5%8F%91');
    const metas = await page.locator('.result-meta span').allTextContents();
    const docNo = metas.map((m) => /^明\S+〔(\d{4})〕(\d+)号$/.exec(m.trim())).find((m) => m !== null);
    expect(docNo).toBeTruthy();
    const [whole = '', year = '', serial = ''] = docNo ?? [];
    for (const form of [`〔${year}〕`, `[${year}]`, `【${year}】`, `（${year}）`, `［${year}］`]) {
      await page.goto(
        `/search?q=${encodeURIComponent(whole.replace(`〔${year}〕`, form).replace(`${serial}号`, ` ${serial} 号`))}`,
      );
      expect(await page.locator('.result').first().textContent(), form).toContain('按文号找到');
    }
    await context.close();
  });

  test('a correction is a new version with a readable difference; a withdrawal says why', async () => {
    const clerk = await signIn(browser, site, login('minzheng', 'clerk'));
    await clerk.page.goto(`/console/works/${no}`);
    await clerk.page.getByRole('button', { name: '写更正稿' }).click();
    await clerk.page.getByLabel('更正原因').fill('停水时间写错');
    await clerk.page.locator('.ProseMirror').click();
    await clerk.page.keyboard.press('Control+End');
    await clerk.page.keyboard.type('更正：停水延长到14点。');
    await clerk.page.getByRole('button', { name: '提交审核' }).click();
    await clerk.page.waitForURL(/sent=1/);
    await clerk.context.close();
    const reviewer = await signIn(browser, site, login('minzheng', 'reviewer'));
    await reviewer.page.getByRole('link', { name: `审核：${title}` }).click();
    await reviewer.page.getByRole('button', { name: '审核通过，交签发' }).click();
    await reviewer.context.close();
    const approver = await signIn(browser, site, login('minzheng', 'approver'));
    await approver.page.getByRole('link', { name: `签发：${title}` }).click();
    await approver.page.getByRole('button', { name: '现在公开' }).click();
    await approver.page.waitForLoadState();
    await approver.page.goto(`/p/${no}/compare`);
    expect(await approver.page.locator('ins', { hasText: '更正：停水延长' }).count()).toBeGreaterThan(0);
    expect(await violations(approver.page)).toEqual([]);
    await approver.page.goto(`/p/${no}/v/1`);
    expect(await approver.page.locator('main').textContent()).toMatch(/更正/);
    await approver.page.goto(`/console/works/${no}`);
    await approver.page.getByLabel('撤下原因').fill('改造提前完成');
    await approver.page.getByRole('button', { name: '撤下这件' }).click();
    await approver.page.waitForURL(new RegExp(`/p/${no}$`));
    expect(await approver.page.locator('main').textContent()).toContain('改造提前完成');
    await approver.context.close();
  });
});

describe('4. the office and the year’s plan', () => {
  const plan = join(corpus, 'documents', 'litong-2021-work-plan.txt');
  const there = existsSync(plan);
  if (!there && process.env.CI === 'true') throw new Error('../shared/corpus is needed when CI=true');
  if (!there) console.warn('../shared/corpus is absent: the journey of the real plan is left out');

  test.runIf(there)('imports the real plan by upload: 17 tasks, deadlines, and units to assign', async () => {
    const { page, context } = await signIn(browser, site, login('zhengfuban', 'office'));
    await page.goto('/console/ledger');
    await page.getByLabel('导入一份工作要点').setInputFiles(plan);
    await page.getByRole('button', { name: '导入这份要点' }).click();
    await page.waitForURL(/\/console\/ledger\/\w{26}/);
    const board = page.url();
    expect(await page.locator('h1').textContent()).toContain('17项任务');
    expect(await page.locator('.ledger-table tbody tr:not(.ledger-section)').count()).toBe(17);
    expect(await page.locator('main').textContent()).toContain('2021年底前');
    expect(await violations(page)).toEqual([]);
    const sheet = await page.request.get(`${board}/board.xlsx`);
    expect((await sheet.body()).subarray(0, 2).toString()).toBe('PK');
    // The same plan again makes no second one.
    await page.goto('/console/ledger');
    await page.getByLabel('导入一份工作要点').setInputFiles(plan);
    await page.getByRole('button', { name: '导入这份要点' }).click();
    await page.waitForURL(board);
    await context.close();
  });

  test('a unit reports with evidence, the office returns what is insufficient and accepts what answers', async () => {
    const office = await signIn(browser, site, login('zhengfuban', 'office'));
    await office.page.goto('/console/ledger');
    const open = office.page
      .locator('.ledger-table tbody tr', { hasText: /进行中|快到期|逾期/ })
      .locator('td a')
      .first();
    await open.click();
    const address = office.page.url().replace(/#.*/, '');
    const clerk = await signIn(browser, site, login('jiaoyu', 'clerk'));
    await clerk.page.goto(address);
    const canReport = await clerk.page.getByLabel('做了什么').count();
    if (canReport === 0) {
      // The unit has no share yet: the office gives it one.
      await office.page.getByLabel('再加一个单位').selectOption({ label: '明河区教育局' });
      await office.page.getByRole('button', { name: '分给这个单位' }).last().click();
      await office.page.waitForLoadState();
      await clerk.page.goto(address);
    }
    await clerk.page.getByLabel('做了什么').fill('招生范围已经公开');
    await clerk.page.getByRole('button', { name: '报给政务公开办' }).click();
    await clerk.page.waitForLoadState();
    await office.page.goto(address);
    await office.page.getByRole('button', { name: '证据够，认可完成' }).click();
    expect(await office.page.locator('.error-summary').textContent()).toContain('没有证据');
    await office.page.getByLabel(/不够，缺什么/).fill('请附公开页面');
    await office.page.getByRole('button', { name: '退回补证据' }).click();
    await office.page.waitForLoadState();
    await clerk.page.goto(address);
    expect(await clerk.page.locator('main').textContent()).toContain('请附公开页面');
    await clerk.page.getByLabel('做了什么').fill('招生范围已经公开，附页面');
    await clerk.page.getByLabel('公开的页面').fill('1');
    await clerk.page.getByRole('button', { name: '报给政务公开办' }).click();
    await clerk.page.waitForLoadState();
    await office.page.goto(address);
    await office.page.getByRole('button', { name: '证据够，认可完成' }).click();
    await office.page.waitForLoadState();
    expect(await office.page.locator('main').textContent()).toContain('文字与登记一致');
    expect(await violations(office.page)).toEqual([]);
    await office.context.close();
    await clerk.context.close();
  });

  test('last year’s plan is looked back at, with its history', async () => {
    const { page, context } = await signIn(browser, site, login('zhengfuban', 'office'));
    await page.goto('/console/ledger');
    const year = new Date().getFullYear() - 1;
    await page
      .getByRole('link', { name: new RegExp(`${year}年政务公开工作要点`) })
      .first()
      .click();
    await page.getByRole('button', { name: '做回头看' }).click();
    await page.waitForLoadState();
    expect(await page.locator('main').textContent()).toContain('回头看');
    await page.locator('.ledger-table td a').first().click();
    expect(await page.locator('main').textContent()).toContain('以前的经过');
    await context.close();
  });
});

describe('5. an operator imports a folder', () => {
  test('with progress, resumable, idempotent, and told what was refused', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'gongkai-import-'));
    const env = { ...process.env, GONGKAI_DATA: site.dataDir };
    const importing = async (): Promise<{
      imported: number;
      unchanged: number;
      refused: { file: string; why: string }[];
    }> => {
      const out = await run(
        process.execPath,
        [join(root, 'dist', 'cli.js'), 'import', dir, '--unit', 'minzheng', '--json'],
        { env },
      ).catch((e: { stdout: string; code: number }) => e);
      return JSON.parse(out.stdout);
    };
    await writeFile(join(dir, '关于防汛值守的通知.txt'), '关于防汛值守的通知\n\n各乡镇：\n    请安排值守。\n');
    await writeFile(join(dir, 'notice.md'), '# 关于森林防火的通告\n\n清明期间禁止野外用火。\n');
    await writeFile(join(dir, 'fake.docx'), 'this is no Word file');
    const first = await importing();
    expect(first.imported).toBe(2);
    expect(first.refused.map((r) => r.file)).toEqual(['fake.docx']);
    expect(first.refused[0]?.why).toMatch(/[一-龥]/);
    const second = await importing();
    expect(second).toMatchObject({ imported: 0, unchanged: 2 });
    await rm(dir, { recursive: true, force: true });
  });

  const documents = join(corpus, 'documents');
  test.runIf(existsSync(documents))('and the whole collection of real documents', async () => {
    const env = { ...process.env, GONGKAI_DATA: site.dataDir };
    const out = await run(process.execPath, [join(root, 'dist', 'cli.js'), 'import', documents, '--json'], {
      env,
      maxBuffer: 1e8,
    });
    expect(JSON.parse(out.stdout)).toMatchObject({ refused: [] });
    expect(JSON.parse(out.stdout).imported).toBeGreaterThan(30);
  });
});
