import type { Actor } from './permission.ts';
import { exec, sql, type Tx } from './db/connection.ts';

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
