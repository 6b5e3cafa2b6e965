import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expand, indexWords, mark, ownNames, passage, pieces, queryWords, typed } from './rules.ts';

describe('what a question searches', () => {
  test.each([
    [['老人', '的', '补贴'], ['老人', '补贴'], 'common words tell nothing'],
    [['加班', '工资', '怎么', '算'], ['加班', '工资'], 'how people ask tells nothing about what'],
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
    expect(expand('最低生活保障标准', ['最低', '生活', '保障', '标准'], groups)).toEqual([
      { words: ['最低', '生活', '保障'], others: ['低保'] },
      { words: ['标准'], others: [] },
    ]);
    expect(expand('低保标准', ['低保', '标准'], groups)[0]).toEqual({ words: ['低保'], others: ['最低生活保障'] });
    expect(expand('公交', ['公交'], groups)).toEqual([{ words: ['公交'], others: [] }]);
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

test('a word of more than 200 characters is a code that nobody types, and is left out', () =>
  expect(indexWords(['x'.repeat(201), '正文', 'a\u0001b c'])).toEqual(['正文', 'abc']));

test('what is typed holds no control characters and no halves of characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (t) => {
      expect(typed(t)).not.toMatch(/\p{Cc}/u);
      expect(typed(`${t}\ud83d`).isWellFormed()).toBe(true);
    }),
  );
});

describe('names of the district', () => {
  test('stand in the dictionary whole and without the place before them', () => {
    expect(
      ownNames([
        { parentId: 'qu', names: ['明河区水务局', '区水务局', ''] },
        { parentId: null, names: ['明河区人民政府', '区政府'] },
        { parentId: 'qu', names: ['X局'] },
      ]),
    ).toEqual(['明河区', '明河区水务局', '水务局', '区水务局', '明河区人民政府', '人民政府', '区政府']);
    expect(ownNames([])).toEqual([]);
  });
  test.each([
    ['应急管理局', ['应急', '管理', '管理局', '应急管理局'], ['应急', '管理', '管理局'], 'its parts cover it'],
    ['水务局', ['水务', '水务局'], ['水务局'], 'parts that leave 局 over are not enough'],
    ['老人', ['老人'], ['老人'], 'a short word is itself'],
  ])('%s is looked for as %j → %j: %s', (word, parts, expected) =>
    expect(pieces(word, parts, [word])).toEqual(expected),
  );
});
