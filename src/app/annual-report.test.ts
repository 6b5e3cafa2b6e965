import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../lib/day.ts';
import { annualreport, openReport } from '../modules/annualreport/index.ts';
import { foi, recordApplication, recordDispute } from '../modules/foi/index.ts';
import { org } from '../modules/org/index.ts';
import { publication } from '../modules/publication/index.ts';
import { sites } from '../modules/sites/index.ts';
import { translog } from '../modules/translog/index.ts';
import { allowed, staff } from '../testing/editorial.ts';
import { application, desk, foiWorld, versionOf } from '../testing/foi.ts';

const w = await foiWorld({ modules: [org, translog, publication, sites, foi, annualreport] });
const d = desk(w);
afterAll(() => w.end());

const on = (day: string): void => w.clock.set(`${day}T09:30:00+08:00`);
const report = async (year: number) => (await openReport(w.system.db, w.system, 'minzheng', year)).built.report.table3;

/** Cases of two years, each by the acts of people, as the questions at the end of a year are about. */
async function twoYears(): Promise<{ open: string }> {
  on('2025-03-03');
  await d.answered();
  await d.answered({}, { applicantKind: 'business', name: '青溪建材有限公司' });
  on('2025-04-01');
  const corrected = await d.opened();
  await d.withdraw(corrected);
  on('2025-12-22');
  const open = await d.opened();
  const late = await d.opened();
  on('2026-01-08');
  await d.propose(open);
  await d.decide(open);
  on('2026-02-02');
  await d.withdraw(late);
  return { open };
}

describe('a year of cases', () => {
  let open = '';
  beforeAll(async () => {
    ({ open } = await twoYears());
    on('2026-03-02');
  });

  test('counts what came in by the day of receipt, what was closed by its own, and carries the rest over', async () => {
    const t = await report(2025);
    expect(t.new).toMatchObject({ naturalPerson: 4, business: 1, total: 5 });
    expect(t.granted).toMatchObject({ naturalPerson: 1, business: 1, total: 2 });
    expect(t['other.misc'].total).toBe(1);
    expect([t.resultTotal.total, t.carriedOut.total, t.carriedIn.total]).toEqual([3, 2, 0]);
  });

  test('every number leads to a page with exactly the cases that it counts', async () => {
    for (const year of [2025, 2026]) {
      const { built } = await openReport(w.system.db, w.system, 'minzheng', year);
      const ledger = Object.entries(built.from).flatMap(([cell, from]) =>
        from.kind === 'ledger' ? [{ cell, href: from.href }] : [],
      );
      expect(ledger.length).toBeGreaterThan(2);
      for (const { cell, href } of ledger) {
        const [table = '', ...rest] = cell.split('.');
        const column = rest.pop() ?? '';
        const rows = built.report[table as 'table3'] as Record<string, Record<string, number>>;
        const page = await w.request('GET', href, { as: staff.clerk });
        expect([cell, page.status]).toEqual([cell, 200]);
        const listed = page.text.match(/<tbody>.*?<\/tbody>/s)?.[0].match(/<tr\b/g)?.length ?? 0;
        expect([year, cell, listed]).toEqual([year, cell, rows[rest.join('.')]?.[column]]);
      }
    }
  });

  test('what one year carries out the next carries in, and both balance without anybody adding up', async () => {
    const [last, now] = [
      await openReport(w.system.db, w.system, 'minzheng', 2025),
      await openReport(w.system.db, w.system, 'minzheng', 2026),
    ];
    expect(now.built.report.table3.carriedIn.total).toBe(last.built.report.table3.carriedOut.total);
    expect([...last.failures, ...now.failures].filter((f) => f.check !== 'text.figure')).toEqual([]);
  });

  test('a review of an answer shows in part four, in the year in which it is open', async () => {
    await d.deliver(open);
    allowed(
      await recordDispute(w.system, staff.clerk, {
        ...(await versionOf(w, open)),
        block: 'review',
        on: w.clock.today(),
        body: '明河区人民政府',
      }),
    );
    const { built } = await openReport(w.system.db, w.system, 'minzheng', 2026);
    expect(built.report.table4.review).toMatchObject({ pending: 1, total: 1 });
    expect(built.from['table4.review.pending']).toMatchObject({ kind: 'ledger', source: '依申请公开台账' });
    const last = await openReport(w.system.db, w.system, 'minzheng', 2025);
    expect(last.built.report.table4.review.total).toBe(0);
  });

  test('a letter of December that is entered in March changes the year it belongs to', async () => {
    const before = await report(2025);
    on('2026-03-02');
    allowed(
      await recordApplication(w.system, staff.clerk, {
        ...application(),
        unitId: 'minzheng',
        channel: 'post-signed',
        arrivedOn: day('2025-12-30'),
        filledByOffice: false,
        helpOffered: '',
        submittedOn: null,
      }),
    );
    const after = await report(2025);
    expect([after.new.total - before.new.total, after.carriedOut.total - before.carriedOut.total]).toEqual([1, 1]);
  });
});
