import { contentHash } from '../../lib/leaf.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';
import { leafAt } from '../translog/index.ts';
import { type EditionContent, thaw } from './content.ts';
import type { Listed } from './listing.ts';
import * as store from './store.ts';
import { workTag } from './tags.ts';
import { wholeWork } from './whole.ts';

/** Whether what is shown is what was registered, computed now: bytes and salt against the edition, the edition against its leaf. */
export type Check = 'same' | 'differs' | 'erased';

export type OpenedEdition = {
  edition: store.Edition;
  /** Absent when the bytes were erased, or are no edition any more. */
  content: EditionContent | undefined;
  check: Check;
  salt: string | undefined;
};

export type OpenedWork = { work: store.Work; listing: Listed; current: OpenedEdition; editions: store.Edition[] };

/** Opens one edition and checks it against the register. */
export async function openEdition(db: Reader, edition: store.Edition): Promise<OpenedEdition> {
  dependOn(workTag(edition.no));
  return checked(db, edition, await store.contentOf(db, edition.id));
}

async function checked(
  db: Reader,
  edition: store.Edition,
  kept: { salt: Buffer; bytes: Buffer } | undefined,
): Promise<OpenedEdition> {
  if (!kept) return { edition, content: undefined, check: 'erased', salt: undefined };
  const leaf = await leafAt(db, edition.logIndex);
  // Whoever changed the rows behind the triggers chose what stands there, so nothing of it may stop the page.
  const hash = unless(() => contentHash(kept.salt, kept.bytes));
  const said = leaf && unless(() => JSON.parse(leaf.data.toString('utf8')) as { content?: string; edition?: string });
  const same = hash === edition.contentHash.toString('hex') && said?.content === hash && said.edition === edition.id;
  return {
    edition,
    content: unless(() => thaw(kept.bytes)),
    check: same ? 'same' : 'differs',
    salt: kept.salt.toString('hex'),
  };
}

function unless<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** What a reader gets at /p/<no>: the newest content that is not a withdrawal, all versions, and the check. */
export async function openWork(db: Reader, no: number): Promise<OpenedWork | undefined> {
  // Numbers come from addresses.
  if (!Number.isSafeInteger(no)) return undefined;
  const found = await wholeWork(db, no);
  const latest = found?.editions.at(-1);
  if (!found || !latest) return undefined;
  const { work, listing, editions, kept } = found;
  return { work, listing, current: await checked(db, latest, kept), editions };
}

/** One version of a work, or undefined. */
export async function openVersion(db: Reader, no: number, version: number): Promise<OpenedEdition | undefined> {
  const edition = (await store.editionsOf(db, no)).find((e) => e.version === version);
  return edition && (await openEdition(db, edition));
}
