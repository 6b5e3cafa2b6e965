import type { Grid, LayerKind } from '../../lib/specimen.ts';
import { type Cell, gridOf } from './html-grid.ts';

type DocxCell = { parts: string[]; across: number; merge: 'restart' | 'continue' | undefined };
/** `marked`: rows at the top that the file itself repeats as heads. */
export type DocxTable = { rows: DocxCell[][]; marked: number; shaded: boolean };

export const newTable = (): DocxTable => ({ rows: [], marked: 0, shaded: false });

/** The table as a grid; Word says for each cell whether it goes on from the one above, a grid how far one reaches down. */
export function docxGrid(table: DocxTable, at: string, kind: LayerKind): Grid[] {
  const open = new Map<number, Cell>();
  const rows = table.rows.map((cells) => {
    const row: Cell[] = [];
    let column = 0;
    for (const c of cells) {
      const above = c.merge === 'continue' ? open.get(column) : undefined;
      if (above) above.down += 1;
      else {
        const text = c.parts.join(' ').replace(/\s+/g, ' ').trim();
        const cell: Cell = { from: -1, part: 0, text, across: c.across, down: 1, head: false, tabs: 0 };
        row.push(cell);
        if (c.merge === 'restart') open.set(column, cell);
        else open.delete(column);
      }
      column += c.across;
    }
    return row;
  });
  return gridOf({ rows, caption: '', marked: table.marked, inHead: false }, at).map(({ offsets: _, ...grid }) => ({
    ...grid,
    kind,
  }));
}
