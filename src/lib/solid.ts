/**
 * Places in a text that survive markup: counted in characters that are no blanks. Markup folds, drops and adds blanks
 * (between paragraphs, around cells, inside the editor), and never anything else, so the same count finds the same place in
 * the text of a layer, in stored markup and in an editor's document.
 */
const isBlank = (c: string): boolean => /\s/.test(c);

/** How many solid characters stand before each offset of `text`; one entry more than it has UTF-16 units. */
export function solidBefore(text: string): Uint32Array {
  const before = new Uint32Array(text.length + 1);
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    before[i] = n;
    if (!isBlank(text.charAt(i))) n++;
  }
  before[text.length] = n;
  return before;
}

/** A stretch of solid characters; `to` is not included. */
export type Stretch = { from: number; to: number };

/**
 * Cuts one run of text that begins at solid place `at` into parts that lie inside or outside the stretches, in order.
 * `of` are the stretches that cover a part; blanks between two covered characters are covered too.
 */
export function cutAt<S extends Stretch>(
  text: string,
  at: number,
  stretches: readonly S[],
): { text: string; of: S[] }[] {
  const before = solidBefore(text);
  const end = at + (before[text.length] ?? 0);
  const here = stretches.filter((s) => s.from < end && s.to > at);
  if (here.length === 0) return [{ text, of: [] }];
  const cuts = new Set([0, text.length]);
  for (const s of here) {
    cuts.add(unitAt(before, Math.max(0, s.from - at)));
    if (s.to < end) cuts.add(unitAfter(before, s.to - at));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, i) => {
    const to = sorted[i + 1] ?? text.length;
    const a = at + (before[from] ?? 0);
    const b = at + (before[to] ?? 0);
    return { text: text.slice(from, to), of: here.filter((s) => a < b && s.from <= a && s.to >= b) };
  });
}

/** UTF-16 offset of the solid character number `n`. */
export function unitAt(before: Uint32Array, n: number): number {
  // The last offset with n solid characters before it: the blanks in front of the character are left out.
  let lo = 0;
  let hi = before.length - 1;
  while (lo < hi) {
    const mid = (lo + hi + 1) >> 1;
    if ((before[mid] ?? 0) <= n) lo = mid;
    else hi = mid - 1;
  }
  return lo;
}

/** UTF-16 offset right behind solid character number `n - 1`. */
export function unitAfter(before: Uint32Array, n: number): number {
  let lo = 0;
  let hi = before.length - 1;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if ((before[mid] ?? 0) < n) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}
