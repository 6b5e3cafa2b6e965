/** Which policies must be explained, and whether they were in time. 工作要点 二（一）; domain section 6. */
import type { Day } from '../../../lib/day.ts';
import { parseDocNo } from '../../../lib/docno.ts';
import { type Calendar, countWorkdays } from '../../../lib/workdays.ts';

export const POLICY = '政策文件';
export const INTERPRETATION = '解读';

type Named = { id: string; kind: string; name: string; codeLetters: readonly string[] };

/** The government and its office: what is issued in their name is explained by whoever drafted it. */
export const isGovernment = (u: Pick<Named, 'kind' | 'name'>): boolean =>
  u.kind === 'district' || /人民政府办公室$|^(?:区|县|市)?政府办公室$/.test(u.name);

/**
 * Whether a policy is issued in the name of the government or its office: by the letters of its number (明政规发〔2026〕3号), or,
 * when it has none, because one of them publishes it.
 */
export function inGovernmentName(p: { docNo?: string | null; unitId: string }, units: readonly Named[]): boolean {
  const governments = units.filter(isGovernment);
  const issuer = p.docNo ? parseDocNo(p.docNo).issuer : null;
  return issuer ? governments.some((u) => u.codeLetters.includes(issuer)) : governments.some((u) => u.id === p.unitId);
}

export type Timing = 'together' | 'within' | 'late' | 'missing';

/** On the same day or before it; within so many working days after it; later; not at all. */
export function timingOf(p: { publishedOn: Day; explainedOn: Day | null }, days: number, calendar: Calendar): Timing {
  if (p.explainedOn === null) return 'missing';
  if (p.explainedOn <= p.publishedOn) return 'together';
  return countWorkdays(p.publishedOn, p.explainedOn, calendar) <= days ? 'within' : 'late';
}

export type Coverage = Record<Timing, number> & { all: number };

/** How many policies were explained and when; `all` is their sum. */
export function sumUp(timings: readonly Timing[]): Coverage {
  const n = (t: Timing): number => timings.filter((x) => x === t).length;
  return { all: timings.length, together: n('together'), within: n('within'), late: n('late'), missing: n('missing') };
}

/** Whole percents, rounded down: 100 means all of them. Undefined when nothing had to be explained. */
export const share = (c: Coverage): number | undefined =>
  c.all === 0 ? undefined : Math.floor((100 * (c.all - c.missing)) / c.all);
