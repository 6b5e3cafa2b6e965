import { CELLS, sayCell, valueIn } from './cells.ts';
import type { Failure, Report } from './types.ts';

const CONVENTION = '条例第四十九条；汇总数等于各单位之和是本平台的核对方法，格式本身没有写';

/** A government's report against those of its units: each cell is their sum, or the cell is named with the difference. */
export function checkConsolidated(whole: Report, units: readonly Report[]): Failure[] {
  return CELLS.flatMap((cell) => {
    const got = valueIn(whole, cell) ?? 0;
    const expected = Math.round(units.reduce((n, u) => n + (valueIn(u, cell) ?? 0), 0) * 1e6) / 1e6;
    if (got === expected) return [];
    const with_ = units.filter((u) => (valueIn(u, cell) ?? 0) !== 0);
    const who = with_.map((u) => `${u.unit}${valueIn(u, cell)}`).join('、') || '各单位都是0';
    return [
      {
        check: 'units.sum',
        severity: 'error' as const,
        cells: [cell],
        expected,
        got,
        say: `${sayCell(cell)}：各单位加起来是${expected}（${who}），汇总写的是${got}。`,
        basis: CONVENTION,
      },
    ];
  });
}

/**
 * Where a unit settled another number than the one that was added up, after the sum was settled: a correction of the unit that
 * the government's report does not know. `parts`: what was added up, by cell; `units`: as they are settled now.
 */
export function movedSince(
  parts: ReadonlyMap<string, readonly { unitId: string; value: number }[]>,
  units: readonly { unitId: string; name: string; report: Report }[],
): string[] {
  return CELLS.flatMap((cell) => {
    const then = parts.get(cell);
    if (!then) return [];
    return units.flatMap((u) => {
      const was = then.find((p) => p.unitId === u.unitId)?.value ?? 0;
      const is = valueIn(u.report, cell) ?? 0;
      return was === is ? [] : [`${sayCell(cell)}：${u.name}后来审定的是${is}，汇总时是${was}。`];
    });
  });
}

/** A cell that a unit's settled report says otherwise than the ledger says now. */
export type Drift = { cell: string; settled: number; now: number };

/** Where the ledger has moved since a report was settled: late entries show, and the report stays what it is. */
export const driftOf = (settled: Report, now: Report): Drift[] =>
  CELLS.flatMap((cell) => {
    const [a, b] = [valueIn(settled, cell) ?? 0, valueIn(now, cell) ?? 0];
    return a === b ? [] : [{ cell, settled: a, now: b }];
  });
