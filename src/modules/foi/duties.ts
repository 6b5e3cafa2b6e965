import { periods } from '../../../law/index.ts';
import { periodInForce } from '../../lib/dated.ts';
import { sayDay, sayMonthDay } from '../../lib/day.ts';
import { excerpt } from '../../lib/hanzi.ts';
import { countWorkdays } from '../../lib/workdays.ts';
import type { Duty, DutySource } from '../../platform/module.ts';
import { dueNow } from './rules/history.ts';
import type { State } from './rules/types.ts';
import { inShort } from './short.ts';
import * as store from './store/index.ts';

const LIMIT = 500;
/** Duties are reminded of by mail: what an applicant wrote leaves the house masked and short. */
const named = (r: store.Request): string => (r.subject ? excerpt(r.subject, 30) : inShort(r.wanted, 30));
const caseHref = (r: store.Request): string => `/console/foi/${r.id}`;

type Words = { title: string; act: string; may: string };
const WORDS: Partial<Record<State, Words>> = {
  awaitingConfirmation: { title: '和申请人确认', act: '去确认', may: 'foi:handle' },
  received: { title: '登记申请', act: '去登记', may: 'foi:handle' },
  correctionPending: { title: '等补正', act: '去看', may: 'foi:handle' },
  processing: { title: '答复申请', act: '去办', may: 'foi:handle' },
  consulting: { title: '等意见', act: '去看', may: 'foi:handle' },
  feePending: { title: '等缴费', act: '去看', may: 'foi:handle' },
};

/** Why the next day is that day, in one sentence with its basis. */
function why(r: store.Request, setting: { number: number; basis: string } | null): string {
  switch (r.state) {
    case 'awaitingConfirmation':
      return '收到当天和申请人确认，双方确认之日为收到之日（条例第三十一条）。';
    case 'received':
      return '要补正的，7个工作日内一次告知（条例第三十条）。';
    case 'correctionPending':
      return '补正告知书里写明的期限（条例第三十条）。';
    case 'consulting':
      return '对方收到征求意见书之日起15个工作日（条例第三十二条、第三十四条）。';
    case 'feePending':
      return '收到收费通知次日起20个工作日内缴费（收费办法第六条）。';
    default:
      return r.receivedOn && setting
        ? `${sayMonthDay(r.receivedOn)}收到。${setting.basis}${r.dueProvisional ? '；日期暂定，放假安排还没公布' : ''}。`
        : '';
  }
}

/** Every open case once, by the next day on which somebody owes something; what waits for approval is the approver's. */
const openDuties: DutySource = async (db, at, system) =>
  (await store.cases(db, { units: at.units, open: true }, LIMIT)).flatMap((r): Duty[] => {
    const words = r.proposal
      ? { title: r.proposal.kind === 'extension' ? '批准延期' : '批准答复', act: '去批', may: 'foi:approve' }
      : WORDS[r.state];
    const due = dueNow(r, at.today);
    if (!words || !due) return [];
    const law = r.receivedOn ? periodInForce(periods, 'foi.answer', r.receivedOn) : null;
    const left = r.due ? countWorkdays(at.today, r.due, system.calendar) : 0;
    return [
      {
        key: `foi:${r.id}:${r.proposal ? 'approve' : r.state}`,
        icon: 'mail',
        title: `${words.title}：${named(r)}`,
        note: r.clerkLabel ? `${r.no}，${r.clerkLabel}` : r.no,
        unitId: r.unitId,
        may: words.may,
        due,
        why: why(r.proposal || due === r.due ? { ...r, state: 'processing' } : r, law),
        ...(r.days !== null && r.due && r.state === 'processing'
          ? { ticks: { used: Math.max(0, Math.min(r.days, r.days - left)), total: r.days } }
          : {}),
        act: { label: words.act, href: caseHref(r) },
      },
    ];
  });

/** Answered and not yet delivered: the remedies run from delivery. */
const deliverDuties: DutySource = async (db, at) =>
  (await store.undelivered(db, at.units, LIMIT)).map(
    (r): Duty => ({
      key: `foi:${r.id}:deliver`,
      icon: 'mail',
      title: `送达答复：${named(r)}`,
      note: r.no,
      unitId: r.unitId,
      may: 'foi:handle',
      ...(r.decidedOn ? { due: r.decidedOn } : {}),
      why: '答复当天送出；复议、诉讼的期限从送达起算。',
      act: { label: '去记送达', href: caseHref(r) },
    }),
  );

/** A new holiday notice moved the day. */
const movedDuties: DutySource = async (db, at) =>
  (await store.movedCases(db, at.units, LIMIT)).map(
    (r): Duty => ({
      key: `foi:${r.id}:moved:${r.due}`,
      icon: 'calendar',
      title: `期限变了：${named(r)}`,
      note: `${r.no}，原来${r.dueWas ? sayDay(r.dueWas) : '没有'}，现在${r.due ? sayDay(r.due) : '没有'}`,
      unitId: r.unitId,
      may: 'foi:handle',
      why: '放假安排或者本区的设置有了变动，在办的都重新算过。',
      act: { label: '去看', href: caseHref(r) },
    }),
  );

const objectionDuties: DutySource = async (db, at) =>
  (await store.unansweredObjections(db, at.units, LIMIT)).map(
    (o): Duty => ({
      key: `foi:objection:${o.id}`,
      icon: 'question',
      title: `答复异议：${o.subject || o.no}`,
      note: `${o.no}，说${sayMonthDay(o.day)}算得不对`,
      unitId: o.unitId,
      may: 'foi:handle',
      why: '申请人对日期提出异议，承办人书面答复。',
      act: { label: '去答复', href: `/console/foi/${o.requestId}` },
    }),
  );

export const duties: readonly DutySource[] = [openDuties, deliverDuties, movedDuties, objectionDuties];
