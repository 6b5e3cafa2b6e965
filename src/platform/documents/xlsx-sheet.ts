import type { Merge } from './head.ts';
import { own } from './layer-text.ts';
import type { Limits } from './limits.ts';
import { type CellStyle, shownNumber } from './xlsx-formats.ts';
import { type SharedStrings, unescaped } from './xlsx-strings.ts';
import { type Attributes, attr, isOn, isWords, streamXml } from './xml.ts';

/** A row with something in it. `cols` (from 0, rising) and `texts` go together; `flags`: 1 a number, 2 not to be seen. */
export type SheetRow = { no: number; hidden: boolean; cols: number[]; texts: string[]; flags: number[] };
export const NUMBER = 1;
export const UNSEEN = 2;

/** What a sheet says beside its cells; complete once it is read. */
export type SheetFacts = {
  hiddenColumns: Set<number>;
  /** Widths that were set, in characters, by column. */
  widths: Map<number, number>;
  merges: Merge[];
  frozenRows: number;
  links: { ref: string; id?: string; location?: string; tooltip?: string; display?: string }[];
  /** Words that are not in cells: validation lists, formulas' words, settings; and what is printed at the edges. */
  rest: { at: string; text: string }[];
  chrome: string[];
};

const CELLISH = new Set([
  'row',
  'c',
  'v',
  'f',
  'is',
  't',
  'r',
  'col',
  'mergeCell',
  'sheetView',
  'pane',
  'selection',
  'dimension',
  'hyperlink',
  'worksheet',
  'brk',
  'cfRule',
  'cfvo',
  'color',
  'sheetPr',
]);
const CHROME = /^(?:odd|even|first)(?:Header|Footer)$/;

/** Column of a cell's address, from 0; -1 when there is none. */
function columnOf(ref: string): number {
  let n = 0;
  for (let i = 0; i < ref.length; i += 1) {
    const c = ref.charCodeAt(i) | 32;
    if (c < 97 || c > 122) break;
    n = n * 26 + c - 96;
  }
  return n - 1;
}

/** `A` for 0, `AA` for 26. */
export const columnName = (col: number): string =>
  (col >= 26 ? columnName(Math.floor(col / 26) - 1) : '') + String.fromCharCode(65 + (col % 26));

/**
 * Reads one sheet as a stream; `row` is given each row that holds something, in order. Empty rows cost nothing but the
 * time to pass them. Throws `Refused`.
 */
export async function readSheet(
  chunks: AsyncIterable<Buffer>,
  book: { strings: SharedStrings; styles: readonly CellStyle[]; from1904: boolean },
  row: (row: SheetRow, facts: SheetFacts) => void,
  limits: Limits,
): Promise<SheetFacts> {
  const facts: SheetFacts = {
    hiddenColumns: new Set(),
    widths: new Map(),
    merges: [],
    frozenRows: 0,
    links: [],
    rest: [],
    chrome: [],
  };
  const said = new Set<string>();
  const say = (at: string, text: string): void => {
    const key = `${at} ${text}`;
    if (!text.trim() || said.has(key) || said.size > 20_000) return;
    said.add(key);
    facts.rest.push({ at, text: own(text) });
  };
  let current: SheetRow = { no: 0, hidden: false, cols: [], texts: [], flags: [] };
  let column = -1;
  let type = '';
  let style = 0;
  let value = '';
  let formula = '';
  let taking: 'value' | 'formula' | 'speech' | 'other' | '' = '';
  let other = '';
  let speech = 0;
  let validation = 0;
  let allHidden = false;

  const endCell = (): void => {
    if (formula.includes('"'))
      for (const m of formula.matchAll(/"((?:[^"]|"")+)"/g)) if (isWords(m[1] ?? '')) say('公式里的文字', m[1] ?? '');
    if (value === '') return;
    const looks = book.styles[style];
    let text = value;
    let flags = looks?.hidden ? UNSEEN : 0;
    if (type === 's') {
      const index = Number(value);
      book.strings.used.add(index);
      text = book.strings.texts[index] ?? '';
    } else if (type === '' || type === 'n') {
      flags |= NUMBER;
      text = own(shownNumber(value.trim(), looks?.format ?? '', book.from1904));
    } else if (type === 'b') text = value.trim() === '1' ? 'TRUE' : 'FALSE';
    else text = own(unescaped(value));
    if (text.trim() === '') return;
    current.cols.push(column);
    current.texts.push(text);
    current.flags.push(flags);
  };
  const settings = (name: string, a: Attributes): void => {
    if (name === 'col') columns(a, facts);
    else if (name === 'mergeCell') {
      const merge = mergeOf(a.ref ?? '');
      if (merge && facts.merges.length < 100_000) facts.merges.push(merge);
    } else if (name === 'pane') {
      if (/^frozen/i.test(a.state ?? '')) facts.frozenRows = Number(a.ySplit ?? 0) || 0;
    } else if (name === 'sheetFormatPr') allHidden = isOn(a.zeroHeight);
    else if (name === 'hyperlink') {
      const { ref = '', location, tooltip, display } = a;
      const id = attr(a, ':id');
      facts.links.push({
        ref,
        ...(id ? { id } : {}),
        ...(location ? { location } : {}),
        ...(tooltip ? { tooltip } : {}),
        ...(display ? { display } : {}),
      });
    } else if (name === 'dataValidation') validation += 1;
    if (CELLISH.has(name)) return;
    for (const key in a) {
      // *李四*: a filter's wildcards.
      const words = name === 'customFilter' ? (a[key] ?? '').replace(/^\*|\*$/g, '') : (a[key] ?? '');
      if (!key.startsWith('xmlns') && isWords(words)) say('工作表的设置', words);
    }
  };

  await streamXml(
    chunks,
    {
      open(name, a) {
        if (name === 'c') {
          const ref = a.r;
          column = ref ? columnOf(ref) : column + 1;
          type = a.t ?? '';
          style = a.s === undefined ? 0 : Number(a.s);
          value = formula = '';
        } else if (name === 'v' || name === 't') taking = speech ? 'speech' : 'value';
        else if (name === 'row') {
          const no = Number(a.r);
          const hidden = isOn(a.hidden) || a.ht === '0' || (allHidden && a.ht === undefined && a.hidden === undefined);
          current = { no: no > 0 ? no : current.no + 1, hidden, cols: [], texts: [], flags: [] };
          column = -1;
        } else if (name === 'f') taking = validation ? 'other' : 'formula';
        else if (name === 'rPh') speech += 1;
        else if (CHROME.test(name) || /^formula[12]?$/.test(name)) {
          taking = 'other';
          other = '';
        } else settings(name, a);
      },
      text(part) {
        if (taking === 'value') value += part;
        else if (taking === 'formula') formula += part;
        else if (taking === 'other') other += part;
        else if (taking === 'speech') say('拼音注音', part);
      },
      close(name) {
        if (name === 'c') endCell();
        else if (name === 'v' || name === 't' || name === 'f') taking = taking === 'other' && validation ? 'other' : '';
        else if (name === 'row') {
          if (current.texts.length) row(current, facts);
        } else if (name === 'rPh') speech -= 1;
        else if (name === 'dataValidation') validation -= 1;
        else if (CHROME.test(name)) {
          const text = printed(other);
          if (text) facts.chrome.push(text);
          taking = '';
        } else if (/^formula[12]?$/.test(name)) {
          const words = other.includes('"') ? other.replace(/"/g, '') : '';
          if (validation) say('数据验证的选项', words);
          else if (isWords(words)) say('条件格式里的文字', words);
          taking = '';
        }
      },
    },
    limits,
  );
  return facts;
}

function columns(a: Attributes, facts: SheetFacts): void {
  const hidden = isOn(a.hidden) || a.width === '0';
  const from = Math.max(1, Number(a.min) || 1);
  const to = Math.min(16_384, Number(a.max) || from);
  for (let col = from - 1; col < to; col += 1) {
    if (hidden) facts.hiddenColumns.add(col);
    else if (col < 256 && Number(a.width) > 0) facts.widths.set(col, Number(a.width));
  }
}

function mergeOf(ref: string): Merge | undefined {
  const [from = '', to = ''] = ref.split(':');
  const row = Number(/\d+$/.exec(from)?.[0]);
  const end = Number(/\d+$/.exec(to)?.[0]);
  if (!(row > 0 && end >= row)) return undefined;
  const col = columnOf(from);
  return { row: row - 1, col, down: end - row + 1, across: columnOf(to) - col + 1 };
}

/** Words of a printed header without its codes for place, font, page number. */
const printed = (code: string): string =>
  code
    .replace(/&"[^"]*"|&\d+|&K[\dA-F]{6}|&[A-Z]/gi, ' ')
    .replace(/&&/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
