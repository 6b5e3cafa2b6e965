import { yearOf } from '../../lib/day.ts';
import type { Duty, DutySource } from '../../platform/module.ts';
import { listedMany } from '../publication/index.ts';
import { seatOf, unitsFor } from './figures.ts';
import { dueOf } from './law.ts';
import type { State } from './rules/life.ts';
import { STATE_NAMES } from './say.ts';
import * as store from './store.ts';
import { isGone } from './view.ts';

/** Who moves a report on from each state that is not the end. */
const NEXT: Readonly<Record<State, { may: string; label: string }>> = {
  draft: { may: 'report:write', label: '写年度报告' },
  review: { may: 'report:approve', label: '去审定' },
  approved: { may: 'report:publish', label: '去公布' },
  // Only when its page is no longer there.
  published: { may: 'report:approve', label: '去重新公布' },
};

export const reportHref = (unitId: string, year: number): string => `/console/annual-reports/${year}/${unitId}`;

/**
 * The report of last year, from the first of January until it is public. A report that is written anew after it was public
 * is a duty as well, without a date: the law knows none for a correction.
 */
export const reportDuties: DutySource = async (db, at) => {
  const year = yearOf(at.today) - 1;
  const [units, rows, setting] = await Promise.all([unitsFor(db), store.lines(db, year), store.settingOf(db)]);
  const byUnit = new Map(rows.map((r) => [r.unitId, r]));
  const settledBelow = rows.filter(
    (r) => r.unitId !== units.root?.id && (r.state === 'approved' || r.state === 'published'),
  );
  const works = await listedMany(
    db,
    rows.flatMap((r) => r.publishedNo ?? []),
  );
  const gone = new Set(works.filter(isGone).map((w) => w.no));
  return units.reporting.flatMap((u): Duty[] => {
    const row = byUnit.get(u.id);
    const away = row?.publishedNo != null && gone.has(row.publishedNo);
    const state = row?.state ?? 'draft';
    const seat = seatOf(units, u.id);
    if ((state === 'published' && !away) || (at.units !== 'all' && !at.units.includes(seat))) return [];
    const government = u.id === units.root?.id;
    const due = dueOf(government ? 'government' : 'unit', year, setting);
    const next = NEXT[state];
    const below = government ? `，${units.reporting.length - 1}个单位已定稿${settledBelow.length}个` : '';
    return [
      {
        key: `annualreport:${u.id}:${year}:${state}`,
        icon: 'book',
        title: `${u.name}${year}年政府信息公开工作年度报告`,
        note: `${away && state === 'published' ? '公开的页面撤下了，要重新公布' : row ? STATE_NAMES[state] : STATE_NAMES.none}${below}`,
        unitId: seat,
        may: next.may,
        ...(row?.publishedNo && !away
          ? {}
          : { due: due.on, why: `${government ? '政府' : '部门'}的年度报告最晚这天公布，${due.why}` }),
        act: { label: row?.publishedNo && !away ? '接着更正' : next.label, href: reportHref(u.id, year) },
      },
    ];
  });
};
