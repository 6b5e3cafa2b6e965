import { Parser } from 'htmlparser2';
import type { Grid, LayerKind, Link, Picture, Spot } from '../../lib/specimen.ts';
import { unescaped } from './html-attributes.ts';
import { type Cell, gridOf, type Table } from './html-grid.ts';
import { hides, turns } from './html-hiding.ts';
import { attributesSaid, type Markup } from './html-said.ts';
import { span, tooDeep } from './text.ts';

/** Characters of the shown text and where they stand in the markup: one to one, or one character for a longer range. */
export type Run = { at: number; length: number; ranges: [from: number, to: number][] };

export type Scan = {
  text: string;
  spots: Spot[];
  runs: Run[];
  title: string;
  grids: Grid[];
  pictures: Picture[];
  links: Link[];
  /** Texts that are not shown, or not as text. */
  rest: { kind: LayerKind; at: string; text: string; spot?: string }[];
  /** Files inside the markup (`data:`) that are no texts. */
  files: { at: string; bytes: Uint8Array }[];
};

const INLINE = new Set([
  ...['a', 'b', 'strong', 'i', 'em', 'u', 's', 'sup', 'sub', 'span', 'font', 'small', 'big', 'code', 'mark', 'del'],
  ...['ins', 'abbr', 'cite', 'q', 'label', 'kbd', 'time', 'wbr', 'img', 'bdi', 'bdo', 'ruby', 'rt', 'rp', 'input'],
]);
/** Pages in attributes of pages in attributes. */
const DEEPEST_PAGE = 3;
const BLANK = /[ \t\r\n\f\u00a0]/;

/**
 * Reads markup as a stream: what it shows (a line for each paragraph and table row, cells parted by a tab), with the way
 * back from each character into the markup, and everything it carries and does not show.
 */
export function scanHtml(html: string, depth = 0): Scan {
  const out: Scan = {
    text: '',
    spots: [],
    runs: [],
    title: '',
    grids: [],
    pictures: [],
    links: [],
    rest: [],
    files: [],
  };
  const parts: string[] = [];
  let length = 0;
  /** Whether the open line or cell has a character yet, and the blank that waits for the next one. */
  let begun = false;
  let blank: [number, number][] | undefined;
  let paragraphs = 0;
  let tables = 0;
  let openTables = 0;
  let cells = 0;
  let table: Table | undefined;
  let cell: Cell | undefined;
  let rowBegun = false;
  let hidden = 0;
  let inTitle = 0;
  const stack: { off: boolean; turned: boolean }[] = [];
  let link: { href: string; at: string; text: string } | undefined;
  let secret = '';
  let captionPart = 0;

  const place = (): string =>
    table ? `第${tables}个表第${Math.max(1, table.rows.length)}行` : `第${Math.max(1, paragraphs)}段`;
  const put = (text: string, ranges: [number, number][]): void => {
    const last = out.runs.at(-1);
    const only = ranges[0];
    const end = last?.ranges.at(-1);
    // Neighbours in text and markup are one run.
    if (last && only && end && last.at + last.length === length && end[1] === only[0] && straight(last))
      if (ranges.length === 1 && only[1] - only[0] === text.length) {
        end[1] = only[1];
        last.length += text.length;
        parts.push(text);
        length += text.length;
        return;
      }
    if (ranges.length) out.runs.push({ at: length, length: text.length, ranges });
    parts.push(text);
    length += text.length;
  };
  const separator = (text: string): void => {
    parts.push(text);
    length += text.length;
  };
  const begin = (): void => {
    if (begun) return;
    begun = true;
    if (cell) {
      if (!rowBegun && length) separator('\n');
      if (!rowBegun) out.spots.push({ from: length, at: place() });
      rowBegun = true;
      for (; cell.tabs > 0; cell.tabs -= 1) separator('\t');
      cell.from = length;
      cell.part = parts.length;
    } else {
      if (length) separator('\n');
      if (fresh) paragraphs += 1;
      fresh = false;
      out.spots.push({ from: length, at: place() });
    }
  };
  /** The next line that is not a table's begins a new paragraph, unless a line break ended the last. */
  let fresh = true;
  const flush = (paragraph: boolean): void => {
    begun = false;
    blank = undefined;
    if (paragraph) fresh = true;
    const text = unescaped(secret).replace(/\s+/g, ' ').trim();
    if (text) out.rest.push({ kind: 'hidden-text', at: '隐藏的文字', text, spot: place() });
    secret = '';
  };
  const edge = (paragraph = true): void => {
    if (cells && begun) blank ??= [];
    else if (!cells) flush(paragraph);
  };
  const shown = (text: string, from: number, entity: boolean): void => {
    if (link) link.text += text;
    for (let i = 0; i < text.length; ) {
      const end = entity ? text.length : wordEnd(text, i);
      const piece = text.slice(i, end);
      const range: [number, number] = entity ? [from, parser.endIndex + 1] : [from + i, from + end];
      i = end;
      if (BLANK.test(piece[0] ?? '')) {
        if (begun) blank = [...(blank ?? []), range];
        continue;
      }
      if (!begun && piece.trim() === '') continue;
      const lead = begun || entity ? 0 : piece.length - piece.replace(/^\u3000+/, '').length;
      begin();
      if (blank) put(' ', blank);
      blank = undefined;
      put(lead ? piece.slice(lead) : piece, [[range[0] + lead, range[1]]]);
    }
  };

  const parser: Parser = new Parser({
    onopentag(name, a) {
      const off = hides(name, a);
      if (off && !hidden) edge();
      const turned = !off && !hidden && turns(name, a);
      stack.push({ off, turned });
      if (off) hidden += 1;
      if (name === 'a' && a.href && !hidden) link = { href: a.href, at: place(), text: '' };
      attributesSaid(name, a, { at: place(), hidden: hidden > 0, out, inner });
      if (name === 'title') inTitle += 1;
      if (hidden) return;
      if (name === 'table') {
        edge();
        if (openTables++ === 0) {
          flush(true);
          tables += 1;
          table = { rows: [], caption: '', marked: 0, inHead: false };
        }
      } else if (name === 'thead' && table && openTables === 1) table.inHead = true;
      else if (name === 'tr' && !cells && table) {
        table.rows.push([]);
        if (table.inHead) table.marked = table.rows.length;
        rowBegun = false;
      } else if ((name === 'td' || name === 'th') && openTables) {
        if (cells++ === 0 && table) {
          if (!table.rows.length) table.rows.push([]);
          const row = table.rows.at(-1) ?? [];
          // A row begins with its first filled cell; the empty ones before it are tabs.
          const tabs = row.length ? 1 + (row.at(-1)?.tabs ?? 0) : 0;
          begun = false;
          blank = undefined;
          cell = {
            from: -1,
            part: 0,
            text: '',
            across: span(a.colspan),
            down: span(a.rowspan),
            head: name === 'th',
            tabs,
          };
          row.push(cell);
        }
      } else if (name === 'caption' && table && openTables === 1) {
        edge();
        captionPart = parts.length;
      } else if (name === 'br') edge(false);
      else if (!INLINE.has(name)) edge();
      if (turned) {
        begin();
        separator('\u202e');
      }
    },
    ontext(text) {
      const from = parser.startIndex;
      if (inTitle) out.title += text;
      else if (hidden) secret += text;
      else shown(text, from, html.slice(from, parser.endIndex + 1) !== text);
    },
    onclosetag(name) {
      const { off, turned } = stack.pop() ?? {};
      if (turned) separator('\u202c');
      if (name === 'title') inTitle = Math.max(0, inTitle - 1);
      if (name === 'a' && link) {
        out.links.push({ at: link.at, href: link.href, text: link.text.replace(/\s+/g, ' ').trim() });
        link = undefined;
      }
      if (!hidden) {
        if (name === 'table' && openTables) {
          edge();
          if (--openTables === 0) endTable();
        } else if (name === 'thead' && table) table.inHead = false;
        else if (name === 'caption' && table && openTables === 1) endCaption();
        else if ((name === 'td' || name === 'th') && cells) {
          if (--cells === 0) endCell();
        } else if (name !== 'br' && !INLINE.has(name)) edge();
      }
      if (off) hidden -= 1;
      if (off && !hidden) edge();
    },
    oncomment(text) {
      out.rest.push({ kind: 'comment', at: '网页注释', text: text.replace(/\s+/g, ' ').trim(), spot: place() });
    },
  });

  /** All words of a page inside this one, shown or not. */
  function inner(markup: string): Markup {
    if (depth >= DEEPEST_PAGE || tooDeep(markup)) return { text: markup, files: [] };
    const page = scanHtml(markup, depth + 1);
    const lines = [page.title, page.text, ...page.rest.map((r) => r.text), ...page.links.map((l) => l.href)];
    return { text: lines.filter((l) => l !== '').join('\n'), files: page.files };
  }
  function endCell(): void {
    if (cell && cell.from >= 0) {
      cell.text = parts.slice(cell.part).join('');
      cell.tabs = 0;
    }
    cell = undefined;
    begun = false;
    blank = undefined;
  }
  function endCaption(): void {
    flush(true);
    if (!table) return;
    table.caption = parts.slice(captionPart).join('').trim();
  }
  function endTable(): void {
    if (table) out.grids.push(...gridOf(table, `第${tables}个表`));
    table = undefined;
    cells = 0;
    flush(true);
  }

  parser.write(html);
  parser.end();
  flush(true);
  if (table) endTable();
  out.text = parts.join('');
  out.title = out.title.replace(/\s+/g, ' ').trim();
  return out;
}

/** Whether a run maps one to one. */
const straight = (run: Run): boolean => {
  const [from = 0, to = 0] = run.ranges[0] ?? [];
  return run.ranges.length === 1 && to - from === run.length;
};

/** End of the piece that begins at `i`: a run of blanks, or of anything else. */
function wordEnd(text: string, i: number): number {
  const blank = BLANK.test(text[i] ?? '');
  let end = i + 1;
  while (end < text.length && BLANK.test(text[end] ?? '') === blank) end += 1;
  return end;
}
