import type { Day } from '../../../lib/day.ts';
import { exec, maybe, type Reader, rows, sql, type Tx } from '../../../platform/db/connection.ts';
import type { FileRole, Letter } from '../rules/types.ts';
import type { FoiFile } from './types.ts';

const F = sql`f.id, f.application_id as "applicationId", f.request_id as "requestId", f.role, f.name, f.type, f.size, f.sha256,
  f.sealed, f.to_applicant as "toApplicant", f.created_at as "createdAt", f.by_label as "byLabel", f.deleted_on as "deletedOn"`;

/** Files of a case and of its application as a whole; deleted ones stay as rows, without bytes. */
export const filesOf = (db: Reader, applicationId: string, requestId?: string): Promise<FoiFile[]> =>
  rows<FoiFile>(
    db,
    sql`select ${F} from foi.file f where f.application_id = ${applicationId}
          and (${requestId ?? null}::text is null or f.request_id is null or f.request_id = ${requestId ?? null})
        order by f.created_at, f.id`,
  );
export const fileById = (db: Reader, id: string): Promise<FoiFile | undefined> =>
  maybe<FoiFile>(db, sql`select ${F} from foi.file f where f.id = ${id}`);
export const insertFile = (tx: Tx, f: FoiFile): Promise<number> =>
  exec(
    tx,
    sql`insert into foi.file (id, application_id, request_id, role, name, type, size, sha256, sealed, to_applicant, created_at, by_label)
        values (${f.id}, ${f.applicationId}, ${f.requestId}, ${f.role}, ${f.name}, ${f.type}, ${f.size}, ${f.sha256}, ${f.sealed},
          ${f.toApplicant}, ${f.createdAt}, ${f.byLabel})`,
  );
export const giveToApplicant = (tx: Tx, id: string): Promise<number> =>
  exec(tx, sql`update foi.file set to_applicant = true where id = ${id}`);
/** What was to be handed over with the answer of a case stays in it: all of it, or the files of one role. */
export const takeFromApplicant = (tx: Tx, requestId: string, role: FileRole | null = null): Promise<number> =>
  exec(
    tx,
    sql`update foi.file set to_applicant = false
        where request_id = ${requestId} and to_applicant and (${role}::text is null or role = ${role})`,
  );
/** Marks files as deleted; returns the bytes that no other row of ours needs. */
export async function dropFiles(tx: Tx, ids: readonly string[], on: Day): Promise<string[]> {
  const gone = await rows<{ sha256: string }>(
    tx,
    sql`update foi.file set deleted_on = ${on} where id = any(${[...ids]}::text[]) and deleted_on is null returning sha256`,
  );
  const held = await heldFiles(
    tx,
    gone.map((g) => g.sha256),
  );
  return gone.map((g) => g.sha256).filter((s) => !held.includes(s));
}
/** Proofs and mandates of these applications. */
export const proofsOf = (db: Reader, applicationIds: readonly string[]): Promise<FoiFile[]> =>
  rows<FoiFile>(
    db,
    sql`select ${F} from foi.file f where f.application_id = any(${[...applicationIds]}::text[]) and f.role in ('proof', 'mandate')
          and f.deleted_on is null`,
  );
/** Which of these bytes a case still refers to. */
export const heldFiles = async (db: Reader, shas: readonly string[]): Promise<string[]> =>
  (
    await rows<{ sha256: string }>(
      db,
      sql`select sha256 from foi.file where sha256 = any(${[...shas]}::text[]) and deleted_on is null
          union select docx from foi.letter where docx = any(${[...shas]}::text[])
          union select pdf from foi.letter where pdf = any(${[...shas]}::text[])`,
    )
  ).map((r) => r.sha256);

const L = sql`l.id, l.request_id as "requestId", l.kind, l.once, l.no, l.title, l.body, l.asked, l.decision, l.basis, l.state,
  l.issued_on as "issuedOn", l.docx, l.pdf`;

export const lettersOf = (db: Reader, requestId: string): Promise<Letter[]> =>
  rows<Letter>(db, sql`select ${L} from foi.letter l where l.request_id = ${requestId} order by l.created_at, l.id`);
export const letterById = (db: Reader, id: string): Promise<Letter | undefined> =>
  maybe<Letter>(db, sql`select ${L} from foi.letter l where l.id = ${id}`);
export const letterOnce = (db: Reader, requestId: string, once: string): Promise<Letter | undefined> =>
  maybe<Letter>(db, sql`select ${L} from foi.letter l where l.request_id = ${requestId} and l.once = ${once}`);

/** Writes or rewrites a draft; an issued letter is never touched. False: it is issued. */
export const saveLetter = async (tx: Tx, l: Letter & { at: Date; byLabel: string }): Promise<boolean> =>
  (await exec(
    tx,
    sql`insert into foi.letter (id, request_id, kind, once, title, body, asked, decision, basis, state, created_at, by_label)
        values (${l.id}, ${l.requestId}, ${l.kind}, ${l.once}, ${l.title}, ${JSON.stringify(l.body)}::jsonb,
          ${l.asked && JSON.stringify(l.asked)}::jsonb, ${l.decision},
          ${[...l.basis]}, 'draft', ${l.at}, ${l.byLabel})
        on conflict (request_id, once) do update set title = excluded.title, body = excluded.body, decision = excluded.decision,
          basis = excluded.basis, by_label = excluded.by_label where letter.state = 'draft'`,
  )) === 1;
/** Gives a draft its number and day, once. False: it had them already. */
export const issueLetterRow = async (tx: Tx, id: string, no: string, on: Day): Promise<boolean> =>
  (await exec(
    tx,
    sql`update foi.letter set no = ${no}, issued_on = ${on}, state = 'issued' where id = ${id} and state = 'draft'`,
  )) === 1;
/** The drawn files of an issued letter, once. False: another run was first. */
export const keepLetterFiles = async (tx: Tx, id: string, f: { docx: string; pdf: string }): Promise<boolean> =>
  (await exec(
    tx,
    sql`update foi.letter set docx = ${f.docx}, pdf = ${f.pdf} where id = ${id} and state = 'issued' and pdf is null`,
  )) === 1;
