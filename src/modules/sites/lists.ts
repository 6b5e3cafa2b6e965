import type { Day } from '../../lib/day.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { pageOf } from '../../platform/http/query.ts';
import { count, countsBy, type Listed, type ListFilter, list } from '../publication/index.ts';

export const PAGE_SIZE = 20;

/** What a list's address says; anything malformed is left out, so that an odd address still shows a list. */
type ListState = { unit: string; year: string; page: number };

export const stateOf = (q: URLSearchParams): ListState => ({
  unit: /^[a-z0-9-]{1,60}$/.exec(q.get('unit') ?? '')?.[0] ?? '',
  year: /^(19|20)\d\d$/.exec(q.get('year') ?? '')?.[0] ?? '',
  page: pageOf(q),
});

export function listHref(base: string, s: ListState, over: Partial<ListState> = {}): string {
  const n = { ...s, page: 1, ...over };
  const q = new URLSearchParams();
  if (n.unit) q.set('unit', n.unit);
  if (n.year) q.set('year', n.year);
  if (n.page > 1) q.set('page', String(n.page));
  const text = q.toString();
  return text ? `${base}?${text}` : base;
}

const inYear = (year: string): Pick<ListFilter, 'from' | 'to'> =>
  year ? { from: `${year}-01-01` as Day, to: `${year}-12-31` as Day } : {};

export type ListPage = {
  s: ListState;
  total: number;
  pages: number;
  items: Listed[];
  /** Counts with the other filters on, so that they add up to what is shown. */
  units: { key: string; n: number }[];
  years: { key: string; n: number }[];
};

const sorted = (m: ReadonlyMap<string, number>, by: (a: [string, number], b: [string, number]) => number) =>
  [...m].sort(by).map(([key, n]) => ({ key, n }));

/** One page of a list, with the filters that lead on from it. */
export async function listPage(db: Reader, base: ListFilter, s: ListState): Promise<ListPage> {
  const unit = s.unit ? { unitId: s.unit } : {};
  const f: ListFilter = { ...base, ...unit, ...inYear(s.year) };
  const [total, items, units, years] = await Promise.all([
    count(db, f),
    list(db, f, PAGE_SIZE, (s.page - 1) * PAGE_SIZE),
    countsBy(db, 'unit', { ...base, ...inYear(s.year) }),
    countsBy(db, 'year', { ...base, ...unit }),
  ]);
  return {
    s,
    total,
    pages: Math.ceil(total / PAGE_SIZE),
    items,
    units: sorted(units, (a, b) => b[1] - a[1] || a[0].localeCompare(b[0])),
    years: sorted(years, (a, b) => b[0].localeCompare(a[0])),
  };
}
