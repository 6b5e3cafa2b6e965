import { maybe, PREPARED, type Reader, sql } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';
import { columnsFor, type Listed } from './listing.ts';
import type { WorkState } from './rules.ts';
import type { Edition, Work } from './store.ts';
import { workTag } from './tags.ts';

type Row = Listed & {
  workUnit: string;
  workState: WorkState;
  editions: (Omit<Edition, 'publishedAt' | 'contentHash'> & { publishedAt: number; contentHash: string })[];
  salt: Buffer | null;
  bytes: Buffer | null;
};

export type WholeWork = {
  work: Work;
  listing: Listed;
  /** By version. */
  editions: Edition[];
  /** Of the newest edition, unless it was erased. */
  kept: { salt: Buffer; bytes: Buffer } | undefined;
};

/**
 * Everything that is kept of a work, in one question: its page is the one that is drawn most. What is hidden is still in
 * `kept`; whether `who` may see it is for the caller.
 */
export async function wholeWork(db: Reader, no: number, who: 'public' | 'staff'): Promise<WholeWork | undefined> {
  dependOn(workTag(no));
  const row = await maybe<Row>(
    db,
    sql`${PREPARED} select p.*, w.unit_id as "workUnit", w.state as "workState", e.editions, c.salt, c.bytes
        from publication.work w
        join (select ${columnsFor(who)} from publication.listing where no = ${no}) p on p.no = w.no
        cross join lateral (
          select json_agg(json_build_object('id', id, 'no', work_no, 'version', version, 'act', act, 'reason', reason,
              'publishedAt', floor(extract(epoch from published_at) * 1000), 'contentHash', encode(content_hash, 'hex'),
              'logIndex', log_index) order by version) as editions,
            (array_agg(id order by version desc))[1] as latest
          from publication.edition where work_no = ${no}) e
        left join publication.content c on c.edition_id = e.latest
        where w.no = ${no}`,
  );
  if (!row?.editions) return undefined;
  const { workUnit, workState, editions, salt, bytes, ...listing } = row;
  return {
    work: { no, unitId: workUnit, state: workState },
    listing,
    editions: editions.map((e) => ({
      ...e,
      publishedAt: new Date(e.publishedAt),
      contentHash: Buffer.from(e.contentHash, 'hex'),
    })),
    kept: salt && bytes ? { salt, bytes } : undefined,
  };
}
