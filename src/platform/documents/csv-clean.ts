import type { Grid } from '../../lib/specimen.ts';
import { csvRows, examineCsv, separatorOf } from './csv.ts';
import type { Limits } from './limits.ts';
import { readText } from './plain.ts';

/** Spreadsheet programs run what begins like a formula; a leading quote makes it a text. */
const quoted = (cell: string, separator: string): string => {
  const text = /^[=+@]/.test(cell) || /^-[^\d.]/.test(cell) ? `'${cell}` : cell;
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replace(/"/g, '""')}"` : text;
};

/** A .csv in UTF-8 with a mark, which every spreadsheet program opens rightly; the given grid's cells in place of its own. */
export function cleanCsv(name: string, bytes: Uint8Array, grids: readonly Grid[], limits: Limits): Buffer {
  const text = readText(bytes, limits);
  const separator = separatorOf(text);
  const own = examineCsv(name, bytes, limits).grids[0];
  const given = grids.find((g) => g.at === own?.at);
  const rows = [...csvRows(text, separator)].map((r) => ({ ...r, cells: [...r.cells] }));
  if (given && own) {
    const at = new Map(rows.map((r) => [r.no, r.cells]));
    for (const [r, row] of given.rows.entries()) {
      const cells = at.get(own.rowNumbers?.[r] ?? -1);
      for (const [c, value] of row.entries()) if (cells && value !== own.rows[r]?.[c]) cells[c] = value;
    }
  }
  const lines = rows.map((r) => r.cells.map((c) => quoted(c, separator)).join(separator));
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`);
}
