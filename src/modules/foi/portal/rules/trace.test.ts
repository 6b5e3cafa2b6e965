import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendar, periods } from '../../../../../law/index.ts';
import { addDays, type Day, day } from '../../../../lib/day.ts';
import { answerClock, type ClockEvent } from '../../rules/clock.ts';
import { type StatusFacts, statusOf } from './status.ts';
import { type Mark, sayNotCounted, shortBasis, traceDays, traceSpans } from './trace.ts';

const ARTICLE = '《中华人民共和国政府信息公开条例》（国务院令第711号）第三十三条';
const law = { periods, calendar };
const clockOf = (from: Day, events: ClockEvent[]) => {
  const out = answerClock(from, events, law);
  if (!out.ok) throw new Error(JSON.stringify(out.problems));
  return out.clock;
};
type Told = { today: string; events?: ClockEvent[]; marks?: Mark[]; endedOn?: string };
const trace = (from: string, o: Told) => {
  const clock = clockOf(day(from), o.events ?? []);
  const marks = [{ on: day(from), word: '收到' }, ...(o.marks ?? [])];
  const days = traceDays({
    steps: clock.steps,
    due: clock.due,
    today: day(o.today),
    calendar,
    base: 20,
    marks,
    ...(o.endedOn ? { endedOn: day(o.endedOn) } : {}),
  });
  return { clock, days, spans: traceSpans(days, marks, ARTICLE) };
};
const rowsOf = (t: ReturnType<typeof trace>): string[] =>
  t.spans.map((s) => `${s.from}…${s.to} ${s.counted} ${s.why} [${s.basis.map(shortBasis).join('、')}]`);

const letter: Told = {
  today: '2026-03-31',
  events: [
    { kind: 'consulted', on: day('2026-03-09') },
    { kind: 'opinion', on: day('2026-03-20') },
  ],
  marks: [
    { on: day('2026-03-09'), word: '发函', say: '发函征求意见，当天仍算' },
    { on: day('2026-03-20'), word: '回函' },
  ],
};

describe('the table beside the calendar', () => {
  test('a letter to a third party: the rows of the design, and nobody is named', () => {
    const t = trace('2026-03-02', letter);
    expect(rowsOf(t)).toEqual([
      '2026-03-02…2026-03-02 0 收到申请的当天不算，从第二天起算 [条例第三十一条]',
      '2026-03-03…2026-03-09 5 工作日；9日发函征求意见，当天仍算 [条例第三十三条]',
      '2026-03-10…2026-03-20 0 征求意见，不计入 [条例第三十三条第三款]',
      '2026-03-23…2026-04-13 15 工作日；4月4日至6日清明放假不算 [2026年放假通知]',
    ]);
    expect(sayNotCounted(t.days, ['等第三方意见'])).toBe('清明3天、周末和等第三方意见的日子不算。');
  });

  test('a correction: what ran before is shown and does not count', () => {
    expect(
      rowsOf(trace('2026-06-15', { today: '2026-07-10', events: [{ kind: 'corrected', on: day('2026-07-01') }] })),
    ).toEqual([
      '2026-06-15…2026-06-15 0 收到申请的当天不算，从第二天起算 [条例第三十一条]',
      '2026-06-16…2026-06-30 0 收到补正后的申请重新起算，此前不计 [条例第三十条]',
      '2026-07-01…2026-07-01 0 重新起算的当天不算，从第二天起算 [条例第三十条]',
      '2026-07-02…2026-07-29 20 工作日 [条例第三十三条]',
    ]);
  });

  test('an extension is a band of its own; days past the last one are overdue, weekends not', () => {
    const t = trace('2026-06-15', { today: '2026-07-28', events: [{ kind: 'extended', days: 5 }] });
    expect(t.clock.due).toBe('2026-07-21');
    expect(t.spans.filter((s) => s.extra).map((s) => [s.from, s.to, s.counted])).toEqual([
      ['2026-07-15', '2026-07-21', 5],
    ]);
    expect(t.spans.at(-1)).toMatchObject({ kind: 'late', from: '2026-07-22', to: '2026-07-28', counted: 0 });
    expect(t.days.filter((d) => d.kind === 'late').map((d) => d.n)).toEqual([1, 2, 3, 4, 5]);
  });

  test('make-up days are said, since a reader with a wall calendar would stumble over them', () => {
    const t = trace('2026-02-10', { today: '2026-02-20' });
    expect(t.days.filter((d) => d.word === '补班').map((d) => d.date)).toEqual(['2026-02-14', '2026-02-28']);
    expect(t.spans.at(-1)?.why).toContain('2月15日至23日春节放假不算');
    expect(t.spans.at(-1)?.why).toContain('2月14日调休上班，算');
  });

  test('received on a Friday and overdue: late days are a row of their own', () => {
    const t = trace('2026-01-30', { today: '2026-03-10' });
    expect(t.spans.map((s) => [s.from, s.to, s.kind])).toEqual([
      ['2026-01-30', '2026-01-30', 'rest'],
      ['2026-02-02', '2026-03-05', 'work'],
      ['2026-03-06', '2026-03-10', 'late'],
    ]);
  });

  test('a holiday between receipt and the first counted day is said with the run it delays', () => {
    const t = trace('2026-02-14', { today: '2026-02-20' });
    expect(t.spans[1]).toMatchObject({ from: '2026-02-24' });
    expect(t.spans[1]?.why).toContain('2月15日至23日春节放假不算');
  });

  test('payment begins anew under the rules on fees, not those on corrections', () => {
    const t = trace('2026-03-16', {
      today: '2026-04-21',
      events: [
        { kind: 'fee-notified', on: day('2026-04-01') },
        { kind: 'paid', on: day('2026-04-20') },
      ],
    });
    expect(t.spans.find((s) => s.from === '2026-04-20')?.basis.map(shortBasis)).toEqual(['收费办法第六条']);
  });

  test('after the answer nothing more is drawn', () => {
    const t = trace('2026-03-02', { today: '2026-04-20', endedOn: '2026-03-12' });
    expect(t.days.at(-1)?.date).toBe('2026-03-12');
    expect(t.days.filter((d) => d.counted)).toHaveLength(8);
  });
});

/** Every day of the calendar stands in the trace once, and the rows count what the cells count. */
test('rows and cells agree, whatever happened', () => {
  const history = fc.record({
    at: fc.nat(900),
    letters: fc.array(fc.record({ after: fc.nat(18), takes: fc.nat(30) }), { maxLength: 3 }),
    extra: fc.nat(20),
    corrected: fc.option(fc.nat(20)),
    seen: fc.nat(90),
  });
  fc.assert(
    fc.property(history, ({ at, letters, extra, corrected, seen }) => {
      const from = addDays(day('2023-01-01'), at);
      const restart = corrected === null ? from : addDays(from, corrected);
      const events: ClockEvent[] = [
        ...(corrected === null ? [] : [{ kind: 'corrected' as const, on: restart }]),
        ...letters.flatMap((l): ClockEvent[] => [
          { kind: 'consulted', on: addDays(restart, l.after) },
          { kind: 'opinion', on: addDays(restart, l.after + l.takes) },
        ]),
        ...(extra > 0 ? [{ kind: 'extended' as const, days: extra }] : []),
      ];
      const out = answerClock(from, events, law);
      if (!out.ok) return;
      const today = addDays(from, seen);
      const marks: Mark[] = [{ on: from, word: '收到' }];
      const days = traceDays({ steps: out.clock.steps, due: out.clock.due, today, calendar, base: 20, marks });
      expect(days.map((d) => d.date)).toEqual(days.map((_, i) => addDays(from, i)));
      expect(days.filter((d) => d.counted)).toHaveLength(20 + extra);
      const spans = traceSpans(days, marks, ARTICLE);
      expect(spans.reduce((n, s) => n + s.counted, 0)).toBe(20 + extra);
      for (const [i, s] of spans.entries()) {
        expect(s.from <= s.to).toBe(true);
        const before = spans[i - 1];
        if (before) expect(before.to < s.from).toBe(true);
      }
      // What lies between two rows is rest: nothing that counted or was stopped is left out.
      const covered = (d: Day): boolean => spans.some((s) => s.from <= d && d <= s.to);
      expect(days.filter((d) => !covered(d.date)).every((d) => d.kind === 'rest')).toBe(true);
    }),
    { numRuns: 300 },
  );
});

const facts = (o: Partial<StatusFacts> & { events?: ClockEvent[] }): StatusFacts => {
  const receivedOn = o.receivedOn === undefined ? day('2026-03-02') : o.receivedOn;
  return {
    today: day('2026-03-31'),
    stage: 'running',
    channel: '网上提交',
    submittedOn: day('2026-03-02'),
    receivedOn,
    registeredOn: receivedOn,
    unit: '区农业农村局',
    ...(receivedOn && !o.clock ? { clock: clockOf(receivedOn, o.events ?? []) } : {}),
    period: { number: 20, most: 20, basis: ARTICLE },
    consults: [],
    ...o,
  };
};

describe('the first lines of the status page, as an angry person reads them', () => {
  test('the design’s own case', () => {
    const v = statusOf(
      facts({
        events: letter.events ?? [],
        consults: [{ sent: day('2026-03-09'), back: day('2026-03-20'), until: day('2026-03-30') }],
      }),
      calendar,
    );
    expect([v.big, v.of, v.say, v.sub]).toEqual([
      '12',
      '/ 20个工作日',
      '最晚4月13日（周一）答复您',
      '还有8个工作日。清明3天、周末和等第三方意见的日子不算。',
    ]);
    expect(v.steps.map((s) => `${s.title} ${s.state}`)).toEqual([
      '收到 done',
      '登记受理 done',
      '征求第三方意见 done',
      '正在办理 current',
      '答复 future',
    ]);
  });

  test.each<[string, Parameters<typeof facts>[0], string, boolean, string]>([
    ['not confirmed yet', { receivedOn: null, stage: 'confirming' }, '等区农业农村局和您确认收到', false, '条例 31'],
    [
      'a correction is waited for',
      {
        stage: 'correcting',
        today: day('2026-03-06'),
        correction: { askedOn: day('2026-03-05'), what: '', by: day('2026-03-26'), receivedOn: null },
      },
      '请在3月26日（周四）前补正',
      false,
      'the answer clock does not run',
    ],
    [
      'a fee is to be paid',
      {
        stage: 'paying',
        events: [{ kind: 'fee-notified', on: day('2026-03-20') }],
        fee: { askedOn: day('2026-03-20'), yuan: 140, payBy: day('2026-04-20'), paidOn: null },
      },
      '请在4月20日（周一）前缴140元',
      false,
      '收费办法 6',
    ],
    ['overdue', { today: day('2026-04-02') }, '3月30日（周一）就该答复您', true, 'three working days late'],
    ['the very last day', { today: day('2026-03-30') }, '最晚3月30日（周一）答复您', false, 'not overdue yet'],
    ['answered late', { today: day('2026-05-01'), answeredOn: day('2026-04-02') }, '4月2日（周四）答复了您', true, ''],
    ['answered in time', { answeredOn: day('2026-03-12') }, '3月12日（周四）答复了您', false, ''],
    ['withdrawn', { ended: { on: day('2026-03-10'), how: 'withdrawn' } }, '3月10日您撤回了申请', false, ''],
  ])('%s', (_, o, say, bad) => {
    const v = statusOf(facts(o), calendar);
    expect([v.say, v.bad]).toEqual([say, bad]);
  });

  test('overdue counts working days and names the ways on', () => {
    const v = statusOf(facts({ today: day('2026-04-07') }), calendar);
    // 31 March, 1 to 3 and 7 April; the 4th to 6th are Qingming.
    expect([v.big, v.of]).toEqual(['5', '个工作日，已经逾期']);
    expect(v.sub).toContain('申请行政复议');
    // An extension is granted before the last day or never.
    expect(v.total.after).toContain('不能再延长');
  });

  test('a date beyond the announced calendar is provisional, and a moved one says what it was', () => {
    const v = statusOf(
      facts({
        today: day('2026-12-10'),
        submittedOn: day('2026-12-10'),
        receivedOn: day('2026-12-10'),
        moved: { from: day('2027-01-07'), on: day('2026-12-15'), why: '2027年放假安排公布了' },
      }),
      calendar,
    );
    expect(v.provisional).toContain('2027年放假安排还没公布');
    expect(v.moved).toMatchObject({ from: '2027-01-07', to: v.due });
  });
});
