import { createHash } from 'node:crypto';
import { type Db, maybe, type ReadDb, rows, snapshot, sql } from './connection.ts';

/**
 * What is wrong at a row: `edited`, its hash does not fit its fields; `unlinked`, it does not follow the row before it;
 * `missing`, a number without a row (also at the end, where the head says there was one).
 */
export type AuditFault = { id: number; why: 'edited' | 'unlinked' | 'missing' };
type AuditVerdict = { ok: boolean; rows: number; faults: AuditFault[] };

type Row = { id: number; prev: Buffer; hash: Buffer; fields: (string | null)[] };

const PAGE = 2_000;
/** More would only repeat that the trail is broken. */
const MOST_FAULTS = 100;

/**
 * Recomputes the whole audit trail outside the database, from the fields as they stand there (migration
 * `20261124_0010_audit_head.sql` gives the same rule in SQL). Reads page by page in one snapshot; writes nothing.
 */
export async function verifyAuditChain(db: Db | ReadDb): Promise<AuditVerdict> {
  return snapshot(db, async (tx) => {
    const faults: AuditFault[] = [];
    let count = 0;
    let last: Pick<Row, 'id' | 'hash'> = { id: 0, hash: Buffer.alloc(0) };
    for (;;) {
      const page = await pageAfter(tx, last.id);
      for (const row of page) {
        for (let id = last.id + 1; id < row.id && faults.length < MOST_FAULTS; id++)
          faults.push({ id, why: 'missing' });
        if (!row.prev.equals(last.hash)) faults.push({ id: row.id, why: 'unlinked' });
        if (!hashOf(row).equals(row.hash)) faults.push({ id: row.id, why: 'edited' });
        last = row;
        count++;
      }
      if (page.length < PAGE || faults.length >= MOST_FAULTS) break;
    }
    if (faults.length < MOST_FAULTS) faults.push(...(await atTheEnd(tx, last)));
    return { ok: faults.length === 0, rows: count, faults: faults.slice(0, MOST_FAULTS) };
  });
}

const pageAfter = (tx: ReadDb, id: number): Promise<Row[]> =>
  rows<Row>(
    tx,
    sql`select id, prev, hash, array[id::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor_id,
               actor_label, unit_id, action, outcome, subject, detail::text, request_id] as fields
        from platform.audit where id > ${id} order by id limit ${PAGE}`,
  );

async function atTheEnd(tx: ReadDb, last: Pick<Row, 'id' | 'hash'>): Promise<AuditFault[]> {
  const head = await maybe<{ id: number; hash: Buffer }>(tx, sql`select id, hash from platform.audit_head`);
  if (!head || head.id < last.id) return [{ id: last.id, why: 'unlinked' }];
  if (head.id > last.id) return [{ id: last.id + 1, why: 'missing' }];
  return head.hash.equals(last.hash) ? [] : [{ id: last.id, why: 'unlinked' }];
}

function hashOf(row: Row): Buffer {
  const text = row.fields.map((v) => (v === null ? '-' : `${Buffer.byteLength(v)}:${v}`)).join('');
  return createHash('sha256').update(row.prev).update(text).digest();
}
