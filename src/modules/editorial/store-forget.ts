/** What an erasure takes out of pieces. */
import { exec, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';

/** The moment a piece became an edition, by the register number its history names. */
const MADE = (logIndexes: readonly number[]) =>
  sql`exists (select 1 from editorial.step s where s.piece_id = p.id and s.act = 'published'
        and s.remark = any(${logIndexes.map((n) => `登记号${n}`)}::text[]))`;

type ToForget = {
  no: number;
  whole: boolean;
  /** Register numbers of the erased editions, and when each was the one that a correction began from. */
  editions: readonly { logIndex: number; from: Date; until: Date | null }[];
  files: readonly string[];
};

/**
 * The pieces that made erased editions, and corrections begun from them (which start as their copies): all of them when
 * nothing of the work remains. Locked, so that nobody saves the text back.
 */
export const piecesToForget = async (tx: Tx, w: ToForget): Promise<{ id: string; open: boolean }[]> => {
  const begun = w.editions.map(
    (e) =>
      sql`(p.correction is not null and p.created_at >= ${e.from} and p.state <> 'published'
           and ${e.until === null ? sql`true` : sql`p.created_at < ${e.until}`})`,
  );
  const which =
    w.editions.length === 0
      ? sql`false`
      : w.whole
        ? sql`true`
        : sql`(${sql.join([MADE(w.editions.map((e) => e.logIndex)), ...begun], sql` or `)})`;
  return rows(
    tx,
    sql`select p.id, p.state not in ('published', 'discarded') as open from editorial.piece p
        where p.no = ${w.no} and ${which} order by p.id for update`,
  );
};

/** What stays of a piece whose text was erased: who did what, when, where it stood. */
const KEPT = [
  'id',
  'unit_id',
  'state',
  'version',
  'title',
  'kind',
  'columns',
  'topics',
  'writer_id',
  'writer',
  'reviewer_id',
  'reviewer',
  'approver_id',
  'approver',
  'no',
  'correction',
  'created_at',
  'updated_at',
  'updated_by',
];

/**
 * Empties a piece; one still on its way is discarded. Every column goes that is not known to be harmless, also those that
 * are added to the table later: what somebody forgets to think of here is forgotten, not kept.
 */
export async function forgetPiece(tx: Tx, id: string, words: string, at: Date): Promise<void> {
  const others = await rows<{ name: string }>(
    tx,
    sql`select quote_ident(attname) as name from pg_attribute
        where attrelid = 'editorial.piece'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
          and attname <> all(${KEPT}::text[]) order by attnum`,
  );
  await exec(
    tx,
    sql`update editorial.piece set title = ${words},
          correction = case when correction is null then null else ${words} end,
          state = case when state = 'published' then state else 'discarded' end,
          version = version + 1, updated_at = ${at}, updated_by = '系统',
          ${sql.join(others.map((c) => sql`${sql.raw(c.name)} = default`))} where id = ${id}`,
  );
  // What the system wrote itself (register numbers) says nothing of the text.
  await exec(
    tx,
    sql`update editorial.step set remark = ${words} where piece_id = ${id} and act not in ('published', 'create') and remark not in ('', ${words})`,
  );
}

/** Attachments that went, taken out of every piece of the work; a piece that goes on may not publish them again. */
export const dropAttachments = (tx: Tx, no: number, files: readonly string[]): Promise<number> =>
  exec(
    tx,
    sql`update editorial.piece set version = version + 1, attachments = coalesce((
          select jsonb_agg(a order by n) from jsonb_array_elements(attachments) with ordinality as x (a, n)
          where not a->>'sha256' = any(${[...files]}::text[])), '[]')
        where no = ${no} and exists (select 1 from jsonb_array_elements(attachments) a where a->>'sha256' = any(${[...files]}::text[]))`,
  );

/** Files that some piece still carries. */
export const heldFiles = async (db: Reader, files: readonly string[]): Promise<string[]> =>
  (
    await rows<{ f: string }>(
      db,
      sql`select distinct a->>'sha256' as f from editorial.piece p, jsonb_array_elements(p.attachments) a
          where a->>'sha256' = any(${[...files]}::text[])`,
    )
  ).map((r) => r.f);
