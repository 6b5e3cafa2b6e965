import { addDays, type Day } from '../../lib/day.ts';
import { type Calendar, ruler } from '../../lib/workdays.ts';
import type { RulerDay } from './ruler-weeks.ts';

/**
 * The days of a deadline counted in working days, and on to `until` when that is later; `event` is what began it, `late` the
 * word for a working day after the last one. No more than `most` days are drawn.
 */
export function rulerTrace(
  o: { from: Day; number: number; until: Day; event: string; late: string; most: number },
  cal: Calendar,
): { days: RulerDay[]; due: Day; provisional: boolean } {
  const r = ruler(o.from, o.number, cal);
  const days: RulerDay[] = r.steps.map((s) => ({
    date: s.date,
    counted: s.counted,
    n: s.n,
    why: s.date === o.from ? '不算' : s.why,
    ...(s.date === o.from ? { event: o.event, reason: '起算日，不计入' } : {}),
    ...(s.basis ? { basis: { text: s.basis } } : {}),
  }));
  let n = o.number;
  for (let d = addDays(r.due, 1); d <= o.until && days.length < o.most; d = addDays(d, 1)) {
    const k = cal.kind(d);
    days.push({
      date: d,
      counted: k.workday,
      n: k.workday ? ++n : undefined,
      why: k.workday ? o.late : k.why,
      ...(k.basis ? { basis: { text: k.basis } } : {}),
    });
  }
  return { days, due: r.due, provisional: r.provisional };
}
