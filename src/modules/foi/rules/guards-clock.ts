/** What stops, lengthens or restarts the clock: asking others, extending, charging (条例 32 to 34, 收费办法). */
import type { Day } from '../../../lib/day.ts';
import type { Refusal, Ruling } from '../../../lib/ruling.ts';
import type { CaseFacts } from './facts.ts';
import { blank, dayFits, noProposal, ruled } from './guards-opening.ts';
import { MOST_WORDS, tooLong } from './length.ts';
import { type Act, MOVES, mayMove } from './life.ts';

/** Nothing that touches the clock may begin once the last day is over. */
const inTime = (act: Act, f: CaseFacts): Refusal[] =>
  f.clock && f.today > f.clock.due ? [{ code: 'past_due', basis: MOVES[act].basis, detail: { due: f.clock.due } }] : [];

export function mayConsult(f: CaseFacts, i: { kind: string; name: string; about: string }): Ruling<true> {
  const { basis } = MOVES.consult;
  const no = [...mayMove('consult', f.state), ...inTime('consult', f), ...noProposal('consult', f)];
  if (i.kind !== 'third' && i.kind !== 'coproducer') no.push({ code: 'no_party_kind', basis });
  if (blank(i.name)) no.push({ code: 'no_party_name', basis });
  if (blank(i.about)) no.push({ code: 'no_about', basis });
  return ruled(no);
}

type PartyAt = CaseFacts['parties'][number];
const partyIn = (f: CaseFacts, id: string): PartyAt | undefined => f.parties.find((p) => p.id === id);

export function mayRecordReceived(f: CaseFacts, i: { partyId: string; on: Day }): Ruling<true> {
  const { basis } = MOVES.recordReceived;
  const p = partyIn(f, i.partyId);
  const no = [...mayMove('recordReceived', f.state), ...dayFits('recordReceived', i.on, f, p?.sentOn ?? null)];
  if (!p) no.push({ code: 'no_party', basis });
  else if (p.receivedOn) no.push({ code: 'received_before', basis, detail: { on: p.receivedOn } });
  else if (p.opinion) no.push({ code: 'answered_before', basis });
  return ruled(no);
}

/** An opinion that comes after the fifteen days is still heard, until the answer; silence recorded before gives way to it. */
export function mayRecordOpinion(
  f: CaseFacts,
  i: { partyId: string; on: Day; opinion: string; reasons: string },
): Ruling<true> {
  const { basis } = MOVES.recordOpinion;
  const p = partyIn(f, i.partyId);
  const no = [
    ...mayMove('recordOpinion', f.state),
    ...dayFits('recordOpinion', i.on, f, p?.receivedOn ?? p?.sentOn ?? null),
  ];
  if (!p) no.push({ code: 'no_party', basis });
  else if (p.opinion === 'agree' || p.opinion === 'object') no.push({ code: 'answered_before', basis });
  if (i.opinion !== 'agree' && i.opinion !== 'object') no.push({ code: 'no_opinion', basis });
  if (i.opinion === 'object' && blank(i.reasons)) no.push({ code: 'no_objection_reasons', basis });
  return ruled(no);
}

/** Parties still within their fifteen days, the one with the most time last. */
export const stillWaiting = (f: CaseFacts): PartyAt[] =>
  f.parties.filter((p) => p.opinion === null && p.limitOn >= f.today).sort((a, b) => (a.limitOn < b.limitOn ? -1 : 1));

export function mayEndConsultation(f: CaseFacts): Ruling<true> {
  const last = stillWaiting(f).at(-1);
  const no = mayMove('endConsultation', f.state);
  if (last) no.push({ code: 'not_yet', basis: MOVES.endConsultation.basis, detail: { by: last.limitOn } });
  return ruled(no);
}

const lengthFits = (act: Act, f: CaseFacts, days: number): Refusal[] => {
  const { basis } = MOVES[act];
  const no: Refusal[] = inTime(act, f);
  if (f.extended > 0) no.push({ code: 'already_extended', basis, detail: { days: f.extended } });
  if (!Number.isInteger(days) || days < 1 || days > f.extensionMost)
    no.push({ code: 'extension_length', basis, detail: { most: f.extensionMost } });
  return no;
};

export function mayDraftExtension(f: CaseFacts, i: { days: number; why: string }): Ruling<true> {
  const no = [
    ...mayMove('draftExtension', f.state),
    ...lengthFits('draftExtension', f, i.days),
    ...noProposal('draftExtension', f),
  ];
  if (blank(i.why)) no.push({ code: 'no_why', basis: MOVES.draftExtension.basis });
  return ruled(no);
}

/** By the head of the office, not by who drafted it, and still before the last day is over. */
export function mayApproveExtension(f: CaseFacts, i: { actorId: string; threePeople: boolean }): Ruling<true> {
  const { basis } = MOVES.approveExtension;
  const no = mayMove('approveExtension', f.state);
  const p = f.proposal;
  if (p?.kind !== 'extension') no.push({ code: 'no_extension_drafted', basis }, ...inTime('approveExtension', f));
  else {
    no.push(...lengthFits('approveExtension', f, p.days));
    if (i.threePeople && p.byId === i.actorId) no.push({ code: 'approver_is_writer', basis });
  }
  return ruled(no);
}

export function mayNotifyFee(f: CaseFacts, i: { tariff: string; count: number; yuan: number }): Ruling<true> {
  const { basis } = MOVES.feeNotice;
  const no = [...mayMove('feeNotice', f.state), ...inTime('feeNotice', f), ...noProposal('feeNotice', f)];
  if (i.tariff !== 'items' && i.tariff !== 'pages') no.push({ code: 'no_tariff', basis });
  else if (!Number.isInteger(i.count) || i.count < 1 || i.count > 1_000_000) no.push({ code: 'bad_count', basis });
  else if (i.yuan === 0) no.push({ code: 'no_fee', basis, detail: { tariff: i.tariff, count: i.count } });
  if (f.fee) {
    const other = i.tariff !== f.fee.tariff;
    no.push({
      code: other ? 'tariff_fixed' : 'fee_notified',
      basis,
      detail: { on: f.fee.notifiedOn, yuan: f.fee.yuan },
    });
  }
  return ruled(no);
}

export function mayRecordPayment(f: CaseFacts, i: { on: Day; receiptNo: string }): Ruling<true> {
  const { basis } = MOVES.recordPayment;
  const no = [...mayMove('recordPayment', f.state), ...dayFits('recordPayment', i.on, f, f.fee?.notifiedOn ?? null)];
  if (f.fee?.paidOn) no.push({ code: 'paid_before', basis, detail: { on: f.fee.paidOn } });
  else if (f.fee && i.on > f.fee.payBy) no.push({ code: 'late_payment', basis, detail: { by: f.fee.payBy } });
  if (blank(i.receiptNo)) no.push({ code: 'no_receipt', basis });
  return ruled(no);
}

export function mayCloseUnpaid(f: CaseFacts): Ruling<true> {
  const no = mayMove('closeUnpaid', f.state);
  if (f.fee && f.today <= f.fee.payBy)
    no.push({ code: 'not_yet', basis: MOVES.closeUnpaid.basis, detail: { by: f.fee.payBy } });
  return ruled(no);
}

export function mayObjectFee(f: CaseFacts, i: { words: string }): Ruling<true> {
  const { basis } = MOVES.objectFee;
  const no = mayMove('objectFee', f.state);
  if (f.fee && f.today > f.fee.payBy) no.push({ code: 'objection_late', basis, detail: { by: f.fee.payBy } });
  if (f.fee?.objectedOn) no.push({ code: 'objected_before', basis, detail: { on: f.fee.objectedOn } });
  if (blank(i.words)) no.push({ code: 'no_words', basis });
  return ruled([...no, ...tooLong(i.words, MOST_WORDS, '', basis)]);
}

export function mayAnswerFee(f: CaseFacts, i: { answer: string }): Ruling<true> {
  const { basis } = MOVES.answerFee;
  const no = mayMove('answerFee', f.state);
  if (!f.fee?.objectedOn) no.push({ code: 'nothing_to_answer', basis });
  else if (f.fee.answeredOn) no.push({ code: 'answered_before', basis });
  if (blank(i.answer)) no.push({ code: 'no_answer', basis });
  return ruled(no);
}

export function mayRefund(f: CaseFacts, i: { on: Day; yuan: number; reason: string }): Ruling<true> {
  const { basis } = MOVES.refund;
  const no = [...mayMove('refund', f.state), ...dayFits('refund', i.on, f, f.fee?.paidOn ?? null)];
  if (!f.fee?.paidOn) no.push({ code: 'not_paid', basis });
  else if (f.fee.refundedOn) no.push({ code: 'refunded_before', basis, detail: { on: f.fee.refundedOn } });
  else if (!Number.isInteger(i.yuan) || i.yuan < 1 || i.yuan > f.fee.yuan)
    no.push({ code: 'bad_amount', basis, detail: { most: f.fee.yuan } });
  if (blank(i.reason)) no.push({ code: 'no_why', basis });
  return ruled(no);
}
