/**
 * Working days of the People's Republic of China: which days count, from which announcement, and how a period runs.
 * The days come in as data (`law/workdays.json`); nothing here knows a date.
 */
import { type Day, nextDay, weekday, yearOf } from './day.ts';

/** What is known of one year: the days that differ from "Monday to Friday". */
export type CalendarYear = {
  /** The notice that arranged the year, in Chinese. */
  notice: string;
  /** Where the notice can be read. */
  sources: string[];
  /** Day → holiday, e.g. 春节. Weekend days inside a holiday are named too. */
  off: Record<string, string>;
  /** Weekend day worked instead → the holiday it makes up for. */
  work: Record<string, string>;
};

export type CalendarData = {
  /** Years whose arrangement has been announced. */
  years: Record<string, CalendarYear>;
  /** Years not yet announced → the holidays that the law itself fixes: day → holiday. */
  expected: Record<string, Record<string, string>>;
  /** The law behind `expected`, in Chinese. */
  expectedBasis: string;
};

/** One day, and why it counts or does not. */
type DayKind = {
  workday: boolean;
  /** 工作日, 周末, 调休上班（春节）, or the holiday's name. */
  why: string;
  /** The notice or law it rests on; absent for an ordinary day or weekend. */
  basis?: string;
};

export type Calendar = {
  /** Years with an announced arrangement. */
  announced: ReadonlySet<number>;
  isWorkday(day: Day): boolean;
  kind(day: Day): DayKind;
};

/** A calendar over announced years. In other years weekends and `expected` holidays are off, and a ruler says `provisional`. */
export function calendarOf(data: CalendarData): Calendar {
  const announced = new Set(Object.keys(data.years).map(Number));
  // A New Year that begins in December was arranged by the notice for the year that follows.
  const noticeFor = (d: Day, holiday: string, own: CalendarYear): string =>
    (holiday === '元旦' && d.slice(5, 7) === '12' ? data.years[yearOf(d) + 1] : undefined)?.notice ?? own.notice;
  const look = (d: Day): DayKind => {
    const year = String(yearOf(d));
    const known = data.years[year];
    const weekend = weekday(d) > 5;
    const ordinary: DayKind = weekend ? { workday: false, why: '周末' } : { workday: true, why: '工作日' };
    if (!known) {
      const holiday = data.expected[year]?.[d];
      return holiday ? { workday: false, why: holiday, basis: data.expectedBasis } : ordinary;
    }
    const off = known.off[d];
    if (off) return { workday: false, why: off, basis: noticeFor(d, off, known) };
    const work = known.work[d];
    if (work) return { workday: true, why: `调休上班（${work}）`, basis: noticeFor(d, work, known) };
    return ordinary;
  };
  // Deadlines ask for the same few hundred days over and over.
  const seen = new Map<Day, DayKind>();
  const kind = (d: Day): DayKind => {
    const known = seen.get(d);
    if (known) return known;
    const found = look(d);
    if (seen.size < 40_000) seen.set(d, found);
    return found;
  };
  return { announced, kind, isWorkday: (d) => kind(d).workday };
}

/** Longer periods than this are a slip of the pen: no law gives forty years of working days. */
const MOST = 10_000;

function checked(n: number): number {
  if (!Number.isInteger(n) || n < 0 || n > MOST) throw new RangeError(`not a number of working days: ${n}`);
  return n;
}

/** Working days after `from` up to and with `to`; negative when `to` is earlier. */
export function countWorkdays(from: Day, to: Day, cal: Calendar): number {
  if (to < from) return -countWorkdays(to, from, cal);
  let n = 0;
  for (let d = from; d < to; ) {
    d = nextDay(d);
    if (cal.isWorkday(d)) n++;
  }
  return n;
}

/**
 * The n-th working day after `start`, which is day zero (0 gives `start` itself).
 * Throws RangeError unless n is a whole number from 0 to 10000. Does not say whether it is provisional: `ruler` does.
 */
export function addWorkdays(start: Day, n: number, cal: Calendar): Day {
  let d = start;
  for (let left = checked(n); left > 0; ) {
    d = nextDay(d);
    if (cal.isWorkday(d)) left--;
  }
  return d;
}

/** Days, first and last included, that do not run although they may be working days (征求意见, 补正 …). */
export type Pause = { from: Day; to: Day; why: string; basis: string };

export type Step = {
  date: Day;
  counted: boolean;
  /** Which working day of the period it is. */
  n?: number;
  why: string;
  basis?: string;
};

export type Ruler = {
  due: Day;
  workingDays: number;
  /** True when a day of the trace lies in a year whose arrangement is not announced: the date can still move. */
  provisional: boolean;
  /** Every day from `start` to `due`. */
  steps: Step[];
};

/**
 * A period of n working days laid out day by day, so that anyone can follow it with a calendar in hand.
 * Throws RangeError as `addWorkdays`, and when a pause ends before it begins.
 */
export function ruler(start: Day, n: number, cal: Calendar, pauses: readonly Pause[] = []): Ruler {
  for (const p of pauses) if (p.to < p.from) throw new RangeError(`a pause from ${p.from} cannot end on ${p.to}`);
  const steps: Step[] = [{ date: start, counted: false, why: '起算日，不计入' }];
  let due = start;
  for (let done = 0; done < checked(n); ) {
    due = nextDay(due);
    const { workday, why, basis } = cal.kind(due);
    const pause = workday && pauses.length > 0 ? pauseOn(pauses, due) : undefined;
    if (pause) steps.push({ date: due, counted: false, why: pause.why, basis: pause.basis });
    else {
      const step: Step = workday ? { date: due, counted: true, n: ++done, why } : { date: due, counted: false, why };
      if (basis !== undefined) step.basis = basis;
      steps.push(step);
    }
  }
  return { due, workingDays: n, provisional: !announcedThrough(start, due, cal), steps };
}

function pauseOn(pauses: readonly Pause[], d: Day): Pause | undefined {
  for (const p of pauses) if (p.from <= d && d <= p.to) return p;
  return undefined;
}

/** Whether every year of a stretch of days is arranged. */
function announcedThrough(from: Day, to: Day, cal: Calendar): boolean {
  for (let y = yearOf(from); y <= yearOf(to); y += 1) if (!cal.announced.has(y)) return false;
  return true;
}
