import type { Day } from '../../lib/day.ts';
import { exec, maybe, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';

/** A clause that many asked about: a second interpretation is due until `closedAt`; `followOn` is when it is looked at again. */
export type Second = {
  id: number;
  workNo: number;
  clause: string;
  clauseLabel: string;
  unitId: string;
  askers: number;
  openedOn: Day;
  closedAt: Date | null;
  byLabel: string | null;
  explainedBy: number | null;
  followOn: Day | null;
  followDone: Day | null;
  note: string;
};
const S = sql`id::int as id, work_no as "workNo", clause, clause_label as "clauseLabel", unit_id as "unitId", askers,
  opened_on as "openedOn", closed_at as "closedAt", by_label as "byLabel", explained_by as "explainedBy",
  follow_on as "followOn", follow_done as "followDone", note`;

/** Opens one, or counts on in the one that is open. */
export const raise = (
  tx: Tx,
  s: Pick<Second, 'workNo' | 'clause' | 'clauseLabel' | 'unitId' | 'askers' | 'openedOn'>,
): Promise<number> =>
  exec(
    tx,
    sql`insert into consultation.second (work_no, clause, clause_label, unit_id, askers, opened_on)
        values (${s.workNo}, ${s.clause}, ${s.clauseLabel}, ${s.unitId}, ${s.askers}, ${s.openedOn})
        on conflict (work_no, clause) where closed_at is null do update set askers = excluded.askers`,
  );
export const lastClosed = async (db: Reader, workNo: number, clause: string): Promise<Date | null> =>
  (
    await maybe<{ at: Date | null }>(
      db,
      sql`select max(closed_at) as at from consultation.second where work_no = ${workNo} and clause = ${clause}`,
    )
  )?.at ?? null;
export const lockSecond = (tx: Tx, id: number): Promise<Second | undefined> =>
  maybe<Second>(tx, sql`select ${S} from consultation.second where id = ${id} for update`);
export const secondById = (db: Reader, id: number): Promise<Second | undefined> =>
  maybe<Second>(db, sql`select ${S} from consultation.second where id = ${id}`);
export const closeSecond = (
  tx: Tx,
  s: { id: number; at: Date; label: string; explainedBy: number | null; followOn: Day | null; note: string },
): Promise<number> =>
  exec(
    tx,
    sql`update consultation.second set closed_at = ${s.at}, by_label = ${s.label}, explained_by = ${s.explainedBy},
          follow_on = ${s.followOn}, note = ${s.note} where id = ${s.id}`,
  );
export const doneFollowing = (tx: Tx, id: number, on: Day): Promise<number> =>
  exec(tx, sql`update consultation.second set follow_done = ${on} where id = ${id}`);

/** Those still to explain, and those whose day to look again has come or will; oldest first. */
export const seconds = (db: Reader, units: 'all' | readonly string[], limit: number): Promise<Second[]> =>
  rows<Second>(
    db,
    sql`select ${S} from consultation.second
        where (closed_at is null or (follow_on is not null and follow_done is null))
          and (${units === 'all'} or unit_id = any(${units === 'all' ? [] : [...units]}::text[]))
        order by opened_on, id limit ${limit}`,
  );
