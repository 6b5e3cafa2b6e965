/** Digits that touch, read as one group whatever script and disguise they are in. */
import {
  BRACKET,
  CLASS,
  DIGIT,
  EX,
  FULL,
  GAP,
  LEAD,
  LOOK,
  MASK,
  NONE,
  ODD,
  paired,
  SOFT,
  UNSEEN,
  VALUE,
  WIDE_GAP,
  WORD,
  ZEROS,
} from './digit-classes.ts';
import { luhn, readId } from './identity.ts';

/**
 * Digits (and masking characters) that touch, whatever script they are of and whatever nobody sees stands between them; `*`
 * stands for any masking character, `X` for the last place of an identity number. `at`: where each of `chars` stands, when
 * that does not follow from `from`.
 */
export type Group = {
  from: number;
  to: number;
  chars: string;
  at?: readonly number[];
  /** Shown from the end: `from` and `to` hold all that is turned round, and no part of it has a place of its own. */
  backwards?: true;
  /** Letters that look like digits (O, l) were read as them: only a number whose own arithmetic is right counts. */
  looks?: true;
};

/** Where the character `k` of a group begins; behind the last one, where the group ends. */
export const placeIn = (g: Group, k: number): number => (k >= g.chars.length ? g.to : (g.at?.[k] ?? g.from + k));
/** Where what reaches up to the character `k` of a group ends. */
export const endIn = (g: Group, k: number): number => (g.backwards ? g.to : placeIn(g, k));

export const MOST_UNSEEN = 32;
/** What is longer in one piece is two numbers that nothing visible parts. */
const LONGEST = 18;

export const LETTER = /[A-Za-zА-яΑ-ωＡ-Ｚａ-ｚ\d]/;

/** Beyond any birth: a reader of digits asks no calendar. */
export const ANY_YEAR = 9999;

/** Digits in half width, masks as `*`; an X only after a digit or mask, or alone. */
export function groupAt(text: string, from: number): Group | undefined {
  let to = from;
  while (to < text.length && CLASS[text.charCodeAt(to)] === DIGIT) to += 1;
  const c = CLASS[text.charCodeAt(to)] ?? NONE;
  // Nearly every group is plain digits with something else behind them.
  if (
    to > from &&
    (to >= text.length || c < FULL || c === GAP || c === WIDE_GAP || c === SOFT || c === WORD || c === BRACKET)
  )
    return { from, to, chars: to === from + 1 ? text.charAt(from) : text.slice(from, to) };
  return mixedAt(text, from);
}

/** No number is longer; a run of letters and figures without end is read once, not from each of its figures on. */
const MOST_LOOKS = 64;

function mixedAt(text: string, from: number, letters = true): Group | undefined {
  let chars = '';
  let looks = false;
  const at: number[] = [];
  let to = from;
  let plain: boolean | undefined;
  let even = true;
  for (let i = from; i < text.length; ) {
    const code = text.charCodeAt(i);
    const c = CLASS[code] ?? NONE;
    const pair = c === LEAD ? paired(text, i) : undefined;
    const width = pair === undefined ? 1 : 2;
    if (c === UNSEEN || pair === 0) {
      // Two numbers that only this parts are two.
      if (chars === '' || chars.length + touching(text, i) > LONGEST) break;
      even = false;
      i += width;
      continue;
    }
    const isOdd = c === ODD || pair !== undefined;
    const isPlain = c === DIGIT || c === FULL;
    if (c === LOOK && letters && plain !== false && at.length < MOST_LOOKS) {
      chars += ZEROS.includes(text.charAt(i)) ? '0' : '1';
      looks = true;
      at.push(i);
      i += 1;
      to = i;
      continue;
    }
    if (!isOdd && !isPlain && c !== MASK && c !== EX) break;
    if (isOdd || isPlain) {
      if (plain !== undefined && plain !== isPlain) break;
      plain = isPlain;
    }
    chars +=
      c === DIGIT
        ? text.charAt(i)
        : c === FULL
          ? String.fromCharCode(code - 0xfee0)
          : c === MASK
            ? '*'
            : c === EX
              ? 'X'
              : String.fromCharCode(pair ?? VALUE[code] ?? 48);
    at.push(i);
    if (width > 1) even = false;
    i += width;
    to = i;
    // Nothing goes on behind the last place.
    if (c === EX && chars.length > 1) break;
  }
  if (chars === '') return undefined;
  // A word that begins with such a letter, or a mark of its own, behind a number.
  if (looks && (LETTER.test(text.charAt(to)) || (WHOLE.test(text.slice(from, to)) && !isRightWhole(chars))))
    return mixedAt(text, from, false);
  const stars = STARRED.exec(chars)?.[1]?.length ?? 0;
  const masksRest = stars > 2 && chars.length < 20 && (chars.length === 15 || !/^1[3-9]\d{9}\*/.test(chars));
  if (stars > 0 && chars.length !== LONGEST && !masksRest) {
    chars = chars.slice(0, -stars);
    to = (at[chars.length - 1] ?? to - 1) + 1;
  }
  return { from, to, chars, ...(even ? {} : { at }), ...(looks ? { looks } : {}) };
}

/** Letters and all, a number whose own arithmetic is right. */
const isRightWhole = (chars: string): boolean =>
  chars.length >= 16 &&
  chars.length <= 19 &&
  ((chars.startsWith('62') && luhn(chars)) || readId(chars, ANY_YEAR)?.check === true);

const WHOLE = /^\d{9}/;
/** **13900000001**: marks of emphasis or of a note behind a whole number. Many mask the rest of one that may be longer. */
const STARRED = /^(?:\d{11}|\d{15,19}|\d{17}X)(\*+)$/;

/** How many digits stand together behind what nobody sees. */
function touching(text: string, from: number): number {
  let i = from;
  while (i < text.length && i < from + MOST_UNSEEN && CLASS[text.charCodeAt(i)] === UNSEEN) i += 1;
  let n = 0;
  for (; n <= LONGEST && i < text.length; i++, n++) {
    const c = CLASS[text.charCodeAt(i)] ?? NONE;
    if (c !== DIGIT && c !== FULL && c !== ODD && c !== MASK && c !== EX) break;
  }
  return n;
}
