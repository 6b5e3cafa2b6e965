import { createHash } from 'node:crypto';
import { addDays, type Day } from '../../../lib/day.ts';
import type { Calendar } from '../../../lib/workdays.ts';

/** What a calendar says of every day it has something to say of, in short: two calendars with one mark give the same days. */
export function fingerprint(cal: Calendar): string {
  const years = [...cal.announced].sort((a, b) => a - b);
  const first = years[0] ?? 2019;
  // Two years beyond the last announced one: the holidays the law itself fixes.
  const last = (years.at(-1) ?? first) + 2;
  const hash = createHash('sha256').update(years.join(','));
  for (let d = `${first}-01-01` as Day; d <= `${last}-12-31`; d = addDays(d, 1))
    hash.update(cal.isWorkday(d) ? '1' : '0');
  return hash.digest('hex').slice(0, 32);
}

/** What may move the days of open cases from outside. */
export type Moves = 'calendar' | 'setting';
/** Of everything outside a case on which its days depend; another mark means that all are computed anew. */
export const markOf = (cal: Calendar, setting: { restartOnPayment: boolean }): string =>
  `${fingerprint(cal)} ${setting.restartOnPayment ? 'restart' : 'pause'}`;
/** A new calendar moves more days than the setting, and is told where both are new. */
export const movedBy = (before: string, now: string): Moves =>
  before.split(' ')[0] === now.split(' ')[0] ? 'setting' : 'calendar';
