import fc from 'fast-check';
import { expect, test } from 'vitest';

test.skipIf(process.env.GONGKAI_SEED)('properties draw the same each time, whatever file they stand in', () => {
  const drawn = (): unknown[] => {
    const all: unknown[] = [];
    fc.assert(fc.property(fc.string(), (s) => void all.push(s)));
    return all;
  };
  expect(drawn()).toEqual(drawn());
  expect(fc.readConfigureGlobal()).toEqual({ seed: 1 });
});
