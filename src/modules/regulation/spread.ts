import type { Day } from '../../lib/day.ts';
import { dayIn } from '../../lib/day.ts';
import { type Tx, transaction } from '../../platform/db/connection.ts';
import { textOf } from '../../platform/documents/index.ts';
import type { Forgetting } from '../../platform/module.ts';
import type { System } from '../../platform/system.ts';
import { bumpRevision, editionById, openWork, standing, worksOfEditions } from '../publication/index.ts';
import { alarmed, type CitedRow, closeAlarms, putCited, removeAlarms, removeCited } from './cited.ts';
import { libraryNow } from './kept.ts';
import { citationsOf } from './rules/cite.ts';
import { nameKey } from './rules/library.ts';
import type { Library } from './rules/types.ts';

/** What a text cites, each place once, judged as of a day. */
export function citedIn(text: string, library: Library, on: Day): CitedRow[] {
  const out = new Map<string, CitedRow>();
  for (const c of citationsOf(text, library, on)) {
    const row: CitedRow = {
      nameKey: nameKey(c.law),
      lawId: c.lawId ?? null,
      article: c.pin?.article ?? '',
      versionId: c.lawId === undefined ? null : (c.version ?? ''),
    };
    out.set(`${row.nameKey} ${row.article}`, row);
  }
  return [...out.values()];
}

/** The page was drawn at its publication, before anybody knew what it cites. Last in a transaction: who imports laws locks in this order too. */
const tell = async (tx: Tx, touched: readonly string[]): Promise<void> => {
  if (touched.length > 0) await bumpRevision(tx, [...new Set(touched)]);
};

/** Writes down what the newest edition of a work cites; run twice it does the same. */
export async function spreadCitations(system: System, editionId: string): Promise<void> {
  const edition = await editionById(system.db, editionId);
  if (!edition) return;
  const library = await libraryNow(system, system.db);
  const now = system.clock.now();
  await transaction(system.db, async (tx) => {
    const open = await openWork(tx, edition.no);
    const content = open?.current.content;
    if (!content || open.work.state !== 'published') {
      const gone = await removeCited(tx, edition.no);
      await closeAlarms(tx, edition.no, now, '这一件已经撤下', now);
      return tell(tx, gone);
    }
    const publishedAt = open.current.edition.publishedAt;
    const judgedOn = dayIn(publishedAt);
    const touched = await putCited(
      tx,
      { no: edition.no, editionId: content.edition, unitId: open.work.unitId, judgedOn },
      citedIn(textOf(content.html), library, judgedOn),
    );
    await closeAlarms(tx, edition.no, publishedAt, '这一件已经更正', now);
    await tell(tx, touched);
  });
}

/** The same for what one import put out, with one commit for all. */
export async function spreadAllCitations(system: System, editionIds: readonly string[]): Promise<void> {
  const nos = await worksOfEditions(system.db, editionIds);
  const works = await standing(system.db, nos);
  // A correction or a withdrawal may have alarms to close: it goes the careful way.
  const careful = new Set([...(await alarmed(system.db, nos)), ...nos.filter((no) => !works.has(no))]);
  const library = await libraryNow(system, system.db);
  await transaction(system.db, async (tx) => {
    const touched: string[] = [];
    for (const { listing, content, text } of works.values()) {
      if (careful.has(listing.no)) continue;
      const judgedOn = dayIn(listing.changedAt);
      touched.push(
        ...(await putCited(
          tx,
          { no: listing.no, editionId: content.edition, unitId: listing.unitId, judgedOn },
          citedIn(text, library, judgedOn),
        )),
      );
    }
    await tell(tx, touched);
  });
  if (careful.size > 0) for (const id of editionIds) await spreadCitations(system, id);
}

/** Names of laws the library does not know are words of the text; they go with it. */
export async function forget(tx: Tx, what: Forgetting): Promise<void> {
  if (!what.current && !what.whole) return;
  const gone = await removeCited(tx, what.no);
  await removeAlarms(tx, what.no);
  await tell(tx, gone);
}
