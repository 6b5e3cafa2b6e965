import type { Day } from '../../lib/day.ts';
import { yearOf } from '../../lib/day.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import type { System } from '../../platform/system.ts';
import { type Unit, unitPolicy } from '../org/index.ts';
import { liveReports, type Part, seatOf, type Units, unitsFor, untilOf, wholeReport } from './figures.ts';
import { type Due, dueOf } from './law.ts';
import { type Built, type Entry, MANUAL } from './rules/build.ts';
import { sayCell } from './rules/cells.ts';
import { checkAgainst, checkReport } from './rules/check.ts';
import { type Change, changesSince } from './rules/compare.ts';
import { type Drift, driftOf } from './rules/consolidate.ts';
import type { Facts } from './rules/life.ts';
import { figuresIn } from './rules/narrative.ts';
import { emptyParts, NO_TEXTS, SECTIONS, type Texts, titleOf } from './rules/sections.ts';
import { checkStated } from './rules/text.ts';
import type { Failure, Report } from './rules/types.ts';
import * as store from './store.ts';

/** Everything there is to say of one unit's report of one year. */
export type Opened = {
  unit: Unit;
  /** Unit at whose people's desk it lies. */
  seatId: string;
  year: number;
  until: Day;
  row: store.ReportRow | undefined;
  /** What the report says: as settled, or as the ledger has it. */
  built: Built;
  texts: Texts;
  title: string;
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
): Promise<{ built: Built; parts: Part[] }> {
  if (units.root?.id === unit.id) return wholeReport(db, system, units, year);
  const built = (await liveReports(db, system, units, year, unit.id)).get(unit.id);
  if (!built) throw new AppError('not_found', `${unit.id} has no report of its own`);
  return { built, parts: [] };
}

const isEmpty = (r: Report): boolean =>
  [r.table3, r.table4].every((t) => Object.values(t).every((row) => Object.values(row).every((n) => n === 0))) &&
  Object.values(r.table2.normativeDocuments).every((n) => !n);

/** Last year's report: as it was settled, else as the ledger has that year; undefined when the platform knows nothing of it. */
async function lastOf(db: Reader, system: System, units: Units, unit: Unit, year: number): Promise<Opened['last']> {
  if (year <= FIRST_YEAR) return undefined;
  const row = await store.reportOf(db, unit.id, year - 1);
  const said = row?.shown ?? row?.frozen;
  if (said) return { report: said.report, from: 'settled' };
  const { built } = await ledgerNow(db, system, units, unit, year - 1);
  return isEmpty(built.report) ? undefined : { report: built.report, from: 'ledger' };
}

/** All checks of a report: its balance, its text, and how it joins last year's. */
export const failuresOf = (r: Report, texts: Texts, last: Report | undefined): Failure[] => [
  ...checkReport(r),
  ...checkStated(r, figuresIn(SECTIONS.map((s) => texts[s.key]).join('\n'))),
  ...(last ? checkAgainst(r, last) : []),
];

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
  const [row, now, last, written, setting, policy] = await Promise.all([
    store.reportOf(db, unitId, year),
    ledgerNow(db, system, units, unit, year),
    lastOf(db, system, units, unit, year),
    store.reasonsOf(db, unitId, year),
    store.settingOf(db),
    unitPolicy(db, seatOf(units, unitId)),
  ]);
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
      writerId: row?.writerId ?? null,
      reviewerId: row?.reviewerId ?? null,
      errors: failures.filter((f) => f.severity === 'error').map((f) => f.say),
      emptyParts: emptyParts(texts),
      unexplained: changes.filter((c) => c.asks !== undefined && !reasons[c.cell]).map((c) => sayCell(c.cell)),
      open: now.parts.filter((p) => p.unitId !== unitId && !p.settled).map((p) => p.name),
      takenIn: row?.shown?.ledger !== undefined,
      running: year >= yearOf(today),
      threePeople: policy.threePeople,
    },
  };
}

/** Cells that may be entered by hand here, each with what was entered; those that the ledger counts are not among them. */
export const manualCells = (
  o: Pick<Opened, 'built'>,
): { cell: string; entry: Extract<Built['from'][string], { kind: 'entry' }> | undefined }[] =>
  MANUAL.flatMap((cell) => {
    const from = o.built.from[cell];
    return from?.kind === 'ledger' ? [] : [{ cell, entry: from?.kind === 'entry' ? from : undefined }];
  });

export type { Entry };
