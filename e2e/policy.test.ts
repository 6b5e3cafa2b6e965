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

const as = async (login: string, work: (page: Page) => Promise<void>): Promise<void> => {
  const { page, context } = await signIn(browser, site, login);
  await work(page);
  await context.close();
};
const press = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState();
};

describe('a draft that becomes a normative document', () => {
  const title = '明河区校外托管机构管理办法（试行）';
  let draft = '';
  let no = '';

  test('anyone writes to an article of an open draft, on an old phone and without script', async () => {
    const { page, context } = await visitor(browser, site, PHONE, { javaScriptEnabled: false });
    await page.goto('/drafts');
    await page.getByRole('link', { name: '照护补贴办法' }).click();
    await page.getByText('对第三条说说').click();
    await page.getByRole('button', { name: '交上对第三条的意见' }).click();
    expect(await page.locator('.error-summary').textContent()).toContain('还没写意见');
    await page.getByLabel('您对第三条的意见').fill('二级也给180元。');
    await page.getByRole('button', { name: '交上对第三条的意见' }).click();
    expect(await page.locator('main').textContent()).toContain('收到了，谢谢您');
    expect(await page.locator('main').textContent()).not.toContain('二级也给180元');
    await context.close();
  });

  test('what was asked, said and done stands on the page of a round that is over', async () => {
    const { page, context } = await visitor(browser, site);
    await page.goto('/drafts');
    await page.getByRole('link', { name: title }).click();
    draft = page.url().split('/').at(-1) ?? '';
    expect(await page.locator('#outcome').textContent()).toContain('改为不少于3平方米');
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  test('the justice bureau reviews it from its list of duties; nothing goes before the meeting unexplained', async () => {
    await as('sifa-justice', async (page) => {
      await page.getByRole('link', { name: `合法性审核：${title}` }).click();
      await press(page, '出具审核意见');
      expect(await page.locator('.error-summary').textContent()).toContain('还没选审核结论');
      await page.getByLabel('应当予以修改').check();
      await page.getByLabel('书面意见').fill('第八条的答复时限应与信访规定衔接。');
      await page.getByLabel('紧急情况的理由').fill('开学前要用，上级要求');
      expect(await violations(page)).toEqual([]);
      await press(page, '出具审核意见');
      expect(await page.locator('main').textContent()).toContain('已审核，待审议');
    });
    await as('jiaoyu-approver', async (page) => {
      await page.goto(`/console/policy/drafts/${draft}`);
      await page.getByLabel('哪次会议').fill('区政府第8次常务会议');
      await press(page, '记下审议结果');
      expect(await page.locator('.error-summary').textContent()).toContain('审核意见没有全部采纳');
      expect(await page.getByLabel('哪次会议').inputValue()).toBe('区政府第8次常务会议');
    });
  });

  test('it is explained, decided and signed; numbered by the office; made a piece by its drafter', async () => {
    const href = `/console/policy/drafts/${draft}`;
    await as('jiaoyu-clerk', async (page) => {
      await page.goto(href);
      await page.getByLabel('哪些没有采纳，为什么').fill('教育举报有专门规定，时限更短。');
      await press(page, '记下说明');
    });
    await as('jiaoyu-approver', async (page) => {
      await page.goto(href);
      await page.getByLabel('哪次会议').fill('区政府第8次常务会议');
      await press(page, '记下审议结果');
      await press(page, '签发这份文件');
    });
    await as('zhengfuban-office', async (page) => {
      await page.goto(href);
      const year = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' }).slice(0, 4);
      await page.getByLabel('发文字号').fill(`明政规发[${year}]99号`);
      await press(page, '登记并编号');
      expect(await page.locator('.error-summary').textContent()).toContain('括号不规范');
      await page.getByLabel('发文字号').fill(`明政规发〔${year}〕99号`);
      await press(page, '登记并编号');
      expect(await page.locator('main').textContent()).toContain(`统一编号MHGS—${year}—01`);
    });
    await as('jiaoyu-clerk', async (page) => {
      await page.goto(href);
      await press(page, '生成公布稿');
      await page.getByRole('link', { name: '打开稿件' }).click();
      // It owes an interpretation, which is written after it here: the clerk and the approver say why.
      await page.getByText('确实有理由，要带着错误交').click();
      await page.getByLabel('理由', { exact: true }).fill('试行办法，解读随后公开');
      await press(page, '写明理由，交签发人定');
      await page.waitForURL(/sent=1/);
    });
  });

  test('it goes public through three people, and its page says what the ledger knows', async () => {
    await as('jiaoyu-reviewer', async (page) => {
      await page.getByRole('link', { name: `审核：${title}` }).click();
      await press(page, '审核通过，交签发');
    });
    await as('jiaoyu-approver', async (page) => {
      await page.getByRole('link', { name: `签发：${title}` }).click();
      await page.getByLabel(/仍要公开的理由/).fill('解读随后公开');
      await press(page, '现在公开');
      await page.getByRole('link', { name: '打开公开的页面' }).click();
      no = /\/p\/(\d+)/.exec(page.url())?.[1] ?? '';
    });
    const { page, context } = await visitor(browser, site);
    // The worker hears of the edition and takes it into the ledger.
    await expect.poll(async () => (await page.goto(`/p/${no}/history`))?.status()).toBe(200);
    expect(await page.locator('main').textContent()).toMatch(/统一编号\s*MHGS—\d{4}—01/);
    await page.goto(`/p/${no}`);
    expect(await page.locator('main').textContent()).toContain('为什么是这天');
    await context.close();
  });
});

describe('the papers around it', () => {
  test('the office files it, told by when and whose number that is', async () => {
    await as('zhengfuban-office', async (page) => {
      await page.goto('/console/policy/drafts');
      await page.getByRole('link', { name: '明河区校外托管机构管理办法（试行）' }).click();
      expect(await page.locator('main').textContent()).toContain('公布后30天内（本区设定，未见全国统一规定）');
      await press(page, '记下备案');
      expect(await page.locator('.error-summary').textContent()).toContain('备案');
      await page.getByLabel('报给谁').fill('市司法局');
      await press(page, '记下备案');
      expect(await page.locator('main').textContent()).toContain('已备案');
      await page.goto('/console/policy/settings');
      expect(await violations(page)).toEqual([]);
      const form = page.locator('form', { has: page.locator('[id="n-policy.filing"]') });
      await page.locator('[id="policy.filing"] summary').click();
      await form.getByLabel(/从今天起改成几天/).fill('15');
      await form.getByLabel('依据哪份文件，为什么改').fill('市里要求十五日');
      await form.getByRole('button').click();
      await page.waitForURL(/#policy\.filing/);
      expect(await page.locator('[id="policy.filing"]').textContent()).toContain('15天，市里要求十五日');
    });
  });

  test('a draft is written in the rich editor, with a table that the public sees too', async () => {
    await as('jiaoyu-clerk', async (page) => {
      await page.goto('/console/policy/drafts/new');
      await page.getByLabel('标题', { exact: true }).fill('明河区课后看护补贴办法');
      await page.getByLabel('起草说明').fill('统一标准。');
      await page.locator('.ProseMirror').click();
      await page.keyboard.type('第一条　为了规范课后看护补贴，制定本办法。');
      await page.keyboard.press('Enter');
      await page.keyboard.type('第二条　标准如下：');
      await page.getByRole('button', { name: '表格', exact: true }).click();
      for (const cell of ['年级', '每月', '说明', '一年级']) {
        await page.keyboard.type(cell);
        await page.keyboard.press('Tab');
      }
      expect(await violations(page)).toEqual([]);
      await press(page, '开始起草');
      const draft = page.url();
      expect(await page.locator('.panel .prose:not(.editor-text) table').count()).toBe(1);
      await page.getByLabel('评估论证的结论').fill('可行');
      await press(page, '记下结论，准备征求意见');
      await press(page, '向社会公开草案');
      const { page: reader, context } = await visitor(browser, site, PHONE);
      await reader.goto(`/drafts/${draft.split('/').at(-1)}`);
      expect(await reader.locator('.draft-clause table').textContent()).toContain('一年级');
      expect(await violations(reader)).toEqual([]);
      expect(await sideways(reader)).toBeLessThanOrEqual(0);
      await context.close();
    });
  });
});

describe('a clean-up', () => {
  const name = '老文件专项清理';
  let campaign = '';

  test('the justice bureau decides each document; what is undecided blocks, by name', async () => {
    await as('sifa-justice', async (page) => {
      await page.goto('/console/policy/cleanups');
      await page.getByLabel('名称').fill(name);
      const cut = new Date(Date.now() - 3 * 366 * 86_400_000).toISOString().slice(0, 10);
      await page.getByLabel('截止日').fill(cut);
      await press(page, '开始清理');
      campaign = new URL(page.url()).pathname;
      await press(page, '每一件都定了，汇总');
      expect(await page.locator('.error-summary').textContent()).toContain('还没有结论');
      expect(await violations(page)).toEqual([]);
      for (;;) {
        const form = page.locator('form[action$="/verdict"]').first();
        if ((await form.count()) === 0) break;
        await form.getByLabel('结论').selectOption('void');
        const before = await page.locator('form[action$="/verdict"]').count();
        await form.getByRole('button').click();
        expect(await page.locator('.error-summary').textContent()).toContain('还没写理由');
        const again = page.locator('form[action$="/verdict"]').first();
        await again.getByLabel('理由').fill('任务已经完成');
        await again.getByRole('button').click();
        await expect.poll(() => page.locator('form[action$="/verdict"]').count()).toBe(before - 1);
      }
      await press(page, '每一件都定了，汇总');
      expect(await page.locator('main').textContent()).not.toContain('每一件都定了，汇总');
    });
  });

  test('the office publishes the lists, and every stopped document says so at the top of its page', async () => {
    await as('zhengfuban-office', async (page) => {
      await page.goto(campaign);
      await page.getByLabel('清理决定的文号').fill('没有文号');
      page.on('dialog', (d) => d.accept());
      await press(page, '公布清理结果');
      expect(await page.locator('.error-summary').textContent()).toContain('还没写决定的文号');
      await page.getByLabel('清理决定的文号').fill('明政发〔2026〕60号');
      await press(page, '公布清理结果');
      expect(await page.locator('main').textContent()).toContain('宣布失效的规范性文件目录');
    });
    const { page, context } = await visitor(browser, site);
    await page.goto('/policies');
    // The campaign before it had all three kinds: each list is an edition of its own, with its stub.
    for (const list of ['继续有效目录', '废止目录', '宣布失效目录']) {
      await page.goto('/policies');
      await page.locator('.link-row', { hasText: '行政规范性文件清理' }).getByRole('link', { name: list }).click();
      expect(await page.locator('h1').textContent(), list).toContain(list.replace('目录', ''));
      expect(await page.locator('.prose table tbody tr').count(), list).toBeGreaterThan(0);
      expect(await page.locator('.stub').first().textContent(), list).toContain('文本与登记一致');
    }
    await page.goto('/policies?status=void');
    await page.locator('.table a[href^="/p/"]').first().click();
    const path = new URL(page.url()).pathname.replace(/\/history$/, '');
    await page.goto(path);
    expect(await page.locator('main').textContent()).toContain('不能作为办事的依据');
    expect(await page.locator('.stub').first().textContent()).toContain('文本与登记一致');
    await context.close();
  });
});

describe('what everybody can look at', () => {
  test('is accessible and fits a phone', async () => {
    const desktop = await visitor(browser, site);
    await desktop.page.goto('/policies?status=repealed');
    const old = await desktop.page.locator('.table a[href$="/history"]').last().getAttribute('href');
    await desktop.page.goto(old ?? '');
    await desktop.page.locator('#line a[href^="/p/"]').first().click();
    await desktop.page.goto(`${new URL(desktop.page.url()).pathname}/history`);
    const compare = await desktop.page.getByRole('link', { name: '逐条对照新旧' }).getAttribute('href');
    const phone = await visitor(browser, site, PHONE);
    for (const path of ['/policies', '/drafts', old ?? '', compare ?? '', `${compare}&all=1`]) {
      await desktop.page.goto(path);
      expect(await violations(desktop.page), path).toEqual([]);
      await phone.page.goto(path);
      expect(await violations(phone.page), path).toEqual([]);
      expect(await sideways(phone.page), path).toBeLessThanOrEqual(0);
    }
    await desktop.context.close();
    await phone.context.close();
  });
});
