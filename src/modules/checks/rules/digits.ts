/**
 * One pass over a text for every rule that looks at numbers. Most texts hold few digits, so what comes out is small and the
 * rules that follow may take their time.
 */

/** Digits (and masking characters) that touch; `*` stands for any masking character, `X` for the last place of an identity number. */
export type Group = { from: number; to: number; chars: string };

/** Groups that follow each other with at most two spaces, hyphens or invisible characters between them. */
export type Run = {
  groups: readonly Group[];
  /** Whether a tab or a line break lies between groups `n - 1` and `n`: two cells or two lines, less likely one number. */
  wide: readonly boolean[];
  /** Digits and masks of all groups. */
  length: number;
};

const NONE = 0;
const DIGIT = 1;
const FULL = 2;
const GAP = 3;
const WIDE_GAP = 4;
const MASK = 5;
const EX = 6;

const CLASS = new Uint8Array(0x10000);
const mark = (chars: string, as: number): void => {
  for (let i = 0; i < chars.length; i++) CLASS[chars.charCodeAt(i)] = as;
};
mark('0123456789', DIGIT);
mark('０１２３４５６７８９', FULL);
// Spaces of every width, hyphens and dashes, a dot in the middle, and what nobody sees (soft hyphen, zero width, BOM).
mark(' \u00a0\u2002\u2003\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000', GAP);
mark('-\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d·', GAP);
mark('\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f', GAP);
mark('\t\n\r\u2028\u000b', WIDE_GAP);
mark('*＊✱●○■□•×﹡∗', MASK);
mark('xXｘＸ', EX);

const MOST_GAPS = 2;
/** The shortest number a rule cares for: a local telephone number. */
const SHORTEST = 7;

/** All runs of a text with at least seven digits or masks, in order. */
export function digitRuns(text: string): Run[] {
  const runs: Run[] = [];
  const end = text.length;
  for (let i = 0; i < end; i++) {
    const c = CLASS[text.charCodeAt(i)] ?? NONE;
    if (c !== DIGIT && c !== FULL) continue;
    const { run, next } = runAt(text, i);
    if (run.length >= SHORTEST) runs.push(run);
    i = next - 1;
  }
  return runs;
}

function runAt(text: string, start: number): { run: Run; next: number } {
  const groups: Group[] = [];
  const wide: boolean[] = [];
  let length = 0;
  let at = start;
  let isWide = false;
  for (;;) {
    const group = groupAt(text, at);
    if (!group) break;
    groups.push(group);
    wide.push(isWide);
    length += group.chars.length;
    at = group.to;
    let gaps = 0;
    isWide = false;
    let next = at;
    for (; gaps < MOST_GAPS; gaps++, next++) {
      const c = CLASS[text.charCodeAt(next)] ?? NONE;
      if (c === WIDE_GAP) isWide = true;
      else if (c !== GAP) break;
    }
    const follows = CLASS[text.charCodeAt(next)] ?? NONE;
    // An X of its own is the last place of a number that was written with gaps; anything else ends the run.
    if (next === at || next >= text.length) break;
    if (follows === EX ? length !== 17 : follows !== DIGIT && follows !== FULL && follows !== MASK) break;
    at = next;
  }
  return { run: { groups, wide, length }, next: Math.max(at, start + 1) };
}

/** Digits in half width, masks as `*`; an X only after a digit or mask, or alone. */
function groupAt(text: string, from: number): Group | undefined {
  let to = from;
  let special = false;
  for (; to < text.length; to++) {
    const c = CLASS[text.charCodeAt(to)] ?? NONE;
    if (c === DIGIT) continue;
    if (c !== FULL && c !== MASK && c !== EX) break;
    special = true;
  }
  if (to === from) return undefined;
  const raw = text.slice(from, to);
  if (!special) return { from, to, chars: raw };
  let chars = '';
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    const c = CLASS[code] ?? NONE;
    chars += c === DIGIT ? raw.charAt(i) : c === FULL ? String.fromCharCode(code - 0xfee0) : c === MASK ? '*' : 'X';
  }
  return { from, to, chars };
}
