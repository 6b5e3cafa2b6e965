import { exec, maybe, one, PREPARED, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import { listed, withAncestors } from './listing.ts';
import { ANY, workTag } from './tags.ts';

type Placed = {
  columns: readonly string[];
  topics: readonly string[];
  unitId: string;
  kind: string;
  interprets?: number | null | undefined;
};

const tagsOf = (p: Placed): string[] => [
  ...withAncestors(p.columns).map((c) => `column:${c}`),
  ...p.topics.map((t) => `topic:${t}`),
  `unit:${p.unitId}`,
  `kind:${p.kind}`,
  ...(p.interprets == null ? [] : [`about:${p.interprets}`]),
];

/** Columns of these in which no published piece but this one stands: with it they fill or become empty. */
async function alone(tx: Tx, no: number, columns: readonly string[]): Promise<boolean> {
  if (columns.length === 0) return false;
  const found = await one<{ alone: boolean }>(
    tx,
    sql`select exists (select from unnest(${[...columns]}::text[]) c where not exists (
          select from publication.listing l where l.columns @> array[c] and l.state = 'published' and l.no <> ${no})) as alone`,
  );
  return found.alone;
}

/** The tags that a work touches by going from `before` to `after`; either may be absent. */
export async function touchedBy(
  tx: Tx,
  no: number,
  before: Placed | undefined,
  after: Placed | undefined,
): Promise<string[]> {
  const was = new Set(before ? withAncestors(before.columns) : []);
  const is = new Set(after ? withAncestors(after.columns) : []);
  const moved = [...[...was].filter((c) => !is.has(c)), ...[...is].filter((c) => !was.has(c))];
  return [
    ...new Set([
      ANY,
      workTag(no),
      ...(before ? tagsOf(before) : []),
      ...(after ? tagsOf(after) : []),
      ...((await alone(tx, no, moved)) ? ['filled'] : []),
    ]),
  ];
}

/**
 * Moves the site's revision in the caller's transaction; web processes hear of it when it commits. With tags, the pages that
 * depend on them are drawn anew on their next visit; without, all are.
 */
export const bumpRevision = (tx: Tx, touched?: readonly string[]): Promise<number> =>
  exec(tx, sql`update publication.revision set n = n + 1, told = ${touched ? [...touched] : null}::text[]`);

/**
 * Moves the revision so that every kept page that shows something of this work is deleted, and not only drawn anew: no web
 * process can give it out again, even while the database is away. Call it before the listing is changed; answers the
 * number for `pagesForgotten`.
 */
export async function forgetPages(tx: Tx, no: number): Promise<number> {
  const line = await listed(tx, no);
  const tags = line ? await touchedBy(tx, no, line, undefined) : [ANY, workTag(no)];
  const moved = await one<{ n: number }>(
    tx,
    sql`update publication.revision set n = n + 1, forgotten = n + 1, told = ${tags}::text[] returning n`,
  );
  return moved.n;
}

/** What the listening connection of a web process is called: its name says up to which number it has heard and dropped. */
export const HEARD = 'gongkai revision ';

const POLL_MS = 50;

/**
 * After the commit of a change: waits until every web process has heard of it and dropped its pages. Answers how many have
 * not within `patience` milliseconds: 0 is certainty. A process whose listening connection is gone asks the database before
 * each answer, so it counts as having heard; one whose connection is cut in this very moment notices within four seconds.
 */
export async function pagesForgotten(db: Reader, n: number, patience = 10_000): Promise<number> {
  for (const start = performance.now(); ; ) {
    const names = await rows<{ name: string }>(
      db,
      sql`select application_name as name from pg_stat_activity
          where datname = current_database() and application_name like ${`${HEARD}%`}`,
    );
    const behind = names.filter((c) => Number(c.name.slice(HEARD.length)) < n).length;
    if (behind === 0 || performance.now() - start >= patience) return behind;
    await new Promise((go) => setTimeout(go, POLL_MS));
  }
}

type RevisionNow = { n: number; forgotten: number };

/** Where the revision stands, and at which number pages were last to be forgotten. */
export const revisionNow = async (db: Reader): Promise<RevisionNow> =>
  (await maybe<RevisionNow>(db, sql`${PREPARED} select n, forgotten from publication.revision`)) ?? {
    n: 0,
    forgotten: 0,
  };

export const revision = async (db: Reader): Promise<number> => (await revisionNow(db)).n;
