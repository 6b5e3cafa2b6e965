import type { Day } from '../../../lib/day.ts';
import { exec, maybe, type Reader, rows, sql, type Tx } from '../../../platform/db/connection.ts';
import type { DraftState, Move } from '../rules/stages.ts';

export type DraftRow = {
  id: string;
  unitId: string;
  issuerId: string;
  title: string;
  html: string;
  note: string;
  touchesRights: boolean;
  state: DraftState;
  version: number;
  replacesId: string | null;
  docNo: string | null;
  unifiedLetters: string | null;
  unifiedYear: number | null;
  unifiedSerial: number | null;
  issuedOn: Day | null;
  fromOn: Day | null;
  untilOn: Day | null;
  pieceId: string | null;
  no: number | null;
  createdAt: Date;
  updatedAt: Date;
};

const DRAFT = sql`id, unit_id as "unitId", issuer_id as "issuerId", title, html, note, touches_rights as "touchesRights", state,
  version, replaces_id as "replacesId", doc_no as "docNo", unified_letters as "unifiedLetters", unified_year as "unifiedYear",
  unified_serial as "unifiedSerial", issued_on as "issuedOn", from_on as "fromOn", until_on as "untilOn", piece_id as "pieceId",
  no, created_at as "createdAt", updated_at as "updatedAt"`;

export const draftById = (db: Reader, id: string): Promise<DraftRow | undefined> =>
  maybe(db, sql`select ${DRAFT} from policy.draft where id = ${id}`);
/** Locks a draft until the transaction ends. */
export const lockDraft = (tx: Tx, id: string): Promise<DraftRow | undefined> =>
  maybe(tx, sql`select ${DRAFT} from policy.draft where id = ${id} for update`);
export const drafts = (db: Reader, f: { units?: readonly string[]; states?: readonly DraftState[] } = {}) =>
  rows<DraftRow>(
    db,
    sql`select ${DRAFT} from policy.draft
        where ${f.units ? sql`unit_id = any(${[...f.units]}::text[])` : sql`true`}
          and ${f.states ? sql`state = any(${[...f.states]}::text[])` : sql`true`}
        order by updated_at desc`,
  );
/** Registered, with a piece under way and not yet seen in public. */
export const waitingDrafts = (db: Reader): Promise<DraftRow[]> =>
  rows(db, sql`select ${DRAFT} from policy.draft where piece_id is not null and no is null`);
export const draftOfWork = (db: Reader, no: number): Promise<DraftRow | undefined> =>
  maybe(db, sql`select ${DRAFT} from policy.draft where no = ${no}`);
export const draftOfPiece = (db: Reader, pieceId: string): Promise<DraftRow | undefined> =>
  maybe(db, sql`select ${DRAFT} from policy.draft where piece_id = ${pieceId}`);

export const insertDraft = (tx: Tx, d: DraftRow): Promise<number> =>
  exec(
    tx,
    sql`insert into policy.draft (id, unit_id, issuer_id, title, html, note, touches_rights, state, version, replaces_id,
          created_at, updated_at)
        values (${d.id}, ${d.unitId}, ${d.issuerId}, ${d.title}, ${d.html}, ${d.note}, ${d.touchesRights}, ${d.state},
          ${d.version}, ${d.replacesId}, ${d.createdAt}, ${d.updatedAt})`,
  );
export const saveDraft = (tx: Tx, d: DraftRow, docNoKey: string | null): Promise<number> =>
  exec(
    tx,
    sql`update policy.draft set issuer_id = ${d.issuerId}, title = ${d.title}, html = ${d.html}, note = ${d.note},
          touches_rights = ${d.touchesRights}, state = ${d.state}, version = ${d.version}, replaces_id = ${d.replacesId},
          doc_no = ${d.docNo}, doc_no_key = ${docNoKey}, unified_letters = ${d.unifiedLetters}, unified_year = ${d.unifiedYear},
          unified_serial = ${d.unifiedSerial}, issued_on = ${d.issuedOn}, from_on = ${d.fromOn}, until_on = ${d.untilOn},
          piece_id = ${d.pieceId}, no = ${d.no}, updated_at = ${d.updatedAt} where id = ${d.id}`,
  );

/** Published drafts that say which document they replace. */
export const replacements = (db: Reader): Promise<{ no: number; replacesId: string }[]> =>
  rows(
    db,
    sql`select no, replaces_id as "replacesId" from policy.draft where no is not null and replaces_id is not null`,
  );

/** Title of the draft of this issuer that holds the unified number already. */
export const unifiedTaken = async (
  db: Reader,
  issuerId: string,
  year: number,
  serial: number,
  but: string,
): Promise<string | undefined> =>
  (
    await maybe<{ title: string }>(
      db,
      sql`select title from policy.draft where issuer_id = ${issuerId} and unified_year = ${year}
            and unified_serial = ${serial} and id <> ${but}`,
    )
  )?.title;
export const docNoTakenByDraft = async (db: Reader, key: string, but: string): Promise<string | undefined> =>
  (await maybe<{ title: string }>(db, sql`select title from policy.draft where doc_no_key = ${key} and id <> ${but}`))
    ?.title;
/** The letters this issuer used last, and the highest serial of a year: what the next number will most likely be. */
export const lastUnified = (
  db: Reader,
  issuerId: string,
  year: number,
): Promise<{ letters: string | null; serial: number | null } | undefined> =>
  maybe(
    db,
    sql`select (select unified_letters from policy.draft where issuer_id = ${issuerId} and unified_letters is not null
                  order by unified_year desc, unified_serial desc limit 1) as letters,
               (select max(unified_serial) from policy.draft where issuer_id = ${issuerId} and unified_year = ${year}) as serial`,
  );

export type EventRow = {
  at: Date;
  actorId: string;
  actor: string;
  move: Move | 'create';
  detail: Record<string, unknown>;
};
export const addDraftEvent = (tx: Tx, draftId: string, e: EventRow): Promise<number> =>
  exec(
    tx,
    sql`insert into policy.draft_event (draft_id, at, actor_id, actor, move, detail)
        values (${draftId}, ${e.at}, ${e.actorId}, ${e.actor}, ${e.move}, ${JSON.stringify(e.detail)}::jsonb)`,
  );
export const draftEvents = (db: Reader, draftId: string): Promise<EventRow[]> =>
  rows(
    db,
    sql`select at, actor_id as "actorId", actor, move, detail from policy.draft_event where draft_id = ${draftId} order by id`,
  );
export const eventsOfMany = (db: Reader, ids: readonly string[]): Promise<(EventRow & { draftId: string })[]> =>
  rows(
    db,
    sql`select draft_id as "draftId", at, actor_id as "actorId", actor, move, detail from policy.draft_event
        where draft_id = any(${[...ids]}::text[]) order by id`,
  );
/** Reviews of a period with the day the materials came. */
export const reviewsIn = (
  db: Reader,
  from: Day,
  to: Day,
  unitId?: string,
): Promise<{ reviewedOn: Day; submittedOn: Day }[]> =>
  rows(
    db,
    sql`select (e.at at time zone 'Asia/Shanghai')::date::text as "reviewedOn",
          (select max((s.at at time zone 'Asia/Shanghai')::date)::text from policy.draft_event s
            where s.draft_id = e.draft_id and s.move = 'submit' and s.id < e.id) as "submittedOn"
        from policy.draft_event e join policy.draft d on d.id = e.draft_id
        where e.move = 'review' and (e.at at time zone 'Asia/Shanghai')::date between ${from} and ${to}
          and ${unitId ? sql`d.unit_id = ${unitId}` : sql`true`}`,
  );

/** Words of a work that was erased: its row in the ledger, its draft with everything said on the way, what it named. */
export async function forgetWork(tx: Tx, no: number, word: string): Promise<void> {
  const mine = sql`(select id from policy.draft where no = ${no})`;
  await exec(
    tx,
    sql`update policy.round set title = ${word}, html = ${word}, note = ${word}, answer = '' where draft_id in ${mine}`,
  );
  await exec(tx, sql`delete from policy.comment where draft_id in ${mine}`);
  await exec(tx, sql`update policy.comment_group set said = ${word}, done = ${word} where draft_id in ${mine}`);
  await exec(tx, sql`update policy.draft_event set detail = '{}' where draft_id in ${mine} and detail <> '{}'`);
  await exec(tx, sql`update policy.draft set title = ${word}, html = ${word}, note = ${word} where no = ${no}`);
  await exec(
    tx,
    sql`update policy.document set title = ${word}, reason = case when reason = '' then '' else ${word} end where no = ${no}`,
  );
  await exec(tx, sql`delete from policy.cite where from_no = ${no}`);
}
