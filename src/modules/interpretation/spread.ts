import { type Tx, transaction } from '../../platform/db/connection.ts';
import type { Forgetting } from '../../platform/module.ts';
import type { System } from '../../platform/system.ts';
import { type EditionContent, editionById, list, openWork, standing, worksOfEditions } from '../publication/index.ts';
import { INTERPRETATION } from './rules/scope.ts';
import { putExplained, removeExplained } from './store.ts';

/** The elements an edition answers as facts; a table of old and new, or 首次制定, answers the last one. */
export const givenIn = (c: Pick<EditionContent, 'explanation'>): string[] => [
  ...new Set([
    ...(c.explanation?.answers.map((a) => a.name) ?? []),
    ...(c.explanation?.change ? ['新旧政策差异'] : []),
  ]),
];

/** Writes down what the newest edition of an interpretation answers; run twice it does the same. */
export async function spreadExplained(system: System, editionId: string): Promise<void> {
  const edition = await editionById(system.db, editionId);
  if (!edition) return;
  await transaction(system.db, async (tx) => {
    const open = await openWork(tx, edition.no);
    const c = open?.current.content;
    if (!c || open.work.state !== 'published' || c.interprets === undefined) await removeExplained(tx, [edition.no]);
    else
      await putExplained(tx, {
        no: edition.no,
        editionId: c.edition,
        policyNo: c.interprets,
        unitId: open.work.unitId,
        form: c.explanation?.form ?? 'text',
        given: givenIn(c),
      });
  });
}

/** The same for what one import put out: what explains nothing costs one question for all. */
export async function spreadAllExplained(system: System, editionIds: readonly string[]): Promise<void> {
  const nos = await worksOfEditions(system.db, editionIds);
  const told = [...(await standing(system.db, nos)).values()].filter((w) => w.content.interprets !== undefined);
  for (const w of told) await spreadExplained(system, w.content.edition);
  const none = nos.filter((no) => !told.some((w) => w.listing.no === no));
  if (none.length > 0) await transaction(system.db, (tx) => removeExplained(tx, none));
}

const BATCH = 500;

/** Writes down all interpretations that are out, after something was loaded without being spread. */
export async function rebuildExplained(system: System): Promise<void> {
  for (let from = 0; ; from += BATCH) {
    const lines = await list(system.db, { kind: INTERPRETATION }, BATCH, from);
    for (const l of lines) await spreadExplained(system, l.editionId);
    if (lines.length < BATCH) return;
  }
}

/** No words of the text are kept here; a work that is gone explains nothing. */
export async function forget(tx: Tx, what: Forgetting): Promise<void> {
  if (what.current || what.whole) await removeExplained(tx, [what.no]);
}
