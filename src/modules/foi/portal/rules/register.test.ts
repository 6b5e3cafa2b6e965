import { expect, test } from 'vitest';
import { figuresOf } from './register.ts';

test('a unit none of whose cases has ended has no average, and not one of 0 days', () => {
  const cell = { unitId: 'minzheng', year: '2026', result: 'open' as const, n: 2, closed: 0, days: 0, late: 0 };
  expect(figuresOf([cell], '2026')).toMatchObject([{ unitId: 'minzheng', n: 2, open: 2, days: null }]);
  const ended = { ...cell, result: 'granted' as const, n: 2, closed: 2, days: 25 };
  expect(figuresOf([cell, ended], '')).toMatchObject([{ n: 4, granted: 2, days: 12.5 }]);
});
