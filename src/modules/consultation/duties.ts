import { periods } from '../../../law/index.ts';
import { sayMonthDay } from '../../lib/day.ts';
import { addWorkdays, countWorkdays } from '../../lib/workdays.ts';
import type { Duty, DutySource } from '../../platform/module.ts';
import { officeAmong } from '../org/index.ts';
import { flagged } from './entries.ts';
import { masked } from './gate.ts';
import { workTitles } from './names.ts';
import { clockOf, shorten } from './rules/index.ts';
import { seconds } from './second.ts';
import { channels } from './settings.ts';
import { questions } from './store.ts';

const LIMIT = 500;

/** Duties are reminded of by mail: what an asker wrote leaves the house masked. */
const named = (words: string): string => shorten(masked(words), 30);

/** Questions nobody has yet: the office assigns within the days of giving on. */
export const assignDuties: DutySource = async (db, at, system) => {
  const root = await officeAmong(db, at.units);
  if (!root) return [];
  const ways = new Map((await channels(db)).map((c) => [c.code, c]));
  return (await questions(db, { units: 'all', states: ['new'] }, LIMIT)).map((q): Duty => {
    const days = ways.get(q.channel)?.transferDays ?? 1;
    return {
      key: `consult:${q.id}:assign`,
      icon: 'question',
      title: `分派咨询：${named(q.words)}`,
      note: `${q.no}，${ways.get(q.channel)?.name ?? q.channel}`,
      unitId: root,
      may: 'consult:manage',
      due: addWorkdays(q.arrivedOn, days, system.calendar),
      why: `${sayMonthDay(q.arrivedOn)}收到，${days}个工作日内转办（渠道时限，设置里可改）。`,
      act: { label: '去分派', href: `/console/questions/${q.id}` },
    };
  });
};

/** To answer, and to decide on answers. */
export const answerDuties: DutySource = async (db, at, system) => {
  const ways = new Map((await channels(db)).map((c) => [c.code, c]));
  const open = await questions(db, { units: at.units, states: ['handling', 'review'] }, LIMIT);
  return open.flatMap((q): Duty[] => {
    if (!q.unitId) return [];
    const clock = clockOf(periods, q.arrivedOn, ways.get(q.channel) ?? null, system.calendar);
    const used = Math.max(0, countWorkdays(q.arrivedOn, at.today, system.calendar));
    return [
      {
        key: `consult:${q.id}:${q.state}`,
        icon: 'question',
        title: `${q.state === 'review' ? '审定答复' : '答复咨询'}：${named(q.words)}`,
        note: [q.no, ways.get(q.channel)?.name, q.clauseLabel].filter(Boolean).join('，'),
        unitId: q.unitId,
        may: q.state === 'review' ? 'consult:approve' : 'consult:handle',
        due: q.due,
        why: `${sayMonthDay(q.arrivedOn)}收到。${clock.basis}`,
        ticks: { used: Math.min(used, clock.number), total: clock.number },
        act: { label: q.state === 'review' ? '去审定' : '去答复', href: `/console/questions/${q.id}` },
      },
    ];
  });
};

/** Published answers whose clause has changed since. */
export const againDuties: DutySource = async (db, at) =>
  (await flagged(db, at.units, LIMIT)).map(
    (e): Duty => ({
      key: `consult:${e.questionId}:again:${e.lookAgain}${e.nextBy ? ':decide' : ''}`,
      icon: 'history',
      title: `${e.nextBy ? '定改过的答复' : '再看一遍答复'}：${shorten(e.words, 30)}`,
      note: e.nextBy ? `${e.nextLabel}改了公开的答复` : `${e.clauseLabel ?? '全文'}在第${e.lookAgain}版改了`,
      unitId: e.unitId,
      may: e.nextBy ? 'consult:approve' : 'consult:handle',
      why: '答复引用的条文变了，读者看到的是“正在核对”。',
      act: { label: '去核对', href: `/console/questions/${e.questionId}` },
    }),
  );

/** Second interpretations, and the days to look whether they helped. */
export const secondDuties: DutySource = async (db, at) => {
  const all = await seconds(db, at.units, LIMIT);
  const titles = await workTitles(
    db,
    all.map((s) => s.workNo),
  );
  return all.flatMap((s): Duty[] => {
    // What is withdrawn, erased or looked into is explained to nobody.
    const work = titles.get(s.workNo);
    if (!work?.href) return [];
    const about = `${work.title}${s.clauseLabel}`;
    return [
      {
        key: `consult:second:${s.id}:${s.closedAt ? 'follow' : 'explain'}`,
        icon: 'book',
        title: s.closedAt ? `跟踪解读：${about}` : `二次解读：${about}`,
        note: s.closedAt ? `上次解读见登记号${s.explainedBy}` : `${s.askers}个人问过这一条`,
        unitId: s.unitId,
        may: 'consult:handle',
        ...(s.closedAt && s.followOn ? { due: s.followOn } : {}),
        why: s.closedAt ? '约定这天再看大家是不是看懂了。' : '同一条反复有人问，说明原来的解读不够。',
        act: { label: s.closedAt ? '去看' : '看这些问题', href: `/console/second/${s.id}` },
      },
    ];
  });
};

export const duties: readonly DutySource[] = [assignDuties, answerDuties, againDuties, secondDuties];
