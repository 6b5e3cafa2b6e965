/**
 * 条例第四十四条: several applicants for the same information. Likeness is by pairs of characters, since what people ask for is
 * one sentence: too short for the window of the copy measure. The machine only offers; a clerk says whether it is the same.
 */
import { allow, type Refusal, type Ruling, refuse } from '../../../../lib/ruling.ts';

export const ARTICLE_44 = '《中华人民共和国政府信息公开条例》第四十四条';

const WORDS = /[\p{Script=Han}]+|[a-z0-9]+/gu;
/** Words that any request has: they would make all requests alike. */
const EMPTY = /申请|请|公开|提供|获取|信息|关于|有关|相关|复印件|电子版|纸质|材料|内容|我|要|的|了|是|及|和|与|等/g;
const MOST_GRAMS = 400;

/** Pairs of Chinese characters, whole Latin words and numbers; each once. */
export function gramsOf(text: string): string[] {
  const flat = text.normalize('NFKC').toLowerCase().replace(EMPTY, ' ');
  const out = new Set<string>();
  for (const [word] of flat.matchAll(WORDS)) {
    if (/^[a-z0-9]/.test(word)) out.add(word.slice(0, 40));
    else if (word.length === 1) out.add(word);
    else for (let i = 0; i + 2 <= word.length; i++) out.add(word.slice(i, i + 2));
  }
  return [...out].slice(0, MOST_GRAMS);
}

/** Twice the pairs in common over all pairs (Dice), 0 to 1. */
export const likeness = (shared: number, a: number, b: number): number => (a + b === 0 ? 0 : (2 * shared) / (a + b));
/** From here on two requests are shown to a clerk as perhaps the same. */
export const ALIKE = 0.5;
/** With fewer pairs than this a text says too little to be alike another. */
export const LEAST_GRAMS = 3;

export type Member = { requestId: string; applicant: string | null; same: boolean | null };

/** Different applicants; those whose identity was deleted cannot be told apart and count once together. */
export const applicantsIn = (members: readonly Pick<Member, 'applicant'>[]): number =>
  new Set(members.map((m) => m.applicant ?? '')).size;

export type ConfirmFacts = {
  state: 'offered' | 'confirmed' | 'dismissed' | 'published';
  chosen: readonly Pick<Member, 'applicant'>[];
  threshold: number;
  subject: string;
  /** What the gate finds of persons in the subject, in Chinese. */
  personal: readonly string[];
};

export function mayConfirm(f: ConfirmFacts): Ruling<true> {
  const no: Refusal[] = [];
  if (f.state !== 'offered' && f.state !== 'confirmed') no.push({ code: 'frequent_over', basis: ARTICLE_44 });
  const n = applicantsIn(f.chosen);
  if (n < f.threshold) no.push({ code: 'frequent_few', basis: ARTICLE_44, detail: { n, least: f.threshold } });
  if (f.subject.trim() === '') no.push({ code: 'frequent_no_subject', basis: ARTICLE_44 });
  for (const say of f.personal)
    no.push({ code: 'frequent_personal', basis: '《中华人民共和国政府信息公开条例》第十五条', detail: { say } });
  return no.length > 0 ? refuse(no) : allow(true);
}

export function mayDismiss(f: { state: ConfirmFacts['state']; reason: string }): Ruling<true> {
  const no: Refusal[] = [];
  if (f.state !== 'offered' && f.state !== 'confirmed') no.push({ code: 'frequent_over', basis: ARTICLE_44 });
  if (f.reason.trim() === '') no.push({ code: 'frequent_no_reason', basis: ARTICLE_44 });
  return no.length > 0 ? refuse(no) : allow(true);
}

export type DraftFacts = {
  state: ConfirmFacts['state'];
  /** A draft that is still there. */
  piece: boolean;
  /** The chosen case was answered with the information, whole or in part. */
  open: boolean;
  member: boolean;
};

export function mayDraft(f: DraftFacts): Ruling<true> {
  const no: Refusal[] = [];
  if (f.state !== 'confirmed') no.push({ code: 'frequent_not_confirmed', basis: ARTICLE_44 });
  if (f.piece) no.push({ code: 'frequent_drafted', basis: ARTICLE_44 });
  if (!f.member || !f.open) no.push({ code: 'frequent_not_answered', basis: ARTICLE_44 });
  return no.length > 0 ? refuse(no) : allow(true);
}

/** What came to a published group since: there must be something to say of it. */
export function mayJoin(f: { state: ConfirmFacts['state']; fresh: number }): Ruling<true> {
  return f.state === 'published' && f.fresh > 0
    ? allow(true)
    : refuse([{ code: 'frequent_nothing_new', basis: ARTICLE_44 }]);
}
