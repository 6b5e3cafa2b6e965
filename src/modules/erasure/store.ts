import type { Day } from '../../lib/day.ts';
import { exec, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';

/** One party to be told of a leak; open until somebody ticks it. */
export type Notice = {
  erasureId: string;
  code: string;
  due: Day;
  doneOn: Day | null;
  doneLabel: string | null;
  note: string;
};

const NOTICE = sql`erasure_id as "erasureId", code, due, done_on as "doneOn", done_label as "doneLabel", note`;

export const insertNotice = (tx: Tx, erasureId: string, code: string, due: Day): Promise<number> =>
  exec(
    tx,
    sql`insert into erasure.notice (erasure_id, code, due) values (${erasureId}, ${code}, ${due}) on conflict do nothing`,
  );

export const noticesOf = (db: Reader, erasureId: string): Promise<Notice[]> =>
  rows<Notice>(db, sql`select ${NOTICE} from erasure.notice where erasure_id = ${erasureId} order by due, code`);

export const openNotices = (db: Reader): Promise<Notice[]> =>
  rows<Notice>(db, sql`select ${NOTICE} from erasure.notice where done_on is null order by due, erasure_id, code`);

/** Answers whether there was such a notice and it was open. */
export const tick = async (
  tx: Tx,
  n: { erasureId: string; code: string; on: Day; label: string; note: string },
): Promise<boolean> =>
  (await exec(
    tx,
    sql`update erasure.notice set done_on = ${n.on}, done_label = ${n.label}, note = ${n.note}
        where erasure_id = ${n.erasureId} and code = ${n.code} and done_on is null`,
  )) === 1;

export type Reads = { day: Day; kind: string; n: number };

export async function keepReads(tx: Tx, erasureId: string, reads: readonly Reads[]): Promise<void> {
  for (const r of reads)
    await exec(
      tx,
      sql`insert into erasure.read_before (erasure_id, day, kind, n) values (${erasureId}, ${r.day}, ${r.kind}, ${r.n}) on conflict do nothing`,
    );
}

export const keptReads = (db: Reader, erasureId: string): Promise<Reads[]> =>
  rows<Reads>(
    db,
    sql`select day::text as day, kind, n::int as n from erasure.read_before where erasure_id = ${erasureId} order by day, kind`,
  );
