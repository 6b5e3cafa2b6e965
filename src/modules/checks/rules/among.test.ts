import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { earlierAmong } from './among.ts';
import { sketchOf } from './shingles.ts';

const text = (n: number): string =>
  Array.from({ length: 60 }, (_, i) => `第${n}号文件第${i * n + 7}句说的是第${(i * 31 + n * 17) % 997}件事`).join('');

describe('texts of one batch', () => {
  test.each<[string, string[], number[][], string]>([
    ['two of the same', [text(1), text(1)], [[], [0]], 'the second is like the first'],
    ['three of the same', [text(1), text(1), text(1)], [[], [0], [0, 1]], 'each like all before it'],
    ['two of their own', [text(1), text(2)], [[], []], 'they share no sentence'],
    ['one with a few words more', [text(1), `${text(1)}特此通知`], [[], [0]], 'nearly all of it stands in the first'],
    ['one too short to say', ['通知', '通知'], [[], []], 'a sketch of nothing'],
  ])('%s', (_, texts, expected) => {
    expect(earlierAmong(texts.map(sketchOf), 0.4, 5)).toEqual(expected);
  });

  test('a thousand copies cost no more than a few each, and each is still found', () => {
    const sketch = sketchOf(text(3));
    const out = earlierAmong(
      Array.from({ length: 1000 }, () => sketch),
      0.4,
      3,
    );
    expect(out[999]).toEqual([0, 1, 2]);
    expect(out.every((earlier, i) => earlier.every((j) => j < i))).toBe(true);
  });

  test('whatever the hashes: only earlier ones, only as many as asked, and a copy is always found', () => {
    const sketch = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 5, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(sketch, { maxLength: 20 }), (sketches) => {
        const out = earlierAmong([...sketches, ...sketches.slice(0, 1)], 0.5, 4);
        for (const [i, earlier] of out.entries()) {
          expect(earlier.length).toBeLessThanOrEqual(4);
          for (const j of earlier) expect(j).toBeLessThan(i);
        }
        if (sketches.length > 0) expect(out.at(-1)?.length).toBeGreaterThan(0);
      }),
    );
  });
});
