import type { Day } from '../../lib/day.ts';
import { compiled, exec, maybe, one, PREPARED, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import type { CellFrom, Entry } from './rules/build.ts';
import type { State } from './rules/life.ts';
import { NO_TEXTS, type Texts } from './rules/sections.ts';
import type { Report } from './rules/types.ts';

/** What was approved: it never changes afterwards, whatever the ledger says. */
export type Frozen = {
  title: string;
  unitName: string;
  /** Last day counted. */
  until: Day;
  report: Report;
  from: Readonly<Record<string, CellFrom>>;
  texts: Texts;
  reasons: Readonly<Record<string, string>>;
  /** What the ledger had at that moment, where the report was not made from it (one that was public before). */
  ledger?: Report;
  /** The edition that such a report was read from. */
  edition?: string;
};

export type ReportRow = {
  unitId: string;
  year: number;
  state: State;
  version: number;
  texts: Texts;
  writerId: string | null;
  writer: string | null;
  reviewerId: string | null;
  reviewer: string | null;
  approverId: string | null;
  approver: string | null;
  frozen: Frozen | null;
  frozenHash: string | null;
  frozenAt: Date | null;
  logSize: number | null;
  /** What is public now. */
  shown: Frozen | null;
  publishedNo: number | null;
  publishedOn: Day | null;
  createdAt: Date;
  updatedAt: Date;
};

const COLUMNS = sql`unit_id as "unitId", year, state, version, texts, writer_id as "writerId", writer,
  reviewer_id as "reviewerId", reviewer, approver_id as "approverId", approver, frozen, frozen_hash as "frozenHash",
  frozen_at as "frozenAt", log_size as "logSize", shown, published_no as "publishedNo", published_on as "publishedOn",
  created_at as "createdAt", updated_at as "updatedAt"`;
const FROM = sql`from annualreport.report`;

/** Parts that are not there, never written or erased, are empty texts. */
const mended = (f: Frozen | null): Frozen | null => f && { ...f, texts: { ...NO_TEXTS, ...f.texts } };
const whole = (r: ReportRow): ReportRow => ({
  ...r,
  texts: { ...NO_TEXTS, ...r.texts },
  frozen: mended(r.frozen),
  shown: mended(r.shown),
});

export const reportOf = async (db: Reader, unitId: string, year: number): Promise<ReportRow | undefined> => {
  const row = await maybe<ReportRow>(db, sql`select ${COLUMNS} ${FROM} where unit_id = ${unitId} and year = ${year}`);
  return row && whole(row);
};
export const lockReport = async (tx: Tx, unitId: string, year: number): Promise<ReportRow | undefined> => {
  const row = await maybe<ReportRow>(
    tx,
    sql`select ${COLUMNS} ${FROM} where unit_id = ${unitId} and year = ${year} for update`,
  );
  return row && whole(row);
};
export const reportsOf = async (db: Reader, year: number): Promise<ReportRow[]> =>
  (await rows<ReportRow>(db, sql`select ${COLUMNS} ${FROM} where year = ${year} order by unit_id`)).map(whole);
export const lockReportOfWork = async (tx: Tx, no: number): Promise<ReportRow | undefined> => {
  const row = await maybe<ReportRow>(tx, sql`select ${COLUMNS} ${FROM} where published_no = ${no} for update`);
  return row && whole(row);
};

/** What lists need of each report. */
export type ReportLine = Pick<ReportRow, 'unitId' | 'year' | 'state' | 'publishedNo' | 'publishedOn'>;
const LINE = sql`unit_id as "unitId", year, state, published_no as "publishedNo", published_on as "publishedOn"`;
/** Of the report that was published as this work; asked for each page of one. */
export const lineOfWork = compiled<[no: number], ReportLine>(
  (no) => sql`${PREPARED} select ${LINE} ${FROM} where published_no = ${no}`,
);
/** Everything that is or was public, newest year first. */
export const published = (db: Reader): Promise<ReportLine[]> =>
  rows(db, sql`select ${LINE} ${FROM} where published_no is not null order by year desc, unit_id`);
export const lines = (db: Reader, year: number): Promise<ReportLine[]> =>
  rows(db, sql`select ${LINE} ${FROM} where year = ${year}`);
/** The edition that each taken-in report was read from, by its work; null: written here. */
export const readFrom = async (db: Reader): Promise<Map<number, string | null>> =>
  new Map(
    (
      await rows<{ no: number; edition: string | null }>(
        db,
        sql`select published_no as no, shown ->> 'edition' as edition ${FROM} where published_no is not null`,
      )
    ).map((r) => [r.no, r.edition]),
  );
export const years = async (db: Reader): Promise<number[]> =>
  (await rows<{ year: number }>(db, sql`select distinct year ${FROM} order by year desc`)).map((r) => r.year);

export const insertReport = (tx: Tx, unitId: string, year: number, at: Date): Promise<number> =>
  exec(
    tx,
    sql`insert into annualreport.report (unit_id, year, state, version, texts, created_at, updated_at)
        values (${unitId}, ${year}, 'draft', 1, ${JSON.stringify(NO_TEXTS)}, ${at}, ${at}) on conflict do nothing`,
  );
export const saveReport = (tx: Tx, r: ReportRow): Promise<number> =>
  exec(
    tx,
    sql`update annualreport.report set state = ${r.state}, version = ${r.version}, texts = ${JSON.stringify(r.texts)},
          writer_id = ${r.writerId}, writer = ${r.writer}, reviewer_id = ${r.reviewerId}, reviewer = ${r.reviewer},
          approver_id = ${r.approverId}, approver = ${r.approver},
          frozen = ${r.frozen === null ? null : JSON.stringify(r.frozen)}, frozen_hash = ${r.frozenHash},
          frozen_at = ${r.frozenAt}, log_size = ${r.logSize}, shown = ${r.shown === null ? null : JSON.stringify(r.shown)},
          published_no = ${r.publishedNo},
          published_on = ${r.publishedOn}, updated_at = ${r.updatedAt}
        where unit_id = ${r.unitId} and year = ${r.year}`,
  );

export type EntryRow = Entry & { unitId: string };
/** The newest entry of each cell, of one unit or of all. */
export const entriesOf = (db: Reader, year: number, unitId?: string): Promise<EntryRow[]> =>
  rows(
    db,
    sql`select distinct on (unit_id, cell) unit_id as "unitId", cell, value::float8 as value, source, by,
          to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as at
        from annualreport.entry where year = ${year} ${unitId === undefined ? sql`` : sql`and unit_id = ${unitId}`}
        order by unit_id, cell, id desc`,
  );
export const insertEntry = (
  tx: Tx,
  r: { unitId: string; year: number },
  e: { cell: string; value: number; source: string; by: string; at: Date },
): Promise<number> =>
  exec(
    tx,
    sql`insert into annualreport.entry (unit_id, year, cell, value, source, by, at)
        values (${r.unitId}, ${r.year}, ${e.cell}, ${e.value}, ${e.source}, ${e.by}, ${e.at})`,
  );

export const reasonsOf = async (db: Reader, unitId: string, year: number): Promise<Record<string, string>> =>
  Object.fromEntries(
    (
      await rows<{ cell: string; reason: string }>(
        db,
        sql`select distinct on (cell) cell, reason from annualreport.reason
            where unit_id = ${unitId} and year = ${year} order by cell, id desc`,
      )
    ).map((r) => [r.cell, r.reason]),
  );
export const insertReason = (
  tx: Tx,
  r: { unitId: string; year: number },
  e: { cell: string; reason: string; by: string; at: Date },
): Promise<number> =>
  exec(
    tx,
    sql`insert into annualreport.reason (unit_id, year, cell, reason, by, at)
        values (${r.unitId}, ${r.year}, ${e.cell}, ${e.reason}, ${e.by}, ${e.at})`,
  );

export type EventRow = { at: Date; actor: string; act: string; detail: string };
export const addEvent = (
  tx: Tx,
  r: { unitId: string; year: number },
  e: EventRow & { actorId: string | null },
): Promise<number> =>
  exec(
    tx,
    sql`insert into annualreport.event (unit_id, year, at, actor_id, actor, act, detail)
        values (${r.unitId}, ${r.year}, ${e.at}, ${e.actorId}, ${e.actor}, ${e.act}, ${e.detail})`,
  );
/** Everyone who ever wrote, entered, explained or sent on: also of what was public before a correction. */
export const writersOf = async (db: Reader, unitId: string, year: number): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      db,
      sql`select distinct actor_id as id from annualreport.event where unit_id = ${unitId} and year = ${year}
          and actor_id is not null and act in ('save', 'enter', 'explain', 'submit')`,
    )
  ).map((r) => r.id);
export const eventsOf = (db: Reader, unitId: string, year: number): Promise<EventRow[]> =>
  rows(
    db,
    sql`select at, actor, act, detail from annualreport.event where unit_id = ${unitId} and year = ${year} order by id`,
  );

export type Setting = {
  /** Characters of part one beyond which the page says so; no national number is known. */
  partOneChars: number;
  changePercent: number;
  changeLeast: number;
  /** `01-20`, in the year after the report's; null: the law's own day. */
  unitDue: string | null;
  governmentDue: string | null;
};
export const settingOf = (db: Reader): Promise<Setting> =>
  one(
    db,
    sql`select part_one_chars as "partOneChars", change_percent as "changePercent", change_least as "changeLeast",
          unit_due as "unitDue", government_due as "governmentDue" from annualreport.setting`,
  );
export const saveSetting = (tx: Tx, s: Setting): Promise<number> =>
  exec(
    tx,
    sql`update annualreport.setting set part_one_chars = ${s.partOneChars}, change_percent = ${s.changePercent},
          change_least = ${s.changeLeast}, unit_due = ${s.unitDue}, government_due = ${s.governmentDue}`,
  );
