import type { Day } from '../../../lib/day.ts';
import { exec, type Reader, rows, sql, type Tx } from '../../../platform/db/connection.ts';

export type Setting = { rule: string; fromOn: Day; number: number; reason: string; setBy: string; setAt: Date };

/** All there ever were, oldest first: a day before the newest is counted by the one of then. */
export const settings = (db: Reader): Promise<Setting[]> =>
  rows<Setting>(
    db,
    sql`select rule, from_on as "fromOn", number, reason, set_by as "setBy", set_at as "setAt" from policy.setting
        order by rule, from_on`,
  );

/** A second one of the same day takes the first one's place. */
export const putSetting = (tx: Tx, s: Setting): Promise<number> =>
  exec(
    tx,
    sql`insert into policy.setting (rule, from_on, number, reason, set_by, set_at)
        values (${s.rule}, ${s.fromOn}, ${s.number}, ${s.reason}, ${s.setBy}, ${s.setAt})
        on conflict (rule, from_on) do update set number = excluded.number, reason = excluded.reason,
          set_by = excluded.set_by, set_at = excluded.set_at`,
  );
