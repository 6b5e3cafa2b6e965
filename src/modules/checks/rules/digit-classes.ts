/** What each character means to the reader of numbers, by its code: a table, since a text is read sign by sign. */

export const NONE = 0;
export const DIGIT = 1;
export const FULL = 2;
export const GAP = 3;
export const WIDE_GAP = 4;
export const MASK = 5;
export const EX = 6;
/** A digit of another script or form, which stands with its like alone: ² behind a number is a note. */
export const ODD = 7;
export const UNSEEN = 8;
export const SOFT = 9;
/** First half of a character beyond the basic plane. */
export const LEAD = 10;
/** A digit in words. */
export const WORD = 11;
/** (139)0000-0001. */
export const BRACKET = 12;
/** A letter that looks like 0 or 1. */
export const LOOK = 13;

export const CLASS = new Uint8Array(0x10000);
export const VALUE = new Uint8Array(0x10000);
const mark = (chars: string, as: number): void => {
  for (let i = 0; i < chars.length; i++) CLASS[chars.charCodeAt(i)] = as;
};
const between = (from: number, to: number, as: number): void => {
  for (let code = from; code <= to; code++) CLASS[code] = as;
};
/** Digits in order from the one at `code`, which means `first`. */
const odd = (code: number, first: number, count: number): void => {
  for (let i = 0; i < count; i++) {
    CLASS[code + i] = ODD;
    VALUE[code + i] = 48 + first + i;
  }
};
mark('0123456789', DIGIT);
mark('０１２３４５６７８９', FULL);
// Spaces of every width, hyphens and dashes, a dot in the middle.
mark(' \u00a0\u202f\u205f\u3000', GAP);
between(0x2000, 0x200a, GAP);
export const DASH = '-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d·・';
mark(DASH, GAP);
mark('\t\n\r\u2028\u2029\u000b\u000c\u0085', WIDE_GAP);
mark('*＊✱●○■□•×﹡∗', MASK);
mark('xXｘＸ', EX);
mark('./_:．／＿：,，', SOFT);
mark('()（）', BRACKET);
export const ZEROS = 'OoОоΟοＯｏ';
const ONES = 'lIІіＩｌ';
mark(ZEROS + ONES, LOOK);
// What nobody sees: zero widths, marks of direction, variation selectors, blanks that are letters, the frame of a keycap.
mark('\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u20e3\u2800\u3164\ufeff\uffa0', UNSEEN);
between(0x200b, 0x200f, UNSEEN);
between(0x202a, 0x202e, UNSEEN);
between(0x2060, 0x206f, UNSEEN);
between(0xfe00, 0xfe0f, UNSEEN);
for (const zero of '660 6f0 7c0 966 9e6 a66 ae6 b66 be6 c66 ce6 d66 de6 e50 ed0 f20 1040 1090 17e0 1810 1946 19d0 1a80 1a90 1b50 1bb0 1c40 1c50 a620 a8d0 a900 a9d0 a9f0 aa50 abf0 2080'.split(
  ' ',
))
  odd(Number.parseInt(zero, 16), 0, 10);
for (const one of [0x2460, 0x2474, 0x2488, 0x24f5, 0x2776, 0x2780, 0x278a]) odd(one, 1, 9);
for (const zero of [0x24ea, 0x24ff, 0x2070]) odd(zero, 0, 1);
odd(0x00b9, 1, 1);
odd(0x00b2, 2, 2);
odd(0x2074, 4, 6);
between(0xd835, 0xd835, LEAD);
between(0xd83c, 0xd83c, LEAD);
between(0xdb40, 0xdb40, LEAD);

/** The digit of a pair: 𝟏 in its five mathematical forms, 🄂; a tag is unseen (0), anything else undefined. */
export function paired(text: string, at: number): number | undefined {
  const code = text.codePointAt(at) ?? 0;
  if (code >= 0x1d7ce && code <= 0x1d7ff) return 48 + ((code - 0x1d7ce) % 10);
  if (code >= 0x1f101 && code <= 0x1f10a) return 48 + code - 0x1f101;
  return code >= 0xe0000 && code <= 0xe01ef ? 0 : undefined;
}

// Not ○, which masks.
export const SPELLED = '〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两';
export const SPELLED_VALUE = '0012345678912345678912';
mark(SPELLED, WORD);
