/**
 * Chance that can be repeated, for demonstration data and tests: xoshiro128** 1.1 (Blackman and Vigna, public domain).
 * Never for secrets, salts, passwords or anything a person could gain by guessing.
 */
import { createHash } from 'node:crypto';

export type Rng = {
  /** A whole number, 0 to 2³² − 1. */
  u32(): number;
  /** A whole number from 0 to n − 1, each as likely. Throws RangeError unless 1 ≤ n ≤ 2³². */
  below(n: number): number;
  /** True with probability p (0 to 1). */
  chance(p: number): boolean;
  /** One of the list; throws RangeError when it is empty. */
  pick<T>(list: readonly T[]): T;
  /** A new list in another order (Fisher and Yates). */
  shuffle<T>(list: readonly T[]): T[];
  bytes(n: number): Uint8Array;
};

const rotl = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** The bare generator from its four words of state, not all zero. */
export function xoshiro128(a: number, b: number, c: number, d: number): () => number {
  if ((a | b | c | d) === 0) throw new RangeError('a state of zeros gives only zeros');
  return () => {
    const out = Math.imul(rotl(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotl(d, 11);
    return out;
  };
}

/** A generator from any text: the same text, the same numbers, on every machine. */
export function rng(seed: string): Rng {
  const h = createHash('sha256').update(seed).digest();
  const u32 = xoshiro128(h.readUInt32LE(0), h.readUInt32LE(4), h.readUInt32LE(8), h.readUInt32LE(12));
  const below = (n: number): number => {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) throw new RangeError(`nothing below ${n}`);
    // Numbers past the last whole multiple of n would make small results likelier.
    const fair = 2 ** 32 - (2 ** 32 % n);
    for (;;) {
      const x = u32();
      if (x < fair) return x % n;
    }
  };
  const pick = <T>(list: readonly T[]): T => {
    const at = below(list.length);
    return list[at] as T;
  };
  const shuffle = <T>(list: readonly T[]): T[] => {
    const left = [...list];
    return list.flatMap(() => left.splice(below(left.length), 1)) as T[];
  };
  return {
    u32,
    below,
    pick,
    shuffle,
    chance: (p) => u32() / 2 ** 32 < p,
    bytes: (n) => Uint8Array.from({ length: n }, () => u32() >>> 24),
  };
}
