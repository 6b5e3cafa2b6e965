import { type Day, day, isDay, yearOf } from '../../lib/day.ts';
import type { ReportAsked, ReportFigure } from '../../lib/report-cells.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { countsOn } from './rules/standing.ts';
import * as store from './store/index.ts';

/** The three counts of part two of the annual report: 本年制发, 本年废止, 现行有效. */
export const COUNTED = { made: '本年制发', repealed: '本年废止和失效', inForce: '现行有效' } as const;
export type Counted = keyof typeof COUNTED;

/**
 * Whether a document is counted so, on `until` of its year. What stood at the end of last year or was made since, and does not
 * stand now, has gone: by repeal, by lapse or by a new text. So last year's number, plus made, less gone, is this year's.
 */
export function isCounted(d: store.DocumentRow, as: Counted, until: Day): boolean {
  const year = yearOf(until);
  const eve = day(`${year - 1}-12-31`);
  const made = d.issuedOn !== null && yearOf(d.issuedOn) === year && d.issuedOn <= until;
  if (as === 'made') return made;
  const stands = countsOn(d, until);
  return as === 'inForce' ? stands : (made || countsOn(d, eve)) && !stands;
}

/** `made.2025-12-31`, as the address of the ledger carries it. */
export const readCounted = (text: string): { as: Counted; until: Day } | undefined => {
  const [as = '', until = ''] = text.split('.');
  return (as === 'made' || as === 'repealed' || as === 'inForce') && isDay(until) ? { as, until } : undefined;
};

export async function reportFigures(db: Reader, about: ReportAsked): Promise<ReportFigure[]> {
  const all = await store.documents(db);
  const asked = new Set(about.unitIds);
  const n = new Map<string, number>();
  for (const d of all) {
    if (!asked.has(d.unitId)) continue;
    for (const as of Object.keys(COUNTED) as Counted[])
      if (isCounted(d, as, about.until)) n.set(`${d.unitId} ${as}`, (n.get(`${d.unitId} ${as}`) ?? 0) + 1);
  }
  return [...n].map(([key, count]) => {
    const [unitId = '', as = ''] = key.split(' ');
    const q = new URLSearchParams({ unit: unitId, counted: `${as}.${about.until}` });
    return {
      unitId,
      cell: `table2.normativeDocuments.${as as Counted}`,
      count,
      href: `/console/policy?${q}`,
      source: '规范性文件台账',
      open: `/policies?${q}`,
    };
  });
}
