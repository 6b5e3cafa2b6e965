import { type Day, day, yearOf } from '../../lib/day.ts';
import type { ReportFigure } from '../../lib/report-cells.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { System } from '../../platform/system.ts';
import { people, rolesHeld, type Unit, unitsById } from '../org/index.ts';
import { type Built, build, together } from './rules/build.ts';
import type { Report } from './rules/types.ts';
import * as store from './store.ts';

/** Who draws up a report of its own: the government and its departments (条例第四十九条), townships by local notice. */
const REPORTING: readonly Unit['kind'][] = ['district', 'department', 'township'];

export type Units = {
  all: ReadonlyMap<string, Unit>;
  /** Those with a report of their own, in the order of the tree; the government first. */
  reporting: readonly Unit[];
  root: Unit | undefined;
  /** The reporting unit into whose report a unit's figures go: itself or the nearest above. */
  home: ReadonlyMap<string, string>;
  /** Whose people write and approve the government's report: where the office for openness sits. */
  seat: string | undefined;
};

export async function unitsFor(db: Reader): Promise<Units> {
  const [all, held, staff] = await Promise.all([unitsById(db), rolesHeld(db), people(db)]);
  const reporting = [...all.values()].filter((u) => u.active && REPORTING.includes(u.kind));
  const ids = new Set(reporting.map((u) => u.id));
  const home = new Map<string, string>();
  for (const u of all.values()) {
    let at: Unit | undefined = u;
    // A tree has no ring; the bound is for one that a hand made.
    for (let i = 0; at && !ids.has(at.id) && i < 20; i += 1) at = at.parentId ? all.get(at.parentId) : undefined;
    if (at && ids.has(at.id)) home.set(u.id, at.id);
  }
  const root = reporting.find((u) => u.kind === 'district' && u.parentId === null);
  const office = held.find((r) => r.role === 'office')?.personId;
  const seat = staff.find((p) => p.id === office)?.unitId ?? root?.id;
  return { all, reporting: root ? [root, ...reporting.filter((u) => u !== root)] : reporting, root, home, seat };
}

/** Where the report of a unit is written and approved. */
export const seatOf = (units: Units, unitId: string): string =>
  units.root?.id === unitId ? (units.seat ?? unitId) : unitId;

/** The last day counted for a year: its own last, or today while it runs. */
export const untilOf = (year: number, today: Day): Day => (yearOf(today) > year ? day(`${year}-12-31`) : today);

/** What all modules count of a year, by reporting unit: one question a module, whatever the number of units. */
export async function gather(
  db: Reader,
  system: System,
  units: Units,
  about: { year: number; until: Day },
  only?: string,
): Promise<Map<string, ReportFigure[]>> {
  const unitIds = [...units.home].filter(([, home]) => only === undefined || home === only).map(([id]) => id);
  const given = await Promise.all(
    system.modules.map((m) => m.reportFigures?.(db, { year: about.year, until: about.until, unitIds }) ?? []),
  );
  const out = new Map<string, ReportFigure[]>();
  for (const f of given.flat()) {
    const home = units.home.get(f.unitId);
    if (home === undefined) continue;
    const list = out.get(home) ?? [];
    list.push(f);
    out.set(home, list);
  }
  return out;
}

/** The tables of every unit of a year as the ledger has them now, without what was settled. */
export async function liveReports(
  db: Reader,
  system: System,
  units: Units,
  year: number,
  only?: string,
): Promise<Map<string, Built>> {
  const until = untilOf(year, system.clock.today());
  const [figures, entries] = await Promise.all([
    gather(db, system, units, { year, until }, only),
    store.entriesOf(db, year, only),
  ]);
  return new Map(
    units.reporting
      .filter((u) => only === undefined || u.id === only)
      .map((u) => [
        u.id,
        build(
          { unit: u.name, year },
          figures.get(u.id) ?? [],
          entries.filter((e) => e.unitId === u.id),
        ),
      ]),
  );
}

/** How the government itself, without its departments, is named among the parts of its report. */
export const OWN = '（本级）';

export type Part = {
  unitId: string;
  name: string;
  state: store.ReportRow['state'] | 'none';
  live: Report;
  settled?: Report;
};

/**
 * The government's report: each cell the sum of its units. A unit's settled report counts as it was settled, one that is
 * still written counts as the ledger has it; so what the government publishes is what its units published.
 */
export async function wholeReport(
  db: Reader,
  system: System,
  units: Units,
  year: number,
): Promise<{ built: Built; own: Built; parts: Part[] }> {
  const [live, rows] = await Promise.all([liveReports(db, system, units, year), store.reportsOf(db, year)]);
  return addUpWhole(units, year, live, rows);
}

/** The same from what was read already. */
export function addUpWhole(
  units: Units,
  year: number,
  live: ReadonlyMap<string, Built>,
  rows: readonly store.ReportRow[],
): { built: Built; own: Built; parts: Part[] } {
  const byUnit = new Map(rows.map((r) => [r.unitId, r]));
  const parts = units.reporting.flatMap((u): Part[] => {
    const now = live.get(u.id)?.report;
    if (!now) return [];
    if (u.id === units.root?.id) return [{ unitId: u.id, name: `${u.name}${OWN}`, state: 'none', live: now }];
    const row = byUnit.get(u.id);
    const settled = row && (row.state === 'approved' || row.state === 'published') ? row.frozen?.report : undefined;
    return [{ unitId: u.id, name: u.name, state: row?.state ?? 'none', live: now, ...(settled ? { settled } : {}) }];
  });
  const built = together(
    { unit: units.root?.name ?? '', year },
    parts.map((p) => ({ unitId: p.unitId, report: p.settled ?? p.live })),
  );
  const own = live.get(units.root?.id ?? '') ?? build({ unit: units.root?.name ?? '', year }, [], []);
  return { built, own, parts };
}
