import { dayIn } from '../../lib/day.ts';
import type { Duty, DutySource } from '../../platform/module.ts';
import { historyOf, type Piece, pieces } from './store.ts';

const LIMIT = 200;

/** What waits for whom: returned pieces for the clerk, submitted ones for the reviewer, passed ones for the approver. */
export const pieceDuties: DutySource = async (db, at) => {
  const open = await pieces(db, { units: at.units, states: ['returned', 'submitted', 'passed'] }, LIMIT);
  return Promise.all(open.map(async (p) => dutyOf(p, p.state === 'returned' ? await lastRemark(db, p.id) : '')));
};

async function lastRemark(db: Parameters<DutySource>[0], id: string): Promise<string> {
  return (await historyOf(db, id)).findLast((s) => s.act === 'return')?.remark ?? '';
}

function dutyOf(p: Piece, remark: string): Duty {
  const since = `${dayIn(p.updatedAt).slice(5)}交来`;
  const base = { unitId: p.unitId, key: `piece:${p.id}:${p.state}` };
  const href = `/console/pieces/${p.id}`;
  const title = p.title || '（还没有标题）';
  if (p.state === 'returned')
    return {
      ...base,
      icon: 'edit',
      may: 'piece:write',
      title: `改稿：${title}`,
      note: `退回意见：${remark}`,
      act: { label: '去修改', href },
    };
  if (p.state === 'submitted')
    return {
      ...base,
      icon: 'file',
      may: 'piece:review',
      title: `审核：${title}`,
      note: `${p.writer}撰写，${since}`,
      act: { label: '去审核', href },
    };
  return {
    ...base,
    icon: 'check-circle',
    may: 'piece:release',
    title: `签发：${title}`,
    note: `${p.reviewer ?? ''}审核通过，${since}`,
    act: { label: '去签发', href },
  };
}
