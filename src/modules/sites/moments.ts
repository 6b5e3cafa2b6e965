import { type Day, dayIn, sayDay, sayMonthDay, sayWeekday, yearOf } from '../../lib/day.ts';

const inChina = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString();
/** `09:30` */
export const clockTime = (at: Date): string => inChina(at).slice(11, 16);
/** `2026-03-18 09:30`, as the page tag PubDate asks. */
export const pubDate = (at: Date): string => inChina(at).slice(0, 16).replace('T', ' ');
/** `2026年3月18日 09:30`; without the year when it is this year's. */
export const sayMoment = (at: Date, today?: Day): string => `${sayDayNear(dayIn(at), today)} ${clockTime(at)}`;
/** `3月18日` this year, `2024年3月18日` else. */
export const sayDayNear = (d: Day, today?: Day): string =>
  today && yearOf(today) === yearOf(d) ? sayMonthDay(d) : sayDay(d);
/** `3月31日 星期二` */
export const sayDayAndWeek = (d: Day, today?: Day): string => `${sayDayNear(d, today)} ${sayWeekday(d)}`;
