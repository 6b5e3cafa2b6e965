import { exec, maybe, one, type Reader, rows, sql, type Tx } from '../../../platform/db/connection.ts';

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
const REPORT = sql`id, task_id as "taskId", unit_id as "unitId", at, author_id as "authorId", author, text, state,
  decided_at as "decidedAt", decided_by as "decidedBy", reason`;
const EVIDENCE = sql`e.id, e.report_id as "reportId", e.kind, e.target, e.name, e.probe, e.why, e.probed_at as "probedAt", e.broken_at as "brokenAt"`;

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
/** How much of the evidence that counts was looked at since, and how much of that no longer answers. */
export const probedSince = (db: Reader, since: Date): Promise<{ looked: number; found: number }> =>
  one(
    db,
    sql`select count(*)::int as looked, (count(*) filter (where e.probe = 'broken'))::int as found
        from ledger.evidence e join ledger.report r on r.id = e.report_id
        where r.state <> 'returned' and e.probed_at >= ${since}`,
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
