import { type Day, sayWeekday } from '../../lib/day.ts';
import { sayDayNear } from '../../lib/moments.ts';

/** `4月13日（周一）` */
export const sayDue = (d: Day, today: Day): string =>
  `${sayDayNear(d, today)}（${sayWeekday(d).replace('星期', '周')}）`;
