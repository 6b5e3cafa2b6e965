/**
 * Document numbers (发文字号). The form is that of GB/T 9704-2012, 7.2.5: organ code, full year in 〔〕, serial without 第
 * and without leading zeros, 号. Orders (国务院令第711号) and announcements (公告2019年第39号) have forms of their own.
 */
import { foldWidth } from './hanzi.ts';

type DocNoFinding = { code: keyof typeof SAY; message: string };

/** What a text says when it is a number of one document. */
export type DocNo = {
  /** `number` 国办发〔2018〕115号, `order` 国务院令第711号, `yearly` 财政部公告2019年第39号. */
  form: 'number' | 'order' | 'yearly';
  /** The organ code as written, brackets full width. */
  issuer: string;
  /** Null for an order, whose number runs on over the years. */
  year: number | null;
  serial: number;
  /** The number as the standard wants it written. */
  normalised: string;
  /** What was not written as the standard wants. */
  findings: DocNoFinding[];
};

/** What a text is that is no number of one document; the findings say why. */
type NoDocNo = {
  form: 'none';
  issuer: null;
  year: null;
  serial: null;
  normalised: null;
  findings: DocNoFinding[];
};

const SAY = {
  bracket: '括号不规范：年份应放在六角括号〔〕里。',
  'prefix-di': '序号前不加“第”字。',
  'leading-zero': '序号不编虚位：去掉前面的0。',
  'short-year': '年份应标全称：写四位数字。',
  spaces: '发文字号里不留空格。',
  width: '数字和字母用半角。',
  'no-hao': '序号后应有“号”字。',
  'order-form': '令的编号写作“令第几号”，不加括号。',
  several: '一份文件只有一个发文字号，请分开填写。',
  'no-issuer': '缺少机关代字。',
  'bad-year': '年份不对：应在1900年到2099年之间。',
  unreadable: '没有认出发文字号，写法如：明政办发〔2026〕1号。',
} as const;

const OPEN = '〔[【(﹝〈<';
const CLOSE = '〕\\]】)﹞〉>';
const ORGAN = '[\\p{Script=Han}A-Za-z()]{1,24}?';
const NUMBER = new RegExp(`^(${ORGAN})([${OPEN}]?)(\\d{4}|\\d{2})年?([${CLOSE}]?)[-—]?(第?)(\\d{1,6})(号?)$`, 'u');
const YEARLY = new RegExp(`^(${ORGAN}(?:公告|通告|令))[${OPEN}]?(\\d{4})年?[${CLOSE}]?第(\\d{1,6})号$`, 'u');
const ORDER = new RegExp(`^(${ORGAN})(?:令(\\(?)(第?)(\\d{1,6})号\\)?|(\\(?)第(\\d{1,6})号\\)?令)$`, 'u');
const SEVERAL = new RegExp(`[${CLOSE}]第?\\d+(?:号?[、,，;；和至-]第?\\d+)+号?$`, 'u');

const none = (...codes: (keyof typeof SAY)[]): NoDocNo => ({
  form: 'none',
  issuer: null,
  year: null,
  serial: null,
  normalised: null,
  findings: codes.map((code) => ({ code, message: SAY[code] })),
});

const fullBrackets = (organ: string): string => organ.replaceAll('(', '（').replaceAll(')', '）');
/** Two digits stand for 1949 to 2048. */
const fullYear = (text: string): number =>
  Number(text.length === 2 ? (text >= '49' ? `19${text}` : `20${text}`) : text);

/** Half width, without spaces and without round brackets about the whole. */
function squeeze(text: string): string {
  const tight = foldWidth(text.normalize('NFC')).replace(/\s+/g, '');
  return /^\([^()]*\)$/.test(tight) ? tight.slice(1, -1) : tight;
}

/** Reads the number of one document. Never throws: what cannot be read has form `none` and says why. */
export function parseDocNo(text: string): DocNo | NoDocNo {
  const tight = squeeze(text);
  const codes: (keyof typeof SAY)[] = [];
  if (/\s/.test(text.trim())) codes.push('spaces');
  if (/[０-９Ａ-Ｚａ-ｚ]/.test(text)) codes.push('width');
  const made = (form: DocNo['form'], organ: string, year: number | null, digits: string): DocNo | NoDocNo => {
    const serial = Number(digits);
    if (serial === 0 || serial > 99_999) return none('unreadable');
    if (year !== null && (year < 1900 || year > 2099)) return none('bad-year');
    if (digits.startsWith('0')) codes.push('leading-zero');
    const issuer = fullBrackets(organ);
    const normalised = {
      number: `${issuer}〔${year}〕${serial}号`,
      yearly: `${issuer}${year}年第${serial}号`,
      order: `${issuer}第${serial}号`,
    }[form];
    return { form, issuer, year, serial, normalised, findings: codes.map((code) => ({ code, message: SAY[code] })) };
  };

  const yearly = YEARLY.exec(tight);
  if (yearly) {
    const [, organ = '', year = '', digits = ''] = yearly;
    return made('yearly', organ, Number(year), digits);
  }
  const order = ORDER.exec(tight);
  if (order) {
    const [, organ = '', bracket, di, after = '', , before] = order;
    if (before !== undefined || bracket || !di) codes.push('order-form');
    return made('order', `${organ}令`, null, before ?? after);
  }
  if (SEVERAL.test(tight)) return none('several');
  if (new RegExp(`^[${OPEN}]\\d{4}[${CLOSE}]`, 'u').test(tight)) return none('no-issuer');
  const number = NUMBER.exec(tight);
  if (!number) return none('unreadable');
  const [, organ = '', open = '', year = '', close = '', di, digits = '', hao] = number;
  // Without brackets two digits could be anything.
  if (year.length === 2 && !(open && close)) return none('unreadable');
  if (`${open}${close}` !== '〔〕') codes.push('bracket');
  if (di) codes.push('prefix-di');
  if (year.length === 2) codes.push('short-year');
  if (!hao) codes.push('no-hao');
  return made('number', organ, fullYear(year), digits);
}

/**
 * A key that is the same for every writing of the same number (〔〕 [] 【】 （）, full or half width, spaces, 第, leading
 * zeros, 国令 for 国务院令), and differs for different numbers. A text that is no number folds to itself without
 * brackets and spaces, so that a key can be made of anything.
 */
export function docNoKey(text: string): string {
  const read = parseDocNo(text);
  if (read.form === 'none') {
    const bare = squeeze(text)
      .replace(/[〔〕[\]【】()﹝﹞〈〉<>]/g, '')
      .toUpperCase();
    // Without stray brackets it may be a number after all.
    return parseDocNo(bare).form === 'none' ? bare : docNoKey(bare);
  }
  const same = read.normalised.toUpperCase();
  return read.form === 'order' ? same.replace(/^中华人民共和国(?=.+令)/, '').replace(/^国令/, '国务院令') : same;
}
