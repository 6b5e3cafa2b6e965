/** What the register counts, from its cells. */
import type { Cell, RegisterFilter, Result } from '../store/register.ts';

export type Counted = { key: string; n: number };
export type Counts = { total: number; units: Counted[]; years: Counted[]; results: Counted[] };

/** `but` leaves one part out, for the counts beside its choices. */
const passing = (cells: readonly Cell[], f: RegisterFilter, but?: 'unit' | 'year' | 'result'): Cell[] =>
  cells.filter(
    (x) =>
      (but === 'unit' || f.unit === '' || x.unitId === f.unit) &&
      (but === 'year' || f.year === '' || x.year === f.year) &&
      (but === 'result' || f.result === '' || x.result === f.result),
  );

const tally = (cells: readonly Cell[], of: (x: Cell) => string): Counted[] =>
  [...Map.groupBy(cells, of)].map(([key, list]) => ({ key, n: list.reduce((n, x) => n + x.n, 0) }));

/** How many there are, and how many each further choice would leave. */
export const countsOf = (cells: readonly Cell[], f: RegisterFilter): Counts => ({
  total: passing(cells, f).reduce((n, x) => n + x.n, 0),
  units: tally(passing(cells, f, 'unit'), (x) => x.unitId).sort((a, b) => b.n - a.n || a.key.localeCompare(b.key)),
  years: tally(passing(cells, f, 'year'), (x) => x.year).sort((a, b) => b.key.localeCompare(a.key)),
  results: tally(passing(cells, f, 'result'), (x) => x.result),
});

export type Figures = { unitId: string; n: number; days: number | null; late: number } & Record<Result, number>;

/** Per unit, of the cases received in a year or ever: results, average calendar days to the end (null: none has ended), past the last day. */
export function figuresOf(cells: readonly Cell[], year: string): Figures[] {
  const none = { open: 0, granted: 0, partial: 0, denied: 0, unable: 0, notProcessed: 0, other: 0 };
  return [
    ...Map.groupBy(
      cells.filter((x) => year === '' || x.year === year),
      (x) => x.unitId,
    ),
  ]
    .map(([unitId, list]) => {
      const sum = (of: (x: Cell) => number): number => list.reduce((n, x) => n + of(x), 0);
      const closed = sum((x) => x.closed);
      const out: Figures = {
        ...none,
        unitId,
        n: sum((x) => x.n),
        days: closed === 0 ? null : Math.round((sum((x) => x.days) / closed) * 10) / 10,
        late: sum((x) => x.late),
      };
      for (const x of list) out[x.result] += x.n;
      return out;
    })
    .sort((a, b) => b.n - a.n || a.unitId.localeCompare(b.unitId));
}
