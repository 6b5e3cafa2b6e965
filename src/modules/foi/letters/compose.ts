import type { Paper } from '../../../platform/documents/index.ts';
import { AppError } from '../../../platform/errors.ts';
import type { DecisionKey, LetterFacts, LetterKind } from '../rules/types.ts';
import { letterLaw } from './law.ts';
import { basisOfLetter } from './rules/law.ts';
import type { Draft } from './rules/say.ts';
import { letterFor } from './rules/template.ts';

export type Composed = { title: string; body: Paper; decision: DecisionKey | null; basis: string[] };

export function draftFor(f: LetterFacts, partyId?: string, assist?: Draft['assist']): Draft {
  const party = f.parties.find((x) => x.id === partyId);
  if (partyId !== undefined && !party) throw new AppError('not_found', `party ${partyId}`);
  return { facts: f, law: letterLaw, ...(party ? { party } : {}), ...(assist ? { assist } : {}) };
}

/** The letter as its template has it; names stand as placeholders until its files are drawn. */
export function composeLetter(f: LetterFacts, kind: LetterKind, partyId?: string, assist?: Draft['assist']): Composed {
  const body = letterFor(kind, draftFor(f, partyId, assist));
  const d = kind === 'answer' || kind === 'closing' ? f.decision : null;
  return {
    title: body.title,
    body,
    decision: d?.key ?? null,
    basis: d ? [...d.basis, ...d.grounds.map((g) => g.basis)] : basisOfLetter(letterLaw, kind, f.today),
  };
}
