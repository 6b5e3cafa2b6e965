import type { Grid } from '../../lib/specimen.ts';
import { findHead, type Merge } from './head.ts';

/** A cell as it stands in markup; `from` is where its text begins in the shown text, -1 when it has none. */
export type Cell = {
  from: number;
  /** Index of its first piece of text, and the text once it is closed. */
  part: number;
  text: string;
  across: number;
  down: number;
  head: boolean;
  /** Separators that stand before its text and were not written yet. */
  tabs: number;
};
/** `marked`: rows of a `thead`. */
export type Table = { rows: Cell[][]; caption: string; marked: number; inHead: boolean };

/** Widest table read as a grid; a published table has a handful of columns. */
const COLUMNS = 200;

type Filled = { text: string; from: number };

/** The table as a grid, or none when it holds nothing. A cell over several rows is repeated, one over columns is not. */
export function gridOf(table: Table, at: string): Grid[] {
  const rows: Filled[][] = [];
  const merges: Merge[] = [];
  const numbers: number[] = [];
  const above: ({ text: string; left: number } | undefined)[] = [];
  for (const [r, cells] of table.rows.entries()) {
    const row: Filled[] = [];
    const fromAbove = (): void => {
      for (let over = above[row.length]; over && over.left > 0 && row.length < COLUMNS; over = above[row.length]) {
        over.left -= 1;
        row.push({ text: over.text, from: -1 });
      }
    };
    for (const cell of cells) {
      fromAbove();
      if (row.length >= COLUMNS) break;
      if (cell.across > 1 || cell.down > 1)
        merges.push({ row: r, col: row.length, down: cell.down, across: cell.across });
      for (let i = 0; i < cell.across && row.length < COLUMNS; i += 1) {
        above[row.length] = cell.down > 1 ? { text: i ? '' : cell.text, left: cell.down - 1 } : undefined;
        row.push(i ? { text: '', from: -1 } : { text: cell.text, from: cell.from });
      }
    }
    fromAbove();
    rows.push(row);
    numbers.push(r + 1);
  }
  const kept = rows.map((row, r) => (row.some((c) => c.text !== '') ? r : -1)).filter((r) => r >= 0);
  if (!kept.length) return [];
  const width = kept.reduce((n, r) => Math.max(n, rows[r]?.length ?? 0), 0);
  const wide = kept.map((r) => {
    const row = rows[r] ?? [];
    return Array.from({ length: width }, (_, c) => row[c] ?? { text: '', from: -1 });
  });
  const moved = merges.flatMap((m) => (kept.includes(m.row) ? [{ ...m, row: kept.indexOf(m.row) }] : []));
  const texts = wide.map((row) => row.map((c) => c.text));
  const byCells = table.rows.findIndex((row) => !row.length || row.some((c) => !c.head));
  const marked = table.marked || (byCells < 0 ? table.rows.length : byCells);
  const first = Math.min(marked, texts.length);
  const columnHeads = table.rows.length > 0 && table.rows.every((row) => row[0]?.head === true);
  const found = findHead(texts, moved, first);
  const caption = [table.caption, ...texts.slice(0, found.captionRows).map((row) => row.join(''))].filter(Boolean);
  return [
    {
      at,
      kind: 'shown',
      ...(caption.length ? { caption: caption.join('\n') } : {}),
      headRows: found.headRows,
      head: found.head,
      rows: texts.slice(found.captionRows),
      rowNumbers: kept.slice(found.captionRows).map((r) => numbers[r] ?? r + 1),
      offsets: wide.slice(found.captionRows).map((row) => row.map((c) => c.from)),
      headMarked: marked > 0 || columnHeads,
    },
  ];
}
