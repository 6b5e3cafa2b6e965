import { leafHash } from '../../lib/merkle.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { leavesFrom, size } from './store.ts';

/** Reads the whole register again: indices without a gap, each hash what its data gives. Returns the first fault, if any. */
export async function verifyLeaves(
  db: Reader,
): Promise<{ size: number; fault?: { index: number; why: 'gap' | 'hash' } }> {
  const total = await size(db);
  let next = 0;
  while (next < total) {
    const batch = await leavesFrom(db, next, 1000);
    for (const leaf of batch) {
      if (leaf.index !== next) return { size: total, fault: { index: next, why: 'gap' } };
      if (!leaf.hash.equals(Buffer.from(leafHash(leaf.data))))
        return { size: total, fault: { index: next, why: 'hash' } };
      next++;
    }
    if (batch.length === 0) return { size: total, fault: { index: next, why: 'gap' } };
  }
  return { size: total };
}
