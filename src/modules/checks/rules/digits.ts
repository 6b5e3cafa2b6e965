/**
 * One pass over a text for every rule that looks at numbers. Most texts hold few digits, so what comes out is small and the
 * rules that follow may take their time.
 */

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
  SPELLED,
  SPELLED_VALUE,
  UNSEEN,
  WIDE_GAP,
  WORD,
} from './digit-classes.ts';
import { ANY_YEAR, type Group, groupAt, LETTER, MOST_UNSEEN } from './digit-groups.ts';
import { readId } from './identity.ts';

/** Groups that follow each other with few spaces, hyphens or one other mark between them. */
export type Run = {
  groups: readonly Group[];
  /** Whether a tab, a line break or a wide blank lies between groups `n - 1` and `n`: two cells or two lines, less likely one number. Empty: nowhere. */
  wide: readonly boolean[];
  /** The mark between groups `n - 1` and `n` where it is one that parts dates, decimals and lists too (`.`, `/`, `,`), else 0; absent: nowhere. */
  soft?: readonly number[];
  /** Where the groups stand. */
  text: string;
  /** Digits and masks of all groups. */
  length: number;
};

const MOST_GAPS = 2;
/** A blank wider than this parts two columns. */
const MOST_BLANK = 6;
/** The shortest number a rule cares for: a local telephone number. */
const SHORTEST = 7;
/** All runs of a text with at least seven digits or masks, in order of where they begin. */
export function digitRuns(text: string): Run[] {
  const runs: Run[] = [];
  const more: Run[] = [];
  const end = text.length;
  let spelled = 0;
  for (let i = 0; i < end; i++) {
    const c = CLASS[text.charCodeAt(i)] ?? NONE;
    if (c === NONE) continue;
    if (c === WORD) {
      if (i < spelled || !isSpelled(text, i)) continue;
      const { run, next } = spelledAt(text, i);
      spelled = next;
      if (run) more.push(run);
    }
    if (c !== DIGIT && c !== FULL && c !== ODD && c !== LEAD) continue;
    // An identity number whose arithmetic holds only with the letter; any other begins behind it (o13900000001, a bullet).
    const led = isLookBefore(text, i) ? runAt(text, i - 1) : undefined;
    const { run, next } = led && isRight(led.run) ? led : runAt(text, i);
    if (run.length >= SHORTEST) runs.push(run);
    i = next - 1;
  }
  more.push(...backwardRuns(text));
  const first = (r: Run): number => r.groups[0]?.from ?? 0;
  return more.length === 0 ? runs : [...runs, ...more].sort((a, b) => first(a) - first(b));
}

/** O3021990…: one letter that looks like a digit, and no word. */
const isLookBefore = (text: string, i: number): boolean =>
  CLASS[text.charCodeAt(i - 1)] === LOOK && !LETTER.test(text.charAt(i - 2));

/** Whether a run begins with an identity number of which all is right. */
function isRight(run: Run): boolean {
  let chars = '';
  for (const g of run.groups) if (chars.length < 18) chars += g.chars;
  const id = readId(chars.slice(0, 18), ANY_YEAR);
  return id?.check === true && id.date && id.province;
}
const NOWHERE: readonly boolean[] = [];

function runAt(text: string, start: number): { run: Run; next: number } {
  const groups: Group[] = [];
  let wide: boolean[] | undefined;
  let soft: number[] | undefined;
  let length = 0;
  let unmarked = 0;
  let at = start;
  gapWide = false;
  gapSoft = 0;
  for (;;) {
    const isWide = gapWide;
    const mark = gapSoft;
    const group = groupAt(text, at);
    if (!group) break;
    groups.push(group);
    if (isWide) wide ??= groups.slice(1).map(() => false);
    wide?.push(isWide);
    if (mark !== 0) soft ??= groups.slice(1).map(() => 0);
    soft?.push(mark);
    length += group.chars.length;
    unmarked = mark === 0 ? unmarked + group.chars.length : group.chars.length;
    at = group.to;
    const next = gapAt(text, at);
    const follows = CLASS[text.charCodeAt(next)] ?? NONE;
    // An X of its own is the last place of a number that was written with gaps; anything else ends the run.
    if (next === at || next >= text.length) break;
    if (follows === EX ? length !== 17 && unmarked !== 17 : !STARTS[follows]) break;
    at = next;
  }
  const run = { text, groups, wide: wide ?? NOWHERE, length, ...(soft ? { soft } : {}) };
  return { run, next: Math.max(at, start + 1) };
}

/** What a group within a run may begin with, by class. */
const STARTS = Uint8Array.from({ length: 16 }, (_, c) => Number([DIGIT, FULL, MASK, ODD, LEAD].includes(c)));

// What `gapAt` found beside its answer: it is asked millions of times of a table of figures, so it makes nothing.
let gapWide = false;
let gapSoft = 0;

/** Behind what lies between two groups: a few blanks and hyphens, or one mark alone. */
function gapAt(text: string, at: number): number {
  gapWide = false;
  gapSoft = 0;
  // One blank and a digit, or nothing at all: nearly every time.
  const first = CLASS[text.charCodeAt(at)] ?? NONE;
  if (first === NONE) return at;
  if (first === GAP && CLASS[text.charCodeAt(at + 1)] === DIGIT) return at + 1;
  let next = at;
  let blanks = 0;
  let lines = 0;
  let unseen = 0;
  let brackets = 0;
  for (; next < text.length; next++) {
    const code = text.charCodeAt(next);
    const c = CLASS[code] ?? NONE;
    if (c === GAP && gapSoft === 0 && blanks < MOST_BLANK) blanks += 1;
    else if (c === WIDE_GAP && gapSoft === 0 && lines < MOST_GAPS) lines += 1;
    else if (c === SOFT && gapSoft === 0 && blanks + lines + brackets === 0) gapSoft = code;
    else if (c === BRACKET && gapSoft === 0 && brackets === 0 && lines === 0) brackets += 1;
    else if (c === UNSEEN && unseen < MOST_UNSEEN) unseen += 1;
    else if (c === LEAD && unseen < MOST_UNSEEN && paired(text, next) === 0) {
      unseen += 1;
      next += 1;
    } else break;
  }
  gapWide = lines > 0 || blanks > MOST_GAPS;
  return next;
}

const LEAST_SPELLED = 11;
/** Digits in words that follow each other: a year has four, a number of a person more. */
const LEAST_WORDS = 4;

const digitAt = (text: string, i: number): string | undefined => {
  const c = text.charAt(i);
  const kind = CLASS[text.charCodeAt(i)];
  if (kind === WORD) return SPELLED_VALUE.charAt(SPELLED.indexOf(c));
  return kind === DIGIT ? c : kind === FULL ? String.fromCharCode(c.charCodeAt(0) - 0xfee0) : undefined;
};
const isBetween = (text: string, i: number): boolean => {
  const c = CLASS[text.charCodeAt(i)];
  return i >= 0 && i < text.length && (c === GAP || c === UNSEEN);
};

/** Whether so many digits in words stand here that they may be a number. */
function isSpelled(text: string, from: number): boolean {
  let words = 0;
  for (let i = from; words < LEAST_WORDS; i++) {
    if (CLASS[text.charCodeAt(i)] === WORD) words += 1;
    else if (!isBetween(text, i) || CLASS[text.charCodeAt(i + 1)] !== WORD) return false;
  }
  return true;
}

/** 一三九〇〇〇〇〇〇〇一, also where some of it is in figures: nothing but a telephone or a number of that kind is written so. */
function spelledAt(text: string, core: number): { run?: Run; next: number } {
  let from = core;
  while (digitAt(text, from - 1) ?? (isBetween(text, from - 1) && digitAt(text, from - 2))) from -= 1;
  const at: number[] = [];
  let chars = '';
  let i = from;
  for (; ; i++) {
    const digit = digitAt(text, i);
    if (digit !== undefined) {
      chars += digit;
      at.push(i);
    } else if (!isBetween(text, i) || digitAt(text, i + 1) === undefined) break;
  }
  if (chars.length < LEAST_SPELLED) return { next: i };
  const to = (at.at(-1) ?? from) + 1;
  return { run: { text, groups: [{ from, to, chars, at }], wide: [false], length: chars.length }, next: i };
}

const BACKWARDS = /\u202e([^\u202c\n]{7,})/gu;

/** Behind the mark that turns the direction the eye reads from the end: what is shown is the number, what is stored is not. */
function backwardRuns(text: string): Run[] {
  if (!text.includes('\u202e')) return [];
  return [...text.matchAll(BACKWARDS)].flatMap((m) => {
    // The mark itself goes, or each of many would be looked behind in turn.
    const shown = [...(m[1] ?? '').replaceAll('\u202e', '')].reverse().join('');
    const [from, to] = [m.index, m.index + m[0].length];
    return digitRuns(shown).map((run) => ({
      ...run,
      groups: run.groups.map((g) => ({ from, to, chars: g.chars, at: [...g.chars].map(() => from), backwards: true })),
    }));
  });
}
