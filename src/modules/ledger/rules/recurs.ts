import { addDays, type Day, day, endOfMonth, isDay, weekday, yearOf } from '../../../lib/day.ts';

/**
 * Notation of what comes back, each with the last day of one occurrence:
 *
 * | notation | means | due |
 * |---|---|---|
 * | `yearly` | 每年 | 31 December |
 * | `yearly:09` | 每年9月 | the last day of September |
 * | `yearly:03-20` | 每年3月20日前 | 20 March (29 February falls on the 28th in common years) |
 * | `half-yearly`, `quarterly` | 每半年, 每季度 | the last day of the half-year, of the quarter |
 * | `monthly`, `monthly:05` | 每月, 每月5日前 | the last day of the month, the 5th (or the last, if shorter) |
 * | `weekly`, `weekly:5` | 每周, 每周五 | Sunday, Friday |
 * | `daily` | 每日 | every day |
 * | `always` | 长期坚持, 持续推进 | looked at on 31 December of each year |
 *
 * Any of them may end in `@2022`: not before that year.
 */
const NOTATION =
  /^(?:(yearly)(?::(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?|(monthly)(?::(0[1-9]|[12]\d|3[01]))?|(weekly)(?::([1-7]))?|(half-yearly|quarterly|daily|always))(?:@([12]\d{3}))?$/;

type Rule = { every: string; month?: number; dom?: number; dow?: number; from?: number };

function read(recurs: string): Rule | undefined {
  const m = NOTATION.exec(recurs);
  if (!m) return undefined;
  const [, yearly, month, yearDay, monthly, monthDay, weekly, dow, other, from] = m;
  const dom = yearDay ?? monthDay;
  if (month && dom && Number(dom) > Number(endOfMonth(2000, Number(month)).slice(8))) return undefined;
  return {
    every: yearly ?? monthly ?? weekly ?? other ?? '',
    ...(month && { month: Number(month) }),
    ...(dom && { dom: Number(dom) }),
    ...(dow && { dow: Number(dow) }),
    ...(from && { from: Number(from) }),
  };
}

/** Whether the text is a recurrence as written above. */
export const isRecurs = (text: string): boolean => read(text) !== undefined;

const inMonth = (year: number, month: number, dom = 31): Day => {
  const last = endOfMonth(year, month);
  const wanted = `${last.slice(0, 8)}${String(dom).padStart(2, '0')}`;
  return isDay(wanted) ? wanted : last;
};

/**
 * The due day of the first occurrence strictly after `after`, so feeding a due day back gives the next one.
 * RangeError when `recurs` is not a recurrence.
 */
export function nextDue(recurs: string, after: Day): Day {
  const rule = read(recurs);
  if (!rule) throw new RangeError(`not a recurrence: ${recurs}`);
  const floor = rule.from ? addDays(day(`${rule.from}-01-01`), -1) : after;
  const start = after > floor ? after : floor;
  if (rule.every === 'daily') return addDays(start, 1);
  if (rule.every === 'weekly') {
    const next = addDays(start, 1);
    return addDays(next, ((rule.dow ?? 7) - weekday(next) + 7) % 7);
  }
  const step = { monthly: 1, quarterly: 3, 'half-yearly': 6 }[rule.every] ?? 12;
  const months = step === 12 ? [rule.month ?? 12] : Array.from({ length: 12 / step }, (_, i) => (i + 1) * step);
  for (let year = yearOf(start); ; year++) {
    for (const month of months) {
      const due = inMonth(year, month, rule.dom);
      if (due > start) return due;
    }
  }
}

const WEEK = ['一', '二', '三', '四', '五', '六', '日'];

/** The recurrence in Chinese: `每年9月`, `2022年起，每年9月`. RangeError when it is not one. */
export function sayRecurs(recurs: string): string {
  const rule = read(recurs);
  if (!rule) throw new RangeError(`not a recurrence: ${recurs}`);
  const say = (): string => {
    switch (rule.every) {
      case 'yearly':
        if (!rule.month) return '每年';
        return rule.dom ? `每年${rule.month}月${rule.dom}日前` : `每年${rule.month}月`;
      case 'monthly':
        return rule.dom ? `每月${rule.dom}日前` : '每月';
      case 'weekly':
        return rule.dow ? `每周${WEEK[rule.dow - 1]}` : '每周';
      case 'half-yearly':
        return '每半年';
      case 'quarterly':
        return '每季度';
      case 'daily':
        return '每日';
      default:
        return '长期坚持';
    }
  };
  return rule.from ? `${rule.from}年起，${say()}` : say();
}
