import { maybe, type Reader, sql, type Tx } from '../../platform/db/connection.ts';
import { dependOn, drawnAt } from '../../platform/depends.ts';
import type { System } from '../../platform/system.ts';
import { bumpRevision } from '../publication/index.ts';
import { libraryOf } from './rules/library.ts';
import type { Library } from './rules/types.ts';
import { allLaws, moveState } from './store.ts';

/** The tag of the library as a whole: it changes seldom and by the hundred, so pages that read of it depend on all of it. */
export const LAWS = 'laws';

const kept = new WeakMap<System, { n: number; library: Promise<Library>; at: number | undefined }>();

/** The whole library in memory: names, orders, versions and article numbers; texts stay in the database. */
export async function openLibrary(db: Reader): Promise<Library> {
  const { laws, aliases } = await allLaws(db);
  return libraryOf(laws, aliases);
}

/** The library as it is now, read again only after it has changed. A page that asks depends on it. */
export async function libraryNow(system: System, db: Reader): Promise<Library> {
  dependOn(LAWS);
  // While a page is drawn the number of the last change says whether anything moved, without a question.
  const at = drawnAt();
  const found = kept.get(system);
  if (found && at !== undefined && found.at === at) return found.library;
  const now = (await maybe<{ n: number }>(db, sql`select n from regulation.state`))?.n ?? 0;
  if (found?.n === now) {
    found.at = at;
    return found.library;
  }
  const library = openLibrary(db);
  kept.set(system, { n: now, library, at });
  // A failed read is asked again, not remembered.
  library.catch(() => kept.delete(system));
  return library;
}

/** After a change of the library, in its transaction: kept libraries and kept pages are read anew. */
export async function libraryChanged(tx: Tx): Promise<void> {
  await moveState(tx);
  await bumpRevision(tx, [LAWS]);
}
