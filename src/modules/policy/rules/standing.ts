import type { Period } from '../../../lib/dated.ts';
import { addDays, type Day } from '../../../lib/day.ts';
import { addMonths } from '../../../lib/deadline.ts';
import { parseDocNo } from '../../../lib/docno.ts';

/** What was decided about a document; without a decision its dates speak. */
export type Decided = 'amended' | 'repealed' | 'void';
export type Standing = 'future' | 'valid' | 'amended' | 'repealed' | 'lapsed' | 'void';
export const STANDINGS: Readonly<Record<Standing, string>> = {
  valid: '有效',
  amended: '已修改',
  repealed: '废止',
  lapsed: '失效',
  void: '宣布失效',
  future: '尚未生效',
};

export type Dates = { fromOn: Day | null; untilOn: Day | null; decided: Decided | null; decidedOn: Day | null };

/**
 * Where a document stands on a day. A decision counts from its own day on, so yesterday stays what it was. An amendment ends
 * nothing: the document goes on with its new words until its last day.
 */
export function standingOn(d: Dates, today: Day): Standing {
  const decided = d.decided && (d.decidedOn === null || d.decidedOn <= today) ? d.decided : null;
  if (decided && decided !== 'amended') return decided;
  if (d.untilOn && d.untilOn < today) return 'lapsed';
  if (d.fromOn && d.fromOn > today) return 'future';
  return decided ?? 'valid';
}

/** The decision that makes it stand where it stands on a day; undefined while, or once again, its dates do. */
export const decisionOn = (d: Dates, today: Day): Decided | undefined =>
  d.decided && standingOn(d, today) === d.decided ? d.decided : undefined;

/**
 * From which day on it stands so: the day of the decision, or the day after its last. Null where nothing changed it, and
 * where nobody wrote down when.
 */
export function standsSince(d: Dates, today: Day): Day | null {
  if (decisionOn(d, today)) return d.decidedOn;
  return standingOn(d, today) === 'lapsed' && d.untilOn ? addDays(d.untilOn, 1) : null;
}

/** Stopped, or to be stopped, by a decision of its own, and not merely by its dates. */
export const endsByDecision = (d: Pick<Dates, 'decided'>): boolean => d.decided === 'repealed' || d.decided === 'void';

/**
 * Whether it counts among 现行有效 on a day: made, and not gone. One that was amended counts on, unless another document of the
 * ledger took its place, which counts then. What is made and takes effect later counts from the day it was made, so that a
 * year's number is the last one's, plus made, less gone.
 */
export function countsOn(d: Dates & { issuedOn: Day | null; successorId: string | null }, on: Day): boolean {
  if (d.issuedOn !== null && d.issuedOn > on) return false;
  const s = standingOn(d, on);
  return s === 'valid' || s === 'future' || (s === 'amended' && d.successorId === null);
}
/** No longer a basis for administration. */
export const isStopped = (s: Standing): boolean => s === 'repealed' || s === 'lapsed' || s === 'void';

/**
 * The last day of a validity of so many months: the eve of the same day. The one convention of this system; a text that
 * names its last day is followed instead.
 */
export const lastDayOf = (from: Day, months: number): Day => addDays(addMonths(from, months), -1);

/** 暂行 and 试行 are tried out: the shorter period is theirs. */
export const isTrial = (title: string): boolean => /暂行|试行/.test(title);

/** First day on which a document is to be looked at before it ends. */
export const alarmFrom = (until: Day, p: Period): Day => addMonths(until, -p.number);
export const isExpiring = (d: Dates, today: Day, p: Period): boolean =>
  d.untilOn !== null && ['valid', 'amended'].includes(standingOn(d, today)) && today >= alarmFrom(d.untilOn, p);

/**
 * Whether a published piece is a normative document: by its column, or by a number that says so (明政规发). A policy that is
 * none (工作要点, 方案) stays outside the ledger.
 */
export function isNormative(p: {
  kind: string;
  title: string;
  docNo: string | null;
  columns: readonly string[];
}): boolean {
  if (p.kind !== '政策文件' || !p.docNo || againstNormative(p.title)) return false;
  const read = parseDocNo(p.docNo);
  if (read.form === 'none') return false;
  return /规(发|字|范)?$/.test(read.issuer) || p.columns.some((c) => c.split('/').at(-1) === NORMATIVE_COLUMN);
}
/** Last part of the address of the column 行政规范性文件. */
export const NORMATIVE_COLUMN = 'gfxwj';

const NOT_NORMATIVE =
  /工作要点|工作方案|实施方案|会议纪要|请示|工作报告|表彰|处分|任免|任职|免职|机构编制|内部管理|工作制度|工作规则|清理结果|规划$/;
/** The word of a title that speaks against its being a normative document (国办发〔2018〕115号第（三）项); undefined: none. */
export const againstNormative = (title: string): string | undefined => NOT_NORMATIVE.exec(title)?.[0];
