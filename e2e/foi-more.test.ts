import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withSystem } from '../src/app/with-system.ts';
import type { Day } from '../src/lib/day.ts';
import type { Calendar } from '../src/lib/workdays.ts';
import { openReport } from '../src/modules/annualreport/index.ts';
import { recompute } from '../src/modules/foi/index.ts';
import { readConfig } from '../src/platform/config.ts';
import { one, rows, sql } from '../src/platform/db/connection.ts';
import { silentLogger } from '../src/platform/log.ts';
import type { System } from '../src/platform/system.ts';
import { lookAt as look } from './axe.ts';
import { openBrowser, root, type Site, signIn, startSite, visitor } from './site.ts';

/** Journeys over the demonstration as a visitor finds it: its own cases, its own accounts, the password that it printed. */
let site: Site;
let browser: Browser;
let no = '';
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  no = [...site.passwords.keys()].find((k) => k.startsWith('SQ-')) ?? '';
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const words = async (page: Page): Promise<string> => (await page.locator('main').textContent()) ?? '';
const inside = (work: (system: System) => Promise<void>): Promise<void> =>
  withSystem(readConfig({ GONGKAI_DATA: site.dataDir }, root), silentLogger, work);

const lookAt = (page: Page, name: string) => look(page, `foi-more-${name}`);

/** The applicant of the demonstration, with what the first start printed. */
async function applicant(): Promise<{ page: Page; context: BrowserContext }> {
  const v = await visitor(browser, site);
  await v.page.goto('/foi/status');
  await v.page.locator('input[name=no]').fill(no);
  await v.page.locator('input[name=password]').fill(site.passwords.get(no) ?? '');
  await v.page.keyboard.press('Enter');
  await v.page.waitForURL(/\/foi\/r\/SQ-/);
  return v;
}

describe('journey 4: a request with its clock, as in the design', () => {
  let due = '';

  test('twelve of twenty days are used, the wait for the builder is hatched, and the table says it in words', async () => {
    const { page, context } = await applicant();
    expect(await page.locator('h1').textContent()).toBe('青溪乡小河湾村2025年高标准农田建设项目的验收报告');
    expect(await words(page)).toMatch(/12\s*\/ 20\s*个工作日/);
    expect(await words(page)).toContain('还有8个工作日');
    expect(await page.locator('.ruler-paused').count()).toBeGreaterThanOrEqual(9);
    due = (await page.locator('.ruler-due .ruler-date').textContent()) ?? '';
    await lookAt(page, 'status');
    await context.close();
  });

  test('a new holiday notice moves the last day: struck out beside the new one for the clerk, with why for the applicant', async () => {
    await inside(async (system) => {
      await recompute(system);
      const { id, on } = await one<{ id: string; on: Day }>(
        system.db,
        sql`select id, due as "on" from foi.request where no = ${no}`,
      );
      // Before the notice the last day was thought to be a day off.
      const before: Calendar = {
        ...system.calendar,
        isWorkday: (d) => d !== on && system.calendar.isWorkday(d),
        kind: (d) => (d === on ? { workday: false, why: '放假' } : system.calendar.kind(d)),
      };
      expect(await recompute({ ...system, calendar: before })).toBeGreaterThan(0);
      await sql`update foi.request set due_was = null`.execute(system.db);
      await sql`delete from foi.event where what = 'dueChanged'`.execute(system.db);
      expect(await recompute(system)).toBeGreaterThan(0);
      expect(
        await rows(system.db, sql`select 1 from foi.event where request_id = ${id} and what = 'dueChanged'`),
      ).toHaveLength(1);
    });
    const { page, context } = await applicant();
    expect(await words(page)).toContain('新的放假安排公布了');
    expect((await page.locator('.ruler-due .ruler-date').textContent()) ?? '').toBe(due);
    await lookAt(page, 'moved');
    await context.close();

    const desk = await signIn(browser, site, 'nongye-clerk');
    await desk.page.goto('/console/foi');
    await desk.page.getByRole('link', { name: /高标准农田建设项目的验收报告/ }).click();
    expect(await words(desk.page)).toContain('放假安排有了变动，在办的都重新算过');
    expect(await desk.page.locator('main s').first().textContent()).toMatch(/日/);
    await lookAt(desk.page, 'moved-clerk');
    await desk.page.getByRole('button', { name: /知道了|看过了/ }).click();
    expect(await words(desk.page)).not.toContain('放假安排有了变动，在办的都重新算过');
    await desk.context.close();
  });

  test('a day that the applicant disputes is answered in writing by the clerk, and the applicant reads it', async () => {
    const desk = await signIn(browser, site, 'jiaoyu-clerk');
    const { page } = desk;
    await page.goto('/console/foi');
    await page
      .getByRole('link', { name: /退费纠纷/ })
      .first()
      .click();
    expect(await words(page)).toContain('为什么也算一天');
    await lookAt(page, 'disputed-day');
    const form = page.locator('#act-answerObjection');
    expect(await form.evaluate((e) => (e as HTMLDetailsElement).open)).toBe(true);
    // An answer without words is none.
    await page.locator('#do-answerObjection').click();
    expect(await page.locator('.error-summary').textContent()).toContain('还没写');
    await page.locator('#answerObjection-answer').fill('那天是工作日，盘点不停办公，依照条例第三十三条计算在内。');
    await page.locator('#do-answerObjection').click();
    await page.locator('#objections').getByText('已答复').waitFor();
    expect(await page.locator('#act-answerObjection').count()).toBe(0);
    // The applicant lost the password and comes to the window with a card.
    await page.getByText('申请人丢了查询密码').click();
    await page.locator('#checked').fill('当面看过身份证，和申请表一致');
    await page.getByRole('button', { name: '重设查询密码' }).click();
    const shown = await words(page);
    await desk.context.close();

    const v = await visitor(browser, site);
    await v.page.goto('/foi/status');
    await v.page.locator('input[name=no]').fill(/SQ-\d{4}-\d{5}/.exec(shown)?.[0] ?? '');
    await v.page.locator('input[name=password]').fill(/[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/.exec(shown)?.[0] ?? '');
    await v.page.keyboard.press('Enter');
    await v.page.waitForURL(/\/foi\/r\/SQ-/);
    expect(await v.page.locator('#objections').textContent()).toContain('回复：那天是工作日，盘点不停办公');
    await lookAt(v.page, 'objection-answered');
    // Every letter that is named can be opened.
    const letters = await v.page.locator('.letter-lines a[href*="/letter/"]').all();
    expect(letters.length).toBeGreaterThan(0);
    for (const l of letters) {
      const paper = await v.page.request.get((await l.getAttribute('href')) ?? '');
      expect([paper.status(), (await paper.body()).subarray(0, 4).toString()]).toEqual([200, '%PDF']);
    }
    await v.context.close();
  });
});

describe('journey 5: a fee that is not paid', () => {
  test('after the last day to pay the case ends, as a row of the report says, and not a day before', async () => {
    const desk = await signIn(browser, site, 'zhengfuban-clerk');
    await desk.page.goto('/console/foi');
    await desk.page
      .getByRole('link', { name: /公务接待费/ })
      .first()
      .click();
    const at = desk.page.url();
    const close = async (): Promise<void> => {
      const form = desk.page.locator('#act-closeUnpaid');
      if (!(await form.evaluate((e) => (e as HTMLDetailsElement).open))) await form.locator('summary').click();
      await desk.page.locator('#do-closeUnpaid').click();
      await desk.page.waitForLoadState('domcontentloaded');
    };
    await close();
    expect(await desk.page.locator('.error-summary').textContent()).toContain('还没到时候');
    // Weeks go by.
    await inside(async (system) => {
      await sql`update foi.fee set notified_on = notified_on - 60, pay_by = current_date - 1
                where request_id = (select id from foi.request where no = ${(await words(desk.page)).match(/SQ-\d{4}-\d{5}/)?.[0] ?? ''})`.execute(
        system.db,
      );
    });
    await desk.page.goto(at);
    await close();
    expect(await words(desk.page)).toContain('逾期不缴费，不再处理');
    await lookAt(desk.page, 'unpaid');
    await desk.context.close();
  });
});

describe('journey 6: disputes feed the report', () => {
  test('a suit after a review needs the review; each stands in part four where the form has it, from that moment', async () => {
    const desk = await signIn(browser, site, 'minzheng-clerk');
    await desk.page.goto('/console/foi?of=closed');
    await desk.page
      .getByRole('link', { name: /内部讨论记录/ })
      .first()
      .click();
    const record = async (block: string, body: string): Promise<void> => {
      const form = desk.page.locator('#act-recordDispute');
      if (!(await form.evaluate((e) => (e as HTMLDetailsElement).open))) await form.locator('summary').click();
      await form
        .locator(`[value=${block}]`)
        .first()
        .evaluate((e) => {
          if (e instanceof HTMLOptionElement) {
            e.selected = true;
            e.closest('select')?.dispatchEvent(new Event('change', { bubbles: true }));
          } else (e as HTMLInputElement).checked = true;
        });
      await desk.page.locator('#recordDispute-body').fill(body);
      await desk.page.locator('#do-recordDispute').click();
      await desk.page.waitForLoadState('domcontentloaded');
    };
    await record('litigationAfterReview', '明河区人民法院');
    expect(await desk.page.locator('.error-summary').textContent()).toContain('复议');
    await record('review', '明河区人民政府');
    expect(await words(desk.page)).toContain('尚未审结');
    const outcome = desk.page.locator('#act-closeDispute');
    if (!(await outcome.evaluate((e) => (e as HTMLDetailsElement).open))) await outcome.locator('summary').click();
    await desk.page.locator('#closeDispute-outcome').selectOption('upheld');
    await desk.page.locator('#do-closeDispute').click();
    await desk.page.waitForLoadState('domcontentloaded');
    expect(await words(desk.page)).toContain('结果维持');
    await record('litigationAfterReview', '明河区人民法院');
    await lookAt(desk.page, 'disputes');
    await inside(async (system) => {
      const kept = await rows<{ block: string; outcome: string }>(
        system.db,
        sql`select d.block, d.outcome from foi.dispute d join foi.request r on r.id = d.request_id
            where r.subject like '%内部讨论记录' order by d.block`,
      );
      expect(kept).toEqual([
        { block: 'litigationAfterReview', outcome: 'pending' },
        { block: 'review', outcome: 'upheld' },
      ]);
      const year = Number(system.clock.today().slice(0, 4));
      const { report } = (await openReport(system.db, system, 'minzheng', year)).built;
      expect(report.table4.review.upheld).toBeGreaterThan(0);
      expect(report.table4.litigationAfterReview.pending).toBeGreaterThan(0);
    });
    await desk.context.close();
  });
});

describe('journey 7: three people ask for one thing', () => {
  test('it is offered, confirmed, answered once and drafted for everyone with one click, without whoever asked', async () => {
    const clerk = await signIn(browser, site, 'minzheng-clerk');
    const { page } = clerk;
    await page.goto('/console/foi-frequent');
    await lookAt(page, 'frequent');
    await page
      .getByRole('link', { name: /3位不同的申请人/ })
      .first()
      .click();
    expect(await words(page)).toContain('3位不同的申请人');
    await page.getByRole('button', { name: '确认是同一项' }).click();
    expect(await words(page)).toContain('还没有一件答复为予以公开或部分公开');
    const at = page.url();

    await page.goto('/console/foi');
    await page
      .getByRole('link', { name: /养老机构消防安全/ })
      .first()
      .click();
    const of = page.url();
    await page.locator('#propose-key').selectOption('granted');
    await page.locator('#propose-secrecy').fill('经审查，不涉及国家秘密');
    await page.locator('#propose-supply').fill('在本网站下载');
    await page.locator('#do-propose').click();
    const head = await signIn(browser, site, 'minzheng-approver');
    await head.page.goto(of);
    await head.page.locator('#do-decide').click();
    await head.page.waitForLoadState('domcontentloaded');
    await head.context.close();

    await page.goto(at);
    await page.getByRole('button', { name: '起草公开稿' }).click();
    await page.waitForURL(/\/console\/pieces\//);
    const html = await page.content();
    expect(html).toContain('第四十四条');
    for (const secret of ['1390000', '999901']) expect(html).not.toContain(secret);
    await clerk.context.close();
  });
});

describe('journey 8: the report that two years of cases give', () => {
  test('the district’s page shows its units’ sums, and the ledger agrees with what was published', async () => {
    const { page, context } = await signIn(browser, site, 'zhengfuban-office');
    await page.goto('/console/annual-reports');
    await lookAt(page, 'reports');
    expect(await words(page)).not.toMatch(/不平衡|对不上/);
    await context.close();
  });
});
