/**
 * The life of a request as data: from which states each act may begin, where it leads, whose it is, which document it makes and
 * what it does to the clock. `scripts/foi-life.ts` draws the module's README from it; guards are in `guards-*.ts`.
 */
import type { Refusal } from '../../../lib/ruling.ts';
import { ANSWERING } from './moves-answer.ts';
import { OPENING } from './moves-opening.ts';
import type { State } from './types.ts';

export type Who = 'clerk' | 'approver' | 'office' | 'applicant' | 'system';
export const ACTS = [
  'confirm',
  'register',
  'takeOver',
  'offerHelp',
  'supplement',
  'requestCorrection',
  'takeCorrection',
  'closeUncorrected',
  'transfer',
  'split',
  'askReasons',
  'giveReasons',
  'consult',
  'recordReceived',
  'recordOpinion',
  'endConsultation',
  'draftExtension',
  'approveExtension',
  'feeNotice',
  'objectFee',
  'answerFee',
  'recordPayment',
  'closeUnpaid',
  'refund',
  'propose',
  'returnProposal',
  'decide',
  'deliver',
  'withdraw',
  'archive',
  'recordDispute',
  'closeDispute',
  'objectDate',
  'answerObjection',
  'rate',
] as const;
export type Act = (typeof ACTS)[number];

export type Move = {
  /** What the button says. */
  label: string;
  from: readonly State[];
  /** Several: the facts decide which. */
  to: readonly (State | 'same')[];
  who: readonly Who[];
  guard: string;
  document: string;
  clock: string;
  basis: string;
};

export const MOVES: Readonly<Record<Act, Move>> = { ...OPENING, ...ANSWERING };

/** Whether an act may begin in this state; the other reasons are each guard's own. */
export const mayMove = (act: Act, state: State): Refusal[] =>
  MOVES[act].from.includes(state) ? [] : [{ code: 'wrong_state', basis: MOVES[act].basis, detail: { act, state } }];
export { article, CLOSED, LOCAL } from './words.ts';
