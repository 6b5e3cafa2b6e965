/** What a run of digits could be by its shape and arithmetic alone; where it stands is judged in `numbers.ts`. */
import { endIn, type Group, placeIn, type Run } from './digits.ts';
import { isOldId, luhn, readId } from './identity.ts';

export type Shape = 'id' | 'old-id' | 'card' | 'card-like' | 'mobile' | 'landline' | 'local' | 'masked';

export type Candidate = {
  shape: Shape;
  from: number;
  to: number;
  /** Half-width digits without gaps, X large, masks as `*`. */
  value: string;
  /** For `id`: which of its own arithmetic holds. */
  id?: { check: boolean; date: boolean; province: boolean; birth?: string };
  /** A tab or line break runs through it. */
  wide?: boolean;
  /** Written in groups that figures of a table form as well: the words around it must say what it is. */
  loose?: boolean;
};

const whole = (shape: Shape, g: Group): Candidate => ({ shape, from: g.from, to: g.to, value: g.chars });

/** Digits that stand alone, one after the other, before they are taken for figures of a table. */
const MOST_SINGLES = 40;

/** All candidates of a run, in order and without overlap; the strictest reading wins. */
export function candidatesOf(run: Run, thisYear: number): Candidate[] {
  const found: Candidate[] = [];
  const taken = new Uint8Array(run.groups.length);
  const rest: Group[] = [];
  // The window of groups from `i` on that holds eighteen characters or more moves along with it. In a shorter run there is none.
  let last = -1;
  let length = 0;
  for (let i = 0; run.length >= 18 && i < run.groups.length; i++) {
    const g = run.groups[i];
    if (!g) break;
    if (last < i) {
      last = i;
      length = g.chars.length;
    }
    while (length < 18 && last + 1 < run.groups.length) {
      last += 1;
      length += run.groups[last]?.chars.length ?? 0;
    }
    const here = length;
    length -= g.chars.length;
    if (taken[i]) continue;
    if (g.chars.length > 18) {
      rest.push(...insideLong(g, thisYear, found));
      taken[i] = 1;
    }
    if (here !== 18) continue;
    const candidate = idOver(run, i, last, thisYear);
    if (!candidate) continue;
    found.push(candidate);
    taken.fill(1, i, last + 1);
  }
  let singles = 0;
  for (let i = 0; i < run.groups.length; i++) {
    const g = run.groups[i];
    if (!g || taken[i] || g.chars.length > 19) continue;
    singles = g.chars.length === 1 ? singles + 1 : 0;
    // A number spread out digit by digit is short; many single digits in a row are marks in a table.
    if (singles > MOST_SINGLES) continue;
    const many = groupedFrom(run, i, taken);
    if (many) {
      found.push(many.candidate);
      for (let k = i; k <= many.last; k++) taken[k] = 1;
      continue;
    }
    const one = oneGroup(g);
    if (one) found.push(one);
  }
  for (const g of rest) {
    const one = oneGroup(g);
    if (one) found.push(one);
  }
  return found.sort((a, b) => a.from - b.from);
}

/** A number over more groups than this, or over more than one line or cell border, is a row of figures. */
const MOST_WIDE_GROUPS = 3;

/** Century, month and day of a birth date by their first digits: one figure in two hundred passes, the others cost no more. */
const mayBeDate = (millennium: number, century: number, month: number, day: number): boolean =>
  (month === 48 || month === 49) &&
  day >= 48 &&
  day <= 51 &&
  ((millennium === 49 && (century === 56 || century === 57)) || (millennium === 50 && century === 48));

/** The same over several groups. */
function mayBeSpread(run: Run, i: number, j: number): boolean {
  if (j - i === 17) {
    // Digits each by itself are many at once: eight of ten windows fail at the month, before anything is put together.
    const month = run.groups[i + 10]?.chars.charCodeAt(0);
    if (month !== 48 && month !== 49) return false;
  }
  let chars = '';
  for (let k = i; k <= j; k++) chars += run.groups[k]?.chars ?? '';
  return mayBeDate(chars.charCodeAt(6), chars.charCodeAt(7), chars.charCodeAt(10), chars.charCodeAt(12));
}

/** A card has five groups. */
const MOST_MARKS = 4;

/** Dots and slashes part dates, decimals and versions: a number parted by them has the same between all of few pieces, or of single digits. */
function isUniform(run: Run, i: number, j: number): boolean {
  if (!run.soft) return true;
  const first = run.soft[i + 1] ?? 0;
  for (let k = i + 1; k <= j; k++) if (run.soft[k] !== first) return false;
  return first === 0 || j - i <= MOST_MARKS || run.groups.slice(i, j + 1).every((g) => g.chars.length === 1);
}

const COMMAS = [0x2c, 0xff0c];
/** Groups of an identity number that a list of figures between commas seldom forms. */
const ID_GROUPS = /^(?:6-8-4|6-4-4-4|3-3-4-4-4|6-12|14-4|10-8|6-8-3-1|1(?:-1){17})$/;
const lengthsOf = (run: Run, i: number, j: number): string =>
  run.groups
    .slice(i, j + 1)
    .map((g) => g.chars.length)
    .join('-');
const hasCommas = (run: Run, i: number, j: number): boolean =>
  run.soft?.slice(i + 1, j + 1).some((m) => COMMAS.includes(m)) ?? false;

/** An identity number of the eighteen characters in groups `i` to `j`: in one by its shape, in several only when all is right. */
function idOver(run: Run, i: number, j: number, thisYear: number): Candidate | undefined {
  if (j > i && !mayBeSpread(run, i, j)) return undefined;
  let borders = 0;
  let chars = '';
  for (let k = i; k <= j; k++) {
    if (k > i && run.wide[k]) borders += 1;
    chars += run.groups[k]?.chars ?? '';
  }
  if (!isUniform(run, i, j)) return undefined;
  if (hasCommas(run, i, j) && !ID_GROUPS.test(lengthsOf(run, i, j))) return undefined;
  // Most runs are figures of a table.
  if (borders > 1 || (borders === 1 && j - i >= MOST_WIDE_GROUPS)) return undefined;
  const id = chars.includes('*') ? undefined : readId(chars, thisYear);
  if (!id) return undefined;
  const right = id.check && id.date && id.province;
  if (j > i || run.groups[i]?.looks ? !right : !id.check && !id.date) return undefined;
  const from = run.groups[i]?.from ?? 0;
  return { shape: 'id', from, to: run.groups[j]?.to ?? from, value: chars, id, wide: borders > 0 };
}

/** Identity numbers inside a longer chain of digits (cells that ran together); returns the pieces left over. */
function insideLong(g: Group, thisYear: number, found: Candidate[]): Group[] {
  const left: Group[] = [];
  const c = g.chars;
  let start = 0;
  const piece = (to: number): void => {
    if (to > start)
      left.push({
        from: placeIn(g, start),
        to: endIn(g, to),
        chars: g.chars.slice(start, to),
        ...(g.at ? { at: g.at.slice(start, to) } : {}),
        ...(g.backwards ? { backwards: g.backwards } : {}),
        ...(g.looks ? { looks: g.looks } : {}),
      });
  };
  for (let k = 0; k + 18 <= g.chars.length; k++) {
    if (!mayBeDate(c.charCodeAt(k + 6), c.charCodeAt(k + 7), c.charCodeAt(k + 10), c.charCodeAt(k + 12))) continue;
    const value = g.chars.slice(k, k + 18);
    const id = readId(value, thisYear);
    if (!id?.check || !id.date || !id.province) continue;
    piece(k);
    found.push({ shape: 'id', from: placeIn(g, k), to: endIn(g, k + 18), value, id });
    start = k + 18;
    k = start - 1;
  }
  // Without one inside, a chain longer than a card is a code of its own.
  if (start === 0) return g.chars.length <= 19 ? [g] : [];
  piece(g.chars.length);
  return left;
}

const MOBILE = /^1[3-9]\d{9}$/;
/** A card of a Chinese bank: what its numbers begin with, and Luhn. */
const isCard = (chars: string): boolean => chars.startsWith('62') && luhn(chars);

function oneGroup(g: Group): Candidate | undefined {
  const { chars } = g;
  // Nothing of a person is shorter than a local telephone number.
  if (chars.length < 7) return undefined;
  if (chars.includes('*'))
    return chars.length >= 14 && chars.length <= 19 && /\d/.test(chars) ? whole('masked', g) : undefined;
  if (chars.includes('X')) return undefined;
  const n = chars.length;
  if (g.looks) return n >= 16 && n <= 19 && isCard(chars) ? whole('card', g) : undefined;
  if (n === 11 && MOBILE.test(chars)) return whole('mobile', g);
  if ((n === 13 && chars.startsWith('86')) || (n === 15 && chars.startsWith('0086'))) {
    const skip = n - 11;
    if (MOBILE.test(chars.slice(skip)))
      return { shape: 'mobile', from: placeIn(g, skip), to: g.to, value: chars.slice(skip) };
  }
  if (n === 15 && isOldId(chars)) return whole('old-id', g);
  if (n >= 16 && n <= 19) return whole(/^[3-6]/.test(chars) && luhn(chars) ? 'card' : 'card-like', g);
  if (/^0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}$/.test(chars)) return whole('landline', g);
  if ((n === 7 || n === 8) && /^[2-8]/.test(chars)) return whole('local', g);
  return undefined;
}

/** Numbers people write in groups: 138 0013 8000, 0953-2034567, 6222 0212 3456 7890 123, and digits all spaced out. */
function groupedFrom(run: Run, i: number, taken: Uint8Array): { candidate: Candidate; last: number } | undefined {
  const first = run.groups[i];
  // Most groups end at a border or stand alone.
  if (i + 1 >= run.groups.length || taken[i + 1]) return undefined;
  if (!first || first.chars.length > MOST_FIRST || !/^[013-69*]/.test(first.chars)) return undefined;
  if (run.wide[i + 1]) return overBorder(run, i);
  if (first.chars.length > 7 && !first.chars.startsWith('62')) return undefined;
  let value = '';
  let looks = false;
  const lengths: number[] = [];
  for (let j = i; j < run.groups.length && j < i + 19; j++) {
    const g = run.groups[j];
    if (!g || taken[j] || (j > i && run.wide[j])) return undefined;
    value += g.chars;
    if (value.length > 19) return undefined;
    looks ||= g.looks === true;
    lengths.push(g.chars.length);
    if (j === i) continue;
    // Nothing that is written in groups has another length, but for masked numbers.
    const n = value.length;
    if (n < 10 || (n > 12 && n < 15)) continue;
    const as = isUniform(run, i, j) ? shapeOfGroups(value, lengths) : undefined;
    if (!as || (looks && !isCard(value))) continue;
    const { shape } = as;
    // A card may have a last short group: look one further before settling for sixteen.
    if (shape === 'card' && value.length === 16) {
      const more = run.groups[j + 1];
      if (more && !taken[j + 1] && !run.wide[j + 1] && more.chars.length <= 3 && luhn(value + more.chars))
        return { candidate: { shape, from: first.from, to: more.to, value: value + more.chars }, last: j + 1 };
    }
    // In a row of figures two that stand together are seldom one number; commas part figures.
    const loose = as.loose || hasCommas(run, i, j) || (as.unusual && run.groups.length > lengths.length + 1);
    return { candidate: { shape, from: first.from, to: g.to, value, ...(loose ? { loose } : {}) }, last: j };
  }
  return undefined;
}

/** The longest first group of a card that goes on in the next line. */
const MOST_FIRST = 16;

/** A telephone or card number broken at the end of a line, or over two cells: in two groups, and only where words say so. */
function overBorder(run: Run, i: number): { candidate: Candidate; last: number } | undefined {
  const [a, b] = [run.groups[i], run.groups[i + 1]];
  if (!a || !b || a.looks || b.looks || a.chars.length < 3) return undefined;
  // Asked at every border of a table.
  const length = a.chars.length + b.chars.length;
  if (length !== 11 && (length < 16 || length > 19)) return undefined;
  const value = a.chars + b.chars;
  const shape = MOBILE.test(value) ? 'mobile' : value.length >= 16 && isCard(value) ? 'card' : undefined;
  if (!shape) return undefined;
  return { candidate: { shape, from: a.from, to: b.to, value, wide: true, loose: true }, last: i + 1 };
}

/** `unusual`: doubtful in a row of figures. `loose`: doubtful anywhere. */
type Grouped = { shape: Shape; unusual?: boolean; loose?: boolean };

function shapeOfGroups(value: string, lengths: readonly number[]): Grouped | undefined {
  const spaced = lengths.every((n) => n === 1);
  const as = lengths.join('-');
  if (value.includes('*'))
    return value.length >= 15 && value.length <= 18 && /^\d{3,}/.test(value) ? { shape: 'masked' } : undefined;
  if (/X/.test(value)) return undefined;
  if (value.length === 11 && MOBILE.test(value)) {
    if (spaced || as === '3-4-4') return { shape: 'mobile' };
    if (/^(?:3-8|4-3-4|4-4-3|7-4|3-3-5)$/.test(as)) return { shape: 'mobile', unusual: true };
    if (/^(?:5-6|6-5|3-2-6|3-5-3|1-10|3-4-2-2|4-7|8-3)$/.test(as)) return { shape: 'mobile', loose: true };
  }
  if (/^[34]-(?:[78]|3-4|4-4)$/.test(as) && /^0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}$/.test(value))
    return { shape: 'landline' };
  if (value.length === 15 && (spaced || /^(?:6-6-3|6-9|3-3-6-3|6-2-2-2-3)$/.test(as)) && isOldId(value))
    return { shape: 'old-id', loose: true };
  const cardGroups = /^4-4-4-4(?:-[1-3])?$|^6-1[0-3]$/.test(as) || (spaced && value.length >= 16);
  if (cardGroups && /^[3-6]/.test(value) && luhn(value)) return { shape: 'card' };
  // However else it is grouped: its beginning and Luhn, where words name a card.
  if (value.length >= 16 && isCard(value) && lengths.every((n) => n >= 3)) return { shape: 'card', loose: true };
  return undefined;
}
