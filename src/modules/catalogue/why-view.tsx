import { type Day, sayDay } from '../../lib/day.ts';
import type { Calendar } from '../../lib/workdays.ts';
import { DayRuler } from '../../ui/components/day-ruler.tsx';
import { rulerTrace } from '../../ui/components/ruler-trace.ts';
import { FactRows } from '../../ui/components/section.tsx';
import type { ItemCell } from './coverage.ts';
import { itemTitle, sayDue, sayState, sayWhy } from './say.ts';

const MOST_DAYS = 400;

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
      ? rulerTrace(
          { from: why.from, number: why.number, until: today, event: '起算', late: '逾期', most: MOST_DAYS },
          calendar,
        )
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
