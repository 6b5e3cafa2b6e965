import { addScores, matchBlock, Scratch, type Term, type WordList } from './evaluate.ts';
import { BITMAP_WORDS, BLOCK, CELL, dayNumber } from './format.ts';
import type { List, Segment } from './segment.ts';
import { Best, type Top } from './top.ts';
import { rarity } from './weigh.ts';

export type { Term } from './evaluate.ts';
export type { Top } from './top.ts';

export type Ask = {
  terms: readonly Term[];
  /** All terms, or some of them. */
  all: boolean;
  /** Works that are found whatever their words, and first: those of the document number asked for. */
  first?: readonly number[];
  kinds?: readonly string[];
  units?: readonly string[];
  year?: number;
  column?: string;
  order: 'score' | 'date';
  today: string;
  most: number;
};

export type Counted = { key: string; n: number };
export type Answer = {
  total: number;
  top: Top[];
  /** How many each choice of a filter has, the other filters applied. */
  kinds: Counted[];
  units: Counted[];
  years: Counted[];
};

/** A synonym is worth a little less than the word itself. */
const OTHER = 0.8;
/** Score of the very document whose number was asked for. */
export const FIRST = 1000;
const PAST = new Set(['废止', '失效', '宣布失效']);
/** What no longer holds is found, but after what holds. */
const PAST_FACTOR = 0.8;
/** A piece of today counts so much more than an old one: it only breaks ties between equals. */
const NEW_BONUS = 0.15;

const scratch = new Scratch();

/** Answers a question over segments, the newest last; counts are exact. `list` reads a word's list, kept or from the file. */
export function find(segments: readonly Segment[], q: Ask, list: (s: Segment, word: number) => List): Answer {
  const words = [...new Set(q.terms.flat(2))];
  const whole = new Set(q.terms.flatMap((t) => t[0] ?? []));
  const docs = segments.reduce((n, s) => n + s.docs, 0);
  const ids = new Map(segments.map((s) => [s, new Map(words.map((w) => [w, s.find(w)]))]));
  const weights = new Map(
    words.map((w) => {
      const having = segments.reduce((n, s) => n + docsOf(s, ids.get(s)?.get(w)), 0);
      return [w, rarity(docs, having) * (whole.has(w) ? 1 : OTHER)];
    }),
  );
  const best = new Best(Math.max(1, q.most), q.order === 'date');
  const counts = {
    total: 0,
    kinds: new Map<string, number>(),
    units: new Map<string, number>(),
    years: new Map<string, number>(),
  };
  const fresh = freshness(q.today);
  for (const s of segments) {
    const lists = new Map<string, WordList>();
    for (const [w, i] of ids.get(s) ?? []) if (i >= 0) lists.set(w, { list: list(s, i), weight: weights.get(w) ?? 0 });
    one(s, q, lists, best, counts, fresh);
  }
  const sorted = (m: Map<string, number>): Counted[] =>
    [...m].map(([key, n]) => ({ key, n })).sort((a, b) => b.n - a.n || (a.key < b.key ? -1 : 1));
  return {
    total: counts.total,
    top: best.sorted(),
    kinds: sorted(counts.kinds),
    units: sorted(counts.units),
    years: sorted(counts.years),
  };
}

const docsOf = (s: Segment, i: number | undefined): number => (i === undefined || i < 0 ? 0 : s.docsOf(i));

let kept: { today: string; factor: Float32Array } | undefined;

/** 1.15 for today, falling with the years; one figure for each day there can be. */
function freshness(today: string): Float32Array {
  if (kept?.today === today) return kept.factor;
  const now = dayNumber(today);
  const factor = Float32Array.from({ length: 65_536 }, (_, d) => 1 + NEW_BONUS / (1 + Math.max(0, now - d) / 365));
  kept = { today, factor };
  return factor;
}

type Counts = { total: number; kinds: Map<string, number>; units: Map<string, number>; years: Map<string, number> };

/** What the filters say to each cell of a segment. */
function judge(s: Segment, q: Ask): { ok: Uint8Array; factor: Float32Array; passes: (cell: number) => number } {
  const { kinds, units, columnSets, validities } = s.foot;
  const chosen = (values: readonly string[], wanted: readonly string[] | undefined): boolean[] =>
    values.map((v) => !wanted?.length || wanted.includes(v));
  const kindOk = chosen(kinds, q.kinds);
  const unitOk = chosen(units, q.units);
  const columnOk = columnSets.map((set) => !q.column || set.includes(q.column));
  const past = validities.map((v) => PAST.has(v));
  const passes = (cell: number): number => {
    const at = cell * CELL;
    if (!columnOk[s.cells[at + 3] ?? 0]) return 0;
    return (
      (kindOk[s.cells[at] ?? 0] ? KIND : 0) |
      (unitOk[s.cells[at + 1] ?? 0] ? UNIT : 0) |
      (q.year === undefined || s.cells[at + 2] === q.year ? YEAR : 0)
    );
  };
  const n = s.cells.length / CELL;
  const ok = Uint8Array.from({ length: n }, (_, c) => (passes(c) === (KIND | UNIT | YEAR) ? 1 : 0));
  const factor = Float32Array.from({ length: n }, (_, c) => (past[s.cells[c * CELL + 4] ?? 0] ? PAST_FACTOR : 1));
  return { ok, factor, passes };
}
const KIND = 1;
const UNIT = 2;
const YEAR = 4;

function one(s: Segment, q: Ask, lists: Map<string, WordList>, best: Best, counts: Counts, fresh: Float32Array): void {
  const { result, score } = scratch;
  const { day, cell, no } = s;
  const { ok, factor, passes } = judge(s, q);
  const perCell = new Uint32Array(ok.length);
  const byDate = q.order === 'date';
  const firsts = (q.first ?? []).map((n) => s.ordinal(n)).filter((o) => o >= 0 && s.isLive(o));
  for (let block = 0; block * BLOCK < s.docs; block++) {
    const base = block * BLOCK;
    const own = firsts.filter((o) => o >>> 16 === block).map((o) => o & 0xffff);
    const matched = matchBlock(q.terms, q.all, (w) => lists.get(w), block, scratch);
    if (!matched && own.length === 0) continue;
    if (!matched) result.fill(0);
    for (const o of own) result[o >>> 5] = (result[o >>> 5] as number) | (1 << (o & 31));
    const end = Math.min(BITMAP_WORDS, Math.ceil((s.docs - base) / 32));
    for (let i = 0; i < end; i++) result[i] = (result[i] as number) & (s.live[base / 32 + i] as number);
    if (!byDate) {
      score.fill(0);
      if (matched)
        for (const { list, weight } of lists.values()) {
          const b = list.blocks.get(block);
          if (b) addScores(b, weight, result, score);
        }
      for (const o of own) score[o] = (score[o] as number) + FIRST;
    }
    let floor = best.floor;
    // The innermost loop: one step for each hit of up to a million.
    for (let i = 0; i < end; i++) {
      let x = result[i] as number;
      while (x !== 0) {
        const o = (i << 5) + 31 - Math.clz32(x & -x);
        x &= x - 1;
        const d = base + o;
        const c = cell[d] as number;
        perCell[c] = (perCell[c] as number) + 1;
        if (ok[c] === 0) continue;
        const published = day[d] as number;
        const value = byDate ? published : (score[o] as number) * (fresh[published] as number) * (factor[c] as number);
        if (value < floor) continue;
        best.offer(no[d] as number, byDate ? 0 : value, published);
        floor = best.floor;
      }
    }
  }
  count(s, perCell, passes, counts);
}

/** Hits by cell, added up to what each choice of each filter has. */
function count(s: Segment, perCell: Uint32Array, passes: (cell: number) => number, counts: Counts): void {
  const add = (into: Map<string, number>, key: string | undefined, n: number): void => {
    if (key !== undefined) into.set(key, (into.get(key) ?? 0) + n);
  };
  for (const [c, n] of perCell.entries()) {
    if (n === 0) continue;
    const pass = passes(c);
    const at = c * CELL;
    if ((pass & (UNIT | YEAR)) === (UNIT | YEAR)) add(counts.kinds, s.foot.kinds[s.cells[at] ?? 0], n);
    if ((pass & (KIND | YEAR)) === (KIND | YEAR)) add(counts.units, s.foot.units[s.cells[at + 1] ?? 0], n);
    if ((pass & (KIND | UNIT)) === (KIND | UNIT)) add(counts.years, String(s.cells[at + 2]), n);
    if (pass === (KIND | UNIT | YEAR)) counts.total += n;
  }
}

/** Words of the index that begin so, the most frequent first. */
export function wordsWith(segments: readonly Segment[], start: string, most: number): string[] {
  const prefix = Buffer.from(start);
  const found = new Map<string, number>();
  // Bounded: a single common character begins thousands of words.
  for (const s of segments)
    for (let i = s.lowerBound(prefix), seen = 0; i < s.terms && seen < 2000; i++, seen++) {
      const word = s.word(i);
      if (!word.subarray(0, prefix.length).equals(prefix)) break;
      const text = word.toString('utf8');
      found.set(text, (found.get(text) ?? 0) + s.docsOf(i));
    }
  return [...found]
    .sort((a, b) => b[1] - a[1])
    .slice(0, most)
    .map(([w]) => w);
}
