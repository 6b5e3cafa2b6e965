/** The decision kinds and remedies of `law/foi.json`, checked when they are loaded. */
import { type Dated, inForce } from '../../../lib/dated.ts';
import { addDays, type Day, isDay } from '../../../lib/day.ts';
import { addMonths } from '../../../lib/deadline.ts';
import { addWorkdays, type Calendar } from '../../../lib/workdays.ts';
import type { DecisionKey, RemedyText, ResultRow } from './types.ts';

/**
 * What a kind of decision asks for beside its reasons. secrecy: the review of Article 17 · supply: how the applicant gets it ·
 * grounds: why the rest is withheld · objections: an objecting third party is overridden with reasons · third: a third party was
 * asked · statute: which law forbids it · where, search, agency, channel: words for `whereabouts` · earlier: number of the earlier
 * answer · corrected: after a correction · asked: after reasons were asked for (Article 35).
 */
export const NEEDS = [
  'secrecy',
  'supply',
  'grounds',
  'objections',
  'third',
  'statute',
  'where',
  'search',
  'agency',
  'channel',
  'earlier',
  'corrected',
  'asked',
] as const;
export type Need = (typeof NEEDS)[number];

export const GROUPS = ['granted', 'partial', 'denied', 'unable', 'notProcessed', 'other'] as const;
export type Group = (typeof GROUPS)[number];

export type DecisionKind = {
  key: DecisionKey;
  name: string;
  group: Group;
  row: ResultRow;
  letter: 'answer' | 'closing';
  /** Whether it may not leave without reasons. */
  reasons: boolean;
  needs: readonly Need[];
  /** `grounds`: that of the grounds, A when one of them is A. */
  remedy: 'A' | 'B' | 'none' | 'grounds';
  basis: readonly (Dated & { text: string; source: string })[];
  mark: string;
  note?: string;
};
export type RemedyRow = Dated & RemedyText & { source: string };
export type FoiLaw = { decisions: readonly DecisionKind[]; remedies: readonly RemedyRow[] };

const isText = (v: unknown): boolean => typeof v === 'string' && v.trim() !== '';
const oneOf = (list: readonly string[], v: unknown): boolean => list.some((x) => x === v);
const isDated = (v: Record<string, unknown>): boolean =>
  typeof v.from === 'string' && isDay(v.from) && (v.to === undefined || (typeof v.to === 'string' && isDay(v.to)));
const MARKS = ['confirmed', 'known', 'unconfirmed'];

function isDecision(row: Record<string, unknown>): boolean {
  const basis = row.basis as Record<string, unknown>[];
  return (
    isText(row.key) &&
    isText(row.name) &&
    oneOf(GROUPS, row.group) &&
    isText(row.row) &&
    oneOf(['answer', 'closing'], row.letter) &&
    typeof row.reasons === 'boolean' &&
    Array.isArray(row.needs) &&
    row.needs.every((n) => oneOf(NEEDS, n)) &&
    oneOf(['A', 'B', 'none', 'grounds'], row.remedy) &&
    Array.isArray(basis) &&
    basis.length > 0 &&
    basis.every((b) => isText(b.text) && isText(b.source) && isDated(b)) &&
    oneOf(MARKS, row.mark)
  );
}

const isRemedy = (row: Record<string, unknown>): boolean =>
  oneOf(['A', 'B', 'none'], row.class) &&
  typeof row.reviewFirst === 'boolean' &&
  Number.isInteger(row.reviewDays) &&
  (row.suitMonths === null || Number.isInteger(row.suitMonths)) &&
  (row.suitAfterReviewDays === null || Number.isInteger(row.suitAfterReviewDays)) &&
  isText(row.text) &&
  isText(row.basis) &&
  isText(row.source) &&
  oneOf(MARKS, row.mark) &&
  isDated(row);

/** Throws TypeError naming the row that is none, RangeError when two remedies of a class overlap. */
export function readFoiLaw(json: unknown): FoiLaw {
  const { decisions, remedies } = json as { decisions: unknown; remedies: unknown };
  if (!Array.isArray(decisions) || !Array.isArray(remedies)) throw new TypeError('decisions and remedies are lists');
  for (const d of decisions) if (!isDecision(d)) throw new TypeError(`not a decision kind: ${JSON.stringify(d)}`);
  for (const r of remedies) if (!isRemedy(r)) throw new TypeError(`not a remedy: ${JSON.stringify(r)}`);
  const keys = decisions.map((d) => d.key);
  if (new Set(keys).size !== keys.length) throw new TypeError('two decision kinds have one key');
  const law = { decisions, remedies } as FoiLaw;
  for (const r of law.remedies)
    inForce(
      law.remedies.filter((x) => x.class === r.class),
      r.from,
    );
  return law;
}

export const kindOf = (law: FoiLaw, key: string): DecisionKind | undefined => law.decisions.find((d) => d.key === key);

/** The articles of a kind in force on a day. Empty when it could not be decided that way then. */
export const basisOn = (k: DecisionKind, on: Day): string[] =>
  k.basis.filter((b) => b.from <= on && (b.to === undefined || on <= b.to)).map((b) => b.text);

/** A for a refusal under Articles 14 to 16, whole or in part; a partial answer is as strict as its strictest ground. */
export function remedyClass(law: FoiLaw, k: DecisionKind, grounds: readonly string[]): 'A' | 'B' | 'none' {
  if (k.remedy !== 'grounds') return k.remedy;
  return grounds.some((g) => kindOf(law, g)?.remedy === 'A') ? 'A' : 'B';
}

/**
 * How one may object to a decision made on `on`: the law of that day, not of the day of receipt (convention: no source
 * settles cases that cross 2024-01-01).
 */
export function remedyOn(
  law: FoiLaw,
  cls: 'A' | 'B' | 'none',
  on: Day,
  who: { body: string; court: string },
): RemedyText {
  const {
    from: _from,
    to: _to,
    source: _source,
    ...r
  } = inForce(
    law.remedies.filter((x) => x.class === cls),
    on,
  );
  return { ...r, text: r.text.replace('{body}', who.body).replace('{court}', who.court) };
}

/**
 * The last days to object to an answer served on a day. One that is a day of rest gives way to the next working day: both
 * procedures refer to the civil one, where it stands so (known, no text of it is kept here).
 */
export function lastDays(
  r: Pick<RemedyText, 'reviewDays' | 'suitMonths'>,
  servedOn: Day,
  cal: Calendar,
): { review: Day; suit: Day | null } {
  const working = (d: Day): Day => addWorkdays(addDays(d, -1), 1, cal);
  return {
    review: working(addDays(servedOn, r.reviewDays)),
    suit: r.suitMonths === null ? null : working(addMonths(servedOn, r.suitMonths)),
  };
}

/** The kinds a partial answer may name for what it withholds. */
export const groundsOf = (law: FoiLaw): readonly DecisionKind[] => law.decisions.filter((d) => d.group === 'denied');
/** The kinds a clerk decides; closings come from time running out or a withdrawal. */
export const decidable = (law: FoiLaw): readonly DecisionKind[] => law.decisions.filter((d) => d.letter === 'answer');
