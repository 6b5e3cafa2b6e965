import { exec, maybe, type Reader, sql, type Tx } from '../../platform/db/connection.ts';

export type Item = { unitId: string; path: string; sha256: string; no: number; importedAt: Date };

export const itemOf = (db: Reader, unitId: string, path: string): Promise<Item | undefined> =>
  maybe(
    db,
    sql`select unit_id as "unitId", path, sha256, no, imported_at as "importedAt" from intake.item where unit_id = ${unitId} and path = ${path}`,
  );

/** Held until the transaction ends, so that two imports of one file publish it once. */
export const lockItem = (tx: Tx, unitId: string, path: string): Promise<number> =>
  exec(tx, sql`select pg_advisory_xact_lock(hashtext('intake.item'), hashtext(${`${unitId} ${path}`}))`);

export const putItem = (tx: Tx, i: Item): Promise<number> =>
  exec(
    tx,
    sql`insert into intake.item (unit_id, path, sha256, no, imported_at) values (${i.unitId}, ${i.path}, ${i.sha256}, ${i.no}, ${i.importedAt})
        on conflict (unit_id, path) do update set sha256 = excluded.sha256, no = excluded.no, imported_at = excluded.imported_at`,
  );
