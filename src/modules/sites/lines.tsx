import type { Day } from '../../lib/day.ts';
import type { RegisterEntry } from '../../ui/components/register-list.tsx';
import { type Validity, ValidityTag } from '../../ui/components/tag.tsx';
import type { Listed } from '../publication/index.ts';
import { columnIn, type Frame } from './frame.ts';
import { PLACES } from './places.ts';
import { leavesOf, validityOn } from './rules.ts';

/** The column a line names: a field (重点领域) when the piece stands in one, else its home. */
function fieldOf(f: Frame, p: Pick<Listed, 'columns'>): string | undefined {
  const leaves = leavesOf(p.columns);
  const path = leaves.find((c) => c.startsWith(`${PLACES.fields}/`)) ?? leaves[0];
  return path === undefined ? undefined : columnIn(f, path)?.name;
}

export const hrefOf = (no: number): string => `/p/${no}`;

/** A piece as a line of the register. `dated`: the day after the unit, where lines are not grouped by day. */
export const entryOf = (f: Frame, p: Listed, dated = false): RegisterEntry => ({
  no: p.no,
  title: p.title,
  href: hrefOf(p.no),
  unit: p.unitName,
  field: fieldOf(f, p),
  ...(dated ? { more: [p.publishedOn, p.docNo].filter(Boolean).join('　') } : {}),
});

export const validityOf = (p: Listed, today: Day): Validity | undefined =>
  validityOn(today, {
    from: p.validFrom ?? undefined,
    until: p.validUntil ?? undefined,
    status: p.validStatus ?? undefined,
  });

/** The validity tag of a line, with the date that matters. */
export function validityTag(p: Listed, today: Day) {
  const v = validityOf(p, today);
  if (!v) return undefined;
  const until = p.validUntil
    ? `${Number(p.validUntil.slice(0, 4))}年${Number(p.validUntil.slice(5, 7))}月${Number(p.validUntil.slice(8))}日`
    : '';
  const text = v === 'valid' && until ? `有效至${until}` : v === 'expiring' ? `${until}到期` : undefined;
  return <ValidityTag validity={v} text={text} />;
}
