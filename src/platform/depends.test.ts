import { describe, expect, test } from 'vitest';
import { dependOn, recording, sharedByPages } from './depends.ts';

describe('what many pages read alike', () => {
  const units = () => {
    let asked = 0;
    const read = sharedByPages(async (_system: object) => {
      dependOn('units');
      return ++asked;
    });
    return { read, asked: () => asked };
  };

  test('is asked once for all pages of one last change, and each of them depends on it', async () => {
    const { read, asked } = units();
    const system = {};
    const drawn = await Promise.all([1, 2, 3].map(() => recording(() => read(system), 7)));
    expect(drawn).toEqual([1, 2, 3].map(() => ({ value: 1, dependencies: ['units'] })));
    expect(asked()).toBe(1);
  });

  test('is asked again after the next change, for another system, and outside a drawing', async () => {
    const { read } = units();
    const system = {};
    const at = (n: number, s: object) => recording(() => read(s), n).then((r) => r.value);
    expect([await at(7, system), await at(8, system), await at(8, {}), await read(system), await read(system)]).toEqual(
      [1, 2, 3, 4, 5],
    );
  });

  test('is asked again when it could not be read', async () => {
    let tries = 0;
    const read = sharedByPages(async (_system: object) => {
      if (++tries === 1) throw new Error('away');
      return tries;
    });
    const system = {};
    await expect(recording(() => read(system), 7)).rejects.toThrow('away');
    expect((await recording(() => read(system), 7)).value).toBe(2);
  });
});
