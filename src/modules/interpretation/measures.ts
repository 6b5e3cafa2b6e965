import type { Measure } from '../../platform/module.ts';
import { owing } from './coverage.ts';

export const measures: readonly Measure[] = [
  {
    name: 'interpretation.explained',
    title: '政策文件有解读的',
    unit: '件',
    count: async (db, p, unitId) =>
      (await owing(db, { ...p, ...(unitId ? { unitId } : {}) })).filter((l) => l.explainedOn !== null).length,
  },
  {
    name: 'interpretation.missing',
    title: '政策文件没有解读的',
    unit: '件',
    bad: true,
    count: async (db, p, unitId) =>
      (await owing(db, { ...p, ...(unitId ? { unitId } : {}) })).filter((l) => l.explainedOn === null).length,
  },
];
