import type { Act } from '../rules/life.ts';
import { ACTS, MOVES } from '../rules/life.ts';
import type { State } from '../rules/types.ts';
import type { Request } from '../store/index.ts';
import type { Work } from '../work.ts';

/** The acts that move a case on from where it stands, the likeliest first; they stand open on its page. */
const NEXT: Readonly<Record<State, readonly Act[]>> = {
  awaitingConfirmation: ['confirm'],
  received: ['register', 'requestCorrection'],
  correctionPending: ['takeCorrection', 'closeUncorrected'],
  processing: ['propose', 'consult', 'draftExtension', 'feeNotice'],
  consulting: ['recordOpinion', 'recordReceived', 'endConsultation'],
  feePending: ['recordPayment', 'closeUnpaid'],
  decided: ['deliver'],
  delivered: ['archive'],
  archived: [],
  abandonedCorrection: ['archive'],
  abandonedFee: ['archive'],
  withdrawn: ['archive'],
};

/** What a case waits for, in the words of a list, and the button that leads there. */
const STEP: Readonly<Record<State, { what: string; button: string }>> = {
  awaitingConfirmation: { what: '和申请人确认', button: '去确认' },
  received: { what: '登记，不清楚的发补正告知', button: '去登记' },
  correctionPending: { what: '等申请人补正', button: '去看' },
  processing: { what: '拟答复', button: '去办' },
  consulting: { what: '等对方的意见', button: '去看' },
  feePending: { what: '等申请人缴费', button: '去看' },
  decided: { what: '送达给申请人', button: '去送达' },
  delivered: { what: '归档', button: '去看' },
  archived: { what: '都办完了', button: '去看' },
  abandonedCorrection: { what: '归档', button: '去看' },
  abandonedFee: { what: '归档', button: '去看' },
  withdrawn: { what: '归档', button: '去看' },
};
/** The same where a draft waits for the head of the office. */
export const stepOf = (r: Pick<Request, 'state' | 'proposal'>): { what: string; button: string } =>
  r.proposal
    ? { what: r.proposal.kind === 'extension' ? '等负责人批延期' : '等负责人批答复', button: '去看' }
    : STEP[r.state];

export type Offered = { next: readonly Act[]; more: readonly Act[] };

/** What this person is offered here: acts of the state that have something to work on, of whom may do them. */
export function offeredActs(
  w: Work,
  has: { objections: number; disputes: number },
  can: { handle: boolean; approve: boolean; transfer: boolean; clerkId: string },
): Offered {
  const { r } = w;
  const senseless: Partial<Record<Act, boolean>> = {
    takeOver: r.clerkId === can.clerkId,
    supplement: false,
    giveReasons: !w.facts.reasons || w.facts.reasons.given !== null,
    recordReceived: w.parties.every((p) => p.receivedOn !== null || p.opinion !== null),
    recordOpinion: w.parties.every((p) => p.opinion === 'agree' || p.opinion === 'object'),
    answerFee: !w.fee?.objectedOn || w.fee.answeredOn !== null,
    objectFee: w.fee?.objectedOn !== null,
    refund: !w.fee?.paidOn || w.fee.refundedOn !== null,
    closeDispute: has.disputes === 0,
    answerObjection: has.objections === 0,
    objectDate: true,
    rate: true,
    approveExtension: r.proposal?.kind !== 'extension',
    decide: r.proposal?.kind !== 'decision',
    returnProposal: r.proposal === null,
  };
  const mine = (act: Act): boolean => {
    const who = MOVES[act].who;
    if (act === 'transfer') return can.transfer;
    return (who.includes('clerk') && can.handle) || (who.includes('approver') && can.approve);
  };
  const open = ACTS.filter((a) => MOVES[a].from.includes(r.state) && !senseless[a] && mine(a));
  // What waits for approval waits; the clerk may still write the draft anew.
  const first: readonly Act[] = [...(has.objections > 0 ? (['answerObjection'] as const) : []), ...NEXT[r.state]];
  const next = first.filter((a) => open.includes(a));
  const approving: readonly Act[] = ['approveExtension', 'decide', 'returnProposal'];
  return { next, more: open.filter((a) => !next.includes(a) && !approving.includes(a)) };
}
