import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidatesOf } from './candidates.ts';
import { digitRuns } from './digits.ts';
import { checkOf } from './identity.ts';

const found = (text: string): string[] =>
  digitRuns(text).flatMap((r) =>
    candidatesOf(r, 2026)
      .filter((c) => c.shape === 'id' && c.id?.check && c.id.date && c.id.province)
      .map((c) => c.value),
  );

const pad = (n: number, to: number): string => String(n).padStart(to, '0');
/** Any right identity number of the fictional division. */
const id = fc
  .tuple(
    fc.integer({ min: 1900, max: 2025 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([y, m, d, n]) => `999901${y}${pad(m, 2)}${pad(d, 2)}${pad(n, 3)}`)
  .map((first) => first + checkOf(first));

describe('an identity number among nothing but figures', () => {
  test('is found as one piece, in pieces, and digit by digit, whatever figures stand around it', () => {
    const figures = fc.array(fc.integer({ min: 0, max: 99_999 }).map(String), { maxLength: 30 });
    // Where it is cut; more than one border of cells would make it a row of figures.
    const cut = fc.constantFrom(
      [],
      [6],
      [6, 14],
      [3, 6, 10, 14],
      Array.from({ length: 17 }, (_, i) => i + 1),
    );
    fc.assert(
      fc.property(id, figures, figures, cut, (value, before, after, cuts) => {
        const parts = [0, ...cuts].map((from, i) => value.slice(from, cuts[i] ?? 18));
        const text = `${before.join(',')}，${parts.join(' ')}，${after.join('\t')}`;
        expect(found(text)).toContain(value);
      }),
    );
  });

  test('is found in a chain of cells that ran together', () => {
    fc.assert(
      fc.property(id, fc.constantFrom('7', '77', '777'), (value, left) => {
        expect(found(`${left}${value}`)).toContain(value);
      }),
    );
  });

  test.each([
    ['a table of years', '1998\t2003\t2011\t2014\t2020\t2026'],
    ['digits each by itself', '3 1 4 1 5 9 2 6 5 3 5 8 9 7 9 3 2 3 8 4 6 2 6 4'],
    ['an endless number', '7'.repeat(400)],
  ])('%s holds none', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
