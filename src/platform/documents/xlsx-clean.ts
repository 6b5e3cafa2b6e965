import type { Grid } from '../../lib/specimen.ts';
import type { Merge } from './head.ts';
import type { Limits } from './limits.ts';
import { Refused, SAY } from './refusal.ts';
import { openBook } from './xlsx-book.ts';
import { NUMBER, readSheet, type SheetRow, UNSEEN } from './xlsx-sheet.ts';
import { coveredBy, gridColumns, type Sheet, sheetGrids, sheetPlace } from './xlsx-text.ts';
import { type NewSheet, writeXlsx } from './xlsx-write.ts';
import { openZip } from './zip.ts';

/**
 * An .xlsx built anew from what the visible sheets show: no hidden sheets, rows, columns, comments, formulas, names,
 * caches, properties. A grid among `grids` with the place of a sheet's own takes its cells' place. Throws `Refused`.
 */
export async function cleanXlsx(bytes: Uint8Array, grids: readonly Grid[], limits: Limits): Promise<Buffer> {
  const zip = await openZip(bytes, limits);
  const book = await openBook(zip, limits);
  const sheets: NewSheet[] = [];
  let chars = limits.textBytes / 2;
  for (const entry of book.sheets) {
    if (entry.state !== 'visible') continue;
    const rows: SheetRow[] = [];
    const facts = await readSheet(
      zip.stream(entry.part),
      book,
      (row) => {
        for (const text of row.texts) chars -= text.length + 1;
        if (chars < 0) throw new Refused('too-big', SAY.sheet(limits));
        rows.push(row);
      },
      limits,
    );
    const sheet: Sheet = { name: entry.name, state: 'visible', rows, facts, marked: false };
    sheets.push(
      shownOf(
        sheet,
        grids.find((g) => g.kind === 'shown' && g.at === sheetPlace(entry.name)),
      ),
    );
  }
  if (!sheets.length) throw new Refused('no-text', SAY.nothingShown());
  return writeXlsx(sheets);
}

function shownOf(sheet: Sheet, given: Grid | undefined): NewSheet {
  const { facts } = sheet;
  const covered = coveredBy(sheet.rows, facts.merges);
  const seen = sheet.rows.filter((r) => !r.hidden);
  const own = sheetGrids({ ...sheet, rows: seen }, covered)[0];
  const cols = gridColumns(seen, (col) => !facts.hiddenColumns.has(col));
  const fits = given && own && given.rows.length === own.rows.length && given.rows[0]?.length === own.rows[0]?.length;
  if (given && !fits) return fromGrid(sheet.name, given);
  const changed = given && own ? changes(own, given, cols) : new Map<string, string>();
  const hiddenRows = sheet.rows.filter((r) => r.hidden).map((r) => r.no);
  const hiddenCols = [...facts.hiddenColumns].sort((a, b) => a - b);
  const heads = new Set((own?.rowNumbers ?? []).slice(0, own?.headRows ?? 0));
  const rows = seen.map((row) => ({
    no: row.no - below(hiddenRows, row.no),
    head: heads.has(row.no),
    cells: row.cols.flatMap((col, i) => {
      if (facts.hiddenColumns.has(col) || ((row.flags[i] ?? 0) & UNSEEN) !== 0 || covered(row.no, col)) return [];
      const instead = changed.get(`${row.no} ${col}`);
      const number = instead === undefined && ((row.flags[i] ?? 0) & NUMBER) !== 0;
      const text = instead ?? row.texts[i] ?? '';
      return text === '' ? [] : [{ col: col - below(hiddenCols, col), text, number }];
    }),
  }));
  const last = Math.max(0, ...heads);
  return {
    name: sheet.name,
    rows,
    widths: new Map([...facts.widths].map(([col, w]) => [col - below(hiddenCols, col), w])),
    merges: facts.merges.flatMap((m) => narrowed(m, hiddenRows, hiddenCols)),
    frozen: last ? last - below(hiddenRows, last) : 0,
  };
}

/** How many of sorted numbers are smaller. */
function below(sorted: readonly number[], n: number): number {
  let lo = 0;
  let hi = sorted.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if ((sorted[mid] ?? 0) < n) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

/** A merged cell without the rows and columns that go; none when only one cell is left. */
function narrowed(m: Merge, rows: readonly number[], cols: readonly number[]): Merge[] {
  const down = m.down - (below(rows, m.row + m.down + 1) - below(rows, m.row + 1));
  const across = m.across - (below(cols, m.col + m.across) - below(cols, m.col));
  if (rows.includes(m.row + 1) || cols.includes(m.col) || down * across < 2) return [];
  return [{ row: m.row - below(rows, m.row + 1), col: m.col - below(cols, m.col), down, across }];
}

/** Cells in which the given grid differs from the sheet's own, by row number and column. */
function changes(own: Grid, given: Grid, cols: readonly number[]): Map<string, string> {
  const out = new Map<string, string>();
  for (const [r, row] of given.rows.entries())
    for (const [c, text] of row.entries())
      if (text !== own.rows[r]?.[c]) out.set(`${own.rowNumbers?.[r] ?? 0} ${cols[c] ?? 0}`, text);
  return out;
}

/** A list whose shape was changed: its caption, then its rows. */
function fromGrid(name: string, grid: Grid): NewSheet {
  const caption = grid.caption?.split('\n') ?? [];
  const row = (cells: readonly string[], i: number, head: boolean) => ({
    no: i + 1,
    head,
    cells: cells.flatMap((text, col) => (text === '' ? [] : [{ col, text, number: false }])),
  });
  return {
    name,
    rows: [
      ...caption.map((line, i) => row([line], i, false)),
      ...grid.rows.map((cells, i) => row(cells, caption.length + i, i < grid.headRows)),
    ],
    widths: new Map(),
    merges: [],
    frozen: grid.headRows ? caption.length + grid.headRows : 0,
  };
}
