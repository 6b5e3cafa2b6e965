import { type Period, periodInForce } from '../../../lib/dated.ts';
import type { Day } from '../../../lib/day.ts';
import { addWorkdays, type Calendar, countWorkdays, type Ruler, ruler } from '../../../lib/workdays.ts';

export const RULE = 'consultation.answer';

export type Clock = Ruler & { basis: string; number: number; mark: Period['mark'] };

/** What a channel says of its days; null: nothing shorter than the law. `confirmed`: the office has looked them up. */
export type ChannelDays = { answerDays: number | null; confirmed: boolean };

/**
 * The days of a question: the law's, or the channel's where those are fewer. Days of a channel are local custom and said to be. The day it arrived is day zero; being given on
 * does not stop it. Throws RangeError before the first day on which the rule was in force.
 */
export function clockOf(periods: readonly Period[], arrived: Day, channel: ChannelDays | null, cal: Calendar): Clock {
  const law = periodInForce(periods, RULE, arrived);
  const number = Math.min(law.number, channel?.answerDays ?? law.number);
  const own = channel?.confirmed ? '' : '（本区设定，未见全国统一规定）';
  const basis = number < law.number ? `本地渠道办理时限：${number}个工作日${own}` : law.basis;
  const run = ruler(arrived, number, cal);
  return {
    ...run,
    steps: run.steps.map((s) => (s.basis || !s.counted ? s : { ...s, basis })),
    basis,
    number,
    mark: number < law.number && !channel?.confirmed ? 'unconfirmed' : law.mark,
  };
}

/** Whether the rule was in force on a day: nothing older can be entered. */
export const clockRuns = (periods: readonly Period[], on: Day): boolean =>
  periods.some((p) => p.rule === RULE && p.from <= on && (p.to === undefined || on <= p.to));

export type Pace = 'open' | 'soon' | 'overdue' | 'in_time' | 'late';

/** Where it stands: `soon` on the last day and the working day before it. An answer on the last day is in time. */
export function paceOf(q: { due: Day; answeredOn: Day | null }, today: Day, cal: Calendar): Pace {
  if (q.answeredOn) return q.answeredOn <= q.due ? 'in_time' : 'late';
  if (today > q.due) return 'overdue';
  return countWorkdays(today, q.due, cal) <= 1 ? 'soon' : 'open';
}

/** Last day to give it on: working days from the day the unit got it. */
export const transferBy = (got: Day, days: number, cal: Calendar): Day => addWorkdays(got, days, cal);
