/** What the pages of the library read. */
import type { Day } from '../../lib/day.ts';
import { maybe, one, type Reader, rows, sql } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';
import { LAWS } from './kept.ts';
import type { ArticleRow } from './store.ts';

export type LawLine = {
  id: string;
  title: string;
  kind: string;
  region: string | null;
  repealed: boolean;
  firstIssued: Day | null;
  versions: number;
  newestFrom: Day | null;
};

export type LawFilter = { q: string; kind: string };

const ORDER = /^(?:(国务院|主席)令)?第?(\d{1,4})号?$/;

/** A name or a part of it, another name, or an order number (国务院令第711号, 711号). */
function where(f: LawFilter) {
  const q = f.q.replace(/[《》\s]/g, '');
  const order = ORDER.exec(q);
  const like = `%${q.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
  const named = sql`(l.title ilike ${like} or exists (
    select from regulation.alias a where a.law_id = l.id and a.name ilike ${like}))`;
  const found = !q
    ? sql`true`
    : order
      ? sql`(${named} or exists (select from regulation.law_order o where o.law_id = l.id and o.no = ${Number(order[2])}
          and (${order[1] ?? null}::text is null or o.organ = ${order[1] ?? null})))`
      : named;
  return sql`where ${found} and (${f.kind} = '' or l.kind = ${f.kind})`;
}

/** Laws by name, the national ones first. */
export function lawsFound(db: Reader, f: LawFilter, limit: number, offset: number): Promise<LawLine[]> {
  dependOn(LAWS);
  return rows<LawLine>(
    db,
    sql`select l.id, l.title, l.kind, l.region, l.repealed, l.first_issued as "firstIssued",
          (select count(distinct (v.from_on, v.issued))::int from regulation.version v where v.law_id = l.id) as versions,
          (select max(v.from_on) from regulation.version v where v.law_id = l.id) as "newestFrom"
        from regulation.law l ${where(f)} order by (l.region is not null), l.title, l.id limit ${limit} offset ${offset}`,
  );
}

/** How many laws of each kind a search finds, whatever kind is chosen. */
export function kindsFound(db: Reader, q: string): Promise<{ kind: string; n: number }[]> {
  dependOn(LAWS);
  return rows(
    db,
    sql`select l.kind, count(*)::int as n from regulation.law l ${where({ q, kind: '' })} group by l.kind order by n desc, l.kind`,
  );
}

export type LawHead = LawLine & { source: string; orders: { organ: string; no: number; on: Day }[]; aliases: string[] };

export async function lawById(db: Reader, id: string): Promise<LawHead | undefined> {
  dependOn(LAWS);
  const law = await maybe<Omit<LawHead, 'orders' | 'aliases'>>(
    db,
    sql`select l.id, l.title, l.kind, l.region, l.repealed, l.first_issued as "firstIssued", l.source,
          0 as versions, null::date as "newestFrom" from regulation.law l where l.id = ${id}`,
  );
  if (!law) return undefined;
  const [orders, aliases] = await Promise.all([
    rows<LawHead['orders'][number]>(
      db,
      sql`select organ, no, issued_on as on from regulation.law_order where law_id = ${id} order by issued_on`,
    ),
    rows<{ name: string }>(db, sql`select name from regulation.alias where law_id = ${id} order by name`),
  ]);
  return { ...law, orders, aliases: aliases.map((a) => a.name) };
}

/** A text of a law; parts that begin on one day are one. `status` is the source's own word. */
export type LawVersion = { id: string; from: Day | null; issued: Day | null; status: string; source: string };

/** Oldest first, as `Law.versions` has them. */
export function versionsOfLaw(db: Reader, lawId: string): Promise<LawVersion[]> {
  dependOn(LAWS);
  return rows<LawVersion>(
    db,
    sql`select distinct on (from_on, issued) id, from_on as from, issued, status, source from regulation.version
        where law_id = ${lawId} order by from_on nulls first, issued nulls first, id desc`,
  );
}

/** All articles of a text, its parts one after the other. */
export function articlesOfText(db: Reader, versionId: string): Promise<ArticleRow[]> {
  dependOn(LAWS);
  return rows<ArticleRow>(
    db,
    sql`select a.no, a.heading, a.body from regulation.version v
        join regulation.version part on part.law_id = v.law_id and part.from_on is not distinct from v.from_on
          and part.issued is not distinct from v.issued
        join regulation.article a on a.version_id = part.id
        where v.id = ${versionId} order by part.id, a.seq`,
  );
}

export const librarySize = async (db: Reader): Promise<number> => {
  dependOn(LAWS);
  return (await one<{ n: number }>(db, sql`select count(*)::int as n from regulation.law`)).n;
};
