import { z } from 'zod';
import { type Day, isDay } from '../../lib/day.ts';
import { exec, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';

const DAY = z.string().refine(isDay);
const NOTED = z.object({
  notices: z.array(
    z.object({
      code: z.string(),
      due: DAY,
      doneOn: DAY.nullable(),
      doneLabel: z.string().nullable(),
      note: z.string(),
    }),
  ),
});

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

/** What was done about the notices, for the list outside the database; undefined when there are none. */
export async function notedOf(db: Reader, erasureId: string): Promise<unknown> {
  const all = await noticesOf(db, erasureId);
  return all.length > 0 ? { notices: all.map(({ erasureId: _, ...n }) => n) } : undefined;
}

/** Ticks that a restored backup does not know yet; what it knows stays. */
export async function readNoted(tx: Tx, erasureId: string, noted: unknown): Promise<void> {
  const read = NOTED.safeParse(noted);
  if (!read.success) return;
  for (const n of read.data.notices)
    if (n.doneOn !== null)
      await exec(
        tx,
        sql`insert into erasure.notice (erasure_id, code, due, done_on, done_label, note)
            values (${erasureId}, ${n.code}, ${n.due}, ${n.doneOn}, ${n.doneLabel}, ${n.note})
            on conflict (erasure_id, code) do update
            set done_on = excluded.done_on, done_label = excluded.done_label, note = excluded.note
            where erasure.notice.done_on is null`,
      );
}
