import type { RawBuilder } from 'kysely';
import type { Day } from '../lib/day.ts';
import { exec, maybe, one, type Reader, rows, sql, type Tx } from './db/connection.ts';
import { remarkPlace } from './db/remarks.ts';
import type { Actor } from './permission.ts';

export type AuditOutcome = 'done' | 'refused' | 'forbidden' | 'failed';

export type AuditEntry = {
  actor: Actor;
  action: string;
  outcome: AuditOutcome;
  /** What it was done to, e.g. `piece:01J…`. */
  subject?: string;
  unitId?: string;
  /** Small and free of personal data; the row can never be changed. */
  detail?: Record<string, unknown>;
  requestId?: string;
};

/** Appends one row to the audit trail inside the caller's transaction. The database chains and locks the rows. */
export async function writeAudit(tx: Tx, at: Date, e: AuditEntry): Promise<void> {
  await exec(
    tx,
    sql`insert into platform.audit (at, actor_id, actor_label, unit_id, action, outcome, subject, detail, request_id)
        values (${at}, ${e.actor.id}, ${e.actor.label}, ${e.unitId ?? e.actor.unitId ?? null}, ${e.action}, ${e.outcome},
                ${e.subject ?? null}, ${JSON.stringify(e.detail ?? {})}::jsonb, ${e.requestId ?? null})`,
  );
}

/** Number of the newest row; 0 when nothing was ever done. */
export const lastAudit = async (db: Reader): Promise<number> =>
  (await maybe<{ id: number }>(db, sql`select id from platform.audit_head`))?.id ?? 0;

/** What stands in the trail, for who looks where a leaked name was written down; it can never be changed. */
export const auditRemarks = remarkPlace({
  table: 'platform.audit',
  place: '审计记录',
  may: 'org:audit',
  idType: 'bigint',
  columns: ['detail'],
  unit: 't.unit_id',
  href: "'/console/admin/audit'",
});

export type AuditRow = {
  id: number;
  at: Date;
  actorId: string;
  actorLabel: string;
  unitId: string | null;
  action: string;
  outcome: AuditOutcome;
  subject: string | null;
  detail: Record<string, unknown>;
  requestId: string | null;
};

/** Empty texts filter nothing; days are days in China, both included. */
export type AuditFilter = {
  actor?: string;
  unitId?: string;
  action?: string;
  outcome?: string;
  subject?: string;
  from?: Day;
  to?: Day;
};

const matching = (f: AuditFilter): RawBuilder<unknown> =>
  sql.join(
    [
      sql`true`,
      ...(f.actor ? [sql`(actor_id = ${f.actor} or position(${f.actor} in actor_label) > 0)`] : []),
      ...(f.unitId ? [sql`unit_id = ${f.unitId}`] : []),
      ...(f.action ? [sql`starts_with(action, ${f.action})`] : []),
      ...(f.outcome ? [sql`outcome = ${f.outcome}`] : []),
      ...(f.subject ? [sql`subject = ${f.subject}`] : []),
      ...(f.from ? [sql`at >= (${f.from}::text || ' 00:00+08')::timestamptz`] : []),
      ...(f.to ? [sql`at < (${f.to}::text || ' 00:00+08')::timestamptz + interval '1 day'`] : []),
    ],
    sql` and `,
  );

/** Newest first. */
export const auditRows = (db: Reader, f: AuditFilter, limit: number, offset = 0): Promise<AuditRow[]> =>
  rows(
    db,
    sql`select id, at, actor_id as "actorId", actor_label as "actorLabel", unit_id as "unitId", action, outcome, subject, detail, request_id as "requestId"
        from platform.audit where ${matching(f)} order by id desc limit ${limit} offset ${offset}`,
  );

export const countAudit = async (db: Reader, f: AuditFilter): Promise<number> =>
  (await one<{ n: number }>(db, sql`select count(*)::int as n from platform.audit where ${matching(f)}`)).n;
