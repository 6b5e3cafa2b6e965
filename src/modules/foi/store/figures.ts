import type { Day } from '../../../lib/day.ts';
import { one, type Reader, rows, sql } from '../../../platform/db/connection.ts';
import { R } from './request.ts';
import type { Request } from './types.ts';

export type Counted = { unitId: string; row: string; column: string; count: number };

/**
 * Part three of the yearly report in one pass over the cases: received, still open or closed in the year, by unit, row and kind of
 * applicant. A case that was corrected counts once, by its first day of receipt.
 */
export const resultsOf = (db: Reader, at: { from: Day; until: Day; unitIds: readonly string[] }): Promise<Counted[]> =>
  rows<Counted>(
    db,
    sql`select r.unit_id as "unitId", x.row, a.applicant_kind as "column", count(*)::int as count
        from foi.request r join foi.application a on a.id = r.application_id
        cross join lateral (values
          ('new', r.received_on >= ${at.from}),
          ('carriedIn', r.received_on < ${at.from}),
          (r.report_row, r.closed_on <= ${at.until}),
          ('carriedOut', r.closed_on is null or r.closed_on > ${at.until})) x(row, holds)
        where r.received_on <= ${at.until} and (r.closed_on is null or r.closed_on >= ${at.from})
          and r.unit_id = any(${[...at.unitIds]}::text[]) and x.holds
        group by 1, 2, 3`,
  );

/** Part four: reviews and suits that were open at any time of the year, by how they stood on its last day. */
export const disputesIn = (db: Reader, at: { from: Day; until: Day; unitIds: readonly string[] }): Promise<Counted[]> =>
  rows<Counted>(
    db,
    sql`select r.unit_id as "unitId", d.block as row,
          case when d.closed_on is null or d.closed_on > ${at.until} then 'pending' else d.outcome end as "column", count(*)::int as count
        from foi.dispute d join foi.request r on r.id = d.request_id
        where d.opened_on <= ${at.until} and (d.closed_on is null or d.closed_on >= ${at.from})
          and r.unit_id = any(${[...at.unitIds]}::text[])
        group by 1, 2, 3`,
  );

export type FeesIn = { unitId: string; requests: number; yuan: number };
/** Part six: requests for which a fee was notified in the year, and yuan paid in it less what was paid back in it. */
export const feesIn = (db: Reader, at: { from: Day; until: Day; unitIds: readonly string[] }): Promise<FeesIn[]> =>
  rows<FeesIn>(
    db,
    sql`select r.unit_id as "unitId", (count(*) filter (where f.notified_on between ${at.from} and ${at.until}))::int as requests,
          greatest(0, coalesce(sum(f.yuan) filter (where f.paid_on between ${at.from} and ${at.until}), 0)
            - coalesce(sum(f.refunded_yuan) filter (where f.refunded_on between ${at.from} and ${at.until}), 0))::int as yuan
        from foi.fee f join foi.request r on r.id = f.request_id
        where r.unit_id = any(${[...at.unitIds]}::text[]) and (f.notified_on <= ${at.until})
        group by 1`,
  );

export type Numbers = {
  received: number;
  closed: number;
  inTime: number;
  late: number;
  /** Mean; null where none was decided. */
  days: number | null;
  granted: number;
  rated: number;
  pleased: number;
};
const ofUnits = (units: 'all' | readonly string[]) =>
  units === 'all' ? sql`true` : sql`unit_id = any(${[...units]}::text[])`;
/** Of the cases of these units closed in a period: in time by their own day, days until the answer; beside it how many came. */
export const numbersIn = (db: Reader, from: Day, to: Day, units: 'all' | readonly string[]): Promise<Numbers> => {
  const unit = ofUnits(units);
  return one<Numbers>(
    db,
    sql`select (select count(*)::int from foi.request where received_on between ${from} and ${to} and ${unit}) as received,
          count(*)::int as closed,
          (count(*) filter (where decided_on <= due))::int as "inTime",
          (count(*) filter (where decided_on > due))::int as late,
          round(avg(decided_on - received_on), 1)::float8 as days,
          (count(*) filter (where report_row in ('granted', 'partial')))::int as granted,
          count(rating)::int as rated, (count(*) filter (where rating = 'clear'))::int as pleased
        from foi.request where closed_on between ${from} and ${to} and received_on is not null and ${unit}`,
  );
};
export const openOverdue = async (db: Reader, today: Day, units: 'all' | readonly string[]): Promise<number> =>
  (
    await one<{ n: number }>(
      db,
      sql`select count(*)::int as n from foi.request where closed_on is null and due < ${today}
            and ${ofUnits(units)}`,
    )
  ).n;

type Cell = { from: Day; until: Day; unitId: string };
const MOST = 2000;
/** The cases of one cell of part three, by the same conditions as `resultsOf`. */
export const casesInCell = (db: Reader, q: Cell & { row: string; column: string }): Promise<Request[]> =>
  rows<Request>(
    db,
    sql`select ${R} from foi.request r join foi.application a on a.id = r.application_id
        where r.unit_id = ${q.unitId} and a.applicant_kind = ${q.column} and r.received_on <= ${q.until}
          and (r.closed_on is null or r.closed_on >= ${q.from})
          and case ${q.row}::text when 'new' then r.received_on >= ${q.from} when 'carriedIn' then r.received_on < ${q.from}
                when 'carriedOut' then r.closed_on is null or r.closed_on > ${q.until}
                else r.report_row = ${q.row} and r.closed_on <= ${q.until} end
        order by r.received_on, r.no limit ${MOST}`,
  );
export const casesInDispute = (db: Reader, q: Cell & { block: string; outcome: string }): Promise<Request[]> =>
  rows<Request>(
    db,
    sql`select ${R} from foi.request r join foi.dispute d on d.request_id = r.id
        where r.unit_id = ${q.unitId} and d.block = ${q.block} and d.opened_on <= ${q.until}
          and (d.closed_on is null or d.closed_on >= ${q.from})
          and case when d.closed_on is null or d.closed_on > ${q.until} then 'pending' else d.outcome end = ${q.outcome}
        order by d.opened_on, r.no limit ${MOST}`,
  );
export const casesWithFee = (db: Reader, q: Cell & { paid: boolean }): Promise<Request[]> =>
  rows<Request>(
    db,
    sql`select ${R} from foi.request r join foi.fee f on f.request_id = r.id
        where r.unit_id = ${q.unitId} and case when ${q.paid} then f.paid_on else f.notified_on end between ${q.from} and ${q.until}
        order by f.notified_on, r.no limit ${MOST}`,
  );
