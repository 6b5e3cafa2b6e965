import type { Day } from '../../../lib/day.ts';
import { exec, maybe, type Reader, rows, sql, type Tx } from '../../../platform/db/connection.ts';
import { dependOn } from '../../../platform/depends.ts';
import type { Deadline, Unclear } from '../rules/types.ts';

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

const PLAN = sql`id, title, issuer, doc_no as "docNo", year, issued_on as "issuedOn", fingerprint, source_name as "sourceName",
  source_file as "sourceFile", is_public as "isPublic", closing, findings, looks_back as "looksBack",
  imported_at as "importedAt", imported_by as "importedBy"`;
const TASK = sql`id, plan_id as "planId", seq, no, section, title, text, deadlines, due, recurs, unclear, origin`;
const SHARE = sql`id, task_id as "taskId", role, named, unit_id as "unitId", accepted_for as "acceptedFor", accepted_at as "acceptedAt"`;

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
