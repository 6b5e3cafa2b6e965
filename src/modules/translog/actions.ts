import type { Tx } from '../../platform/db/connection.ts';
import { canonicalBytes } from '../../lib/canonical.ts';
import { leafHash } from '../../lib/merkle.ts';
import { insertLeaf, lockHead } from './store.ts';

/** What a leaf says of an edition. `content` is SHA-256(salt || bytes) in hex. */
export type LeafData = { v: 1; edition: string; act: string; content: string; at: string };

/**
 * Claims the next index of the register. Every append waits for the one before it, so call this as late in the
 * transaction as the content allows, and `append` with the index it gave in the same transaction.
 */
export const claimIndex = (tx: Tx): Promise<number> => lockHead(tx);

/** Writes the leaf for an edition at the claimed index; returns the leaf's hash (RFC 6962 section 2.1). */
export async function append(tx: Tx, index: number, data: LeafData, at: Date): Promise<Buffer> {
  const bytes = Buffer.from(canonicalBytes(data));
  const hash = Buffer.from(leafHash(bytes));
  await insertLeaf(tx, { index, editionId: data.edition, data: bytes, hash, at });
  return hash;
}
