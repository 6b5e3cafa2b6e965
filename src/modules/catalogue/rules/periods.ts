import { type Day, day, endOfMonth } from '../../../lib/day.ts';
import type { TimingRule } from './types.ts';

export type Every = Extract<TimingRule, { kind: 'every' }>;

const MONTHS = { year: 12, half: 6, quarter: 3, month: 1 } as const;

/** A day of a month counted from year 0; one that the month does not have is its last (31 → 30 April). */
function inMonth(index: number, date: number): Day {
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  const last = endOfMonth(year, month);
  return date >= Number(last.slice(8)) ? last : day(`${last.slice(0, 8)}${String(date).padStart(2, '0')}`);
}

/** Without a day (每季度公开一次) the cycle's own last day; with one, a day of the month that follows the cycle or is named. */
const offset = (rule: Every): number =>
  rule.month ? (rule.month - 1) % MONTHS[rule.cycle] : rule.day === undefined ? MONTHS[rule.cycle] - 1 : 0;

/** The k-th due day since year 0: 每年1月31日前 gives 31 January of year k, 每季度后10日内 the tenth of each quarter's first month. */
export const dueAt = (rule: Every, k: number): Day => inMonth(k * MONTHS[rule.cycle] + offset(rule), rule.day ?? 31);

/** Which due day is the first on or after a day. */
export function windowOf(rule: Every, on: Day): number {
  const index = Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7)) - 1;
  let k = Math.floor((index - offset(rule)) / MONTHS[rule.cycle]);
  while (dueAt(rule, k) < on) k++;
  return k;
}

/** The same day some months on; the month's last where it has no such day. */
export function addMonths(from: Day, n: number): Day {
  return inMonth(Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + n, Number(from.slice(8)));
}
