import { type CellState, SEVERITY, type Status } from './coverage.ts';

/** Several items of a unit as one cell of the map: the worst of them, and how many pieces are out under all. */
export type Summary = { status: Status; published: number; items: number; days?: number };

/** The more urgent of two states: the worse, then the longer overdue or the nearer deadline. */
export function moreUrgent(a: CellState, b: CellState): boolean {
  if (a.status !== b.status) return SEVERITY[a.status] > SEVERITY[b.status];
  if (a.status === 'overdue' || a.status === 'never') return (a.days ?? 0) > (b.days ?? 0);
  return (a.due ?? '9999-12-31') < (b.due ?? '9999-12-31');
}

/** Undefined when there is nothing: the cell is blank, it is not theirs. */
export function summarise(cells: readonly CellState[]): Summary | undefined {
  const [first, ...rest] = cells;
  if (!first) return undefined;
  const worst = rest.reduce((a, b) => (moreUrgent(b, a) ? b : a), first);
  return {
    status: worst.status,
    published: cells.reduce((n, c) => n + c.published, 0),
    items: cells.length,
    ...(worst.days === undefined ? {} : { days: worst.days }),
  };
}

/** The characters in a cell; colour only repeats them. */
export function wordOf(s: Summary): string {
  if (s.status === 'soon') return `${s.days ?? 0}天`;
  if (s.status === 'overdue') return `!${s.days ?? 0}`;
  if (s.status === 'never') return '未';
  // Nothing out and nothing due: a promise for later.
  return s.status === 'later' && s.published === 0 ? '待' : String(s.published);
}

export type Counts = Record<Status, number>;
export function countStates(cells: Iterable<{ status: Status }>): Counts {
  const counts: Counts = { published: 0, later: 0, soon: 0, never: 0, overdue: 0 };
  for (const c of cells) counts[c.status]++;
  return counts;
}
