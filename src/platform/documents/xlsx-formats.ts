import type { Limits } from './limits.ts';
import { attr, walkXml } from './xml.ts';

/** What a cell's style does to its value: the format it is shown in, and whether it is not shown at all. */
export type CellStyle = { format: string; hidden: boolean };

/** Formats that files name by number only (ECMA-376 18.8.30, with the Chinese ones of the same list). */
const BUILT_IN: Record<number, string> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0',
  38: '#,##0',
  39: '#,##0.00',
  40: '#,##0.00',
  45: 'mm:ss',
  47: 'mm:ss',
  49: '@',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: 'yyyy"年"m"月"',
  56: 'm"月"d"日"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

/** Styles by the number cells refer to them with. White letters on no ground are counted as hidden. */
export function stylesOf(xml: string, limits: Limits): CellStyle[] {
  const formats = new Map<number, string>();
  const white: boolean[] = [];
  const filled: boolean[] = [];
  const out: CellStyle[] = [];
  const path: string[] = [];
  walkXml(
    xml,
    {
      open(name, a) {
        path.push(name);
        const list = path.at(-2);
        if (name === 'numFmt' && list === 'numFmts') formats.set(Number(a.numFmtId), a.formatCode ?? '');
        else if (name === 'font' && list === 'fonts') white.push(false);
        else if (name === 'color' && list === 'font' && path.at(-3) === 'fonts')
          white[white.length - 1] = /^(?:ff)?ffffff$/i.test(a.rgb ?? '') || (a.theme === '0' && !Number(a.tint ?? 0));
        else if (name === 'fill' && list === 'fills') filled.push(false);
        else if (name === 'patternFill' && list === 'fill')
          filled[filled.length - 1] = a.patternType !== undefined && a.patternType !== 'none';
        else if (name === 'gradientFill' && list === 'fill') filled[filled.length - 1] = true;
        else if (name === 'xf' && list === 'cellXfs') {
          const id = Number(attr(a, 'numFmtId') ?? 0);
          const format = formats.get(id) ?? BUILT_IN[id] ?? '';
          const invisible = white[Number(a.fontId ?? 0)] === true && filled[Number(a.fillId ?? 0)] !== true;
          out.push({ format, hidden: invisible || /^;;;?$/.test(format.trim()) });
        }
      },
      close() {
        path.pop();
      },
    },
    limits,
  );
  return out;
}

/** A number as its cell shows it; a number without a format with all its digits, since the file holds them. */
export function shownNumber(raw: string, format: string, from1904: boolean): string {
  const value = Number(raw);
  if (raw === '' || !Number.isFinite(value)) return raw;
  if (format === '') return plain(raw, value);
  const parts = format.match(/(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+/g) ?? [];
  const section = sectionFor(parts, value);
  if (section === '' || section === '@') return plain(raw, value);
  if (GENERAL.test(section)) return bareWords(section.replace(GENERAL, plain(raw, value)));
  return isDate(section)
    ? shownDate(value, section, from1904)
    : shownFigure(raw, value, section, value < 0 && parts.length < 2);
}

const GENERAL = /general|G\/通用格式/i;

function plain(raw: string, value: number): string {
  if (!/e/i.test(raw)) return raw;
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
}

/** Formats have a part each for positive, negative, zero; colours and conditions say nothing about the text. */
function sectionFor(parts: readonly string[], value: number): string {
  const part = (value < 0 ? parts[1] : value === 0 ? parts[2] : undefined) ?? parts[0] ?? '';
  return part.replace(/\[(?!h+\]|m+\]|s+\])(?:\$([^\]-]*)[^\]]*|[^\]]*)\]/gi, '$1').trim();
}

const bare = (section: string): string => section.replace(/"[^"]*"|\\.|[_*]./g, '');
const isDate = (section: string): boolean => /[ymdhs]/i.test(bare(section));

const pad = (n: number, width: number): string => String(n).padStart(width, '0');

/** Days are counted from 1900, with a 29 February that never was; Macs once counted from 1904. */
function shownDate(value: number, section: string, from1904: boolean): string {
  if (value < 0 || value > 2_958_466) return String(value);
  const days = from1904 ? value + 1462 : value < 60 ? value + 1 : value;
  const at = new Date(Math.round((days - 25_569) * 86_400) * 1000);
  const noon = /am\/pm|上午/i.test(section);
  const hours = noon ? at.getUTCHours() % 12 || 12 : at.getUTCHours();
  let minutes = false;
  const tokens = section.match(/"[^"]*"|\\.|[_*].|\[[hms]+\]|am\/pm|上午\/下午|y+|m+|d+|h+|s+|a{3,4}|./gi) ?? [];
  return tokens
    .map((token, i) => {
      const t = token.toLowerCase();
      if (t.startsWith('"')) return token.slice(1, -1);
      if (t.startsWith('\\')) return token.slice(1);
      if (/^[_*]/.test(t)) return '';
      if (/^\[[hms]/.test(t)) return String(Math.floor(value * ({ h: 24, m: 1440, s: 86_400 }[t[1] ?? 'h'] ?? 24)));
      if (/^(?:am\/pm|上午)/.test(t)) return at.getUTCHours() < 12 ? '上午' : '下午';
      if (t[0] === 'y') return t.length > 2 ? String(at.getUTCFullYear()) : pad(at.getUTCFullYear() % 100, 2);
      if (t[0] === 'd') return t.length > 2 ? '' : pad(at.getUTCDate(), t.length);
      if (t[0] === 'h') {
        minutes = true;
        return pad(hours, t.length);
      }
      if (t[0] === 's') return pad(at.getUTCSeconds(), t.length);
      if (t[0] !== 'm') return /^a{3}/.test(t) ? '' : token;
      const next = tokens.slice(i + 1).find((x) => /^[ymdhs]/i.test(x));
      const isMinute = minutes || /^s/i.test(next ?? '');
      minutes = false;
      return pad(isMinute ? at.getUTCMinutes() : at.getUTCMonth() + 1, Math.min(2, t.length));
    })
    .join('')
    .trim();
}

/** Figures: decimals, thousands, per cent, leading zeros, and words or dashes set between the digits. */
function shownFigure(raw: string, value: number, section: string, signed: boolean): string {
  const pattern = bare(section);
  if (!/[0#?]/.test(pattern)) return bareWords(section);
  if (/e[+-]/i.test(pattern)) return plain(raw, value);
  const decimals = /\.([0#?]+)/.exec(pattern)?.[1]?.length ?? 0;
  const scaled = Math.abs(value) * (pattern.includes('%') ? 100 : 1);
  const whole =
    decimals === 0 && /^\d+$/.test(raw) && !pattern.includes('%') ? raw : scaled.toFixed(Math.min(20, decimals));
  let [digits = '', rest = ''] = whole.split('.');
  const zeros = (pattern.split('.')[0]?.match(/0/g) ?? []).length;
  digits = digits.padStart(zeros, '0');
  if (/#,##0|,###|0,000/.test(pattern)) digits = digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
  const tokens = section.match(/"[^"]*"|\\.|[_*].|[0#?,.]|./g) ?? [];
  const slots = tokens.filter((t) => /^[0#?]$/.test(t)).length - decimals;
  let out = '';
  let placed = 0;
  let point = false;
  for (const token of tokens) {
    if (token.startsWith('"')) out += token.slice(1, -1);
    else if (token.startsWith('\\')) out += token.slice(1);
    else if (/^[_*]./.test(token)) continue;
    else if (token === '.') {
      point = true;
      if (rest) out += `.${rest}`;
      rest = '';
    } else if (token === ',') continue;
    else if (/[0#?]/.test(token)) {
      if (point) continue;
      placed += 1;
      // The first place takes all digits that have none of their own.
      const behind = slots - placed;
      const grouped = digits.includes(',');
      const take = grouped ? (placed === slots ? digits.length : 0) : Math.max(0, digits.length - behind);
      out += digits.slice(0, take);
      digits = digits.slice(take);
    } else out += token;
  }
  return `${signed ? '-' : ''}${out}${digits}`.trim();
}

const bareWords = (section: string): string =>
  section
    .replace(/"([^"]*)"/g, '$1')
    .replace(/\\(.)/g, '$1')
    .trim();
