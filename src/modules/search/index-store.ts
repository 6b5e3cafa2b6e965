/** What the database knows of the index: how far it has come, which files hold, and what they do not have yet. */
import type { Day } from '../../lib/day.ts';
import { exec, one, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import type { Entry } from './engine/index.ts';

/** A file of the index: changes after `from` up to `through` are in it. */
export type SegmentRow = { id: string; from: number; through: number; docs: number };
export type State = { change: number; complete: boolean; segments: SegmentRow[] };

/** All in one statement, so that it is of one moment. */
export const state = (db: Reader): Promise<State> =>
  one(
    db,
    sql`select s.change, s.complete, coalesce((select json_agg(json_build_object('id', id, 'from', from_change, 'through', through, 'docs', docs)
            order by through, from_change) from search.segment), '[]'::json) as segments
        from search.state s`,
  );

/** Where the files end and the rest is read from the database. */
export const throughOf = (s: Pick<State, 'segments'>): number => s.segments.reduce((n, x) => Math.max(n, x.through), 0);

type EntryRow = Omit<Entry, 'day'> & { day: Day };
const ENTRY = sql`no, published_on as day, kind, unit_id as unit, columns, valid_status as validity, terms`;

/** Documents changed after `after`, up to `until`. */
export const changed = (db: Reader, after: number, until: number): Promise<EntryRow[]> =>
  rows(db, sql`select ${ENTRY} from search.document where change > ${after} and change <= ${until} order by change`);

export const goneAfter = async (db: Reader, after: number, until: number): Promise<number[]> =>
  (await rows<{ no: number }>(db, sql`select no from search.gone where change > ${after} and change <= ${until}`)).map(
    (r) => r.no,
  );

/** Whether there are so many documents, without counting a million. */
export const firstNumbers = (db: Reader, limit: number): Promise<{ no: number }[]> =>
  rows(db, sql`select no from search.document order by no limit ${limit}`);

/** Documents by number, for building anew. */
export const entriesAfter = (db: Reader, no: number, limit: number): Promise<EntryRow[]> =>
  rows(db, sql`select ${ENTRY} from search.document where no > ${no} order by no limit ${limit}`);

/**
 * Puts a file in the place of others; false when one of them is no longer what holds, because somebody else was first.
 * Under `lockIndex`.
 */
export async function replaceSegments(
  tx: Tx,
  made: SegmentRow & { bytes: number },
  instead: readonly string[],
  now: Date,
): Promise<boolean> {
  const taken = await exec(tx, sql`delete from search.segment where id = any(${[...instead]}::text[])`);
  if (taken !== instead.length) return false;
  await exec(
    tx,
    sql`insert into search.segment (id, from_change, through, docs, bytes, made_at)
        values (${made.id}, ${made.from}, ${made.through}, ${made.docs}, ${made.bytes}, ${now})`,
  );
  return true;
}

/** What every file knows to be gone need not be told any more. */
export const forgetGone = (tx: Tx, through: number): Promise<number> =>
  exec(tx, sql`delete from search.gone where change <= ${through}`);

/** Documents published up to a day. */
export const documentsUntil = async (db: Reader, day: Day): Promise<number> =>
  (await one<{ n: number }>(db, sql`select count(*)::int as n from search.document where published_on <= ${day}`)).n;
