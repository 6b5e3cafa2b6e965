/** This year beside last year: which changes ask for a reason. */

import { CELLS, isHead, valueIn } from './cells.ts';
import { checkAgainst } from './check.ts';
import type { Report } from './types.ts';

export type Change = {
  cell: string;
  last: number;
  now: number;
  /** Why a reason is asked for; absent: the change is shown and may go without one. */
  asks?: string;
};

/** From which change on a reason is asked for; a setting of the district, since no rule gives one. */
export type Threshold = { percent: number; least: number };

/**
 * Every change of a total or of part two. A reason is asked for where the years do not join (结转, 现行有效), and where a number
 * moved by at least `least` and by `percent` of what it was.
 */
export function changesSince(now: Report, last: Report, t: Threshold): Change[] {
  const broken = new Map(checkAgainst(now, last).flatMap((f) => f.cells.map((c) => [c, f.say] as const)));
  return CELLS.flatMap((cell) => {
    const why = broken.get(cell);
    if (!isHead(cell) && why === undefined) return [];
    const [a, b] = [valueIn(last, cell), valueIn(now, cell)];
    // What a report does not print is not known, and nothing is said about it.
    if (a === null || b === null) return [];
    if (a === b && why === undefined) return [];
    const by = Math.abs(b - a);
    const large = by >= t.least && by * 100 >= t.percent * a;
    const asks = why ?? (large ? `比上年${b > a ? '多' : '少'}${round(by)}${share(a, by)}` : undefined);
    return [{ cell, last: a, now: b, ...(asks === undefined ? {} : { asks }) }];
  });
}

const round = (n: number): number => Math.round(n * 1e4) / 1e4;
const share = (was: number, by: number): string => (was === 0 ? '，上年没有' : `，${Math.round((by / was) * 100)}%`);
