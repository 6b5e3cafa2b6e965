import type { Day } from '../../lib/day.ts';
import { exec, maybe, one, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import type { Carrier, CatalogueItem, TimingRule } from './rules/types.ts';

/** What a unit has decided about one item. */
export type Adoption = {
  unitId: string;
  itemId: string;
  state: 'adopted' | 'dropped';
  adoptedOn: Day;
  /** Null: as the national catalogue has it. */
  content: string | null;
  timingText: string | null;
  timing: TimingRule[] | null;
  carriers: Carrier[] | null;
  contact: string;
  /** The whole item, when it is of the unit's own making. */
  own: CatalogueItem | null;
  reason: string;
  /** Since when it is left out; null while it is not. */
  droppedOn: Day | null;
  updatedAt: Date;
  /** How who decided last is called, and who it is; null of rows of before that was kept. */
  updatedBy: string;
  updatedById: string | null;
};

export type EvidenceRow = { no: number; unitId: string; itemId: string; publishedOn: Day; title: string };
export type HappeningRow = {
  id: number;
  unitId: string;
  itemId: string;
  happenedOn: Day;
  what: string;
  rule: number;
  recordedBy: string;
};
export type ReminderRow = {
  id: number;
  unitId: string;
  itemId: string;
  due: Day | null;
  at: Date;
  by: string;
  copied: string;
};
export type SettingRow = { soonDays: number; silenceDays: number | null };
export type ReleaseRow = { unitId: string; no: number; version: number; at: Date };

const ADOPTION = sql`unit_id as "unitId", item_id as "itemId", state, adopted_on as "adoptedOn", content, timing_text as "timingText",
  timing, carriers, contact, own, reason, dropped_on as "droppedOn", updated_at as "updatedAt", updated_by as "updatedBy",
  updated_by_id as "updatedById"`;
const EVIDENCE = sql`no, unit_id as "unitId", item_id as "itemId", published_on as "publishedOn", title`;

const ofUnits = (units: 'all' | readonly string[]) =>
  units === 'all' ? sql`true` : sql`unit_id = any(${[...units]}::text[])`;

export const adoptions = (db: Reader, units: 'all' | readonly string[] = 'all'): Promise<Adoption[]> =>
  rows<Adoption>(db, sql`select ${ADOPTION} from catalogue.adoption where ${ofUnits(units)} order by unit_id, item_id`);

export const adoptionOf = (db: Reader, unitId: string, itemId: string): Promise<Adoption | undefined> =>
  maybe<Adoption>(
    db,
    sql`select ${ADOPTION} from catalogue.adoption where unit_id = ${unitId} and item_id = ${itemId}`,
  );

export async function putAdoption(tx: Tx, a: Adoption): Promise<void> {
  await exec(
    tx,
    sql`insert into catalogue.adoption (unit_id, item_id, state, adopted_on, content, timing_text, timing, carriers, contact, own, reason, dropped_on, updated_at,
          updated_by, updated_by_id)
        values (${a.unitId}, ${a.itemId}, ${a.state}, ${a.adoptedOn}, ${a.content}, ${a.timingText}, ${json(a.timing)}::jsonb, ${a.carriers},
          ${a.contact}, ${json(a.own)}::jsonb, ${a.reason}, ${a.droppedOn}, ${a.updatedAt}, ${a.updatedBy}, ${a.updatedById})
        on conflict (unit_id, item_id) do update set state = excluded.state, adopted_on = excluded.adopted_on, content = excluded.content,
          timing_text = excluded.timing_text, timing = excluded.timing, carriers = excluded.carriers, contact = excluded.contact,
          own = excluded.own, reason = excluded.reason, dropped_on = excluded.dropped_on, updated_at = excluded.updated_at,
          updated_by = excluded.updated_by, updated_by_id = excluded.updated_by_id`,
  );
}

/** Many units adopting as the catalogue has it, in one statement; what a unit already decided stays. */
export const adoptMany = (
  tx: Tx,
  list: readonly { unitId: string; itemId: string; adoptedOn: Day }[],
  at: Date,
  by: string,
  byId: string | null = null,
): Promise<number> =>
  exec(
    tx,
    sql`insert into catalogue.adoption (unit_id, item_id, state, adopted_on, updated_at, updated_by, updated_by_id)
        select d."unitId", d."itemId", 'adopted', d."adoptedOn", ${at}, ${by}, ${byId}
        from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as d("unitId" text, "itemId" text, "adoptedOn" date)
        on conflict do nothing`,
  );

const json = (v: unknown): string | null => (v === null ? null : JSON.stringify(v));

/** Held until the transaction ends: two people cannot number own items, or publish the catalogue, at once. */
export const lockUnit = (tx: Tx, unitId: string): Promise<number> =>
  exec(tx, sql`select pg_advisory_xact_lock(hashtext('catalogue.unit'), hashtext(${unitId}))`);

export const evidence = (db: Reader, units: 'all' | readonly string[] = 'all', to?: Day): Promise<EvidenceRow[]> =>
  rows<EvidenceRow>(
    db,
    sql`select ${EVIDENCE} from catalogue.evidence where ${ofUnits(units)} and (${to ?? null}::date is null or published_on <= ${to ?? null})
        order by published_on, no`,
  );
export const evidenceAt = (db: Reader, no: number): Promise<EvidenceRow | undefined> =>
  maybe<EvidenceRow>(db, sql`select ${EVIDENCE} from catalogue.evidence where no = ${no}`);
export const putEvidence = (tx: Tx, e: EvidenceRow): Promise<number> =>
  exec(
    tx,
    sql`insert into catalogue.evidence (no, unit_id, item_id, published_on, title)
        values (${e.no}, ${e.unitId}, ${e.itemId}, ${e.publishedOn}, ${e.title})
        on conflict (no) do update set unit_id = excluded.unit_id, item_id = excluded.item_id,
          published_on = excluded.published_on, title = excluded.title`,
  );
/** Which of these works speak for an item so far. */
export const evidenceAmong = async (db: Reader, nos: readonly number[]): Promise<number[]> =>
  (await rows<{ no: number }>(db, sql`select no from catalogue.evidence where no = any(${[...nos]}::bigint[])`)).map(
    (r) => r.no,
  );
export const dropEvidence = (tx: Tx, no: number): Promise<number> =>
  exec(tx, sql`delete from catalogue.evidence where no = ${no}`);
export const putEvidenceMany = (tx: Tx, list: readonly EvidenceRow[]): Promise<number> =>
  exec(
    tx,
    sql`insert into catalogue.evidence (no, unit_id, item_id, published_on, title)
        select d.no, d."unitId", d."itemId", d."publishedOn", d.title
        from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as d(no bigint, "unitId" text, "itemId" text, "publishedOn" date, title text)
        on conflict (no) do nothing`,
  );

export const happenings = (db: Reader, units: 'all' | readonly string[] = 'all', to?: Day): Promise<HappeningRow[]> =>
  rows<HappeningRow>(
    db,
    sql`select id::int as id, unit_id as "unitId", item_id as "itemId", happened_on as "happenedOn", what, rule, recorded_by as "recordedBy"
        from catalogue.happening where struck is null and ${ofUnits(units)} and (${to ?? null}::date is null or happened_on <= ${to ?? null})
        order by happened_on, id`,
  );
export const addHappening = (tx: Tx, h: Omit<HappeningRow, 'id'>, at: Date): Promise<number> =>
  exec(
    tx,
    sql`insert into catalogue.happening (unit_id, item_id, happened_on, what, rule, recorded_at, recorded_by)
        values (${h.unitId}, ${h.itemId}, ${h.happenedOn}, ${h.what}, ${h.rule}, ${at}, ${h.recordedBy})`,
  );
/** A slip of the pen is struck, not deleted; answers how many there were. */
export const strikeHappening = (tx: Tx, unitId: string, id: number, by: string): Promise<number> =>
  exec(
    tx,
    sql`update catalogue.happening set struck = ${by} where id = ${id} and unit_id = ${unitId} and struck is null`,
  );

export const reminders = (db: Reader, units: 'all' | readonly string[] = 'all'): Promise<ReminderRow[]> =>
  rows<ReminderRow>(
    db,
    sql`select id::int as id, unit_id as "unitId", item_id as "itemId", due, at, by, copied from catalogue.reminder
        where ${ofUnits(units)} order by at, id`,
  );
export const addReminder = (tx: Tx, r: Omit<ReminderRow, 'id'>): Promise<number> =>
  exec(
    tx,
    sql`insert into catalogue.reminder (unit_id, item_id, due, at, by, copied)
        values (${r.unitId}, ${r.itemId}, ${r.due}, ${r.at}, ${r.by}, ${r.copied})`,
  );

export const setting = (db: Reader): Promise<SettingRow> =>
  one<SettingRow>(db, sql`select soon_days as "soonDays", silence_days as "silenceDays" from catalogue.setting`);
export const saveSetting = (tx: Tx, s: SettingRow): Promise<number> =>
  exec(tx, sql`update catalogue.setting set soon_days = ${s.soonDays}, silence_days = ${s.silenceDays}`);

export const releaseOf = (db: Reader, unitId: string): Promise<ReleaseRow | undefined> =>
  maybe<ReleaseRow>(
    db,
    sql`select unit_id as "unitId", no, version, at from catalogue.release where unit_id = ${unitId}`,
  );
export const putRelease = (tx: Tx, r: ReleaseRow): Promise<number> =>
  exec(
    tx,
    sql`insert into catalogue.release (unit_id, no, version, at) values (${r.unitId}, ${r.no}, ${r.version}, ${r.at})
        on conflict (unit_id) do update set no = excluded.no, version = excluded.version, at = excluded.at`,
  );
