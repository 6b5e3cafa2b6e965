import { compiled, PREPARED, type Reader, sql } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';
import { leafJson } from '../translog/index.ts';
import { columnsFor, type Listed } from './listing.ts';
import type { Removal } from './read.ts';
import type { WorkState } from './rules.ts';
import type { Edition, Work } from './store.ts';
import { workTag } from './tags.ts';

/** A line of a list as JSON has it: moments are texts. */
type Line = Omit<Listed, 'firstPublishedAt' | 'changedAt'> & { firstPublishedAt: string; changedAt: string };

/** All but the bytes comes as one JSON, since each column of an answer costs more than reading it out of a text. */
type Row = {
  whole: {
    unit: string;
    state: WorkState;
    line: Line;
    editions: (Omit<Edition, 'publishedAt' | 'contentHash'> & { publishedAt: number; contentHash: string })[] | null;
    removals: (Omit<Removal, 'at'> & { at: number })[] | null;
    words: Line[] | null;
    leaf: { data: string } | null;
  };
  salt: Buffer | null;
  bytes: Buffer | null;
};

const asking = (who: 'public' | 'staff') =>
  compiled<[no: number], Row>(
    (no) => sql`${PREPARED} select json_build_object('unit', w.unit_id, 'state', w.state, 'line', to_json(p),
          'editions', e.editions, 'removals', x.removals, 'words', i.words, 'leaf', ${leafJson(sql`e.index`)}) as whole,
          c.salt, c.bytes
        from publication.work w
        join (select ${columnsFor(who)} from publication.listing where no = ${no}) p on p.no = w.no
        cross join lateral (
          select json_agg(json_build_object('id', id, 'no', work_no, 'version', version, 'act', act, 'reason', reason,
              'publishedAt', floor(extract(epoch from published_at) * 1000), 'contentHash', encode(content_hash, 'hex'),
              'logIndex', log_index) order by version) as editions,
            (array_agg(id order by version desc))[1] as latest, (array_agg(log_index order by version desc))[1] as index
          from publication.edition where work_no = ${no}) e
        left join publication.content c on c.edition_id = e.latest
        left join lateral (
          select json_agg(json_build_object('id', id, 'state', state, 'whole', whole, 'versions', versions, 'files', files,
              'kind', kind, 'publicReason', public_reason,
              'at', floor(extract(epoch from coalesce(decided_at, asked_at)) * 1000)) order by asked_at, id) as removals
          from publication.erasure where work_no = ${no} and (state = 'done' or (state = 'asked' and hides))) x on true
        left join lateral (
          select json_agg(to_json(q)) as words from (
            select ${columnsFor('public')} from publication.listing where interprets = ${no} and state = 'published'
            order by first_published_at desc, no desc limit 5) q) i on true
        where w.no = ${no}`,
  );
const ask = { public: asking('public'), staff: asking('staff') };

const listedOf = (l: Line): Listed => ({
  ...l,
  firstPublishedAt: new Date(l.firstPublishedAt),
  changedAt: new Date(l.changedAt),
});

type WholeWork = {
  work: Work;
  listing: Listed;
  /** By version. */
  editions: Edition[];
  /** Of the newest edition, unless it was erased. */
  kept: { salt: Buffer; bytes: Buffer } | undefined;
  /** Erasures carried out, and those asked for that hide meanwhile; oldest first. */
  removals: Removal[];
  /** What interprets the work, newest first, five at most; whoever shows it says so with `interpretationsIn`. */
  words: Listed[];
  /** What the register holds of the newest edition. */
  leaf: { data: Buffer } | undefined;
};

/**
 * Everything that is kept of a work, in one question: its page is the one that is drawn most. What is hidden is still in
 * `kept`; whether `who` may see it is for the caller.
 */
export async function wholeWork(db: Reader, no: number, who: 'public' | 'staff'): Promise<WholeWork | undefined> {
  dependOn(workTag(no));
  const [found] = await ask[who](db, no);
  if (!found?.whole.editions) return undefined;
  const { salt, bytes } = found;
  const { unit, state, line, editions, removals, words, leaf } = found.whole;
  return {
    work: { no, unitId: unit, state },
    listing: listedOf(line),
    editions: editions.map((e) => ({
      ...e,
      publishedAt: new Date(e.publishedAt),
      contentHash: Buffer.from(e.contentHash, 'hex'),
    })),
    kept: salt && bytes ? { salt, bytes } : undefined,
    words: (words ?? []).map(listedOf),
    leaf: leaf ? { data: Buffer.from(leaf.data, 'hex') } : undefined,
    removals: (removals ?? []).map((r) => ({ ...r, at: new Date(r.at) })),
  };
}
