import { exec, maybe, type Reader, rows, sql, type Tx } from '../../../platform/db/connection.ts';
import type { Request } from './types.ts';

export const R = sql`r.id, r.application_id as "applicationId", r.part, r.no, r.unit_id as "unitId", r.clerk_id as "clerkId",
  r.clerk_label as "clerkLabel", r.state, r.wanted, r.subject, r.received_on as "receivedOn", r.due,
  r.due_provisional as "dueProvisional", r.days, r.next_due as "nextDue", r.correct_by as "correctBy", r.proposal, r.decision, r.grounds,
  r.basis, r.reasons, r.whereabouts, r.report_row as "reportRow", r.remedy_class as "remedyClass",
  r.decided_on as "decidedOn", r.decided_by as "decidedBy", r.closed_on as "closedOn", r.delivered_on as "deliveredOn",
  r.delivered_how as "deliveredHow", r.archived_on as "archivedOn", r.due_was as "dueWas", r.rating,
  r.rating_note as "ratingNote", r.work_no as "workNo", r.version, r.created_at as "createdAt"`;

export const requestById = (db: Reader, id: string): Promise<Request | undefined> =>
  maybe<Request>(db, sql`select ${R} from foi.request r where r.id = ${id}`);
export const requestByNo = (db: Reader, no: string): Promise<Request | undefined> =>
  maybe<Request>(db, sql`select ${R} from foi.request r where r.no = ${no}`);
/** Locks the row until the transaction ends, so two clerks cannot decide at once. */
export const lockRequest = (tx: Tx, id: string): Promise<Request | undefined> =>
  maybe<Request>(tx, sql`select ${R} from foi.request r where r.id = ${id} for update`);
export const requestsOf = (db: Reader, applicationId: string): Promise<Request[]> =>
  rows<Request>(db, sql`select ${R} from foi.request r where r.application_id = ${applicationId} order by r.part`);

const json = (v: unknown) => (v === null ? sql`null` : sql`${JSON.stringify(v)}::jsonb`);

export const insertRequest = (tx: Tx, r: Request): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.request (id, application_id, part, no, unit_id, clerk_id, clerk_label, state, wanted, subject, received_on,
          due, due_provisional, days, next_due, correct_by, created_at)
        values (${r.id}, ${r.applicationId}, ${r.part}, ${r.no}, ${r.unitId}, ${r.clerkId}, ${r.clerkLabel}, ${r.state},
          ${r.wanted}, ${r.subject}, ${r.receivedOn}, ${r.due}, ${r.dueProvisional}, ${r.days}, ${r.nextDue}, ${r.correctBy}, ${r.createdAt})`,
  );

/** Everything that acts change; the row is locked, and its version grows so that a stale form is told. */
export const saveRequest = (tx: Tx, r: Request): Promise<number> =>
  exec(
    tx,
    sql`update foi.request set unit_id = ${r.unitId}, clerk_id = ${r.clerkId}, clerk_label = ${r.clerkLabel}, state = ${r.state},
          wanted = ${r.wanted}, subject = ${r.subject}, received_on = ${r.receivedOn}, due = ${r.due},
          due_provisional = ${r.dueProvisional}, days = ${r.days}, next_due = ${r.nextDue}, correct_by = ${r.correctBy},
          proposal = ${json(r.proposal)}, decision = ${r.decision}, grounds = ${r.grounds}, basis = ${r.basis},
          reasons = ${r.reasons}, whereabouts = ${r.whereabouts}, report_row = ${r.reportRow},
          remedy_class = ${r.remedyClass}, decided_on = ${r.decidedOn}, decided_by = ${r.decidedBy},
          closed_on = ${r.closedOn}, delivered_on = ${r.deliveredOn}, delivered_how = ${r.deliveredHow},
          archived_on = ${r.archivedOn}, due_was = ${r.dueWas}, rating = ${r.rating}, rating_note = ${r.ratingNote},
          work_no = ${r.workNo}, version = version + 1
        where id = ${r.id}`,
  );
