import { type Day, sayDay, sayWeekday } from '../../../lib/day.ts';
import type { Calendar } from '../../../lib/workdays.ts';
import { countWorkdays } from '../../../lib/workdays.ts';
import { DayRuler, type RulerDay } from '../../../ui/components/day-ruler.tsx';
import { RULER_WORDS } from '../names.ts';
import { OPEN } from '../rules/types.ts';
import type { Work } from '../work.ts';
import { shortBasis } from './short.ts';

export const isPause = (why: string): boolean => /征求意见|等待缴费|重新起算/.test(why);

/** The days of a case for the ruler: each with its word, its reason and its article. */
export function rulerDays(w: Work): RulerDay[] {
  const words = new Map<string, string>();
  for (const e of w.events) {
    const word = RULER_WORDS[e.what];
    if (word) words.set(e.on, word);
  }
  return (w.standing.clock?.steps ?? []).map((s, i): RulerDay => {
    const paused = !s.counted && isPause(s.why);
    const event = words.get(s.date);
    return {
      date: s.date,
      counted: s.counted,
      n: s.n,
      why: paused ? '暂停' : s.why,
      reason: i === 0 ? '收到申请的当天不算，从第二天算起' : s.why,
      kind: s.counted ? 'work' : paused ? 'paused' : 'rest',
      ...(event ? { event } : {}),
      ...(s.basis ? { basis: { text: shortBasis(s.basis) } } : {}),
    };
  });
}

/** 最晚4月13日（星期一）答复，还有8个工作日。 */
export function sayDue(due: Day, today: Day, cal: Calendar, closedOn: Day | null): string {
  const day = `${sayDay(due)}（${sayWeekday(due)}）`;
  if (closedOn)
    return closedOn <= due
      ? `应在${day}前答复，按时`
      : `应在${day}前答复，晚了${countWorkdays(due, closedOn, cal)}个工作日`;
  const left = countWorkdays(today, due, cal);
  if (today > due) return `最晚${day}答复，已经逾期${Math.max(1, -left)}个工作日`;
  return left === 0 ? `最晚今天答复` : `最晚${day}答复，还有${left}个工作日`;
}

export const CaseRuler = ({ w, today, calendar }: { w: Work; today: Day; calendar: Calendar }) => {
  const c = w.standing.clock;
  if (!c) return null;
  const open = OPEN.includes(w.r.state);
  return (
    <DayRuler
      days={rulerDays(w)}
      today={today}
      ended={w.r.closedOn ?? undefined}
      due={c.due}
      caption={`${sayDue(c.due, today, calendar, w.r.closedOn)}。`}
      provisional={c.provisional ? '这一年的放假安排还没有公布，公布以后按新的安排重新算。' : undefined}
      total={
        <>
          <b>最后一天：{sayDay(c.due)}。</b>
          {c.payBy && open ? `按${sayDay(c.payBy)}最后一天缴费推算。` : ''}
        </>
      }
    />
  );
};
