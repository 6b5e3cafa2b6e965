import { exec, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';

export type Fingerprint = { no: number; editionId: string; sketch: readonly number[] };

/** Keeps the sketches of the newest editions of works. */
export const putFingerprints = (tx: Tx, all: readonly Fingerprint[]): Promise<number> =>
  exec(
    tx,
    sql`insert into checks.fingerprint (no, edition_id, sketch)
        values ${sql.join(all.map((f) => sql`(${f.no}, ${f.editionId}, ${[...f.sketch]}::int[])`))}
        on conflict (no) do update set edition_id = excluded.edition_id, sketch = excluded.sketch`,
  );

export const removeFingerprints = (tx: Tx, nos: readonly number[]): Promise<number> =>
  exec(tx, sql`delete from checks.fingerprint where no = any(${[...nos]}::bigint[])`);

/** Works that share at least `atLeast` hashes with the sketch, most first. */
export const similar = (
  db: Reader,
  sketch: readonly number[],
  atLeast: number,
  limit: number,
): Promise<{ no: number; shared: number }[]> =>
  rows(
    db,
    sql`select no, shared from (
          select f.no, (select count(*)::int from unnest(f.sketch) h where h = any(${[...sketch]}::int[])) as shared
          from checks.fingerprint f where f.sketch && ${[...sketch]}::int[]
        ) s where shared >= ${atLeast} order by shared desc, no desc limit ${limit}`,
  );
