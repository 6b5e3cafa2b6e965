import type { Day } from '../../../lib/day.ts';
import { type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';
import { EMPTY, type Specimen } from '../../../lib/specimen.ts';
import type { Ctx } from '../../../platform/action.ts';
import type { Reader } from '../../../platform/db/connection.ts';
import { type Paper, paperText, readPaper } from '../../../platform/documents/index.ts';
import type { System } from '../../../platform/system.ts';
import { checkSpecimen } from '../../checks/index.ts';
import { foiLaw } from '../law.ts';
import { redactionsOf } from '../redaction/store.ts';
import { kindOf } from '../rules/law.ts';
import type { Letter, LetterFacts, LetterKind } from '../rules/types.ts';
import { factsForLetter } from '../snapshot.ts';
import * as store from '../store/index.ts';
import type { Work } from '../work.ts';
import { draftFor } from './compose.ts';
import { type LetterProblem, letterProblems } from './rules/check.ts';

type Personal = { code: 'personal'; say: string; basis: string };
type Covered = { code: 'covered'; say: string; basis: string };
export type Problem = LetterProblem | Personal | Covered;

/** Numbers of persons in a letter, by the rules that look at everything that goes out. */
function personal(paper: Paper, today: Day): Personal[] {
  const specimen: Specimen = {
    ...EMPTY,
    name: paper.title,
    title: paper.title,
    layers: [{ kind: 'shown', at: '正文', text: paperText(paper), spots: [] }],
  };
  return checkSpecimen(specimen, { today })
    .findings.filter((f) => f.rule.startsWith('personal.') && f.severity === 'error')
    .map((f) => ({ code: 'personal', say: `${f.message}${f.quote ? `：${f.quote}` : ''}。`, basis: f.basis }));
}

/** The party a letter is to or about: the end of its key. */
export const partyOf = (once: string): string | undefined => once.split(':')[1];

/**
 * What is wrong with a letter as it is written now. Names of applicant and parties are opened to be looked for, and shown to
 * nobody; those of parties stand in what is said only where the letter itself holds them.
 */
export async function problemsOf(
  system: System,
  db: Reader,
  w: Work,
  letter: Pick<Letter, 'kind' | 'once' | 'body' | 'decision'>,
  today: Day,
): Promise<Problem[]> {
  const paper = readPaper(letter.body);
  if (!paper) return [{ code: 'blank', say: '这份文书是旧格式，请重新生成。', basis: '' }];
  const facts = await factsForLetter(system, db, w, { today, names: true });
  const draft = draftFor(facts, partyOf(letter.once));
  return [
    ...letterProblems(letter.kind, paper, paperText(paper), draft, letter.decision),
    ...(letter.kind === 'answer' ? await coveredProblems(db, w.r.id, facts.decision) : []),
    ...personal(paper, today),
  ];
}

/** What was covered in a file that goes out is withheld: the decision must say so, with the same reasons (条例第三十七条). */
async function coveredProblems(db: Reader, requestId: string, d: LetterFacts['decision']): Promise<Covered[]> {
  const all = await redactionsOf(db, requestId);
  const basis = '条例第三十七条';
  if (all.some((r) => r.state === 'making'))
    return [{ code: 'covered', say: '遮盖后的文件还在生成，请等生成以后再批准。', basis }];
  const done = all.filter((r) => r.state === 'done');
  if (!d || done.length === 0) return [];
  if (d.key !== 'partial')
    return d.key === 'granted'
      ? [{ code: 'covered', say: '随答复提供的文件有遮盖，决定应是“部分公开”，不是“予以公开”。', basis }]
      : [];
  const stated = new Set(d.grounds.map((g) => g.key));
  const used = [...new Set(done.flatMap((r) => r.bars.map((b) => b.reason)))];
  return used
    .filter((key) => !stated.has(key))
    .map((key) => ({
      code: 'covered',
      say: `遮盖用了“${kindOf(foiLaw, key)?.name ?? key}”，决定里没有写这个理由。请补进决定，或者改遮盖的理由。`,
      basis,
    }));
}

/** What keeps the drafted letter of an act from going out with it, for the act's own judgement. No draft: nothing yet. */
export async function letterRefusals(ctx: Ctx, w: Work, kind: LetterKind): Promise<Refusal[]> {
  const letter = await store.letterOnce(ctx.tx, w.r.id, kind);
  if (!letter || letter.state === 'issued') return [];
  const found = await problemsOf(ctx.system, ctx.tx, w, letter, ctx.today);
  // That it was written for another decision is said by the act itself.
  return found.filter((p) => p.code !== 'decision').map(refusalOf);
}

export const refusalOf = (p: Problem): Refusal => ({ code: 'letter_problem', basis: p.basis, detail: { say: p.say } });

/** An act's own reasons against it and those of its letter, all at once. */
export function withLetter(out: Ruling<true>, more: Refusal[]): Ruling<true> {
  const no = [...(out.ok ? [] : out.refusals), ...more];
  return no.length > 0 ? refuse(no) : out;
}
