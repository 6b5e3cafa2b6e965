import { Parser } from 'htmlparser2';
import { escapeMarkup } from '../../lib/markup.ts';
import type { Grid } from '../../lib/specimen.ts';
import { hasPayload } from './docx-fields.ts';
import { fills, OLD, tellingMark } from './docx-words.ts';
import type { Limits } from './limits.ts';
import { tellingName } from './package-parts.ts';
import { Refused, SAY } from './refusal.ts';
import { type Attributes, attr, isOn } from './xml.ts';

/** Elements that go with everything inside them. */
const GONE = new Set([
  ...['del', 'moveFrom', 'commentRangeStart', 'commentRangeEnd', 'commentReference', 'annotationRef', 'OLEObject'],
  ...['control', 'altChunk', 'subDoc', 'permStart', 'permEnd', 'proofErr', 'Fallback', 'smartTagPr', 'dataBinding'],
  ...['alias', 'tag', 'listItem', 'delInstrText', 'moveFromRangeStart', 'moveFromRangeEnd', 'moveToRangeStart'],
  ...['moveToRangeEnd', 'customXmlInsRangeStart', 'customXmlInsRangeEnd', 'customXmlDelRangeStart'],
  ...['customXmlDelRangeEnd', 'ffData'],
]);

type Cut = { from: number; to: number; with: string };
type Run = { from: number; hidden: boolean; white: boolean; shaded: boolean };
type CellCuts = { col: number; texts: { from: number; to: number; text: string }[]; covered: boolean; said: string[] };
type TableCuts = {
  row: number;
  col: number;
  cell: CellCuts | undefined;
  shaded: boolean;
  rowFrom: number;
  rowGone: boolean;
};

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * A text part of a .docx without what it does not show. Markup that stays is not written anew but kept as it is, so
 * nothing of the look is lost; cells of tables whose grid says something else get its text. Throws `Refused`.
 */
export function cleanWord(
  xml: string,
  about: { hiddenStyles: ReadonlySet<string>; grids: readonly Grid[] },
  limits: Limits,
): string {
  const cuts: Cut[] = [];
  const path: { name: string; from: number }[] = [];
  const tables: TableCuts[] = [];
  let run: Run | undefined;
  let styleHides = false;
  let tableNo = 0;
  let boxes = 0;
  /** Depth at which an element that goes was opened. */
  let gone = 0;
  let text: { from: number; to: number; text: string } | undefined;
  let instruction = '';

  const cut = (from: number, to: number, put = ''): void => void cuts.push({ from, to, with: put });
  const parentOf = (n = 2): string => path.at(-n)?.name ?? '';

  const properties = (name: string, a: Attributes): void => {
    const value = attr(a, 'val');
    const on = value === undefined || isOn(value);
    const table = tables.at(-1);
    if (parentOf() === 'rPr' && parentOf(3) === 'r' && run) {
      if ((name === 'vanish' || name === 'specVanish') && on) run.hidden = true;
      else if (name === 'rStyle' && value && about.hiddenStyles.has(value)) run.hidden = true;
      else if (name === 'sz' && Number(value) > 0 && Number(value) <= 2) run.hidden = true;
      else if (name === 'color' && /^f{6}$/i.test(value ?? '')) run.white = true;
      else if (name === 'highlight' || (name === 'shd' && fills(a))) run.shaded = true;
    } else if (name === 'pStyle') styleHides = value !== undefined && about.hiddenStyles.has(value);
    else if (name === 'shd' && fills(a) && parentOf() === 'tcPr' && table) table.shaded = true;
    else if (name === 'tblStyle' && table) table.shaded = true;
    else if (name === 'vMerge' && table?.cell && value !== 'restart') table.cell.covered = true;
    else if (name === 'gridSpan' && table && parentOf() === 'tcPr')
      table.col += Math.min(63, Math.max(1, Number(value) || 1)) - 1;
  };

  const attributes = (name: string, a: Attributes): void => {
    const from = parser.startIndex;
    const to = parser.endIndex + 1;
    const tag = xml.slice(from, to);
    let put = tag;
    if ((name === 'docPr' || name === 'cNvPr') && tellingName(attr(a, 'name')))
      put = put.replace(/(\sname=)(?:"[^"]*"|'[^']*')/, '$1"图片"');
    if (name === 'bookmarkStart' && tellingMark(attr(a, 'name')))
      put = put.replace(/(\s\w+:name=)(?:"[^"]*"|'[^']*')/, `$1"_m${from}"`);
    if (name === 'imagedata') put = put.replace(/\s(?:\w+:)?title=(?:"[^"]*"|'[^']*')/, '');
    if (name === 'blip' || name === 'imagedata') put = put.replace(/\sr:(?:link|href)=(?:"[^"]*"|'[^']*')/g, '');
    if (put !== tag) cut(from, to, put);
  };

  const opened = (name: string, a: Attributes): void => {
    const from = parser.startIndex;
    if (name === 'r') run = { from, hidden: false, white: false, shaded: false };
    else if (name === 'p') styleHides = false;
    else if (name === 't') text = { from: parser.endIndex + 1, to: parser.endIndex + 1, text: '' };
    else if (name === 'tbl') {
      if (!tables.length && !boxes) tableNo += 1;
      tables.push({ row: 0, col: 0, cell: undefined, shaded: false, rowFrom: 0, rowGone: false });
    } else if (name === 'txbxContent') boxes += 1;
    else if (name === 'instrText') instruction = '';
    const table = tables.at(-1);
    if (name === 'tr' && table) Object.assign(table, { row: table.row + 1, col: -1, rowFrom: from, rowGone: false });
    else if (name === 'tc' && table) {
      table.col += 1;
      table.cell = { col: table.col, texts: [], covered: false, said: [] };
    }
    properties(name, a);
    attributes(name, a);
  };

  const closed = (name: string, from: number, to: number): void => {
    const table = tables.at(-1);
    if (name === 't' && text) {
      const seen = { ...text, to: Math.max(text.from, parser.startIndex) };
      if (!boxes) table?.cell?.texts.push(seen);
      text = undefined;
    } else if (name === 'r' && run) {
      const white = run.white && !run.shaded && !tables.some((t) => t.shaded);
      if (run.hidden || styleHides || white || table?.cell?.covered) {
        cut(from, to);
        const cell = table?.cell;
        if (cell) cell.texts = cell.texts.filter((t) => t.from < from);
      }
      run = undefined;
    } else if (name === 'instrText' && hasPayload(instruction)) cut(from, to);
    else if (name === 'txbxContent') boxes -= 1;
    else if (name === 'tc' && table?.cell) {
      if (tables.length === 1 && !boxes) replaceCell(table, table.cell);
      table.cell = undefined;
    } else if (name === 'tr' && table?.rowGone) cut(table.rowFrom, to);
    else if (name === 'tbl') tables.pop();
  };

  const replaceCell = (table: TableCuts, cell: CellCuts): void => {
    const grid = about.grids.find((g) => g.kind === 'shown' && g.at === `第${tableNo}个表`);
    const index = grid?.rowNumbers?.indexOf(table.row) ?? -1;
    const wanted = grid?.rows[index]?.[cell.col];
    if (wanted === undefined || cell.covered) return;
    const bare = (s: string): string => s.replace(/\s+/g, '');
    if (bare(cell.texts.map((t) => t.text).join('')) === bare(wanted)) return;
    for (const [i, t] of cell.texts.entries()) cut(t.from, t.to, i === 0 ? escapeMarkup(wanted) : '');
  };

  const parser: Parser = new Parser(
    {
      onopentag(full, a) {
        const name = local(full);
        path.push({ name, from: parser.startIndex });
        if (path.length > limits.xmlDepth) throw new Refused('too-deep', SAY.depth());
        if (gone) return;
        const parent = parentOf();
        const marks = parent === 'rPr' || parent === 'trPr' || parent === 'tcPr' || parent === 'numPr';
        if (parent === 'trPr' && name === 'del') {
          const table = tables.at(-1);
          if (table) table.rowGone = true;
        }
        if (
          GONE.has(name) ||
          OLD.test(name) ||
          (marks && (name === 'ins' || name === 'moveTo' || name === 'cellIns' || name === 'cellDel'))
        )
          gone = path.length;
        else if (name === 'ins' || name === 'moveTo') cut(parser.startIndex, parser.endIndex + 1);
        else opened(name, a);
      },
      ontext(part) {
        if (gone) return;
        if (text) text.text += part;
        else if (path.at(-1)?.name === 'instrText') instruction += part;
      },
      onclosetag() {
        const top = path.at(-1);
        if (!top) return;
        const to = parser.endIndex + 1;
        if (gone === path.length) {
          cut(top.from, to);
          gone = 0;
        } else if (!gone) {
          // An empty element that was cut when it opened has no end tag of its own.
          const ownEnd = xml[parser.startIndex + 1] === '/';
          if ((top.name === 'ins' || top.name === 'moveTo') && ownEnd) cut(parser.startIndex, to);
          else closed(top.name, top.from, to);
        }
        path.pop();
      },
    },
    { xmlMode: true },
  );
  parser.write(xml);
  parser.end();
  return spliced(xml, cuts);
}

/** Cuts made from the outside in: one inside another that goes is part of it. */
function spliced(xml: string, cuts: Cut[]): string {
  cuts.sort((a, b) => a.from - b.from || b.to - a.to);
  const parts: string[] = [];
  let at = 0;
  for (const c of cuts) {
    if (c.from < at) continue;
    parts.push(xml.slice(at, c.from), c.with);
    at = c.to;
  }
  parts.push(xml.slice(at));
  return parts.join('');
}
