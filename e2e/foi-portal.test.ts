import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withSystem } from '../src/app/with-system.ts';
import { addDays, dayIn } from '../src/lib/day.ts';
import type { Ruling } from '../src/lib/ruling.ts';
import { confirm, decide, deliver, propose, register, requestCorrection } from '../src/modules/foi/index.ts';
import { actorOf, people } from '../src/modules/org/index.ts';
import { readConfig } from '../src/platform/config.ts';
import { rows, sql } from '../src/platform/db/connection.ts';
import { silentLogger } from '../src/platform/log.ts';
import type { Actor } from '../src/platform/permission.ts';
import type { System } from '../src/platform/system.ts';
import { sideways, violations } from './axe.ts';
import { DESKTOP, openBrowser, PHONE, root, type Site, startSite, visitor } from './site.ts';

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

/** 200 % zoom of a 1440 px window is a page of 720 px; of a 780 px one it is a phone. */
const ZOOMED = { width: 720, height: 450 };

/** Fit for everyone, wide, narrow and enlarged; with SHOTS=FOLDER kept as pictures, to be looked at. */
async function lookAt(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of [
    ['desktop', DESKTOP],
    ['phone', PHONE],
    ['zoomed', ZOOMED],
  ] as const) {
    await page.setViewportSize(viewport);
    if (size !== 'zoomed') expect(await violations(page), `${name} ${size}`).toEqual([]);
    expect(await sideways(page), `${name} ${size}`).toBeLessThanOrEqual(0);
    const dir = process.env.SHOTS;
    if (!dir || size === 'zoomed') continue;
    mkdirSync(dir, { recursive: true });
    await page.screenshot({ path: join(dir, `foi-${name}-${size}.png`), fullPage: true });
  }
}

type Desk = { system: System; clerk: Actor; approver: Actor; id: string; version: () => Promise<number> };
const must = <T>(r: Ruling<T>): T => {
  if (!r.ok) throw new Error(JSON.stringify(r.refusals));
  return r.value;
};

/** What the clerk and the head of the unit do to the case, in the same database the site runs on. */
const onDesk = (no: string, work: (d: Desk) => Promise<unknown>): Promise<void> =>
  withSystem(readConfig({ GONGKAI_DATA: site.dataDir }, root), silentLogger, async (system) => {
    const all = await people(system.db);
    const [found] = await rows<{ id: string; unitId: string }>(
      system.db,
      sql`select id, unit_id as "unitId" from foi.request where no = ${no}`,
    );
    const holder = async (role: string): Promise<Actor> => {
      for (const p of all) {
        const actor = await actorOf(system.db, p, system.clock.today());
        if (actor.grants.some((g) => g.role === role && g.unitId === found?.unitId)) return actor;
      }
      throw new Error(`nobody is ${role} at ${found?.unitId}`);
    };
    const id = found?.id ?? '';
    const version = async (): Promise<number> =>
      (await rows<{ v: number }>(system.db, sql`select version as v from foi.request where id = ${id}`))[0]?.v ?? 0;
    await work({ system, clerk: await holder('clerk'), approver: await holder('approver'), id, version });
  });

const WORDS = '青溪乡小河湾村2025年高标准农田建设项目的验收报告';
const numberIn = (text: string): string => /SQ-\d{4}-\d{5}/.exec(text)?.[0] ?? '';
const passwordIn = (text: string): string => /[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/.exec(text)?.[0] ?? '';

async function fillIn(page: Page, words: string): Promise<void> {
  await page.getByLabel('写文件名、文号，或说说是什么事').fill(words);
  await page.getByLabel('向哪个机关申请').selectOption('minzheng');
  await page.getByLabel('姓名或单位名称').fill('测试申请人甲');
  await page.getByLabel('身份证号或统一社会信用代码').fill('999901198001010016');
  await page.getByLabel('手机号').fill('0999-0000 0017');
  await page.getByLabel('网上看，电子文件').check();
}

describe('from the home page to the answer, without script, on a phone', () => {
  let no = '';
  let password = '';

  test('the home page leads to the form, which mends one slip and keeps everything else', async () => {
    const { page, context } = await visitor(browser, site, PHONE, { javaScriptEnabled: false });
    await page.goto('/');
    await page.getByRole('link', { name: '申请公开信息', exact: true }).first().click();
    await fillIn(page, WORDS);
    await page.getByLabel('手机号').fill('138 0000 000');
    await page.getByRole('button', { name: '先看看是不是已经公开' }).click();
    expect(await page.getByLabel('写文件名、文号，或说说是什么事').inputValue()).toBe(WORDS);
    await page.getByRole('button', { name: '提交申请' }).click();
    expect(await page.locator('.error-summary').textContent()).toContain('第2步：手机号少了1位');
    expect(await page.getByLabel('身份证号或统一社会信用代码').inputValue()).toBe('999901198001010016');
    await page.getByLabel('手机号').fill('0999-0000 0017');
    await page.getByRole('button', { name: '提交申请' }).click();
    const receipt = (await page.locator('main').textContent()) ?? '';
    no = numberIn(receipt);
    password = passwordIn(receipt);
    expect([no, password]).not.toContain('');
    await page.getByRole('link', { name: '看办到哪一步' }).click();
    expect(await page.locator('h1').textContent()).toBe(WORDS);
    expect(await page.locator('.clock-say').textContent()).toContain('和您确认收到');
    await context.close();
  });

  test('a wrong password is told, counted and locked out; the right one opens after it', async () => {
    const { page, context } = await visitor(browser, site, PHONE);
    await page.goto('/foi/status');
    await lookAt(page, 'password');
    await page.getByLabel('申请编号').fill(no.toLowerCase());
    await page.getByLabel('查询密码').fill('aaaa-aaaa-aaaa');
    await page.getByRole('button', { name: '查进度' }).click();
    expect(await page.locator('.error-summary').textContent()).toContain('编号或密码不对');
    const other = await visitor(browser, site, PHONE);
    await other.page.goto(`/foi/r/${no}`);
    expect(other.page.url()).toContain('/foi/status');
    await other.context.close();
    await page.getByLabel('查询密码').fill(password.replaceAll('-', ' '));
    await page.getByRole('button', { name: '查进度' }).click();
    await page.waitForURL(`**/foi/r/${no}`);
    await context.close();
  });

  test('confirmed, then asked to correct: what is missing, until when, and the form for it', async () => {
    await onDesk(no, async ({ system, clerk, id, version }) => {
      must(await confirm(system, clerk, { id, version: await version(), on: system.clock.today(), how: '电话确认' }));
      must(
        await requestCorrection(system, clerk, {
          id,
          version: await version(),
          points: ['写明是哪一期工程'],
          by: addDays(system.clock.today(), 20),
        }),
      );
    });
    const looking = await visitor(browser, site, PHONE);
    await open(looking.page);
    await lookAt(looking.page, 'correcting');
    await looking.page.goto(`/foi/r/${no}/supplement`);
    await looking.page.getByLabel('补充什么').fill('只要第一期的');
    await looking.context.clearCookies();
    await looking.page.getByRole('button', { name: '提交补充说明' }).click();
    await lookAt(looking.page, 'visit-over');
    await looking.context.close();
    const { page, context } = await visitor(browser, site, PHONE, { javaScriptEnabled: false });
    await open(page);
    expect(await page.locator('#correct').textContent()).toContain('写明是哪一期工程');
    await page.getByLabel('补正的内容').fill('2025年第一期工程的验收报告');
    // Away for too long: the password is asked for again, and nothing that was typed is lost on the way.
    await context.clearCookies();
    await page.getByRole('button', { name: '提交补正' }).click();
    expect(await page.locator('.error-summary').textContent()).toContain('您写的还在下面');
    expect(await page.getByLabel('申请编号').inputValue()).toBe(no);
    await page.getByLabel('查询密码').fill('aaaa-aaaa-aaaa');
    await page.getByRole('button', { name: '打开，接着办' }).click();
    await page.getByLabel('查询密码').fill(password);
    await page.getByRole('button', { name: '打开，接着办' }).click();
    expect(await page.getByLabel('补正的内容').inputValue()).toBe('2025年第一期工程的验收报告');
    await page.getByLabel('要补的证件或材料').setInputFiles({
      name: '地图.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('ffd8ffe000104a464946', 'hex'),
    });
    await page.getByRole('button', { name: '提交补正' }).click();
    await page.getByText('补正收到了').waitFor();
    expect(await page.locator('.clock-say').textContent()).toMatch(/最晚.*答复您/);
    await context.close();
  });

  test('the trace has every day with its reason, and a day can be disputed', async () => {
    await onDesk(no, async ({ system, clerk, id, version }) =>
      must(await register(system, clerk, { id, version: await version(), subject: '小河湾村高标准农田验收报告' })),
    );
    const { page, context } = await visitor(browser, site);
    await open(page);
    expect(await page.locator('.ruler-weeks caption').textContent()).toContain('答复您');
    expect(await page.locator('.ruler-weeks .ruler-due').textContent()).toContain('期限');
    expect(await page.locator('.ruler-table .table-total td').first().textContent()).toBe('20');
    await lookAt(page, 'status');
    await page.setViewportSize(DESKTOP);
    await page.getByRole('link', { name: '对这个日期提出异议' }).click();
    await lookAt(page, 'objection');
    await page.setViewportSize(DESKTOP);
    const [year = '', month = '', date = ''] = addDays(dayIn(new Date()), 1).split('-');
    await page.getByLabel('年', { exact: true }).fill(year);
    await page.getByLabel('月', { exact: true }).fill(month);
    await page.getByLabel('日', { exact: true }).fill(date);
    await page.getByLabel('为什么算错了').fill('这天我们这里放假。');
    await page.getByRole('button', { name: '提出异议' }).click();
    await page.getByText('异议收到了').waitFor();
    await page.getByRole('link', { name: '补充说明' }).first().click();
    await lookAt(page, 'supplement');
    await page.getByLabel('补充什么').fill('只要结论那几页');
    await page.getByRole('button', { name: '提交补充说明' }).click();
    await page.getByText('补充说明收到了').waitFor();
    expect(await page.locator('main').textContent()).toContain('只要结论那几页');
    for (const act of ['contact', 'withdraw', 'receipt']) {
      await page.goto(`/foi/r/${no}/${act}`);
      await lookAt(page, act);
    }
    await context.close();
  });

  test('the answer says how to object by its day, and is rated once', async () => {
    await onDesk(no, async ({ system, clerk, approver, id, version }) => {
      const draft = {
        key: 'granted',
        grounds: [],
        reasons: '您申请的验收报告，本机关予以公开。',
        whereabouts: '',
        secrecy: '保密审查：可以公开',
        supply: '在本网站下载',
        override: '',
      };
      must(await propose(system, clerk, { id, version: await version(), draft, keepLetter: false }));
      must(await decide(system, approver, { id, version: await version() }));
      const sent = { on: system.clock.today(), how: '网上', proof: '系统记录' };
      must(await deliver(system, clerk, { id, version: await version(), ...sent }));
    });
    const { page, context } = await visitor(browser, site, PHONE, { javaScriptEnabled: false });
    await open(page);
    const text = (await page.locator('main').textContent()) ?? '';
    expect(text).toContain('本机关予以公开');
    expect(text).toContain('申请行政复议');
    await page.getByLabel('清楚', { exact: true }).check();
    await page.getByRole('button', { name: '提交评价' }).click();
    expect(await page.locator('#rate').textContent()).toContain('谢谢您');
    await context.close();
    const seen = await visitor(browser, site);
    await open(seen.page);
    await lookAt(seen.page, 'answered');
    await seen.context.close();
  });

  test('the register has it, without whoever asked', async () => {
    const { page, context } = await visitor(browser, site);
    await page.goto('/foi/register');
    await page.getByLabel('要的信息里有什么字').fill('高标准农田验收');
    await page.getByRole('button', { name: '查找' }).click();
    const text = (await page.locator('main').textContent()) ?? '';
    expect(text).toContain('小河湾村高标准农田验收报告');
    expect(text).toContain('予以公开');
    expect(text).not.toContain('测试申请人甲');
    await page.goto('/foi/register');
    await lookAt(page, 'register');
    await context.close();
  });

  async function open(page: Page): Promise<void> {
    await page.goto('/foi/status');
    await page.getByLabel('申请编号').fill(no);
    await page.getByLabel('查询密码').fill(password);
    await page.getByRole('button', { name: '查进度' }).click();
  }
});

test('a double click is one case with one receipt', async () => {
  const { page, context } = await visitor(browser, site, PHONE);
  await page.goto('/foi/apply');
  await fillIn(page, '村级小型水利项目清单');
  const form = await page.locator('form[action="/foi/apply"]').evaluate((f) => {
    const pairs = [...new FormData(f as HTMLFormElement).entries()];
    return pairs.flatMap(([k, v]) => (typeof v === 'string' ? [[k, v] as [string, string]] : []));
  });
  const send = () =>
    page.request.post('/foi/apply', { form: Object.fromEntries(form), headers: { origin: site.origin } });
  const [a, b] = await Promise.all([send(), send()]);
  const [one, two] = [await a.text(), await b.text()];
  expect(numberIn(one)).not.toBe('');
  expect([numberIn(two), passwordIn(two)]).toEqual([numberIn(one), passwordIn(one)]);
  await context.close();
});

test('a scan of 200 MB is refused kindly, with the limit, and nothing typed is lost', async () => {
  const { page, context } = await visitor(browser, site);
  await page.goto('/foi/apply');
  const once = await page.locator('input[name="once"]').inputValue();
  const form = new FormData();
  const fields = {
    once,
    words: WORDS,
    kind: 'naturalPerson',
    name: '测试申请人乙',
    phone: '0999-0000 0018',
    way: 'net',
  };
  form.set('proof', new Blob([new Uint8Array(200 * 1024 * 1024)], { type: 'image/jpeg' }), '身份证.jpg');
  for (const [k, v] of Object.entries(fields)) form.set(k, v);
  const reply = await fetch(`${site.origin}/foi/apply`, {
    method: 'POST',
    body: form,
    headers: { origin: site.origin },
  });
  expect(reply.status).toBe(413);
  const text = await reply.text();
  expect(text).toContain('不超过20MB');
  expect(text).toContain(WORDS);
  expect(text).toContain('测试申请人乙');
  await context.close();
});

test('a draft stays on the device, without the number of a document, and what is public is offered while one types', async () => {
  const { page, context } = await visitor(browser, site, PHONE);
  await page.goto('/foi/apply');
  await page.getByText('这台设备会留着草稿7天').waitFor();
  await fillIn(page, '高龄津贴');
  await page.locator('.already-title', { hasText: '可能已经公开了' }).waitFor();
  await lookAt(page, 'apply');
  await page.goto('/foi');
  await page.goto('/foi/apply');
  expect(await page.getByLabel('写文件名、文号，或说说是什么事').inputValue()).toBe('高龄津贴');
  expect(await page.getByLabel('姓名或单位名称').inputValue()).toBe('测试申请人甲');
  expect(await page.getByLabel('身份证号或统一社会信用代码').inputValue()).toBe('');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.locator('.error-summary').waitFor();
  await lookAt(page, 'apply-errors');
  await context.close();
});

test('the guide and the entrance are fit for everyone', async () => {
  const { page, context } = await visitor(browser, site);
  for (const [name, path] of [
    ['guide', '/foi/guide'],
    ['home', '/foi'],
  ] as const) {
    await page.goto(path);
    await lookAt(page, name);
  }
  await context.close();
});
