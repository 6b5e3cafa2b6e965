import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { transaction } from '../../platform/db/connection.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import { published } from '../../testing/drafts.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { type Counted, closed, hands, reportWorld, TEXTS } from '../../testing/report.ts';
import type { World } from '../../testing/world.ts';
import { correct, openWork, withdraw } from '../publication/index.ts';
import * as act from './actions.ts';
import { reportDuties } from './duties.ts';
import { measures } from './measures.ts';
import * as store from './store.ts';
import { takeInAllReports, takeInReport } from './take-in.ts';
import { openReport } from './view.ts';

const ledger: Counted[] = [
  ...closed('minzheng', 2025, { granted: 4 }),
  ...closed('shuiwu', 2025, { 'unable.notHeld': 2 }),
];
const { minzheng } = hands;

const open = (unitId: string, year = 2025) => openReport(w.system.db, w.system, unitId, year);
const at = async (unitId: string, year = 2025) => ({
  unitId,
  year,
  seen: (await store.reportOf(w.system.db, unitId, year))?.version ?? 1,
});

let w: World;
/** 民政局 has published, 水务局 has settled, the government has not begun. */
beforeAll(async () => {
  w = await reportWorld(ledger);
  for (const unitId of ['minzheng', 'shuiwu'] as const) {
    allowed(await act.saveTexts(w.system, hands[unitId].clerk, { ...(await at(unitId)), texts: TEXTS }));
    allowed(await act.submitReport(w.system, hands[unitId].clerk, await at(unitId)));
    allowed(await act.approveReport(w.system, hands[unitId].reviewer, await at(unitId)));
  }
  allowed(await act.publishReport(w.system, minzheng.approver, await at('minzheng')));
});
afterAll(() => w.end());

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

  test('is read from another page once its own was withdrawn, and not before', async () => {
    const first = await store.reportOf(w.system.db, 'minzheng', 2023);
    const content = (await openWork(w.system.db, first?.publishedNo ?? -1))?.current.content;
    if (!content || !first?.publishedNo) throw new Error('2023 was taken in');
    const other = await published(w, { ...content, attachments: [] });
    const asked = { no: other.no, unitId: 'minzheng', year: 2023 };
    expect(codesOf(await takeInReport(w.system, staff.office, asked))).toEqual(['wrong_state']);
    const old = first.publishedNo;
    await transaction(w.system.db, (tx) =>
      withdraw({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, old, '重新发布'),
    );
    expect((await takeInAllReports(w.system, staff.office)).taken).toEqual([content.title]);
    expect((await store.reportOf(w.system.db, 'minzheng', 2023))?.publishedNo).toBe(other.no);
  });
});
