import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grouped, readNumber, sayNumber } from './numerals.ts';

test.each([
  ['12', 12, 'Arabic digits'],
  ['１２', 12, 'full-width digits'],
  ['十', 10, 'ten alone'],
  ['十二', 12, 'ten without a leading one'],
  ['二十三', 23, 'tens and ones'],
  ['一百零五', 105, 'a zero bridges the gap'],
  ['二〇二一', 2021, 'a year, digit by digit'],
  ['二○二一', 2021, 'a circle written for the zero, as word processors do'],
  ['零', 0, 'zero'],
  ['两', 2, 'liang counts as two'],
  ['', undefined, 'nothing is no number'],
  ['百', undefined, 'a hundred needs its digit'],
  ['十百', undefined, 'units must fall'],
  ['甲', undefined, 'not a numeral'],
])('%s reads as %s: %s', (text, n, _why) => expect(readNumber(text)).toBe(n));

test('what a heading says is read back as the same number', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 99 }), (n) => readNumber(sayNumber(n)) === n));
});

test('headings are not numbered beyond ninety-nine', () => expect(() => sayNumber(100)).toThrow(RangeError));

test.each([
  ['1926400', '1,926,400', 'millions'],
  ['2029600.50', '2,029,600.50', 'with its cents'],
  ['-10000', '-10,000', 'less than nothing'],
  ['2026', '2026', 'a year'],
  ['9999', '9999', 'four digits need no help'],
  ['0999-5550123', '0999-5550123', 'a telephone number'],
  ['1,200', '1,200', 'already apart'],
])('%s is shown as %s: %s', (text, shown) => expect(grouped(text)).toBe(shown));
