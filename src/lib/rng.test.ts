import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rng, xoshiro128 } from './rng.ts';

describe('repeatable chance', () => {
  test('gives the numbers of the reference implementation', () => {
    const next = xoshiro128(1, 2, 3, 4);
    expect(Array.from({ length: 10 }, next)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  test('a state of zeros is refused', () => {
    expect(() => xoshiro128(0, 0, 0, 0)).toThrow(RangeError);
  });

  test('the same seed repeats everything, another seed does not', () => {
    const drawn = (seed: string): unknown => {
      const r = rng(seed);
      return [
        r.u32(),
        r.below(1000),
        r.chance(0.5),
        r.pick(['甲', '乙', '丙']),
        r.shuffle([1, 2, 3, 4, 5]),
        r.bytes(8),
      ];
    };
    expect(drawn('明河区')).toEqual(drawn('明河区'));
    expect(drawn('明河区')).not.toEqual(drawn('明河区2'));
  });

  test('below n every number comes up about as often', () => {
    const r = rng('fair');
    const seen = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) {
      const x = r.below(6);
      seen[x] = (seen[x] ?? 0) + 1;
    }
    for (const count of seen) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  test('chance follows its probability', () => {
    const r = rng('chance');
    const hits = Array.from({ length: 10_000 }, () => r.chance(0.2)).filter(Boolean).length;
    expect(Math.abs(hits - 2000)).toBeLessThan(160);
    expect(r.chance(0)).toBe(false);
    expect(r.chance(1)).toBe(true);
  });

  test('shuffling keeps every element and leaves the list alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (list, seed) => {
        const before = [...list];
        expect(rng(seed).shuffle(list).sort()).toEqual([...before].sort());
        expect(list).toEqual(before);
      }),
    );
  });

  test.each([[0], [-1], [1.5], [2 ** 32 + 1]])('nothing is below %d', (n) => {
    expect(() => rng('x').below(n)).toThrow(RangeError);
  });

  test('an empty list has nothing to pick', () => {
    expect(() => rng('x').pick([])).toThrow(RangeError);
  });
});
