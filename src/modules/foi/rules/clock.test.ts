import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendar, periods } from '../../../../law/index.ts';
import { addDays, type Day, day } from '../../../lib/day.ts';
import { countWorkdays } from '../../../lib/workdays.ts';
import { type AnswerClock, answerClock, type ClockEvent } from './clock.ts';

const law = { periods, calendar };
const on = (kind: Exclude<ClockEvent['kind'], 'extended'>, d: string): ClockEvent => ({ kind, on: day(d) });
const extended = (days: number): ClockEvent => ({ kind: 'extended', days });
const clock = (from: string, ...events: ClockEvent[]): AnswerClock => {
  const out = answerClock(day(from), events, law);
  if (!out.ok) throw new Error(JSON.stringify(out.problems));
  return out.clock;
};
const refused = (from: string, ...events: ClockEvent[]): string[] => {
  const out = answerClock(day(from), events, law);
  return out.ok ? [] : out.problems.map((p) => p.code);
};

describe('a request is answered by', () => {
  test.each([
    ['2026-01-30', [], '2026-03-05', 'the Spring Festival stops the clock; Sat 14 and 28 Feb are worked'],
    ['2026-01-30', [extended(20)], '2026-04-02', 'with the whole extension'],
    ['2026-02-10', [], '2026-03-16', 'days before the festival count'],
    ['2026-02-10', [extended(20)], '2026-04-14', 'an extension over Qingming'],
    ['2026-09-24', [], '2026-10-29', 'Mid-Autumn and National Day, Sat 10 Oct worked'],
    ['2026-09-24', [extended(20)], '2026-11-26', 'and its extension'],
    ['2026-05-16', [], '2026-06-12', 'handed in on an ordinary Saturday'],
    ['2026-05-09', [], '2026-06-05', 'handed in on a Saturday that is worked: day zero all the same'],
    ['2026-03-02', [], '2026-03-30', 'an ordinary month'],
    [
      '2026-03-02',
      [on('consulted', '2026-03-09'), on('opinion', '2026-03-20')],
      '2026-04-13',
      'five days used, the opinion comes, fifteen are left',
    ],
    [
      '2026-03-02',
      [on('consulted', '2026-03-09'), on('received', '2026-03-11'), on('opinion', '2026-03-20')],
      '2026-04-13',
      'the day the third party got the letter does not matter when it answers',
    ],
    [
      '2026-03-02',
      [on('consulted', '2026-03-09'), on('received', '2026-03-11')],
      '2026-04-23',
      'silence ends with the third party’s fifteen days on 1 April',
    ],
    [
      '2026-03-02',
      [
        on('consulted', '2026-03-09'),
        on('consulted', '2026-03-10'),
        on('opinion', '2026-03-13'),
        on('opinion', '2026-03-20'),
      ],
      '2026-04-13',
      'two letters that overlap are one pause, never added twice',
    ],
    ['2026-06-15', [on('corrected', '2026-07-01')], '2026-07-29', 'the corrected request begins anew'],
    [
      '2026-03-16',
      [on('fee-notified', '2026-04-01'), on('paid', '2026-04-20')],
      '2026-05-20',
      'payment begins anew, Labour Day in between, Sat 9 May worked',
    ],
    ['2019-05-14', [], '2019-06-04', 'the day before the new regulation: fifteen days'],
    ['2019-05-15', [], '2019-06-13', 'its first day: twenty'],
  ])('received %s %j → %s: %s', (from, events, due) => expect(clock(from, ...events).due).toBe(due));

  test('an open fee notice names the last day to pay, and the date assumes it is paid then', () => {
    const c = clock('2026-03-16', on('fee-notified', '2026-04-01'));
    expect(c.payBy).toBe('2026-04-30');
    expect(c.startedOn).toBe('2026-04-30');
  });

  test('where payment only ends the pause, the days used before the notice stay used', () => {
    const out = answerClock(day('2026-03-16'), [on('fee-notified', '2026-04-01'), on('paid', '2026-04-20')], law, {
      restartOnPayment: false,
    });
    // 17 March to 1 April are twelve; eight are left from 21 April.
    expect(out.ok && out.clock.due).toBe('2026-04-30');
  });

  test('a date beyond the announced calendar is provisional, and New Year is not a working day', () => {
    const c = clock('2026-12-10');
    expect(c.provisional).toBe(true);
    expect(c.steps.find((s) => s.date === '2027-01-01')).toMatchObject({ counted: false, why: '元旦' });
    expect(clock('2026-03-02').provisional).toBe(false);
  });
});

describe('a history that cannot be is refused, with every reason', () => {
  test.each([
    [[on('opinion', '2026-03-20')], ['opinion_without_letter'], 'no letter went out'],
    [
      [on('consulted', '2026-03-20'), on('opinion', '2026-03-10')],
      ['opinion_before_letter'],
      'the answer before the question',
    ],
    [[on('received', '2026-03-10')], ['received_without_letter'], 'a letter that was never sent'],
    [[on('consulted', '2026-02-20')], ['before_start'], 'before the request'],
    [[on('consulted', '2026-04-20')], ['after_due'], 'the period is over'],
    [[extended(21)], ['extension_length'], 'more than the law gives'],
    [[extended(0)], ['extension_length'], 'an extension of nothing'],
    [[extended(15), extended(10)], ['extension_length', 'extended_twice'], 'twice, and too long together'],
    [[on('paid', '2026-03-10')], ['paid_without_notice'], 'nobody asked for money'],
    [[on('fee-notified', '2026-03-10'), on('paid', '2026-03-09')], ['paid_before_notice'], 'paid before asked'],
    [[on('fee-notified', '2026-03-10'), on('fee-notified', '2026-03-11')], ['notified_twice'], 'one notice a case'],
    [[on('corrected', '2026-03-10'), on('corrected', '2026-03-11')], ['corrected_twice'], 'one correction a case'],
  ])('%j: %j, %s', (events, codes) => expect(refused('2026-03-02', ...events)).toEqual(codes));
});

describe('the trace', () => {
  test('has every calendar day from receipt to the last, once, each with its reason', () => {
    const c = clock('2026-06-15', on('corrected', '2026-07-01'), extended(5));
    expect(c.steps.map((s) => s.date)).toEqual(
      Array.from({ length: c.steps.length }, (_, i) => addDays(day('2026-06-15'), i)),
    );
    expect(c.steps.at(-1)?.date).toBe(c.due);
    expect(c.steps.every((s) => s.why !== '')).toBe(true);
    expect(c.steps.filter((s) => s.counted).every((s) => (s.basis ?? '') !== '')).toBe(true);
  });
});

/** The same law told another way: walk the calendar with a pencil, one day after the other. */
function pencil(from: Day, sent: Day[], opinions: Day[], extra: number): Day {
  let used = 0;
  for (let d = addDays(from, 1); ; d = addDays(d, 1)) {
    const waiting = sent.some((s, i) => {
      const answer = opinions[i];
      const asked = s < d;
      const answered = answer !== undefined && answer < d;
      // Day d waits unless fifteen working days after the letter have gone by before it.
      return asked && !answered && countWorkdays(s, addDays(d, -1), calendar) < 15;
    });
    if (calendar.isWorkday(d) && !waiting) used++;
    if (used === 20 + extra) return d;
  }
}

test('agrees with a walk through the calendar by hand, whatever letters and answers there are', () => {
  const start = day('2024-01-01');
  const history = fc.record({
    at: fc.nat(700),
    letters: fc.array(fc.record({ after: fc.nat(18), takes: fc.option(fc.nat(30)) }), { maxLength: 3 }),
    extra: fc.nat(20),
  });
  fc.assert(
    fc.property(history, ({ at, letters, extra }) => {
      const from = addDays(start, at);
      const sent = letters.map((l) => addDays(from, l.after)).sort();
      // Answers in the order of the letters, so that both ways pair them alike.
      let last = from;
      const opinions: Day[] = [];
      for (const [i, l] of letters.entries()) {
        if (l.takes === null) break;
        const answer = addDays(sent[i] ?? from, l.takes);
        last = Math.max(answer, last);
        opinions.push(last);
      }
      const events: ClockEvent[] = [
        ...sent.map((d): ClockEvent => ({ kind: 'consulted', on: d })),
        ...opinions.map((d): ClockEvent => ({ kind: 'opinion', on: d })),
        ...(extra > 0 ? [extended(extra)] : []),
      ];
      const out = answerClock(from, events, law);
      if (!out.ok) return out.problems.every((p) => p.code === 'after_due');
      expect(out.clock.due).toBe(pencil(from, sent, opinions, extra));
      return true;
    }),
    { numRuns: 400 },
  );
});
