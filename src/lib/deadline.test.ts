import { describe, expect, test } from 'vitest';
import { calendar, periods } from '../../law/index.ts';
import { day } from './day.ts';
import { addMonths, deadline } from './deadline.ts';

describe('a period that runs from one event', () => {
  test.each([
    [
      'enforcement.publish-penalty',
      '2021-09-27',
      '2021-10-12',
      'Sat 9 Oct is worked; a plain week would give the 13th',
    ],
    ['enforcement.publish', '2026-03-02', '2026-03-30', 'twenty working days'],
    ['budget.publish', '2021-01-20', '2021-02-09', 'twenty calendar days'],
    ['budget.publish', '2026-02-01', '2026-02-21', 'the last day may be a holiday: the law counts days'],
    ['foi.correction', '2026-01-30', '2026-02-10', 'a correction notice'],
    ['foi.correction', '2026-02-10', '2026-02-26', 'over the Spring Festival'],
    ['foi.correction', '2026-09-24', '2026-10-12', 'over National Day'],
    ['foi.correction', '2026-06-15', '2026-06-25', 'over Dragon Boat'],
    ['foi.third-party', '2026-03-11', '2026-04-01', 'fifteen days from receipt of the letter'],
    ['foi.payment', '2026-04-01', '2026-04-30', 'twenty days from the day after the notice'],
    ['policy.legal-review', '2026-03-02', '2026-03-23', 'at most fifteen'],
    ['policy.legal-review-least', '2026-03-02', '2026-03-09', 'at least five'],
  ])('%s from %s ends on %s: %s', (rule, from, due) => {
    const r = deadline(periods, rule, day(from), calendar);
    expect(r.due).toBe(due);
    expect(r.steps.at(-1)).toMatchObject({ date: due, counted: true });
  });

  test('before a rule existed there is none', () => {
    expect(() => deadline(periods, 'foi.payment', day('2020-12-31'), calendar)).toThrow('foi.payment');
  });
});

describe('months', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28', 'there is no 31 February'],
    ['2024-01-31', 1, '2024-02-29', 'a leap year'],
    ['2026-08-31', 6, '2027-02-28', 'over the turn of the year'],
    ['2026-03-15', 6, '2026-09-15', 'the same day'],
    ['2026-12-01', 1, '2027-01-01', 'December'],
  ])('%s and %i months: %s, %s', (from, n, to) => expect(addMonths(day(from), n)).toBe(to));
});
