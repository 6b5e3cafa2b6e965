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

/** The triples of a text as 32-bit hashes, each once. */
function shingles(text: string): Int32Array {
  const seen = new Set<number>();
  let [a, b] = [text.charCodeAt(0), text.charCodeAt(1)];
  for (let i = 2; i < text.length; i++) {
    const c = text.charCodeAt(i);
    seen.add((Math.imul(Math.imul(a, 0x9e3779b1) + b, 0x85ebca6b) + c) | 0);
    [a, b] = [b, c];
  }
  if (text.length > 0 && text.length < 3) seen.add(a);
  return Int32Array.from(seen);
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

/**
 * Candidates by shared triples, counted through an index of them, so that only texts that have something in common are compared.
 * `o` and `n` index into `left`.
 */
function candidates(old: readonly Int32Array[], now: readonly Int32Array[]): Pair[] {
  const index = new Map<number, number[]>();
  old.forEach((set, o) => {
    for (const s of set) {
      const list = index.get(s);
      if (list) list.push(o);
      else index.set(s, [o]);
    }
  });
  const common = Math.max(8, Math.ceil(old.length / 8));
  const shared = new Int32Array(old.length);
  const rare = new Int32Array(old.length);
  const pairs: Pair[] = [];
  now.forEach((set, n) => {
    const met: number[] = [];
    for (const s of set) {
      const list = index.get(s);
      if (!list) continue;
      // 应当、规定 and the like stand everywhere and tell nothing of themselves.
      const telling = list.length > common ? 0 : 1;
      for (const o of list) {
        if (shared[o] === 0) met.push(o);
        shared[o] = (shared[o] ?? 0) + 1;
        rare[o] = (rare[o] ?? 0) + telling;
      }
    }
    for (const o of met) {
      const likeness = (rare[o] ?? 0) < 2 ? 0 : resemblance(shared[o] ?? 0, old[o]?.length ?? 0, set.length);
      if (likeness >= ALIKE_IN_PLACE) pairs.push({ o, n, likeness });
      shared[o] = 0;
      rare[o] = 0;
    }
  });
  return pairs;
}

/** Broder's resemblance, but of the smaller text where one was only lengthened: |A∩B| / |A∪B|, at least 0.8 |A∩B| / min. */
function resemblance(both: number, a: number, b: number): number {
  const small = Math.min(a, b);
  return Math.max(both / (a + b - both), small >= 20 ? (0.8 * both) / small : 0);
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
  const found = candidates(
    left.o.map((o) => shingles(oldText[o] ?? '')),
    left.n.map((n) => shingles(nowText[n] ?? '')),
  )
    .map((p) => ({ o: left.o[p.o] ?? 0, n: left.n[p.n] ?? 0, likeness: p.likeness }))
    .sort((x, y) => y.likeness - x.likeness || x.o - y.o || x.n - y.n);
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
