import type { Day } from '../../lib/day.ts';
import type { ReportAsked, ReportCell, ReportFigure } from '../../lib/report-cells.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { Measure } from '../../platform/module.ts';
import * as store from './store/index.ts';

const SOURCE = '依申请公开台账';
export const cellHref = (unitId: string, year: number, cell: string): string =>
  `/console/foi/cell?${new URLSearchParams({ unit: unitId, year: String(year), cell })}`;

/** What this module counts for the yearly report: three queries for all units asked for, from the cases as they are now. */
export async function reportFigures(db: Reader, about: ReportAsked): Promise<ReportFigure[]> {
  const at = { from: `${about.year}-01-01` as Day, until: about.until, unitIds: about.unitIds };
  const figure = (unitId: string, cell: string, count: number): ReportFigure => ({
    unitId,
    cell: cell as ReportCell,
    count,
    href: cellHref(unitId, about.year, cell),
    source: SOURCE,
  });
  const [results, disputes, fees] = [
    await store.resultsOf(db, at),
    await store.disputesIn(db, at),
    await store.feesIn(db, at),
  ];
  return [
    ...results.map((c) => figure(c.unitId, `table3.${c.row}.${c.column}`, c.count)),
    ...disputes.map((c) => figure(c.unitId, `table4.${c.row}.${c.column}`, c.count)),
    ...fees.flatMap((f) => [
      figure(f.unitId, 'section6.feeRequests', f.requests),
      figure(f.unitId, 'section6.feeYuan', f.yuan),
    ]),
  ].filter((f) => f.count > 0);
}

/** Null when nobody said anything: that is no 0 %. */
const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1000) / 10;
const measure = (
  name: string,
  title: string,
  unit: string,
  of: (n: store.Numbers) => number | null,
  bad = false,
): Measure => ({
  name: `foi.${name}`,
  title,
  unit,
  ...(bad ? { bad } : {}),
  count: async (db, p, unitId) => of(await store.numbersIn(db, p.from, p.to, unitId === undefined ? 'all' : [unitId])),
});

export const measures: readonly Measure[] = [
  measure('received', '收到的信息公开申请', '件', (n) => n.received),
  measure('closed', '办结的信息公开申请', '件', (n) => n.closed),
  { ...measure('in_time', '按时答复的申请', '件', (n) => n.inTime), main: true },
  measure('late', '逾期答复的申请', '件', (n) => n.late, true),
  measure('days', '申请平均答复天数', '天', (n) => n.days, true),
  measure('granted', '公开和部分公开的申请', '件', (n) => n.granted),
  measure('satisfied', '申请人说清楚的比例', '%', (n) => share(n.pleased, n.rated)),
];
