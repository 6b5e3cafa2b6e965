import type { Grid, LayerKind } from '../../lib/specimen.ts';
import type { Gathered } from './gathered.ts';
import { findHead, type Merge } from './head.ts';
import { type SheetFacts, type SheetRow, UNSEEN } from './xlsx-sheet.ts';

/** A sheet that was read: its rows as far as they were kept, and what it says beside them. */
export type Sheet = {
  name: string;
  state: 'visible' | 'hidden' | 'veryHidden';
  rows: SheetRow[];
  facts: SheetFacts;
  /** A part of it is a table with a head, or its head is printed on each page. */
  marked: boolean;
};

/** Widest list read as a grid; what stands further right is text all the same. */
const COLUMNS = 200;
const GAP = 20;

export const sheetPlace = (name: string): string => `工作表“${name}”`;
const kindOf = (sheet: Sheet): LayerKind => (sheet.state === 'visible' ? 'shown' : 'hidden-sheet');
const labelOf = (sheet: Sheet): string =>
  sheetPlace(sheet.name) + { visible: '', hidden: '（隐藏）', veryHidden: '（深度隐藏）' }[sheet.state];

/** Cells that a merged one covers: they keep their value and nobody sees it. By row number, then column. */
export type Covered = (no: number, col: number) => boolean;

export function coveredBy(rows: readonly SheetRow[], merges: readonly Merge[]): Covered {
  if (!merges.length) return () => false;
  const byRow = new Map<number, Merge[]>();
  for (const m of merges)
    for (let i = firstFrom(rows, m.row + 1); i < rows.length; i += 1) {
      const no = rows[i]?.no ?? 0;
      if (no > m.row + m.down) break;
      byRow.set(no, [...(byRow.get(no) ?? []), m]);
    }
  return (no, col) =>
    byRow.get(no)?.some((m) => col >= m.col && col < m.col + m.across && !(col === m.col && no === m.row + 1)) ?? false;
}

function firstFrom(rows: readonly SheetRow[], no: number): number {
  let lo = 0;
  let hi = rows.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if ((rows[mid]?.no ?? 0) < no) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

const inLine = (text: string): string => (/[\t\r\n]/.test(text) ? text.replace(/[\t\r\n]+/g, ' ') : text).trim();

/** One row's texts by where they can be seen; columns stay apart by tabs. */
export function sayRow(row: SheetRow, sheet: Omit<Sheet, 'rows' | 'marked'>, covered: Covered, into: Gathered): void {
  const whole = sheet.state !== 'visible';
  const place = `${sheetPlace(sheet.name)}第${row.no}行`;
  const label = labelOf({ ...sheet, rows: [], marked: false });
  let shown = '';
  let aside = '';
  let last = -1;
  for (let i = 0; i < row.texts.length; i += 1) {
    const col = row.cols[i] ?? 0;
    const text = inLine(row.texts[i] ?? '');
    const unseen = ((row.flags[i] ?? 0) & UNSEEN) !== 0;
    if (covered(row.no, col)) into.add('hidden-text', `${label}被合并单元格盖住的文字`, text, place);
    else if (unseen) into.add('hidden-text', `${label}看不见的文字`, text, place);
    else if (!whole && !row.hidden && sheet.facts.hiddenColumns.has(col)) aside += (aside ? '\t' : '') + text;
    else {
      shown += last < 0 ? text : '\t'.repeat(Math.min(GAP, col - last)) + text;
      last = col;
    }
  }
  if (whole) into.add('hidden-sheet', label, shown, place);
  else if (row.hidden) into.add('hidden-rows', `${label}隐藏的行`, shown, place);
  else into.add('shown', label, shown, place);
  if (aside) into.add('hidden-columns', `${label}隐藏的列`, aside, place);
}

/** Grids of a sheet: what is shown of it, its hidden rows under the same head, its hidden columns. */
export function sheetGrids(sheet: Sheet, covered: Covered): Grid[] {
  const { rows, facts } = sheet;
  const whole = sheet.state !== 'visible';
  const seenColumn = (col: number): boolean => whole || !facts.hiddenColumns.has(col);
  const shownRows = rows.filter((r) => whole || !r.hidden);
  const main = gridFrom(sheet, shownRows, seenColumn, covered, labelOf(sheet), kindOf(sheet));
  const out: Grid[] = main ? [main.grid] : [];
  const hiddenRows = whole ? [] : rows.filter((r) => r.hidden);
  if (hiddenRows.length) {
    const heads = main ? main.heads : [];
    const aside = gridFrom(
      sheet,
      [...heads, ...hiddenRows],
      seenColumn,
      covered,
      `${labelOf(sheet)}隐藏的行`,
      'hidden-rows',
    );
    if (aside) out.push(aside.grid);
  }
  if (!whole && [...facts.hiddenColumns].length) {
    const at = `${labelOf(sheet)}隐藏的列`;
    const aside = gridFrom(sheet, shownRows, (col) => !seenColumn(col), covered, at, 'hidden-columns');
    if (aside) out.push(aside.grid);
  }
  return out;
}

/** Columns of the sheet that a grid has, in order: all between the first and the last that holds something. */
export function gridColumns(rows: readonly SheetRow[], take: (col: number) => boolean): number[] {
  let low = Number.POSITIVE_INFINITY;
  let high = -1;
  for (const r of rows)
    for (const col of r.cols) {
      if (!take(col)) continue;
      if (col < low) low = col;
      if (col > high) high = col;
    }
  const cols: number[] = [];
  for (let col = low; col <= high && cols.length < COLUMNS; col += 1) if (take(col)) cols.push(col);
  return cols;
}

function gridFrom(
  sheet: Sheet,
  rows: readonly SheetRow[],
  take: (col: number) => boolean,
  covered: Covered,
  at: string,
  kind: LayerKind,
): { grid: Grid; heads: SheetRow[] } | undefined {
  const cols = gridColumns(rows, take);
  if (!cols.length) return undefined;
  const index = new Map(cols.map((col, i) => [col, i]));
  const texts: string[][] = [];
  const kept: SheetRow[] = [];
  for (const r of rows) {
    const line: string[] = new Array(cols.length).fill('');
    let any = false;
    for (let i = 0; i < r.cols.length; i += 1) {
      const col = r.cols[i] ?? 0;
      const to = index.get(col);
      if (to === undefined || ((r.flags[i] ?? 0) & UNSEEN) !== 0 || covered(r.no, col)) continue;
      line[to] = inLine(r.texts[i] ?? '');
      any ||= line[to] !== '';
    }
    if (!any) continue;
    texts.push(line);
    kept.push(r);
  }
  if (!texts.length) return undefined;
  const position = new Map(kept.map((r, i) => [r.no, i]));
  const merges = sheet.facts.merges.flatMap((m): Merge[] => {
    const row = position.get(m.row + 1);
    const col = index.get(m.col);
    return row === undefined || col === undefined ? [] : [{ ...m, row, col }];
  });
  const found = findHead(texts, merges);
  for (const m of merges) if (m.down > 1 && m.row >= found.captionRows + found.headRows) repeat(texts, kept, m);
  const caption = texts.slice(0, found.captionRows).map((line) => line.filter(Boolean).join(' '));
  return {
    heads: kept.slice(found.captionRows, found.captionRows + found.headRows),
    grid: {
      at,
      kind,
      ...(caption.length ? { caption: caption.join('\n') } : {}),
      headRows: found.headRows,
      head: found.head,
      rows: texts.slice(found.captionRows),
      rowNumbers: kept.slice(found.captionRows).map((r) => r.no),
      headMarked: sheet.marked || sheet.facts.frozenRows > 0,
    },
  };
}

function repeat(texts: string[][], kept: readonly SheetRow[], m: Merge): void {
  const text = texts[m.row]?.[m.col] ?? '';
  const end = (kept[m.row]?.no ?? 0) + m.down;
  for (let i = m.row + 1; i < texts.length && (kept[i]?.no ?? 0) < end; i += 1) {
    const line = texts[i];
    if (line) line[m.col] = text;
  }
}
