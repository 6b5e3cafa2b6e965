import type { Day } from '../../../../lib/day.ts';
import { one, type Reader, rows, sql } from '../../../../platform/db/connection.ts';
import { dependOn } from '../../../../platform/depends.ts';
import { REGISTER } from '../../told.ts';
import { keysOf } from './frequent.ts';

export { REGISTER };

export const RESULTS = ['open', 'granted', 'partial', 'denied', 'unable', 'notProcessed', 'other'] as const;
export type Result = (typeof RESULTS)[number];

export type RegisterFilter = { unit: string; year: string; result: Result | ''; text: string };

/** One line of the register: no person, nothing of who asked or how. */
export type Line = {
  no: string;
  subject: string;
  unitId: string;
  receivedOn: Day;
  closedOn: Day | null;
  due: Day | null;
  decision: string | null;
  reportRow: string | null;
  workNo: number | null;
};

const L = sql`r.no, r.subject, r.unit_id as "unitId", r.received_on as "receivedOn", r.closed_on as "closedOn", r.due,
  r.decision, r.report_row as "reportRow", r.work_no as "workNo"`;
const GROUP = sql`coalesce(split_part(r.report_row, '.', 1), 'open')`;
const YEAR = sql`extract(year from r.received_on)::int::text`;

const where = (f: RegisterFilter) =>
  sql.join(
    [
      sql`r.received_on is not null`,
      ...(f.unit ? [sql`r.unit_id = ${f.unit}`] : []),
      ...(f.year ? [sql`r.received_on between ${`${f.year}-01-01`}::date and ${`${f.year}-12-31`}::date`] : []),
      ...(f.result ? [sql`${GROUP} = ${f.result}`] : []),
      ...(f.text ? [sql`(position(${f.text} in r.subject) > 0 or r.no = ${f.text.toUpperCase()})`] : []),
    ],
    sql` and `,
  );

export function registerLines(db: Reader, f: RegisterFilter, limit: number, offset = 0): Promise<Line[]> {
  dependOn(REGISTER);
  return rows<Line>(
    db,
    sql`select ${L} from foi.request r where ${where(f)} order by r.received_on desc, r.no desc limit ${limit} offset ${offset}`,
  );
}

/** Cases of one unit, year of receipt and result: everything the page counts comes from these few cells. */
export type Cell = {
  unitId: string;
  year: string;
  result: Result;
  n: number;
  /** Closed ones, and the calendar days they took together. */
  closed: number;
  days: number;
  /** Ended past the last day, or standing past it. */
  late: number;
};

/** One walk over the register; `text` narrows it, the other choices are made from the cells. */
export function registerCells(db: Reader, text: string, today: Day): Promise<Cell[]> {
  dependOn(REGISTER);
  return rows<Cell>(
    db,
    sql`select r.unit_id as "unitId", ${YEAR} as year, ${GROUP} as result, count(*)::int as n,
          count(r.closed_on)::int as closed, coalesce(sum(r.closed_on - r.received_on), 0)::int as days,
          (count(*) filter (where r.due is not null and coalesce(r.closed_on, ${today}::date) > r.due))::int as late
        from foi.request r where ${where({ unit: '', year: '', result: '', text })} group by 1, 2, 3`,
  );
}

export const registerSize = async (db: Reader): Promise<number> => {
  dependOn(REGISTER);
  return (
    await one<{ n: number }>(db, sql`select count(*)::int as n from foi.request r where r.received_on is not null`)
  ).n;
};

/** Cases whose answer became public and whose words share most pairs with a text: what a new applicant may want to see first. */
export async function answeredBefore(
  db: Reader,
  grams: readonly string[],
  limit: number,
): Promise<(Line & { shared: number; grams: number })[]> {
  // Somebody is typing: only cases that share something rare are looked at.
  const keys = await keysOf(db, grams, 1);
  if (keys.length === 0) return [];
  return rows(
    db,
    sql`select ${L}, h.n as shared, cardinality(l.grams) as grams
            from foi.likeness l join foi.request r on r.id = l.request_id
            cross join lateral (select count(*)::int as n from unnest(l.grams) g where g = any(${[...grams]}::text[])) h
            where l.grams && ${keys}::text[] and r.work_no is not null and r.subject <> ''
            order by h.n desc, r.received_on desc limit ${limit}`,
  );
}
