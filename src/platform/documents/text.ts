import { Parser } from 'htmlparser2';
import { escapeMarkup } from '../../lib/markup.ts';

/** A paragraph, or a table as a grid. A cell over several rows is repeated in each; one over several columns is not. */
export type Block = { kind: 'text'; text: string } | { kind: 'table'; rows: string[][] };

const SILENT = new Set([
  ...['script', 'style', 'noscript', 'template', 'title', 'head', 'iframe', 'object', 'textarea', 'select', 'svg'],
  ...['math', 'noembed', 'noframes', 'xmp', 'nav', 'footer', 'aside'],
]);
const INLINE = new Set([
  ...['a', 'b', 'strong', 'i', 'em', 'u', 's', 'sup', 'sub', 'span', 'font', 'small', 'big', 'code', 'mark', 'del'],
  ...['ins', 'abbr', 'cite', 'q', 'label', 'kbd', 'time', 'wbr', 'img', 'bdi', 'bdo', 'ruby', 'rt', 'rp'],
]);

/** Only blanks of the markup are folded: an ideographic space in a name is part of the text. */
const fold = (text: string): string => text.replace(/[ \t\r\n\f\u00a0]+/g, ' ');
const trim = (text: string): string => text.replace(/^[ \u3000]+|[ \u3000]+$/g, '');

/** One `<p>` for each line that says something. */
export function paragraphs(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029\f]/)
    .map((line) => trim(fold(line)))
    .filter((line) => line !== '')
    .map((line) => `<p>${escapeMarkup(line)}</p>`)
    .join('\n');
}

type Cell = { text: string; across: number; down: number };
type Piece = { text: string } | { rows: Cell[][] };

/** Columns or rows a cell spans, as markup says it; never more than a table may have. */
export const span = (value: string | undefined): number =>
  Math.min(100, Math.max(1, Number.parseInt(value ?? '', 10) || 1));

/** No page nests deeper by design; parsers need quadratic time to find the way out of what does. */
const DEEPEST = 2_000;

/** Whether elements stand inside one another beyond any use, closed or not. */
export function tooDeep(html: string): boolean {
  if (atMost(html, '<', DEEPEST)) return false;
  let depth = 0;
  let deepest = 0;
  const parser = new Parser({
    onopentagname() {
      depth += 1;
      deepest = Math.max(deepest, depth);
      // Stops the parser itself: what is left is not looked at.
      if (depth > DEEPEST) parser.reset();
    },
    onclosetag() {
      depth -= 1;
    },
  });
  for (let i = 0; i < html.length && deepest <= DEEPEST; i += CHUNK) parser.write(html.slice(i, i + CHUNK));
  return deepest > DEEPEST;
}

const CHUNK = 16_384;

/** Whether a sign stands in a text so many times at most: fewer tags than levels need no parser. */
function atMost(text: string, sign: string, times: number): boolean {
  let n = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) if (++n > times) return false;
  return true;
}

/** The last resort for markup no parser should be given: everything between angle brackets goes. */
export const withoutTags = (html: string): string =>
  paragraphs(
    html
      .split('<')
      .map((part, i) => (i === 0 ? part : part.slice(part.indexOf('>') + 1)))
      .join('\n'),
  );

/** Reads markup as a stream, so that no depth of nesting can exhaust the stack. */
function piecesOf(given: string): Piece[] {
  const html = tooDeep(given) ? withoutTags(given) : given;
  const pieces: Piece[] = [];
  let line = '';
  let silent = 0;
  let tables = 0;
  let cells = 0;
  let rows: Cell[][] = [];
  let cell: Cell | undefined;
  const take = (): string => {
    const text = trim(fold(line));
    line = '';
    return text;
  };
  const flush = (): void => {
    const text = take();
    if (text) pieces.push({ text });
  };
  const edge = (): void => {
    if (cells) line += ' ';
    else flush();
  };
  const parser = new Parser({
    onopentag(name, attribs) {
      if (SILENT.has(name)) silent += 1;
      if (name === 'table') {
        edge();
        if (tables === 0) rows = [];
        tables += 1;
      } else if (name === 'tr' && !cells) rows.push([]);
      else if ((name === 'td' || name === 'th') && tables) {
        if (cells++ === 0) {
          flush();
          cell = { text: '', across: span(attribs.colspan), down: span(attribs.rowspan) };
        }
      } else if (!INLINE.has(name)) edge();
    },
    ontext(text) {
      if (!silent) line += fold(text);
    },
    onclosetag(name) {
      if (SILENT.has(name)) silent = Math.max(0, silent - 1);
      if (name === 'table' && tables) {
        edge();
        tables -= 1;
        if (!tables) pieces.push({ rows });
      } else if ((name === 'td' || name === 'th') && cells) {
        if (--cells === 0 && cell) {
          cell.text = take();
          if (!rows.length) rows.push([]);
          rows.at(-1)?.push(cell);
        }
      } else if (!INLINE.has(name)) edge();
    },
  });
  parser.write(html);
  parser.end();
  flush();
  return pieces;
}

/**
 * The words of any markup: one line for each paragraph, heading, list item and table row, cells parted by a tab.
 * Scripts, styles and menus are not words. For search, checks and comparison.
 */
export const textOf = (html: string): string => linesOf(piecesOf(html));

function linesOf(pieces: readonly Piece[]): string {
  const lines: string[] = [];
  for (const piece of pieces) {
    if ('text' in piece) lines.push(piece.text);
    else for (const row of piece.rows) lines.push(row.map((c) => c.text).join('\t'));
  }
  return lines.filter((line) => line.trim() !== '').join('\n');
}

/** The words as `textOf` reads them, and with tables kept as grids for a program that looks for rows and columns; read once. */
export function wordsOf(html: string): { text: string; blocks: Block[] } {
  const pieces = piecesOf(html);
  return { text: linesOf(pieces), blocks: gridsOf(pieces) };
}

function gridsOf(pieces: readonly Piece[]): Block[] {
  return pieces.flatMap((piece): Block[] => {
    if ('text' in piece) return [{ kind: 'text', text: piece.text }];
    const rows = grid(piece.rows);
    return rows.length ? [{ kind: 'table', rows }] : [];
  });
}

/** Widest table read as a grid; a published table has a handful of columns. */
const COLUMNS = 200;

function grid(rows: Cell[][]): string[][] {
  let above: { text: string; left: number }[] = [];
  return rows
    .map((row) => {
      const out: string[] = [];
      const next: typeof above = [];
      const put = (text: string, left: number): void => {
        if (out.length >= COLUMNS) return;
        if (left > 1) next[out.length] = { text, left: left - 1 };
        out.push(text);
      };
      const fromAbove = (): void => {
        for (let over = above[out.length]; over; over = above[out.length]) put(over.text, over.left);
      };
      for (const c of row) {
        fromAbove();
        put(c.text, c.down);
        for (let i = 1; i < c.across; i += 1) put('', c.down);
        if (out.length >= COLUMNS) break;
      }
      fromAbove();
      above = next;
      return out;
    })
    .filter((row) => row.some((text) => text !== ''));
}
