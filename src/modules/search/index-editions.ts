import { docNoKey } from '../../lib/docno.ts';
import { type Db, type Tx, transaction } from '../../platform/db/connection.ts';
import { textOf } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import { type Enqueue, enqueueIn } from '../../platform/jobs.ts';
import type { System } from '../../platform/system.ts';
import {
  editionById,
  editionsAfter,
  elementsText,
  explanationText,
  openWork,
  withAncestors,
} from '../publication/index.ts';
import { packTerms } from './engine/index.ts';
import { FOLD_AFTER, fold, rebuildFiles } from './files.ts';
import { state, throughOf } from './index-store.ts';
import { indexWords } from './rules.ts';
import { type Segmenter, segmenter } from './segment.ts';
import { lockIndex, putGone, remove, removeAllBut, setComplete, size, upsert } from './store.ts';

/** Brings the search document of one work to its newest edition; run twice it does the same. */
export async function indexEdition(system: System, editionId: string): Promise<void> {
  const edition = await editionById(system.db, editionId);
  if (edition) await indexWork(system.db, await segmenter(system.db, system.clock.now().getTime()), edition.no);
}

async function indexWork(db: Db, seg: Segmenter, no: number): Promise<boolean> {
  return transaction(db, async (tx) => {
    await lockIndex(tx);
    const open = await openWork(tx, no);
    const c = open?.current.content;
    if (!open || !c || open.work.state !== 'published') {
      await remove(tx, no);
      return false;
    }
    const text = [textOf(c.html), elementsText(c.elements), explanationText(c.explanation)].filter(Boolean).join('\n');
    const cut = (t: string): string[] => indexWords(seg.search(t));
    const change = await upsert(tx, {
      no,
      editionId: c.edition,
      title: c.title,
      text,
      docNoKey: c.docNo ? docNoKey(c.docNo) : null,
      unitId: c.unitId,
      unitName: c.unitName,
      kind: c.kind,
      columns: withAncestors(c.columns),
      publishedOn: open.listing.publishedOn,
      validStatus: c.validity?.status ?? null,
      terms: packTerms([cut(c.title), [...cut(c.docNo ?? ''), ...cut(c.unitName)], cut(c.answer ?? ''), cut(text)]),
    });
    if (change !== undefined && change - throughOf(await state(tx)) >= FOLD_AFTER)
      await enqueueIn(tx)('search.fold', {}, { key: 'search.fold' });
    return true;
  });
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
    const batch = await editionsAfter(system.db, after, 200);
    const last = batch.at(-1);
    if (!last) break;
    for (const e of batch) {
      if (seen.has(e.no)) continue;
      seen.add(e.no);
      if (await indexWork(system.db, seg, e.no)) kept.push(e.no);
    }
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
