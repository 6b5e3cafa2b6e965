import { type Day, dayIn } from '../../lib/day.ts';
import { docNoKey, parseDocNo } from '../../lib/docno.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { type Listed, listedMany } from '../publication/index.ts';
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
  const text = typed(q.text).slice(0, MAX);
  const seg = await segmenter(db, now.getTime());
  const groups = q.exact ? [] : (await store.synonyms(db)).map((s) => s.words);
  const expanded = expand(text, queryWords(seg.plain(text)), groups);
  const terms = expanded.map(
    (t): store.Term => ({ word: cut(seg, t.words), others: t.others.map((o) => cut(seg, [o])) }),
  );
  const filter: store.Filter = {
    ...(q.kinds?.length ? { kinds: q.kinds } : {}),
    ...(q.units?.length ? { units: q.units } : {}),
    ...(q.column ? { column: q.column } : {}),
    ...(q.year && /^(19|20)\d{2}$/.test(q.year)
      ? { from: `${q.year}-01-01` as Day, to: `${q.year}-12-31` as Day }
      : {}),
  };
  const docNo = parseDocNo(text).form === 'none' ? null : docNoKey(text);
  let query: store.Query = { words: store.tsquery(terms, true), docNo };
  let total = await store.count(db, query, filter);
  const some = total === 0 && terms.length > 1;
  if (some) {
    query = { words: store.tsquery(terms, false), docNo };
    total = await store.count(db, query, filter);
  }
  const hits = await store.find(db, query, filter, q.order ?? 'score', dayIn(now), limit, offset);
  const found = await listedMany(
    db,
    hits.map((h) => h.no),
  );
  const lines = new Map(found.map((l) => [l.no, l]));
  const marked = [
    ...new Set(terms.flatMap((t) => [t.word, ...t.others]).flatMap((w) => [w.replaceAll(' ', ''), ...w.split(' ')])),
  ];
  const [kinds, units, years] = await Promise.all([
    store.facet(db, query, filter, 'kinds'),
    store.facet(db, query, filter, 'units'),
    store.facet(db, query, filter, 'from'),
  ]);
  return {
    total,
    found: hits.flatMap((hit) => {
      const listed = lines.get(hit.no);
      // Hidden since it was indexed: the words in the index are not to be shown.
      return listed?.state === 'published'
        ? [{ hit, listed, passage: passage(hit.text, marked), byDocNo: hit.byDocNo }]
        : [];
    }),
    words: marked.filter(Boolean),
    added: [...new Set(expanded.flatMap((t) => t.others))],
    some,
    facets: { kinds, units, years: years.sort((a, b) => b.key.localeCompare(a.key)) },
  };
}

/** Words as the index has them, whatever longer names they stand in there. */
const cut = (seg: Segmenter, words: readonly string[]): string =>
  words.flatMap((w) => pieces(indexWords([w]).join(''), indexWords(seg.search(w)), indexWords(seg.plain(w)))).join(' ');

/** Completions while typing: what others searched with success, then titles. */
export async function suggest(db: Reader, start: string, limit = 8): Promise<string[]> {
  const text = typed(start).slice(0, 40);
  if (text.length === 0) return [];
  const [asked, titles] = await Promise.all([store.askedLike(db, text, limit), store.titlesLike(db, text, limit)]);
  return [...new Set([...asked.map((a) => a.query), ...titles.map((t) => t.title)])].slice(0, limit);
}
