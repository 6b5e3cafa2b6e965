/**
 * Two versions of a law, article beside article: what stayed, changed, moved, was added or taken out. An article that only got
 * another number is not a change. Likeness is measured by shared character triples (Broder's resemblance on 3-shingles).
 */
import { foldWidth } from '../../../lib/hanzi.ts';
import type { Article } from './types.ts';

export type ArticleChange = {
  kind: 'same' | 'changed' | 'moved' | 'added' | 'removed';
  old?: Article;
  now?: Article;
  /** Its number is another one. */
  renumbered: boolean;
  /** Share of common triples, 0 to 1; 1 for equal words. */
  likeness: number;
};

/** From this share of common triples on, two articles are one that was changed. */
const ALIKE = 0.34;
/** Same number and same neighbours speak for the same article even when much of it was rewritten. */
const ALIKE_IN_PLACE = 0.12;

const bare = (a: Article): string => foldWidth(a.text).replace(/[\s\p{P}]/gu, '');

function shingles(text: string): Set<number> {
  const set = new Set<number>();
  for (let i = 0; i + 3 <= text.length; i++)
    set.add((text.charCodeAt(i) * 0x9e37 + text.charCodeAt(i + 1)) * 0x85eb + text.charCodeAt(i + 2));
  if (text.length > 0 && text.length < 3) set.add(text.charCodeAt(0));
  return set;
}

/** Indices (of `seq`) of a longest increasing subsequence: what kept its order. */
function kept(seq: readonly number[]): Set<number> {
  const tails: number[] = [];
  const at: number[] = [];
  const before: number[] = [];
  seq.forEach((v, i) => {
    let lo = 0;
    let hi = tails.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if ((tails[mid] ?? 0) < v) lo = mid + 1;
      else hi = mid;
    }
    tails[lo] = v;
    at[lo] = i;
    before[i] = lo > 0 ? (at[lo - 1] ?? -1) : -1;
  });
  const out = new Set<number>();
  for (let i = at[tails.length - 1] ?? -1; i >= 0; i = before[i] ?? -1) out.add(i);
  return out;
}

type Pair = { o: number; n: number; likeness: number };

/** Candidates by shared triples, through an index of the rare ones, so that only likely pairs are ever compared. */
function candidates(
  old: readonly Set<number>[],
  now: readonly Set<number>[],
  left: { o: number[]; n: number[] },
): Pair[] {
  const index = new Map<number, number[]>();
  for (const o of left.o)
    for (const s of old[o] ?? []) {
      const list = index.get(s);
      if (list) list.push(o);
      else index.set(s, [o]);
    }
  const common = Math.max(8, Math.ceil(left.o.length / 8));
  const pairs: Pair[] = [];
  for (const n of left.n) {
    const shared = new Map<number, number>();
    for (const s of now[n] ?? []) {
      const list = index.get(s);
      // 应当、规定 and the like stand everywhere and tell nothing.
      if (!list || list.length > common) continue;
      for (const o of list) shared.set(o, (shared.get(o) ?? 0) + 1);
    }
    for (const [o, rare] of shared) {
      if (rare < 2) continue;
      const a = old[o] ?? new Set();
      const b = now[n] ?? new Set();
      const likeness = resemblance(a, b);
      if (likeness >= ALIKE_IN_PLACE) pairs.push({ o, n, likeness });
    }
  }
  return pairs.sort((x, y) => y.likeness - x.likeness || x.o - y.o || x.n - y.n);
}

/** Broder's resemblance, but of the smaller text where one was only lengthened: |A∩B| / |A∪B|, at least 0.8 |A∩B| / min. */
function resemblance(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let both = 0;
  for (const s of small) if (large.has(s)) both++;
  return Math.max(both / (a.size + b.size - both), small.size >= 20 ? (0.8 * both) / small.size : 0);
}

/** Compares two versions; the result follows the new text, what was taken out stands where it used to be. */
export function diffArticles(old: readonly Article[], now: readonly Article[]): ArticleChange[] {
  const oldText = old.map(bare);
  const nowText = now.map(bare);
  const toOld = new Map<number, { o: number; likeness: number }>();
  const usedOld = new Set<number>();
  const pair = (o: number, n: number, likeness: number): void => {
    toOld.set(n, { o, likeness });
    usedOld.add(o);
  };

  // Equal words first; where words repeat (本条例自公布之日起施行) the same number goes together.
  const byText = new Map<string, number[]>();
  oldText.forEach((t, o) => {
    const list = byText.get(t);
    if (list) list.push(o);
    else byText.set(t, [o]);
  });
  nowText.forEach((t, n) => {
    const free = (byText.get(t) ?? []).filter((o) => !usedOld.has(o));
    const o = free.find((x) => old[x]?.no === now[n]?.no) ?? free[0];
    if (o !== undefined) pair(o, n, 1);
  });

  const left = {
    o: old.map((_, i) => i).filter((i) => !usedOld.has(i)),
    n: now.map((_, i) => i).filter((i) => !toOld.has(i)),
  };
  const oldSets = old.map((_, i) => (usedOld.has(i) ? new Set<number>() : shingles(oldText[i] ?? '')));
  const nowSets = now.map((_, i) => (toOld.has(i) ? new Set<number>() : shingles(nowText[i] ?? '')));
  const found = candidates(oldSets, nowSets, left);
  for (const p of found) if (p.likeness >= ALIKE && !usedOld.has(p.o) && !toOld.has(p.n)) pair(p.o, p.n, p.likeness);
  // What is left and stands between the same neighbours is the same article, rewritten.
  for (const p of found) {
    if (usedOld.has(p.o) || toOld.has(p.n)) continue;
    const before = toOld.get(p.n - 1)?.o === p.o - 1;
    const after = toOld.get(p.n + 1)?.o === p.o + 1;
    if (before || after || old[p.o]?.no === now[p.n]?.no) pair(p.o, p.n, p.likeness);
  }

  const order = [...toOld.entries()].sort((a, b) => a[0] - b[0]);
  const inOrder = kept(order.map(([, m]) => m.o));
  const moved = new Set(order.filter((_, i) => !inOrder.has(i)).map(([n]) => n));

  const out: ArticleChange[] = [];
  let shown = 0;
  const removedUpTo = (o: number): void => {
    for (; shown < o; shown++) {
      const a = old[shown];
      if (a && !usedOld.has(shown)) out.push({ kind: 'removed', old: a, renumbered: false, likeness: 0 });
    }
  };
  // What was taken out at a place is shown before what came in there.
  let pending: ArticleChange[] = [];
  now.forEach((a, n) => {
    const m = toOld.get(n);
    const before = m && old[m.o];
    if (!m || !before) {
      pending.push({ kind: 'added', now: a, renumbered: false, likeness: 0 });
      return;
    }
    const both = { old: before, now: a, renumbered: before.no !== a.no, likeness: m.likeness };
    if (moved.has(n)) {
      pending.push({ kind: 'moved', ...both });
      return;
    }
    removedUpTo(m.o);
    out.push(...pending, { kind: m.likeness === 1 ? 'same' : 'changed', ...both });
    pending = [];
  });
  removedUpTo(old.length);
  out.push(...pending);
  return out;
}
