import type { Period } from '../../../lib/dated.ts';
import { addDays, type Day, daysBetween } from '../../../lib/day.ts';
import type { Refusal } from '../../../lib/ruling.ts';
import { addWorkdays, type Calendar, countWorkdays } from '../../../lib/workdays.ts';

const R37 = '国办发〔2018〕37号';
const R115 = '国办发〔2018〕115号';
const R115_TIME = '国办发〔2018〕115号第（五）项：一般不少于5个工作日，最长不超过15个工作日';

/** What the review body must be given (国办发〔2018〕115号). */
export const MATERIALS = [
  { key: 'draft', title: '文件送审稿和起草说明' },
  { key: 'bases', title: '制定所依据的法律、法规、规章和国家政策' },
  { key: 'opinions', title: '征求意见及采纳情况' },
  { key: 'own', title: '起草单位自己的合法性审核意见' },
] as const;
export type Material = (typeof MATERIALS)[number]['key'];

/** The seven things a review looks at (国办发〔2018〕115号). */
export const TESTS = [
  { key: 'maker', title: '制定主体合法' },
  { key: 'powers', title: '没有超越法定职权' },
  { key: 'content', title: '内容符合宪法、法律、法规、规章和国家政策' },
  { key: 'creation', title: '没有违法设立行政许可、处罚、强制、征收、收费' },
  { key: 'rights', title: '没有法律法规依据不减损权利、不增加义务' },
  { key: 'own-power', title: '没有增加本单位权力或者减少本单位法定职责' },
  { key: 'procedure', title: '没有违反制定程序' },
] as const;
export type Test = (typeof TESTS)[number]['key'];

export type Result = 'lawful' | 'unlawful' | 'amend';
export const RESULTS: Readonly<Record<Result, string>> = { lawful: '合法', unlawful: '不合法', amend: '应当予以修改' };

/** Why a draft need not be put to the public. 涉及群众切身利益 is the usual case, and then only the first two hold. */
export const SKIPS = {
  secret: '依法需要保密',
  urgent: '应对突发事件，来不及公开征求',
  internal: '不涉及群众切身利益和公民、法人权利义务',
} as const;
export type Skip = keyof typeof SKIPS;

export function lacking(f: { title: string; text: string; note: string }): Refusal[] {
  const no: Refusal[] = [];
  if (f.title.trim() === '') no.push({ code: 'no_title', basis: R37 });
  if (f.text.trim() === '') no.push({ code: 'no_text', basis: R37 });
  if (f.note.trim() === '') no.push({ code: 'no_note', basis: R37 });
  return no;
}

export const assessing = (conclusion: string): Refusal[] =>
  conclusion.trim() === '' ? [{ code: 'no_conclusion', basis: R37 }] : [];

/** Opening a consultation: not in the past, and at least as long as the period, which is a setting where it is unconfirmed. */
export function opening(f: { from: Day; until: Day; least: Period }): Refusal[] {
  const days = daysBetween(f.from, f.until);
  return days < f.least.number
    ? [
        {
          code: 'consult_short',
          basis: f.least.basis,
          detail: { days, least: f.least.number, first: addDays(f.from, f.least.number) },
        },
      ]
    : [];
}

export function skipping(f: { why: string; reason: string; touchesRights: boolean }): Refusal[] {
  const no: Refusal[] = [];
  if (!(f.why in SKIPS)) no.push({ code: 'no_skip', basis: R37 });
  if (f.why === 'internal' && f.touchesRights) no.push({ code: 'skip_touches_rights', basis: R37 });
  if (f.reason.trim() === '') no.push({ code: 'no_reason', basis: R37 });
  return no;
}

export type Group = { comments: number; said: string; verdict: string; done: string };
/** One group: what was said, whether it was adopted, and why not. `n` is its place, 0 while it has none. */
export function grouping(g: Group, n: number): Refusal[] {
  const no: Refusal[] = [];
  if (g.said.trim() === '') no.push({ code: 'group_without_words', basis: R37, detail: { n } });
  if (!['adopted', 'partly', 'not'].includes(g.verdict))
    no.push({ code: 'group_without_verdict', basis: R37, detail: { n } });
  if (g.verdict !== 'adopted' && g.done.trim() === '')
    no.push({ code: 'group_without_reason', basis: R37, detail: { n } });
  return no;
}

/** 我们问了、您说了、我们这样做: after the last day, every comment in a group, every group with what was done and why. */
export function answering(f: { today: Day; until: Day; ungrouped: number; groups: readonly Group[] }): Refusal[] {
  const no: Refusal[] = [];
  if (f.today <= f.until) no.push({ code: 'consult_open', basis: R37, detail: { until: f.until } });
  if (f.ungrouped > 0) no.push({ code: 'ungrouped', basis: R37, detail: { n: f.ungrouped } });
  for (const [i, g] of f.groups.entries()) no.push(...grouping(g, i + 1));
  return no;
}

/** Incomplete materials are not taken in; each one missing is named. An opinion round is a material and never the review. */
export function submitting(materials: Readonly<Partial<Record<Material, string>>>): Refusal[] {
  return MATERIALS.filter((m) => !materials[m.key]?.trim()).map((m) => ({
    code: 'material_missing',
    basis: R115,
    detail: { title: m.title },
  }));
}

/** The days within which a review is to end, both included; `from` is the day the complete materials came. */
export const reviewWindow = (
  from: Day,
  p: { least: Period; most: Period },
  cal: Calendar,
): { first: Day; last: Day } => ({
  first: addWorkdays(from, p.least.number, cal),
  last: addWorkdays(from, p.most.number, cal),
});

export type ReviewFacts = {
  from: Day;
  today: Day;
  least: Period;
  most: Period;
  urgent: string;
  result: string;
  opinion: string;
  failed: readonly string[];
  /** The drafter may not judge the draft. */
  reviewerWrote: boolean;
};

/** The written review: not hastier than the least, unless urgent with a reason; too late is written down, not forbidden. */
export function reviewing(f: ReviewFacts, cal: Calendar): Refusal[] {
  const no: Refusal[] = [];
  const days = countWorkdays(f.from, f.today, cal);
  if (days < f.least.number && f.urgent.trim() === '')
    no.push({
      code: 'review_hasty',
      basis: R115_TIME,
      detail: { days, least: f.least.number, first: reviewWindow(f.from, f, cal).first },
    });
  if (!(f.result in RESULTS)) no.push({ code: 'no_result', basis: R115 });
  if (f.opinion.trim() === '') no.push({ code: 'no_opinion', basis: R115 });
  if (f.result === 'lawful' && f.failed.length > 0)
    no.push({ code: 'lawful_with_faults', basis: R115, detail: { n: f.failed.length } });
  if (f.result === 'unlawful' && f.failed.length === 0) no.push({ code: 'unlawful_without_fault', basis: R115 });
  if (f.reviewerWrote) no.push({ code: 'reviewer_is_drafter', basis: '合法性审核由制定机关的审核机构承担' });
  return no;
}

export type DiscussFacts = {
  review: { result: Result } | undefined;
  /** Words with which the drafter explains what was not adopted. */
  explained: string;
  meeting: string;
  /** A round of opinions among units was held: named, so that nobody takes it for the review. */
  round: boolean;
};
/** Not reviewed, or found unlawful: not to be put before the meeting. A round of opinions never stands for it. */
export function discussing(f: DiscussFacts): Refusal[] {
  const no: Refusal[] = [];
  if (!f.review) no.push({ code: f.round ? 'round_is_no_review' : 'not_reviewed', basis: R115 });
  if (f.review?.result === 'unlawful') no.push({ code: 'found_unlawful', basis: R115 });
  if (f.review?.result === 'amend' && f.explained.trim() === '') no.push({ code: 'not_explained', basis: R115 });
  if (f.meeting.trim() === '') no.push({ code: 'no_meeting', basis: R37 });
  return no;
}

/** 签发: the meeting has passed it, and the signer is neither who drafted nor who reviewed. */
export function signing(f: { passed: boolean; signerIs: 'drafter' | 'reviewer' | 'other' }): Refusal[] {
  const no: Refusal[] = [];
  if (!f.passed) no.push({ code: 'meeting_refused', basis: R37 });
  if (f.signerIs === 'drafter') no.push({ code: 'signer_is_drafter', basis: '三审三校制度' });
  if (f.signerIs === 'reviewer') no.push({ code: 'signer_is_reviewer', basis: '三审三校制度' });
  return no;
}
