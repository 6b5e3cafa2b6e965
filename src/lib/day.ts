/** A legal day: `YYYY-MM-DD`, never an instant. Days compare as strings. */
export type Day = string & { readonly brand: 'Day' };

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;
const MS = 86_400_000;
const utc = (d: Day): number => Date.UTC(Number(d.slice(0, 4)), Number(d.slice(5, 7)) - 1, Number(d.slice(8, 10)));
const fromUtc = (ms: number): Day => new Date(ms).toISOString().slice(0, 10) as Day;

/** Whether the text is a day that exists (2021-02-29 is not one). */
export function isDay(text: string): text is Day {
  return SHAPE.test(text) && fromUtc(utc(text as Day)) === text;
}

/** Parses a day; throws RangeError when it is not one. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`not a day: ${text}`);
  return text;
}

export const addDays = (d: Day, n: number): Day => fromUtc(utc(d) + n * MS);
/** What a walk through a calendar asks for again and again; kept, since making it takes longer than finding it. */
const NEXT = new Map<Day, Day>();
/** The day after; the same as `addDays(d, 1)`. */
export function nextDay(d: Day): Day {
  const known = NEXT.get(d);
  if (known) return known;
  const next = addDays(d, 1);
  // A century of days and no more, whatever dates come in.
  if (NEXT.size < 40_000) NEXT.set(d, next);
  return next;
}
/** Calendar days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: Day, b: Day): number => Math.round((utc(b) - utc(a)) / MS);
/** 1 (Monday) to 7 (Sunday). */
export const weekday = (d: Day): number => new Date(utc(d)).getUTCDay() || 7;
export const yearOf = (d: Day): number => Number(d.slice(0, 4));

/** The day an instant falls on in China (UTC+8 all year; no summer time since 1991). */
export const dayIn = (instant: Date): Day => fromUtc(instant.getTime() + 8 * 3_600_000);

/** The last day of a month, 1 to 12. */
export const endOfMonth = (year: number, month: number): Day => fromUtc(Date.UTC(year, month, 0));

const WEEK = ['一', '二', '三', '四', '五', '六', '日'];
/** `2026年3月31日`: prose form, no leading zeros. */
export const sayDay = (d: Day): string => `${yearOf(d)}年${Number(d.slice(5, 7))}月${Number(d.slice(8, 10))}日`;
/** `3月31日`. */
export const sayMonthDay = (d: Day): string => `${Number(d.slice(5, 7))}月${Number(d.slice(8, 10))}日`;
/** `星期二`. */
export const sayWeekday = (d: Day): string => `星期${WEEK[weekday(d) - 1]}`;
