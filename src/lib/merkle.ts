/**
 * The Merkle tree of RFC 6962 section 2.1 (the same tree in RFC 9162) over SHA-256.
 * Hashes are 32 bytes. A leaf and an inner node are hashed with different first bytes, so neither can pass for the other.
 */
import { createHash } from 'node:crypto';

export type Hash = Uint8Array;

const sha256 = (...parts: Uint8Array[]): Hash => {
  const h = createHash('sha256');
  for (const part of parts) h.update(part);
  return new Uint8Array(h.digest());
};
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The hash of a leaf's bytes. */
export const leafHash = (data: Uint8Array): Hash => sha256(LEAF, data);
/** The hash of an inner node over its two children. */
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(NODE, left, right);

const same = (a: Hash, b: Hash): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
const whole = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
/** The largest power of two below n (n > 1): where RFC 6962 splits a tree. */
const split = (n: number): number => 2 ** Math.floor(Math.log2(n - 1));

function subtree(leaves: readonly Hash[], from: number, to: number): Hash {
  const only = leaves[from];
  if (to - from === 1 && only) return only;
  const k = from + split(to - from);
  return nodeHash(subtree(leaves, from, k), subtree(leaves, k, to));
}

/** The root over leaf hashes in log order; the hash of nothing for an empty log. */
export const treeRoot = (leaves: readonly Hash[]): Hash =>
  leaves.length === 0 ? sha256() : subtree(leaves, 0, leaves.length);

/** The hashes that, with leaf `index`, give the root (RFC 6962 section 2.1.1). Throws RangeError outside the log. */
export function inclusionProof(index: number, leaves: readonly Hash[]): Hash[] {
  if (!whole(index) || index >= leaves.length) throw new RangeError(`no leaf ${index} in a log of ${leaves.length}`);
  const path = (from: number, to: number): Hash[] => {
    if (to - from === 1) return [];
    const k = from + split(to - from);
    return index < k ? [...path(from, k), subtree(leaves, k, to)] : [...path(k, to), subtree(leaves, from, k)];
  };
  return path(0, leaves.length);
}

/** The hashes that show the first `size` leaves were kept (RFC 6962 section 2.1.2). Throws RangeError unless 1 ≤ size ≤ log. */
export function consistencyProof(size: number, leaves: readonly Hash[]): Hash[] {
  if (!whole(size) || size < 1 || size > leaves.length)
    throw new RangeError(`no earlier size ${size} in a log of ${leaves.length}`);
  const path = (from: number, to: number, known: boolean): Hash[] => {
    if (size === to) return known ? [] : [subtree(leaves, from, to)];
    const k = from + split(to - from);
    return size <= k
      ? [...path(from, k, known), subtree(leaves, k, to)]
      : [...path(k, to, false), subtree(leaves, from, k)];
  };
  return path(0, leaves.length, true);
}

/** Whether the proof leads from this leaf at `index` to the root of a log of `size` (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(index: number, size: number, leaf: Hash, proof: readonly Hash[], root: Hash): boolean {
  if (!whole(index) || !whole(size) || index >= size) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const step of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(step, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else hash = nodeHash(hash, step);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && same(hash, root);
}

/** Whether a log of `size2` with `root2` still holds, unchanged and first, the log of `size1` with `root1` (RFC 9162 section 2.1.4.2). */
export function verifyConsistency(
  size1: number,
  size2: number,
  root1: Hash,
  root2: Hash,
  proof: readonly Hash[],
): boolean {
  if (!whole(size1) || !whole(size2) || size1 < 1 || size1 > size2) return false;
  if (size1 === size2) return proof.length === 0 && same(root1, root2);
  // A log whose size is a power of two is a complete subtree of every later one, so its root starts the proof unsent.
  const steps = 2 ** Math.floor(Math.log2(size1)) === size1 ? [root1, ...proof] : [...proof];
  const first = steps.shift();
  if (!first) return false;
  let [at, last] = [size1 - 1, size2 - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let [old, now] = [first, first];
  for (const step of steps) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [old, now] = [nodeHash(step, old), nodeHash(step, now)];
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else now = nodeHash(now, step);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && same(old, root1) && same(now, root2);
}
