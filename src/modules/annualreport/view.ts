import type { Day } from '../../lib/day.ts';
import { yearOf } from '../../lib/day.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import type { System } from '../../platform/system.ts';
import { type Unit, unitPolicy } from '../org/index.ts';
import { type Listed, listed as listing } from '../publication/index.ts';
import { liveReports, type Part, seatOf, type Units, unitsFor, untilOf, wholeReport } from './figures.ts';
import type { Written } from './gate.tsx';
import { type Due, dueOf } from './law.ts';
import { type Built, type CellPart, type Entry, isCounted, MANUAL } from './rules/build.ts';
import { sayCell } from './rules/cells.ts';
import { checkAgainst, checkReport } from './rules/check.ts';
import { type Change, changesSince } from './rules/compare.ts';
import { type Drift, driftOf, movedSince } from './rules/consolidate.ts';
import type { Facts } from './rules/life.ts';
import { figuresIn } from './rules/narrative.ts';
import { emptyParts, NO_TEXTS, SECTIONS, type Texts, titleOf } from './rules/sections.ts';
import { checkStated } from './rules/text.ts';
import type { Failure, Report } from './rules/types.ts';
import * as store from './store.ts';

/** Everything there is to say of one unit's report of one year. */
export type Opened = {
  unit: Unit;
  units: Units;
  /** Unit at whose people's desk it lies. */
  seatId: string;
  year: number;
  until: Day;
  row: store.ReportRow | undefined;
  /** What the report says: as settled, or as the ledger has it. */
  built: Built;
  /** Of a unit the same as the ledger has it; of the government what it counts itself, without its units. */
  own: Built;
  texts: Texts;
  title: string;
  /** It was public, and its page was withdrawn or erased since. */
  gone: boolean;
  /** Of a settled report: where the ledger has moved since. */
  drift: Drift[];
  /** Of the government's report: its parts. */
  parts: Part[];
  last: { report: Report; from: 'settled' | 'ledger' } | undefined;
  changes: Change[];
  reasons: Readonly<Record<string, string>>;
  failures: Failure[];
  due: Due;
  setting: store.Setting;
  facts: Facts;
};

/** Its page shows it no longer; while people decide about a leak it may come back. */
export const isGone = (l: Pick<Listed, 'state'>): boolean => l.state === 'withdrawn' || l.state === 'erased';

/** What was added up, by cell. */
const addedUp = (from: Built['from']): ReadonlyMap<string, readonly CellPart[]> =>
  new Map(Object.entries(from).flatMap(([cell, f]) => (f.kind === 'units' ? [[cell, f.parts] as const] : [])));

/** The words of a report as the gate looks at them: of a settled one as they were settled. */
export const writtenOf = (o: Opened): Written => ({
  unit: o.unit,
  title: o.title,
  texts: o.texts,
  from: o.built.from,
  no: o.gone ? null : (o.row?.publishedNo ?? null),
});

export const isSettled = (row: Pick<store.ReportRow, 'state'> | undefined): boolean =>
  row?.state === 'approved' || row?.state === 'published';

const FIRST_YEAR = 2008;

/** A year that can have a report: since there is a regulation, and not one to come. Throws `not_found`. */
export function readYear(text: string, today: Day): number {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  if (year < FIRST_YEAR || year > yearOf(today)) throw new AppError('not_found', `no report of ${text}`);
  return year;
}

/** The tables of a unit as the ledger has them now; of the government: with its parts. */
export async function ledgerNow(
  db: Reader,
  system: System,
  units: Units,
  unit: Unit,
  year: number,
): Promise<{ built: Built; own: Built; parts: Part[] }> {
  if (units.root?.id === unit.id) return wholeReport(db, system, units, year);
  const built = (await liveReports(db, system, units, year, unit.id)).get(unit.id);
  if (!built) throw new AppError('not_found', `${unit.id} has no report of its own`);
  return { built, own: built, parts: [] };
}

const isEmpty = (r: Report): boolean =>
  [r.table3, r.table4].every((t) => Object.values(t).every((row) => Object.values(row).every((n) => n === 0))) &&
  Object.values(r.table2.normativeDocuments).every((n) => !n);

/** Last year's report: as it was settled, else as the ledger has that year; undefined when the platform knows nothing of it. */
async function lastOf(db: Reader, system: System, units: Units, unit: Unit, year: number): Promise<Opened['last']> {
  if (year <= FIRST_YEAR) return undefined;
  const row = await store.reportOf(db, unit.id, year - 1);
  return beforeOf(
    row,
    row?.shown || row?.frozen ? undefined : (await ledgerNow(db, system, units, unit, year - 1)).built.report,
  );
}

/** What this year is held against: what was said of last year, else what the ledger has of it, unless that is nothing at all. */
export function beforeOf(
  row: Pick<store.ReportRow, 'shown' | 'frozen'> | undefined,
  ledger: Report | undefined,
): Opened['last'] {
  const said = row?.shown ?? row?.frozen;
  if (said) return { report: said.report, from: 'settled' };
  return ledger && !isEmpty(ledger) ? { report: ledger, from: 'ledger' } : undefined;
}

/** All checks of a report: its balance, its text, and how it joins last year's. */
export const failuresOf = (r: Report, texts: Texts, last: Report | undefined): Failure[] => [
  ...checkReport(r),
  ...checkStated(r, figuresIn(SECTIONS.map((s) => texts[s.key]).join('\n'))),
  ...(last ? checkAgainst(r, last) : []),
];

/** Everything of one report at once. Throws `not_found` when the unit has none of its own. */
export async function openReport(
  db: Reader,
  system: System,
  unitId: string,
  year: number,
  known?: Units,
): Promise<Opened> {
  const units = known ?? (await unitsFor(db));
  const unit = units.reporting.find((u) => u.id === unitId);
  if (!unit) throw new AppError('not_found', `${unitId} has no report of its own`);
  const today = system.clock.today();
  const [row, now, last, written, setting, policy, writerIds] = await Promise.all([
    store.reportOf(db, unitId, year),
    ledgerNow(db, system, units, unit, year),
    lastOf(db, system, units, unit, year),
    store.reasonsOf(db, unitId, year),
    store.settingOf(db),
    unitPolicy(db, seatOf(units, unitId)),
    store.writersOf(db, unitId, year),
  ]);
  const listed = row?.publishedNo == null ? undefined : await listing(db, row.publishedNo);
  const gone = listed !== undefined && isGone(listed);
  const settled = isSettled(row) ? row?.frozen : undefined;
  const built: Built = settled ? { report: settled.report, from: settled.from } : now.built;
  const texts = settled?.texts ?? row?.texts ?? NO_TEXTS;
  const changes = last
    ? changesSince(built.report, last.report, { percent: setting.changePercent, least: setting.changeLeast })
    : [];
  const reasons = settled?.reasons ?? written;
  const failures = failuresOf(built.report, texts, last?.report);
  const government = units.root?.id === unitId;
  return {
    unit,
    units,
    gone,
    own: now.own,
    seatId: seatOf(units, unitId),
    year,
    until: settled?.until ?? untilOf(year, today),
    row,
    built,
    texts,
    title: titleOf(unit.name, year),
    drift: settled ? driftOf(settled.ledger ?? settled.report, now.built.report) : [],
    parts: now.parts,
    last,
    changes,
    reasons,
    failures,
    due: dueOf(government ? 'government' : 'unit', year, setting),
    setting,
    facts: {
      state: row?.state ?? 'draft',
      version: row?.version ?? 1,
      // Steps of before they named their hand are no rows there; the report itself knows the last of them.
      writerIds: row?.writerId ? [...writerIds, row.writerId] : writerIds,
      reviewerId: row?.reviewerId ?? null,
      errors: failures.filter((f) => f.severity === 'error').map((f) => f.say),
      emptyParts: emptyParts(texts),
      unexplained: changes.filter((c) => c.asks !== undefined && !reasons[c.cell]).map((c) => sayCell(c.cell)),
      open: now.parts.filter((p) => p.unitId !== unitId && !p.settled).map((p) => p.name),
      moved: settled
        ? movedSince(
            addedUp(settled.from),
            now.parts.flatMap((p) => (p.settled ? [{ unitId: p.unitId, name: p.name, report: p.settled }] : [])),
          )
        : [],
      // What is no longer there cannot be corrected there: it is written here from now on.
      takenIn: row?.shown?.ledger !== undefined && !gone,
      running: year >= yearOf(today),
      threePeople: policy.threePeople,
    },
  };
}

/** Cells that may be entered by hand here, each with what was entered; those that the ledger counts are not among them. */
export const manualCells = (
  b: Pick<Built, 'from'>,
): { cell: string; entry: Extract<Built['from'][string], { kind: 'entry' }> | undefined }[] =>
  MANUAL.flatMap((cell) => {
    const from = b.from[cell];
    return isCounted(from) ? [] : [{ cell, entry: from?.kind === 'entry' ? from : undefined }];
  });

export type { Entry };
