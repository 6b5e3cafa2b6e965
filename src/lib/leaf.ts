/**
 * The log leaf (登记) of an edition (版).
 *
 * It holds no text: only a hash over a secret random salt and the edition's bytes. While bytes and salt are kept, anyone
 * who is given both can see that they are what was registered. After a privacy leak bytes and salt are erased; the leaf
 * stays, and the log still proves that something was there and when, while nobody can find out what by trying texts.
 */
import { createHash } from 'node:crypto';
import { canonical } from './canonical.ts';
import { type Hash, leafHash } from './merkle.ts';

/** Bytes of a salt. Fixed, so that salt and text cannot be cut apart in two ways. */
export const SALT_BYTES = 32;

export type LeafData = {
  v: 1;
  /** The edition's id. */
  edition: string;
  /** What the edition did: the publication module's words, e.g. `publish`, `correct`, `withdraw`. */
  kind: string;
  /** Lower-case hex of SHA-256 over salt and bytes. */
  content: string;
  /** The instant of publication, ISO 8601 in UTC. */
  at: string;
};

/** Lower-case hex of SHA-256(salt ‖ bytes). Throws RangeError unless the salt has `SALT_BYTES` bytes. */
export function contentHash(salt: Uint8Array, bytes: Uint8Array): string {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes, not ${salt.length}`);
  return createHash('sha256').update(salt).update(bytes).digest('hex');
}

/** What is written to the log for an edition, and its hash in the tree. Throws as `contentHash`, and on an invalid date. */
export function editionLeaf(edition: { id: string; kind: string; at: Date; salt: Uint8Array; bytes: Uint8Array }): {
  data: LeafData;
  bytes: Uint8Array;
  hash: Hash;
} {
  const data: LeafData = {
    v: 1,
    edition: edition.id,
    kind: edition.kind,
    content: contentHash(edition.salt, edition.bytes),
    at: edition.at.toISOString(),
  };
  const bytes = canonical(data);
  return { data, bytes, hash: leafHash(bytes) };
}
