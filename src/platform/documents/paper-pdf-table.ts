import type { PaperTable } from './paper.ts';
import { AREA, CELL_PADDING, cellPitch, PITCH, tableSize } from './paper-form.ts';
import { type Placed, placeCells, tiedRows } from './paper-grid.ts';
import type { Line } from './paper-lines.ts';
import type { Setting, Sheet } from './paper-sheet.ts';

type Box = Placed & { lines: Line[][]; count: number };
type Part = { boxes: Box[]; heights: number[] };
type Look = { sheet: Sheet; columns: number[]; set: Setting };

const sum = (of: readonly number[], from = 0, to = of.length): number => of.slice(from, to).reduce((a, b) => a + b, 0);

/** A table at the current place: rows stay whole, rows tied by a spanning cell stay together where a page can hold them. */
export function drawTable(sheet: Sheet, table: PaperTable): void {
  const total = sum(table.widths);
  const columns = table.widths.map((w) => (w / total) * AREA.width);
  const size = tableSize(columns.length);
  const set: Setting = { size, pitch: cellPitch(size), align: 'left' };
  const look = { sheet, columns, set };
  if (sheet.y > AREA.top + 1) sheet.y += PITCH / 4;
  if (table.caption) {
    sheet.need(PITCH * 3);
    sheet.paragraph([{ text: table.caption }], { ...set, size: 14, pitch: PITCH, align: 'center', bold: true });
  }
  const element = sheet.doc.struct('Table');
  sheet.root.add(element);
  const head = measured(look, table.head, true);
  const page = AREA.height - sum(head.heights);
  const whole = measured(look, withoutTallRows(look, table.rows, page), false);
  const tall = sum(whole.heights);
  const room = (): number => AREA.top + AREA.height - sheet.y;
  // A head is not left alone, and a table that a page can hold is not torn for the sake of a few lines.
  if (room() < sum(head.heights) + Math.min(whole.heights[0] ?? 0, page)) sheet.page();
  else if (tall <= page && sum(head.heights) + tall > room() && room() < AREA.height / 3) sheet.page();
  const top = (): void => drawPart(look, element, head, 0, head.heights.length, 'TH');
  top();
  for (const [from, to] of tiedRows(whole.boxes, whole.heights.length)) {
    let at = from;
    while (at < to) {
      const rest = sum(whole.heights, at, to);
      if (rest > room() + 0.5 && rest <= page && sheet.y > AREA.top + sum(head.heights) + 1) {
        sheet.page();
        top();
      }
      let until = at;
      while (until < to && sum(whole.heights, at, until + 1) <= room() + 0.5) until += 1;
      if (until === at) {
        if (sheet.y > AREA.top + sum(head.heights) + 1) {
          sheet.page();
          top();
          continue;
        }
        until = at + 1;
      }
      drawPart(look, element, whole, at, until, 'TD');
      at = until;
    }
  }
  element.end();
  sheet.y += 4;
  if (table.note) sheet.paragraph([{ text: table.note }], { ...set, size: 10.5, pitch: cellPitch(10.5) });
  sheet.y += PITCH / 2;
}

function measured({ sheet, columns, set }: Look, rows: PaperTable['rows'], bold: boolean): Part {
  const boxes: Box[] = placeCells(rows, columns.length).map((p) => {
    const width = sum(columns, p.col, p.col + p.cols) - 2 * CELL_PADDING;
    const lines = p.cell.text
      .split('\n')
      .map((text) => sheet.lines([{ text }], width, { ...set, bold: p.cell.bold ?? bold }));
    return { ...p, lines, count: lines.reduce((n, l) => n + Math.max(1, l.length), 0) };
  });
  const heights = rows.map(() => set.pitch + 2 * CELL_PADDING);
  const grow = (b: Box): void => {
    const missing = b.count * set.pitch + 2 * CELL_PADDING - sum(heights, b.row, b.row + b.rows);
    // What a spanning cell needs beyond its rows is shared out among them.
    if (missing > 0) for (let r = b.row; r < b.row + b.rows; r++) heights[r] = (heights[r] ?? 0) + missing / b.rows;
  };
  for (const b of [...boxes].sort((x, y) => x.rows - y.rows)) grow(b);
  return { boxes, heights };
}

/** A row taller than a page becomes several, its words going on in the next. */
function withoutTallRows(look: Look, rows: PaperTable['rows'], page: number): PaperTable['rows'] {
  const { boxes } = measured(look, rows, false);
  const most = Math.floor((page - 2 * CELL_PADDING) / look.set.pitch);
  return rows.flatMap((cells, row) => {
    const mine = boxes.filter((b) => b.row === row);
    const parts = Math.ceil(Math.max(1, ...mine.filter((b) => b.rows === 1).map((b) => b.count)) / most);
    if (parts === 1 || boxes.some((b) => b.rows > 1 && b.row <= row && row < b.row + b.rows)) return [cells];
    const words = mine.map((b) =>
      b.lines.flatMap((l) => (l.length ? l.map((x) => x.pieces.map((q) => q.text).join('')) : [''])),
    );
    return Array.from({ length: parts }, (_, k) =>
      mine.map((b, i) => ({ ...b.cell, text: (words[i] ?? []).slice(k * most, (k + 1) * most).join('\n') })),
    );
  });
}

/** Rows `from` to `to` at the current place. A cell whose rows began on an earlier page is drawn empty here. */
function drawPart(
  { sheet, columns, set }: Look,
  table: PDFKit.PDFStructureElement,
  part: Part,
  from: number,
  to: number,
  role: 'TH' | 'TD',
): void {
  const { doc } = sheet;
  for (let row = from; row < to; row++) {
    const element = doc.struct('TR');
    table.add(element);
    for (const b of part.boxes.filter((x) => x.row <= row && row < x.row + x.rows)) {
      const begins = Math.max(b.row, from);
      if (begins !== row) continue;
      const x = AREA.left + sum(columns, 0, b.col);
      const y = sheet.y + sum(part.heights, from, row);
      const width = sum(columns, b.col, b.col + b.cols);
      const height = sum(part.heights, row, Math.min(b.row + b.rows, to));
      doc.markContent('Artifact', { type: 'Layout' });
      doc.lineWidth(0.6).strokeColor('#000000').rect(x, y, width, height).stroke();
      doc.endMarkedContent();
      if (b.row === row) cellWords(sheet, element, b, { x, y, width, height }, set, role);
    }
    element.end();
  }
  sheet.y += sum(part.heights, from, to);
}

function cellWords(
  sheet: Sheet,
  row: PDFKit.PDFStructureElement,
  b: Box,
  at: { x: number; y: number; width: number; height: number },
  set: Setting,
  role: 'TH' | 'TD',
): void {
  const element = sheet.doc.struct(role);
  row.add(element);
  const align = b.cell.align ?? (role === 'TH' ? 'center' : 'left');
  const mine: Setting = { ...set, align, bold: b.cell.bold ?? role === 'TH' };
  let y = at.y + Math.max(CELL_PADDING, (at.height - b.count * set.pitch) / 2) + set.pitch / 2;
  b.lines.forEach((lines, i) => {
    const runs = [{ text: b.cell.text.split('\n')[i] ?? '' }];
    for (const line of lines) {
      const content = sheet.doc.markStructureContent(role);
      sheet.line(line, runs, { x: at.x + CELL_PADDING, y, width: at.width - 2 * CELL_PADDING }, mine);
      sheet.doc.endMarkedContent();
      element.add(content);
      y += set.pitch;
    }
    if (lines.length === 0) y += set.pitch;
  });
  element.end();
}
