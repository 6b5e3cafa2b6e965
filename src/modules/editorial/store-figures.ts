/** What the measures count. */
import type { Day } from '../../lib/day.ts';
import { one, type Reader, sql } from '../../platform/db/connection.ts';

/** Working time between submission and release, for the measures; days with fractions. */
export const daysToRelease = async (db: Reader, from: Day, to: Day, unitId?: string): Promise<number | null> =>
  (
    await one<{ d: number | null }>(
      db,
      sql`select avg(extract(epoch from (r.at - s.at)) / 86400)::float8 as d
          from editorial.step r join lateral (
            select min(at) as at from editorial.step where piece_id = r.piece_id and act = 'submit') s on true
          join editorial.piece p on p.id = r.piece_id
          where r.act = 'published' and r.at::date between ${from} and ${to} and (${unitId ?? null}::text is null or p.unit_id = ${unitId ?? null})`,
    )
  ).d;

export const countSteps = async (db: Reader, act: string, from: Day, to: Day, unitId?: string): Promise<number> =>
  (
    await one<{ n: number }>(
      db,
      sql`select count(*)::int as n from editorial.step s join editorial.piece p on p.id = s.piece_id
          where s.act = ${act} and s.at::date between ${from} and ${to} and (${unitId ?? null}::text is null or p.unit_id = ${unitId ?? null})`,
    )
  ).n;
