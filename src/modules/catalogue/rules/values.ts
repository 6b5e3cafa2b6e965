/** Single values of a form: what people type, and the one way it is kept. Each reader gives the value or what to write instead. */

import { isDay } from '../../../lib/day.ts';
import { foldWidth } from '../../../lib/hanzi.ts';
import { readNumber } from '../../../lib/numerals.ts';
import type { ElementType } from './types.ts';

/** `say`: what is wrong; `instead`: what to write, as an example or the mended value. */
export type Read = { ok: true; value: string } | { ok: false; say: string; instead: string };

const fine = (value: string): Read => ({ ok: true, value });
const not = (say: string, instead: string): Read => ({ ok: false, say, instead });

/** Half width, no invisible characters, ends trimmed. */
export const tidy = (text: string): string =>
  foldWidth(text.normalize('NFC'))
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .trim();

const pad = (n: number): string => String(n).padStart(2, '0');

/** 2024-03-05, 2024.3.5, 2024/3/5, 20240305, 2024年3月5日, 二〇二四年三月五日 → `2024-03-05`. */
export function readDate(text: string): Read {
  const t = tidy(text).replace(/\s+/g, '');
  const m =
    /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$/.exec(t) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(t) ??
    /^([〇零○一二三四五六七八九]{4})年(\S{1,3})月(\S{1,3})日$/.exec(t);
  const parts = m?.slice(1).map((p) => readNumber(p));
  const [y, mo, d] = parts ?? [];
  if (y !== undefined && mo !== undefined && d !== undefined) {
    const day = `${String(y).padStart(4, '0')}-${pad(mo)}-${pad(d)}`;
    if (isDay(day)) return fine(day);
    return not(`没有${y}年${mo}月${d}日这一天`, '2024-03-05');
  }
  const month = /^(\d{4})[-./年](\d{1,2})月?$/.exec(t);
  if (month) return not('少了“日”', `${month[1]}-${pad(Number(month[2]))}-01`);
  return not('不像日期', '2024-03-05');
}

const SCALES: Readonly<Record<string, number>> = {
  '': 0,
  元: 0,
  圆: 0,
  百元: 2,
  千元: 3,
  万元: 4,
  万: 4,
  百万元: 6,
  千万元: 7,
  亿元: 8,
  亿: 8,
};
const DECIMAL = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/;

/** Digits with the point moved to the right by `scale`; zeros that say nothing taken off. */
function shifted(whole: string, fraction: string, scale: number): { whole: string; fraction: string } {
  const moved = fraction.padEnd(scale, '0');
  return {
    whole: (whole + moved.slice(0, scale)).replace(/^0+(?=\d)/, ''),
    fraction: moved.slice(scale).replace(/0+$/, ''),
  };
}

/** 1,234.5元, ￥１２３４, 3.5万元 → yuan as `1234.50`, `1234`, `35000`. Never through a floating number. */
export function readMoney(text: string): Read {
  const t = tidy(text).replace(/\s+/g, '').replaceAll('，', ',');
  const m = /^(?:人民币|RMB|CNY|[¥￥])?(.*?)((?:百|千|万|百万|千万|亿)?[元圆]|[万亿])?整?$/i.exec(t);
  const amount = (m?.[1] ?? '').replace(/^-[¥￥]/, '-');
  const scale = SCALES[m?.[2] ?? ''];
  const d = DECIMAL.exec(amount);
  if (d && scale !== undefined) {
    const { whole, fraction } = shifted((d[2] ?? '').replaceAll(',', ''), d[3] ?? '', scale);
    if (fraction.length > 2) return not('最多写到分（两位小数）', `${whole}.${fraction.slice(0, 2)}`);
    if (whole.length > 15) return not('数额太大，请核对', '1234567.89');
    const value = fraction === '' ? whole : `${whole}.${fraction.padEnd(2, '0')}`;
    return fine(d[1] === '-' && /[1-9]/.test(value) ? `-${value}` : value);
  }
  if (/^[+-]?,*\d[\d,]*(\.\d+)?$/.test(amount) && amount.includes(','))
    return not('千位分隔的逗号位置不对', amount.replaceAll(',', ''));
  // Of `12万三千` the figures alone would say another amount.
  const inside = /[一二两三四五六七八九十百千万亿]/.test(t) ? undefined : /[+-]?\d[\d,]*(?:\.\d+)?/.exec(t)?.[0];
  return not('不像金额，只写数字和单位', inside ? `${inside.replaceAll(',', '')}元` : '1234.50元');
}

/** 1,234 and １２．５ → `1234`, `12.5`. Units are not taken: the label says them. */
export function readFigure(text: string): Read {
  const t = tidy(text).replace(/\s+/g, '').replaceAll('，', ',');
  const d = DECIMAL.exec(t);
  if (d) {
    const { whole, fraction } = shifted((d[2] ?? '').replaceAll(',', ''), d[3] ?? '', 0);
    const value = fraction === '' ? whole : `${whole}.${fraction}`;
    return fine(d[1] === '-' && /[1-9]/.test(value) ? `-${value}` : value);
  }
  const inside = /[+-]?\d[\d,]*(?:\.\d+)?/.exec(t)?.[0];
  return not('只写数字，不写单位和文字', inside ? inside.replaceAll(',', '') : '12');
}

const PHONE =
  /^(?:(?:\+?86-?)?1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(?:-\d{1,5})?|[2-8]\d{6,7}(?:-\d{1,5})?|[48]00-?\d{3}-?\d{4}|1\d{2}|1[0-9]{4}|12\d{3}|9[56]\d{3,4})$/;

/** One or several telephone numbers; several are kept with 、 between them. */
export function readPhone(text: string): Read {
  const t = tidy(text)
    .replace(/[‐‑–—―－]+/g, '-')
    .replace(/[（(](0\d{2,3})[)）]-?/g, '$1-')
    .replace(/(\d)(?:转|ext\.?)(\d)/gi, '$1-$2');
  const parts = t
    .split(/[、，,;；/\n]+|\s+(?=0\d{2,3}-?\d{7}|1[3-9]\d{9})/)
    .map((p) => p.replace(/\s+/g, ''))
    .filter((p) => p !== '');
  const bad = parts.find((p) => !PHONE.test(p));
  if (parts.length > 0 && bad === undefined) return fine(parts.join('、'));
  const digits = bad?.replace(/[^\d-]/g, '') ?? '';
  return not(
    `“${bad ?? text}”不像电话号码`,
    PHONE.test(digits) ? digits : '区号-号码，例如 0999-00000012；几个号码用“、”隔开',
  );
}

/** A full address of the web, or a path of this site. */
export function readLink(text: string): Read {
  const t = text.trim();
  if (/^\/(?!\/)\S*$/.test(t)) return fine(t);
  if (/^https?:\/\/[^\s<>"']+$/i.test(t) && URL.canParse(t)) return fine(t);
  if (/^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:\/\S*)?$/i.test(t)) return not('少了开头的 https://', `https://${t}`);
  return not('不像网址', 'https://www.example.gov.cn/页面地址');
}

export function readChoice(text: string, choices: readonly string[]): Read {
  const bare = (s: string): string => tidy(s).replace(/\s+/g, '');
  const hit = choices.find((c) => bare(c) === bare(text));
  return hit === undefined ? not('不在可选的几项里', choices.join('、')) : fine(hit);
}

/** One line: line breaks become spaces; nothing else is touched. */
export const readText = (text: string): Read =>
  fine(
    text
      .normalize('NFC')
      .split(/[\r\n]+/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join(' '),
  );
export const readLong = (text: string): Read => fine(text.normalize('NFC').replace(/\r\n?/g, '\n').trim());

/** Names of figures that count people, things or years: 保障人数, 学校数, 备案机构数量. 数量（吨） and 数值 may have parts. */
const COUNTED =
  /(?:人数|户数|人次|人口|份数|条数|套数|天数|班数|班级数|学校数|学生数|教师数|职工数|劳工日|批次|名额|年度|机构数量|床位数量)(?:（[人户]数?）)?$/;

/** The same as `readValue`, and a count is whole and not below nothing. */
export function readNamed(
  label: string,
  type: Exclude<ElementType, 'table' | 'file'>,
  text: string,
  choices: readonly string[] = [],
): Read {
  const read = readValue(type, text, choices);
  return read.ok && type === 'number' && COUNTED.test(label) && /[-.]/.test(read.value)
    ? not('要写整数，不写小数和负数', '12')
    : read;
}

/** Reads one value of a simple type. */
export function readValue(
  type: Exclude<ElementType, 'table' | 'file'>,
  text: string,
  choices: readonly string[] = [],
): Read {
  switch (type) {
    case 'date':
      return readDate(text);
    case 'money':
      return readMoney(text);
    case 'number':
      return readFigure(text);
    case 'phone':
      return readPhone(text);
    case 'link':
      return readLink(text);
    case 'choice':
      return readChoice(text, choices);
    case 'long':
      return readLong(text);
    case 'text':
      return readText(text);
  }
}
