import type { Measure } from '../../platform/module.ts';
import { countSteps, daysToRelease } from './store-figures.ts';

export const measures: readonly Measure[] = [
  {
    name: 'editorial.returned',
    title: '退回次数',
    unit: '次',
    bad: true,
    count: (db, p, unitId) => countSteps(db, 'return', p.from, p.to, unitId),
  },
  {
    name: 'editorial.days_to_release',
    title: '提交到公开平均用时',
    unit: '天',
    count: async (db, p, unitId) => {
      const days = await daysToRelease(db, p.from, p.to, unitId);
      return days === null ? null : Math.round(days * 10) / 10;
    },
  },
];
