import type { Day } from '../../../lib/day.ts';
import { one, type Reader, rows, sql } from '../../../platform/db/connection.ts';
import type { State } from '../rules/types.ts';
import { R } from './request.ts';
import type { Request } from './types.ts';

export type CaseFilter = {
  units: 'all' | readonly string[];
  /** Open ones by the next day owed, or closed ones, newest first. */
  open: boolean;
  states?: readonly State[];
  /** Words of the subject, or a number. */
  text?: string;
  /** Only those whose next day lies before this one. */
  before?: Day;
  clerkId?: string;
};

const matching = (f: CaseFilter) =>
  sql.join(
    [
      f.open ? sql`r.closed_on is null` : sql`r.closed_on is not null`,
      ...(f.units === 'all' ? [] : [sql`r.unit_id = any(${[...f.units]}::text[])`]),
      ...(f.states ? [sql`r.state = any(${[...f.states]}::text[])`] : []),
      ...(f.text ? [sql`(position(${f.text} in r.subject) > 0 or r.no = ${f.text})`] : []),
      ...(f.before ? [sql`r.next_due < ${f.before}`] : []),
      ...(f.clerkId ? [sql`r.clerk_id = ${f.clerkId}`] : []),
    ],
    sql` and `,
  );

export const cases = (db: Reader, f: CaseFilter, limit: number, offset = 0): Promise<Request[]> =>
  rows<Request>(
    db,
    sql`select ${R} from foi.request r where ${matching(f)}
        order by ${f.open ? sql`r.next_due, r.no` : sql`r.closed_on desc, r.no desc`} limit ${limit} offset ${offset}`,
  );
export const countCases = async (db: Reader, f: CaseFilter): Promise<number> =>
  (await one<{ n: number }>(db, sql`select count(*)::int as n from foi.request r where ${matching(f)}`)).n;

/** Open cases of a unit whose due day a new calendar moved and whose clerk has not looked yet. */
export const movedCases = (db: Reader, units: 'all' | readonly string[], limit: number): Promise<Request[]> =>
  rows<Request>(
    db,
    sql`select ${R} from foi.request r where r.due_was is not null
          and (${units === 'all'} or r.unit_id = any(${units === 'all' ? [] : [...units]}::text[])) order by r.due, r.no limit ${limit}`,
  );

/** Open cases after an id, in the order of ids: for walking through all of them. */
export const openAfter = (db: Reader, id: string, limit: number): Promise<Request[]> =>
  rows<Request>(
    db,
    sql`select ${R} from foi.request r where r.closed_on is null and r.id > ${id} order by r.id limit ${limit}`,
  );

/** Cases waiting for parties that all answered or ran out of time before a day. */
export const consultationsOver = (db: Reader, today: Day, limit: number): Promise<string[]> =>
  rows<{ id: string }>(
    db,
    sql`select r.id from foi.request r where r.state = 'consulting' and r.closed_on is null and not exists
          (select from foi.party p where p.request_id = r.id and p.opinion is null and p.limit_on >= ${today}) limit ${limit}`,
  ).then((found) => found.map((r) => r.id));
