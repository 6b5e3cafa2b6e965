import { exec, type Reader, rows, sql, type Tx } from '../../../platform/db/connection.ts';

export type EventRow = { at: Date; actor: string; act: string; detail: string };

export const addEvent = (tx: Tx, taskId: string, e: EventRow): Promise<number> =>
  exec(
    tx,
    sql`insert into ledger.event (task_id, at, actor, act, detail) values (${taskId}, ${e.at}, ${e.actor}, ${e.act}, ${e.detail})`,
  );
export const eventsOf = (db: Reader, taskId: string): Promise<EventRow[]> =>
  rows(db, sql`select at, actor, act, detail from ledger.event where task_id = ${taskId} order by id`);

/** What the evidence of a work is called once the work's text is erased. */
const erasedName = (no: number): string => `登记号${no}（内容已删除）`;

/** Evidence that names an erased work keeps its number and no title; histories lose lines with that title. */
export async function forgetEvidence(
  tx: Tx,
  no: number,
  titles: readonly string[],
  words: string,
  at: Date,
): Promise<void> {
  await exec(
    tx,
    sql`update ledger.evidence set name = ${erasedName(no)}, probe = 'broken', why = ${`登记号${no}的内容已删除`}, probed_at = ${at},
          broken_at = coalesce(broken_at, ${at}) where kind = 'edition' and target = ${String(no)}`,
  );
  for (const title of titles) {
    await exec(tx, sql`update ledger.event set detail = ${words} where position(${title} in detail) > 0`);
    await exec(
      tx,
      sql`update ledger.report set text = replace(text, ${title}, ${words}), reason = replace(reason, ${title}, ${words})
          where position(${title} in text) > 0 or position(${title} in reason) > 0`,
    );
  }
}

/** Files that evidence or an imported plan still refers to. */
export const heldFiles = async (db: Reader, files: readonly string[]): Promise<string[]> =>
  (
    await rows<{ f: string }>(
      db,
      sql`select target as f from ledger.evidence where kind = 'file' and target = any(${[...files]}::text[])
          union select source_file from ledger.plan where source_file = any(${[...files]}::text[])`,
    )
  ).map((r) => r.f);

/** Tasks whose evidence is this work. */
export const tasksCiting = (
  db: Reader,
  no: number,
): Promise<{ taskId: string; taskNo: string; unitId: string; at: Date }[]> =>
  rows(
    db,
    sql`select distinct t.id as "taskId", t.no as "taskNo", r.unit_id as "unitId", r.at from ledger.evidence e
          join ledger.report r on r.id = e.report_id join ledger.task t on t.id = r.task_id
        where e.kind = 'edition' and e.target = ${String(no)} order by r.at`,
  );
