import { addDays, type Day, sayMonthDay } from '../../lib/day.ts';
import { type Calendar, countWorkdays } from '../../lib/workdays.ts';
import type { Duty, DutySource } from '../../platform/module.ts';
import { coverage, dayOf, type ItemCell } from './coverage.ts';
import { itemTitle, sayState, sayWhy } from './say.ts';
import { type ReminderRow, reminders } from './store.ts';

/** How long a copy of a reminder stays among the duties of who answers for the unit. */
const COPY_DAYS = 14;

export const newPieceHref = (c: { unitId: string; item: { id: string } }): string =>
  `/console/pieces/new?${new URLSearchParams({ unit: c.unitId, item: c.item.id })}`;
export const cellHref = (c: ItemCell): string =>
  `/console/coverage?${new URLSearchParams({ unit: c.unitId, field: c.item.field, item: c.item.id })}`;

/** What a unit owes under its catalogue: due soon, overdue, never out. A reminder makes it a new duty, so it is told again. */
export const coverageDuties: DutySource = async (db, at, system) => {
  const [map, urged] = await Promise.all([coverage(db, at.today, system.calendar, at.units), reminders(db, at.units)]);
  const owed = [...map.cells.values()].flat().filter((c) => c.status !== 'published' && c.status !== 'later');
  const sentFor = Map.groupBy(urged, (r) => `${r.unitId} ${r.itemId}`);
  return owed.flatMap((c) => {
    const sent = sentFor.get(`${c.unitId} ${c.item.id}`) ?? [];
    return [dutyOf(c, sent, at.today, system.calendar), ...copies(c, sent, at.today)];
  });
};

function dutyOf(c: ItemCell, sent: readonly ReminderRow[], today: Day, cal: Calendar): Duty {
  const last = sent.at(-1);
  const urging = last ? `，${sayMonthDay(dayOf(last))}${last.by}催办过` : '';
  return {
    key: `catalogue:${c.unitId}:${c.item.id}:${c.due ?? ''}${last ? `:${last.id}` : ''}`,
    icon: 'list',
    title: `公开：${itemTitle(c)}`,
    note: `${sayState(c)}${urging}`,
    unitId: c.unitId,
    may: 'catalogue:write',
    ...(c.due ? { due: c.due } : {}),
    ...(c.why
      ? {
          why: `${sayWhy(c.why, today)}公开（公开目录的时限）${c.provisional ? '。暂定：这一年的放假安排还没有公布' : ''}`,
        }
      : {}),
    ...ticksOf(c, today, cal),
    act: { label: '写这一件', href: newPieceHref(c) },
  };
}

function ticksOf(c: ItemCell, today: Day, cal: Calendar): Pick<Duty, 'ticks'> {
  if (c.why?.kind !== 'after' || c.why.unit !== 'workday') return {};
  return { ticks: { used: countWorkdays(c.why.from, today, cal), total: c.why.number } };
}

function copies(c: ItemCell, sent: readonly ReminderRow[], today: Day): Duty[] {
  const last = sent.at(-1);
  if (!last || addDays(dayOf(last), COPY_DAYS) < today) return [];
  return [
    {
      key: `catalogue:copy:${last.id}`,
      icon: 'bell',
      title: `抄送：催办${itemTitle(c)}`,
      note: `${last.by}${sayMonthDay(dayOf(last))}催办，${sayState(c)}`,
      unitId: c.unitId,
      may: 'catalogue:publish',
      act: { label: '看这一格', href: cellHref(c) },
    },
  ];
}
