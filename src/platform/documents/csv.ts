import type { Specimen } from '../../lib/specimen.ts';
import { gathered, specimenOf } from './gathered.ts';
import { findHead } from './head.ts';
import type { Limits } from './limits.ts';
import { readText } from './plain.ts';

/** Cells kept as rows and columns; what comes after them is read as text. */
const CELLS = 1_000_000;
const COLUMNS = 200;

type CsvRow = { no: number; cells: string[] };

/** The sign that parts cells: the one that stands most often outside quotes in the first lines. */
export function separatorOf(text: string): string {
  const head = text.slice(0, 20_000).replace(/"[^"]*"/g, '');
  const count = (sign: string): number => head.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** Rows by RFC 4180, with the liberties that programs take: any line end, quotes inside unquoted cells. */
export function* csvRows(text: string, separator: string): Generator<CsvRow> {
  let no = 1;
  let line = 1;
  let cells: string[] = [];
  let i = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (i < text.length) {
    let cell = '';
    if (text[i] === '"') {
      let end = i + 1;
      for (;;) {
        const quote = text.indexOf('"', end);
        if (quote < 0) {
          cell += text.slice(i + 1);
          i = text.length;
          break;
        }
        if (text[quote + 1] === '"') {
          end = quote + 2;
          continue;
        }
        cell = text.slice(i + 1, quote).replace(/""/g, '"');
        i = quote + 1;
        break;
      }
    }
    let stop = i;
    while (stop < text.length && text[stop] !== separator && text[stop] !== '\n' && text[stop] !== '\r') stop += 1;
    cell += text.slice(i, stop);
    for (const c of cell) if (c === '\n') line += 1;
    cells.push(cell.trim());
    i = stop + 1;
    if (text[stop] === separator) {
      if (i === text.length) cells.push('');
      continue;
    }
    if (text[stop] === '\r' && text[i] === '\n') i += 1;
    yield { no, cells };
    cells = [];
    line += 1;
    no = line;
  }
  if (cells.length) yield { no, cells };
}

/** A .csv as a grid with its head found. Throws `Refused`. */
export function examineCsv(name: string, bytes: Uint8Array, limits: Limits): Specimen {
  const text = readText(bytes, limits);
  const into = gathered();
  const rows: CsvRow[] = [];
  let budget = CELLS;
  for (const row of csvRows(text, separatorOf(text))) {
    if (row.cells.every((c) => c === '')) continue;
    into.add('shown', '正文', row.cells.map((c) => c.replace(/[\t\r\n]+/g, ' ')).join('\t'), `第${row.no}行`);
    budget -= row.cells.length;
    if (budget >= 0) rows.push(row);
    else into.blind('rows-cut', `表格太大，第${rows.at(-1)?.no ?? 0}行以后只查了文字，没有按表格看。请拆成几个文件。`);
  }
  const width = Math.min(
    COLUMNS,
    rows.reduce((n, r) => Math.max(n, r.cells.length), 0),
  );
  const texts = rows.map((r) => Array.from({ length: width }, (_, i) => (r.cells[i] ?? '').replace(/[\t\r\n]+/g, ' ')));
  const found = findHead(texts, []);
  const caption = texts.slice(0, found.captionRows).map((r) => r.filter(Boolean).join(' '));
  if (texts.length)
    into.take({
      grids: [
        {
          at: '表格',
          kind: 'shown',
          ...(caption.length ? { caption: caption.join('\n') } : {}),
          headRows: found.headRows,
          head: found.head,
          rows: texts.slice(found.captionRows),
          rowNumbers: rows.slice(found.captionRows).map((r) => r.no),
          // A file of values cannot mark its head; its first line is one by convention.
          headMarked: found.headRows > 0,
        },
      ],
    });
  return specimenOf({ name, format: 'csv', title: caption[0] ?? '' }, into);
}
