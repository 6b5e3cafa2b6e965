import { dayIn } from '../../lib/day.ts';
import { docNoKey, parseDocNo } from '../../lib/docno.ts';
import type { System } from '../../platform/system.ts';
import { type Listed, listedMany } from '../publication/index.ts';
import { type Ask, type Counted, FIRST, type Term, type Top } from './engine/index.ts';
import { closer, says } from './nearness.ts';
import { readerOf } from './reader.ts';
import { expand, indexWords, passage, pieces, queryWords, typed } from './rules.ts';
import { type Segmenter, segmenter } from './segment.ts';
import * as store from './store.ts';

export type Question = {
  text: string;
  kinds?: readonly string[];
  units?: readonly string[];
  year?: string;
  column?: string;
  order?: 'score' | 'date';
  /** Search the very words only, without synonyms. */
  exact?: boolean;
};

export type Found = { hit: { no: number; score: number }; listed: Listed; passage: string; byDocNo: boolean };
export type Result = {
  total: number;
  found: Found[];
  /** Words to mark. */
  words: string[];
  /** Synonyms that were searched too. */
  added: string[];
  /** True when nothing held all words and pieces with some of them are shown. */
  some: boolean;
  facets: { kinds: Counted[]; units: Counted[]; years: Counted[] };
};

const MAX = 200;

/** So many of the best are looked at closer, word by word; of a piece of a sentence more, since its words are common ones. */
const LOOK_AT = 40;
const LOOK_AT_SENTENCE = 120;
const lookAt = (text: string): number => (SENTENCE_LIKE.test(text) ? LOOK_AT_SENTENCE : LOOK_AT);
const SENTENCE_LIKE = /^\p{L}{8,}$/u;

/** Answers a question: a document number in any writing first, then all words, then some of them. */
export async function ask(system: System, q: Question, limit = 10, offset = 0): Promise<Result> {
  const db = system.readDb;
  const text = typed(q.text).slice(0, MAX);
  const [seg, synonyms, first] = await Promise.all([
    segmenter(db, system.clock.now().getTime()),
    q.exact ? [] : store.synonyms(db),
    parseDocNo(text).form === 'none' ? [] : store.byDocNo(db, docNoKey(text)),
  ]);
  const expanded = expand(
    text,
    queryWords(seg.plain(text)),
    synonyms.map((s) => s.words),
  );
  const terms = expanded
    .map((t): Term => [cut(seg, t.words), ...t.others.map((o) => cut(seg, [o]))])
    .filter((t) => t.some((words) => words.length > 0));
  const { found, some } = await answer(system, q, { terms, first, most: Math.max(lookAt(text), offset + limit) });
  const near = q.order === 'date' ? found.top : await nearest(system, text, terms, found.top);
  const hits = near.slice(offset, offset + limit);
  const nos = hits.map((h) => h.no);
  const [listed, texts] = await Promise.all([listedMany(db, nos), store.texts(db, nos)]);
  const lines = new Map(listed.map((l) => [l.no, l]));
  const textOf = new Map(texts.map((t) => [t.no, t.text]));
  const marked = [...new Set(terms.flatMap((t) => t.flatMap((words) => [words.join(''), ...words])))].filter(Boolean);
  const byNumber = new Set(first);
  return {
    total: found.total,
    found: hits.flatMap(({ no, score }) => {
      const line = lines.get(no);
      // Hidden since the reader's copy of the index was made: its words are not to be shown.
      if (line?.state !== 'published') return [];
      return [
        { hit: { no, score }, listed: line, passage: passage(textOf.get(no) ?? '', marked), byDocNo: byNumber.has(no) },
      ];
    }),
    words: marked,
    added: [...new Set(expanded.flatMap((t) => t.others))],
    some,
    facets: {
      kinds: found.kinds,
      units: found.units,
      years: found.years.sort((a, b) => b.key.localeCompare(a.key)),
    },
  };
}

/** All words, or some of them when nothing holds all. */
async function answer(system: System, q: Question, asked: Pick<Ask, 'terms' | 'first' | 'most'>) {
  const reader = readerOf(system);
  const whole: Ask = {
    ...asked,
    all: true,
    order: q.order ?? 'score',
    today: dayIn(system.clock.now()),
    ...(q.kinds?.length ? { kinds: q.kinds } : {}),
    ...(q.units?.length ? { units: q.units } : {}),
    ...(q.column ? { column: q.column } : {}),
    ...(q.year && /^(19|20)\d{2}$/.test(q.year) ? { year: Number(q.year) } : {}),
  };
  const found = await reader.ask(whole);
  if (found.total > 0 || asked.terms.length < 2) return { found, some: false };
  return { found: await reader.ask({ ...whole, all: false }), some: true };
}

/** The best looked at closer: how near the words of the question stand to each other. The rest keeps its place behind. */
async function nearest(system: System, text: string, terms: readonly Term[], top: readonly Top[]): Promise<Top[]> {
  const head = top.slice(0, lookAt(text));
  const seen = new Map(
    (
      await store.beginnings(
        system.readDb,
        head.map((t) => t.no),
      )
    ).map((b) => [b.no, b]),
  );
  const words = terms.map((t) => (t[0] ?? []).join(''));
  const better = head.map((t, i) => {
    const b = seen.get(t.no);
    // Further down only what has the very sentence comes up.
    return b && t.score < FIRST && (i < LOOK_AT || says(text, b))
      ? { ...t, score: t.score * closer(text, words, b) }
      : t;
  });
  return [...better.sort((a, b) => b.score - a.score), ...top.slice(lookAt(text))];
}

/** Words as the index has them, whatever longer names they stand in there. */
const cut = (seg: Segmenter, words: readonly string[]): string[] =>
  words.flatMap((w) => pieces(indexWords([w]).join(''), indexWords(seg.search(w)), indexWords(seg.plain(w))));

/** Words that the last one typed may become. */
const ENDINGS = 40;
/** Works whose titles are looked at. */
const CANDIDATES = 200;

/** Completions while typing: what others searched with success, then titles. */
export async function suggest(system: System, start: string, limit = 8): Promise<string[]> {
  const db = system.readDb;
  const text = typed(start).slice(0, 40);
  if (text.length === 0) return [];
  const seg = await segmenter(db, system.clock.now().getTime());
  const [asked, nos] = await Promise.all([store.askedLike(db, text, limit), begunWorks(system, seg, text)]);
  const titles = await store.titlesLike(db, text, nos, limit);
  return [...new Set([...asked.map((a) => a.query), ...titles.map((t) => t.title)])].slice(0, limit);
}

/** Works that hold the words typed so far, the last one perhaps not typed to its end. */
async function begunWorks(system: System, seg: Segmenter, text: string): Promise<number[]> {
  const words = indexWords(seg.plain(text));
  const last = words.at(-1);
  if (last === undefined) return [];
  const reader = readerOf(system);
  const ends = await reader.wordsWith(last, ENDINGS);
  if (ends.length === 0) return [];
  const terms: Term[] = [...words.slice(0, -1).map((w): Term => [cut(seg, [w])]), ends.map((w) => [w])];
  const today = dayIn(system.clock.now());
  const found = await reader.ask({ terms, all: true, order: 'score', today, most: CANDIDATES });
  return found.top.map((t) => t.no);
}
