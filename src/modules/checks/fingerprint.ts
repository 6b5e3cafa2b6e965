import { transaction } from '../../platform/db/connection.ts';
import { specimenOfHtml } from '../../platform/documents/index.ts';
import type { System } from '../../platform/system.ts';
import { editionById, openWork } from '../publication/index.ts';
import { shownText } from './rules/layers.ts';
import { sketchOf } from './rules/shingles.ts';
import { putFingerprint, removeFingerprint } from './store.ts';

/** Brings the sketch of one work to its newest edition; run twice it does the same. Withdrawn and erased works have none. */
export async function spreadFingerprint(system: System, editionId: string): Promise<void> {
  const edition = await editionById(system.db, editionId);
  if (!edition) return;
  await transaction(system.db, async (tx) => {
    const open = await openWork(tx, edition.no);
    const content = open?.current.content;
    if (!content || open.work.state !== 'published') await removeFingerprint(tx, edition.no);
    else await putFingerprint(tx, edition.no, content.edition, sketchOf(textOfPiece(content.html)));
  });
}

/** The words of a piece as the gate reads them, so that sketches of drafts and of editions agree. */
export const textOfPiece = (html: string): string => shownText(specimenOfHtml(html, { name: '', title: '' }));
