import { type Day, dayIn, sayDay, sayMonthDay, sayWeekday, yearOf } from './day.ts';

/** `2026-03-18T09:30:05.000`, as clocks in China show it. */
const inChina = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString();
/** `09:30` */
export const clockTime = (at: Date): string => inChina(at).slice(11, 16);
/** `2026-03-18 09:30`, as tables and the page tag PubDate have it. */
export const minuteOf = (at: Date): string => inChina(at).slice(0, 16).replace('T', ' ');
/** `2026-03-18 09:30:05` */
export const secondOf = (at: Date): string => inChina(at).slice(0, 19).replace('T', ' ');
/** `2026年3月18日 09:30`; without the year when it is this year's. */
export const sayMoment = (at: Date, today?: Day): string => `${sayDayNear(dayIn(at), today)} ${clockTime(at)}`;
/** `3月18日` this year, `2024年3月18日` else. */
export const sayDayNear = (d: Day, today?: Day): string =>
  today && yearOf(today) === yearOf(d) ? sayMonthDay(d) : sayDay(d);
/** `3月31日 星期二` */
export const sayDayAndWeek = (d: Day, today?: Day): string => `${sayDayNear(d, today)} ${sayWeekday(d)}`;
