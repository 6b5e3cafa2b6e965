import { type Day, sayDay, yearOf } from '../../lib/day.ts';
import { docNoKey, parseDocNo } from '../../lib/docno.ts';
import type { PolicyLaw } from './law.ts';
import { COUNTED, type Counted, isCounted, readCounted } from './report-figures.ts';
import { isExpiring, STANDINGS, type Standing, standingOn } from './rules/standing.ts';
import type { DocumentRow } from './store/index.ts';

export type Filter = {
  standing: Standing | 'expiring' | '';
  unit: string;
  year: string;
  text: string;
  /** What a cell of the annual report counted. */
  counted?: { as: Counted; until: Day } | undefined;
};

const isStanding = (t: string): t is Standing => t in STANDINGS;

export const filterOf = (q: URLSearchParams): Filter => {
  const standing = q.get('status') ?? '';
  const counted = readCounted(q.get('counted') ?? '');
  return {
    ...(counted ? { counted } : {}),
    standing: isStanding(standing) || standing === 'expiring' ? standing : '',
    unit: q.get('unit') ?? '',
    year: /^\d{4}$/.test(q.get('year') ?? '') ? (q.get('year') ?? '') : '',
    text: (q.get('q') ?? '').trim().slice(0, 100),
  };
};

export const yearOfDocument = (d: DocumentRow): string => {
  const read = d.docNo ? parseDocNo(d.docNo) : undefined;
  return String((read && read.form !== 'none' && read.year) || (d.issuedOn ? yearOf(d.issuedOn) : ''));
};

const STATUS = (d: DocumentRow, wanted: Filter['standing'], today: Day, law: PolicyLaw): boolean =>
  wanted === '' ||
  (wanted === 'expiring' ? isExpiring(d, today, law.expiryLook(today)) : standingOn(d, today) === wanted);

/** Documents that pass the filter; `but` leaves one part of it out, for the counts beside its choices. */
export function passing(
  all: readonly DocumentRow[],
  f: Filter,
  today: Day,
  law: PolicyLaw,
  but?: 'standing' | 'unit' | 'year',
): DocumentRow[] {
  return all.filter(
    (d) =>
      (but === 'standing' || STATUS(d, f.standing, today, law)) &&
      (but === 'unit' || f.unit === '' || d.unitId === f.unit) &&
      (but === 'year' || f.year === '' || yearOfDocument(d) === f.year) &&
      (!f.counted || isCounted(d, f.counted.as, f.counted.until)) &&
      (f.text === '' || d.title.includes(f.text) || (d.docNo !== null && docNoKey(d.docNo) === docNoKey(f.text))),
  );
}

export const filterHref = (base: string, f: Filter, over: Partial<Filter>): string => {
  const x = { ...f, ...over };
  const q = new URLSearchParams();
  if (x.standing) q.set('status', x.standing);
  if (x.unit) q.set('unit', x.unit);
  if (x.year) q.set('year', x.year);
  if (x.text) q.set('q', x.text);
  if (x.counted) q.set('counted', `${x.counted.as}.${x.counted.until}`);
  return q.size > 0 ? `${base}?${q}` : base;
};

export const sayCounted = (c: { as: Counted; until: Day }): string =>
  c.as === 'inForce' ? `${sayDay(c.until)}现行有效` : `${yearOf(c.until)}年度：${COUNTED[c.as]}`;

/** How many documents have each value. */
export function tally(rows: readonly DocumentRow[], of: (d: DocumentRow) => string): { key: string; n: number }[] {
  const n = new Map<string, number>();
  for (const d of rows) if (of(d)) n.set(of(d), (n.get(of(d)) ?? 0) + 1);
  return [...n].map(([key, count]) => ({ key, n: count }));
}
