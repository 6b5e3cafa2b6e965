import type { Day } from '../../lib/day.ts';
import { exec, sql, type Tx } from '../../platform/db/connection.ts';
import { adoptMany, type EvidenceRow, type HappeningRow, putEvidenceMany, type ReminderRow } from './store.ts';

export type SeedCatalogue = {
  adoptions: readonly { unitId: string; itemId: string; adoptedOn: Day }[];
  evidence: readonly EvidenceRow[];
  happenings: readonly Omit<HappeningRow, 'id'>[];
  reminders: readonly Omit<ReminderRow, 'id'>[];
};

/** Fills the catalogue of a new database; one statement a table, whatever the number of units. */
export async function seedCatalogue(tx: Tx, s: SeedCatalogue, at: Date): Promise<void> {
  await adoptMany(tx, s.adoptions, at, '系统');
  await putEvidenceMany(tx, s.evidence);
  await exec(
    tx,
    sql`insert into catalogue.happening (unit_id, item_id, happened_on, what, rule, recorded_at, recorded_by)
        select d."unitId", d."itemId", d."happenedOn", d.what, d.rule, ${at}, d."recordedBy"
        from jsonb_to_recordset(${JSON.stringify(s.happenings)}::jsonb)
          as d("unitId" text, "itemId" text, "happenedOn" date, what text, rule int, "recordedBy" text)`,
  );
  await exec(
    tx,
    sql`insert into catalogue.reminder (unit_id, item_id, due, at, by, copied)
        select d."unitId", d."itemId", d.due, d.at, d.by, d.copied
        from jsonb_to_recordset(${JSON.stringify(s.reminders)}::jsonb)
          as d("unitId" text, "itemId" text, due date, at timestamptz, by text, copied text)`,
  );
}
