import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { transaction } from '../../platform/db/connection.ts';
import { recording } from '../../platform/depends.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import { staff } from '../../testing/editorial.ts';
import { type Counted, closed, hands, reportWorld, TEXTS } from '../../testing/report.ts';
import type { World } from '../../testing/world.ts';
import { listedMany, withdraw } from '../publication/index.ts';
import { reportDuties } from './duties.ts';
import { CELLS } from './rules/cells.ts';
import { readReport } from './rules/read.ts';
import * as store from './store.ts';

const ledger: Counted[] = [
  ...closed('minzheng', 2025, { granted: 3, 'denied.thirdParty': 1 }),
  ...closed('shuiwu', 2025, { 'unable.notHeld': 2 }),
];
const { minzheng, qu } = hands;
const MZ = '/console/annual-reports/2025/minzheng';

let w: World;
const counted = { n: 0 };
beforeAll(async () => {
  w = await reportWorld(ledger, undefined, counted);
});
afterAll(() => w.end());

const seen = async () => String((await store.reportOf(w.system.db, 'minzheng', 2025))?.version ?? 1);
const post = async (as: typeof minzheng.clerk, form: Record<string, string>) =>
  w.request('POST', MZ, { as, form: { seen: await seen(), ...form } });
const textForm = (more: Record<string, string> = {}) => ({
  ...Object.fromEntries(Object.entries(TEXTS).map(([k, v]) => [`text-${k}`, v])),
  ...more,
});

describe('the list of the console', () => {
  test('has each unit with its step, its day and its figures, the government first', async () => {
    const page = await w.request('GET', '/console/annual-reports', { as: minzheng.clerk });
    expect(page.status).toBe(200);
    expect(page.text).toContain('2025年政府信息公开工作年度报告');
    expect(page.text.indexOf('明河区人民政府</a>')).toBeLessThan(page.text.indexOf('明河区民政局</a>'));
    expect(page.text).toContain('1月31日到期，还有19天');
    // 柳桥村 has no report of its own.
    expect(page.text).not.toContain('柳桥村');
  });
  test.each([
    '/console/annual-reports/2007',
    '/console/annual-reports/2027',
    '/console/annual-reports/2025/cunju',
    '/console/annual-reports/abc',
  ])('%s is not there: before the regulation, in years to come, or no unit that reports', async (path) => {
    expect((await w.request('GET', path, { as: minzheng.clerk })).status).toBe(404);
  });
  test('settings are the office’s; a refused one keeps what was typed', async () => {
    const form = {
      year: '2025',
      partOneChars: '900',
      changePercent: '50',
      changeLeast: '10',
      unitDue: '02-20',
      governmentDue: '',
    };
    expect((await w.request('POST', '/console/annual-reports/setting', { as: minzheng.clerk, form })).status).toBe(403);
    const no = await w.request('POST', '/console/annual-reports/setting', { as: staff.office, form });
    expect(no.status).toBe(422);
    expect(no.text).toContain('不晚于法定的01-31');
    expect(no.text).toContain('value="900"');
    const yes = await w.request('POST', '/console/annual-reports/setting', {
      as: staff.office,
      form: { ...form, unitDue: '01-20' },
    });
    expect(yes.status).toBe(303);
    expect((await w.request('GET', '/console/annual-reports', { as: minzheng.clerk })).text).toContain('1月20日到期');
  });
});

describe('a report at its desk', () => {
  test('every number that was counted leads to its cases', async () => {
    const page = await w.request('GET', MZ, { as: minzheng.clerk });
    expect(page.text).toContain('href="/console/cases?unit=minzheng&amp;cell=table3.granted.naturalPerson"');
    expect(page.text).toContain('6项核对都过了');
    expect(page.text).toContain('“一、总体情况”还没有写。');
  });
  test('somebody else reads it and finds nothing to press', async () => {
    const page = await w.request('GET', MZ, { as: hands.shuiwu.clerk });
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('name="act"');
    expect((await w.request('POST', MZ, { as: hands.shuiwu.clerk, form: { seen: '1', act: 'save' } })).status).toBe(
      403,
    );
  });
  test('the sentences that the figures give are taken over with one press, and agree with the tables', async () => {
    await post(minzheng.clerk, { ...textForm(), act: 'use-three' });
    const page = await w.request('GET', MZ, { as: minzheng.clerk });
    expect(page.text).toContain(
      '2025年收到政府信息公开申请4件，其中自然人4件，法人或其他组织0件。办结4件：予以公开3件，不予公开1件。',
    );
    expect(page.text).toContain('7项核对都过了');
  });
  test('figures are entered together: one without its source keeps all of them as typed, and none is half there', async () => {
    const form = {
      act: 'enter',
      'value-table2.licensing': '1204',
      'source-table2.licensing': '',
      'value-table2.penalty': '17',
      'source-table2.penalty': '执法平台',
      'value-table2.coercion': '',
      'source-table2.coercion': '',
    };
    const no = await post(minzheng.clerk, form);
    expect(no.status).toBe(422);
    for (const kept of ['还没写数字从哪里来', 'value="1204"', 'value="17"', 'value="执法平台"'])
      expect(no.text).toContain(kept);
    expect(no.text).not.toContain('填报，来源');
    expect((await post(minzheng.clerk, { ...form, 'source-table2.licensing': '审批系统' })).status).toBe(303);
    const page = (await w.request('GET', MZ, { as: minzheng.clerk })).text;
    for (const said of ['来源：审批系统', '来源：执法平台']) expect(page).toContain(said);
    const empty = await post(minzheng.clerk, { act: 'enter', 'value-table2.coercion': '' });
    expect([empty.status, empty.text.includes('还没有填数')]).toEqual([422, true]);
  });
  test('who saved on an old page has the words back, with what stands against them', async () => {
    const form = { ...textForm({ 'text-one': '我写了很久的总体情况' }), act: 'save', seen: '1' };
    const no = await w.request('POST', MZ, { as: minzheng.clerk, form });
    expect(no.status).toBe(422);
    expect(no.text).toContain('别人刚改过');
    expect(no.text).toContain('我写了很久的总体情况');
    // Beside what was typed stands what a second click would put away.
    expect(no.text).toContain('现在存着的');
    // The page that came back carries the newer version: saving once more is a decision.
    expect(no.text).toContain(`name="seen" value="${await seen()}"`);
  });
  test('part one says how long it is, and that the limit is this district’s own', async () => {
    await post(minzheng.clerk, { ...textForm({ 'text-one': '公开'.repeat(600) }), act: 'save' });
    const page = await w.request('GET', MZ, { as: minzheng.clerk });
    expect(page.text).toContain('现在1200字，超过900字会提醒（本区设定，未见全国统一规定）；已经多了300字');
  });
  test('a script in the text is text', async () => {
    await post(minzheng.clerk, { ...textForm({ 'text-five': '<script>alert(1)</script>还有不足' }), act: 'save' });
    const page = await w.request('GET', MZ, { as: hands.shuiwu.clerk });
    expect(page.text).toContain('&lt;script>alert(1)&lt;/script>还有不足');
  });
  test.each(['', 'eat', '__proto__', 'use-nothing'])(
    'an act “%s” that there is none of is a bad request',
    async (name) => {
      expect((await post(minzheng.clerk, { ...textForm(), act: name })).status).toBe(400);
    },
  );
});

describe('from the desk to everyone', () => {
  test('three people, one after the other; then the page, the list and the data', async () => {
    await post(minzheng.clerk, { ...textForm(), act: 'save' });
    expect((await w.request('GET', '/annual-reports/2025/minzheng')).status).toBe(404);
    expect((await post(minzheng.clerk, { act: 'submit' })).status).toBe(303);
    expect((await post(minzheng.reviewer, { act: 'approve' })).status).toBe(303);
    expect((await w.request('GET', '/annual-reports/2025/minzheng')).status).toBe(404);
    expect((await post(minzheng.approver, { act: 'publish' })).status).toBe(303);
    const list = await w.request('GET', '/annual-reports');
    expect(list.text).toContain('明河区民政局');
    expect(list.text).toContain('2026年1月12日');
    const page = await w.request('GET', '/annual-reports/2025/minzheng');
    expect(page.status).toBe(200);
    expect(page.text).toContain('href="/cases?unit=minzheng&amp;cell=table3.granted.naturalPerson"');
    // The ledger of the console is not linked from the portal.
    expect(page.text).not.toContain('/console/cases');
    expect(page.text).toContain('minzheng·clerk2026-01-12填报，来源：审批系统');
  });

  test('the data are in the shape that report check reads, with the source of each cell', async () => {
    const list = (await w.request('GET', '/api/v1/reports?year=2025')).json<{ total: number; reports: object[] }>();
    expect(list).toMatchObject({ total: 1, reports: [{ unit: 'minzheng', year: 2025, publishedOn: '2026-01-12' }] });
    const one = (await w.request('GET', '/api/v1/reports/2025/minzheng')).json<{ sources: Record<string, string> }>();
    const read = readReport(one);
    expect(read.ok && read.report.table3.new.total).toBe(4);
    expect(one.sources['table3.granted.naturalPerson']).toBe('依申请公开台账');
    expect(one.sources['table2.licensing']).toContain('来源：审批系统');
    expect(CELLS.filter((cell) => !one.sources[cell])).toEqual([]);
    expect((await w.request('GET', '/api/v1/reports?colour=red')).status).toBe(400);
    expect((await w.request('GET', '/api/v1/reports/2025/shuiwu')).status).toBe(404);
  });

  test('a late entry is said on the public page, beside a report that stays as it is', async () => {
    // Everyone who opens a report within minutes is told from one count of the ledger.
    const asked = counted.n;
    for (let i = 0; i < 3; i += 1) await w.request('GET', '/annual-reports/2025/minzheng');
    expect(counted.n - asked).toBeLessThanOrEqual(1);
    ledger.push(...closed('minzheng', 2025, { granted: 1 }));
    w.clock.set('2026-01-12T09:36:00+08:00');
    const page = await w.request('GET', '/annual-reports/2025/minzheng');
    expect(page.text).toContain('第三部分“（一）予以公开”自然人列：公布3，台账现在4');
    expect((await w.request('GET', '/console/annual-reports', { as: minzheng.clerk })).text).toContain('台账后来变了');
  });

  test('a correction that is still written changes nothing for the public', async () => {
    expect((await post(minzheng.reviewer, { act: 'revise', remark: '' })).status).toBe(422);
    await post(minzheng.reviewer, { act: 'revise', remark: '补记1件' });
    await post(minzheng.clerk, { act: 'submit' });
    await post(minzheng.reviewer, { act: 'approve' });
    const api = (await w.request('GET', '/api/v1/reports/2025/minzheng')).json<{
      table3: { granted: { total: number } };
    }>();
    expect(api.table3.granted.total).toBe(3);
    const console = await w.request('GET', MZ, { as: minzheng.approver });
    expect(console.text).toContain('更正的原因（会公开）');
    await post(minzheng.approver, { act: 'publish', remark: '12月30日收到的1件漏记' });
    const after = (await w.request('GET', '/api/v1/reports/2025/minzheng')).json<{
      table3: { granted: { total: number } };
    }>();
    expect(after.table3.granted.total).toBe(4);
  });
});

describe('the console’s list', () => {
  test('asks every counting module once for this year and once for the last, however many units there are', async () => {
    const asked = counted.n;
    await w.request('GET', '/console/annual-reports', { as: minzheng.clerk });
    expect(counted.n - asked).toBe(2);
  });
});

describe('a report that was withdrawn', () => {
  test('is on no public page, in no list and in no data, and its unit owes it again', async () => {
    const no = (await store.reportOf(w.system.db, 'minzheng', 2025))?.publishedNo ?? -1;
    const named = async () => [
      (await w.request('GET', '/annual-reports')).text.includes('href="/annual-reports/2025/minzheng"'),
      (await w.request('GET', '/api/v1/reports')).json<{ total: number }>().total,
      (await w.request('GET', '/annual-reports/2025/minzheng')).status,
      (await w.request('GET', '/api/v1/reports/2025/minzheng')).status,
    ];
    expect(await named()).toEqual([true, 1, 200, 200]);
    const owed = async () =>
      (await reportDuties(w.system.db, { today: day('2026-01-12'), units: ['minzheng'] }, w.system)).map((d) => d.note);
    expect(await owed()).toEqual([]);
    // What the list shows it depends on: it is drawn anew when the page goes.
    const { dependencies } = await recording(() => listedMany(w.system.readDb, [no]));
    expect(dependencies).toEqual([`work:${no}`]);
    await transaction(w.system.db, (tx) =>
      withdraw({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, no, '数字有误，重新核对'),
    );
    expect(await named()).toEqual([false, 0, 404, 404]);
    expect(await owed()).toEqual(['公开的页面撤下了，要重新公布']);
    expect((await w.request('GET', '/annual-reports')).text).toContain('还没有公布过年度报告');
    expect((await w.request('GET', MZ, { as: minzheng.reviewer })).text).toContain('现在谁也看不到这份报告');
  });
});

describe('the government’s report', () => {
  test('opens each cell to the units it is added up from', async () => {
    const page = await w.request('GET', '/console/annual-reports/2025/qu?cell=table3.new.total', { as: qu.clerk });
    expect(page.text).toContain('由这些单位相加');
    expect(page.text).toContain('/console/annual-reports/2025/shuiwu#c-table3.new.total');
    expect(page.text).toContain('明河区水务局的报告还没有审定，全区的数还定不下来。');
  });
});
