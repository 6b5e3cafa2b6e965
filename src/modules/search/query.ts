import type { Day } from '../../lib/day.ts';
import { docNoKey, parseDocNo } from '../../lib/docno.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { type Listed, listedMany } from '../publication/index.ts';
import { expand, indexWords, passage, queryWords } from './rules.ts';
import { segmenter } from './segment.ts';
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

export type Found = { hit: store.Hit; listed: Listed; passage: string; byDocNo: boolean };
export type Result = {
  total: number;
  found: Found[];
  /** Words to mark. */
  words: string[];
  /** Synonyms that were searched too. */
  added: string[];
  /** True when nothing held all words and pieces with some of them are shown. */
  some: boolean;
  facets: { kinds: store.Facet[]; units: store.Facet[]; years: store.Facet[] };
};

const MAX = 200;

/** Answers a question: a document number in any writing first, then all words, then some of them. */
export async function ask(db: Reader, q: Question, now: Date, limit = 10, offset = 0): Promise<Result> {
  const text = q.text.slice(0, MAX);
  const seg = await segmenter(db, now.getTime());
  const groups = q.exact ? [] : (await store.synonyms(db)).map((s) => s.words);
  const words = queryWords(seg.plain(text));
  const others = expand(text, words, groups);
  const terms = words.map(
    (word): store.Term => ({ word: cut(seg, word), others: (others.get(word) ?? []).map((o) => cut(seg, o)) }),
  );
  const filter: store.Filter = {
    ...(q.kinds?.length ? { kinds: q.kinds } : {}),
    ...(q.units?.length ? { units: q.units } : {}),
    ...(q.column ? { column: q.column } : {}),
    ...(q.year && /^\d{4}$/.test(q.year) ? { from: `${q.year}-01-01` as Day, to: `${q.year}-12-31` as Day } : {}),
  };
  const exactNo = parseDocNo(text.trim()).form !== 'none' ? await store.byDocNo(db, docNoKey(text.trim())) : [];
  let query = store.tsquery(terms, true);
  let total = query ? await store.count(db, query, filter) : 0;
  const some = total === 0 && terms.length > 1;
  if (some) {
    query = store.tsquery(terms, false);
    total = await store.count(db, query, filter);
  }
  const hits = query ? await store.find(db, query, filter, q.order ?? 'score', limit, offset) : [];
  const first = offset === 0 ? exactNo : [];
  const all = [...first, ...hits.filter((h) => !exactNo.some((e) => e.no === h.no))].slice(0, limit);
  const missed = exactNo.filter((e) => !hits.some((h) => h.no === e.no)).length;
  const lines = new Map(
    (
      await listedMany(
        db,
        all.map((h) => h.no),
      )
    ).map((l) => [l.no, l]),
  );
  const marked = [...new Set(terms.flatMap((t) => [t.word, ...t.others]).map((w) => w.replaceAll(' ', '')))];
  const [kinds, units, years] = await Promise.all([
    store.facet(db, query, filter, 'kinds'),
    store.facet(db, query, filter, 'units'),
    store.facet(db, query, filter, 'from'),
  ]);
  return {
    total: query ? total + (some || total === 0 ? missed : 0) : exactNo.length,
    found: all.flatMap((hit) => {
      const listed = lines.get(hit.no);
      return listed
        ? [{ hit, listed, passage: passage(hit.text, marked), byDocNo: exactNo.some((e) => e.no === hit.no) }]
        : [];
    }),
    words: marked,
    added: [...new Set([...others.values()].flat())],
    some,
    facets: { kinds, units, years: years.sort((a, b) => b.key.localeCompare(a.key)) },
  };
}

/** A word as the index has it: the pieces that segmentation makes of it, next to one another. */
const cut = (seg: { plain(t: string): string[] }, word: string): string => indexWords(seg.plain(word)).join(' ');

/** Completions while typing: what others searched with success, then titles. */
export async function suggest(db: Reader, start: string, limit = 8): Promise<string[]> {
  const text = start.trim().slice(0, 40);
  if (text.length === 0) return [];
  const [asked, titles] = await Promise.all([store.askedLike(db, text, limit), store.titlesLike(db, text, limit)]);
  return [...new Set([...asked.map((a) => a.query), ...titles.map((t) => t.title)])].slice(0, limit);
}
