import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inForce, periodInForce, readPeriods } from './dated.ts';
import { addDays, day } from './day.ts';

const row = {
  rule: 'foi.answer',
  number: 20,
  unit: 'workday',
  from: '2019-05-15',
  basis: '条例第三十三条',
  source: '国务院令第711号',
  mark: 'confirmed',
};
const older = { ...row, number: 15, from: '2008-05-01', to: '2019-05-14' };

describe('dated rows', () => {
  test.each([
    ['2008-05-01', 15, 'the first day of the older row'],
    ['2019-05-14', 15, 'its last day'],
    ['2019-05-15', 20, 'the first day of the newer row'],
    ['2099-01-01', 20, 'still in force'],
  ])('on %s the period is %i: %s', (on, number) => {
    expect(periodInForce(readPeriods([older, row]), 'foi.answer', day(on)).number).toBe(number);
  });

  test.each([
    ['foi.answer', '2008-04-30', 'before any row'],
    ['foi.unheard', '2020-01-01', 'a rule nobody wrote down'],
  ])('%s on %s throws and names the rule: %s', (rule, on) => {
    expect(() => periodInForce(readPeriods([older, row]), rule, day(on))).toThrow(`rule ${rule}`);
  });

  test('rows may be separated by a gap, and a day in it throws', () => {
    const rows = [
      { from: day('2020-01-01'), to: day('2020-01-31') },
      { from: day('2020-03-01'), to: day('2020-03-31') },
    ];
    expect(() => inForce(rows, day('2020-02-15'))).toThrow(RangeError);
  });

  test.each<[unknown, string]>([
    [[{ ...row, from: '2019-02-29' }], 'a day that does not exist'],
    [[{ ...row, number: 0 }], 'no length'],
    [[{ ...row, unit: 'week' }], 'an unknown unit'],
    [[{ ...row, mark: 'sure' }], 'an unknown mark'],
    [[{ ...row, basis: '' }], 'no basis'],
    [[{ ...row, to: '2019-05-14' }], 'ends before it begins'],
    [[{ ...row, until: '2020-01-01' }], 'a misspelt field'],
    [[{ ...older, to: '2019-05-15' }, row], 'two rows overlap by a day'],
    [[older, { ...row, from: '2010-01-01' }], 'two rows overlap'],
    [{}, 'not a list'],
  ])('%j is refused: %s', (rows) => {
    expect(() => readPeriods(rows)).toThrow();
  });

  test('of rows that follow each other exactly one is in force on any day since the first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 }),
        fc.nat(3000),
        (lengths, n) => {
          const start = day('2008-05-01');
          let from = start;
          const rows = lengths.map((length, i) => {
            const end = addDays(from, length - 1);
            const made = i === lengths.length - 1 ? { from } : { from, to: end };
            from = addDays(end, 1);
            return made;
          });
          const on = addDays(start, n);
          const expected = rows.filter((r) => r.from <= on).at(-1);
          expect(inForce(rows, on)).toBe(expected);
        },
      ),
    );
  });
});
