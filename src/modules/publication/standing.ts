import { Recent } from '../../lib/recent.ts';
import { type Reader, rows, sql } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';
import { textOf } from '../../platform/documents/index.ts';
import { type EditionContent, thaw } from './content.ts';
import { columnsFor, type Listed } from './listing.ts';
import { ANY, workTag } from './tags.ts';

/** A work that is out, with the words of its newest edition; `text`: of its markup, as `textOf` reads it. Shared: not to be changed. */
export type Standing = { listing: Listed; content: EditionContent; readonly text: string };

/**
 * Editions do not change, and each module that hears of one reads it: within a short while all of them read the same. Whether an
 * edition is there, and open to everyone, is asked every time.
 */
const lately = new Recent<Omit<Standing, 'listing'>>(4_000_000);

/** Newest editions of the works that are out and readable by everyone. */
const readable = (nos: readonly number[]) =>
  sql`publication.work w
      cross join lateral (select id, version from publication.edition where work_no = w.no order by version desc limit 1) e
      join publication.content c on c.edition_id = e.id
      where w.no = any(${[...nos]}::bigint[]) and w.state = 'published' and not exists (
        select 1 from publication.erasure x where x.work_no = w.no and x.state = 'asked' and x.hides
          and (x.whole or e.version = any(x.versions)))`;

/**
 * Of these works, those that are out and readable by everyone, by number: what `openWork` says of each, in one question for
 * all and without the check against the register. For whatever other modules derive from public pieces.
 */
export async function standing(db: Reader, nos: readonly number[]): Promise<Map<number, Standing>> {
  dependOn(...nos.map(workTag));
  const known = lately.all();
  const found = await rows<Listed & { id: string; bytes: Buffer | null }>(
    db,
    sql`select p.*, s.id, s.bytes
        from (select ${columnsFor('public')} from publication.listing where no = any(${[...nos]}::bigint[])) p
        join (select w.no, e.id, case when e.id = any(${[...known.keys()]}::text[]) then null else c.bytes end as bytes
              from ${readable(nos)}) s on s.no = p.no`,
  );
  return new Map(
    found.flatMap(({ id, bytes, ...listing }) => {
      const read = bytes ? readNow(id, bytes) : known.get(id);
      return read ? [[listing.no, { listing, ...read }] as const] : [];
    }),
  );
}

function readNow(id: string, bytes: Buffer): Omit<Standing, 'listing'> | undefined {
  const content = thawed(bytes);
  return (
    content &&
    lately.of(
      id,
      () => ({ content, text: textOf(content.html) }),
      // Markup and text, and the rest of what the bytes say.
      () => 2 * bytes.length,
    )
  );
}

/** Which edition of each `standing` would give: to see whether what was read before still holds. */
export async function standingEditions(db: Reader, nos: readonly number[]): Promise<Map<number, string>> {
  dependOn(...nos.map(workTag));
  const found = await rows<{ no: number; id: string }>(db, sql`select w.no, e.id from ${readable(nos)}`);
  return new Map(found.map((r) => [r.no, r.id]));
}

/** Whoever changed the rows behind the triggers chose what stands there; nothing is derived from that. */
function thawed(bytes: Buffer): EditionContent | undefined {
  try {
    return thaw(bytes);
  } catch {
    return undefined;
  }
}

/** The works of these editions, each once. */
export async function worksOfEditions(db: Reader, editionIds: readonly string[]): Promise<number[]> {
  dependOn(ANY);
  return (
    await rows<{ no: number }>(
      db,
      sql`select distinct work_no as no from publication.edition where id = any(${[...editionIds]}::text[]) order by 1`,
    )
  ).map((r) => r.no);
}

/**
 * Which of these works may say an item of the catalogue: all that do, and now and then one whose text only looks so. It keeps
 * thousands of imported texts from being read for nothing.
 */
export async function perhapsOfItem(db: Reader, nos: readonly number[]): Promise<number[]> {
  dependOn(...nos.map(workTag));
  return (
    await rows<{ no: number }>(
      db,
      // Materialized: a planner that knows no better looks into the text of every work before it asks which are meant.
      sql`with these as materialized (
            select e.work_no as no, c.bytes from publication.edition e join publication.content c on c.edition_id = e.id
            where e.work_no = any(${[...nos]}::bigint[]))
          select distinct no from these where position('"item":' in convert_from(bytes, 'UTF8')) > 0 order by 1`,
    )
  ).map((r) => r.no);
}
