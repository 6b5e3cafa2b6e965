import { holdsLongNumber } from '../../lib/long-number.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';

export type WorkState = 'published' | 'withdrawn' | 'erased';
type DraftFacts = {
  title: string;
  html: string;
  columns: readonly string[];
  issuedOn?: string;
  elements?: readonly unknown[];
};

/** What no edition may lack, whoever publishes it. 发展指引 5.7; 条例第二十六条 for the order of dates. */
export function mayPublish(d: DraftFacts, publishedOn: string): Ruling<true> {
  const no: Refusal[] = [];
  if (d.title.trim() === '') no.push({ code: 'no_title', basis: '政府网站发展指引' });
  if (d.columns.length === 0) no.push({ code: 'no_column', basis: '政府网站发展指引' });
  // An emptied editor leaves blanks written as entities.
  // What the form asked for under an item is text as good as any other.
  const blank = d.html.replace(/<[^>]*>|&nbsp;|&#160;/g, '').trim() === '' && !/<img\b/.test(d.html);
  if (blank && (d.elements?.length ?? 0) === 0) no.push({ code: 'no_text', basis: '政府网站发展指引' });
  if (d.issuedOn && d.issuedOn > publishedOn)
    no.push({
      code: 'issued_after_published',
      basis: '政府信息公开条例第二十六条',
      detail: { issuedOn: d.issuedOn, publishedOn },
    });
  return no.length > 0 ? refuse(no) : allow(true);
}

/** A correction needs a reason that readers can see, and something that is still published. */
export function mayCorrect(state: WorkState, reason: string): Ruling<true> {
  const no: Refusal[] = [];
  if (state !== 'published') no.push({ code: 'not_published', basis: '公开后的更正以已公开为前提', detail: { state } });
  if (reason.trim() === '') no.push({ code: 'no_reason', basis: '更正、撤下要向社会说明原因' });
  return no.length > 0 ? refuse(no) : allow(true);
}

/** Withdrawing takes the piece out of lists and search; its editions stay addressable under a notice. */
export const mayWithdraw = mayCorrect;

/** What leaked, as the law sorts it; the words for it stand in `say.ts`. */
export const LEAK_KINDS = ['identity', 'contact', 'bank', 'health', 'minor', 'business', 'secret', 'other'] as const;
export type LeakKind = (typeof LEAK_KINDS)[number];

/** What is to be erased: the whole work, or versions of it, or attachments by their SHA-256. */
export type Scope = { whole: boolean; versions: readonly number[]; files: readonly string[] };

export type ErasureAsked = Scope & { kind: string; reason: string; publicReason: string };
type ErasureFacts = {
  /** Versions whose content is still there. */
  versions: readonly number[];
  /** Attachments the work still shows. */
  files: readonly string[];
  /** Somebody asked already and nobody has decided. */
  waiting: boolean;
  persons: { reason: Found; publicReason: Found };
};

const TWO = '泄露处置两人制（公开前审查责任，政府信息公开条例第十七条）';
const REMEDY = '《中华人民共和国个人信息保护法》第五十七条';

/** What the gate finds of persons in a text, each in Chinese. */
type Found = readonly string[];
/** Reasons are kept for good, the public one is shown: neither may carry what was erased. */
const repeatsLeak = (code: string, text: string, found: Found): Refusal[] =>
  (found.length === 0 && holdsLongNumber(text) ? ['像是有号码'] : found).map((say) => ({
    code,
    basis: REMEDY,
    detail: { say },
  }));

/** Whether an erasure may be asked for, with everything that is missing. */
export function mayAskErasure(a: ErasureAsked, f: ErasureFacts): Ruling<true> {
  const no: Refusal[] = [];
  if (f.waiting) no.push({ code: 'erasure_waiting', basis: TWO });
  if (f.versions.length === 0) no.push({ code: 'already_erased', basis: REMEDY });
  else if (!a.whole && a.versions.length + a.files.length === 0) no.push({ code: 'nothing_chosen', basis: REMEDY });
  const strange = a.versions.filter((v) => !f.versions.includes(v));
  if (!a.whole && f.versions.length > 0 && strange.length > 0)
    no.push({ code: 'no_such_version', basis: REMEDY, detail: { versions: strange.join('、') } });
  if (!a.whole && a.files.some((s) => !f.files.includes(s))) no.push({ code: 'no_such_file', basis: REMEDY });
  if (!(LEAK_KINDS as readonly string[]).includes(a.kind)) no.push({ code: 'no_leak_kind', basis: REMEDY });
  if (a.reason.trim() === '') no.push({ code: 'no_erasure_reason', basis: TWO });
  if (a.publicReason.trim() === '') no.push({ code: 'no_public_reason', basis: '更正、撤下要向社会说明原因' });
  no.push(...repeatsLeak('reason_repeats_leak', a.reason, f.persons.reason));
  no.push(...repeatsLeak('public_reason_repeats_leak', a.publicReason, f.persons.publicReason));
  return no.length > 0 ? refuse(no) : allow(true);
}

/** The second person: another one than who asked, while nobody has decided. Saying no needs a reason. */
export function mayDecideErasure(
  e: { state: 'asked' | 'done' | 'refused'; askedBy: string },
  d: { actorId: string; refusal?: { words: string; persons: Found } },
): Ruling<true> {
  const no: Refusal[] = [];
  if (e.state !== 'asked') no.push({ code: 'erasure_decided', basis: TWO, detail: { state: e.state } });
  if (e.askedBy === d.actorId) no.push({ code: 'same_person', basis: TWO });
  if (d.refusal?.words.trim() === '') no.push({ code: 'no_refusal_reason', basis: TWO });
  if (d.refusal) no.push(...repeatsLeak('reason_repeats_leak', d.refusal.words, d.refusal.persons));
  return no.length > 0 ? refuse(no) : allow(true);
}

/** Bytes that were erased once are not published again, under whatever name. */
export const mayAttach = (erased: readonly string[]): Ruling<true> =>
  erased.length > 0
    ? refuse([{ code: 'file_erased', basis: REMEDY, detail: { files: erased.join('、') } }])
    : allow(true);

/** While an erasure that touches what is read now waits, nothing new is put over it; an erased text cannot be withdrawn. */
export function mayChangeUnder(f: { touchesCurrent: boolean }): Ruling<true> {
  return f.touchesCurrent ? refuse([{ code: 'under_erasure', basis: TWO }]) : allow(true);
}
