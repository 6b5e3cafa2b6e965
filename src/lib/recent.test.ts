import { expect, test } from 'vitest';
import { forgetRecent, Recent } from './recent.ts';

/** Says how often something was really made. */
const counted = () => {
  const made: string[] = [];
  const make = (text: string): string => {
    made.push(text);
    return text.toUpperCase();
  };
  return { made, make };
};
const size = (s: string): number => s.length;

test('what was made of a text is given again, and of another text made anew', () => {
  const { made, make } = counted();
  const recent = new Recent<string>(100);
  expect(['a', 'b', 'a'].map((t) => recent.of(t, make, size))).toEqual(['A', 'B', 'A']);
  expect(made).toEqual(['a', 'b']);
});

test('when there is no room, what was not asked for longest goes', () => {
  const { made, make } = counted();
  // Room for two texts of two characters with what is made of them.
  const recent = new Recent<string>(8);
  for (const t of ['aa', 'bb', 'aa', 'cc', 'aa', 'bb']) recent.of(t, make, size);
  expect(made).toEqual(['aa', 'bb', 'cc', 'bb']);
});

test('a text that would push out everything is not kept', () => {
  const { made, make } = counted();
  const recent = new Recent<string>(8);
  for (const t of ['aa', 'long text', 'aa', 'long text']) recent.of(t, make, size);
  expect(made).toEqual(['aa', 'long text', 'long text']);
});

test('after an erasure nothing is held anywhere', () => {
  const { made, make } = counted();
  const [one, other] = [new Recent<string>(100), new Recent<string>(100)];
  for (const r of [one, other]) r.of('leak', make, size);
  forgetRecent();
  for (const r of [one, other]) r.of('leak', make, size);
  expect(made).toHaveLength(4);
});
