import { contentHash } from '../../lib/leaf.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';
import { leafAt } from '../translog/index.ts';
import { type EditionContent, thaw } from './content.ts';
import { erasuresOf } from './erasure.ts';
import { HIDDEN, type Listed } from './listing.ts';
import type { Scope } from './rules.ts';
import * as store from './store.ts';
import { dependencyOf, workTag } from './tags.ts';
import { wholeWork } from './whole.ts';

/** Whether what is shown is what was registered, computed now: bytes and salt against the edition, the edition against its leaf. */
export type Check = 'same' | 'differs' | 'erased' | 'hidden';

/** `staff` sees what is hidden while people decide; everyone else sees that it is. */
type Who = 'public' | 'staff';

/** What anyone may know of an erasure: since when, of what, why. `asked`: hidden, not yet decided. */
export type Removal = Scope & { id: string; state: 'asked' | 'done'; kind: string; publicReason: string; at: Date };

type OpenedEdition = {
  edition: store.Edition;
  /** Absent when the bytes were erased or are hidden, or are no edition any more. */
  content: EditionContent | undefined;
  check: Check;
  salt: string | undefined;
  /** Attachments of the content that were erased or are hidden, by their SHA-256. */
  gone: ReadonlySet<string>;
};

export type OpenedWork = {
  work: store.Work;
  listing: Listed;
  current: OpenedEdition;
  editions: store.Edition[];
  /** Oldest first. */
  removals: Removal[];
  /** Versions whose content cannot be read. */
  unreadable: ReadonlySet<number>;
  /** What interprets it, newest first, five at most; read through `interpretationsIn`. */
  words: Listed[];
};

async function removalsOf(db: Reader, no: number): Promise<Removal[]> {
  return (await erasuresOf(db, no)).flatMap((e) =>
    e.state === 'done' || (e.state === 'asked' && e.hides)
      ? [
          {
            id: e.id,
            state: e.state,
            whole: e.whole,
            versions: e.versions,
            files: e.files,
            kind: e.kind,
            publicReason: e.publicReason,
            at: e.decidedAt ?? e.askedAt,
          },
        ]
      : [],
  );
}

const covers = (r: Scope, version: number): boolean => r.whole || r.versions.includes(version);

/** Opens one edition and checks it against the register. */
export async function openEdition(db: Reader, edition: store.Edition, who: Who = 'public'): Promise<OpenedEdition> {
  dependOn(workTag(edition.no));
  const [removals, kept, leaf] = await Promise.all([
    removalsOf(db, edition.no),
    store.contentOf(db, edition.id),
    leafAt(db, edition.logIndex),
  ]);
  return openUnder(edition, kept, leaf, removals, who);
}

function openUnder(
  edition: store.Edition,
  kept: { salt: Buffer; bytes: Buffer } | undefined,
  leaf: { data: Buffer } | undefined,
  removals: readonly Removal[],
  who: Who,
): OpenedEdition {
  const veiled = removals.filter((r) => r.state === 'done' || who === 'public');
  const gone = new Set(veiled.flatMap((r) => [...r.files]));
  const closed = { edition, content: undefined, salt: undefined, gone };
  if (veiled.some((r) => r.state === 'asked' && covers(r, edition.version))) return { ...closed, check: 'hidden' };
  if (!kept) return { ...closed, check: 'erased' };
  // Whoever changed the rows behind the triggers chose what stands there, so nothing of it may stop the page.
  const hash = unless(() => contentHash(kept.salt, kept.bytes));
  const said = leaf && unless(() => JSON.parse(leaf.data.toString('utf8')) as { content?: string; edition?: string });
  const same = hash === edition.contentHash.toString('hex') && said?.content === hash && said.edition === edition.id;
  return {
    edition,
    content: unless(() => thaw(kept.bytes)),
    check: same ? 'same' : 'differs',
    salt: kept.salt.toString('hex'),
    gone,
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
export async function openWork(db: Reader, no: number, who: Who = 'public'): Promise<OpenedWork | undefined> {
  // Numbers come from addresses.
  if (!Number.isSafeInteger(no)) return undefined;
  const found = await wholeWork(db, no, who);
  const latest = found?.editions.at(-1);
  if (!found || !latest) return undefined;
  const { work, listing, editions, kept, removals, words, leaf } = found;
  // A reason may repeat what it is about.
  const hidden = (v: number): boolean => who === 'public' && removals.some((r) => r.state === 'asked' && covers(r, v));
  const shown = editions.map((e) => (e.reason !== null && hidden(e.version) ? { ...e, reason: HIDDEN } : e));
  const current = openUnder(latest, kept, leaf, removals, who);
  const veiled = removals.filter((r) => r.state === 'done' || who === 'public');
  const unreadable = new Set(
    veiled.length === 0 ? [] : editions.filter((e) => veiled.some((r) => covers(r, e.version))).map((e) => e.version),
  );
  return { work, listing, current, editions: shown, removals, unreadable, words };
}

/** One version of a work, or undefined. */
export async function openVersion(db: Reader, no: number, version: number): Promise<OpenedEdition | undefined> {
  const edition = (await store.editionsOf(db, no)).find((e) => e.version === version);
  return edition && (await openEdition(db, edition));
}

/** What interprets a work, newest first, five at most: a page that shows it changes with each new one. */
export function interpretationsIn(o: OpenedWork): Listed[] {
  dependOn(dependencyOf({ interprets: o.work.no }));
  return o.words;
}
