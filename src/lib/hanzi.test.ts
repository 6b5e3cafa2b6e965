import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countHan, excerpt, foldWidth, normaliseText } from './hanzi.ts';

const anyText = fc.string({ unit: 'binary' });

describe('width', () => {
  test.each([
    ['ＡＢｃ１２３', 'ABc123', 'letters and digits'],
    ['（２０２６）　！～', '(2026) !~', 'brackets, ideographic space, first and last of the block'],
    ['〔2026〕、。《》', '〔2026〕、。《》', 'Chinese punctuation has no half width'],
    ['￥…—', '￥…—', 'outside the block'],
  ])('%s folds to %s: %s', (text, folded) => {
    expect(foldWidth(text)).toBe(folded);
  });

  test('folding keeps every position, so a place found in folded text is the place in the original', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldWidth(text)).toHaveLength(text.length);
      }),
    );
  });
});

describe('stored text', () => {
  test.each([
    ['a\r\nb\rc', 'a\nb\nc', 'line ends of three systems'],
    ['a\u2028b\u2029c', 'a\nb\nc', 'separators out of word processors'],
    ['第\u00a01\u202f条', '第 1 条', 'no-break spaces'],
    ['\ufeff公\u200b开\u2060', '公开', 'invisible characters'],
    ['a\u0000b\u000bc\td', 'abc\td', 'control characters, but not the tab'],
    ['e\u0301', 'é', 'composed'],
    ['　　各乡镇', '　　各乡镇', 'an indent stays'],
    ['👨\u200d👩\u200d👧', '👨\u200d👩\u200d👧', 'a joiner holds one sign together'],
  ])('%j becomes %j: %s', (text, clean) => {
    expect(normaliseText(text)).toBe(clean);
  });

  test('cleaning twice is cleaning once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('counting', () => {
  test.each([
    ['明河区，2026年。ABC', 4, 'only Chinese characters'],
    ['𠮷野', 2, 'a character outside the basic plane is one'],
    ['々〇', 2, 'the iteration mark and the zero belong to the script'],
    ['', 0, 'nothing'],
  ])('%s has %i: %s', (text, n) => {
    expect(countHan(text)).toBe(n);
  });
});

describe('an excerpt', () => {
  test.each([
    ['短文。', 10, '短文。', 'short enough: untouched'],
    ['一二三四五', 5, '一二三四五', 'exactly long enough'],
    ['一二三四五六', 5, '一二三四…', 'cut, with the sign inside the length'],
    ['第一句话。第二句话很长很长', 8, '第一句话。…', 'cut at the end of a sentence'],
    ['短。后面一直没有句号的一句', 10, '短。后面一直没有句…', 'a sentence end too early is not waited for'],
    ['一\n\n  二　三', 10, '一 二 三', 'white space run together'],
    ['👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 2, '👨‍👩‍👧…', 'a composed sign is never cut in two'],
  ])('%j in %i is %j: %s', (text, n, short) => {
    expect(excerpt(text, n)).toBe(short);
  });

  test('never has more than n visible characters', () => {
    const visible = (s: string): number => [...new Intl.Segmenter('zh').segment(s)].length;
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, n) => {
        expect(visible(excerpt(text, n))).toBeLessThanOrEqual(n);
      }),
    );
  });

  test.each([[0], [-1], [1.5]])('of length %d is refused', (n) => {
    expect(() => excerpt('文', n)).toThrow(RangeError);
  });
});
