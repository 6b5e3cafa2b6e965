import { docNoKey } from '../../lib/docno.ts';
import { type Db, type Tx, transaction } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import { type Enqueue, enqueueIn } from '../../platform/jobs.ts';
import type { System } from '../../platform/system.ts';
import {
  editionsAfter,
  elementsText,
  explanationText,
  type Standing,
  standing,
  standingEditions,
  withAncestors,
  worksOfEditions,
} from '../publication/index.ts';
import { packTerms } from './engine/index.ts';
import { FOLD_AFTER, fold, rebuildFiles } from './files.ts';
import { state, throughOf } from './index-store.ts';
import { indexWords } from './rules.ts';
import { type Segmenter, segmenter } from './segment.ts';
import {
  lockIndex,
  putGone,
  remove,
  removeAllBut,
  type SearchDocument,
  setComplete,
  size,
  upsertMany,
} from './store.ts';

/** Brings the search documents of works to their newest edition, in one transaction; run twice it does the same. */
export async function indexEditions(system: System, editionIds: readonly string[]): Promise<void> {
  const nos = await worksOfEditions(system.db, editionIds);
  if (nos.length > 0) await indexWorks(system.db, await segmenter(system.db, system.clock.now().getTime()), nos);
}

export const indexEdition = (system: System, editionId: string): Promise<void> => indexEditions(system, [editionId]);

/** Answers which of the works have a document now. */
async function indexWorks(db: Db, seg: Segmenter, nos: readonly number[]): Promise<number[]> {
  // Cutting texts into words takes its time, and everyone who takes a leak out of sight waits for the lock: before it.
  const early = documentsOf(seg, await standing(db, nos));
  return transaction(db, async (tx) => {
    await lockIndex(tx);
    const now = await standingEditions(tx, nos);
    // Few or none: what was published in between.
    const moved = [...now].flatMap(([no, id]) => (early.get(no)?.editionId === id ? [] : [no]));
    const late = moved.length > 0 ? documentsOf(seg, await standing(tx, moved)) : early;
    const out = [...now.keys()].flatMap((no) => (moved.includes(no) ? late : early).get(no) ?? []);
    const kept = new Set(out.map((d) => d.no));
    for (const no of nos) if (!kept.has(no)) await remove(tx, no);
    const change = await upsertMany(tx, out);
    if (change !== undefined && change - throughOf(await state(tx)) >= FOLD_AFTER)
      await enqueueIn(tx)('search.fold', {}, { key: 'search.fold' });
    return [...kept];
  });
}

const documentsOf = (seg: Segmenter, all: ReadonlyMap<number, Standing>): Map<number, SearchDocument> =>
  new Map([...all].map(([no, s]) => [no, documentOf(seg, no, s)]));

function documentOf(seg: Segmenter, no: number, { content: c, listing, text: words }: Standing): SearchDocument {
  const text = [words, elementsText(c.elements), explanationText(c.explanation)].filter(Boolean).join('\n');
  const cut = (t: string): string[] => indexWords(seg.search(t));
  return {
    no,
    editionId: c.edition,
    title: c.title,
    text,
    docNoKey: c.docNo ? docNoKey(c.docNo) : null,
    unitId: c.unitId,
    unitName: c.unitName,
    kind: c.kind,
    columns: withAncestors(c.columns),
    publishedOn: listing.publishedOn,
    validStatus: c.validity?.status ?? null,
    terms: packTerms([cut(c.title), [...cut(c.docNo ?? ''), ...cut(c.unitName)], cut(c.answer ?? ''), cut(text)]),
  };
}

/**
 * Takes a work out of the search in the caller's transaction: once that commits, no question that begins finds it. Its
 * words leave the files with the job this queues (`scrub`). For erasure; a work whose content is gone is not taken in again
 * by a job that comes late.
 */
export async function forget(ctx: { tx: Tx; enqueue: Enqueue }, no: number): Promise<void> {
  await lockIndex(ctx.tx);
  // Also when no document stands here: a file may still know it.
  if (!(await remove(ctx.tx, no))) await putGone(ctx.tx, no);
  await ctx.enqueue('search.scrub', {}, { key: 'search.scrub' });
}

/** Writes the files anew without what is gone, so that no word of it is left on the disk. */
export async function scrub(system: System): Promise<void> {
  const { change } = await state(system.db);
  for (let tries = 0; tries < SCRUB_TRIES; tries++) {
    if ((await state(system.db)).segments.every((s) => s.from === 0 && s.through >= change)) return;
    await fold(system, true);
  }
  // Others kept replacing the files; the queue tries again.
  throw new AppError('conflict', 'the index changed under the scrub');
}
const SCRUB_TRIES = 5;

/** Works whose texts are held, and whose changes others wait for, at once. */
const REINDEX_TOGETHER = 50;

/**
 * Builds documents and files from editions while the old ones go on serving; answers how many works they hold. Documents
 * that stand there as they should are left alone.
 */
export async function reindex(system: System, onProgress: (done: number) => void = () => undefined): Promise<number> {
  const seg = await segmenter(system.db, system.clock.now().getTime());
  const kept: number[] = [];
  const seen = new Set<number>();
  let after = -1;
  for (;;) {
    const batch = await editionsAfter(system.db, after, REINDEX_TOGETHER);
    const last = batch.at(-1);
    if (!last) break;
    const fresh = [...new Set(batch.map((e) => e.no))].filter((no) => !seen.has(no));
    for (const no of fresh) seen.add(no);
    if (fresh.length > 0) kept.push(...(await indexWorks(system.db, seg, fresh)));
    after = last.logIndex;
    onProgress(seen.size);
  }
  await transaction(system.db, async (tx) => {
    await removeAllBut(tx, kept, after);
    await setComplete(tx);
  });
  // A small site is read into memory; it has no files.
  if ((await size(system.db)) >= FOLD_AFTER || (await state(system.db)).segments.length > 0) await rebuildFiles(system);
  return kept.length;
}
