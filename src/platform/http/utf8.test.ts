import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from './utf8.ts';

test('gives the bytes that Buffer.from gives, for whole characters and for halves of them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('公开', '𠮷', '\ud842', '\udfb7', '\0'))),
      (all) => {
        const text = all.join('');
        expect(utf8(text).equals(Buffer.from(text))).toBe(true);
      },
    ),
  );
});

test('bytes given before stay as they are when another text follows, and a very long text is right too', () => {
  const first = utf8('第一条');
  const long = '第二条'.repeat(400_000);
  expect(utf8(long).equals(Buffer.from(long))).toBe(true);
  utf8('别的');
  expect(first.toString()).toBe('第一条');
});
