import type { Day } from '../../lib/day.ts';
import { exec, maybe, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';
import type { Deadline, Unclear } from './rules/types.ts';

export type PlanRow = {
  id: string;
  title: string;
  issuer: string | null;
  docNo: string | null;
  year: number;
  issuedOn: Day | null;
  fingerprint: string;
  sourceName: string;
  sourceFile: string | null;
  isPublic: boolean;
  closing: string;
  findings: Unclear[];
  looksBack: string | null;
  importedAt: Date;
  importedBy: string;
};
export type TaskRow = {
  id: string;
  planId: string;
  seq: number;
  no: string;
  section: string;
  title: string;
  text: string;
  deadlines: Deadline[];
  due: Day | null;
  recurs: string | null;
  unclear: Unclear[];
  origin: string | null;
};
export type ShareRow = {
  id: number;
  taskId: string;
  role: 'lead' | 'responsible';
  named: string;
  unitId: string | null;
  acceptedFor: Day | null;
  acceptedAt: Date | null;
};
export type StepRow = {
  id: number;
  taskId: string;
  title: string;
  due: Day | null;
  unitId: string | null;
  doneAt: Date | null;
};
export type ReportRow = {
  id: string;
  taskId: string;
  unitId: string;
  at: Date;
  authorId: string;
  author: string;
  text: string;
  state: 'submitted' | 'accepted' | 'returned';
  decidedAt: Date | null;
  decidedBy: string | null;
  reason: string | null;
};
export type EvidenceRow = {
  id: string;
  reportId: string;
  kind: 'edition' | 'link' | 'file';
  target: string;
  name: string;
  probe: 'unchecked' | 'ok' | 'broken';
  why: string;
  probedAt: Date | null;
  brokenAt: Date | null;
};
export type EventRow = { at: Date; actor: string; act: string; detail: string };

const PLAN = sql`id, title, issuer, doc_no as "docNo", year, issued_on as "issuedOn", fingerprint, source_name as "sourceName",
  source_file as "sourceFile", is_public as "isPublic", closing, findings, looks_back as "looksBack",
  imported_at as "importedAt", imported_by as "importedBy"`;
const TASK = sql`id, plan_id as "planId", seq, no, section, title, text, deadlines, due, recurs, unclear, origin`;
const SHARE = sql`id, task_id as "taskId", role, named, unit_id as "unitId", accepted_for as "acceptedFor", accepted_at as "acceptedAt"`;
const REPORT = sql`id, task_id as "taskId", unit_id as "unitId", at, author_id as "authorId", author, text, state,
  decided_at as "decidedAt", decided_by as "decidedBy", reason`;
const EVIDENCE = sql`e.id, e.report_id as "reportId", e.kind, e.target, e.name, e.probe, e.why, e.probed_at as "probedAt", e.broken_at as "brokenAt"`;

export function plans(db: Reader): Promise<PlanRow[]> {
  dependOn('plans');
  return rows(db, sql`select ${PLAN} from ledger.plan order by year desc, imported_at desc`);
}
export const planById = (db: Reader, id: string): Promise<PlanRow | undefined> =>
  maybe(db, sql`select ${PLAN} from ledger.plan where id = ${id}`);
export const planByFingerprint = (db: Reader, f: string): Promise<PlanRow | undefined> =>
  maybe(db, sql`select ${PLAN} from ledger.plan where fingerprint = ${f}`);
export const lookBackOf = (db: Reader, planId: string): Promise<PlanRow | undefined> =>
  maybe(db, sql`select ${PLAN} from ledger.plan where looks_back = ${planId}`);

/** Serialises imports, so that two of the same plan at once make one. */
export const lockImports = (tx: Tx): Promise<number> =>
  exec(tx, sql`lock table ledger.plan in share row exclusive mode`);

export async function insertPlan(tx: Tx, p: PlanRow): Promise<void> {
  await exec(
    tx,
    sql`insert into ledger.plan (id, title, issuer, doc_no, year, issued_on, fingerprint, source_name, source_file, is_public, closing,
          findings, looks_back, imported_at, imported_by)
        values (${p.id}, ${p.title}, ${p.issuer}, ${p.docNo}, ${p.year}, ${p.issuedOn}, ${p.fingerprint}, ${p.sourceName}, ${p.sourceFile},
          ${p.isPublic}, ${p.closing}, ${JSON.stringify(p.findings)}::jsonb, ${p.looksBack}, ${p.importedAt}, ${p.importedBy})`,
  );
}
export const setPublic = (tx: Tx, id: string, isPublic: boolean): Promise<number> =>
  exec(tx, sql`update ledger.plan set is_public = ${isPublic} where id = ${id}`);

export const tasksOf = (db: Reader, planId: string): Promise<TaskRow[]> =>
  rows(db, sql`select ${TASK} from ledger.task where plan_id = ${planId} order by seq`);
export const taskById = (db: Reader, id: string): Promise<TaskRow | undefined> =>
  maybe(db, sql`select ${TASK} from ledger.task where id = ${id}`);
export const lockTask = (tx: Tx, id: string): Promise<TaskRow | undefined> =>
  maybe(tx, sql`select ${TASK} from ledger.task where id = ${id} for update`);
export async function insertTask(tx: Tx, t: TaskRow): Promise<void> {
  await exec(
    tx,
    sql`insert into ledger.task (id, plan_id, seq, no, section, title, text, deadlines, due, recurs, unclear, origin)
        values (${t.id}, ${t.planId}, ${t.seq}, ${t.no}, ${t.section}, ${t.title}, ${t.text}, ${JSON.stringify(t.deadlines)}::jsonb,
          ${t.due}, ${t.recurs}, ${JSON.stringify(t.unclear)}::jsonb, ${t.origin})`,
  );
}
export const setDue = (tx: Tx, id: string, due: Day | null, recurs: string | null): Promise<number> =>
  exec(tx, sql`update ledger.task set due = ${due}, recurs = ${recurs} where id = ${id}`);
export const setUnclear = (tx: Tx, id: string, unclear: Unclear[]): Promise<number> =>
  exec(tx, sql`update ledger.task set unclear = ${JSON.stringify(unclear)}::jsonb where id = ${id}`);

export const sharesOf = (db: Reader, planId: string): Promise<ShareRow[]> =>
  rows(
    db,
    sql`select ${SHARE} from ledger.share where task_id in (select id from ledger.task where plan_id = ${planId}) order by id`,
  );
export const sharesOfTask = (db: Reader, taskId: string): Promise<ShareRow[]> =>
  rows(db, sql`select ${SHARE} from ledger.share where task_id = ${taskId} order by role, id`);
/** A unit named twice keeps its first share; a lead stays a lead. */
export const insertShare = (tx: Tx, s: Omit<ShareRow, 'id' | 'acceptedAt'>): Promise<number> =>
  exec(
    tx,
    sql`insert into ledger.share (task_id, role, named, unit_id, accepted_for)
        values (${s.taskId}, ${s.role}, ${s.named}, ${s.unitId}, ${s.acceptedFor})
        on conflict (task_id, unit_id) where unit_id is not null do nothing`,
  );
export const removeShare = (tx: Tx, id: number): Promise<number> =>
  exec(tx, sql`delete from ledger.share where id = ${id}`);
export const acceptShare = (tx: Tx, taskId: string, unitId: string, forDay: Day, at: Date): Promise<number> =>
  exec(
    tx,
    sql`update ledger.share set accepted_for = ${forDay}, accepted_at = ${at} where task_id = ${taskId} and unit_id = ${unitId}`,
  );

export const stepsOf = (db: Reader, taskId: string): Promise<StepRow[]> =>
  rows(
    db,
    sql`select id, task_id as "taskId", title, due, unit_id as "unitId", done_at as "doneAt" from ledger.step where task_id = ${taskId} order by due nulls last, id`,
  );
export const insertStep = (tx: Tx, s: Omit<StepRow, 'id' | 'doneAt'>): Promise<number> =>
  exec(
    tx,
    sql`insert into ledger.step (task_id, title, due, unit_id) values (${s.taskId}, ${s.title}, ${s.due}, ${s.unitId})`,
  );
export const setStepDone = (tx: Tx, taskId: string, id: number, at: Date | null): Promise<number> =>
  exec(tx, sql`update ledger.step set done_at = ${at} where id = ${id} and task_id = ${taskId}`);
export const openSteps = (
  db: Reader,
  units: 'all' | readonly string[],
): Promise<(StepRow & { taskTitle: string; no: string })[]> =>
  rows(
    db,
    sql`select s.id, s.task_id as "taskId", s.title, s.due, s.unit_id as "unitId", s.done_at as "doneAt", t.title as "taskTitle", t.no
        from ledger.step s join ledger.task t on t.id = s.task_id
        where s.done_at is null and s.unit_id is not null and s.due is not null
          and ${units === 'all' ? sql`true` : sql`s.unit_id = any(${[...units]}::text[])`}`,
  );

export const reportsOf = (db: Reader, taskId: string): Promise<ReportRow[]> =>
  rows(db, sql`select ${REPORT} from ledger.report where task_id = ${taskId} order by at desc`);
export const reportsOfPlan = (db: Reader, planId: string): Promise<ReportRow[]> =>
  rows(
    db,
    sql`select ${REPORT} from ledger.report where task_id in (select id from ledger.task where plan_id = ${planId}) order by at desc`,
  );
export const submittedReports = (db: Reader): Promise<(ReportRow & { title: string; no: string })[]> =>
  rows(
    db,
    sql`select r.id, r.task_id as "taskId", r.unit_id as "unitId", r.at, r.author_id as "authorId", r.author, r.text, r.state,
          r.decided_at as "decidedAt", r.decided_by as "decidedBy", r.reason, t.title, t.no
        from ledger.report r join ledger.task t on t.id = r.task_id where r.state = 'submitted' order by r.at`,
  );
export const lockReport = (tx: Tx, id: string): Promise<ReportRow | undefined> =>
  maybe(tx, sql`select ${REPORT} from ledger.report where id = ${id} for update`);
export const insertReport = (tx: Tx, r: ReportRow): Promise<number> =>
  exec(
    tx,
    sql`insert into ledger.report (id, task_id, unit_id, at, author_id, author, text, state)
        values (${r.id}, ${r.taskId}, ${r.unitId}, ${r.at}, ${r.authorId}, ${r.author}, ${r.text}, ${r.state})`,
  );
export const decideReport = (
  tx: Tx,
  id: string,
  state: 'accepted' | 'returned',
  at: Date,
  by: string,
  reason: string | null,
): Promise<number> =>
  exec(
    tx,
    sql`update ledger.report set state = ${state}, decided_at = ${at}, decided_by = ${by}, reason = ${reason} where id = ${id}`,
  );

export const insertEvidence = (tx: Tx, e: EvidenceRow): Promise<number> =>
  exec(
    tx,
    sql`insert into ledger.evidence (id, report_id, kind, target, name, probe, why, probed_at)
        values (${e.id}, ${e.reportId}, ${e.kind}, ${e.target}, ${e.name}, ${e.probe}, ${e.why}, ${e.probedAt})`,
  );
export const evidenceOfReport = (db: Reader, reportId: string): Promise<EvidenceRow[]> =>
  rows(db, sql`select ${EVIDENCE} from ledger.evidence e where e.report_id = ${reportId} order by e.id`);
export const evidenceOfPlan = (
  db: Reader,
  planId: string,
): Promise<(EvidenceRow & { taskId: string; unitId: string; reportState: string })[]> =>
  rows(
    db,
    sql`select ${EVIDENCE}, r.task_id as "taskId", r.unit_id as "unitId", r.state as "reportState"
        from ledger.evidence e join ledger.report r on r.id = e.report_id join ledger.task t on t.id = r.task_id
        where t.plan_id = ${planId} order by r.at desc, e.id`,
  );
/** Evidence that carries a "done", to be looked at again. */
export const evidenceToProbe = (
  db: Reader,
  before: Date,
): Promise<(EvidenceRow & { taskId: string; unitId: string })[]> =>
  rows(
    db,
    sql`select ${EVIDENCE}, r.task_id as "taskId", r.unit_id as "unitId" from ledger.evidence e join ledger.report r on r.id = e.report_id
        where r.state <> 'returned' and (e.probed_at is null or e.probed_at < ${before}) order by e.probed_at nulls first limit 500`,
  );
/** Evidence that shows one of these works, in reports that still count. */
export const evidenceOfWorks = (
  db: Reader,
  nos: readonly number[],
): Promise<(EvidenceRow & { taskId: string; unitId: string })[]> =>
  rows(
    db,
    sql`select ${EVIDENCE}, r.task_id as "taskId", r.unit_id as "unitId" from ledger.evidence e join ledger.report r on r.id = e.report_id
        where r.state <> 'returned' and e.kind = 'edition' and e.target = any(${nos.map(String)}::text[]) order by e.id`,
  );
export const setProbe = (tx: Tx, id: string, probe: 'ok' | 'broken', why: string, at: Date): Promise<number> =>
  exec(
    tx,
    sql`update ledger.evidence set probe = ${probe}, why = ${why}, probed_at = ${at},
          broken_at = case when ${probe} = 'broken' then coalesce(broken_at, ${at}) else null end where id = ${id}`,
  );
export const evidenceFile = (db: Reader, taskId: string, sha256: string): Promise<EvidenceRow | undefined> =>
  maybe(
    db,
    sql`select ${EVIDENCE} from ledger.evidence e join ledger.report r on r.id = e.report_id
        where r.task_id = ${taskId} and e.kind = 'file' and e.target = ${sha256} limit 1`,
  );

export const addEvent = (tx: Tx, taskId: string, e: EventRow): Promise<number> =>
  exec(
    tx,
    sql`insert into ledger.event (task_id, at, actor, act, detail) values (${taskId}, ${e.at}, ${e.actor}, ${e.act}, ${e.detail})`,
  );
export const eventsOf = (db: Reader, taskId: string): Promise<EventRow[]> =>
  rows(db, sql`select at, actor, act, detail from ledger.event where task_id = ${taskId} order by id`);

/** What the evidence of a work is called once the work's text is erased. */
const erasedName = (no: number): string => `登记号${no}（内容已删除）`;

/** Evidence that names an erased work keeps its number and no title; histories lose lines with that title. */
export async function forgetEvidence(
  tx: Tx,
  no: number,
  titles: readonly string[],
  words: string,
  at: Date,
): Promise<void> {
  await exec(
    tx,
    sql`update ledger.evidence set name = ${erasedName(no)}, probe = 'broken', why = ${`登记号${no}的内容已删除`}, probed_at = ${at},
          broken_at = coalesce(broken_at, ${at}) where kind = 'edition' and target = ${String(no)}`,
  );
  for (const title of titles) {
    await exec(tx, sql`update ledger.event set detail = ${words} where position(${title} in detail) > 0`);
    await exec(
      tx,
      sql`update ledger.report set text = replace(text, ${title}, ${words}), reason = replace(reason, ${title}, ${words})
          where position(${title} in text) > 0 or position(${title} in reason) > 0`,
    );
  }
}

/** Files that evidence or an imported plan still refers to. */
export const heldFiles = async (db: Reader, files: readonly string[]): Promise<string[]> =>
  (
    await rows<{ f: string }>(
      db,
      sql`select target as f from ledger.evidence where kind = 'file' and target = any(${[...files]}::text[])
          union select source_file from ledger.plan where source_file = any(${[...files]}::text[])`,
    )
  ).map((r) => r.f);

/** Tasks whose evidence is this work. */
export const tasksCiting = (
  db: Reader,
  no: number,
): Promise<{ taskId: string; taskNo: string; unitId: string; at: Date }[]> =>
  rows(
    db,
    sql`select distinct t.id as "taskId", t.no as "taskNo", r.unit_id as "unitId", r.at from ledger.evidence e
          join ledger.report r on r.id = e.report_id join ledger.task t on t.id = r.task_id
        where e.kind = 'edition' and e.target = ${String(no)} order by r.at`,
  );
