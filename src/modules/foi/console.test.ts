import { afterAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { rows, sql } from '../../platform/db/connection.ts';
import { type Actor, PUBLIC } from '../../platform/permission.ts';
import { staff } from '../../testing/editorial.ts';
import { desk, foiWorld, IDENTITY } from '../../testing/foi.ts';
import { actor } from '../../testing/world.ts';
import * as own from './actions/own.ts';
import { FIELDS } from './console/forms.tsx';
import { readDay } from './console/parse.ts';
import { RUN } from './console/post.ts';
import { STATES } from './rules/types.ts';
import { settingOf } from './store/index.ts';

const w = await foiWorld();
const d = desk(w);
afterAll(() => w.end());
const get = (path: string, as: Actor) => w.request('GET', path, { as });
const post = (path: string, as: Actor, form: Record<string, string | string[]>) =>
  w.request('POST', path, { as, form });
const version = async (id: string): Promise<string> => String((await d.at(id)).version);

describe('the list', () => {
  test('has the most urgent first, each with its day, its ticks and one button', async () => {
    w.clock.set('2026-02-02T09:00:00+08:00');
    const late = await d.opened({ description: '二月的合同' });
    w.clock.set('2026-03-02T09:00:00+08:00');
    const soon = await d.opened();
    w.clock.set('2026-03-31T09:00:00+08:00');
    const html = (await get('/console/foi', staff.clerk)).text;
    expect(html.indexOf(late)).toBeLessThan(html.indexOf(soon));
    expect(html).toContain('逾期');
    expect(html).toContain('去办');
    w.clock.set('2026-03-02T09:30:00+08:00');
  });

  test('finds by number as typed, by words, by step; an empty one says why', async () => {
    const { id, no } = await d.apply({ description: '青溪桥的检测报告' });
    const found = async (q: string) => (await get(`/console/foi?${q}`, staff.clerk)).text;
    expect(await found(`q=${no.toLowerCase().replaceAll('-', ' ')}`)).toContain(id);
    expect(await found('state=feePending')).not.toContain(id);
    expect(await found('q=没有这样的题目')).toContain('没有找到');
    expect(await found('state=nonsense&page=abc&unit=zz')).toContain(id);
  });

  test('shows the office numbers and days, never what somebody wrote', async () => {
    const { id } = await d.apply({ description: '我家在柳桥村三组的低保' });
    for (const path of ['/console/foi', `/console/foi/${id}`]) {
      const html = (await get(path, staff.office)).text;
      expect(html).not.toContain('柳桥村三组');
      expect(html).toContain('SQ-2026-');
    }
    expect((await get('/console/foi', staff.office)).text).not.toContain('href="/console/foi/record"');
  });

  test('its figures count what the list may show: one unit, several, or all', async () => {
    w.clock.set('2026-02-02T09:00:00+08:00');
    await d.opened({ description: '去年的账', unitId: 'minzheng' });
    w.clock.set('2026-03-31T09:00:00+08:00');
    const water = actor('sw-clerk', 'shuiwu', ['clerk']);
    const both = actor('two', 'shuiwu', ['clerk'], ['nongye']);
    const three = actor('three', 'shuiwu', ['clerk'], ['nongye', 'minzheng']);
    const lead = async (who: Actor) =>
      /class="[^"]*lead[^"]*"[^>]*>([^<]*)/.exec((await get('/console/foi', who)).text)?.[1];
    for (const who of [water, both]) expect(await lead(who)).toBe('在办0件，没有过期限的。');
    const figures = (html: string) => html.slice(html.indexOf('2026年</h2>')).replace(/<[^>]*>/g, ' ');
    expect(figures((await get('/console/foi', both)).text)).toMatch(/您的2个单位\s+收到\s+0\s/);
    expect(await lead(three)).toMatch(/其中[1-9]\d*件过了答复期限/);
    expect(await lead(three)).toBe(await lead(staff.clerk));
    w.clock.set('2026-03-02T09:30:00+08:00');
  });

  test('of another unit is not there, nor is its case', async () => {
    const id = await d.opened({ description: '只有民政局能看' });
    const water = actor('sw-clerk', 'shuiwu', ['clerk']);
    expect((await get('/console/foi', water)).text).not.toContain(id);
    expect((await get(`/console/foi/${id}`, water)).status).toBe(403);
    expect((await get('/console/foi/none', staff.clerk)).status).toBe(404);
    for (const path of ['/console/foi', `/console/foi/${id}`]) expect((await get(path, PUBLIC)).status).not.toBe(200);
  });
});

describe('the page of a case', () => {
  test.each(STATES)('opens in %s for clerk, reviewer, approver and office', async (state) => {
    const id = await d.caseIn(state);
    for (const who of [staff.clerk, staff.reviewer, staff.approver, staff.office]) {
      const r = await get(`/console/foi/${id}`, who);
      expect(r.status).toBe(200);
      expect(r.text).not.toContain(IDENTITY);
      expect(r.text).not.toContain('某建设公司');
      expect(r.text).not.toContain('undefined');
    }
  });

  test.each(STATES)(
    'in %s says first how far and what next, and its index leads to every part, each there once',
    async (state) => {
      const id = await d.caseIn(state);
      for (const who of [staff.clerk, staff.approver, staff.office]) {
        const html = (await get(`/console/foi/${id}?days=1`, who)).text;
        const main = html.slice(html.indexOf('<main'));
        const ids = [...main.matchAll(/ id="([^"]+)"/g)].map((m) => m[1] ?? '');
        expect(ids.filter((x, i) => ids.indexOf(x) !== i)).toEqual([]);
        const nav = /<nav class="case-index"[\s\S]*?<\/nav>/.exec(main)?.[0] ?? '';
        const leads = [...nav.matchAll(/href="#([^"]+)"/g)].map((m) => m[1] ?? '');
        expect(leads.filter((x) => !ids.includes(x))).toEqual([]);
        const panels = [...main.matchAll(/<section class="panel" id="([^"]+)"/g)].map((m) => m[1] ?? '');
        expect([...leads].sort()).toEqual([...panels].sort());
        expect(main.indexOf('接下来</dt>')).toBeLessThan(main.indexOf('id="wanted"'));
        expect(main.indexOf('id="wanted"')).toBeLessThan(main.indexOf('id="next"') >>> 0);
      }
    },
  );

  test('a disputed day stands before what has to be done, which begins with its answer', async () => {
    const id = await d.opened();
    const said = await own.objectDate(w.system, PUBLIC, { id, day: day('2026-03-02'), words: '这天没上班' });
    expect(said.ok).toBe(true);
    const html = (await get(`/console/foi/${id}`, staff.clerk)).text;
    expect(html).toContain('<b>答复对日期的异议；');
    expect(html.indexOf('id="objections"')).toBeLessThan(html.indexOf('id="next"'));
    expect(html).toContain('<details class="case-days" open>');
    expect(html).toContain('<details class="act" open id="act-answerObjection">');
  });

  test('a very long wish is folded, and whole behind the fold; the calendar opens for who asks why', async () => {
    const id = await d.opened({ description: '逐年列明。'.repeat(200) });
    const html = (await get(`/console/foi/${id}`, staff.clerk)).text;
    expect(html).toContain('看全文，1000字');
    expect(html).toContain('逐年列明。'.repeat(200));
    expect(html).toContain('<details class="case-days">');
    expect((await get(`/console/foi/${id}?days=1`, staff.clerk)).text).toContain('<details class="case-days" open>');
    expect((await get('/console/foi', staff.clerk)).text).toContain(`/console/foi/${id}?days=1#days`);
  });

  test('a refusal comes back with every reason, its article, and everything typed', async () => {
    const id = await d.opened();
    const r = await post(`/console/foi/${id}/act/propose`, staff.clerk, {
      version: await version(id),
      key: 'partial',
      grounds: ['denied.thirdParty'],
      reasons: '第4页是单价<b>',
    });
    expect(r.status).toBe(422);
    for (const words of [
      '还没做保密审查',
      '还没有书面征求第三方的意见',
      '还没写怎么给申请人',
      '第十七条',
      '第三十二条',
      '第四十条',
    ])
      expect(r.text).toContain(words);
    expect(r.text).toContain('第4页是单价&lt;b>');
    expect(r.text).toMatch(/value="partial"[^>]*selected|selected[^>]*value="partial"/);
    expect(r.text).toMatch(/value="denied.thirdParty"[^>]*checked/);
    expect(r.text).toContain('href="#propose-secrecy"');
  });

  test('a form filled in while somebody else acted says who did what, and keeps the words', async () => {
    const id = await d.opened();
    const old = await version(id);
    await d.consult(id);
    const r = await post(`/console/foi/${id}/act/register`, staff.clerk, { version: old, subject: '我写的题目' });
    expect(r.status).toBe(422);
    expect(r.text).toContain('已经办了');
    expect(r.text).toContain('我写的题目');
  });

  test('day by day through the forms: confirmed, registered, proposed, released, delivered, archived', async () => {
    const { id } = await d.apply();
    const act = async (name: string, form: Record<string, string>, as = staff.clerk) => {
      const r = await post(`/console/foi/${id}/act/${name}`, as, { version: await version(id), ...form });
      expect([name, r.status, r.status === 303 ? '' : r.text.slice(0, 3000)]).toEqual([name, 303, '']);
    };
    await act('confirm', { on: '2026年3月2日', how: '电话' });
    await act('register', { subject: '高标准农田验收报告' });
    await act('propose', { key: 'granted', secrecy: '不涉密', supply: '本网站' });
    const shown = (await get(`/console/foi/${id}`, staff.approver)).text;
    expect(shown).toContain('等批准的答复');
    expect(shown).toContain('批准答复');
    await act('returnProposal', { remark: '写明哪一年' }, staff.approver);
    await act('propose', { key: 'granted', secrecy: '不涉密', supply: '本网站' });
    await act('decide', {}, staff.approver);
    await act('deliver', { on: '2026-03-02', how: '本网站', proof: '下载记录' });
    await act('archive', {});
    expect((await get('/console/foi?of=closed', staff.clerk)).text).toContain('高标准农田验收报告');
  });

  test('an act that is none, a day that is none, a version that is none', async () => {
    const id = await d.caseIn('awaitingConfirmation');
    expect((await post(`/console/foi/${id}/act/explode`, staff.clerk, { version: '1' })).status).toBe(404);
    const r = await post(`/console/foi/${id}/act/confirm`, staff.clerk, { version: 'x', on: '2026-02-30', how: '' });
    expect(r.status).toBe(422);
    for (const words of ['没有这一天', '还没写怎么确认的', '已经办了']) expect(r.text).toContain(words);
  });

  test('who applies is shown on the click alone, to the handling clerk alone', async () => {
    const id = await d.opened();
    const r = await post(`/console/foi/${id}/identity`, staff.clerk, {});
    expect(r.text).toContain(IDENTITY);
    expect((await get(`/console/foi/${id}`, staff.clerk)).text).not.toContain(IDENTITY);
    const second = actor('mz-clerk-2', 'minzheng', ['clerk']);
    const no = await post(`/console/foi/${id}/identity`, second, {});
    expect(no.status).toBe(422);
    expect(no.text).not.toContain(IDENTITY);
    expect((await post(`/console/foi/${id}/identity`, staff.approver, {})).status).toBe(403);
  });

  test('how the applicant was checked is asked for at its field, for a new query password', async () => {
    const id = await d.opened();
    const empty = await post(`/console/foi/${id}/password`, staff.clerk, { checked: ' ' });
    expect([empty.status, empty.text.includes('href="#checked"'), empty.text.includes('id="checked-error"')]).toEqual([
      422,
      true,
      true,
    ]);
    const long = await post(`/console/foi/${id}/password`, staff.clerk, { checked: '看'.repeat(61) });
    expect([long.status, long.text.includes('id="checked-error"'), long.text.includes('看'.repeat(61))]).toEqual([
      422,
      true,
      true,
    ]);
  });

  test('files are kept sealed and come back whole; what is none is said', async () => {
    const id = await d.opened();
    const form = new FormData();
    form.set('version', await version(id));
    form.set('role', 'source');
    form.set('file', new File(['项目,金额\n一,600\n'], '台账.csv', { type: 'text/csv' }));
    expect((await w.request('POST', `/console/foi/${id}/attach`, { as: staff.clerk, form })).status).toBe(303);
    const [file] = await rows<{ id: string; sealed: boolean }>(
      w.system.db,
      sql`select id, sealed from foi.file where request_id = ${id}`,
    );
    expect(file?.sealed).toBe(true);
    expect((await get(`/console/foi/${id}/files/${file?.id}`, staff.approver)).text).toContain('600');
    // What is yet to be covered is read by the two who answer for the case.
    const seen = await get(`/console/foi/${id}/files/${file?.id}`, staff.reviewer);
    expect([seen.status, seen.text.includes('600'), seen.text.includes('只有承办人和负责人能看')]).toEqual([
      422,
      false,
      true,
    ]);
    expect((await get(`/console/foi/${id}/files/none`, staff.clerk)).status).toBe(422);
    expect((await get(`/console/foi/${id}/files/${file?.id}`, staff.office)).status).toBe(403);
  });
});

test('every form of the case page has its reader, and every reader its form', () => {
  const approverOnly = ['approveExtension', 'decide', 'returnProposal'];
  expect(
    Object.keys(RUN)
      .filter((a) => !approverOnly.includes(a))
      .sort(),
  ).toEqual(Object.keys(FIELDS).sort());
});

describe('settings', () => {
  test('are the office’s; a number out of range is said, nothing typed is lost', async () => {
    expect((await get('/console/foi/settings', staff.clerk)).status).toBe(403);
    const before = await settingOf(w.system.db);
    const form = {
      correctionDays: '99',
      excessHint: '30',
      promptThreshold: '3',
      keepIdentityDays: '365',
      reviewBody: '明河区人民政府',
      court: '明河区人民法院',
      restartOnPayment: '1',
    };
    const no = await post('/console/foi/settings', staff.office, form);
    expect(no.status).toBe(422);
    expect(no.text).toContain('补正期限要填1到60的整数');
    expect(no.text).toContain('value="99"');
    expect(await settingOf(w.system.db)).toEqual(before);
    expect((await post('/console/foi/settings', staff.office, { ...form, correctionDays: '10' })).status).toBe(303);
    expect(await settingOf(w.system.db)).toMatchObject({ correctionDays: 10, court: '明河区人民法院' });
  });
});

test('a cell of the yearly report lists exactly the cases it counts', async () => {
  const { reportFigures } = await import('./figures.ts');
  // While the year runs, the report counts up to today, and so does the page behind a cell.
  const year = { year: 2026, until: w.clock.today(), unitIds: ['minzheng'] };
  const figures = await reportFigures(w.system.readDb, year);
  expect(figures.length).toBeGreaterThan(3);
  for (const f of figures.filter((x) => x.cell !== 'section6.feeYuan')) {
    const r = await get(f.href, staff.clerk);
    expect(r.status, f.href).toBe(200);
    expect(r.text, f.href).toContain(`${f.count}件。年度报告这一格`);
  }
  for (const cell of ['table3.new.king', 'table9.x.y', ''])
    expect((await get(`/console/foi/cell?unit=minzheng&year=2026&cell=${cell}`, staff.clerk)).status).toBe(404);
  expect((await get('/console/foi/cell?unit=shuiwu&year=2026&cell=table3.new.business', staff.clerk)).status).toBe(403);
});

test.each([
  ['2026-03-02', '2026-03-02'],
  ['2026年3月2日', '2026-03-02'],
  ['２０２６/3/2', '2026-03-02'],
  ['2026-02-30', null],
  ['明天', null],
  ['', null],
])('a day typed as %j is %s', (typed, read) => expect(readDay(typed)).toBe(read));
