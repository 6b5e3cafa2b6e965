/** From arrival to a clear request: confirming, registering, correcting, giving on, splitting, asking why (条例 30, 31, 35). */
import { type Day, isDay } from '../../../lib/day.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';
import type { CaseFacts } from './facts.ts';
import { MOST_NOTE, MOST_WORDS, tooLong } from './length.ts';
import { type Act, LOCAL, MOVES, mayMove } from './life.ts';

const MOST_SUBJECT = 100;
const MOST_PARTS = 50;

export const blank = (t: string): boolean => t.trim() === '';
export const ruled = (no: Refusal[]): Ruling<true> => (no.length > 0 ? refuse(no) : allow(true));
/** A legal day that a clerk enters: not to come, and not before what it follows. */
export function dayFits(act: Act, on: Day, f: Pick<CaseFacts, 'today'>, from: Day | null): Refusal[] {
  const { basis } = MOVES[act];
  if (!isDay(on)) return [{ code: 'no_such_day', basis }];
  if (on > f.today) return [{ code: 'future_day', basis, detail: { today: f.today } }];
  if (from !== null && on < from) return [{ code: 'too_early', basis, detail: { from } }];
  return [];
}
/** What waits for the approver comes first: a second draft beside it would be decided by chance. */
export const noProposal = (act: Act, f: CaseFacts): Refusal[] =>
  f.proposal ? [{ code: 'proposal_waits', basis: MOVES[act].basis, detail: { kind: f.proposal.kind } }] : [];

export function mayConfirm(f: CaseFacts, i: { on: Day; how: string }): Ruling<true> {
  const no = [...mayMove('confirm', f.state), ...dayFits('confirm', i.on, f, f.arrivedOn)];
  if (blank(i.how)) no.push({ code: 'no_how_confirmed', basis: MOVES.confirm.basis });
  return ruled(no);
}

/** A subject that the public register may show; `personal`: what the gate still finds in it. */
export function subjectFits(act: Act, i: { subject: string; personal: readonly string[] }): Refusal[] {
  const { basis } = MOVES[act];
  const no: Refusal[] = [];
  if (blank(i.subject)) no.push({ code: 'no_subject', basis });
  if ([...i.subject].length > MOST_SUBJECT)
    no.push({ code: 'subject_too_long', basis, detail: { most: MOST_SUBJECT } });
  for (const say of i.personal) no.push({ code: 'personal', basis, detail: { say } });
  return no;
}

export const mayRegister = (f: CaseFacts, i: { subject: string; personal: readonly string[] }): Ruling<true> =>
  ruled([...mayMove('register', f.state), ...subjectFits('register', i)]);

/** Once, everything together, within seven working days of receipt. A correction that came back is no reason for another. */
export function mayRequestCorrection(f: CaseFacts, i: { points: readonly string[]; by: Day | null }): Ruling<true> {
  const { basis } = MOVES.requestCorrection;
  const no = [...mayMove('requestCorrection', f.state), ...noProposal('requestCorrection', f)];
  if (f.correction) no.push({ code: 'second_correction', basis, detail: { on: f.correction.askedOn } });
  else if (f.correctionLimit && f.today > f.correctionLimit)
    no.push({ code: 'correction_late', basis, detail: { limit: f.correctionLimit } });
  if (i.points.every(blank)) no.push({ code: 'no_points', basis });
  if (i.by === null || i.by <= f.today) no.push({ code: 'bad_limit', basis, detail: { today: f.today } });
  return ruled(no);
}

/** In time, or late with good reason; the words become part of what is asked for. */
export function mayTakeCorrection(f: CaseFacts, i: { on: Day; words: string; lateReason: string }): Ruling<true> {
  const { basis } = MOVES.takeCorrection;
  const no = [
    ...mayMove('takeCorrection', f.state),
    ...dayFits('takeCorrection', i.on, f, f.correction?.askedOn ?? null),
  ];
  if (blank(i.words)) no.push({ code: 'no_words', basis });
  no.push(...tooLong(i.words, MOST_WORDS, '', basis), ...tooLong(i.lateReason, MOST_NOTE, '为什么晚了', basis));
  if (f.correction && i.on > f.correction.by && blank(i.lateReason))
    no.push({ code: 'late_without_reason', basis, detail: { by: f.correction.by } });
  return ruled(no);
}

export function mayCloseUncorrected(f: CaseFacts): Ruling<true> {
  const no = mayMove('closeUncorrected', f.state);
  if (f.correction && f.today <= f.correction.by)
    no.push({ code: 'not_yet', basis: MOVES.closeUncorrected.basis, detail: { by: f.correction.by } });
  return ruled(no);
}

export type TransferFacts = {
  to: string;
  from: string;
  known: boolean;
  had: readonly string[];
  reason: string;
  office: boolean;
};
/** Inside the district; a unit that had it gets it back only from the office, so that nobody is passed round in a circle. */
export function mayTransfer(f: CaseFacts, t: TransferFacts): Ruling<true> {
  const { basis } = MOVES.transfer;
  const no = [...mayMove('transfer', f.state), ...noProposal('transfer', f)];
  if (!t.known) no.push({ code: 'no_unit', basis });
  else if (t.to === t.from) no.push({ code: 'same_unit', basis });
  else if (!t.office && t.had.includes(t.to)) no.push({ code: 'had_it', basis });
  if (blank(t.reason)) no.push({ code: 'no_transfer_reason', basis });
  return ruled(no);
}

/** 一事一申请: two parts or more, each saying what it asks for. */
export function maySplit(f: CaseFacts, i: { parts: readonly string[] }): Ruling<true> {
  const { basis } = MOVES.split;
  const no = [...mayMove('split', f.state), ...noProposal('split', f)];
  if (i.parts.length < 2) no.push({ code: 'too_few_parts', basis });
  if (i.parts.length > MOST_PARTS) no.push({ code: 'too_many_parts', basis, detail: { most: MOST_PARTS } });
  if (i.parts.some(blank)) no.push({ code: 'empty_part', basis });
  if (f.parties.length > 0 || f.fee) no.push({ code: 'split_too_late', basis });
  return ruled(no);
}

export function mayAskReasons(f: CaseFacts, i: { why: string; by: Day | null }): Ruling<true> {
  const { basis } = MOVES.askReasons;
  const no = mayMove('askReasons', f.state);
  if (f.reasons) no.push({ code: 'asked_before', basis, detail: { on: f.reasons.askedOn } });
  if (blank(i.why)) no.push({ code: 'no_why', basis });
  if (i.by === null || i.by <= f.today) no.push({ code: 'bad_limit', basis, detail: { today: f.today } });
  return ruled(no);
}

export function mayGiveReasons(f: CaseFacts, i: { words: string }): Ruling<true> {
  const { basis } = MOVES.giveReasons;
  const no = mayMove('giveReasons', f.state);
  if (!f.reasons) no.push({ code: 'reasons_not_asked', basis });
  else if (f.reasons.given !== null) no.push({ code: 'reasons_given', basis });
  if (blank(i.words)) no.push({ code: 'no_words', basis });
  return ruled([...no, ...tooLong(i.words, MOST_WORDS, '', basis)]);
}

export function maySupplement(f: CaseFacts, i: { words: string }): Ruling<true> {
  const no = mayMove('supplement', f.state);
  if (blank(i.words)) no.push({ code: 'no_words', basis: LOCAL });
  return ruled([...no, ...tooLong(i.words, MOST_WORDS)]);
}

export function mayOfferHelp(f: CaseFacts, i: { what: string }): Ruling<true> {
  const no = mayMove('offerHelp', f.state);
  if (blank(i.what)) no.push({ code: 'no_help', basis: MOVES.offerHelp.basis });
  return ruled(no);
}
