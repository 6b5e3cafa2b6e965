import { addDays, dayIn, sayMonthDay } from '../../lib/day.ts';
import type { Duty, DutySource } from '../../platform/module.ts';
import { unitsById } from '../org/index.ts';
import { board } from './board.ts';
import { openSteps, plans, submittedReports } from './store/index.ts';

/** A share that is open and due within a quarter is a duty of its unit; farther ones would only make the list long. */
const HORIZON_DAYS = 92;

export const ledgerDuties: DutySource = async (db, at) => {
  const mine = (unitId: string | null): unitId is string =>
    unitId !== null && (at.units === 'all' || at.units.includes(unitId));
  const out: Duty[] = [];
  for (const plan of await plans(db)) {
    const b = await board(db, plan.id, at.today);
    for (const t of b?.tasks ?? [])
      for (const s of t.shares) {
        if (!mine(s.unitId) || (s.done && !s.broken)) continue;
        if (t.due && t.due > addDays(at.today, HORIZON_DAYS) && !s.broken) continue;
        const words = t.task.deadlines[0]?.text;
        out.push({
          key: `ledger:${t.task.id}:${s.unitId}:${t.due ?? ''}${s.broken ? ':broken' : ''}`,
          icon: 'list',
          title: `要点${t.task.no}：${t.task.title}`,
          note: s.broken
            ? '证据打不开了，请换一份能打开的'
            : s.role === 'lead'
              ? '您单位牵头，还没报完成'
              : '您单位负责落实，还没报完成',
          unitId: s.unitId,
          may: 'ledger:report',
          ...(t.due ? { due: t.due, why: words ? `要点原文“${words}”` : '要点写明的期限' } : {}),
          act: { label: s.broken ? '换证据' : '报进展', href: `/console/ledger/tasks/${t.task.id}` },
        });
      }
  }
  for (const s of await openSteps(db, at.units))
    if (s.unitId)
      out.push({
        key: `ledger:step:${s.id}:${s.due ?? ''}`,
        icon: 'list',
        title: `要点${s.no}的一步：${s.title}`,
        note: s.taskTitle,
        unitId: s.unitId,
        may: 'ledger:report',
        ...(s.due ? { due: s.due, why: '政务公开办定的步骤期限' } : {}),
        act: { label: '看进度', href: `/console/ledger/tasks/${s.taskId}` },
      });
  return out;
};

/** Reports that wait for the office; the office sits at the root, so they show for whoever holds it. */
export const officeDuties: DutySource = async (db, at) => {
  const waiting = await submittedReports(db);
  if (waiting.length === 0) return [];
  const units = await unitsById(db);
  const root = [...units.values()].find((u) => !u.parentId);
  if (!root || (at.units !== 'all' && !at.units.includes(root.id))) return [];
  return waiting.map((r) => ({
    key: `ledger:report:${r.id}`,
    icon: 'check-circle',
    title: `看进展：${units.get(r.unitId)?.shortName ?? r.unitId}报要点${r.no}`,
    note: r.title,
    unitId: root.id,
    may: 'ledger:manage',
    why: `${sayMonthDay(dayIn(r.at))}报来`,
    act: { label: '认可或退回', href: `/console/ledger/tasks/${r.taskId}#report-${r.id}` },
  }));
};
