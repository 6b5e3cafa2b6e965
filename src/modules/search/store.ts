import type { RawBuilder } from 'kysely';
import type { Day } from '../../lib/day.ts';
import { exec, maybe, one, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';

export type SearchDocument = {
  no: number;
  editionId: string;
  title: string;
  text: string;
  docNoKey: string | null;
  unitId: string;
  unitName: string;
  kind: string;
  columns: string[];
  publishedOn: Day;
  validStatus: string | null;
};

/** Words in order for each weight; the database keeps where they stand, up to its limit of 16,383 places. */
export type Weighted = { a: string[]; b: string[]; c: string[]; d: string[] };

const PLACES = 16_383;
/** Limits of the server for one word and for all words of a document, in bytes; both would fail the whole document. */
const LONGEST_WORD = 2_000;
const MOST_BYTES = 1_000_000;

/** A tsvector written out: `'word':1A,5D`. Words were folded before, so no dictionary of the server takes part. */
export function vectorText(w: Weighted): string {
  const places = new Map<string, string[]>();
  let at = 0;
  let bytes = 0;
  for (const [weight, list] of [
    ['A', w.a],
    ['B', w.b],
    ['C', w.c],
    ['', w.d],
  ] as const)
    for (const word of list) {
      at++;
      const size = Buffer.byteLength(word);
      const known = places.get(word);
      bytes += known ? 2 : size + 8;
      if (size > LONGEST_WORD || bytes > MOST_BYTES) continue;
      const list = known ?? [];
      // The server keeps 255 places of a word; more only make the text long.
      if (list.length < 255) list.push(`${Math.min(at, PLACES)}${weight}`);
      places.set(word, list);
    }
  return [...places]
    .map(([word, p]) => `'${word.replace(/\\/g, '\\\\').replace(/'/g, "''")}':${p.join(',')}`)
    .join(' ');
}

export async function upsert(tx: Tx, d: SearchDocument, w: Weighted): Promise<void> {
  await exec(
    tx,
    sql`insert into search.document (no, edition_id, title, text, doc_no_key, unit_id, unit_name, kind, columns, published_on, valid_status, words)
        values (${d.no}, ${d.editionId}, ${d.title}, ${d.text}, ${d.docNoKey}, ${d.unitId}, ${d.unitName}, ${d.kind}, ${d.columns},
          ${d.publishedOn}, ${d.validStatus}, ${vectorText(w)}::tsvector)
        on conflict (no) do update set edition_id = excluded.edition_id, title = excluded.title, text = excluded.text,
          doc_no_key = excluded.doc_no_key, unit_id = excluded.unit_id, unit_name = excluded.unit_name, kind = excluded.kind,
          columns = excluded.columns, published_on = excluded.published_on, valid_status = excluded.valid_status, words = excluded.words`,
  );
}

export const remove = (tx: Tx, no: number): Promise<number> =>
  exec(tx, sql`delete from search.document where no = ${no}`);
/** Of works numbered up to `last` only these stay; what was published since is none of this caller's business. */
export const removeAllBut = (tx: Tx, nos: readonly number[], last: number): Promise<number> =>
  exec(tx, sql`delete from search.document where no <= ${last} and no <> all(${[...nos]}::bigint[])`);
/** Held until the transaction ends, so that an older edition never comes after a newer one. */
export const lockDocument = (tx: Tx, no: number): Promise<number> =>
  exec(tx, sql`select pg_advisory_xact_lock(hashtext('search.document'), (${no}::bigint % 2147483647)::int)`);

export type Filter = {
  kinds?: readonly string[];
  units?: readonly string[];
  from?: Day;
  to?: Day;
  column?: string;
  validity?: readonly string[];
};
export type Term = { word: string; others: readonly string[] };

/** `('老人' | '老年人') & '补贴'`, quoted, never parsed from what people type. */
export function tsquery(terms: readonly Term[], all: boolean): string {
  const quote = (w: string): string => `'${w.replace(/\\/g, '\\\\').replace(/'/g, "''")}'`;
  const one = (t: Term): string => {
    const any = [t.word, ...t.others]
      .filter(Boolean)
      .map((w) => w.split(' ').filter(Boolean).map(quote).join(' & '))
      .map((w) => `(${w})`);
    return any.length > 1 ? `(${any.join(' | ')})` : (any[0] ?? '');
  };
  return terms
    .map(one)
    .filter(Boolean)
    .join(all ? ' & ' : ' | ');
}

/** What is looked for: words as a tsquery (may be empty), and a document number by its key. */
export type Query = { words: string; docNo: string | null };

function matching(q: Query): RawBuilder<unknown> {
  const any = [
    ...(q.words ? [sql`words @@ ${q.words}::tsquery`] : []),
    ...(q.docNo ? [sql`doc_no_key = ${q.docNo}`] : []),
  ];
  return any.length > 0 ? sql`(${sql.join(any, sql` or `)})` : sql`false`;
}

function where(q: Query, f: Filter, but?: keyof Filter): RawBuilder<unknown> {
  const on: RawBuilder<unknown>[] = [matching(q)];
  if (f.kinds?.length && but !== 'kinds') on.push(sql`kind = any(${[...f.kinds]}::text[])`);
  if (f.units?.length && but !== 'units') on.push(sql`unit_id = any(${[...f.units]}::text[])`);
  if (f.validity?.length && but !== 'validity') on.push(sql`valid_status = any(${[...f.validity]}::text[])`);
  if (f.from && but !== 'from') on.push(sql`published_on >= ${f.from}`);
  if (f.to && but !== 'from') on.push(sql`published_on <= ${f.to}`);
  if (f.column) on.push(sql`columns @> array[${f.column}]::text[]`);
  return sql.join(on, sql` and `);
}

/** `byDocNo`: the very document whose number was asked for. */
export type Hit = SearchDocument & { score: number; byDocNo: boolean };
const HIT = sql`no, edition_id as "editionId", title, text, doc_no_key as "docNoKey", unit_id as "unitId", unit_name as "unitName", kind,
  columns, published_on as "publishedOn", valid_status as "validStatus"`;

export const count = async (db: Reader, q: Query, f: Filter): Promise<number> =>
  (await one<{ n: number }>(db, sql`select count(*)::int as n from search.document where ${where(q, f)}`)).n;

/**
 * Best first: the document whose number was asked for, then by nearness and weight, newer ones a little higher (a year
 * halves nothing, it only breaks ties).
 */
export const find = (
  db: Reader,
  q: Query,
  f: Filter,
  order: 'score' | 'date',
  today: Day,
  limit: number,
  offset: number,
): Promise<Hit[]> => {
  const age = sql`greatest(0, ${today}::date - published_on) / 365.0`;
  const rank = q.words
    ? sql`ts_rank_cd('{0.1, 0.2, 0.5, 1.0}', words, ${q.words}::tsquery, 1) * (1 + 0.15 / (1 + ${age}))`
    : sql`0`;
  return rows(
    db,
    sql`select ${HIT}, coalesce(doc_no_key = ${q.docNo}::text, false) as "byDocNo",
          (${rank} + case when doc_no_key = ${q.docNo}::text then 1000 else 0 end)::float8 as score
        from search.document where ${where(q, f)}
        order by ${order === 'score' ? sql`score desc,` : sql``} published_on desc, no desc limit ${limit} offset ${offset}`,
  );
};

export type Facet = { key: string; n: number };
/** How many hits each choice of a filter has, the other filters applied. */
export const facet = (
  db: Reader,
  q: Query,
  f: Filter,
  by: 'kinds' | 'units' | 'validity' | 'from',
): Promise<Facet[]> => {
  const key = {
    kinds: sql`kind`,
    units: sql`unit_id`,
    validity: sql`valid_status`,
    from: sql`extract(year from published_on)::text`,
  }[by];
  return rows(
    db,
    sql`select ${key} as key, count(*)::int as n from search.document where ${where(q, f, by)} and ${key} is not null group by 1 order by n desc, 1`,
  );
};

export const titlesLike = (db: Reader, start: string, limit: number): Promise<{ title: string }[]> =>
  rows(
    db,
    sql`select title from search.document where position(${start} in title) > 0 order by position(${start} in title), length(title), published_on desc limit ${limit}`,
  );

export const askedLike = (db: Reader, start: string, limit: number): Promise<{ query: string }[]> =>
  rows(
    db,
    sql`select query from search.asked where query like ${`${start.replace(/[\\%_]/g, '\\$&')}%`} and found > 0 group by query order by sum(times) desc, query limit ${limit}`,
  );

export const noteAsked = (tx: Tx, query: string, day: Day, found: number): Promise<number> =>
  exec(
    tx,
    sql`insert into search.asked (query, day, found) values (${query}, ${day}, ${found})
        on conflict (query, day) do update set times = search.asked.times + 1, found = excluded.found`,
  );
export const askedInVain = (db: Reader, from: Day): Promise<{ query: string; times: number }[]> =>
  rows(
    db,
    sql`select query, sum(times)::int as times from search.asked where day >= ${from} and found = 0 group by query order by times desc, query limit 50`,
  );
export const forgetAsked = (tx: Tx, before: Day): Promise<number> =>
  exec(tx, sql`delete from search.asked where day < ${before}`);

export const textsOf = (db: Reader, no: number): Promise<{ title: string; text: string } | undefined> =>
  maybe(db, sql`select title, text from search.document where no = ${no}`);

/** Questions whose words stand in a text, or stood in one work at most; common words that many works answer stay. */
export const forgetAskedOf = (tx: Tx, text: string): Promise<number> =>
  exec(
    tx,
    sql`delete from search.asked where found <= 1 and query <> '' and not exists (
          select 1 from regexp_split_to_table(query, '[[:space:]]+') as word where word <> '' and position(lower(word) in lower(${text})) = 0)`,
  );

export const synonyms = async (db: Reader): Promise<{ id: number; words: string[] }[]> =>
  rows(db, sql`select id, words from search.synonym order by id`);
export const insertSynonym = (tx: Tx, list: readonly string[]): Promise<number> =>
  exec(tx, sql`insert into search.synonym (words) values (${[...list]})`);
export const deleteSynonym = (tx: Tx, id: number): Promise<number> =>
  exec(tx, sql`delete from search.synonym where id = ${id}`);
export const words = async (db: Reader): Promise<string[]> =>
  (await rows<{ word: string }>(db, sql`select word from search.word order by word`)).map((r) => r.word);
export const insertWord = (tx: Tx, word: string): Promise<number> =>
  exec(tx, sql`insert into search.word (word) values (${word}) on conflict do nothing`);
export const deleteWord = (tx: Tx, word: string): Promise<number> =>
  exec(tx, sql`delete from search.word where word = ${word}`);
export const size = async (db: Reader): Promise<number> =>
  (await maybe<{ n: number }>(db, sql`select count(*)::int as n from search.document`))?.n ?? 0;

export const hotQuestions = (db: Reader, from: Day, limit: number): Promise<{ query: string }[]> =>
  rows(
    db,
    sql`select query from search.asked where day >= ${from} and found > 0 group by query order by sum(times) desc, query limit ${limit}`,
  );
