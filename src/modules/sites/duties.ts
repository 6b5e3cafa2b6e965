import { addDays, type Day, dayIn, sayMonthDay } from '../../lib/day.ts';
import { addWorkdays } from '../../lib/workdays.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { Duty, DutySource } from '../../platform/module.ts';
import { officeAmong } from '../org/index.ts';
import { countsBy, list } from '../publication/index.ts';
import { answerWithin, silenceOf } from './law.ts';
import { reportsIn } from './reports.ts';
import { CLASSES, silentFrom } from './rules.ts';
import { columnsOf, type SiteColumn } from './store.ts';

/** A column is named some days before it counts as silent, while there is time to publish. */
const WARN_DAYS = 3;
const MOST_REPORTS = 200;

export const reportDuties: DutySource = async (db, at, system) => {
  const unitId = await officeAmong(db, at.units);
  if (!unitId) return [];
  return (await reportsIn(db, 'open', MOST_REPORTS)).map((r): Duty => {
    const day = dayIn(r.createdAt);
    const p = answerWithin(day);
    return {
      key: `sites:error:${r.id}`,
      icon: 'edit',
      title: `答复找错：${r.kind}`,
      note: r.page,
      unitId,
      may: 'site:manage',
      due: addWorkdays(day, p.number, system.calendar),
      why: `${sayMonthDay(day)}收到，${p.basis}`,
      act: { label: '去答复', href: `/console/error-reports/${r.id}` },
    };
  });
};

type Silent = { column: SiteColumn; last: Day | undefined; due: Day };

/**
 * Columns that are silent too long on a day, or will be within a few days. Only columns without columns inside: what
 * stands in a child stands in its parent too. Counted from the first publication, which no correction moves.
 */
export async function silentColumns(db: Reader, today: Day): Promise<Silent[]> {
  const columns = await columnsOf(db);
  const leaves = columns.filter((c) => !columns.some((k) => k.parent === c.path));
  const out: Silent[] = [];
  for (const cls of CLASSES) {
    const p = silenceOf(cls, today);
    const mine = leaves.filter((c) => c.class === cls);
    if (mine.length === 0) continue;
    const inTime = (d: Day): boolean => silentFrom(d, p) > addDays(today, WARN_DAYS);
    // The first day that is recent enough, so that one count tells which columns are not.
    let from = addDays(today, p.unit === 'month' ? -31 * p.number : -p.number);
    while (!inTime(from)) from = addDays(from, 1);
    const recent = await countsBy(db, 'column', { from });
    for (const column of mine.filter((c) => !recent.has(c.path))) {
      const last = (await list(db, { column: column.path }, 1))[0]?.publishedOn;
      const due = silentFrom(last ?? dayIn(column.createdAt), p);
      if (due <= addDays(today, WARN_DAYS)) out.push({ column, last, due });
    }
  }
  return out;
}

export const silenceDuties: DutySource = async (db, at) => {
  const unitId = await officeAmong(db, at.units);
  if (!unitId) return [];
  return (await silentColumns(db, at.today)).map(({ column, last, due }) => ({
    key: `sites:silent:${column.path}:${due}`,
    icon: 'list',
    title: last ? `“${column.name}”很久没有更新` : `“${column.name}”是空的`,
    note: last ? `最近一件是${last}公开的` : '栏目开了就该有内容，没有就归档或并到别的栏目',
    unitId,
    may: 'site:manage',
    due,
    why: silenceOf(column.class, at.today).basis,
    act: { label: '看这个栏目', href: `/console/columns/edit?path=${encodeURIComponent(column.path)}` },
  }));
};
