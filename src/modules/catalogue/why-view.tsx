import { addDays, type Day, sayDay } from '../../lib/day.ts';
import { type Calendar, ruler } from '../../lib/workdays.ts';
import { DayRuler, type RulerDay } from '../../ui/components/day-ruler.tsx';
import { FactRows } from '../../ui/components/section.tsx';
import type { ItemCell } from './coverage.ts';
import { itemTitle, sayDue, sayState, sayWhy } from './say.ts';

const MOST_DAYS = 400;

/** The days of a deadline counted in working days, and on to today when it is past. */
function trace(from: Day, number: number, today: Day, what: string, cal: Calendar) {
  const r = ruler(from, number, cal);
  const days: RulerDay[] = r.steps.map((s) => ({
    date: s.date,
    counted: s.counted,
    n: s.n,
    why: s.date === from ? '不算' : s.why,
    ...(s.date === from ? { event: what, reason: '起算日，不计入' } : {}),
    ...(s.basis ? { basis: { text: s.basis } } : {}),
  }));
  let n = number;
  for (let d = addDays(r.due, 1); d <= today && days.length < MOST_DAYS; d = addDays(d, 1)) {
    const k = cal.kind(d);
    days.push({
      date: d,
      counted: k.workday,
      n: k.workday ? ++n : undefined,
      why: k.workday ? '逾期' : k.why,
      ...(k.basis ? { basis: { text: k.basis } } : {}),
    });
  }
  return { days, due: r.due, provisional: r.provisional };
}

/** 为什么是这天, day by day where the deadline is counted in working days, else as a sentence with its parts. */
export const WhyView = ({ c, today, calendar }: { c: ItemCell; today: Day; calendar: Calendar }) => {
  const { why, due } = c;
  const rows = [
    { label: '事项', value: itemTitle(c) },
    { label: '目录时限', value: c.item.timing.text },
    { label: '怎么算', value: why ? sayWhy(why, today) : '没有到期的内容' },
    { label: '应公开', value: sayDue(c, today) },
    { label: '现在', value: sayState(c) },
  ];
  const t =
    why?.kind === 'after' && why.unit === 'workday' && due
      ? trace(why.from, why.number, today, '起算', calendar)
      : undefined;
  return (
    <>
      <FactRows rows={rows} />
      {t && due && (
        <DayRuler
          days={t.days}
          today={today}
          due={due}
          caption={`最晚${sayDay(due)}公开，${sayState(c)}`}
          {...(t.provisional ? { provisional: '这一年的放假安排还没有公布，公布以后可能变。' } : {})}
        />
      )}
    </>
  );
};
