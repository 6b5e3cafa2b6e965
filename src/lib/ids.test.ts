import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from './ids.ts';

const ID_RANDOM_BYTES = 10;
const SHAPE = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

const zeros = new Uint8Array(ID_RANDOM_BYTES);
const ones = new Uint8Array(ID_RANDOM_BYTES).fill(255);
const time = fc
  .date({ min: new Date(0), max: new Date(8.64e15), noInvalidDate: true })
  .filter((d) => d.getTime() < 2 ** 48);
const chance = fc.uint8Array({ minLength: ID_RANDOM_BYTES, maxLength: ID_RANDOM_BYTES });

describe('an id', () => {
  test.each([
    [0, zeros, '00000000000000000000000000', 'the first there can be'],
    [2 ** 48 - 1, ones, '7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'the last, as the specification gives it'],
    [1_469_918_176_385, zeros, '01ARYZ6S410000000000000000', 'the time of the example in the reference implementation'],
  ])('at %d is %s', (ms, random, id) => {
    expect(newId(new Date(ms), random)).toBe(id);
  });

  test('sorts as text by its time', () => {
    fc.assert(
      fc.property(time, time, chance, chance, (a, b, x, y) => {
        fc.pre(a.getTime() !== b.getTime());
        expect(newId(a, x) < newId(b, y)).toBe(a < b);
      }),
    );
  });

  test('differs when one random bit differs, and always has the shape of an id', () => {
    fc.assert(
      fc.property(time, chance, fc.nat(ID_RANDOM_BYTES * 8 - 1), (t, x, bit) => {
        const y = x.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(newId(t, x)).not.toBe(newId(t, y));
        expect(newId(t, x)).toMatch(SHAPE);
      }),
    );
  });

  test.each([
    [new Date(-1), zeros, 'before 1970'],
    [new Date(Number.NaN), zeros, 'no time'],
    [new Date(2 ** 48), zeros, 'after the year 10889'],
    [new Date(0), zeros.slice(1), 'too little chance'],
  ])('for %s is refused: %s', (now, random) => {
    expect(() => newId(now, random)).toThrow(RangeError);
  });
});
