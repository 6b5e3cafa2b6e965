import type { Day } from '../../lib/day.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { Measure } from '../../platform/module.ts';
import type { System } from '../../platform/system.ts';

export type Period = { from: Day; to: Day };
/** Null: a share or mean of nothing. */
export type Value = number | null;
export type Measured = { m: Measure; values: Value[] };

export const measuresOf = (system: System): Measure[] => system.modules.flatMap((m) => [...(m.measures ?? [])]);

/** Figures of several periods, oldest first; a measure that can is asked once for all of them. */
export const measured = (
  db: Reader,
  measures: readonly Measure[],
  periods: readonly Period[],
  unitId?: string,
): Promise<Measured[]> =>
  Promise.all(
    measures.map(async (m) => ({
      m,
      values: m.each
        ? await m.each(db, periods, unitId)
        : await Promise.all(periods.map((p) => m.count(db, p, unitId))),
    })),
  );

export const NOTHING_TO_COUNT = '没有可算的';

/** `22件`; a share of nothing is not 0 %. */
export const sayValue = (m: Measure, n: Value | undefined): string => (n == null ? NOTHING_TO_COUNT : `${n}${m.unit}`);
