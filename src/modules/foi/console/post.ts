import type { Ruling } from '../../../lib/ruling.ts';
import type { Req } from '../../../platform/http/types.ts';
import * as acts from '../actions/index.ts';
import type { Act } from '../rules/life.ts';
import { dayOr, linesOf, readCount, readDay, textOf } from './parse.ts';

type At = { id: string; version: number };
type Run = (c: Req, at: At) => Promise<Ruling<unknown>>;

/** What each form of the case page sends: the fields as typed, read into the act's own words. */
export const RUN: Partial<Record<Act, Run>> = {
  confirm: (c, at) =>
    acts.confirm(c.system, c.actor, { ...at, on: dayOr(c.form, 'on'), how: textOf(c.form, 'how') }, c.requestId),
  register: (c, at) => acts.register(c.system, c.actor, { ...at, subject: textOf(c.form, 'subject') }, c.requestId),
  takeOver: (c, at) => acts.takeOver(c.system, c.actor, at, c.requestId),
  offerHelp: (c, at) => acts.offerHelp(c.system, c.actor, { ...at, what: textOf(c.form, 'what') }, c.requestId),
  supplement: (c, at) => acts.supplement(c.system, c.actor, { ...at, words: textOf(c.form, 'words') }, c.requestId),
  requestCorrection: (c, at) =>
    acts.requestCorrection(
      c.system,
      c.actor,
      { ...at, points: linesOf(c.form, 'points'), by: readDay(c.form.text('by')) },
      c.requestId,
    ),
  takeCorrection: (c, at) =>
    acts.takeCorrection(
      c.system,
      c.actor,
      {
        ...at,
        on: dayOr(c.form, 'on'),
        words: textOf(c.form, 'words'),
        lateReason: textOf(c.form, 'lateReason'),
      },
      c.requestId,
    ),
  closeUncorrected: (c, at) => acts.closeUncorrected(c.system, c.actor, at, c.requestId),
  transfer: (c, at) =>
    acts.transfer(
      c.system,
      c.actor,
      { ...at, unitId: c.form.text('unitId'), reason: textOf(c.form, 'reason') },
      c.requestId,
    ),
  split: (c, at) => acts.split(c.system, c.actor, { ...at, parts: linesOf(c.form, 'parts') }, c.requestId),
  askReasons: (c, at) =>
    acts.askReasons(
      c.system,
      c.actor,
      { ...at, why: textOf(c.form, 'why'), by: readDay(c.form.text('by')) },
      c.requestId,
    ),
  giveReasons: (c, at) => acts.giveReasons(c.system, c.actor, { ...at, words: textOf(c.form, 'words') }, c.requestId),
  consult: (c, at) =>
    acts.consult(
      c.system,
      c.actor,
      { ...at, kind: c.form.text('kind'), name: textOf(c.form, 'name'), about: textOf(c.form, 'about') },
      c.requestId,
    ),
  recordReceived: (c, at) =>
    acts.recordReceived(
      c.system,
      c.actor,
      { ...at, partyId: c.form.text('partyId'), on: dayOr(c.form, 'on') },
      c.requestId,
    ),
  recordOpinion: (c, at) =>
    acts.recordOpinion(
      c.system,
      c.actor,
      {
        ...at,
        partyId: c.form.text('partyId'),
        on: dayOr(c.form, 'on'),
        opinion: c.form.text('opinion'),
        reasons: textOf(c.form, 'reasons'),
      },
      c.requestId,
    ),
  endConsultation: (c, at) => acts.endConsultation(c.system, c.actor, at, c.requestId),
  draftExtension: (c, at) =>
    acts.draftExtension(
      c.system,
      c.actor,
      { ...at, days: readCount(c.form.text('days')), why: textOf(c.form, 'why') },
      c.requestId,
    ),
  approveExtension: (c, at) => acts.approveExtension(c.system, c.actor, at, c.requestId),
  feeNotice: (c, at) =>
    acts.feeNotice(
      c.system,
      c.actor,
      { ...at, tariff: c.form.text('tariff'), pages: readCount(c.form.text('pages')) },
      c.requestId,
    ),
  answerFee: (c, at) => acts.answerFee(c.system, c.actor, { ...at, answer: textOf(c.form, 'answer') }, c.requestId),
  objectFee: (c, at) => acts.objectFee(c.system, c.actor, { ...at, words: textOf(c.form, 'words') }, c.requestId),
  recordPayment: (c, at) =>
    acts.recordPayment(
      c.system,
      c.actor,
      { ...at, on: dayOr(c.form, 'on'), receiptNo: textOf(c.form, 'receiptNo') },
      c.requestId,
    ),
  closeUnpaid: (c, at) => acts.closeUnpaid(c.system, c.actor, at, c.requestId),
  refund: (c, at) =>
    acts.refund(
      c.system,
      c.actor,
      { ...at, on: dayOr(c.form, 'on'), yuan: readCount(c.form.text('yuan')), reason: textOf(c.form, 'reason') },
      c.requestId,
    ),
  propose: (c, at) =>
    acts.propose(
      c.system,
      c.actor,
      {
        ...at,
        keepLetter: c.form.text('keepLetter') === '1',
        draft: {
          key: c.form.text('key'),
          grounds: c.form.all('grounds'),
          reasons: textOf(c.form, 'reasons'),
          whereabouts: textOf(c.form, 'whereabouts'),
          secrecy: textOf(c.form, 'secrecy'),
          supply: textOf(c.form, 'supply'),
          override: textOf(c.form, 'override'),
        },
      },
      c.requestId,
    ),
  returnProposal: (c, at) =>
    acts.returnProposal(c.system, c.actor, { ...at, remark: textOf(c.form, 'remark') }, c.requestId),
  decide: (c, at) => acts.decide(c.system, c.actor, at, c.requestId),
  deliver: (c, at) =>
    acts.deliver(
      c.system,
      c.actor,
      { ...at, on: dayOr(c.form, 'on'), how: textOf(c.form, 'how'), proof: textOf(c.form, 'proof') },
      c.requestId,
    ),
  withdraw: (c, at) =>
    acts.withdraw(c.system, c.actor, { ...at, on: dayOr(c.form, 'on'), how: textOf(c.form, 'how') }, c.requestId),
  archive: (c, at) => acts.archive(c.system, c.actor, at, c.requestId),
  recordDispute: (c, at) =>
    acts.recordDispute(
      c.system,
      c.actor,
      { ...at, block: c.form.text('block'), on: dayOr(c.form, 'on'), body: textOf(c.form, 'body') },
      c.requestId,
    ),
  closeDispute: (c, at) =>
    acts.closeDispute(
      c.system,
      c.actor,
      {
        ...at,
        disputeId: c.form.text('disputeId'),
        outcome: c.form.text('outcome'),
        on: dayOr(c.form, 'on'),
        note: textOf(c.form, 'note'),
      },
      c.requestId,
    ),
  answerObjection: (c, at) =>
    acts.answerObjection(
      c.system,
      c.actor,
      { ...at, objectionId: c.form.text('objectionId'), answer: textOf(c.form, 'answer') },
      c.requestId,
    ),
};

/** Which field a reason is about; the form's own ids begin with the act. */
export const FIELD: Readonly<Record<string, string>> = {
  no_how_confirmed: 'how',
  no_how_delivered: 'how',
  no_how_withdrawn: 'how',
  no_proof_of_delivery: 'proof',
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
  no_remark: 'remark',
  no_block: 'block',
  no_body: 'body',
  no_outcome: 'outcome',
  no_dispute: 'disputeId',
};
