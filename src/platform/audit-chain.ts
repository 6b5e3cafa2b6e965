import { maybe, type Reader, sql } from './db/connection.ts';

export type ChainVerdict = { ok: true; rows: number } | { ok: false; rows: number; brokenAt: number };

/** Recomputes the whole audit chain in the database: each hash from its row, each row from the one before it. */
export async function verifyAuditChain(db: Reader): Promise<ChainVerdict> {
  const found = await maybe<{ rows: number; brokenAt: number | null }>(
    db,
    sql`select count(*)::int as rows,
          min(id) filter (where prev is distinct from before or hash is distinct from should) as "brokenAt"
        from (
          select a.id, a.prev, a.hash, lag(a.hash) over (order by a.id) as before,
            sha256(coalesce(lag(a.hash) over (order by a.id), ''::bytea) || platform.audit_text(a)) as should
          from platform.audit a
        ) chain`,
  );
  if (!found) return { ok: true, rows: 0 };
  return found.brokenAt === null ? { ok: true, rows: found.rows } : { ok: false, rows: found.rows, brokenAt: found.brokenAt };
}
