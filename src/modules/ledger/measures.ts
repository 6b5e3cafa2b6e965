import type { Measure } from '../../platform/module.ts';
import { board, currentPlan } from './board.ts';
import type { Standing } from './rules/standing.ts';

const standingAt =
  (wanted: readonly Standing[]): Measure['count'] =>
  async (db, period, unitId) => {
    const plan = await currentPlan(db, period.to);
    const b = plan && (await board(db, plan.id, period.to));
    return (b?.tasks ?? []).filter(
      (t) => wanted.includes(t.standing) && (!unitId || t.shares.some((s) => s.unitId === unitId)),
    ).length;
  };

export const measures: readonly Measure[] = [
  { name: 'ledger.done', title: '要点任务已完成', unit: '项', count: standingAt(['done']) },
  {
    name: 'ledger.overdue',
    title: '要点任务逾期或证据失效',
    unit: '项',
    bad: true,
    count: standingAt(['overdue', 'broken']),
  },
];
