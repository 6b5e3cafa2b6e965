/**
 * The applicant's trace: the days of an answer clock as people read a calendar, each with its word, and the same as rows of a
 * table. Nothing here names anybody but the agency: a letter to a third party is "发函", whoever got it.
 */
import { addDays, type Day, sayMonthDay, yearOf } from '../../../../lib/day.ts';
import type { Calendar, Step } from '../../../../lib/workdays.ts';

export type Mark = {
  on: Day;
  word: string /** Said in the table when the day lies in a run: 9日发函，当天仍算. */;
  say?: string;
};

export type TraceKind = 'work' | 'rest' | 'paused' | 'void' | 'late';

export type TraceDay = {
  date: Day;
  kind: TraceKind;
  counted: boolean;
  n?: number;
  /** Word in the cell: 周末, 清明, 暂停, 不算. */
  why: string;
  /** The clock's own sentence for the day. */
  reason: string;
  basis?: string;
  /** What happened: 收到, 发函, 回函. */
  event?: string;
  /** A word for a counted day that needs one: 补班. */
  word?: string;
  /** A day that only the extension gives. */
  extra?: boolean;
};

export type TraceInput = {
  steps: readonly Step[];
  due: Day;
  today: Day;
  calendar: Calendar;
  /** Working days before any extension. */
  base: number;
  marks: readonly Mark[];
  /** The day the case ended; nothing is drawn after it. */
  endedOn?: Day;
};

const MAKE_UP = /^调休上班/;

function kindOf(s: Step, calendar: Calendar): TraceKind {
  if (s.counted) return 'work';
  if (!calendar.isWorkday(s.date)) return 'rest';
  return /此前不计/.test(s.why) ? 'void' : 'paused';
}

/** 清明节 as a calendar's cell has it: 清明. */
const shortHoliday = (name: string): string => (name.length > 2 ? name.replace(/节$/, '') : name);

const cellWord = (s: Step, kind: TraceKind, calendar: Calendar): string =>
  kind === 'paused'
    ? '暂停'
    : kind === 'void'
      ? '不算'
      : s.counted
        ? '工作日'
        : shortHoliday(calendar.kind(s.date).why);

const basisOf = (basis: string | undefined): { basis?: string } => (basis ? { basis } : {});

/** Every day from receipt to the last one, and beyond it as long as the answer is overdue. */
export function traceDays(i: TraceInput): TraceDay[] {
  const marks = new Map<Day, string>();
  for (const m of i.marks) marks.set(m.on, marks.has(m.on) ? `${marks.get(m.on)}、${m.word}` : m.word);
  const until = i.endedOn;
  const days: TraceDay[] = [];
  for (const [at, s] of i.steps.entries()) {
    if (until !== undefined && s.date > until) break;
    // Day zero of the running period may be any day, even one that is worked: it never counts.
    const zero = !s.counted && (at === 0 || /起算日/.test(s.why));
    const kind = zero ? 'rest' : kindOf(s, i.calendar);
    days.push({
      date: s.date,
      kind,
      counted: s.counted,
      ...(s.n === undefined ? {} : { n: s.n }),
      why: zero ? '起算' : cellWord(s, kind, i.calendar),
      reason: zero ? (at === 0 ? '收到申请的当天不算，从第二天起算' : '重新起算的当天不算，从第二天起算') : s.why,
      // What made the period begin anew is the basis of its day zero.
      ...basisOf(zero ? (at === 0 ? undefined : i.steps[at - 1]?.basis) : s.basis),
      ...(marks.has(s.date) ? { event: marks.get(s.date) ?? '' } : {}),
      ...(s.counted && MAKE_UP.test(s.why) ? { word: '补班' } : {}),
      ...(s.counted && (s.n ?? 0) > i.base ? { extra: true } : {}),
    });
  }
  const last = until ?? i.today;
  for (let d = addDays(i.due, 1), n = 0; d <= last; d = addDays(d, 1)) {
    const { workday, why } = i.calendar.kind(d);
    if (workday) n++;
    days.push({
      date: d,
      kind: workday ? 'late' : 'rest',
      counted: false,
      ...(workday ? { n } : {}),
      why: workday ? '逾期' : shortHoliday(why),
      reason: workday ? '过了期限还没有答复' : why,
      ...(marks.has(d) ? { event: marks.get(d) ?? '' } : {}),
    });
  }
  return days;
}

export type TraceSpan = {
  from: Day;
  to: Day;
  counted: number;
  kind: TraceKind;
  extra: boolean;
  why: string;
  basis: string[];
};

const REGULATION = '《中华人民共和国政府信息公开条例》';

/** `条例第三十三条第三款`, `2026年放假通知`: how a basis is called in a narrow column. */
export function shortBasis(text: string): string {
  const year = /(\d{4})年部分节假日安排/.exec(text)?.[1];
  if (year) return `${year}年放假通知`;
  return text
    .replace(`${REGULATION}（国务院令第711号）`, '条例')
    .replace(REGULATION, '条例')
    .replace(/^《全国年节及纪念日放假办法》.*$/, '放假办法')
    .replace(/^《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）/, '收费办法');
}

const sayRun = (days: readonly Day[]): string => {
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last) return '';
  if (first === last) return sayMonthDay(first);
  return first.slice(0, 7) === last.slice(0, 7)
    ? `${sayMonthDay(first)}至${Number(last.slice(8))}日`
    : `${sayMonthDay(first)}至${sayMonthDay(last)}`;
};

/** Holidays of a run, each with its days: 4月4日至6日清明放假不算. Weekends are no holiday and are not said. */
function holidaysIn(days: readonly TraceDay[]): { say: string; basis: string | undefined }[] {
  const named = days.filter((d) => d.kind === 'rest' && d.why !== '周末' && d.why !== '起算');
  const byName = Map.groupBy(named, (d) => `${yearOf(d.date)}${d.why}`);
  return [...byName.values()].map((list) => ({
    say: `${sayRun(list.map((d) => d.date))}${list[0]?.why}放假不算`,
    basis: list.find((d) => d.basis)?.basis,
  }));
}

const sameFate = (a: TraceDay, d: TraceDay): boolean =>
  a.why !== '起算' &&
  a.kind === d.kind &&
  Boolean(a.extra) === Boolean(d.extra) &&
  (d.kind === 'work' || d.kind === 'late' || a.reason === d.reason);

/** Rows of the table: runs of days with the same fate. Rest days inside a run belong to it, those between two runs to none. */
export function traceSpans(days: readonly TraceDay[], marks: readonly Mark[], lengthBasis: string): TraceSpan[] {
  const runs: { lead: TraceDay; own: TraceDay[]; before: TraceDay[] }[] = [];
  let rest: TraceDay[] = [];
  for (const d of days) {
    const run = runs.at(-1);
    const zero = d.why === '起算';
    if (d.kind === 'rest' && !zero) rest.push(d);
    else {
      if (run && !zero && sameFate(run.lead, d)) run.own.push(...rest, d);
      else runs.push({ lead: d, own: [d], before: rest });
      rest = [];
    }
  }
  return runs.map(({ lead, own, before }) => ({
    from: lead.date,
    to: own.at(-1)?.date ?? lead.date,
    counted: own.filter((d) => d.counted).length,
    ...words(lead, own, before, marks, lengthBasis),
  }));
}

function words(
  lead: TraceDay,
  own: readonly TraceDay[],
  before: readonly TraceDay[],
  marks: readonly Mark[],
  lengthBasis: string,
): Pick<TraceSpan, 'kind' | 'extra' | 'why' | 'basis'> {
  const extra = Boolean(lead.extra);
  if (lead.why === '起算')
    return { kind: 'rest', extra, why: lead.reason, basis: [lead.basis ?? `${REGULATION}第三十一条`] };
  if (lead.kind === 'paused' || lead.kind === 'void')
    return { kind: lead.kind, extra, why: lead.reason, basis: lead.basis ? [lead.basis] : [] };
  if (lead.kind === 'late') return { kind: 'late', extra, why: '过了期限还没有答复', basis: [lengthBasis] };
  // A holiday between two runs is said with the run it delays.
  const holidays = holidaysIn([...before, ...own]);
  const made = own.filter((d) => d.word === '补班');
  const on = new Set(own.map((d) => d.date));
  const said = marks.filter((m) => m.say && on.has(m.on)).map((m) => `${Number(m.on.slice(8))}日${m.say}`);
  const why = [
    extra ? '延长期限里的工作日' : '工作日',
    ...said,
    ...holidays.map((h) => h.say),
    ...made.map((d) => `${sayMonthDay(d.date)}调休上班，算`),
  ].join('；');
  const notices = [
    ...new Set([...holidays.map((h) => h.basis), ...made.map((d) => d.basis)].filter((b) => b !== undefined)),
  ];
  return {
    kind: 'work',
    extra,
    why,
    basis: notices.length > 0 && said.length === 0 ? notices : [lengthBasis, ...notices],
  };
}

/** What did not count, in one sentence: 清明3天、周末和等第三方意见的日子不算. Empty when every day counted. */
export function sayNotCounted(days: readonly TraceDay[], pauseWords: readonly string[]): string {
  const rest = days.filter((d) => d.kind === 'rest' && d.why !== '起算');
  const holidays = Map.groupBy(
    rest.filter((d) => d.why !== '周末'),
    (d) => d.why,
  );
  const parts = [...holidays].map(([name, list]) => `${name}${list.length}天`);
  if (rest.some((d) => d.why === '周末')) parts.push('周末');
  parts.push(...pauseWords);
  const last = parts.pop();
  if (last === undefined) return '';
  const end = pauseWords.length > 0 ? `${last}的日子不算。` : `${last}不算。`;
  return parts.length === 0 ? end : `${parts.join('、')}和${end}`;
}
