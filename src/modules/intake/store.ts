import { exec, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';

export type Item = { unitId: string; path: string; sha256: string; no: number; importedAt: Date };

export type Known = { sha256: string; no: number };

/** What a unit has imported so far, by path: asked once before many files. */
export const knownOf = async (db: Reader, unitId: string): Promise<Map<string, Known>> =>
  new Map(
    (
      await rows<Known & { path: string }>(db, sql`select path, sha256, no from intake.item where unit_id = ${unitId}`)
    ).map(({ path, sha256, no }) => [path, { sha256, no }]),
  );

export const keyOfItem = (d: Pick<Item, 'unitId' | 'path'>): string => `${d.unitId} ${d.path}`;

/** Held until the transaction ends, so that two imports of one file publish it once. In one order, so that none waits in a ring. */
export const lockItems = (tx: Tx, docs: readonly Pick<Item, 'unitId' | 'path'>[]): Promise<number> =>
  exec(
    tx,
    sql`select pg_advisory_xact_lock(hashtext('intake.item'), h)
        from (select distinct hashtext(k) as h from unnest(${docs.map(keyOfItem)}::text[]) k order by 1) keys`,
  );

/** What is known of these files, by `keyOfItem`. */
export const itemsAt = async (db: Reader, docs: readonly Pick<Item, 'unitId' | 'path'>[]): Promise<Map<string, Item>> =>
  new Map(
    (
      await rows<Item>(
        db,
        sql`select i.unit_id as "unitId", i.path, i.sha256, i.no, i.imported_at as "importedAt"
            from unnest(${docs.map((d) => d.unitId)}::text[], ${docs.map((d) => d.path)}::text[]) as d(unit_id, path)
            join intake.item i using (unit_id, path)`,
      )
    ).map((i) => [keyOfItem(i), i]),
  );

export const putItems = (tx: Tx, items: readonly Item[]): Promise<number> =>
  exec(
    tx,
    sql`insert into intake.item (unit_id, path, sha256, no, imported_at)
        values ${sql.join(items.map((i) => sql`(${i.unitId}, ${i.path}, ${i.sha256}, ${i.no}, ${i.importedAt})`))}
        on conflict (unit_id, path) do update set sha256 = excluded.sha256, no = excluded.no, imported_at = excluded.imported_at`,
  );

/** Files whose text was erased after a leak: the number of the work each had become. */
export const barredAmong = async (db: Reader, files: readonly string[]): Promise<Map<string, number>> =>
  new Map(
    (
      await rows<{ sha256: string; no: number }>(
        db,
        sql`select sha256, no from intake.barred where sha256 = any(${[...files]}::text[])`,
      )
    ).map((b) => [b.sha256, b.no]),
  );

/** The names of the files go, since they may name people; their fingerprints stay, so that no import publishes them again. */
export async function barItems(tx: Tx, no: number, at: Date): Promise<void> {
  await exec(
    tx,
    sql`insert into intake.barred (sha256, no, at) select distinct sha256, no, ${at}::timestamptz from intake.item where no = ${no} on conflict do nothing`,
  );
  await exec(tx, sql`delete from intake.item where no = ${no}`);
}
