import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day, day, daysBetween, weekday } from './day.ts';
import { addWorkdays, type CalendarData, calendarOf, countWorkdays, ruler } from './workdays.ts';

const data: CalendarData = JSON.parse(readFileSync(new URL('../../law/workdays.json', import.meta.url), 'utf8'));
const cal = calendarOf(data);
const anyDay = fc.integer({ min: 0, max: 7300 }).map((n) => addDays(day('2007-01-01'), n));

/** Independent of the library: walks plain dates and asks the data itself. */
function simulate(start: Day, n: number): string {
  const d = new Date(`${start}T12:00:00Z`);
  for (let left = n; left > 0; ) {
    d.setUTCDate(d.getUTCDate() + 1);
    const text = d.toISOString().slice(0, 10);
    const year = data.years[text.slice(0, 4)];
    const off = year ? year.off : data.expected[text.slice(0, 4)];
    const free = text in (off ?? {}) || ([0, 6].includes(d.getUTCDay()) && !(text in (year?.work ?? {})));
    if (!free) left--;
  }
  return d.toISOString().slice(0, 10);
}

describe('working days', () => {
  test.each([
    ['2021-03-01', 20, '2021-03-29', 'an ordinary month'],
    ['2021-02-09', 20, '2021-03-15', 'Spring Festival stops the clock; the make-up Saturday 20 February counts'],
    ['2021-09-17', 20, '2021-10-21', 'Mid-Autumn and National Day, with their make-up days'],
    ['2021-09-27', 7, '2021-10-12', 'a penalty before National Day; Saturday 9 October counts'],
    ['2021-03-06', 1, '2021-03-08', 'a Saturday as day zero: Monday is the first day'],
    ['2020-01-23', 5, '2020-02-07', 'the Spring Festival of 2020 was prolonged to 2 February'],
    ['2018-12-28', 2, '2019-01-02', 'Saturday 29 December 2018 counts, by the notice for 2019'],
    ['2021-03-01', 0, '2021-03-01', 'no days, no move'],
  ])('%s and %i working days end on %s: %s', (start, n, due) => {
    expect(addWorkdays(day(start), n, cal)).toBe(due);
    expect(ruler(day(start), n, cal)).toMatchObject({ due, workingDays: n, provisional: false });
    expect(countWorkdays(day(start), day(due), cal)).toBe(n);
  });

  test.each([
    ['2021-02-20', true, '调休上班（春节）', '国务院办公厅关于2021年部分节假日安排的通知'],
    ['2021-02-11', false, '春节', '国务院办公厅关于2021年部分节假日安排的通知'],
    ['2018-12-31', false, '元旦', '国务院办公厅关于2019年部分节假日安排的通知'],
    ['2021-03-06', false, '周末', undefined],
    ['2021-03-08', true, '工作日', undefined],
    ['2027-01-01', false, '元旦', '全国年节及纪念日放假办法'],
  ])('%s: counts %s because %s (%s)', (text, workday, why, basis) => {
    expect(cal.kind(day(text))).toEqual(
      basis ? { workday, why, basis: expect.stringContaining(basis) } : { workday, why },
    );
  });

  test('a period over consultation does not run while opinions are asked for', () => {
    const pause = { from: day('2026-03-10'), to: day('2026-03-20'), why: '征求第三方意见', basis: '条例第三十二条' };
    const traced = ruler(day('2026-03-02'), 20, cal, [pause]);
    expect(traced.due).toBe('2026-04-13');
    expect(traced.steps.find((s) => s.date === '2026-03-11')).toEqual({
      date: '2026-03-11',
      counted: false,
      why: '征求第三方意见',
      basis: '条例第三十二条',
    });
    expect(traced.steps.find((s) => s.date === '2026-03-14')?.why).toBe('周末');
  });

  test('a pause that ends before it begins is refused', () => {
    const pause = { from: day('2026-03-10'), to: day('2026-03-09'), why: '', basis: '' };
    expect(() => ruler(day('2026-03-02'), 1, cal, [pause])).toThrow(RangeError);
  });

  test.each([
    ['2026-12-10', 10, false, 'ends in December: nothing unannounced was touched'],
    ['2026-12-10', 20, true, 'runs into 2027, whose holidays are not announced'],
    ['2006-12-29', 2, true, 'begins before the first year we hold'],
  ])('from %s, %i days: provisional is %s, since it %s', (start, n, provisional) => {
    expect(ruler(day(start), n, cal).provisional).toBe(provisional);
  });

  test('1 January 2027 is not silently counted', () => {
    const step = ruler(day('2026-12-10'), 20, cal).steps.find((s) => s.date === '2027-01-01');
    expect(step).toMatchObject({ counted: false, why: '元旦' });
  });

  test.each([
    [-1, 'backwards'],
    [1.5, 'half a day'],
    [Number.NaN, 'no number'],
    [10_001, 'forty years'],
  ])('%d working days is refused: %s', (n) => {
    expect(() => addWorkdays(day('2021-01-01'), n, cal)).toThrow(RangeError);
    expect(() => ruler(day('2021-01-01'), n, cal)).toThrow(RangeError);
  });

  test('agrees with an independent walk over the days', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 60 }), (start, n) => {
        expect(addWorkdays(start, n, cal)).toBe(simulate(start, n));
      }),
    );
  });

  test('the ruler names every day once, in order, and counts to n', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (start, n) => {
        const { due, steps } = ruler(start, n, cal);
        expect(steps.map((s) => s.date)).toEqual(
          Array.from({ length: daysBetween(start, due) + 1 }, (_, i) => addDays(start, i)),
        );
        expect(steps.filter((s) => s.counted).map((s) => s.n)).toEqual(Array.from({ length: n }, (_, i) => i + 1));
        expect(steps.at(-1)).toMatchObject({ date: due, counted: true, n });
      }),
    );
  });

  test('counting there and back differs only in sign', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(countWorkdays(a, b, cal) + countWorkdays(b, a, cal)).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  test('a make-up day is always a weekend day, and never a holiday as well', () => {
    for (const { off, work } of Object.values(data.years))
      for (const d of Object.keys(work)) {
        expect(weekday(day(d)), d).toBeGreaterThan(5);
        expect(off, d).not.toHaveProperty(d);
      }
  });
});
