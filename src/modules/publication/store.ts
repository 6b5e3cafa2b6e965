import { exec, maybe, type Reader, rows, sql, type Tx } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';
import type { Act, EditionContent } from './content.ts';
import type { WorkState } from './rules.ts';
import { ANY, workTag } from './tags.ts';

export type Edition = {
  id: string;
  no: number;
  version: number;
  act: Act;
  reason: string | null;
  publishedAt: Date;
  contentHash: Buffer;
  logIndex: number;
};
export type Work = { no: number; unitId: string; state: WorkState };

const EDITION = sql`id, work_no as no, version, act, reason, published_at as "publishedAt",
  content_hash as "contentHash", log_index as "logIndex"`;

/** Locks the work until the transaction ends, so that two people cannot correct it at once. */
export const lockWork = (tx: Tx, no: number): Promise<Work | undefined> =>
  maybe<Work>(tx, sql`select no, unit_id as "unitId", state from publication.work where no = ${no} for update`);

export const insertWork = (tx: Tx, w: Work, at: Date): Promise<number> => insertWorks(tx, [{ ...w, at }]);

/** Each with the time it began. */
export const insertWorks = (tx: Tx, works: readonly (Work & { at: Date })[]): Promise<number> =>
  exec(
    tx,
    sql`insert into publication.work (no, unit_id, state, created_at)
        values ${sql.join(works.map((w) => sql`(${w.no}, ${w.unitId}, ${w.state}, ${w.at})`))}`,
  );

export const setState = (tx: Tx, no: number, state: WorkState): Promise<number> =>
  exec(tx, sql`update publication.work set state = ${state} where no = ${no}`);

export type Frozen = { edition: Edition; content: EditionContent; salt: Buffer; bytes: Buffer };

/** Editions with their frozen bytes and attachments. */
export async function insertEditions(tx: Tx, all: readonly Frozen[]): Promise<void> {
  const editions = all.map(
    ({ edition: e }) =>
      sql`(${e.id}, ${e.no}, ${e.version}, ${e.act}, ${e.reason}, ${e.publishedAt}, ${e.contentHash}, ${e.logIndex})`,
  );
  await exec(
    tx,
    sql`insert into publication.edition (id, work_no, version, act, reason, published_at, content_hash, log_index)
        values ${sql.join(editions)}`,
  );
  const contents = all.map(({ edition: e, salt, bytes }) => sql`(${e.id}, ${salt}, ${bytes})`);
  await exec(tx, sql`insert into publication.content (edition_id, salt, bytes) values ${sql.join(contents)}`);
  const files = all.flatMap(({ edition: e, content }) =>
    content.attachments.map((a) => sql`(${e.id}, ${a.sha256}, ${a.name}, ${a.type}, ${a.size})`),
  );
  if (files.length > 0)
    await exec(
      tx,
      sql`insert into publication.attachment (edition_id, sha256, name, type, size) values ${sql.join(files)} on conflict do nothing`,
    );
}

export function editionById(db: Reader, id: string): Promise<Edition | undefined> {
  dependOn(ANY);
  return maybe<Edition>(db, sql`select ${EDITION} from publication.edition where id = ${id}`);
}

export function editionsOf(db: Reader, no: number): Promise<Edition[]> {
  dependOn(workTag(no));
  return rows<Edition>(db, sql`select ${EDITION} from publication.edition where work_no = ${no} order by version`);
}

export const lastVersion = async (tx: Tx, no: number): Promise<number> =>
  (await maybe<{ v: number }>(tx, sql`select max(version)::int as v from publication.edition where work_no = ${no}`))
    ?.v ?? 0;

/** Depends on the work of the edition, which whoever knows the edition has asked for. */
export const contentOf = (db: Reader, editionId: string): Promise<{ salt: Buffer; bytes: Buffer } | undefined> =>
  maybe(db, sql`select salt, bytes from publication.content where edition_id = ${editionId}`);

/** Every edition in register order, for rebuilding what is derived. */
export function editionsAfter(db: Reader, logIndex: number, limit: number): Promise<Edition[]> {
  dependOn(ANY);
  return rows<Edition>(
    db,
    sql`select ${EDITION} from publication.edition where log_index > ${logIndex} order by log_index limit ${limit}`,
  );
}

export function publicFile(
  db: Reader,
  sha256: string,
): Promise<{ name: string; type: string; size: number } | undefined> {
  dependOn(ANY);
  return maybe(
    db,
    sql`select a.name, a.type, a.size from publication.attachment a
        join publication.edition e on e.id = a.edition_id join publication.work w on w.no = e.work_no
        where a.sha256 = ${sha256} and w.state <> 'erased' and not exists (
            select 1 from publication.erasure x where x.work_no = w.no and x.state = 'asked' and x.hides
              and (x.whole or e.version = any(x.versions) or a.sha256 = any(x.files)))
        order by e.log_index desc limit 1`,
  );
}

/** Whether a file that nothing shows any more went by an erasure, or is hidden while people decide. */
export async function fileGone(db: Reader, sha256: string): Promise<boolean> {
  dependOn(ANY);
  const gone = await maybe(
    db,
    sql`select 1 from publication.erasure where ${sha256} = any(files) and state <> 'refused'
        union all
        select 1 from publication.attachment a join publication.edition e on e.id = a.edition_id
          join publication.erasure x on x.work_no = e.work_no and x.state = 'asked' and x.hides where a.sha256 = ${sha256} limit 1`,
  );
  return gone !== undefined;
}

/** Every file that some edition of a work shows or showed. */
export const filesOfWork = (db: Reader, no: number): Promise<{ sha256: string; name: string }[]> =>
  rows(
    db,
    sql`select a.sha256, min(a.name) as name from publication.attachment a join publication.edition e on e.id = a.edition_id
        where e.work_no = ${no} group by a.sha256 order by a.sha256`,
  );
