import { exec, maybe, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';

export type Item = { unitId: string; path: string; sha256: string; no: number; importedAt: Date };

export const itemOf = (db: Reader, unitId: string, path: string): Promise<Item | undefined> =>
  maybe(
    db,
    sql`select unit_id as "unitId", path, sha256, no, imported_at as "importedAt" from intake.item where unit_id = ${unitId} and path = ${path}`,
  );

export type Known = { sha256: string; no: number };

/** What a unit has imported so far, by path: asked once before many files. */
export const knownOf = async (db: Reader, unitId: string): Promise<Map<string, Known>> =>
  new Map(
    (
      await rows<Known & { path: string }>(db, sql`select path, sha256, no from intake.item where unit_id = ${unitId}`)
    ).map(({ path, sha256, no }) => [path, { sha256, no }]),
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

/** A file whose text was erased after a leak: the number of the work it had become. */
export const barredAs = async (db: Reader, sha256: string): Promise<number | undefined> =>
  (await maybe<{ no: number }>(db, sql`select no from intake.barred where sha256 = ${sha256}`))?.no;

/** The names of the files go, since they may name people; their fingerprints stay, so that no import publishes them again. */
export async function barItems(tx: Tx, no: number, at: Date): Promise<void> {
  await exec(
    tx,
    sql`insert into intake.barred (sha256, no, at) select distinct sha256, no, ${at}::timestamptz from intake.item where no = ${no} on conflict do nothing`,
  );
  await exec(tx, sql`delete from intake.item where no = ${no}`);
}
