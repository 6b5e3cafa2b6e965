import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { transaction } from '../../platform/db/connection.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import type { Actor } from '../../platform/permission.ts';
import { published } from '../../testing/drafts.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { type Counted, closed, hands, reportWorld, TEXTS } from '../../testing/report.ts';
import type { World } from '../../testing/world.ts';
import { correct, openWork, withdraw } from '../publication/index.ts';
import * as act from './actions.ts';
import { reportDuties } from './duties.ts';
import { measures } from './measures.ts';
import { readReport } from './rules/read.ts';
import * as store from './store.ts';
import { takeInAllReports, takeInReport } from './take-in.ts';
import { openReport } from './view.ts';

const ledger: Counted[] = [
  ...closed('minzheng', 2024, { granted: 4 }),
  ...closed('minzheng', 2025, { granted: 3, 'denied.thirdParty': 1 }),
  ...closed('minzheng', 2025, { partial: 1 }, 'business'),
  ...closed('shuiwu', 2025, { 'unable.notHeld': 2 }),
  // A village has no report of its own; its request is answered for by who stands above it.
  ...closed('cunju', 2025, { granted: 1 }),
];
const { minzheng, shuiwu, qu } = hands;

let w: World;
beforeAll(async () => {
  w = await reportWorld(ledger);
});
afterAll(() => w.end());

const open = (unitId: string, year = 2025) => openReport(w.system.db, w.system, unitId, year);
const at = async (unitId: string, year = 2025) => ({
  unitId,
  year,
  seen: (await store.reportOf(w.system.db, unitId, year))?.version ?? 1,
});

const enter = async (who: Actor, unitId: string, ...figures: act.Entered[]) =>
  act.enterFigures(w.system, who, { ...(await at(unitId)), figures });

async function settle(unitId: 'minzheng' | 'shuiwu' | 'qu', texts = TEXTS): Promise<void> {
  const h = hands[unitId];
  allowed(await act.saveTexts(w.system, h.clerk, { ...(await at(unitId)), texts }));
  allowed(await act.submitReport(w.system, h.clerk, await at(unitId)));
  allowed(await act.approveReport(w.system, h.reviewer, await at(unitId)));
}

describe('the tables of a unit', () => {
  test('are what the ledger counts, added up, each cell with the way to its cases', async () => {
    const { built, failures } = await open('minzheng');
    expect(built.report.table3.new).toMatchObject({ naturalPerson: 4, business: 1, total: 5 });
    expect(built.report.table3.resultTotal).toMatchObject({ naturalPerson: 4, business: 1, total: 5 });
    expect(built.from['table3.denied.thirdParty.naturalPerson']).toMatchObject({
      kind: 'ledger',
      source: '依申请公开台账',
      href: '/console/cases?unit=minzheng&cell=table3.denied.thirdParty.naturalPerson',
    });
    expect(built.from['table3.new.total']).toEqual({ kind: 'sum' });
    expect(failures).toEqual([]);
  });

  test('a case that the ledger has in two rows does not balance, and the column is named', async () => {
    ledger.push({ unitId: 'minzheng', year: 2025, cell: 'table3.partial.naturalPerson', count: 1 });
    const { failures, facts } = await open('minzheng');
    expect(failures.map((f) => [f.check, f.cells.at(-1)])).toEqual([
      ['table3.balance', 'table3.carriedOut.naturalPerson'],
      ['table3.balance', 'table3.carriedOut.total'],
    ]);
    expect(facts.errors[0]).toContain('“自然人”列：第一项加第二项是4，第三项加第四项是5，差1。');
    ledger.pop();
  });
});

describe('figures that live elsewhere', () => {
  test.each<[string, string, string, string[], string]>([
    ['table2.licensing', '1,204', '审批系统', ['no_count'], 'a comma is no digit: the clerk is asked, not guessed for'],
    ['table2.licensing', '1204', ' ', ['no_source'], 'a number without a source is a rumour'],
    ['table2.normativeDocuments.made', '3', '司法局', ['counted_by_ledger'], 'the ledger of documents counts it'],
    ['table3.granted.naturalPerson', '9', '登记本', ['counted_by_ledger'], 'and that of requests counts this'],
    ['table9.anything', '9', '登记本', ['not_manual'], 'there is no such cell'],
    ['table2.penalty', '12.5', '执法平台', ['no_count'], 'half a decision'],
    ['table2.feesWanYuan', '59237.2449', '财政局非税系统', [], 'money is in units of ten thousand, with decimals'],
    ['table2.licensing', '1204', '区审批系统2025年办件统计', [], 'as it should be'],
  ])('%s = %s from “%s”: %j, %s', async (cell, value, source, codes) => {
    const out = await enter(minzheng.clerk, 'minzheng', { cell, value, source });
    expect(codesOf(out)).toEqual(codes);
  });

  test('show who entered them, from where and when', async () => {
    const { built } = await open('minzheng');
    expect(built.report.table2.licensing).toBe(1204);
    expect(built.from['table2.licensing']).toEqual({
      kind: 'entry',
      source: '区审批系统2025年办件统计',
      by: 'minzheng·clerk',
      at: '2026-01-12',
    });
  });

  test('give way once the ledger counts the same cell', async () => {
    ledger.push({ unitId: 'minzheng', year: 2025, cell: 'table2.regulations.made', count: 0 });
    allowed(
      await enter(shuiwu.clerk, 'shuiwu', {
        cell: 'table2.regulations.made',
        value: '0',
        source: '本局',
      }),
    );
    expect(
      codesOf(
        await enter(minzheng.clerk, 'minzheng', {
          cell: 'table2.regulations.made',
          value: '5',
          source: '本局',
        }),
      ),
    ).toEqual(['counted_by_ledger']);
    ledger.pop();
  });

  test('are entered by the unit itself and by nobody else', async () => {
    const figure = { cell: 'table2.penalty', value: '1', source: '执法平台' };
    await expect(enter(shuiwu.clerk, 'minzheng', figure)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(enter(staff.office, 'minzheng', figure)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the way to publication', () => {
  test('a report with an empty part is not sent on, and each part is named', async () => {
    const out = await act.submitReport(w.system, minzheng.clerk, await at('minzheng'));
    expect(out.ok || out.refusals.map((r) => r.detail?.part)).toEqual([
      '一、总体情况',
      '五、存在的主要问题及改进情况',
      '六、其他需要报告的事项',
    ]);
  });

  test('a text that contradicts the table is told, and may still have its reason', async () => {
    allowed(
      await act.saveTexts(w.system, minzheng.clerk, {
        ...(await at('minzheng')),
        texts: { ...TEXTS, three: '2025年收到政府信息公开申请6件，办结5件。' },
      }),
    );
    const { failures } = await open('minzheng');
    expect(failures).toMatchObject([{ check: 'text.figure', severity: 'warning', expected: 5, got: 6 }]);
    expect(failures[0]?.say).toContain('收到政府信息公开申请6件');
    allowed(await act.saveTexts(w.system, minzheng.clerk, { ...(await at('minzheng')), texts: { three: '' } }));
  });

  test('who has an older page loses nothing by saving: the save is refused and says so', async () => {
    const stale = { ...(await at('minzheng')), seen: 1, texts: { one: '写了很久' } };
    expect(codesOf(await act.saveTexts(w.system, minzheng.clerk, stale))).toEqual(['stale']);
  });

  test('the writer does not approve, the reviewer does not publish, and nobody publishes what is not approved', async () => {
    allowed(await act.submitReport(w.system, minzheng.clerk, await at('minzheng')));
    expect(codesOf(await act.publishReport(w.system, minzheng.approver, await at('minzheng')))).toEqual([
      'wrong_state',
    ]);
    expect(codesOf(await act.returnReport(w.system, minzheng.reviewer, await at('minzheng')))).toEqual(['no_remark']);
    await expect(act.approveReport(w.system, minzheng.clerk, await at('minzheng'))).rejects.toMatchObject({
      code: 'forbidden',
    });
    allowed(await act.approveReport(w.system, minzheng.approver, await at('minzheng')));
    expect(codesOf(await act.publishReport(w.system, minzheng.approver, await at('minzheng')))).toEqual([
      'approver_is_reviewer',
    ]);
    allowed(await act.reopenReport(w.system, minzheng.reviewer, { ...(await at('minzheng')), remark: '换人审定' }));
    allowed(await act.submitReport(w.system, minzheng.clerk, await at('minzheng')));
    allowed(await act.approveReport(w.system, minzheng.reviewer, await at('minzheng')));
    allowed(await act.publishReport(w.system, minzheng.approver, await at('minzheng')));
  });

  test('what is public has the tables, its files, and stands in the column of annual reports', async () => {
    const row = await store.reportOf(w.system.db, 'minzheng', 2025);
    const work = await openWork(w.system.db, row?.publishedNo ?? -1);
    const content = work?.current?.content;
    expect(content?.title).toBe('明河区民政局2025年政府信息公开工作年度报告');
    expect(content?.columns).toEqual(['zfxxgk/nianbao']);
    expect(content?.html).toContain('本年新收政府信息公开申请数量');
    const json = content?.attachments.find((a) => a.name.endsWith('.json'));
    const bytes = await w.system.files.get(json?.sha256 ?? '');
    const read = readReport(JSON.parse(bytes.toString('utf8')));
    expect(read.ok && read.report.table3.granted.total).toBe(3);
    const start = async (ext: string) => {
      const file = content?.attachments.find((a) => a.name.endsWith(ext));
      return (await w.system.files.get(file?.sha256 ?? '')).subarray(0, 4).toString('latin1');
    };
    expect([await start('.pdf'), await start('.docx')]).toEqual(['%PDF', 'PK\u0003\u0004']);
  });

  test('a late entry in the ledger shows as a difference and changes nothing that is public', async () => {
    ledger.push(...closed('minzheng', 2025, { granted: 1 }));
    const now = await open('minzheng');
    expect(now.built.report.table3.granted.total).toBe(3);
    expect(now.drift).toContainEqual({ cell: 'table3.granted.naturalPerson', settled: 3, now: 4 });
    const row = await store.reportOf(w.system.db, 'minzheng', 2025);
    // The register as it was when the tables were settled: the publication is its next entry.
    expect(row?.logSize).toBe(row?.publishedNo);
    expect((await openWork(w.system.db, row?.publishedNo ?? -1))?.current?.content?.version).toBe(1);
  });

  test('a correction says why, keeps the number of the work, and takes the ledger as it is now', async () => {
    allowed(await act.reviseReport(w.system, minzheng.reviewer, { ...(await at('minzheng')), remark: '补记1件' }));
    allowed(await act.submitReport(w.system, minzheng.clerk, await at('minzheng')));
    allowed(await act.approveReport(w.system, minzheng.reviewer, await at('minzheng')));
    expect(codesOf(await act.publishReport(w.system, minzheng.approver, await at('minzheng')))).toEqual(['no_remark']);
    const before = await store.reportOf(w.system.db, 'minzheng', 2025);
    const remark = '12月30日收到的1件漏记，已补上';
    allowed(await act.publishReport(w.system, minzheng.approver, { ...(await at('minzheng')), remark }));
    const after = await store.reportOf(w.system.db, 'minzheng', 2025);
    expect(after?.publishedNo).toBe(before?.publishedNo);
    const content = (await openWork(w.system.db, after?.publishedNo ?? -1))?.current?.content;
    expect([content?.version, content?.reason]).toEqual([2, remark]);
    expect((await open('minzheng')).drift).toEqual([]);
  });
});

describe('beside last year', () => {
  test('what was carried over and is not carried in asks for a reason, and so does a jump', async () => {
    ledger.push(
      { unitId: 'shuiwu', year: 2024, cell: 'table3.new.naturalPerson', count: 30 },
      { unitId: 'shuiwu', year: 2024, cell: 'table3.granted.naturalPerson', count: 29 },
      { unitId: 'shuiwu', year: 2024, cell: 'table3.carriedOut.naturalPerson', count: 1 },
    );
    const { changes, facts } = await open('shuiwu');
    const asked = new Map(changes.filter((c) => c.asks).map((c) => [c.cell, c.asks]));
    expect(asked.get('table3.carriedIn.naturalPerson')).toContain('上年报告结转下年1件，本年写上年结转0件');
    expect(asked.get('table3.new.total')).toBe('比上年少28，93%');
    expect(asked.has('table3.carriedOut.total')).toBe(false);
    expect(facts.unexplained.length).toBe(asked.size);
  });

  test('the report goes on once each of them is explained', async () => {
    allowed(await act.saveTexts(w.system, shuiwu.clerk, { ...(await at('shuiwu')), texts: TEXTS }));
    expect(codesOf(await act.submitReport(w.system, shuiwu.clerk, await at('shuiwu')))).toContain('unexplained');
    const { changes } = await open('shuiwu');
    const reasons = Object.fromEntries(
      changes.filter((c) => c.asks).map((c) => [c.cell, '2024年集中办理了取水许可申请']),
    );
    allowed(await act.explainChanges(w.system, shuiwu.clerk, { ...(await at('shuiwu')), reasons }));
    allowed(await act.submitReport(w.system, shuiwu.clerk, await at('shuiwu')));
    allowed(await act.approveReport(w.system, shuiwu.reviewer, await at('shuiwu')));
  });
});

describe('the government’s report', () => {
  test('is the sum of its units, settled ones as they were settled', async () => {
    ledger.push(...closed('shuiwu', 2025, { granted: 50 }));
    const { built, parts } = await open('qu');
    expect(built.report.table3['unable.notHeld'].total).toBe(2);
    // The village's one request is in the government's own part; the late entry of the water office is not in yet.
    expect(built.report.table3.granted.total).toBe(5);
    expect(built.from['table3.granted.total']).toEqual({
      kind: 'units',
      parts: [
        { unitId: 'qu', value: 1 },
        { unitId: 'minzheng', value: 4 },
      ],
    });
    expect(parts.map((p) => [p.unitId, p.state, p.settled !== undefined])).toEqual([
      ['qu', 'none', false],
      ['minzheng', 'published', true],
      ['shuiwu', 'approved', true],
    ]);
    ledger.splice(-2);
  });

  test('cannot be settled before its units are, and names them', async () => {
    allowed(await act.reopenReport(w.system, shuiwu.reviewer, { ...(await at('shuiwu')), remark: '再核一遍' }));
    const { changes } = await open('qu');
    const reasons = Object.fromEntries(changes.filter((c) => c.asks).map((c) => [c.cell, '水务局集中办理']));
    allowed(await act.explainChanges(w.system, qu.clerk, { ...(await at('qu')), reasons }));
    allowed(await act.saveTexts(w.system, qu.clerk, { ...(await at('qu')), texts: TEXTS }));
    const out = await act.submitReport(w.system, qu.clerk, await at('qu'));
    expect(out.ok || out.refusals).toMatchObject([{ code: 'unit_open', detail: { unit: '明河区水务局' } }]);
    allowed(await act.submitReport(w.system, shuiwu.clerk, await at('shuiwu')));
    allowed(await act.approveReport(w.system, shuiwu.reviewer, await at('shuiwu')));
    await settle('qu');
  });

  test('a unit’s report that is wrong in one cell is named with its unit', async () => {
    const row = await store.reportOf(w.system.db, 'shuiwu', 2025);
    if (!row?.frozen) throw new Error('the water office has settled its report');
    // What a hand on the database would do: one cell, and no total with it.
    const report = structuredClone(row.frozen.report);
    report.table3['unable.notHeld'].naturalPerson = 3;
    await w.system.db
      .transaction()
      .execute((tx) => store.saveReport(tx, { ...row, frozen: row.frozen && { ...row.frozen, report } }));
    allowed(await act.reopenReport(w.system, qu.reviewer, { ...(await at('qu')), remark: '重算' }));
    const { failures } = await open('qu');
    expect(failures.filter((f) => f.severity === 'error').flatMap((f) => f.cells)).toContain(
      'table3.unable.notHeld.naturalPerson',
    );
    await w.system.db.transaction().execute((tx) => store.saveReport(tx, row));
  });
});

describe('the government’s report, settled', () => {
  test('is not published after a unit has settled another number: cell and unit are named, and adding up anew mends it', async () => {
    allowed(await act.submitReport(w.system, qu.clerk, await at('qu')));
    allowed(await act.approveReport(w.system, qu.reviewer, await at('qu')));
    allowed(await act.reopenReport(w.system, shuiwu.reviewer, { ...(await at('shuiwu')), remark: '漏记' }));
    // While it is corrected, what is public of it still holds.
    expect((await open('qu')).facts.moved).toEqual([]);
    ledger.push(...closed('shuiwu', 2025, { 'denied.stateSecret': 1 }));
    allowed(await act.submitReport(w.system, shuiwu.clerk, await at('shuiwu')));
    allowed(await act.approveReport(w.system, shuiwu.reviewer, await at('shuiwu')));
    const out = await act.publishReport(w.system, qu.approver, await at('qu'));
    expect(new Set(codesOf(out))).toEqual(new Set(['unit_moved']));
    expect(out.ok || out.refusals.map((r) => r.detail?.say)).toContain(
      '第三部分“一、本年新收”自然人列：明河区水务局后来审定的是3，汇总时是2。',
    );
    allowed(await act.reopenReport(w.system, qu.reviewer, { ...(await at('qu')), remark: '重算' }));
    const { changes } = await open('qu');
    const reasons = Object.fromEntries(changes.filter((c) => c.asks).map((c) => [c.cell, '水务局集中办理']));
    allowed(await act.explainChanges(w.system, qu.clerk, { ...(await at('qu')), reasons }));
    allowed(await act.submitReport(w.system, qu.clerk, await at('qu')));
    allowed(await act.approveReport(w.system, qu.reviewer, await at('qu')));
    expect((await open('qu')).facts.moved).toEqual([]);
    allowed(await act.reopenReport(w.system, qu.reviewer, { ...(await at('qu')), remark: '再写几句' }));
  });

  test('takes figures of its own level by hand, beside what its units entered', async () => {
    const figure = { cell: 'table2.licensing', value: '6', source: '区政府审批件台账' };
    allowed(await enter(qu.clerk, 'qu', figure));
    const { built, own } = await open('qu');
    expect(own.report.table2.licensing).toBe(6);
    expect(built.report.table2.licensing).toBe(1204 + 6);
    const page = await w.request('GET', '/console/annual-reports/2025/qu', { as: qu.clerk });
    expect(page.text).toContain('区政府本级');
    expect(page.text).toContain('来源：区政府审批件台账');
  });
});

describe('what is owed, and when', () => {
  const dutiesOf = async (on: string) => reportDuties(w.system.db, { today: day(on), units: 'all' }, w.system);

  test('last year’s report of each unit by 31 January and the government’s by 31 March, with the article', async () => {
    const owed = await dutiesOf('2027-01-04');
    expect(owed.map((d) => [d.unitId, d.due, d.may])).toEqual([
      ['qu', '2027-03-31', 'report:write'],
      ['minzheng', '2027-01-31', 'report:write'],
      ['shuiwu', '2027-01-31', 'report:write'],
    ]);
    expect(owed[1]?.why).toContain('第四十九条第一款');
    // What is public is no duty any more; the two others wait for who publishes and who settles.
    expect((await dutiesOf('2026-01-12')).map((d) => [d.unitId, d.may])).toEqual([
      ['qu', 'report:write'],
      ['shuiwu', 'report:publish'],
    ]);
  });

  test.each<[string | null, string[], string]>([
    ['02-10', ['due_later'], 'a place cannot give itself more time than the law'],
    ['01-2', ['due_later'], 'no date'],
    ['01-20', [], 'earlier is allowed'],
  ])('the office sets the day to %s: %j, %s', async (unitDue, codes) => {
    const setting = await store.settingOf(w.system.db);
    expect(codesOf(await act.changeSetting(w.system, staff.office, { ...setting, unitDue }))).toEqual(codes);
  });

  test('an earlier day here is said to be this district’s own', async () => {
    const [, mz] = await dutiesOf('2027-01-04');
    expect([mz?.due, mz?.why]).toEqual(['2027-01-20', expect.stringContaining('本区设定')]);
  });

  test('in time and late are counted by the day on which it was owed', async () => {
    const of = (name: string) => measures.find((m) => m.name === name);
    const january = { from: day('2026-01-01'), to: day('2026-01-31') };
    expect(await of('annualreport.on-time')?.count(w.system.db, january)).toBe(1);
    expect(await of('annualreport.late')?.count(w.system.db, january)).toBe(1);
    expect(await of('annualreport.late')?.count(w.system.db, january, 'minzheng')).toBe(0);
  });
});

describe('a report that is public already', () => {
  test('is read from its page as it stands, once, and is not compared with a ledger that began later', async () => {
    const own = await store.reportOf(w.system.db, 'minzheng', 2025);
    const work = await openWork(w.system.db, own?.publishedNo ?? -1);
    const content = work?.current.content;
    if (!content) throw new Error('minzheng has published');
    // The page of another year, published without the desk: as an old site has it.
    const html = content.html;
    const title = '明河区民政局2023年政府信息公开工作年度报告';
    const piece = { ...content, title, html, attachments: [], columns: ['zfxxgk/nianbao'] };
    const { no } = await published(w, piece);
    const asked = { no, unitId: 'minzheng', year: 2023 };
    expect(codesOf(await takeInReport(w.system, staff.office, { ...asked, year: 2022 }))).toEqual(['other_year']);
    expect(codesOf(await takeInReport(w.system, staff.office, { ...asked, unitId: 'shuiwu' }))).toEqual(['other_unit']);
    // A report that was written here is its own source: reading its page in takes no step, and nothing of it is overwritten.
    const before = await store.reportOf(w.system.db, 'minzheng', 2025);
    const over = await takeInReport(w.system, staff.office, {
      no: own?.publishedNo ?? -1,
      unitId: 'minzheng',
      year: 2025,
    });
    expect(codesOf(over)).toEqual(['wrong_state']);
    // Nor one that somebody has only begun.
    allowed(await act.saveTexts(w.system, minzheng.clerk, { ...(await at('minzheng', 2024)), texts: TEXTS }));
    const begun = await published(w, { ...piece, title: title.replace('2023', '2024') });
    expect(codesOf(await takeInReport(w.system, staff.office, { ...asked, no: begun.no, year: 2024 }))).toEqual([
      'wrong_state',
    ]);
    expect(await store.reportOf(w.system.db, 'minzheng', 2025)).toEqual(before);
    expect((await store.reportOf(w.system.db, 'minzheng', 2024))?.texts.five).toBe(TEXTS.five);
    await transaction(w.system.db, (tx) =>
      withdraw({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, begun.no, '重复'),
    );
    const { taken, refused } = await takeInAllReports(w.system, staff.office);
    expect([taken, refused]).toEqual([[title], []]);
    expect((await takeInAllReports(w.system, staff.office)).taken).toEqual([]);
    const then = await open('minzheng', 2023);
    expect([then.row?.state, then.row?.publishedNo]).toEqual(['published', no]);
    expect(then.built.report.table3.granted.total).toBe(4);
    expect(then.texts.five).toBe(TEXTS.five);
    expect(then.drift).toEqual([]);
    expect(then.built.from['table3.granted.naturalPerson']).toEqual({ kind: 'page', no });
    const revise = act.reviseReport(w.system, minzheng.reviewer, { ...(await at('minzheng', 2023)), remark: '改' });
    expect(codesOf(await revise)).toEqual(['taken_in']);
    // It is corrected where it is public, and read again.
    const wrong = html.replace(/(予以公开<\/th><td[^>]*>)4/, '$15');
    await transaction(w.system.db, (tx) =>
      correct(
        { tx, now: w.clock.now(), enqueue: enqueueIn(tx) },
        no,
        { ...piece, html: wrong, basis: [], hands: content.hands },
        '抄错',
      ),
    );
    // By now somebody has entered that year's cases: a number that the ledger has as well leads to them.
    ledger.push(...closed('minzheng', 2023, { granted: 5 }));
    expect((await takeInAllReports(w.system, staff.office)).taken).toEqual([title]);
    const again = (await open('minzheng', 2023)).built.from;
    expect(again['table3.granted.naturalPerson']).toMatchObject({ kind: 'ledger', source: '依申请公开台账' });
    expect(again['table3.denied.thirdParty.naturalPerson']).toMatchObject({ kind: 'page' });
    ledger.splice(-2);
    expect((await open('minzheng', 2023)).failures.map((f) => f.check)).toContain('table3.results');
    ledger.push(...closed('minzheng', 2023, { granted: 1 }));
    // What is entered from now on shows, as the ledger had it and has it.
    expect((await open('minzheng', 2023)).drift).toContainEqual({
      cell: 'table3.granted.naturalPerson',
      settled: 0,
      now: 1,
    });
  });
});
