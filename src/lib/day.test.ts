import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  type Day,
  day,
  dayIn,
  daysBetween,
  endOfMonth,
  isDay,
  sayDay,
  sayMonthDay,
  sayWeekday,
  weekday,
} from './day.ts';

const anyDay = fc.integer({ min: 0, max: 73_000 }).map((n) => addDays(day('1900-01-01'), n));

describe('a legal day', () => {
  test.each([
    ['2024-02-29', true, 'a leap year'],
    ['2021-02-29', false, 'no leap year'],
    ['2000-02-29', true, 'a century that is one'],
    ['1900-02-29', false, 'a century that is none'],
    ['2026-04-31', false, 'a month of thirty days'],
    ['2026-00-10', false, 'no month'],
    ['2026-3-31', false, 'no leading zero'],
    ['2026-03-31T00:00', false, 'an instant'],
    ['', false, 'nothing'],
  ])('%s is one: %s, %s', (text, yes) => {
    expect(isDay(text)).toBe(yes);
    if (!yes) expect(() => day(text)).toThrow(RangeError);
  });

  test.each([
    ['2026-03-30T15:59:59.999Z', '2026-03-30', 'the last moment in China'],
    ['2026-03-30T16:00:00.000Z', '2026-03-31', 'midnight in China'],
    ['2025-12-31T16:00:00.000Z', '2026-01-01', 'the turn of the year'],
  ])('the instant %s falls on %s: %s', (instant, on) => {
    expect(dayIn(new Date(instant))).toBe(on);
  });

  test.each([
    ['2026-03-31', 2, '2026年3月31日', '3月31日', '星期二'],
    ['2026-01-04', 7, '2026年1月4日', '1月4日', '星期日'],
  ])('%s is weekday %i and said %s, %s, %s', (text, n, full, short, name) => {
    const d = day(text);
    expect([weekday(d), sayDay(d), sayMonthDay(d), sayWeekday(d)]).toEqual([n, full, short, name]);
  });

  test.each([
    [2026, 2, '2026-02-28'],
    [2024, 2, '2024-02-29'],
    [2026, 12, '2026-12-31'],
  ])('month %i-%i ends on %s', (year, month, last) => {
    expect(endOfMonth(year, month)).toBe(last);
  });

  test('going n days and counting them agree, and days sort as text', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (d: Day, n) => {
        const there = addDays(d, n);
        expect(daysBetween(d, there)).toBe(n);
        expect(there < d).toBe(n < 0);
        expect(isDay(there)).toBe(true);
        expect(weekday(addDays(d, 7))).toBe(weekday(d));
      }),
    );
  });
});
