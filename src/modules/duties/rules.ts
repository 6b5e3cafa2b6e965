import { type Day, daysBetween, sayMonthDay } from '../../lib/day.ts';
import { type Calendar, countWorkdays } from '../../lib/workdays.ts';

export type Stage = 'new' | 'soon' | 'today' | 'overdue';
export type Urgency = 'overdue' | 'today' | 'week' | 'later' | 'open';

/** Which reminder a duty has reached today. Each stage is told once; a duty without a day is told when it appears. */
export function stageOf(due: Day | undefined, today: Day, soonDays: number): Stage | undefined {
  if (due === undefined) return 'new';
  const left = daysBetween(today, due);
  if (left < 0) return 'overdue';
  if (left === 0) return 'today';
  return left <= soonDays ? 'soon' : undefined;
}

/** Overdue first, then today, this week (to Sunday), later, and what has no day but waits. */
export function urgencyOf(due: Day | undefined, today: Day, endOfWeek: Day): Urgency {
  if (due === undefined) return 'open';
  if (due < today) return 'overdue';
  if (due === today) return 'today';
  return due <= endOfWeek ? 'week' : 'later';
}

/** `逾期1个工作日` · `今天` · `4月1日`. */
export function sayDueAt(due: Day | undefined, today: Day, cal: Calendar): string {
  if (due === undefined) return '等您处理';
  if (due === today) return '今天';
  if (due > today) return sayMonthDay(due);
  const days = countWorkdays(due, today, cal);
  return days > 0 ? `逾期${days}个工作日` : `${sayMonthDay(due)}已过`;
}

const ORDER: Urgency[] = ['overdue', 'today', 'open', 'week', 'later'];

/** The order of a clerk's day. */
export const byUrgency =
  <D extends { due?: Day; title: string }>(today: Day, endOfWeek: Day) =>
  (a: D, b: D): number =>
    ORDER.indexOf(urgencyOf(a.due, today, endOfWeek)) - ORDER.indexOf(urgencyOf(b.due, today, endOfWeek)) ||
    (a.due ?? '').localeCompare(b.due ?? '') ||
    a.title.localeCompare(b.title, 'zh');
