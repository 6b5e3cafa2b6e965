/** The answer and what follows it: deciding, delivering, withdrawing, the shelf, disputes, objections (条例 36 to 41, 51). */
import type { Day } from '../../../lib/day.ts';
import type { Refusal, Ruling } from '../../../lib/ruling.ts';
import type { DecisionDraft } from '../store/types.ts';
import type { CaseFacts } from './facts.ts';
import { blank, dayFits, ruled } from './guards-opening.ts';
import { basisOn, type DecisionKind, type FoiLaw, groundsOf, kindOf, type Need } from './law.ts';
import { MOST_NOTE, tooLong } from './length.ts';
import { article, MOVES, mayMove } from './life.ts';
import { DISPUTE_BLOCKS, type DisputeBlock, type Letter } from './types.ts';

/** Words that `whereabouts` holds; which ones says the kind of decision. */
const WORDS: Partial<Record<Need, string>> = {
  where: 'no_where',
  search: 'no_search',
  agency: 'no_agency',
  channel: 'no_channel_named',
  statute: 'no_statute',
  earlier: 'no_earlier',
};

const objecting = (f: CaseFacts) => f.parties.filter((p) => p.kind === 'third' && p.opinion === 'object');
/** What is withheld is just what a third party's rights stand against: an objection can be respected beside the disclosure. */
const withholdsTheirs = (d: Pick<DecisionDraft, 'key' | 'grounds'>): boolean =>
  d.key === 'partial' && d.grounds.includes('denied.thirdParty');

/** The third parties against whose objection a decision discloses; they are told of it in writing (条例 32). */
export function overriddenBy(f: CaseFacts, d: DecisionDraft, law: FoiLaw): string[] {
  if (blank(d.override) || !kindOf(law, d.key)?.needs.includes('objections')) return [];
  const all = objecting(f).map((p) => p.id);
  return withholdsTheirs(d) && all.length > 1 ? all.filter((id) => d.overridden?.includes(id)) : all;
}

function needRefusals(need: Need, f: CaseFacts, d: DecisionDraft, law: FoiLaw, basis: string): Refusal[] {
  const no = (code: string, b = basis, detail?: Refusal['detail']): Refusal[] => [
    { code, basis: b, ...(detail ? { detail } : {}) },
  ];
  const words = WORDS[need];
  if (words) return blank(d.whereabouts) ? no(words) : [];
  switch (need) {
    case 'secrecy':
      return blank(d.secrecy) ? no('no_secrecy', article('十七')) : [];
    case 'supply':
      return blank(d.supply) ? no('no_supply', article('四十')) : [];
    case 'grounds': {
      if (d.grounds.length === 0) return no('no_grounds', article('三十七'));
      const known = groundsOf(law).map((g) => g.key);
      return d.grounds.every((g) => known.includes(g)) ? [] : no('bad_ground', article('三十七'));
    }
    case 'objections': {
      const against = objecting(f).length;
      if (against === 0 || (blank(d.override) && withholdsTheirs(d))) return [];
      if (blank(d.override)) return no('objected', article('三十二'), { n: against });
      return overriddenBy(f, d, law).length === 0 ? no('no_overridden', article('三十二'), { n: against }) : [];
    }
    case 'third':
      return f.parties.some((p) => p.kind === 'third') ? [] : no('third_not_asked', article('三十二'));
    case 'corrected':
      return f.correction?.correctedOn ? [] : no('not_corrected', article('三十'));
    case 'asked':
      if (!f.reasons) return no('reasons_not_asked', article('三十五'));
      return f.reasons.given === null && f.today <= f.reasons.by
        ? no('reasons_wait', article('三十五'), { by: f.reasons.by })
        : [];
    default:
      return [];
  }
}

/** All that a decision lacks. Also asked again when it is released: what was true at the draft may have changed. */
export function lackingIn(f: CaseFacts, d: DecisionDraft, law: FoiLaw): Refusal[] {
  const kind = kindOf(law, d.key);
  if (kind?.letter !== 'answer') return [{ code: 'no_decision_kind', basis: MOVES.propose.basis }];
  const [basis] = basisOn(kind, f.today);
  if (basis === undefined) return [{ code: 'kind_not_in_force', basis: MOVES.propose.basis, detail: { on: f.today } }];
  const no = kind.needs.flatMap((n) => needRefusals(n, f, d, law, basis));
  // What a third party's rights stand against needs that party's voice, in part as well (条例 32).
  if (d.key === 'partial' && d.grounds.includes('denied.thirdParty') && !f.parties.some((p) => p.kind === 'third'))
    no.push({ code: 'third_not_asked', basis: article('三十二') });
  if (kind.reasons && blank(d.reasons)) no.push({ code: 'no_reasons', basis });
  return no;
}

export function mayPropose(f: CaseFacts, d: DecisionDraft, law: FoiLaw): Ruling<true> {
  const no = mayMove('propose', f.state);
  if (f.proposal?.kind === 'extension')
    no.push({ code: 'proposal_waits', basis: MOVES.propose.basis, detail: { kind: 'extension' } });
  return ruled([...no, ...lackingIn(f, d, law)]);
}

export function mayReturnProposal(f: CaseFacts, i: { remark: string }): Ruling<true> {
  const { basis } = MOVES.returnProposal;
  const no = mayMove('returnProposal', f.state);
  if (!f.proposal) no.push({ code: 'no_proposal', basis });
  if (blank(i.remark)) no.push({ code: 'no_remark', basis });
  return ruled(no);
}

/** The articles a decision rests on: its own, and those of its grounds. */
export function articlesFor(kind: DecisionKind, grounds: readonly string[], law: FoiLaw, on: Day): string[] {
  const of = [kind, ...grounds.flatMap((g) => kindOf(law, g) ?? [])];
  return [...new Set(of.flatMap((k) => basisOn(k, on)))];
}

/** Decision, letter and law must say the same; by another person than the drafter. */
export function mayDecide(
  f: CaseFacts,
  law: FoiLaw,
  i: { actorId: string; threePeople: boolean; letter: Pick<Letter, 'decision' | 'basis'> | undefined },
): Ruling<true> {
  const { basis } = MOVES.decide;
  const no = mayMove('decide', f.state);
  const d = f.proposal;
  if (d?.kind !== 'decision') return ruled([...no, { code: 'no_decision_drafted', basis }]);
  no.push(...lackingIn(f, d, law));
  if (i.threePeople && d.byId === i.actorId) no.push({ code: 'approver_is_writer', basis });
  if (!i.letter) no.push({ code: 'no_letter', basis });
  else {
    if (i.letter.decision !== d.key) no.push({ code: 'letter_differs', basis });
    const kind = kindOf(law, d.key);
    const stated = i.letter.basis;
    for (const a of kind ? articlesFor(kind, d.grounds, law, f.today) : [])
      if (!stated.includes(a)) no.push({ code: 'letter_basis', basis, detail: { article: a } });
  }
  return ruled(no);
}

export function mayDeliver(f: CaseFacts, i: { on: Day; how: string; proof: string; hasFile: boolean }): Ruling<true> {
  const { basis } = MOVES.deliver;
  const no = [...mayMove('deliver', f.state), ...dayFits('deliver', i.on, f, f.decidedOn)];
  if (blank(i.how)) no.push({ code: 'no_how_delivered', basis });
  if (blank(i.proof) && !i.hasFile) no.push({ code: 'no_proof_of_delivery', basis });
  return ruled(no);
}

export function mayWithdraw(f: CaseFacts, i: { on: Day; how: string }): Ruling<true> {
  const { basis } = MOVES.withdraw;
  const no = [...mayMove('withdraw', f.state), ...dayFits('withdraw', i.on, f, f.receivedOn ?? f.arrivedOn)];
  if (blank(i.how)) no.push({ code: 'no_how_withdrawn', basis });
  return ruled(no);
}

export function mayArchive(f: CaseFacts, i: { openObjections: number }): Ruling<true> {
  const no = mayMove('archive', f.state);
  const open = i.openObjections + (f.fee?.objectedOn && !f.fee.answeredOn ? 1 : 0);
  if (open > 0) no.push({ code: 'objection_open', basis: MOVES.archive.basis, detail: { n: open } });
  return ruled(no);
}

type DisputeAt = { id: string; block: DisputeBlock; openedOn: Day; outcome: string };
export function mayRecordDispute(
  f: CaseFacts,
  i: { block: string; on: Day; body: string; known: readonly DisputeAt[] },
): Ruling<true> {
  const { basis } = MOVES.recordDispute;
  const no = [...mayMove('recordDispute', f.state), ...dayFits('recordDispute', i.on, f, f.receivedOn)];
  if (!DISPUTE_BLOCKS.some((b) => b === i.block)) no.push({ code: 'no_block', basis });
  if (blank(i.body)) no.push({ code: 'no_body', basis });
  if (i.known.some((d) => d.block === i.block && d.outcome === 'pending')) no.push({ code: 'dispute_pending', basis });
  if (i.block === 'litigationAfterReview' && !i.known.some((d) => d.block === 'review' && d.outcome !== 'pending'))
    no.push({ code: 'no_review_recorded', basis });
  return ruled(no);
}

export function mayCloseDispute(
  f: CaseFacts,
  i: { dispute: DisputeAt | undefined; outcome: string; on: Day },
): Ruling<true> {
  const { basis } = MOVES.closeDispute;
  const no = [...mayMove('closeDispute', f.state), ...dayFits('closeDispute', i.on, f, i.dispute?.openedOn ?? null)];
  if (!i.dispute) no.push({ code: 'no_dispute', basis });
  else if (i.dispute.outcome !== 'pending') no.push({ code: 'dispute_closed', basis });
  if (!['upheld', 'corrected', 'otherOutcome'].includes(i.outcome)) no.push({ code: 'no_outcome', basis });
  return ruled(no);
}

const MOST_OBJECTIONS = 3;
export function mayObjectDate(f: CaseFacts, i: { day: Day | null; words: string; open: number }): Ruling<true> {
  const { basis } = MOVES.objectDate;
  const no = mayMove('objectDate', f.state);
  if (!f.clock) no.push({ code: 'no_clock', basis });
  else if (i.day === null || !f.clock.steps.some((s) => s.date === i.day)) no.push({ code: 'day_not_in_trace', basis });
  if (blank(i.words)) no.push({ code: 'no_words', basis });
  no.push(...tooLong(i.words, MOST_NOTE, '', basis));
  if (i.open >= MOST_OBJECTIONS) no.push({ code: 'objections_wait', basis, detail: { most: MOST_OBJECTIONS } });
  return ruled(no);
}

export function mayAnswerObjection(
  f: CaseFacts,
  i: { known: boolean; answered: boolean; answer: string },
): Ruling<true> {
  const { basis } = MOVES.answerObjection;
  const no = mayMove('answerObjection', f.state);
  if (!i.known) no.push({ code: 'nothing_to_answer', basis });
  else if (i.answered) no.push({ code: 'answered_before', basis });
  if (blank(i.answer)) no.push({ code: 'no_answer', basis });
  return ruled(no);
}

export function mayRate(f: CaseFacts, i: { rating: string; note: string; already: boolean }): Ruling<true> {
  const { basis } = MOVES.rate;
  const no = mayMove('rate', f.state);
  if (!['clear', 'partly', 'unclear'].includes(i.rating)) no.push({ code: 'no_rating', basis });
  if (i.already) no.push({ code: 'rated_before', basis });
  return ruled([...no, ...tooLong(i.note, MOST_NOTE, '', basis)]);
}

export const mayTakeOver = (f: CaseFacts, i: { own: boolean }): Ruling<true> =>
  ruled([...mayMove('takeOver', f.state), ...(i.own ? [{ code: 'own_case', basis: MOVES.takeOver.basis }] : [])]);
