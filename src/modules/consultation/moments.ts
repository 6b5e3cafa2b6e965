import { type Day, dayIn, sayDay, sayMonthDay, sayWeekday, yearOf } from '../../lib/day.ts';

/** `3月18日` this year, `2024年3月18日` else. */
export const sayDayNear = (d: Day, today: Day): string => (yearOf(today) === yearOf(d) ? sayMonthDay(d) : sayDay(d));
/** `3月31日 09:30` */
export const sayMoment = (at: Date, today: Day): string =>
  `${sayDayNear(dayIn(at), today)} ${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)}`;
/** `4月13日（周一）` */
export const sayDue = (d: Day, today: Day): string =>
  `${sayDayNear(d, today)}（${sayWeekday(d).replace('星期', '周')}）`;
