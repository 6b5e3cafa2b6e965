import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expand, indexWords, mark, passage, queryWords } from './rules.ts';
import { tsquery, vectorText } from './store.ts';

describe('what a question searches', () => {
  test.each([
    [['老人', '的', '补贴'], ['老人', '补贴'], 'common words tell nothing'],
    [['的'], ['的'], 'but when nothing else is left they are searched'],
    [['《', '办法', '》', '。'], ['办法'], 'marks are no words'],
    [['ＡＢ', 'ab'], ['ab'], 'full width and capitals are one'],
  ])('%j → %j: %s', (segments, words) => expect(queryWords(segments)).toEqual(words));

  test('synonyms kept by the office are added once, in both directions', () => {
    const groups = [
      ['老人', '老年人'],
      ['低保', '最低生活保障'],
    ];
    expect(expand('老人补贴', ['老人', '补贴'], groups)).toEqual([
      { words: ['老人'], others: ['老年人'] },
      { words: ['补贴'], others: [] },
    ]);
    expect(expand('最低生活保障标准', ['最低', '生活', '保障', '标准'], groups).get('最低')).toEqual(['低保']);
    expect(expand('公交', ['公交'], groups)).toEqual([{ words: ['公交'], others: [] }]);
  });

  test('quotes and backslashes of a question cannot leave their word', () => {
    expect(tsquery([{ word: "a' | 'b", others: ['c\\'] }], true)).toBe("(('a''' & '|' & '''b') | ('c\\\\'))");
  });
});

describe('passages', () => {
  const text = `${'前言。'.repeat(40)}第八条补贴标准为：完全失能的，每人每月600元。${'后文。'.repeat(40)}`;
  test('show the stretch with the most words', () =>
    expect(passage(text, ['补贴', '失能'])).toContain('第八条补贴标准为：完全失能的'));
  test('of a text without any hit are its beginning', () =>
    expect(passage(text, ['没有这个']).startsWith('前言。')).toBe(true));
  test('marks cover every hit and lose no character', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 4 }), (t, words) => {
        expect(
          mark(t, words)
            .map((p) => p.text)
            .join(''),
        ).toBe(t);
      }),
    );
  });
  test('a word with signs of a pattern is only a word', () =>
    expect(mark('价格(元)', ['(元)'])).toEqual([
      { text: '价格', hit: false },
      { text: '(元)', hit: true },
    ]));
});

test('the written vector keeps at most 255 places of a word, and none beyond 16383', () => {
  const v = vectorText({ a: ['题'], b: [], c: [], d: Array.from({ length: 20_000 }, () => "o'词") });
  expect(v.startsWith("'题':1A 'o''词':2,3")).toBe(true);
  expect(v.split(',').length).toBe(255);
  const places = indexWords(['甲']).length;
  expect(places).toBe(1);
});
