/** A unit's tables, from what was counted and what was entered by hand. Pure; article 50 of 条例 says what they are about. */
import type { ReportFigure } from '../../../lib/report-cells.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';
import { CELLS, DECISIONS, partsOf, valueIn } from './cells.ts';
import { BLOCKS, COLUMNS, OUTCOMES, RESULTS, type Report, ROWS } from './types.ts';

/** A figure that lives elsewhere (许可、处罚、强制、收费), as somebody entered it. */
export type Entry = { cell: string; value: number; source: string; by: string; at: string };

/** A unit's share of a cell; `source`, `href`, `open`: what was counted of it, where it has no report of its own. */
export type CellPart = { unitId: string; value: number; source?: string; href?: string; open?: string };

/** Where the number of a cell comes from. */
export type CellFrom =
  | { kind: 'ledger'; source: string; href: string; open?: string }
  | { kind: 'entry'; source: string; by: string; at: string }
  /** Added up from other cells of the same table. */
  | { kind: 'sum' }
  /** Of several units: which of them has how much. */
  | { kind: 'units'; parts: CellPart[] }
  /** Read from a report that was public before. */
  | { kind: 'page'; no: number }
  | { kind: 'none' };

/** Whether the ledger has a figure for it: then nobody enters one. */
export const isCounted = (from: CellFrom | undefined): boolean =>
  from?.kind === 'ledger' || (from?.kind === 'units' && from.parts.length > 0);

export type Built = { report: Report; from: Readonly<Record<string, CellFrom>> };

/** Only these may be entered by hand; everything else is counted. Fees are in units of 10,000 yuan, to the fourth digit and beyond. */
export const MANUAL: readonly string[] = [
  ...DECISIONS.map((d) => `table2.${d}`),
  'table2.feesWanYuan',
  'table2.regulations.made',
  'table2.regulations.repealed',
  'table2.regulations.inForce',
];

const FORM = '国办公开办函〔2021〕30号';
/** Characters; a source is a name and a day. */
export const LONGEST_SOURCE = 200;

/** Whether somebody may enter a cell: it is one that lives elsewhere, the ledger has no figure for it, and its source is named. */
export function entering(
  e: { cell: string; value: string; source: string },
  counted: ReadonlySet<string>,
): Ruling<{ cell: string; value: number; source: string }> {
  const no: Refusal[] = [];
  const at = { cell: e.cell };
  if (counted.has(e.cell)) no.push({ code: 'counted_by_ledger', basis: '条例第五十条', detail: at });
  else if (!MANUAL.includes(e.cell)) no.push({ code: 'not_manual', basis: FORM, detail: at });
  const text = e.value.trim();
  const shape = e.cell === 'table2.feesWanYuan' ? /^\d{1,9}(\.\d{1,6})?$/ : /^\d{1,9}$/;
  if (!shape.test(text)) no.push({ code: 'no_count', basis: FORM, detail: { ...at, text: text.slice(0, 40) } });
  if (e.source.trim() === '') no.push({ code: 'no_source', basis: '条例第五十条', detail: at });
  if ([...e.source].length > LONGEST_SOURCE)
    no.push({ code: 'source_long', basis: FORM, detail: { ...at, most: LONGEST_SOURCE } });
  return no.length > 0 ? refuse(no) : allow({ cell: e.cell, value: Number(text), source: e.source.trim() });
}

const emptyRow = <K extends string>(keys: readonly K[]): Record<K, number> =>
  Object.fromEntries(keys.map((k) => [k, 0])) as Record<K, number>;

const emptyReport = (unit: string, year: number): Report => ({
  unit,
  year,
  table2: {
    regulations: { made: null, repealed: null, inForce: null },
    normativeDocuments: { made: null, repealed: null, inForce: null },
    licensing: null,
    penalty: null,
    coercion: null,
    feesWanYuan: null,
  },
  table3: Object.fromEntries(ROWS.map((r) => [r, emptyRow(COLUMNS)])) as Report['table3'],
  table4: Object.fromEntries(BLOCKS.map((b) => [b, emptyRow(OUTCOMES)])) as Report['table4'],
  narrative: {},
  section6: {},
});

/** Adds to a cell; a cell of part two that was empty begins at 0. */
function add(r: Report, cell: string, n: number): void {
  const { table, row, column } = partsOf(cell);
  // Decimals of 万元 are added in whole hundredths of a fen, so that sums do not end in …0000001.
  const to = (was: number | null | undefined): number => Math.round(((was ?? 0) + n) * 1e6) / 1e6;
  const target = (r as unknown as Record<string, Record<string, unknown>>)[table] ?? {};
  const inner = column ? (target[row] as Record<string, number | null> | undefined) : target;
  const key = column || row;
  if (inner) inner[key] = to(inner[key] as number | null | undefined);
}

/** Totals are added up here and nowhere else. */
function addUp(r: Report): void {
  for (const c of COLUMNS) r.table3.resultTotal[c] = RESULTS.reduce((n, row) => n + r.table3[row][c], 0);
  for (const row of ROWS) r.table3[row].total = COLUMNS.reduce((n, c) => (c === 'total' ? n : n + r.table3[row][c]), 0);
  for (const b of BLOCKS) r.table4[b].total = OUTCOMES.reduce((n, o) => (o === 'total' ? n : n + r.table4[b][o]), 0);
}

const isSum = (cell: string): boolean => {
  const { table, row, column } = partsOf(cell);
  return column === 'total' || (table === 'table3' && row === 'resultTotal');
};

/**
 * The report of one unit. An entry for a cell that the ledger counts is left out: the ledger is never overridden, not even
 * by what was entered before it began to count.
 */
export function build(
  about: { unit: string; year: number },
  figures: readonly ReportFigure[],
  entries: readonly Entry[],
): Built {
  const report = emptyReport(about.unit, about.year);
  const from: Record<string, CellFrom> = {};
  // What is counted begins at none: a unit without cases has 0 and not “/”. A county and its departments make no 规章.
  for (const c of ['made', 'repealed', 'inForce'] as const) {
    report.table2.normativeDocuments[c] = 0;
    report.table2.regulations[c] = 0;
  }
  report.section6 = { feeRequests: 0, feeYuan: 0 };
  for (const f of figures) add(report, f.cell, f.count);
  for (const [cell, of] of Map.groupBy(figures, (f) => f.cell)) from[cell] = countedBy(of);
  for (const e of entries) {
    if (from[e.cell] || !MANUAL.includes(e.cell)) continue;
    // What was entered stands for the whole cell: the first of a kind, and it begins at none.
    add(report, e.cell, e.value);
    from[e.cell] = { kind: 'entry', source: e.source, by: e.by, at: e.at };
  }
  addUp(report);
  for (const cell of CELLS) from[cell] ??= isSum(cell) ? { kind: 'sum' } : { kind: 'none' };
  return { report, from };
}

/** One address opens what was counted of one unit; where villages are answered for, each has its own. */
function countedBy(figures: readonly ReportFigure[]): CellFrom {
  const open = (f: ReportFigure): { open?: string } => (f.open === undefined ? {} : { open: f.open });
  const [first] = figures;
  if (first && figures.every((f) => f.unitId === first.unitId))
    return { kind: 'ledger', source: first.source, href: first.href, ...open(first) };
  return {
    kind: 'units',
    parts: figures.map((f) => ({ unitId: f.unitId, value: f.count, source: f.source, href: f.href, ...open(f) })),
  };
}

/** The report of several units together: each cell the sum of theirs, with what each of them has in it. */
export function together(
  about: { unit: string; year: number },
  units: readonly { unitId: string; report: Report }[],
): Built {
  const report = emptyReport(about.unit, about.year);
  report.section6 = { feeRequests: 0, feeYuan: 0 };
  const from: Record<string, CellFrom> = {};
  for (const cell of CELLS) {
    const parts = units.flatMap((u) => {
      const value = valueIn(u.report, cell);
      return value === null ? [] : [{ unitId: u.unitId, value }];
    });
    // Totals of the units count too: where one of them is wrong, the sum shows it instead of mending it.
    for (const p of parts) add(report, cell, p.value);
    from[cell] = { kind: 'units', parts: parts.filter((p) => p.value !== 0) };
  }
  return { report, from };
}
