import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayIn, yearOf } from '../src/lib/day.ts';
import { sideways, violations } from './axe.ts';
import { openBrowser, PHONE, root, type Site, signIn, startSite, visitor } from './site.ts';

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const today = dayIn(new Date());
/** The last year whose reports are public: the government's own is due on 20 March after it. */
const last = yearOf(today) - (today.slice(5) < '03-20' ? 2 : 1);
/** A year of which the demonstration has published nothing: late, and still to be written. */
const year = last - 2;
const desk = (unit: string): string => `/console/annual-reports/${year}/${unit}`;
const as = async (login: string, work: (page: Page) => Promise<void>): Promise<void> => {
  const { page, context } = await signIn(browser, site, login);
  await work(page);
  await context.close();
};
const press = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).last().click();
  await page.waitForLoadState();
};
const said = async (page: Page): Promise<string> => (await page.locator('main').textContent()) ?? '';

/** Writes a reason wherever the report asks for one. */
async function explain(page: Page): Promise<void> {
  const asked = page.locator('input[name^="reason-"]');
  if ((await asked.count()) === 0) return;
  for (const field of await asked.all()) await field.fill('办件数本身的变化，口径没有变');
  await press(page, '保存原因');
}

describe('a unit’s report, from its figures to the public', () => {
  test('the office sees every unit with its step; reports that were public before are read in and not read twice', async () => {
    await as('zhengfuban-office', async (page) => {
      await page.goto(`/console/annual-reports/${last}`);
      expect(await said(page)).toContain(`${last}年政府信息公开工作年度报告`);
      expect(await said(page)).toContain('37份报告，已公布37份');
      expect(await violations(page)).toEqual([]);
      await press(page, '读进已经公开的年报');
      expect(await said(page)).toContain('读进0份。');
    });
  });

  test('figures from elsewhere need their source, and nothing typed is lost', async () => {
    await as('jiaoyu-clerk', async (page) => {
      await page.goto(desk('jiaoyu'));
      const licensing = page.locator('li', { hasText: '第二部分行政许可' });
      await licensing.getByLabel('件数').fill('1204');
      await press(page, '填上');
      expect(await page.locator('.error-summary').textContent()).toContain('还没写数字从哪里来');
      expect(await licensing.getByLabel('件数').inputValue()).toBe('1204');
      await licensing.getByLabel('来源').fill(`审批系统${year}年办件统计`);
      await press(page, '填上');
      expect(await said(page)).toContain(`来源：审批系统${year}年办件统计`);
      expect(await violations(page)).toEqual([]);
    });
  });

  test('a text that contradicts its table is told beside it, with the cell it contradicts', async () => {
    await as('jiaoyu-clerk', async (page) => {
      await page.goto(desk('jiaoyu'));
      await page.getByLabel('三、收到和处理政府信息公开申请情况').fill('全年收到政府信息公开申请98765件。');
      await press(page, '保存正文');
      const findings = page.locator('#findings');
      expect(await findings.textContent()).toContain('收到政府信息公开申请98765件');
      await findings.getByRole('link', { name: '第三部分“一、本年新收”总计列' }).first().click();
      expect(new URL(page.url()).hash).toBe('#c-table3.new.total');
      await page.getByLabel('三、收到和处理政府信息公开申请情况').fill('');
      await page.getByLabel('一、总体情况').fill('（一）主动公开\n全年按目录公开信息，没有漏项。');
      await page.getByLabel('五、存在的主要问题及改进情况').fill('有的栏目更新慢，已定专人核对。');
      await page.getByLabel('六、其他需要报告的事项').fill('没有其他需要报告的事项。');
      await page.locator('#part-three').getByText('按数字写好的句子').click();
      await page.locator('#part-three').getByRole('button', { name: '加到这一段后面' }).click();
      expect(await page.getByLabel('三、收到和处理政府信息公开申请情况').inputValue()).toContain(`${year}年`);
      expect(await page.locator('#findings').textContent()).not.toContain('98765');
      await explain(page);
      await press(page, '送审定');
      expect(await said(page)).toContain('待审定');
    });
  });

  test('it is settled by a second person and published by a third, with its files', async () => {
    await as('jiaoyu-reviewer', async (page) => {
      await page.goto(desk('jiaoyu'));
      await press(page, '审定');
      expect(await said(page)).toContain('已审定，待公布');
    });
    await as('jiaoyu-approver', async (page) => {
      await page.goto(desk('jiaoyu'));
      await press(page, '公布');
      await page.getByRole('link', { name: '打开公开的页面' }).click();
      await page.waitForURL(/\/p\/\d+/);
      const text = await said(page);
      for (const ext of ['docx', 'pdf', 'json']) expect(text).toContain(`年度报告.${ext}`);
      expect(await violations(page)).toEqual([]);
    });
  });

  test('anyone reads it without script on an old phone, and report check reads what they downloaded', async () => {
    const { page, context } = await visitor(browser, site, PHONE, { javaScriptEnabled: false });
    await page.goto('/annual-reports');
    await page.locator(`#y${year}`).getByRole('link', { name: '明河区教育局', exact: true }).click();
    expect(await said(page)).toContain(`审批系统${year}年办件统计`);
    const data = await page.request.get(`/api/v1/reports/${year}/jiaoyu`);
    expect(((await data.json()) as { table2: { licensing: number } }).table2.licensing).toBe(1204);
    const file = join(tmpdir(), `gongkai-e2e-report-${site.port}.json`);
    await writeFile(file, await data.body());
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ year, unit: '明河区教育局' });
    const check = await promisify(execFile)(
      process.execPath,
      [join(root, 'dist', 'cli.js'), 'report', 'check', file, '--json'],
      { cwd: root },
    );
    expect(JSON.parse(check.stdout)).toMatchObject({ ok: true, failures: [] });
    await rm(file);
    await context.close();
    const wide = await visitor(browser, site, PHONE);
    for (const path of ['/annual-reports', `/annual-reports/${year}/jiaoyu`]) {
      await wide.page.goto(path);
      expect(await sideways(wide.page), path).toBe(0);
      expect(await violations(wide.page), path).toEqual([]);
    }
    await wide.context.close();
  });
});

describe('the district’s report', () => {
  test('adds up its units, opens a cell to them, and names those that keep it from being settled', async () => {
    await as('zhengfuban-clerk', async (page) => {
      await page.goto(desk('minghe'));
      await page.locator('[id="c-table2.licensing"] a').click();
      expect(await page.locator('#part').textContent()).toContain('明河区教育局1204');
      expect(await violations(page)).toEqual([]);
      await press(page, '送审定');
      const why = (await page.locator('.error-summary').textContent()) ?? '';
      expect(why).toContain('“一、总体情况”还没有写');
      expect(why).toContain('明河区民政局的报告还没有审定');
      expect(why).not.toContain('明河区教育局的报告');
    });
  });

  test('a correction says why, in the console and to everyone', async () => {
    await as('jiaoyu-reviewer', async (page) => {
      await page.goto(desk('jiaoyu'));
      await press(page, '更正');
      expect(await page.locator('.error-summary').textContent()).toContain('还没写原因');
      await page.getByLabel('为什么更正').fill('行政处罚漏填');
      await press(page, '更正');
    });
    await as('jiaoyu-clerk', async (page) => {
      await page.goto(desk('jiaoyu'));
      const penalty = page.locator('li', { hasText: '第二部分行政处罚' });
      await penalty.getByLabel('件数').fill('3');
      await penalty.getByLabel('来源').fill('执法平台');
      await press(page, '填上');
      await press(page, '送审定');
    });
    await as('jiaoyu-reviewer', async (page) => {
      await page.goto(desk('jiaoyu'));
      await press(page, '审定');
    });
    await as('jiaoyu-approver', async (page) => {
      await page.goto(desk('jiaoyu'));
      await page.getByLabel('更正的原因（会公开）').fill('漏填行政处罚3件');
      await press(page, '公布更正');
      await page.getByRole('link', { name: '打开公开的页面' }).click();
      await page.waitForURL(/\/p\/\d+/);
      expect(await said(page)).toContain('漏填行政处罚3件');
    });
  });

  test('a report that was public before is shown as it was, and leads to its page', async () => {
    const { page, context } = await visitor(browser, site);
    await page.goto(`/annual-reports/${last}/minghe`);
    expect(await said(page)).toContain('数字读自公布的页面，一个没有改');
    await page.getByRole('link', { name: '原文、下载和存根' }).click();
    expect(await said(page)).toContain('每个数点开看是哪几件');
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});
