import type { editionLeaf } from '../../lib/leaf.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { insertLeaves, lockHead } from './store.ts';

/** A leaf as `lib/leaf.ts` makes it. */
type LeafToAppend = ReturnType<typeof editionLeaf>;

/**
 * Claims the next index of the register. Every append waits for the one before it, so call this as late in the
 * transaction as the content allows, and `append` with the index it gave in the same transaction.
 */
export const claimIndex = (tx: Tx): Promise<number> => lockHead(tx);

/** Writes the leaf of an edition at the claimed index. */
export const append = (tx: Tx, index: number, leaf: LeafToAppend, at: Date): Promise<void> =>
  appendAll(tx, index, [{ leaf, at }]);

/** Writes the leaves of several editions, in their order, each at its time, from the claimed index on. */
export const appendAll = (tx: Tx, from: number, leaves: readonly { leaf: LeafToAppend; at: Date }[]): Promise<void> =>
  insertLeaves(
    tx,
    leaves.map(({ leaf, at }, i) => ({
      index: from + i,
      editionId: leaf.data.edition,
      data: Buffer.from(leaf.bytes),
      hash: Buffer.from(leaf.hash),
      at,
    })),
  );
