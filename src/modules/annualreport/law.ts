import { z } from 'zod';
import data from '../../../law/report.json' with { type: 'json' };
import { inForce } from '../../lib/dated.ts';
import { type Day, day } from '../../lib/day.ts';
import type { Setting } from './store.ts';

const rows = z
  .array(
    z.strictObject({
      who: z.enum(['unit', 'government']),
      month: z.int().min(1).max(12),
      day: z.int().min(1).max(31),
      from: z.string(),
      to: z.string().optional(),
      basis: z.string(),
      source: z.string(),
      mark: z.enum(['confirmed', 'known', 'unconfirmed']),
    }),
  )
  .parse(data)
  .map((r) => ({ ...r, from: day(r.from), to: r.to === undefined ? undefined : day(r.to) }));

export type Who = 'unit' | 'government';
export type Due = { on: Day; why: string };

const two = (n: number): string => String(n).padStart(2, '0');

/** The law's own last day for the report of a year: in the year after it. */
export function lawfulDue(who: Who, year: number): Due {
  const eve = day(`${year + 1}-01-01`);
  const row = inForce(
    rows.filter((r) => r.who === who),
    eve,
  );
  return { on: day(`${year + 1}-${two(row.month)}-${two(row.day)}`), why: row.basis };
}

/** The last day here: the law's, or an earlier one that the place has set. */
export function dueOf(who: Who, year: number, s: Pick<Setting, 'unitDue' | 'governmentDue'>): Due {
  const law = lawfulDue(who, year);
  const own = who === 'unit' ? s.unitDue : s.governmentDue;
  const here = own === null ? undefined : day(`${year + 1}-${own}`);
  return here !== undefined && here < law.on ? { on: here, why: `本区设定，早于${law.why}的${law.on}` } : law;
}
