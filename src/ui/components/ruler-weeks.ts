import { addDays, type Day, daysBetween, sayMonthDay, weekday } from '../../lib/day.ts';
import type { TextLink } from '../types.ts';

/** One day of a deadline's trace. */
export type RulerDay = {
  date: Day;
  counted: boolean;
  /** Running number of a counted day. */
  n?: number | undefined;
  /** The reason word in the cell: 周末, 清明, 暂停, 不算, 工作日. */
  why: string;
  /** The reason in the table, when it takes a sentence. */
  reason?: string | undefined;
  /** work: counted · rest: weekend or holiday · paused: the clock stands still · late: past the last day. Default by `counted`. */
  kind?: 'work' | 'rest' | 'paused' | 'late' | undefined;
  /** A counted day that only an extension gives: the second band. */
  extra?: boolean | undefined;
  /** A word for a counted day that needs one: 补班. */
  word?: string | undefined;
  /** What happened: 收到, 发函, 回函. */
  event?: string | undefined;
  basis?: TextLink | undefined;
};

export const kindOf = (d: RulerDay): NonNullable<RulerDay['kind']> => d.kind ?? (d.counted ? 'work' : 'rest');

type RulerWeek = { cells: (RulerDay | undefined)[] };
type RulerRow = { week: RulerWeek } | { folded: { from: Day; to: Day; counted: number } };

/** Days laid out in weeks, Monday first; days outside the trace are empty cells. */
export function weeksOf(days: RulerDay[]): RulerWeek[] {
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return [];
  const byDate = new Map(days.map((d) => [d.date, d]));
  const weeks: RulerWeek[] = [];
  for (let monday = addDays(first.date, 1 - weekday(first.date)); monday <= last.date; monday = addDays(monday, 7)) {
    weeks.push({ cells: Array.from({ length: 7 }, (_, i) => byDate.get(addDays(monday, i))) });
  }
  return weeks;
}

/**
 * Folds earlier full weeks without events into one row when the trace is longer than eight weeks,
 * so that the present stays in sight. The first week, and weeks from the one before today, stay open.
 */
export function rowsOf(days: RulerDay[], today: Day, open = 8): RulerRow[] {
  const weeks = weeksOf(days);
  if (weeks.length <= open) return weeks.map((week) => ({ week }));
  const rows: RulerRow[] = [];
  weeks.forEach((week, i) => {
    const cells = week.cells.filter((c) => c !== undefined);
    const from = cells[0];
    const to = cells.at(-1);
    const foldable =
      i > 0 && from && to && cells.length === 7 && daysBetween(to.date, today) > 7 && !cells.some((c) => c.event);
    if (!foldable) {
      rows.push({ week });
      return;
    }
    const counted = cells.filter((c) => c.counted).length;
    const before = rows.at(-1);
    if (before && 'folded' in before) {
      before.folded.to = to.date;
      before.folded.counted += counted;
    } else rows.push({ folded: { from: from.date, to: to.date, counted } });
  });
  return rows;
}

export type RulerSpan = {
  from: Day;
  to: Day;
  counted: number;
  why: string;
  basis?: TextLink | readonly TextLink[] | undefined;
};

/** Runs of days with the same fate, as the table rows 哪几天 计天 为什么 依据. Rest days belong to the run they interrupt. */
export function spansOf(days: RulerDay[]): RulerSpan[] {
  const spans: (RulerSpan & { basis?: TextLink | undefined; kind: string; start: boolean })[] = [];
  days.forEach((d, i) => {
    const kind = kindOf(d);
    const last = spans.at(-1);
    const start = i === 0 && !d.counted;
    if (last && !last.start && (kind === 'rest' || (kind === last.kind && d.basis?.text === last.basis?.text))) {
      last.to = d.date;
      if (d.counted) last.counted += 1;
      return;
    }
    spans.push({
      from: d.date,
      to: d.date,
      counted: d.counted ? 1 : 0,
      why: d.reason ?? d.why,
      basis: d.basis,
      kind,
      start,
    });
  });
  return spans.map(({ from, to, counted, why, basis }) => ({ from, to, counted, why, basis }));
}

/** 3月3日至9日: the month is said again only when it changes. */
export function saySpan(from: Day, to: Day): string {
  if (from === to) return sayMonthDay(from);
  return from.slice(0, 7) === to.slice(0, 7)
    ? `${sayMonthDay(from)}至${Number(to.slice(8, 10))}日`
    : `${sayMonthDay(from)}至${sayMonthDay(to)}`;
}
