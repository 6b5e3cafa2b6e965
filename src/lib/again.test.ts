import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Again } from './again.ts';

it('what was asked among the last ones is known, whatever came between', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 })), fc.integer({ min: 1, max: 8 }), (asked, most) => {
      const again = new Again(most);
      const heard: number[] = [];
      for (const n of asked) {
        const others = new Set(heard.slice(heard.lastIndexOf(n) + 1));
        const known = again.asked(String(n));
        if (!heard.includes(n)) expect(known).toBe(false);
        else if (others.size < most) expect(known).toBe(true);
        heard.push(n);
      }
    }),
  );
});

it('forgets what was asked long ago', () => {
  const again = new Again(2);
  for (const key of ['a', 'b', 'c', 'd', 'e']) again.asked(key);
  expect(again.asked('a')).toBe(false);
});
