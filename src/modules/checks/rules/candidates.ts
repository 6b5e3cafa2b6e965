/** What a run of digits could be by its shape and arithmetic alone; where it stands is judged in `numbers.ts`. */
import { DASH } from './digit-classes.ts';
import { endIn, type Group, placeIn } from './digit-groups.ts';
import type { Run } from './digits.ts';
import { luhn, readId } from './identity.ts';
import { type Candidate, isCard, MOBILE, oneGroup, shapeOfGroups } from './shapes.ts';

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

/** Mobile telephones of cells that ran together. */
const MOBILES = /^(?:1[3-9]\d{9}){2,9}$/;

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
  if (start === 0 && !MOBILES.test(c)) return c.length <= 19 || (c.length === 20 && c.endsWith('X')) ? [g] : [];
  if (start === 0) for (; start < c.length; start += 11) piece(start + 11);
  else piece(c.length);
  return left;
}

/** Whether one of several groups is a whole telephone or old identity number by itself: then they are no one number. */
const hasOwn = (run: Run, i: number, j: number): boolean =>
  run.groups.slice(i, j + 1).some((g) => ['mobile', 'landline', 'old-id'].includes(oneGroup(g)?.shape ?? ''));

/** Whether a number that is less doubtful begins further on (62345678 139 0000 0001). */
function hasBetter(run: Run, i: number, j: number, taken: Uint8Array): boolean {
  for (let k = i + 1; k < j; k++) {
    const other = groupedFrom(run, k, taken, false);
    if (other && !other.candidate.loose) return true;
  }
  return false;
}

const DASHED = new RegExp(`[${DASH}]`);
/** Whether two figures or more stand in a row with groups that no hyphen joins. */
function isAmong(run: Run, i: number, j: number): boolean {
  const between = (k: number): string => run.text.slice(run.groups[k - 1]?.to, run.groups[k]?.from);
  if (run.groups.slice(i + 1, j + 1).every((_, n) => DASHED.test(between(i + n + 1)))) return false;
  const parted = (k: number): boolean => run.wide[k] === true || (run.soft?.[k] ?? 0) !== 0;
  let [from, to] = [i, j];
  while (from > 0 && i - from < 2 && !parted(from)) from -= 1;
  while (to + 1 < run.groups.length && to - j < 2 && !parted(to + 1)) to += 1;
  return i - from + (to - j) > 1;
}

/** Numbers people write in groups: 138 0013 8000, 0953-2034567, 6222 0212 3456 7890 123, and digits all spaced out. */
function groupedFrom(
  run: Run,
  i: number,
  taken: Uint8Array,
  deep = true,
): { candidate: Candidate; last: number } | undefined {
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
    const loose = as.loose || hasCommas(run, i, j) || (as.unusual && isAmong(run, i, j));
    if (hasOwn(run, i, j) || (deep && loose && hasBetter(run, i, j, taken))) continue;
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
  if (!shape || hasOwn(run, i, i + 1)) return undefined;
  return { candidate: { shape, from: a.from, to: b.to, value, wide: true, loose: true }, last: i + 1 };
}
