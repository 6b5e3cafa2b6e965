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
  /** `packTerms` of its fields. */
  terms: string;
};

/** Held until the transaction ends: changes of the index come one after the other, and an older edition never after a newer. */
export const lockIndex = async (tx: Tx): Promise<number> =>
  (await one<{ change: number }>(tx, sql`select change from search.state for update`)).change;

/** Counts so many changes; answers the number of the last. */
const nextChange = async (tx: Tx, count = 1): Promise<number> =>
  (await one<{ change: number }>(tx, sql`update search.state set change = change + ${count} returning change`)).change;

/** Writes documents; answers the last change, or undefined when all stood there just so. Under `lockIndex`. */
export async function upsertMany(tx: Tx, documents: readonly SearchDocument[]): Promise<number | undefined> {
  if (documents.length === 0) return undefined;
  const there = await rows<{ no: number }>(
    tx,
    sql`select no from search.document where no = any(${documents.map((d) => d.no)}::bigint[])`,
  );
  const old = new Set(there.map((r) => r.no));
  const changed: SearchDocument[] = [];
  for (const d of documents) if (!old.has(d.no) || !(await standsSo(tx, d))) changed.push(d);
  if (changed.length === 0) return undefined;
  const last = await nextChange(tx, changed.length);
  const first = last - changed.length + 1;
  await exec(tx, sql`delete from search.gone where no = any(${changed.map((d) => d.no)}::bigint[])`);
  const values = changed.map(
    (d, i) =>
      sql`(${d.no}, ${d.editionId}, ${d.title}, ${d.text}, ${d.docNoKey}, ${d.unitId}, ${d.unitName}, ${d.kind}, ${d.columns}::text[],
          ${d.publishedOn}, ${d.validStatus}, ${d.terms}, ${first + i})`,
  );
  await exec(
    tx,
    sql`insert into search.document (no, edition_id, title, text, doc_no_key, unit_id, unit_name, kind, columns, published_on, valid_status, terms, change)
        values ${sql.join(values)}
        on conflict (no) do update set edition_id = excluded.edition_id, title = excluded.title, text = excluded.text,
          doc_no_key = excluded.doc_no_key, unit_id = excluded.unit_id, unit_name = excluded.unit_name, kind = excluded.kind,
          columns = excluded.columns, published_on = excluded.published_on, valid_status = excluded.valid_status,
          terms = excluded.terms, change = excluded.change`,
  );
  return last;
}

const standsSo = async (tx: Tx, d: SearchDocument): Promise<boolean> =>
  (await maybe(
    tx,
    sql`select from search.document where no = ${d.no} and edition_id = ${d.editionId} and title = ${d.title} and text = ${d.text}
          and doc_no_key is not distinct from ${d.docNoKey}::text and unit_id = ${d.unitId} and unit_name = ${d.unitName}
          and kind = ${d.kind} and columns = ${d.columns}::text[] and published_on = ${d.publishedOn}
          and valid_status is not distinct from ${d.validStatus}::text and terms = ${d.terms}`,
  )) !== undefined;

/** Takes a work out; answers whether it was in. Under `lockIndex`. */
export async function remove(tx: Tx, no: number): Promise<boolean> {
  const was = (await exec(tx, sql`delete from search.document where no = ${no}`)) > 0;
  if (was) await putGone(tx, no);
  return was;
}

/** Remembers that a work is gone, whether or not it stood here: a file may still know it. */
export const putGone = async (tx: Tx, no: number): Promise<number> =>
  exec(
    tx,
    sql`insert into search.gone (no, change) values (${no}, ${await nextChange(tx)})
        on conflict (no) do update set change = excluded.change`,
  );

/** Of works numbered up to `last` only these stay; what was published since is none of this caller's business. */
export async function removeAllBut(tx: Tx, nos: readonly number[], last: number): Promise<number> {
  await lockIndex(tx);
  const left = await rows<{ no: number }>(
    tx,
    sql`select no from search.document where no <= ${last} and no <> all(${[...nos]}::bigint[])`,
  );
  for (const { no } of left) await remove(tx, no);
  return left.length;
}

export const setComplete = (tx: Tx): Promise<number> => exec(tx, sql`update search.state set complete = true`);

/** Works with this document number, by its folded key. */
export const byDocNo = async (db: Reader, key: string): Promise<number[]> =>
  (
    await rows<{ no: number }>(
      db,
      sql`select no from search.document where doc_no_key = ${key} order by no desc limit 50`,
    )
  ).map((r) => r.no);

/** Title and the beginning of the text, to look closer at what was found. */
export const beginnings = (
  db: Reader,
  nos: readonly number[],
): Promise<{ no: number; title: string; text: string }[]> =>
  rows(db, sql`select no, title, left(text, 2500) as text from search.document where no = any(${[...nos]}::bigint[])`);

export const texts = (db: Reader, nos: readonly number[]): Promise<{ no: number; text: string }[]> =>
  rows(db, sql`select no, text from search.document where no = any(${[...nos]}::bigint[])`);

/** Titles that begin alike are looked at up to this many: 中华人民共和国 begins thousands. */
const BEGIN_SO = 200;

/** Titles that hold what was typed, of these works and of some that begin so; the earlier it stands the better. */
export const titlesLike = (
  db: Reader,
  start: string,
  nos: readonly number[],
  limit: number,
): Promise<{ title: string }[]> =>
  rows(
    db,
    sql`select title from search.document
        where no in (
            select unnest(${[...nos]}::bigint[])
            union all (select no from search.document where left(title, 100) like ${`${start.replace(/[\\%_]/g, '\\$&')}%`} limit ${BEGIN_SO}))
          and position(${start} in title) > 0
        order by position(${start} in title), length(title), published_on desc limit ${limit}`,
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
