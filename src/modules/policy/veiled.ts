import type { Reader } from '../../platform/db/connection.ts';
import { listedMany } from '../publication/index.ts';
import type { DocumentRow } from './store/index.ts';

/**
 * Documents as anyone may read them. While two people decide whether a work leaks, its title and number are no more readable
 * here than on its own page, nor what was said of it (`isVeiled`); that there is a document, whose, and its days stay.
 */
export async function veiled(db: Reader, all: readonly DocumentRow[]): Promise<(DocumentRow & { isVeiled?: true })[]> {
  const nos = all.flatMap((d) => (d.no === null ? [] : [d.no]));
  if (nos.length === 0) return [...all];
  const hidden = new Map(
    (await listedMany(db, nos)).filter((l) => l.state === 'hidden').map((l) => [l.no, l.title] as const),
  );
  return all.map((d) => {
    const title = d.no === null ? undefined : hidden.get(d.no);
    return title === undefined
      ? d
      : { ...d, title, docNo: null, unifiedNo: null, reason: '', statusDoc: '', isVeiled: true };
  });
}
