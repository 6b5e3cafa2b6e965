import type { Day } from '../../../lib/day.ts';
import { exec, one, type Reader, rows, sql, type Tx } from '../../../platform/db/connection.ts';
import { readNumber } from '../rules/number.ts';
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

/** A number is looked up. Of words, pairs of characters find the few closed cases that may hold them; open ones are few anyway. */
const textIs = (text: string, open: boolean) => {
  if (readNumber(text) === text) return sql`r.no = ${text}`;
  const holds = sql`position(${text} in r.subject) > 0`;
  return open || [...text].length < 2 ? holds : sql`(foi.pairs(r.subject) @> foi.pairs(${text}) and ${holds})`;
};

const matching = (f: CaseFilter) =>
  sql.join(
    [
      f.open ? sql`r.closed_on is null` : sql`r.closed_on is not null`,
      ...(f.units === 'all' ? [] : [sql`r.unit_id = any(${[...f.units]}::text[])`]),
      ...(f.states ? [sql`r.state = any(${[...f.states]}::text[])`] : []),
      ...(f.text ? [textIs(f.text, f.open)] : []),
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

/** Open cases after an id, in the order of ids, locked: for walking through all of them. */
export const lockOpenAfter = (tx: Tx, id: string, limit: number): Promise<Request[]> =>
  rows<Request>(
    tx,
    sql`select ${R} from foi.request r where r.closed_on is null and r.id > ${id} order by r.id limit ${limit} for update`,
  );

export type Moved = {
  id: string;
  due: Day | null;
  provisional: boolean;
  nextDue: Day | null;
  days: number | null;
  was: Day | null;
};
/** Writes new days of many cases; where the due day itself moved, the old one stays beside it and the history says so. */
export async function moveDues(
  tx: Tx,
  moved: readonly Moved[],
  told: { on: Day; at: Date; by: string; note: string; why: string },
): Promise<void> {
  const list = sql`jsonb_to_recordset(${JSON.stringify(moved)}::jsonb)
    as m(id text, due date, provisional boolean, "nextDue" date, days int, was date)`;
  await exec(
    tx,
    sql`update foi.request r set due = m.due, due_provisional = m.provisional, days = m.days, next_due = m."nextDue", version = r.version + 1,
          due_was = case when m.due is distinct from m.was then coalesce(r.due_was, m.was) else r.due_was end
        from ${list} where r.id = m.id`,
  );
  await exec(
    tx,
    sql`insert into foi.event (request_id, what, on_day, at, by_label, note, detail)
        select m.id, 'dueChanged', ${told.on}, ${told.at}, ${told.by}, ${told.note}, jsonb_build_object('from', m.was, 'to', m.due, 'why', ${told.why}::text)
        from ${list} where m.due is distinct from m.was and m.was is not null`,
  );
}

/** Cases waiting for parties that all answered or ran out of time before a day. */
export const consultationsOver = (db: Reader, today: Day, limit: number): Promise<string[]> =>
  rows<{ id: string }>(
    db,
    sql`select r.id from foi.request r where r.state = 'consulting' and r.closed_on is null and not exists
          (select from foi.party p where p.request_id = r.id and p.opinion is null and p.limit_on >= ${today}) limit ${limit}`,
  ).then((found) => found.map((r) => r.id));

const within = (units: 'all' | readonly string[]) =>
  units === 'all' ? sql`true` : sql`r.unit_id = any(${[...units]}::text[])`;
export const undelivered = (db: Reader, units: 'all' | readonly string[], limit: number): Promise<Request[]> =>
  rows<Request>(
    db,
    sql`select ${R} from foi.request r where r.state = 'decided' and ${within(units)} order by r.decided_on, r.no limit ${limit}`,
  );

export type Unanswered = { id: string; requestId: string; no: string; subject: string; unitId: string; day: Day };
export const unansweredObjections = (
  db: Reader,
  units: 'all' | readonly string[],
  limit: number,
): Promise<Unanswered[]> =>
  rows<Unanswered>(
    db,
    sql`select o.id, r.id as "requestId", r.no, r.subject, r.unit_id as "unitId", o.day
        from foi.objection o join foi.request r on r.id = o.request_id
        where o.answered_on is null and ${within(units)} order by o.at limit ${limit}`,
  );
