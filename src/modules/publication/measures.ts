import type { Measure } from '../../platform/module.ts';
import { count } from './listing.ts';

export const measures: readonly Measure[] = [
  {
    name: 'publication.published',
    main: true,
    title: '公开件数',
    unit: '件',
    count: (db, period, unitId) => count(db, { ...period, ...(unitId ? { unitId } : {}), withWithdrawn: true }),
  },
  {
    name: 'publication.interpretations',
    title: '解读件数',
    unit: '件',
    count: (db, period, unitId) => count(db, { ...period, ...(unitId ? { unitId } : {}), kind: '解读' }),
  },
];
