import { calendar } from '../../../law/index.ts';
import type { Day } from '../../lib/day.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { Measure } from '../../platform/module.ts';
import { coverage } from './coverage.ts';
import { type Counts, countStates } from './rules/summary.ts';

const asking = new WeakMap<Reader, Map<string, Promise<Counts>>>();

/** Two measures of one page ask for the same day at the same time; the map is made once for both. */
function countsAt(db: Reader, on: Day, unitId: string | undefined): Promise<Counts> {
  const running = asking.get(db) ?? new Map<string, Promise<Counts>>();
  asking.set(db, running);
  const key = `${on} ${unitId ?? ''}`;
  const same = running.get(key);
  if (same) return same;
  const made = coverage(db, on, calendar, unitId ? [unitId] : 'all')
    .then((map) => countStates([...map.cells.values()].flat()))
    .finally(() => running.delete(key));
  running.set(key, made);
  return made;
}

/** Of the items whose first day has come, how many are out and in time; 100 when none has. */
export const coveredShare = (n: Counts): number => {
  const all = n.published + n.soon + n.overdue + n.never;
  return all === 0 ? 100 : Math.round(((n.published + n.soon) / all) * 1000) / 10;
};

export const measures: readonly Measure[] = [
  {
    name: 'catalogue.covered',
    title: '公开目录覆盖率',
    unit: '%',
    count: async (db, period, unitId) => coveredShare(await countsAt(db, period.to, unitId)),
  },
  {
    name: 'catalogue.overdue',
    title: '逾期和从未公开的事项',
    unit: '项',
    bad: true,
    count: async (db, period, unitId) => {
      const n = await countsAt(db, period.to, unitId);
      return n.overdue + n.never;
    },
  },
];
