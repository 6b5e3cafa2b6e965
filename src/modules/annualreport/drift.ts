import type { System } from '../../platform/system.ts';
import { addUpWhole, liveReports, unitsFor } from './figures.ts';
import { type Drift, driftOf } from './rules/consolidate.ts';
import type { Report } from './rules/types.ts';
import * as store from './store.ts';

/** How old the count of the ledger may be that a public page holds a report against. */
const KEEP_MS = 300_000;

type Kept = { at: number; counting: Promise<ReadonlyMap<string, Report>> };
const kept = new WeakMap<System, Map<number, Kept>>();

/**
 * What the ledger had of a year a few minutes ago at most, by unit, the government's as the sum. Whoever opens public pages asks
 * every counting module once for all of them, and not once for each: the ledgers do not tell when they move.
 */
function ledgerLately(system: System, year: number): Promise<ReadonlyMap<string, Report>> {
  const now = system.clock.now().getTime();
  const years = kept.get(system) ?? new Map<number, Kept>();
  kept.set(system, years);
  const found = years.get(year);
  if (found && Math.abs(now - found.at) < KEEP_MS) return found.counting;
  const counting = count(system, year);
  years.set(year, { at: now, counting });
  // A failed count is asked again, not remembered.
  counting.catch(() => years.delete(year));
  return counting;
}

async function count(system: System, year: number): Promise<ReadonlyMap<string, Report>> {
  const db = system.readDb;
  const units = await unitsFor(db);
  const [live, rows] = await Promise.all([liveReports(db, system, units, year), store.reportsOf(db, year)]);
  const reports = new Map([...live].map(([id, b]) => [id, b.report]));
  if (units.root) reports.set(units.root.id, addUpWhole(units, year, live, rows).built.report);
  return reports;
}

/** Where the ledger has moved since a report was settled; of a unit that reports no more, nothing. */
export async function driftSince(system: System, unitId: string, settled: Report): Promise<Drift[]> {
  const now = (await ledgerLately(system, settled.year)).get(unitId);
  return now ? driftOf(settled, now) : [];
}
