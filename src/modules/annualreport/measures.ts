import { type Day, yearOf } from '../../lib/day.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { Measure } from '../../platform/module.ts';
import { unitsFor } from './figures.ts';
import { dueOf } from './law.ts';
import * as store from './store.ts';

type Told = { onTime: number; late: number };

/** Reports whose last day lies in the period: public by then, or not. One that is not due yet is neither. */
async function told(db: Reader, period: { from: Day; to: Day }, unitId?: string): Promise<Told> {
  const [units, setting] = await Promise.all([unitsFor(db), store.settingOf(db)]);
  const out = { onTime: 0, late: 0 };
  for (let y = yearOf(period.from) - 1; y < yearOf(period.to); y += 1) {
    const rows = new Map((await store.lines(db, y)).map((r) => [r.unitId, r]));
    for (const u of units.reporting) {
      const due = dueOf(u.id === units.root?.id ? 'government' : 'unit', y, setting).on;
      if ((unitId !== undefined && u.id !== unitId) || due < period.from || due > period.to) continue;
      const on = rows.get(u.id)?.publishedOn;
      if (on && on <= due) out.onTime += 1;
      else out.late += 1;
    }
  }
  return out;
}

export const measures: readonly Measure[] = [
  {
    name: 'annualreport.on-time',
    title: '按时公布的年度报告',
    unit: '份',
    count: async (db, period, unitId) => (await told(db, period, unitId)).onTime,
  },
  {
    name: 'annualreport.late',
    title: '过期没有公布的年度报告',
    unit: '份',
    bad: true,
    count: async (db, period, unitId) => (await told(db, period, unitId)).late,
  },
];
