import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { contentHash, editionLeaf, SALT_BYTES } from './leaf.ts';
import { leafHash } from './merkle.ts';

const salt = new Uint8Array(SALT_BYTES).fill(7);
const bytes = new TextEncoder().encode('明河区人民政府公告');
const edition = {
  id: '01J0000000000000000000000A',
  kind: 'publish',
  at: new Date('2026-03-31T01:02:03Z'),
  salt,
  bytes,
};

describe('the leaf of an edition', () => {
  test('is canonical JSON with the salted hash of the bytes', () => {
    const content = createHash('sha256')
      .update(Buffer.concat([salt, bytes]))
      .digest('hex');
    const leaf = editionLeaf(edition);
    expect(new TextDecoder().decode(leaf.bytes)).toBe(
      `{"at":"2026-03-31T01:02:03.000Z","content":"${content}","edition":"${edition.id}","kind":"publish","v":1}`,
    );
    expect(leaf.hash).toEqual(leafHash(leaf.bytes));
  });

  test('cannot be told from the text alone: another salt gives another hash', () => {
    expect(contentHash(new Uint8Array(SALT_BYTES).fill(8), bytes)).not.toBe(contentHash(salt, bytes));
  });

  test('holds nothing of the text', () => {
    expect(new TextDecoder().decode(editionLeaf(edition).bytes)).not.toContain('公告');
  });

  test.each([
    [0, 'no salt at all'],
    [31, 'a byte short: the first byte of the text could pass for salt'],
    [33, 'a byte long'],
  ])('a salt of %i bytes is refused: %s', (n) => {
    expect(() => contentHash(new Uint8Array(n), bytes)).toThrow(RangeError);
  });

  test('an invalid instant is refused', () => {
    expect(() => editionLeaf({ ...edition, at: new Date(Number.NaN) })).toThrow(RangeError);
  });
});
