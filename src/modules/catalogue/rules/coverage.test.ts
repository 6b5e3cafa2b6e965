import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendar } from '../../../../law/index.ts';
import { addDays, type Day, day } from '../../../lib/day.ts';
import { type CellFacts, coverageOf, SEVERITY, type Setting } from './coverage.ts';
import { dueAt, type Every, windowOf } from './periods.ts';
import type { TimingRule } from './types.ts';

const SET: Setting = { soonDays: 10, firstWorkdays: 20, silenceDays: null };
const within = (number: number, unit: 'workday' | 'day' | 'month', only?: string): TimingRule => ({
  kind: 'after',
  number,
  unit,
  event: '信息形成或者变更',
  ...(only ? { only } : {}),
});
const MONTHLY: Every = { kind: 'every', cycle: 'month', day: 10 };
const QUARTERLY: Every = { kind: 'every', cycle: 'quarter', day: 10 };
const YEARLY: Every = { kind: 'every', cycle: 'year', month: 1, day: 31 };

type Case = {
  rules: TimingRule[];
  adopted: string;
  out?: string[];
  happened?: [on: string, rule?: number][];
  today: string;
  set?: Partial<Setting>;
};
const stateOf = (c: Case) =>
  coverageOf(
    {
      rules: c.rules,
      adoptedOn: day(c.adopted),
      publications: (c.out ?? []).map((d, i) => ({ no: i + 1, on: day(d) })),
      happenings: (c.happened ?? []).map(([on, rule = 0], id) => ({ id, on: day(on), what: '作出决定', rule })),
    },
    { ...SET, ...c.set },
    day(c.today),
    calendar,
  );

describe('an item within a number of days after an event', () => {
  test.each<[Case, string, string | undefined, number | undefined, string]>([
    [
      { rules: [within(20, 'workday')], adopted: '2026-01-26', today: '2026-02-10' },
      'later',
      '2026-02-28',
      undefined,
      'adopted before the long holiday: 15 to 23 February do not count, but the Saturdays 14 and 28 do',
    ],
    [
      { rules: [within(20, 'workday')], adopted: '2026-01-26', today: '2026-02-23' },
      'soon',
      '2026-02-28',
      5,
      'five calendar days left, still in the holiday; the last day is a Saturday that is worked',
    ],
    [
      { rules: [within(20, 'workday')], adopted: '2026-01-26', today: '2026-02-28' },
      'soon',
      '2026-02-28',
      0,
      'the last day itself is not late',
    ],
    [
      { rules: [within(20, 'workday')], adopted: '2026-01-26', today: '2026-03-02' },
      'never',
      '2026-02-28',
      1,
      'the Monday after, nothing is out at all',
    ],
    [
      { rules: [within(20, 'workday')], adopted: '2026-01-26', out: ['2026-03-20'], today: '2026-03-31' },
      'published',
      undefined,
      undefined,
      'late, but out; without an event nothing more is owed',
    ],
    [
      {
        rules: [within(7, 'workday')],
        adopted: '2021-01-04',
        out: ['2021-03-01'],
        happened: [['2021-09-27']],
        today: '2021-10-12',
      },
      'soon',
      '2021-10-12',
      0,
      'penalty of 27 September 2021: the seventh working day is 12 October, because Saturday 9 is worked',
    ],
    [
      {
        rules: [within(7, 'workday')],
        adopted: '2021-01-04',
        out: ['2021-03-01'],
        happened: [['2021-09-27']],
        today: '2021-10-13',
      },
      'overdue',
      '2021-10-12',
      1,
      'one working day later',
    ],
    [
      {
        rules: [within(7, 'workday')],
        adopted: '2021-01-04',
        out: ['2021-03-01', '2021-10-11'],
        happened: [['2021-09-27']],
        today: '2021-10-13',
      },
      'published',
      undefined,
      undefined,
      'the piece after the decision serves it',
    ],
    [
      {
        rules: [within(20, 'day')],
        adopted: '2020-12-01',
        out: ['2020-12-02'],
        happened: [['2021-01-20']],
        today: '2021-02-10',
      },
      'overdue',
      '2021-02-09',
      1,
      'a budget approved on 20 January is out by 9 February: calendar days',
    ],
    [
      {
        rules: [within(20, 'workday'), within(7, 'workday', '行政许可')],
        adopted: '2026-03-02',
        out: ['2026-03-03'],
        happened: [['2026-03-16', 1]],
        today: '2026-03-26',
      },
      'overdue',
      '2026-03-25',
      1,
      'the shorter period of the part applies to what is recorded for it',
    ],
    [
      { rules: [within(7, 'workday', '行政许可')], adopted: '2025-01-02', today: '2026-03-31' },
      'later',
      undefined,
      undefined,
      'a part owes nothing before something happened',
    ],
    [
      {
        rules: [within(7, 'workday')],
        adopted: '2026-03-02',
        out: ['2026-03-20'],
        happened: [['2026-03-09'], ['2026-03-10']],
        today: '2026-03-31',
      },
      'overdue',
      '2026-03-19',
      8,
      'two decisions want two pieces; the one piece serves the older',
    ],
  ])('%j is %s, due %s, %s days: %5$s', (c, status, due, days) => {
    const s = stateOf(c);
    expect([s.status, s.due, s.days]).toEqual([status, due, days]);
  });
});

describe('an item that comes round', () => {
  test.each<[Case, string, string | undefined, number | undefined, string]>([
    [
      { rules: [MONTHLY], adopted: '2026-01-05', out: ['2026-02-09', '2026-03-09'], today: '2026-03-31' },
      'soon',
      '2026-04-10',
      10,
      'March is served; the next list is ten days away',
    ],
    [
      { rules: [MONTHLY], adopted: '2026-01-05', out: ['2026-02-09'], today: '2026-03-11' },
      'overdue',
      '2026-03-10',
      1,
      'the list of February was due yesterday',
    ],
    [
      { rules: [MONTHLY], adopted: '2026-01-05', out: ['2026-02-09', '2026-03-16'], today: '2026-03-25' },
      'published',
      '2026-04-10',
      undefined,
      'late in the first half of the window, so it is the one that waited',
    ],
    [
      { rules: [MONTHLY], adopted: '2026-01-05', out: ['2026-02-09', '2026-04-09'], today: '2026-04-20' },
      'published',
      '2026-05-10',
      undefined,
      'one month was missed; what came out on time is the next, the missed one lapses',
    ],
    [
      { rules: [YEARLY], adopted: '2025-03-15', out: ['2025-02-20'], today: '2026-02-02' },
      'overdue',
      '2026-01-31',
      1,
      'the late report of last year is not the report of this one; 31 January is a Saturday, so one working day',
    ],
    [
      { rules: [YEARLY], adopted: '2026-03-15', today: '2026-11-01' },
      'later',
      '2027-01-31',
      undefined,
      'what was due before the unit adopted it is not held against it',
    ],
    [
      { rules: [QUARTERLY], adopted: '2025-01-02', today: '2026-01-20' },
      'never',
      '2026-01-10',
      7,
      'four quarters and nothing',
    ],
    [
      { rules: [{ kind: 'every', cycle: 'quarter' }], adopted: '2026-01-05', today: '2026-03-25' },
      'soon',
      '2026-03-31',
      6,
      'once a quarter: any day of it, the last at the end',
    ],
    [
      { rules: [{ kind: 'every', cycle: 'month', day: 31 }], adopted: '2026-04-02', today: '2026-04-30' },
      'soon',
      '2026-04-30',
      0,
      'April has no 31st',
    ],
  ])('%j is %s, due %s, %s days: %5$s', (c, status, due, days) => {
    const s = stateOf(c);
    expect([s.status, s.due, s.days]).toEqual([status, due, days]);
  });
});

describe('及时, 实时, 长期', () => {
  const old = { rules: [{ kind: 'prompt' } as const], adopted: '2024-01-02', out: ['2024-02-01'], today: '2026-03-31' };
  test('have no number: silence is no lapse unless the district says so', () => {
    expect(stateOf(old).status).toBe('published');
    expect(stateOf({ ...old, set: { silenceDays: 365 } })).toMatchObject({ status: 'overdue', due: '2025-01-31' });
    expect(stateOf({ ...old, out: ['2025-04-05'], set: { silenceDays: 365 } })).toMatchObject({
      status: 'soon',
      days: 5,
    });
  });
  test('want a first piece within the regulation’s twenty working days', () => {
    const none = { rules: [{ kind: 'standing' } as const], adopted: '2026-01-26' };
    expect(stateOf({ ...none, today: '2026-02-28' })).toMatchObject({ status: 'soon' });
    expect(stateOf({ ...none, today: '2026-03-01' })).toMatchObject({ status: 'never' });
  });
  test('of words that nobody understands count as 及时, and 公示期 alone gives no deadline of its own', () => {
    expect(stateOf({ rules: [], adopted: '2026-01-26', today: '2026-03-04' }).status).toBe('never');
    expect(
      stateOf({ rules: [{ kind: 'shown', number: 7, unit: 'day' }], adopted: '2026-01-26', today: '2026-03-04' })
        .status,
    ).toBe('never');
  });
});

const days = (from: string, n: number): fc.Arbitrary<Day> =>
  fc.integer({ min: 0, max: n }).map((i) => addDays(day(from), i));
const rule: fc.Arbitrary<TimingRule> = fc.oneof(
  fc.record({
    kind: fc.constant('after' as const),
    number: fc.integer({ min: 1, max: 30 }),
    unit: fc.constantFrom('workday' as const, 'day' as const, 'month' as const),
    event: fc.constant('形成'),
  }),
  fc.record({
    kind: fc.constant('every' as const),
    cycle: fc.constantFrom('year' as const, 'half' as const, 'quarter' as const, 'month' as const),
    day: fc.integer({ min: 1, max: 31 }),
  }),
  fc.constantFrom<TimingRule>({ kind: 'prompt' }, { kind: 'live' }, { kind: 'standing' }),
);

describe('always', () => {
  const TODAY = day('2026-03-31');
  const facts: fc.Arbitrary<CellFacts> = fc.record({
    rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
    adoptedOn: days('2023-01-01', 1180),
    publications: fc
      .array(days('2023-01-01', 1180), { maxLength: 12 })
      .map((l) => l.sort().map((on, i) => ({ no: i + 1, on }))),
    happenings: fc.array(
      fc.record({
        id: fc.nat(),
        on: days('2023-01-01', 1180),
        what: fc.constant('作出决定'),
        rule: fc.integer({ min: 0, max: 2 }),
      }),
      { maxLength: 4 },
    ),
  });
  const set = fc.constantFrom(SET, { ...SET, silenceDays: 90 });

  test('a piece that comes out today never makes it worse', () => {
    fc.assert(
      fc.property(facts, set, (f, s) => {
        const before = coverageOf(f, s, TODAY, calendar);
        const more = { ...f, publications: [...f.publications, { no: 99, on: TODAY }] };
        const then = coverageOf(more, s, TODAY, calendar);
        expect(SEVERITY[then.status]).toBeLessThanOrEqual(SEVERITY[before.status]);
        expect(then.published).toBe(before.published + 1);
        expect(then.status).not.toBe('never');
      }),
      { numRuns: 400 },
    );
  });

  test('what is overdue was due, and what is due soon is not past', () => {
    fc.assert(
      fc.property(facts, set, (f, s) => {
        const c = coverageOf(f, s, TODAY, calendar);
        if (c.status === 'overdue' || c.status === 'never') expect((c.due ?? '') < TODAY).toBe(true);
        if (c.status === 'soon') expect((c.due ?? '') >= TODAY && (c.days ?? 99) <= s.soonDays).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test('the window of a day is the first due day not before it', () => {
    fc.assert(
      fc.property(rule, days('2019-01-01', 3000), (r, on) => {
        if (r.kind !== 'every') return;
        const k = windowOf(r, on);
        expect(dueAt(r, k) >= on && dueAt(r, k - 1) < on).toBe(true);
      }),
    );
  });
});
