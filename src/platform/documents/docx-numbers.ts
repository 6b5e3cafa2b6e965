import { escapeMarkup } from '../../lib/markup.ts';
import {
  eachElement,
  type Level,
  type Numbering,
  readNumbering,
  readStyleNumbers,
  type StyleNumber,
} from './docx-levels.ts';
import { toChinese } from './numerals.ts';

const HEAVENLY = '甲乙丙丁戊己庚辛壬癸';
const FORMAL: Record<string, string> = Object.fromEntries(
  [...'零一二三四五六七八九十百千'].map((sign, i) => [sign, [...'零壹贰叁肆伍陆柒捌玖拾佰仟'][i] ?? sign]),
);

const letters = (n: number): string => String.fromCharCode(97 + ((n - 1) % 26)).repeat(Math.floor((n - 1) / 26) + 1);

const ROMAN = 'm1000 cm900 d500 cd400 c100 xc90 l50 xl40 x10 ix9 v5 iv4 i1'.split(' ');

function roman(n: number): string {
  let left = Math.min(n, 5000);
  let out = '';
  for (const step of ROMAN) {
    const value = Number(step.replace(/\D/g, ''));
    out += step.replace(/\d/g, '').repeat(Math.floor(left / value));
    left %= value;
  }
  return out;
}

/** A number in one of Word's formats (ECMA-376 17.18.59); formats we do not know are written in Arabic digits. */
function writeNumber(n: number, format: string): string {
  switch (format) {
    case 'none':
      return '';
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'ideographDigital':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
      return toChinese(n);
    case 'chineseLegalSimplified':
      return [...toChinese(n)].map((sign) => FORMAL[sign] ?? sign).join('');
    case 'ideographTraditional':
      return HEAVENLY[(n - 1) % 10] ?? String(n);
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return n >= 1 && n <= 20 ? String.fromCharCode(0x245f + n) : String(n);
    case 'decimalEnclosedParen':
      return `(${n})`;
    case 'decimalFullWidth':
      return String(n).replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));
    case 'decimalZero':
      return String(n).padStart(2, '0');
    case 'lowerLetter':
      return letters(n);
    case 'upperLetter':
      return letters(n).toUpperCase();
    case 'lowerRoman':
      return roman(n);
    case 'upperRoman':
      return roman(n).toUpperCase();
    default:
      return String(n);
  }
}

/** What parts number and words: 第一条 and 1 take a blank, 一、 and （一） do not. */
function gap(label: string, suffix: string): string {
  if (suffix === 'nothing' || /[、，）)．：]$/.test(label)) return '';
  return /[\u4e00-\u9fff]$/.test(label) ? '\u3000' : ' ';
}

class Counter {
  private readonly numbering: Numbering;
  private readonly counts = new Map<string, Map<number, number>>();
  private readonly begun = new Set<string>();
  constructor(numbering: Numbering) {
    this.numbering = numbering;
  }

  /** Counts one paragraph on; undefined when the file does not define that level. */
  next(numId: string, at: number): { level: Level; value: number; label: string } | undefined {
    const num = this.numbering.nums.get(numId);
    const levels = num && this.numbering.abstracts.get(num.abstract);
    const level = levels?.get(at);
    if (!num || !levels || !level) return undefined;
    const counts = this.counts.get(num.abstract) ?? new Map<number, number>();
    this.counts.set(num.abstract, counts);
    const override = num.starts.get(at);
    const fresh = override !== undefined && !this.begun.has(`${numId}/${at}`);
    this.begun.add(`${numId}/${at}`);
    const last = counts.get(at);
    const value = fresh ? override : last === undefined ? level.start : last + 1;
    counts.set(at, value);
    for (const [deeper] of [...counts]) if (deeper > at && levels.get(deeper)?.restart !== 0) counts.delete(deeper);
    const label = level.pattern.replace(/%([1-9])/g, (_, digit: string) => {
      const i = Number(digit) - 1;
      const other = levels.get(i);
      return other ? writeNumber(counts.get(i) ?? other.start, other.format) : '';
    });
    return { level, value, label };
  }
}

type Paragraph = {
  num: string | undefined;
  level: number | undefined;
  style: string | undefined;
  own: [number, number] | undefined;
  end: [number, number] | undefined;
};
type Edit = { from: number; to: number; insert: string };

const UNNUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>';

/**
 * Writes the numbers that Word counts by itself (一、 （一） 第三条 1.2) into the text of word/document.xml, because the
 * converter knows only bullets and 1. 2. 3. and an article without its number is a different text. Bullets, and plain
 * 1. 2. 3. while they run on without a break, stay lists.
 */
export function writeNumbers(documentXml: string, numberingXml: string, stylesXml: string | undefined): string {
  const numbering = readNumbering(numberingXml);
  const styles = stylesXml ? readStyleNumbers(stylesXml) : new Map<string, StyleNumber>();
  const counter = new Counter(numbering);
  const edits: Edit[] = [];
  const open: Paragraph[] = [];
  let old = 0;
  let properties = 0;
  let running = '';

  const finish = (p: Paragraph): void => {
    const found = numberOf(p, styles, numbering);
    const next = found && counter.next(found.num, found.level);
    if (!next || !p.end || !found) {
      running = '';
      return;
    }
    if (next.level.format === 'bullet') return;
    const list = `${found.num}/${found.level}`;
    const simple = next.level.format === 'decimal' && next.level.pattern === `%${found.level + 1}.`;
    if (simple && (next.value === 1 || running === list)) {
      running = list;
      return;
    }
    running = '';
    const [from, to] = p.end;
    if (p.own) edits.push({ from: p.own[0], to: p.own[1], insert: UNNUMBERED });
    else edits.push({ from, to: from, insert: UNNUMBERED });
    const text = next.label + (next.label ? gap(next.label, next.level.suffix) : '');
    edits.push({ from: to, to, insert: `<w:r><w:t xml:space="preserve">${escapeMarkup(text)}</w:t></w:r>` });
  };

  let numStart = 0;
  eachElement(
    documentXml,
    (name, a, start) => {
      const p = open.at(-1);
      if (name === 'w:p')
        open.push({ num: undefined, level: undefined, style: undefined, own: undefined, end: undefined });
      else if (name === 'w:pPrChange') old += 1;
      else if (old || !p) return;
      else if (name === 'w:pPr') properties += 1;
      else if (!properties) return;
      else if (name === 'w:numPr') numStart = start;
      else if (name === 'w:numId') p.num = a['w:val'];
      else if (name === 'w:ilvl') p.level = Number(a['w:val'] ?? 0) || 0;
      else if (name === 'w:pStyle') p.style = a['w:val'];
    },
    (name, start, end) => {
      const p = open.at(-1);
      if (name === 'w:pPrChange') old -= 1;
      else if (name === 'w:p') {
        open.pop();
        if (p) finish(p);
      } else if (old || !p) return;
      else if (name === 'w:numPr') p.own = [numStart, end];
      else if (name === 'w:pPr') {
        properties -= 1;
        // `<w:pPr/>` has no inside to write into, and nothing in it to number.
        if (documentXml.startsWith('</', start)) p.end = [start, end];
      }
    },
  );
  return splice(documentXml, edits);
}

function numberOf(
  p: Paragraph,
  styles: Map<string, StyleNumber>,
  numbering: Numbering,
): { num: string; level: number } | undefined {
  if (p.num !== undefined) return { num: p.num, level: p.level ?? 0 };
  let id = p.style;
  for (let hops = 0; id !== undefined && hops < 20; hops += 1) {
    const style = styles.get(id);
    if (style?.num !== undefined) {
      const levels = numbering.abstracts.get(numbering.nums.get(style.num)?.abstract ?? '');
      const linked = [...(levels ?? [])].find(([, level]) => level.style === id)?.[0];
      return { num: style.num, level: p.level ?? linked ?? style.level ?? 0 };
    }
    id = style?.base;
  }
  return undefined;
}

function splice(text: string, edits: Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits.sort((a, b) => a.from - b.from || a.to - b.to)) {
    parts.push(text.slice(at, edit.from), edit.insert);
    at = edit.to;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
