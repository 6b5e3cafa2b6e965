import type { Day } from '../../../lib/day.ts';
import { parseDocNo } from '../../../lib/docno.ts';
import type { Refusal } from '../../../lib/ruling.ts';
import { isStopped, type Standing } from './standing.ts';

/** The four verdicts of a clean-up. */
export const VERDICTS = {
  keep: '继续有效',
  amend: '修改',
  repeal: '废止',
  void: '宣布失效',
} as const;
export type Verdict = keyof typeof VERDICTS;
export const isVerdict = (v: string): v is Verdict => v in VERDICTS;

const R33 = '国发〔2010〕33号：规范性文件每两年清理一次';
const RANK = '立法法、国办发〔2018〕37号：由制定机关或者其上级机关决定';
const LIFE = '规范性文件台账规则';

export type Target = {
  standing: Standing;
  /** Standing by a decision, and not merely by its dates. */
  decided: boolean;
  issuerId: string;
};

/** Successors by document, to follow from one to the next. */
export type Successors = ReadonlyMap<string, string>;

/** Whether giving `id` the successor `next` closes a ring. */
export function closesRing(id: string, next: string, successors: Successors): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = next; at !== undefined && !seen.has(at); at = successors.get(at)) {
    if (at === id) return true;
    seen.add(at);
  }
  return false;
}

export type Judging = {
  id: string;
  verdict: string;
  reason: string;
  successorId: string | undefined;
  target: Target;
  /** Whether who decides made the document or stands above who did. */
  competent: boolean;
  successors: Successors;
};

/** What speaks against a verdict on one document, whether in a clean-up or by itself. */
export function judging(j: Judging): Refusal[] {
  const no: Refusal[] = [];
  if (!isVerdict(j.verdict)) no.push({ code: 'no_verdict', basis: R33 });
  if (j.reason.trim() === '' && j.verdict !== 'keep') no.push({ code: 'no_reason', basis: R33 });
  if (!j.competent) no.push({ code: 'wrong_body', basis: RANK });
  if (j.target.decided && isStopped(j.target.standing))
    no.push({ code: 'already_stopped', basis: LIFE, detail: { standing: j.target.standing } });
  if (j.target.standing === 'lapsed' && (j.verdict === 'keep' || j.verdict === 'amend'))
    no.push({ code: 'lapsed_cannot_go_on', basis: '有效期届满即自动失效；要继续实施的重新制定' });
  if (j.successorId !== undefined) {
    if (j.verdict === 'keep') no.push({ code: 'kept_with_successor', basis: LIFE });
    if (closesRing(j.id, j.successorId, j.successors)) no.push({ code: 'successor_cycle', basis: LIFE });
  }
  return no;
}

export type CampaignState = 'open' | 'checked' | 'published';
export type InventoryLine = {
  id: string;
  title: string;
  docNo: string | null;
  issuedOn: Day | null;
  verdict: Verdict | null;
};

/** A document is looked at in a clean-up when it was made by its day and has not been stopped by a decision before. */
export const belongs = (d: { issuedOn: Day | null; target: Target }, cutOff: Day): boolean =>
  d.issuedOn !== null && d.issuedOn <= cutOff && !(d.target.decided && isStopped(d.target.standing));

/** A verdict inside a campaign: its state and that there is none yet, on top of what speaks against any verdict. */
export function verdictInCampaign(f: { state: CampaignState; belongs: boolean; before: Verdict | null }): Refusal[] {
  const no: Refusal[] = [];
  if (f.state !== 'open') no.push({ code: 'campaign_closed', basis: R33, detail: { state: f.state } });
  if (!f.belongs) no.push({ code: 'not_in_inventory', basis: R33 });
  if (f.before !== null) no.push({ code: 'decided_twice', basis: R33, detail: { verdict: VERDICTS[f.before] } });
  return no;
}

/** Closing: everything in the inventory has its verdict; what has none is named. */
export function closing(state: CampaignState, lines: readonly InventoryLine[]): Refusal[] {
  if (state !== 'open') return [{ code: 'campaign_closed', basis: R33, detail: { state } }];
  if (lines.length === 0) return [{ code: 'empty_inventory', basis: R33 }];
  return lines
    .filter((l) => l.verdict === null)
    .map((l) => ({ code: 'undecided', basis: R33, detail: { title: l.title, docNo: l.docNo ?? '' } }));
}

/** Publishing: closed by one, released by another, under a decision with its number. */
export function releasing(f: { state: CampaignState; sameHand: boolean; decisionDocNo: string }): Refusal[] {
  const no: Refusal[] = [];
  if (f.state !== 'checked') no.push({ code: 'campaign_not_closed', basis: R33, detail: { state: f.state } });
  if (f.sameHand) no.push({ code: 'same_hand', basis: '三审三校制度' });
  if (parseDocNo(f.decisionDocNo).form === 'none') no.push({ code: 'no_decision', basis: R33 });
  return no;
}

export type ListKind = 'keep' | 'repeal' | 'void';
export const LISTS: Readonly<Record<ListKind, string>> = {
  keep: '继续有效的规范性文件目录',
  repeal: '废止的规范性文件目录',
  void: '宣布失效的规范性文件目录',
};
/** What is to be amended stays in force until it is, so it stands in the first list, with a remark. */
export const listOf = (v: Verdict): ListKind => (v === 'amend' ? 'keep' : v);

/** The three lists, each in order of year, then organ code, then number; what has no number comes last, by title. */
export function listsOf(lines: readonly InventoryLine[]): Record<ListKind, InventoryLine[]> {
  const key = (l: InventoryLine): [number, string, number] => {
    const read = l.docNo === null ? undefined : parseDocNo(l.docNo);
    if (!read || read.form === 'none') return [9999, l.title, 0];
    return [read.year ?? 9999, read.issuer, read.serial];
  };
  const ordered = [...lines].sort((a, b) => {
    const [ay, ai, an] = key(a);
    const [by, bi, bn] = key(b);
    return ay - by || (ai < bi ? -1 : ai > bi ? 1 : 0) || an - bn;
  });
  const of = (k: ListKind) => ordered.filter((l) => l.verdict !== null && listOf(l.verdict) === k);
  return { keep: of('keep'), repeal: of('repeal'), void: of('void') };
}
