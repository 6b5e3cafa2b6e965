import type { Reader } from '../../platform/db/connection.ts';
import { unitsById } from '../org/index.ts';
import { listedMany } from '../publication/index.ts';

/** Names of units; one that is no more keeps its id. */
export async function unitNames(db: Reader): Promise<(id: string | null) => string> {
  const units = await unitsById(db);
  return (id) => (id === null ? '' : (units.get(id)?.name ?? id));
}

/** Titles of works as the public may see them now; a hidden one is said to be looked into. Only published ones have a link. */
export async function workTitles(
  db: Reader,
  nos: readonly (number | null)[],
): Promise<Map<number, { title: string; href: string | undefined }>> {
  const wanted = [...new Set(nos.filter((n) => n !== null))];
  if (wanted.length === 0) return new Map();
  const found = await listedMany(db, wanted);
  return new Map(
    found.map((l) => [l.no, { title: l.title, href: l.state === 'published' ? `/p/${l.no}` : undefined }] as const),
  );
}
