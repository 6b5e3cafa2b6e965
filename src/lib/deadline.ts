/** The last day of a statutory period that runs from one event, in whatever unit the law gives it. */
import { type Period, periodInForce } from './dated.ts';
import { addDays, type Day, yearOf } from './day.ts';
import { type Calendar, type Ruler, ruler, type Step } from './workdays.ts';

/** The same calendar day `n` months later, or the month's last day when there is none. */
export function addMonths(d: Day, n: number): Day {
  const at = (yearOf(d) * 12 + Number(d.slice(5, 7)) - 1 + n) | 0;
  const first = `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}-01` as Day;
  const end = addDays(`${addDays(first, 31).slice(0, 7)}-01` as Day, -1);
  return addDays(first, Math.min(Number(d.slice(8, 10)), Number(end.slice(8, 10))) - 1);
}

/**
 * The period of `rule` in force on `from`, laid out day by day; `from` is day zero. In periods of calendar days and months
 * every day counts, rest days too, and `workingDays` tells how many working days lie inside.
 * Throws RangeError when no row of the rule is in force on that day.
 */
export function deadline(rows: readonly Period[], rule: string, from: Day, cal: Calendar): Ruler {
  const p = periodInForce(rows, rule, from);
  if (p.unit === 'workday') {
    const run = ruler(from, p.number, cal);
    return { ...run, steps: run.steps.map((s) => (s.basis || !s.counted ? s : { ...s, basis: p.basis })) };
  }
  const due = p.unit === 'day' ? addDays(from, p.number) : addMonths(from, p.number);
  const steps: Step[] = [{ date: from, counted: false, why: '起算日，不计入' }];
  for (let d = addDays(from, 1), n = 1; d <= due; d = addDays(d, 1), n++) {
    const { workday, why } = cal.kind(d);
    steps.push({ date: d, counted: true, n, why: workday ? '按自然日计' : `按自然日计（${why}也算）`, basis: p.basis });
  }
  return {
    due,
    workingDays: steps.filter((s) => s.counted && cal.isWorkday(s.date)).length,
    // Whether a day is a holiday does not move a period of calendar days.
    provisional: false,
    steps,
  };
}
