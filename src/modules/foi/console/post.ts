import type { Ruling } from '../../../lib/ruling.ts';
import type { Action } from '../../../platform/action.ts';
import type { Form, Req } from '../../../platform/http/types.ts';
import * as acts from '../actions/index.ts';
import type { Act } from '../rules/life.ts';
import { dayOr, linesOf, readCount, readDay, textOf } from './parse.ts';

type At = { id: string; version: number };
type Run = (c: Req, at: At) => Promise<Ruling<unknown>>;

/** What a form sends, read into the act's own words. */
function sends<I extends At>(act: Action<I, unknown>, read: (f: Form) => Omit<I, keyof At>): Run;
function sends(act: Action<At, unknown>): Run;
function sends(act: Action<At, unknown>, read: (f: Form) => object = () => ({})): Run {
  return (c, at) => act(c.system, c.actor, { ...at, ...read(c.form) }, c.requestId);
}

/** What each form of the case page sends: the fields as typed, read into the act's own words. */
export const RUN: Partial<Record<Act, Run>> = {
  confirm: sends(acts.confirm, (f) => ({ on: dayOr(f, 'on'), how: textOf(f, 'how') })),
  register: sends(acts.register, (f) => ({ subject: textOf(f, 'subject') })),
  takeOver: sends(acts.takeOver),
  offerHelp: sends(acts.offerHelp, (f) => ({ what: textOf(f, 'what') })),
  supplement: sends(acts.supplement, (f) => ({ words: textOf(f, 'words') })),
  requestCorrection: sends(acts.requestCorrection, (f) => ({
    points: linesOf(f, 'points'),
    by: readDay(f.text('by')),
  })),
  takeCorrection: sends(acts.takeCorrection, (f) => ({
    on: dayOr(f, 'on'),
    words: textOf(f, 'words'),
    lateReason: textOf(f, 'lateReason'),
  })),
  closeUncorrected: sends(acts.closeUncorrected),
  transfer: sends(acts.transfer, (f) => ({ unitId: f.text('unitId'), reason: textOf(f, 'reason') })),
  split: sends(acts.split, (f) => ({ parts: linesOf(f, 'parts') })),
  askReasons: sends(acts.askReasons, (f) => ({ why: textOf(f, 'why'), by: readDay(f.text('by')) })),
  giveReasons: sends(acts.giveReasons, (f) => ({ words: textOf(f, 'words') })),
  consult: sends(acts.consult, (f) => ({ kind: f.text('kind'), name: textOf(f, 'name'), about: textOf(f, 'about') })),
  recordReceived: sends(acts.recordReceived, (f) => ({ partyId: f.text('partyId'), on: dayOr(f, 'on') })),
  recordOpinion: sends(acts.recordOpinion, (f) => ({
    partyId: f.text('partyId'),
    on: dayOr(f, 'on'),
    opinion: f.text('opinion'),
    reasons: textOf(f, 'reasons'),
  })),
  endConsultation: sends(acts.endConsultation),
  draftExtension: sends(acts.draftExtension, (f) => ({ days: readCount(f.text('days')), why: textOf(f, 'why') })),
  approveExtension: sends(acts.approveExtension),
  feeNotice: sends(acts.feeNotice, (f) => ({ tariff: f.text('tariff'), pages: readCount(f.text('pages')) })),
  answerFee: sends(acts.answerFee, (f) => ({ answer: textOf(f, 'answer') })),
  objectFee: sends(acts.objectFee, (f) => ({ words: textOf(f, 'words') })),
  recordPayment: sends(acts.recordPayment, (f) => ({ on: dayOr(f, 'on'), receiptNo: textOf(f, 'receiptNo') })),
  closeUnpaid: sends(acts.closeUnpaid),
  refund: sends(acts.refund, (f) => ({
    on: dayOr(f, 'on'),
    yuan: readCount(f.text('yuan')),
    reason: textOf(f, 'reason'),
  })),
  propose: sends(acts.propose, (f) => ({
    keepLetter: f.text('keepLetter') === '1',
    draft: {
      key: f.text('key'),
      grounds: f.all('grounds'),
      reasons: textOf(f, 'reasons'),
      whereabouts: textOf(f, 'whereabouts'),
      secrecy: textOf(f, 'secrecy'),
      supply: textOf(f, 'supply'),
      override: textOf(f, 'override'),
      overridden: f.all('overridden'),
    },
  })),
  returnProposal: sends(acts.returnProposal, (f) => ({ remark: textOf(f, 'remark') })),
  decide: sends(acts.decide),
  deliver: sends(acts.deliver, (f) => ({ on: dayOr(f, 'on'), how: textOf(f, 'how'), proof: textOf(f, 'proof') })),
  withdraw: sends(acts.withdraw, (f) => ({ on: dayOr(f, 'on'), how: textOf(f, 'how') })),
  archive: sends(acts.archive),
  recordDispute: sends(acts.recordDispute, (f) => ({
    block: f.text('block'),
    on: dayOr(f, 'on'),
    body: textOf(f, 'body'),
  })),
  closeDispute: sends(acts.closeDispute, (f) => ({
    disputeId: f.text('disputeId'),
    outcome: f.text('outcome'),
    on: dayOr(f, 'on'),
    note: textOf(f, 'note'),
  })),
  answerObjection: sends(acts.answerObjection, (f) => ({
    objectionId: f.text('objectionId'),
    answer: textOf(f, 'answer'),
  })),
};

/** Which field a reason is about; the form's own ids begin with the act. */
export const FIELD: Readonly<Record<string, string>> = {
  no_how_confirmed: 'how',
  no_how_delivered: 'how',
  no_how_withdrawn: 'how',
  no_proof_of_delivery: 'proof',
  no_such_day: 'on',
  future_day: 'on',
  too_early: 'on',
  no_subject: 'subject',
  subject_too_long: 'subject',
  personal: 'subject',
  no_points: 'points',
  bad_limit: 'by',
  no_words: 'words',
  too_long: 'words',
  late_without_reason: 'lateReason',
  no_unit: 'unitId',
  same_unit: 'unitId',
  had_it: 'unitId',
  no_transfer_reason: 'reason',
  too_few_parts: 'parts',
  empty_part: 'parts',
  no_why: 'why',
  no_help: 'what',
  no_party_kind: 'kind',
  no_party_name: 'name',
  no_about: 'about',
  no_party: 'partyId',
  no_opinion: 'opinion',
  no_objection_reasons: 'reasons',
  extension_length: 'days',
  no_tariff: 'tariff',
  bad_count: 'pages',
  no_fee: 'tariff',
  no_receipt: 'receiptNo',
  late_payment: 'on',
  no_answer: 'answer',
  bad_amount: 'yuan',
  no_decision_kind: 'key',
  kind_not_in_force: 'key',
  no_reasons: 'reasons',
  no_where: 'whereabouts',
  no_search: 'whereabouts',
  no_agency: 'whereabouts',
  no_channel_named: 'whereabouts',
  no_statute: 'whereabouts',
  no_earlier: 'whereabouts',
  no_secrecy: 'secrecy',
  no_supply: 'supply',
  no_grounds: 'grounds',
  bad_ground: 'grounds',
  objected: 'override',
  no_overridden: 'overridden',
  no_remark: 'remark',
  no_block: 'block',
  no_body: 'body',
  no_outcome: 'outcome',
  no_dispute: 'disputeId',
};
