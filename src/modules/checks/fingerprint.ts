import { transaction } from '../../platform/db/connection.ts';
import { specimenOfHtml } from '../../platform/documents/index.ts';
import type { System } from '../../platform/system.ts';
import { editionsAfter, standing, worksOfEditions } from '../publication/index.ts';
import { shownText } from './rules/layers.ts';
import { sketchOf } from './rules/shingles.ts';
import { putFingerprints, removeFingerprints } from './store.ts';

/** Brings the sketches of works to their newest edition; run twice it does the same. Withdrawn and erased works have none. */
export async function spreadFingerprints(system: System, editionIds: readonly string[]): Promise<void> {
  const nos = await worksOfEditions(system.db, editionIds);
  await transaction(system.db, async (tx) => {
    const out = await standing(tx, nos);
    const gone = nos.filter((no) => !out.has(no));
    if (gone.length > 0) await removeFingerprints(tx, gone);
    const sketches = [...out].map(([no, { content }]) => ({
      no,
      editionId: content.edition,
      sketch: sketchOf(textOfPiece(content.html)),
    }));
    if (sketches.length > 0) await putFingerprints(tx, sketches);
  });
}

export const spreadFingerprint = (system: System, editionId: string): Promise<void> =>
  spreadFingerprints(system, [editionId]);

/** The words of a piece as the gate reads them, so that sketches of drafts and of editions agree. */
export const textOfPiece = (html: string): string => shownText(specimenOfHtml(html, { name: '', title: '' }));

const BATCH = 500;

/** Builds the sketches again from all editions; answers how many editions were looked at. */
export async function rebuildFingerprints(system: System): Promise<number> {
  let last = -1;
  let n = 0;
  for (;;) {
    const editions = await editionsAfter(system.db, last, BATCH);
    const end = editions.at(-1);
    if (!end) return n;
    last = end.logIndex;
    n += editions.length;
    await spreadFingerprints(
      system,
      editions.map((e) => e.id),
    );
  }
}
