import { calendar } from '../../../law/index.ts';
import type { Day } from '../../lib/day.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { Measure } from '../../platform/module.ts';
import { coverageEach } from './coverage.ts';
import { type Counts, countStates } from './rules/summary.ts';

const asking = new WeakMap<Reader, Map<string, Promise<Counts[]>>>();

/** Two measures of one page ask for the same days at the same time; the maps are made once for both. */
function countsAt(db: Reader, days: readonly Day[], unitId: string | undefined): Promise<Counts[]> {
  const running = asking.get(db) ?? new Map<string, Promise<Counts[]>>();
  asking.set(db, running);
  const key = `${days.join()} ${unitId ?? ''}`;
  const same = running.get(key);
  if (same) return same;
  const made = coverageEach(db, days, calendar, unitId ? [unitId] : 'all', (map) =>
    countStates([...map.cells.values()].flat()),
  ).finally(() => running.delete(key));
  running.set(key, made);
  return made;
}

/** Of the items whose first day has come, how many are out and in time; null when none has. */
export const coveredShare = (n: Counts): number | null => {
  const all = n.published + n.soon + n.overdue + n.never;
  return all === 0 ? null : Math.round(((n.published + n.soon) / all) * 1000) / 10;
};

/** A figure of the map as it stands at the end of a period. */
function atTheEnd(figure: (n: Counts) => number | null): Required<Pick<Measure, 'count' | 'each'>> {
  const each: Required<Measure>['each'] = async (db, periods, unitId) =>
    (
      await countsAt(
        db,
        periods.map((p) => p.to),
        unitId,
      )
    ).map(figure);
  return { each, count: async (db, period, unitId) => (await each(db, [period], unitId))[0] ?? null };
}

export const measures: readonly Measure[] = [
  { name: 'catalogue.covered', title: '公开目录覆盖率', unit: '%', main: true, ...atTheEnd(coveredShare) },
  {
    name: 'catalogue.overdue',
    title: '逾期和从未公开的事项',
    unit: '项',
    bad: true,
    ...atTheEnd((n) => n.overdue + n.never),
  },
];
