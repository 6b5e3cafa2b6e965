import type { PaperCell, PaperTable } from './paper.ts';

/** A cell with its place: `row` and `col` from 0, within the head's or the body's rows. */
export type Placed = { cell: PaperCell; row: number; col: number; rows: number; cols: number };

/** Gives the cells of rows their columns, as HTML does; spans that leave the table are cut at its edge. */
export function placeCells(rows: PaperTable['rows'], columns: number): Placed[] {
  const taken = rows.map(() => new Array<boolean>(columns).fill(false));
  const placed: Placed[] = [];
  rows.forEach((cells, row) => {
    let col = 0;
    for (const cell of cells) {
      while (col < columns && taken[row]?.[col]) col += 1;
      if (col >= columns) break;
      const wide = Math.min(cell.cols ?? 1, columns - col);
      const tall = Math.min(cell.rows ?? 1, rows.length - row);
      for (let r = row; r < row + tall; r++) taken[r]?.fill(true, col, col + wide);
      placed.push({ cell, row, col, rows: tall, cols: wide });
      col += wide;
    }
  });
  return placed;
}

/** Rows that cells tie together, as ranges `[from, to)`: a page may end between two of them. */
export function tiedRows(placed: readonly Placed[], count: number): [number, number][] {
  const ends = Array.from({ length: count }, (_, r) => r + 1);
  for (const p of placed) for (let r = p.row; r < p.row + p.rows; r++) ends[r] = Math.max(ends[r] ?? 0, p.row + p.rows);
  const ranges: [number, number][] = [];
  for (let from = 0; from < count; ) {
    let to = from + 1;
    for (let r = from; r < to; r++) to = Math.max(to, ends[r] ?? 0);
    ranges.push([from, to]);
    from = to;
  }
  return ranges;
}
