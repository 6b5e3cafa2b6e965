import { type Reader, type Tx, transaction } from '../../platform/db/connection.ts';
import type { Forgetting } from '../../platform/module.ts';
import type { System } from '../../platform/system.ts';
import { editionById, editionsAfter, openWork, perhapsOfItem, worksOfEditions } from '../publication/index.ts';
import * as store from './store.ts';
import { tell } from './tell.ts';

/** What a work speaks for now: nothing once it is withdrawn, erased or says no item. */
async function evidenceOf(db: Reader, no: number): Promise<store.EvidenceRow | undefined> {
  const open = await openWork(db, no);
  const item = open?.work.state === 'published' ? open.current.content?.item : undefined;
  if (!open || !item) return undefined;
  const { listing } = open;
  return { no, unitId: listing.unitId, itemId: item.id, publishedOn: listing.publishedOn, title: listing.title };
}

async function settle(tx: Tx, db: Reader, no: number): Promise<void> {
  const [row, held] = await Promise.all([evidenceOf(db, no), store.evidenceAt(db, no)]);
  if (JSON.stringify(row) === JSON.stringify(held)) return;
  if (row) await store.putEvidence(tx, row);
  else await store.dropEvidence(tx, no);
  await tell(tx);
}

async function drop(tx: Tx, no: number): Promise<void> {
  if ((await store.dropEvidence(tx, no)) > 0) await tell(tx);
}

/** Hears of each edition. It looks at the work as it stands, so order and repetition do not matter. */
export async function spread(system: System, editionId: string): Promise<void> {
  const edition = await editionById(system.db, editionId);
  if (!edition) return;
  await transaction(system.db, (tx) => settle(tx, tx, edition.no));
}

/** Most pieces say no item, and of those nothing is kept; only the others are opened. */
export async function spreadMany(system: System, editionIds: readonly string[]): Promise<void> {
  const nos = await worksOfEditions(system.db, editionIds);
  const [saying, kept] = await Promise.all([perhapsOfItem(system.db, nos), store.evidenceAmong(system.db, nos)]);
  const concerned = [...new Set([...saying, ...kept])];
  if (concerned.length === 0) return;
  await transaction(system.db, async (tx) => {
    for (const no of concerned) await settle(tx, tx, no);
  });
}

/** Out of sight while a leak is looked into, and the copy of its title with it; `spread` brings it back. */
export const hide = drop;

/** A work whose newest edition is erased speaks for nothing; the copy of its title goes too. */
export async function forget(tx: Tx, what: Forgetting): Promise<void> {
  if (what.whole || what.current) await drop(tx, what.no);
}

const BATCH = 500;

/** Builds the evidence again from all editions; answers how many works were looked at. */
export async function rebuildEvidence(system: System): Promise<number> {
  let last = -1;
  const seen = new Set<number>();
  for (;;) {
    const editions = await editionsAfter(system.db, last, BATCH);
    const end = editions.at(-1);
    if (!end) return seen.size;
    last = end.logIndex;
    const fresh = [...new Set(editions.map((e) => e.no))].filter((no) => !seen.has(no));
    await transaction(system.db, async (tx) => {
      for (const no of fresh) await settle(tx, tx, no);
    });
    for (const no of fresh) seen.add(no);
  }
}
