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

/** For each sketch, at most `limit` works under the number `before` that share the share `enough` of it, most first; one question for all. */
export async function similarMany(
  db: Reader,
  asked: readonly { no: number; sketch: ArrayLike<number> }[],
  o: { before: number; enough: number; limit: number },
): Promise<Map<number, number[]>> {
  const out = new Map<number, number[]>();
  const some = asked.filter((a) => a.sketch.length > 0);
  if (some.length === 0) return out;
  const found = await rows<{ no: number; other: number }>(
    db,
    sql`select q.no, s.no as other from (values ${sql.join(
      some.map((a) => sql`(${a.no}::bigint, ${Array.from(a.sketch)}::int[])`),
    )}) q (no, sketch)
        cross join lateral (
          select c.no, c.shared from (
            select f.no, (select count(*)::int from unnest(f.sketch) h where h = any(q.sketch)) as shared
            from checks.fingerprint f where f.sketch && q.sketch and f.no < ${o.before} and f.no <> q.no limit 200
          ) c where c.shared >= ceil(cardinality(q.sketch) * ${o.enough}::float8)
          order by c.shared desc, c.no limit ${o.limit}
        ) s order by q.no, s.shared desc`,
  );
  for (const { no, other } of found) out.set(no, [...(out.get(no) ?? []), other]);
  return out;
}
