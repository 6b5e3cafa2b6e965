/** What an applicant reads about the own case: pure words and rows from dated facts. Nobody else is named in it. */
import { addDays, type Day, yearOf } from '../../../../lib/day.ts';
import type { Calendar } from '../../../../lib/workdays.ts';
import type { AnswerClock } from '../../rules/clock.ts';
import { headOf, sayNear, unpaid } from './head.ts';
import { type Mark, sayNotCounted, type TraceDay, type TraceSpan, traceDays, traceSpans } from './trace.ts';

/** The stage a case is in, as far as its applicant is concerned. */
export type Stage = 'confirming' | 'running' | 'correcting' | 'consulting' | 'paying' | 'answered' | 'ended';

export type StatusFacts = {
  today: Day;
  stage: Stage;
  /** 网上提交, 当面提交 … */
  channel: string;
  submittedOn: Day;
  /** 收到申请之日; null until the office has confirmed it with the applicant. */
  receivedOn: Day | null;
  registeredOn: Day | null;
  unit: string;
  /** The running clock; absent before receipt. While a correction is waited for it says what would have been. */
  clock?: AnswerClock;
  /** Working days of the answer and of the longest extension, and the article of the first; from dated data. */
  period: { number: number; most: number; basis: string };
  correction?: { askedOn: Day; what: string; by: Day; receivedOn: Day | null };
  /** Letters to third parties and other agencies: only when. */
  consults: readonly { sent: Day; back: Day | null; until: Day }[];
  extension?: { on: Day; days: number; reason: string };
  fee?: { askedOn: Day; yuan: number; payBy: Day; paidOn: Day | null };
  answeredOn?: Day;
  /** Closed without an answer. */
  ended?: { on: Day; how: 'withdrawn' | 'not-corrected' | 'not-paid' | 'other' };
  /** A new holiday notice moved the last day. */
  moved?: { from: Day; on: Day; why: string };
};

export type StatusStep = { title: string; state: 'done' | 'current' | 'future'; note: string };

export type StatusView = {
  /** The big number and what stands after it: 12, / 20个工作日. */
  big: string;
  of: string;
  say: string;
  sub: string;
  bad: boolean;
  steps: StatusStep[];
  days: TraceDay[];
  spans: TraceSpan[];
  due: Day | null;
  dueWord: string;
  total: { counted: number; say: string; after: string };
  lead: string;
  pauseWord: string | undefined;
  extraWord: string | undefined;
  provisional: string | undefined;
  moved: { from: Day; to: Day; why: string } | undefined;
  next: { title: string; text: string };
};

function marksOf(f: StatusFacts): Mark[] {
  return [
    ...(f.receivedOn ? [{ on: f.receivedOn, word: '收到' }] : []),
    ...(f.correction ? [{ on: f.correction.askedOn, word: '要补正' }] : []),
    ...(f.correction?.receivedOn ? [{ on: f.correction.receivedOn, word: '补正' }] : []),
    ...f.consults.flatMap((c): Mark[] => [
      { on: c.sent, word: '发函', say: '发函征求意见，当天仍算' },
      ...(c.back ? [{ on: c.back, word: '回函' }] : []),
    ]),
    ...(f.extension ? [{ on: f.extension.on, word: '延期', say: `决定延期${f.extension.days}个工作日` }] : []),
    ...(f.fee ? [{ on: f.fee.askedOn, word: '收费通知' }] : []),
    ...(f.fee?.paidOn ? [{ on: f.fee.paidOn, word: '缴费' }] : []),
    ...(f.answeredOn ? [{ on: f.answeredOn, word: '答复' }] : []),
    ...(f.ended ? [{ on: f.ended.on, word: f.ended.how === 'withdrawn' ? '撤回' : '结束' }] : []),
  ];
}

/** While a correction is waited for: receipt, the days before the notice (void), and the days until it must be there. */
function correctionDays(f: StatusFacts, calendar: Calendar): TraceDay[] {
  const { receivedOn, correction, today } = f;
  if (!receivedOn || !correction) return [];
  const marks = new Map(marksOf(f).map((m) => [m.on, m.word]));
  const last = today > correction.by ? today : correction.by;
  const days: TraceDay[] = [];
  for (let d = receivedOn; d <= last; d = addDays(d, 1)) {
    const kind = calendar.kind(d);
    const before = d < correction.askedOn;
    const zero = d === receivedOn;
    days.push({
      date: d,
      kind: zero || !kind.workday ? 'rest' : before ? 'void' : 'paused',
      counted: false,
      why: zero ? '起算' : !kind.workday ? kind.why.replace(/(..)节$/, '$1') : before ? '不算' : '暂停',
      reason: zero
        ? '收到申请的当天不算'
        : before
          ? '要求补正以前的日子；收到补正后重新起算'
          : '等您补正，答复期限还没有起算',
      basis: '《中华人民共和国政府信息公开条例》第三十条',
      ...(marks.has(d) ? { event: marks.get(d) ?? '' } : {}),
    });
  }
  return days;
}

function clockDays(f: StatusFacts, clock: AnswerClock, calendar: Calendar): TraceDay[] {
  const endedOn = f.answeredOn ?? f.ended?.on;
  return traceDays({
    steps: clock.steps,
    due: clock.due,
    today: f.today,
    calendar,
    base: f.period.number,
    marks: marksOf(f),
    ...(endedOn ? { endedOn } : {}),
  });
}

/** A later day beside an earlier one: the month is not said twice. */
const sayAfter = (before: Day, d: Day, today: Day): string =>
  before.slice(0, 7) === d.slice(0, 7) ? `${Number(d.slice(8))}日` : sayNear(d, today);

/** Before it is registered a request may have to be corrected, once. */
function correctionStep(f: StatusFacts, near: (d: Day) => string, over: boolean): StatusStep[] {
  const c = f.correction;
  if (!c) return [];
  if (c.receivedOn) return [{ title: '补正', state: 'done', note: `${near(c.receivedOn)}收到` }];
  return [{ title: '补正', state: over ? 'done' : 'current', note: over ? '没有收到' : `最晚${near(c.by)}` }];
}

function stepsOf(f: StatusFacts): StatusStep[] {
  const near = (d: Day): string => sayNear(d, f.today);
  const over = f.answeredOn !== undefined || f.ended !== undefined;
  const steps: StatusStep[] = [
    {
      title: '收到',
      state: 'done',
      note: f.receivedOn
        ? f.receivedOn === f.submittedOn
          ? `${near(f.submittedOn)}，${f.channel}，当天确认`
          : `${near(f.submittedOn)}${f.channel}，${near(f.receivedOn)}确认`
        : `${near(f.submittedOn)}，${f.channel}`,
    },
    ...correctionStep(f, near, over),
    f.registeredOn || over
      ? { title: '登记受理', state: 'done', note: `${f.registeredOn ? `${near(f.registeredOn)}，` : ''}${f.unit}承办` }
      : {
          title: '登记受理',
          // A request that lacks something is registered when the correction has come.
          state: f.correction && !f.correction.receivedOn ? 'future' : 'current',
          note: f.receivedOn ? `${f.unit}承办` : `等${f.unit}确认`,
        },
  ];
  const open = f.consults.find((c) => c.back === null && f.today <= c.until);
  const [first] = f.consults;
  if (first)
    steps.push({
      title: '征求第三方意见',
      state: open && !over ? 'current' : 'done',
      note: open
        ? `${near(first.sent)}发函，最晚等到${near(open.until)}`
        : first.back
          ? `${near(first.sent)}发函，${sayAfter(first.sent, f.consults.at(-1)?.back ?? first.back, f.today)}收到意见`
          : `${near(first.sent)}发函，没有回复，期满接着办`,
    });
  if (f.fee)
    steps.push(
      f.fee.paidOn
        ? { title: '缴费', state: 'done', note: `${near(f.fee.paidOn)}收到` }
        : { title: '缴费', state: over ? 'done' : 'current', note: over ? '没有收到' : `最晚${near(f.fee.payBy)}` },
    );
  const waits = steps.some((s) => s.state === 'current');
  if (!over)
    steps.push({
      title: f.extension ? '延期办理' : '正在办理',
      state: waits ? 'future' : 'current',
      note: f.extension ? `延长${f.extension.days}个工作日` : waits ? '' : f.unit,
    });
  steps.push(
    f.ended
      ? { title: f.ended.how === 'withdrawn' ? '撤回' : '不再办理', state: 'done', note: near(f.ended.on) }
      : f.answeredOn
        ? { title: '答复', state: 'done', note: near(f.answeredOn) }
        : {
            title: '答复',
            state: 'future',
            note:
              f.clock && f.stage !== 'correcting'
                ? `${f.clock.provisional ? '暂定' : '最晚'}${near(f.clock.due)}`
                : f.receivedOn
                  ? '收到补正后算出来'
                  : '确认收到后算出来',
          },
  );
  return steps;
}

function nextOf(f: StatusFacts): StatusView['next'] {
  const text = ((): string => {
    if (f.ended) return '这件申请已经结束。材料按规定归档，身份证明到期删除。';
    if (f.answeredOn) return '答复和文件在下面，可以下载。答得怎样，请您评价。不服的，答复书里写了怎么办、到哪天为止。';
    if (!f.receivedOn) return `${f.unit}会和您联系，确认收到。确认以后，这里会写出最后一天。`;
    if (f.stage === 'correcting') return '请把缺的写上，交上来就接着办。只问这一次，不会再要求第二次。';
    if (unpaid(f)) return '到缴费通知书上写的银行或网点缴费，凭编号缴。这个网站不收钱，也不要您的银行卡号。';
    if (f.consults.some((c) => c.back === null && f.today <= c.until))
      return '这项信息关系到别人的权益，我们正在书面征求意见。等的日子不算在期限里。收到意见或者期满，马上接着办。';
    if (f.clock && f.today > f.clock.due)
      return `${f.unit}应当马上答复您，并对逾期负责。您的权利不受影响，可以申请行政复议、直接起诉，或者向上一级机关投诉。`;
    if (f.extension) return `${f.unit}延长了${f.extension.days}个工作日：${f.extension.reason}`;
    return `${f.unit}正在查找和核对您要的信息。能公开的会先给您，不用等全部办完。`;
  })();
  return { title: '接下来', text };
}

/** Everything the status page says. Throws nothing: a case without a clock has no last day and says why. */
export function statusOf(f: StatusFacts, calendar: Calendar): StatusView {
  const waiting = f.stage === 'correcting' && !f.answeredOn && !f.ended;
  const days = waiting ? correctionDays(f, calendar) : f.clock ? clockDays(f, f.clock, calendar) : [];
  const due = waiting ? (f.correction?.by ?? null) : (f.clock?.due ?? null);
  const spans = traceSpans(days, marksOf(f), f.period.basis);
  const counted = days.filter((d) => d.counted).length;
  const ended = f.answeredOn ?? f.ended?.on;
  const base = f.period.number;
  return {
    ...headOf(f, days, calendar),
    steps: stepsOf(f),
    days,
    spans,
    due,
    dueWord: waiting ? '补正' : '期限',
    total: {
      counted,
      say: due === null ? '' : ended ? `用到${sayNear(ended, f.today)}` : `最后一天：${sayNear(due, f.today)}。`,
      after: ended
        ? `，期限是${due === null ? '' : sayNear(due, f.today)}。`
        : waiting
          ? '这是补正的最后一天，答复期限从收到补正的第二天起算。'
          : f.extension
            ? '已经延长过，不会再延。'
            : due !== null && f.today > due
              ? '期限已过，不能再延长。'
              : `如需延长，最多再加${f.period.most}个工作日，会提前书面告诉您原因。`,
    },
    lead: waiting
      ? '要补正的申请，从收到补正的第二天起算。下面每一格是一天，写明算不算。'
      : `期限是${base}个工作日${f.extension ? `，延长了${f.extension.days}个` : ''}，从收到的第二天算起。下面每一格是一天，写明算不算。`,
    pauseWord: days.some((d) => d.kind === 'paused')
      ? waiting
        ? '等您补正，不算'
        : f.fee && f.consults.length === 0
          ? '等缴费，不算'
          : '等第三方意见，不算'
      : undefined,
    extraWord: f.extension ? `延长的${f.extension.days}个工作日：${f.extension.reason}` : undefined,
    provisional:
      f.clock?.provisional && !ended && due ? `${yearOf(due)}年放假安排还没公布，公布后自动重算并告诉您。` : undefined,
    moved: f.moved && due && !ended ? { from: f.moved.from, to: due, why: f.moved.why } : undefined,
    next: nextOf(f),
  };
}

/** The day an application confirmed today would have to be answered, for the form: with what it skips. */
export function promiseOf(
  today: Day,
  clock: AnswerClock,
  calendar: Calendar,
  period: StatusFacts['period'],
): { due: Day; say: string; skipped: string; provisional: boolean; days: TraceDay[]; spans: TraceSpan[] } {
  const marks: Mark[] = [{ on: today, word: '收到' }];
  const days = traceDays({ steps: clock.steps, due: clock.due, today, calendar, base: period.number, marks });
  const skipped = sayNotCounted(days, []);
  return {
    due: clock.due,
    say: `今天确认收到的话，最晚${sayNear(clock.due, today)}答复`,
    skipped: `从确认的第二天起，${period.number}个工作日；${skipped || '其间没有放假。'}`,
    provisional: clock.provisional,
    days,
    spans: traceSpans(days, marks, period.basis),
  };
}

export { sayDueDay, sayNear } from './head.ts';
