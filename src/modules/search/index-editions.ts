import { docNoKey } from '../../lib/docno.ts';
import { type Db, transaction } from '../../platform/db/connection.ts';
import { textOf } from '../../platform/documents/index.ts';
import type { System } from '../../platform/system.ts';
import { editionById, editionsAfter, elementsText, openWork, withAncestors } from '../publication/index.ts';
import { indexWords } from './rules.ts';
import { type Segmenter, segmenter } from './segment.ts';
import { lockDocument, remove, removeAllBut, upsert } from './store.ts';

/** Brings the search document of one work to its newest edition; run twice it does the same. */
export async function indexEdition(system: System, editionId: string): Promise<void> {
  const edition = await editionById(system.db, editionId);
  if (edition) await indexWork(system.db, await segmenter(system.db, system.clock.now().getTime()), edition.no);
}

async function indexWork(db: Db, seg: Segmenter, no: number): Promise<boolean> {
  return transaction(db, async (tx) => {
    await lockDocument(tx, no);
    const open = await openWork(tx, no);
    const c = open?.current.content;
    if (!open || !c || open.work.state !== 'published') {
      await remove(tx, no);
      return false;
    }
    const text = [textOf(c.html), elementsText(c.elements)].filter(Boolean).join('\n');
    const cut = (t: string): string[] => indexWords(seg.search(t));
    await upsert(
      tx,
      {
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
      },
      { a: cut(c.title), b: [...cut(c.docNo ?? ''), ...cut(c.unitName)], c: cut(c.answer ?? ''), d: cut(text) },
    );
    return true;
  });
}

/** Builds the whole index from editions while the old one goes on serving; returns how many works it holds. */
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
  await transaction(system.db, (tx) => removeAllBut(tx, kept, after));
  return kept.length;
}
