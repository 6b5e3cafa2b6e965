import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tariffs } from '../../law/index.ts';
import { day } from './day.ts';
import { feeFor, readTariffs } from './tariff.ts';

const ON = day('2026-03-31');

describe('by request', () => {
  test.each([
    [1, 0, 0],
    [10, 0, 0],
    [11, 100, 100],
    [20, 100, 1000],
    [30, 100, 2000],
    [31, 200, 2200],
    [40, 200, 4000],
    [41, 300, 4300],
    [50, 300, 7000],
    [51, 400, 7400],
    [55, 400, 9000],
    [60, 400, 11000],
    [61, 500, 11500],
  ])('the %i. request of a month costs %i, all of them %i', (n, own, sum) => {
    expect(feeFor(tariffs.byItems, n, n, ON).yuan).toBe(own);
    expect(feeFor(tariffs.byItems, 1, n, ON).yuan).toBe(sum);
  });

  test('the bands add up, and meet without a gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(300), (from, more) => {
        const fee = feeFor(tariffs.byItems, from, from + more, ON);
        const one = Array.from({ length: more + 1 }, (_, i) => feeFor(tariffs.byItems, from + i, from + i, ON).yuan);
        expect(fee.yuan).toBe(one.reduce((a, b) => a + b, 0));
        expect(fee.bands.reduce((n, b) => n + b.count, 0)).toBe(more + 1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('by page', () => {
  test.each([
    [30, 0],
    [31, 10],
    [44, 140],
    [72, 420],
    [100, 700],
    [101, 720],
    [200, 2700],
    [201, 2740],
    [350, 8700],
  ])('%i pages cost %i', (pages, yuan) => expect(feeFor(tariffs.byPages, 1, pages, ON).yuan).toBe(yuan));
});

test('before the tariff was in force nothing may be charged, and what is no count is refused', () => {
  expect(() => feeFor(tariffs.byItems, 11, 11, day('2020-12-31'))).toThrow(RangeError);
  for (const [from, to] of [
    [0, 1],
    [2, 1],
    [1.5, 2],
    [1, Number.POSITIVE_INFINITY],
  ])
    expect(() => feeFor(tariffs.byItems, from ?? 0, to ?? 0, ON)).toThrow(RangeError);
});

test('a row of another shape stops the start', () => {
  expect(() => readTariffs({ byItems: [], byPages: [] })).toThrow(TypeError);
  expect(() => readTariffs({ byItems: [{ from: '2021-01-01' }], byPages: [] })).toThrow(TypeError);
});
