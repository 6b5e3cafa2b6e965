import type { Day } from '../../../../lib/day.ts';
import { one, type Reader, rows, sql } from '../../../../platform/db/connection.ts';
import { dependOn } from '../../../../platform/depends.ts';

/** Told by a trigger whenever something that the register shows has changed. */
export const REGISTER = 'foi-register';

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

/** `but` leaves one part out, for the counts beside its choices. */
const where = (f: RegisterFilter, but?: keyof RegisterFilter) =>
  sql.join(
    [
      sql`r.received_on is not null`,
      ...(f.unit && but !== 'unit' ? [sql`r.unit_id = ${f.unit}`] : []),
      ...(f.year && but !== 'year'
        ? [sql`r.received_on between ${`${f.year}-01-01`}::date and ${`${f.year}-12-31`}::date`]
        : []),
      ...(f.result && but !== 'result' ? [sql`${GROUP} = ${f.result}`] : []),
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

export type Counted = { key: string; n: number };
export type Counts = { total: number; units: Counted[]; years: Counted[]; results: Counted[] };

/** How many there are, and how many each further choice would leave. */
export async function registerCounts(db: Reader, f: RegisterFilter): Promise<Counts> {
  dependOn(REGISTER);
  const by = (of: ReturnType<typeof sql>, but: keyof RegisterFilter): Promise<Counted[]> =>
    rows<Counted>(
      db,
      sql`select ${of} as key, count(*)::int as n from foi.request r where ${where(f, but)} group by 1 order by 2 desc, 1`,
    );
  const [total, units, years, results] = await Promise.all([
    one<{ n: number }>(db, sql`select count(*)::int as n from foi.request r where ${where(f)}`),
    by(sql`r.unit_id`, 'unit'),
    by(YEAR, 'year'),
    by(GROUP, 'result'),
  ]);
  return { total: total.n, units, years: years.sort((a, b) => b.key.localeCompare(a.key)), results };
}

export type Figures = { unitId: string; n: number; days: number; late: number } & Record<Result, number>;

/** Per unit, of the cases received in a year or ever: results, average calendar days to the end, ended or standing past the last day. */
export function registerFigures(db: Reader, year: string, today: Day): Promise<Figures[]> {
  dependOn(REGISTER);
  const filter: RegisterFilter = { unit: '', year, result: '', text: '' };
  return rows<Figures>(
    db,
    sql`select r.unit_id as "unitId", count(*)::int as n,
          coalesce(round(avg(r.closed_on - r.received_on), 1), 0)::float8 as days,
          (count(*) filter (where r.due is not null and coalesce(r.closed_on, ${today}::date) > r.due))::int as late,
          ${sql.join(RESULTS.map((g) => sql`(count(*) filter (where ${GROUP} = ${g}))::int as ${sql.ref(g)}`))}
        from foi.request r where ${where(filter)} group by 1 order by 2 desc, 1`,
  );
}

/** Cases whose answer became public and whose words share most pairs with a text: what a new applicant may want to see first. */
export const answeredBefore = (
  db: Reader,
  grams: readonly string[],
  limit: number,
): Promise<(Line & { shared: number; grams: number })[]> =>
  grams.length === 0
    ? Promise.resolve([])
    : rows(
        db,
        sql`select ${L}, h.n as shared, cardinality(l.grams) as grams
            from foi.likeness l join foi.request r on r.id = l.request_id
            cross join lateral (select count(*)::int as n from unnest(l.grams) g where g = any(${[...grams]}::text[])) h
            where l.grams && ${[...grams]}::text[] and r.work_no is not null and r.subject <> ''
            order by h.n desc, r.received_on desc limit ${limit}`,
      );
