import { allow, type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';
import { SITUATIONS } from '../../../lib/situations.ts';

/** new: no unit yet · handling: a unit writes · review: a second person looks · answered. */
export type State = 'new' | 'handling' | 'review' | 'answered';
export const STATES: readonly State[] = ['new', 'handling', 'review', 'answered'];

export type Act = 'assign' | 'transfer' | 'save' | 'submit' | 'return' | 'approve' | 'rate';
export const ACTS: readonly Act[] = ['assign', 'transfer', 'save', 'submit', 'return', 'approve', 'rate'];

/** The whole life of a question: from which states each act may start, and where it leads. */
export const MOVES: Readonly<Record<Act, { from: readonly State[]; to: State | 'same' }>> = {
  // The office may give it to another unit while it is being handled: that ends a quarrel about who answers.
  assign: { from: ['new', 'handling'], to: 'handling' },
  transfer: { from: ['handling'], to: 'same' },
  save: { from: ['handling'], to: 'same' },
  submit: { from: ['handling'], to: 'review' },
  return: { from: ['review'], to: 'handling' },
  approve: { from: ['review'], to: 'answered' },
  rate: { from: ['answered'], to: 'same' },
};

export const KINDS = SITUATIONS;
export const RATINGS = ['clear', 'partly', 'unclear'] as const;
export type Rating = (typeof RATINGS)[number];
export const isRating = (t: string): t is Rating => RATINGS.some((r) => r === t);

export const FLOW = '政策咨询办理流程';
export const THREE = '三审三校制度（单位发布政策）';
export const PRIVACY = '《中华人民共和国政府信息公开条例》第十五条';

export const MOST_WORDS = 2000;
export const MOST_CONTACT = 100;

/** Whether an act may begin in this state. */
export const mayMove = (act: Act, state: State): Refusal[] =>
  MOVES[act].from.includes(state) ? [] : [{ code: 'wrong_state', basis: FLOW, detail: { act, state } }];

export type Asked = { words: string; contact: string; kind: string; clauseKnown: boolean };

/** What is typed by an asker. Any characters are words: a script or a smiley is text like another. */
export function mayAsk(a: Asked): Ruling<true> {
  const no: Refusal[] = [];
  if (a.words.trim() === '') no.push({ code: 'no_words', basis: FLOW });
  if ([...a.words].length > MOST_WORDS) no.push({ code: 'too_long', basis: FLOW, detail: { most: MOST_WORDS } });
  if ([...a.contact].length > MOST_CONTACT) no.push({ code: 'contact_too_long', basis: FLOW });
  if (a.contact.trim() !== '' && !isReachable(a.contact)) no.push({ code: 'bad_contact', basis: FLOW });
  if (!KINDS.some((k) => k === a.kind)) no.push({ code: 'no_kind', basis: FLOW });
  if (!a.clauseKnown) no.push({ code: 'no_such_clause', basis: FLOW });
  return no.length > 0 ? refuse(no) : allow(true);
}

/** A telephone or an e-mail address: seven digits or an @. */
const isReachable = (t: string): boolean => {
  const flat = t.normalize('NFKC');
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(flat.trim()) || flat.replace(/\D/g, '').length >= 7;
};

export type TransferFacts = {
  state: State;
  from: string;
  to: string;
  /** The unit exists, is in use, and takes questions. */
  known: boolean;
  /** Units that have had it before. */
  had: readonly string[];
  reason: string;
  office: boolean;
};

/** Giving it on inside the district. A unit that had it does not get it back from another: then the office says whose it is. */
export function mayTransfer(f: TransferFacts): Ruling<true> {
  const no: Refusal[] = [...mayMove(f.office ? 'assign' : 'transfer', f.state)];
  if (!f.known) no.push({ code: 'no_unit', basis: FLOW });
  else if (f.to === f.from) no.push({ code: 'same_unit', basis: FLOW });
  else if (!f.office && f.had.includes(f.to)) no.push({ code: 'had_it', basis: FLOW });
  if (f.reason.trim() === '') no.push({ code: 'no_reason', basis: FLOW });
  return no.length > 0 ? refuse(no) : allow(true);
}

export type AnswerFacts = {
  state: State;
  answer: string;
  /** The asker agreed to publication. */
  consent: boolean;
  publicWords: string;
  publicAnswer: string;
  keepPrivate: string;
  /** What the gate still finds in the words for the public; each in Chinese. */
  personal: readonly string[];
  /** The public words hold how the asker is reached. */
  holdsContact: boolean;
  citedKnown: boolean;
};

/** Whether it becomes public with the answer: the asker agreed and nobody gave a reason against it. */
export const goesPublic = (f: Pick<AnswerFacts, 'consent' | 'keepPrivate'>): boolean =>
  f.consent && f.keepPrivate.trim() === '';

function lacking(f: AnswerFacts): Refusal[] {
  const no: Refusal[] = [];
  if (f.answer.trim() === '') no.push({ code: 'no_answer', basis: FLOW });
  if (!f.citedKnown) no.push({ code: 'no_such_clause', basis: FLOW });
  if (goesPublic(f)) {
    if (f.publicWords.trim() === '' || f.publicAnswer.trim() === '') no.push({ code: 'no_public_words', basis: FLOW });
    for (const say of f.personal) no.push({ code: 'personal', basis: PRIVACY, detail: { say } });
    if (f.holdsContact) no.push({ code: 'holds_contact', basis: PRIVACY });
  }
  return no;
}

export function maySubmit(f: AnswerFacts): Ruling<true> {
  const no = [...mayMove('submit', f.state), ...lacking(f)];
  return no.length > 0 ? refuse(no) : allow(true);
}

/** The second look: by another person, unless the unit's policy lets two steps lie in one hand. */
export function mayApprove(
  f: AnswerFacts & {
    /** The policy has a newer edition than the one the answer was written from. */
    citedOld: boolean;
    actorId: string;
    /** Everyone who wrote on it. */
    writerIds: readonly string[];
    threePeople: boolean;
  },
): Ruling<true> {
  const no = [...mayMove('approve', f.state), ...lacking(f)];
  if (f.citedOld) no.push({ code: 'cited_old', basis: FLOW });
  if (f.threePeople && f.writerIds.includes(f.actorId)) no.push({ code: 'approver_is_writer', basis: THREE });
  return no.length > 0 ? refuse(no) : allow(true);
}

export function mayReturn(f: { state: State; remark: string }): Ruling<true> {
  const no = mayMove('return', f.state);
  if (f.remark.trim() === '') no.push({ code: 'no_remark', basis: FLOW });
  return no.length > 0 ? refuse(no) : allow(true);
}

export function mayRate(f: { state: State; rating: string; already: boolean; note: string }): Ruling<true> {
  const no = mayMove('rate', f.state);
  if (!isRating(f.rating)) no.push({ code: 'no_rating', basis: FLOW });
  if (f.already) no.push({ code: 'rated_before', basis: FLOW });
  if ([...f.note].length > 500) no.push({ code: 'note_too_long', basis: FLOW });
  return no.length > 0 ? refuse(no) : allow(true);
}
