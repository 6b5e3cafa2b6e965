import { addDays, type Day } from '../../lib/day.ts';
import type { Measure } from '../../platform/module.ts';
import { silentColumns } from './duties.ts';
import { countReceived } from './reports.ts';

const startOf = (d: Day): Date => new Date(`${d}T00:00:00+08:00`);

export const measures: readonly Measure[] = [
  {
    name: 'sites.error_reports',
    title: '收到的找错',
    unit: '条',
    count: (db, period, unitId) => countReceived(db, startOf(period.from), startOf(addDays(period.to, 1)), unitId),
  },
  {
    name: 'sites.silent_columns',
    title: '超期没更新的栏目',
    unit: '个',
    bad: true,
    // Columns belong to the site and not to one unit.
    count: async (db, period, unitId) =>
      unitId ? 0 : (await silentColumns(db, period.to)).filter((s) => s.due < period.to).length,
  },
];
