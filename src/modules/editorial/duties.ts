import { dayIn } from '../../lib/day.ts';
import type { Duty, DutySource } from '../../platform/module.ts';
import { type HistoryStep, historyOf, type Piece, pieces } from './store.ts';

const LIMIT = 200;

/**
 * What waits for whom: returned pieces for the clerk, submitted ones for the reviewer, passed ones for the approver, and
 * what should have come out at a set time and did not.
 */
export const pieceDuties: DutySource = async (db, at, system) => {
  const open = await pieces(db, { units: at.units, states: ['returned', 'submitted', 'passed', 'scheduled'] }, LIMIT);
  const late = system.clock.now().getTime() - LATE_MS;
  const waiting = open.filter((p) =>
    // An interpretation that waits for its policy goes out with it: the approver's duty is the policy.
    p.state === 'passed' ? p.forPiece === null : p.state !== 'scheduled' || (p.releaseAt?.getTime() ?? 0) < late,
  );
  return Promise.all(
    waiting.map(async (p) => {
      const history = p.state === 'returned' || p.state === 'passed' ? await historyOf(db, p.id) : [];
      const last = history.at(-1);
      return p.state === 'passed' && last?.act === 'stop'
        ? stopped(p, last)
        : dutyOf(p, p.state === 'returned' ? history.findLast((s) => s.act === 'return') : undefined);
    }),
  );
};

/** The queue tries a few times at short notice; after that somebody must look. */
const LATE_MS = 10 * 60_000;

/** Was to come out by the clock, and the gate found something new: the approver hears of it with the reason. */
const stopped = (p: Piece, last: HistoryStep): Duty => ({
  key: `piece:${p.id}:stopped:${last.version}`,
  unitId: p.unitId,
  icon: 'warn',
  may: 'piece:release',
  title: `没有按时公开：${p.title || '（还没有标题）'}`,
  note: `到时没有公开成：${last.remark}`,
  act: { label: '去看看', href: `/console/pieces/${p.id}` },
});

function dutyOf(p: Piece, returned: HistoryStep | undefined): Duty {
  const since = `${dayIn(p.updatedAt).slice(5)}交来`;
  // Of this time in this state: sent back a second time, it is a new duty; saving a returned piece does not make one.
  const base = { unitId: p.unitId, key: `piece:${p.id}:${p.state}:${returned?.version ?? p.version}` };
  const href = `/console/pieces/${p.id}`;
  const title = p.title || '（还没有标题）';
  if (p.state === 'returned')
    return {
      ...base,
      icon: 'edit',
      may: 'piece:write',
      title: `改稿：${title}`,
      note: `退回意见：${returned?.remark ?? ''}`,
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
  if (p.state === 'scheduled')
    return {
      ...base,
      icon: 'warn',
      may: 'piece:release',
      title: `没有按时公开：${title}`,
      note: '到了定好的时间没有公开成，请打开稿件重新签发',
      act: { label: '去看看', href },
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
