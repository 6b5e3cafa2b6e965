import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { calendar, periods } from '../law/index.ts';
import committed from '../law/workdays.json' with { type: 'json' };
import { periodInForce } from '../src/lib/dated.ts';
import { addDays, day, weekday, yearOf } from '../src/lib/day.ts';
import { workdays } from './law-workdays.ts';

const NOTICES = new URL('../../shared/corpus/holidays/', import.meta.url);
const absent = !existsSync(NOTICES) && process.env.CI !== 'true';
if (absent) console.warn('the second collection of holiday notices is not here: comparison skipped');

type Notice = { year: number; days: { date: string; isOffDay: boolean }[] };

describe('the working days in law/', () => {
  test('are what the script makes from the installed package', () => {
    expect(committed).toEqual(JSON.parse(JSON.stringify(workdays())));
  });

  test.skipIf(absent)('agree day by day with a second collection of the notices, in every announced year', () => {
    const notices = readdirSync(NOTICES)
      .filter((f) => /^\d{4}\.json$/.test(f))
      .map((f) => JSON.parse(readFileSync(new URL(f, NOTICES), 'utf8')) as Notice)
      .filter((n) => n.days.length > 0);
    expect(notices.map((n) => n.year)).toEqual([...calendar.announced]);
    const off = new Map(notices.flatMap((n) => n.days.map((d) => [d.date, d.isOffDay] as const)));
    const differ: string[] = [];
    for (const { year } of notices)
      for (let d = day(`${year}-01-01`); yearOf(d) === year; d = addDays(d, 1))
        if (calendar.isWorkday(d) === (off.get(d) ?? weekday(d) > 5)) differ.push(d);
    expect(differ).toEqual([]);
  });

  test.each([
    ['2027-02-06', '春节', 'the first day of the lunar year'],
    ['2027-02-05', '春节', 'its eve, a holiday since 2025'],
    ['2027-04-05', '清明节', 'the solar term'],
    ['2028-05-28', '端午节', 'the fifth of the fifth month, not of the leap month'],
    ['2028-10-03', '国庆节', 'Mid-Autumn falls on it'],
  ])('%s is expected to be off as %s: %s', (text, why) => {
    expect(calendar.kind(day(text))).toMatchObject({ workday: false, why });
  });
});

describe('the periods in law/', () => {
  test.each([
    ['2008-05-01', 20, '第十八条', 'the first day of the 2007 regulation'],
    ['2019-05-14', 20, '第十八条', 'its last day'],
    ['2019-05-15', 20, '第二十六条', 'the first day of the 2019 regulation'],
    ['2026-03-31', 20, '第二十六条', 'today'],
  ])('on %s information is published within %i working days by %s: %s', (on, number, article) => {
    const row = periodInForce(periods, 'disclosure.publish', day(on));
    expect(row).toMatchObject({ number, unit: 'workday' });
    expect(row.basis).toContain(article);
  });

  test('before the first regulation there was no period, and none is made up', () => {
    expect(() => periodInForce(periods, 'disclosure.publish', day('2008-04-30'))).toThrow('disclosure.publish');
  });
});
