import type { RawBuilder } from 'kysely';
import type { Day } from '../../lib/day.ts';
import { docNoKey } from '../../lib/docno.ts';
import { compiled, exec, maybe, one, PREPARED, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';
import type { EditionContent } from './content.ts';
import type { Edition } from './store.ts';
import { ANY, dependencyOf, workTag } from './tags.ts';

/** One line of a list of published pieces. */
export type Listed = {
  no: number;
  editionId: string;
  version: number;
  /** hidden: while people decide whether it leaks; its words are left out here. erased: its newest edition is. */
  state: 'published' | 'withdrawn' | 'hidden' | 'erased';
  unitId: string;
  unitName: string;
  title: string;
  kind: string;
  docNo: string | null;
  indexNo: string | null;
  answer: string | null;
  issuedOn: Day | null;
  validFrom: Day | null;
  validUntil: Day | null;
  validStatus: string | null;
  columns: string[];
  topics: string[];
  interprets: number | null;
  firstPublishedAt: Date;
  publishedOn: Day;
  changedAt: Date;
};

export type ListFilter = {
  /** The column and everything below it. */
  column?: string;
  topic?: string;
  unitId?: string;
  unitIds?: readonly string[];
  kind?: string;
  from?: Day;
  to?: Day;
  docNo?: string;
  interprets?: number;
  /** Withdrawn pieces too; lists leave them out. */
  withWithdrawn?: boolean;
};

/** Stands for the title of what is being looked into. */
export const HIDDEN = '（正在核查）';

/** What is hidden keeps its number, unit and place; its own words are for staff only. */
export const columnsFor = (who: 'public' | 'staff') => {
  const own = (column: string, instead: string | null = null) =>
    who === 'staff' ? sql.raw(column) : sql`case when state = 'hidden' then ${instead} else ${sql.raw(column)} end`;
  return sql`no, edition_id as "editionId", version, state, unit_id as "unitId", unit_name as "unitName",
    ${own('title', HIDDEN)} as title, kind, ${own('doc_no')} as "docNo", ${own('index_no')} as "indexNo",
    ${own('answer')} as answer, issued_on as "issuedOn", valid_from as "validFrom", valid_until as "validUntil",
    valid_status as "validStatus", columns, topics, interprets, first_published_at as "firstPublishedAt",
    published_on as "publishedOn", changed_at as "changedAt"`;
};
const LISTED = columnsFor('public');

type ToList = { edition: Edition; content: EditionContent; state: Listed['state']; publishedOn: Day };

/** Puts the newest edition of a work into the lists. */
export const putListing = (
  tx: Tx,
  edition: Edition,
  content: EditionContent,
  state: Listed['state'],
  publishedOn: Day,
): Promise<void> => putListings(tx, [{ edition, content, state, publishedOn }]);

/** The same for several works. First publication times never move (发展指引: no re-dating). */
export async function putListings(tx: Tx, all: readonly ToList[]): Promise<void> {
  const values = all.map(({ edition: e, content: c, state, publishedOn }) => {
    const key = c.docNo ? docNoKey(c.docNo) : null;
    // Every ancestor stands in the array too, so that a parent column lists what its children hold.
    const columns = withAncestors(c.columns);
    return sql`(${e.no}, ${e.id}, ${e.version}, ${state}, ${c.unitId}, ${c.unitName}, ${c.title}, ${c.kind}, ${c.docNo ?? null}, ${key},
          ${c.indexNo ?? null}, ${c.answer ?? null}, ${c.issuedOn ?? null}, ${c.validity?.from ?? null}, ${c.validity?.until ?? null},
          ${c.validity?.status ?? null}, ${columns}, ${c.topics}, ${c.interprets ?? null},
          ${e.publishedAt}, ${publishedOn}, ${e.publishedAt})`;
  });
  await exec(
    tx,
    sql`insert into publication.listing as l (no, edition_id, version, state, unit_id, unit_name, title, kind, doc_no, doc_no_key,
          index_no, answer, issued_on, valid_from, valid_until, valid_status, columns, topics, interprets,
          first_published_at, published_on, changed_at)
        values ${sql.join(values)}
        on conflict (no) do update set edition_id = excluded.edition_id, version = excluded.version, state = excluded.state,
          unit_id = excluded.unit_id, unit_name = excluded.unit_name, title = excluded.title, kind = excluded.kind,
          doc_no = excluded.doc_no, doc_no_key = excluded.doc_no_key, index_no = excluded.index_no, answer = excluded.answer,
          issued_on = excluded.issued_on, valid_from = excluded.valid_from, valid_until = excluded.valid_until,
          valid_status = excluded.valid_status, columns = excluded.columns, topics = excluded.topics,
          interprets = excluded.interprets, changed_at = excluded.changed_at
        where l.version < excluded.version`,
  );
}

/** `a/b/c` stands in `a`, `a/b` and `a/b/c`. */
export const withAncestors = (paths: readonly string[]): string[] => [
  ...new Set(paths.flatMap((p) => p.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/')))),
];

function where(f: ListFilter): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [f.withWithdrawn ? sql`state <> 'erased'` : sql`state = 'published'`];
  if (f.column) all.push(sql`columns @> array[${f.column}]::text[]`);
  if (f.topic) all.push(sql`topics @> array[${f.topic}]::text[]`);
  if (f.unitId) all.push(sql`unit_id = ${f.unitId}`);
  if (f.unitIds) all.push(sql`unit_id = any(${[...f.unitIds]}::text[])`);
  if (f.kind) all.push(sql`kind = ${f.kind}`);
  if (f.from) all.push(sql`published_on >= ${f.from}`);
  if (f.to) all.push(sql`published_on <= ${f.to}`);
  if (f.docNo) all.push(sql`doc_no_key = ${docNoKey(f.docNo)}`);
  if (f.interprets !== undefined) all.push(sql`interprets = ${f.interprets}`);
  return sql`where ${sql.join(all, sql` and `)}`;
}

/** Newest first, `limit` from `offset`. */
export function list(db: Reader, f: ListFilter, limit = 20, offset = 0): Promise<Listed[]> {
  dependOn(dependencyOf(f));
  return rows<Listed>(
    db,
    sql`select ${LISTED} from publication.listing ${where(f)} order by first_published_at desc, no desc limit ${limit} offset ${offset}`,
  );
}

export async function count(db: Reader, f: ListFilter): Promise<number> {
  dependOn(dependencyOf(f));
  return (await one<{ n: number }>(db, sql`select count(*)::int as n from publication.listing ${where(f)}`)).n;
}

const lineOf = compiled<[no: number], Listed>(
  (no) => sql`${PREPARED} select ${LISTED} from publication.listing where no = ${no}`,
);
export async function listed(db: Reader, no: number): Promise<Listed | undefined> {
  dependOn(workTag(no));
  return (await lineOf(db, no))[0];
}

/** With the words of what is hidden too; for the console. */
export const listedForStaff = (db: Reader, no: number): Promise<Listed | undefined> =>
  maybe<Listed>(db, sql`select ${columnsFor('staff')} from publication.listing where no = ${no}`);

/** What was taken out of sight since: for feeds, whose readers keep what they once fetched. Newest first. */
export function goneSince(db: Reader, since: Date, column: string | undefined, limit: number): Promise<Listed[]> {
  dependOn(column ? `column:${column}` : ANY);
  return rows<Listed>(
    db,
    sql`select ${LISTED} from publication.listing where state in ('erased', 'hidden') and changed_at >= ${since}
          and ${column ? sql`columns @> array[${column}]::text[]` : sql`true`}
        order by changed_at desc, no desc limit ${limit}`,
  );
}

export function listedMany(db: Reader, nos: readonly number[]): Promise<Listed[]> {
  dependOn(...nos.map(workTag));
  return rows<Listed>(db, sql`select ${LISTED} from publication.listing where no = any(${[...nos]}::bigint[])`);
}

type CountBy = 'column' | 'unit' | 'topic' | 'kind' | 'year';
/** How many published pieces each column, unit, topic, kind or year has. */
export async function countsBy(db: Reader, by: CountBy, f: ListFilter = {}): Promise<Map<string, number>> {
  dependOn(dependencyOf(f));
  const key = {
    column: sql`unnest(columns)`,
    unit: sql`unit_id`,
    topic: sql`unnest(topics)`,
    kind: sql`kind`,
    year: sql`extract(year from published_on)::text`,
  }[by];
  const found = await rows<{ key: string; n: number }>(
    db,
    sql`select key, count(*)::int as n from (select ${key} as key from publication.listing ${where(f)}) k group by key`,
  );
  return new Map(found.map((r) => [r.key, r.n]));
}
