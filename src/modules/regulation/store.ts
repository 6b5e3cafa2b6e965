import type { Day } from '../../lib/day.ts';
import { exec, maybe, one, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import { mergedParts } from './rules/library.ts';
import type { LawRecord } from './rules/record.ts';
import type { Law } from './rules/types.ts';

export const versionHash = async (db: Reader, id: string): Promise<string | undefined> =>
  (await maybe<{ sha256: string }>(db, sql`select sha256 from regulation.version where id = ${id}`))?.sha256;

/** The law's id for a title, if the library has it: parts and versions of one title are one law. */
export const lawIdOf = async (db: Reader, title: string, region: string | null): Promise<string | undefined> =>
  (
    await maybe<{ id: string }>(
      db,
      sql`select id from regulation.law where title = ${title} and region is not distinct from ${region}`,
    )
  )?.id;

/** Writes one record: its law, its orders, its version and articles. The newest version decides whether the law has lapsed. */
export async function putRecord(tx: Tx, r: LawRecord, lawId: string, sha256: string): Promise<void> {
  await exec(
    tx,
    sql`insert into regulation.law (id, title, kind, region, first_issued, source)
        values (${lawId}, ${r.title}, ${r.kind}, ${r.region}, ${r.firstIssued}, ${r.source})
        on conflict (id) do update set kind = excluded.kind,
          first_issued = least(regulation.law.first_issued, excluded.first_issued)`,
  );
  for (const o of r.orders)
    await exec(
      tx,
      sql`insert into regulation.law_order (law_id, organ, no, issued_on) values (${lawId}, ${o.organ}, ${o.no}, ${o.on})
          on conflict do nothing`,
    );
  await exec(tx, sql`delete from regulation.version where id = ${r.id}`);
  await exec(
    tx,
    sql`insert into regulation.version (id, law_id, from_on, issued, sha256, source, status)
        values (${r.id}, ${lawId}, ${r.from}, ${r.issued}, ${sha256}, ${r.source}, ${r.status})`,
  );
  if (r.articles.length > 0)
    await exec(
      tx,
      // Headings go as JSON: an array of arrays of unequal length is none for the database.
      sql`insert into regulation.article (version_id, seq, no, heading, body)
          select ${r.id}, seq, no, array(select jsonb_array_elements_text(heading::jsonb)), body
          from unnest(${r.articles.map((_, i) => i)}::int[], ${r.articles.map((a) => a.no)}::text[],
            ${r.articles.map((a) => JSON.stringify(a.heading))}::text[], ${r.articles.map((a) => a.text)}::text[])
            as t(seq, no, heading, body)`,
    );
  await exec(
    tx,
    sql`update regulation.law set repealed = ${r.lapsed} where id = ${lawId} and not exists (
          select 1 from regulation.version v where v.law_id = ${lawId} and v.id <> ${r.id}
            and coalesce(v.issued, v.from_on, '0001-01-01') > coalesce(${r.issued}::date, ${r.from}::date, '0001-01-01'))`,
  );
}

type LawRow = Omit<Law, 'orders' | 'versions'>;

/** Every law with orders, versions and article numbers (not their texts), and the further names. */
export async function allLaws(db: Reader): Promise<{ laws: Law[]; aliases: { name: string; lawId: string }[] }> {
  const laws = await rows<LawRow>(
    db,
    sql`select id, title, kind, region, first_issued as "firstIssued", repealed from regulation.law order by id`,
  );
  const orders = await rows<{ lawId: string; organ: string; no: number; on: Day }>(
    db,
    sql`select law_id as "lawId", organ, no, issued_on as on from regulation.law_order order by issued_on`,
  );
  const versions = await rows<{ id: string; lawId: string; from: Day | null; issued: Day | null; numbers: string[] }>(
    db,
    sql`select v.id, v.law_id as "lawId", v.from_on as from, v.issued,
          array(select a.no from regulation.article a where a.version_id = v.id order by a.seq) as numbers
        from regulation.version v order by v.from_on nulls first, v.issued nulls first, v.id`,
  );
  const aliases = await rows<{ name: string; lawId: string }>(
    db,
    sql`select name, law_id as "lawId" from regulation.alias`,
  );
  const ordersOf = Map.groupBy(orders, (o) => o.lawId);
  const versionsOf = Map.groupBy(versions, (v) => v.lawId);
  return {
    laws: laws.map((l) => ({
      ...l,
      orders: ordersOf.get(l.id) ?? [],
      versions: mergedParts(versionsOf.get(l.id) ?? []),
    })),
    aliases,
  };
}

export type ArticleRow = { no: string; heading: string[]; body: string };

export const articlesOfVersion = (db: Reader, versionId: string): Promise<ArticleRow[]> =>
  rows<ArticleRow>(
    db,
    sql`select no, heading, body from regulation.article where version_id = ${versionId} order by seq`,
  );

/** The first batch of an empty library begins its filling; true while that has not come to its end. */
export async function fillingNow(tx: Tx): Promise<boolean> {
  await exec(
    tx,
    sql`update regulation.state set filling = true where not exists (select from regulation.version) and not filling`,
  );
  return (await one<{ filling: boolean }>(tx, sql`select filling from regulation.state`)).filling;
}

/** Answers whether there was a filling to end. */
export const endFilling = async (tx: Tx): Promise<boolean> =>
  (await exec(tx, sql`update regulation.state set filling = false where filling`)) === 1;

/** Tells those who hold the library in memory that it is another one. */
export const moveState = (tx: Tx): Promise<number> => exec(tx, sql`update regulation.state set n = n + 1`);

/** Which text of a law is the newest, since when, and whether the law has lapsed. Parts of one day are one text. */
export const standingOf = (
  db: Reader,
  lawId: string,
): Promise<{ newest: string | null; since: string; repealed: boolean } | undefined> =>
  maybe(
    db,
    sql`select l.repealed, v.id as newest, concat(v.from_on, '|', v.issued) as since
        from regulation.law l left join lateral (
          select id, from_on, issued from regulation.version where law_id = l.id
          order by from_on desc nulls last, issued desc nulls last, id desc limit 1) v on true
        where l.id = ${lawId}`,
  );
