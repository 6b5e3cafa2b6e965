import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  consistencyProof,
  type Hash,
  inclusionProof,
  leafHash,
  nodeHash,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';

const hex = (b: Hash): string => Buffer.from(b).toString('hex');
const bytes = (h: string): Uint8Array => new Uint8Array(Buffer.from(h, 'hex'));
const numbered = (n: number): Hash[] =>
  Array.from({ length: n }, (_, i) => leafHash(bytes(i.toString(16).padStart(8, '0'))));

/** The vectors that the Certificate Transparency implementations publish for RFC 6962. */
const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const LEAVES = INPUTS.map((h) => leafHash(bytes(h)));
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** The tree built level by level, an odd node carried up: another way to the same root. */
function rootByLevels(leaves: Hash[]): Hash {
  let level = leaves;
  while (level.length > 1) {
    const next: Hash[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i], level[i + 1]];
      if (left) next.push(right ? nodeHash(left, right) : left);
    }
    level = next;
  }
  return level[0] ?? treeRoot([]);
}

const flip = (h: Hash): Hash => h.map((b, i) => (i === 7 ? b ^ 1 : b));

describe('the log tree', () => {
  test('the empty log has the hash of nothing', () => {
    expect(hex(treeRoot([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test.each(ROOTS.map((root, i) => [i + 1, root] as const))(
    '%i published leaves give the published root',
    (n, root) => {
      expect(hex(treeRoot(LEAVES.slice(0, n)))).toBe(root);
    },
  );

  test.each([
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  ])('leaf %i of %i has the published path', (index, size, path) => {
    expect(inclusionProof(index, LEAVES.slice(0, size)).map(hex)).toEqual(path);
  });

  test('from two leaves to five the published consistency path is made and accepted', () => {
    const proof = consistencyProof(2, LEAVES.slice(0, 5));
    expect(proof.map(hex)).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
    expect(verifyConsistency(2, 5, bytes(ROOTS[1] ?? ''), bytes(ROOTS[4] ?? ''), proof)).toBe(true);
  });

  test('every leaf of every log up to 40 is proven, and only at its own place, size and root', () => {
    for (let n = 1; n <= 40; n++) {
      const leaves = numbered(n);
      const root = rootByLevels(leaves);
      expect(hex(treeRoot(leaves))).toBe(hex(root));
      leaves.forEach((leaf, i) => {
        const proof = inclusionProof(i, leaves);
        expect(verifyInclusion(i, n, leaf, proof, root)).toBe(true);
        expect(verifyInclusion((i + 1) % n, n, leaf, proof, root)).toBe(n === 1);
        expect(verifyInclusion(i, n, flip(leaf), proof, root)).toBe(false);
        expect(verifyInclusion(i, n, leaf, [...proof, leaf], root)).toBe(false);
        expect(verifyInclusion(i, n, leaf, proof, flip(root))).toBe(false);
        if (n > 1) expect(verifyInclusion(i, n, leaf, proof.slice(1), root)).toBe(false);
        expect(verifyInclusion(n, n, leaf, proof, root)).toBe(false);
      });
    }
  });

  test('every log up to 40 is consistent with each earlier one, and with no changed one', () => {
    for (let n = 1; n <= 40; n++) {
      const leaves = numbered(n);
      const now = treeRoot(leaves);
      for (let m = 1; m <= n; m++) {
        const then = treeRoot(leaves.slice(0, m));
        const proof = consistencyProof(m, leaves);
        expect(verifyConsistency(m, n, then, now, proof)).toBe(true);
        expect(verifyConsistency(m, n, flip(then), now, proof)).toBe(false);
        expect(verifyConsistency(m, n, then, flip(now), proof)).toBe(false);
        expect(verifyConsistency(m, n, then, now, [...proof, then])).toBe(false);
        if (proof.length > 0) expect(verifyConsistency(m, n, then, now, proof.slice(0, -1))).toBe(false);
      }
    }
  });

  test('changing one bit anywhere in a proof breaks it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), fc.nat(255), (n, a, b, bit) => {
        const leaves = numbered(n);
        const root = treeRoot(leaves);
        const i = a % n;
        const proof = inclusionProof(i, leaves);
        const at = b % proof.length;
        const bad = proof.map((h, k) => (k === at ? h.map((x, j) => (j === bit >> 3 ? x ^ (1 << (bit & 7)) : x)) : h));
        expect(verifyInclusion(i, n, leaves[i] ?? root, proof, root)).toBe(true);
        expect(verifyInclusion(i, n, leaves[i] ?? root, bad, root)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    [-1, 'before the log'],
    [3, 'after the log'],
    [0.5, 'between two leaves'],
  ])('asking for leaf %d of three throws: %s', (index) => {
    expect(() => inclusionProof(index, numbered(3))).toThrow(RangeError);
  });

  test.each([
    [0, 'an empty log proves nothing'],
    [4, 'a log cannot shrink'],
  ])('asking for consistency of three with %d throws: %s', (size) => {
    expect(() => consistencyProof(size, numbered(3))).toThrow(RangeError);
  });
});
