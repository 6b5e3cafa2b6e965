import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { articleId } from './anchors.ts';
import { textOf, withAnchors } from './index.ts';
import { fromChinese, toChinese } from './numerals.ts';
import { wordsOf } from './text.ts';

describe('anchors', () => {
  test('stay the same when other headings come and go', () => {
    const before = withAnchors('<h2>总则</h2><h3>目的</h3><h2>附则</h2>').toc;
    const after = withAnchors('<h2>附则</h2><h2>新增一章</h2>').toc;
    expect(before.map((e) => [e.level, e.text])).toEqual([
      [2, '总则'],
      [3, '目的'],
      [2, '附则'],
    ]);
    expect(after[0]?.id).toBe(before[2]?.id);
  });

  test('are never the same twice in one document', () => {
    const { html, toc } = withAnchors('<h2>附件</h2><h2>附件</h2><p>第一条 甲</p><p>第一条 乙</p>');
    expect(new Set(toc.map((e) => e.id)).size).toBe(2);
    expect(html.match(/id="art-1"/g)).toHaveLength(1);
    expect(html).toContain('<p id="art-1">第一条 甲</p>');
  });

  test('replace an id that was there before', () => {
    expect(withAnchors(withAnchors('<h2>甲</h2>').html)).toEqual(withAnchors('<h2>甲</h2>'));
  });

  test.each<[string, string | undefined, string]>([
    ['第一条　为了规范', 'art-1', ''],
    ['第三十三条 行政机关', 'art-33', ''],
    ['第一百零五条　本法', 'art-105', ''],
    ['第12条 本办法', 'art-12', 'Arabic digits'],
    ['第十条之一　补贴', 'art-10-1', 'an inserted article'],
    ['第五条和第六条同时适用。', undefined, 'a sentence about articles'],
    ['第三条规定的情形', undefined, 'a reference'],
    ['第二款', undefined, 'not an article'],
    ['根据第二条', undefined, 'not at the beginning'],
  ])('%s → %s', (text, id) => {
    expect(articleId(text)).toBe(id);
  });
});

describe('numerals', () => {
  test('written in Chinese read back as the same number', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9999 }), (n) => fromChinese(toChinese(n)) === n));
  });
  test.each([
    [10, '十', ''],
    [15, '十五', 'not 一十五'],
    [105, '一百零五', ''],
    [1050, '一千零五十', ''],
    [2026, '二千零二十六', ''],
  ])('%i is %s', (n, text) => {
    expect(toChinese(n)).toBe(text);
  });
});

describe('the words of a page', () => {
  test.each([
    ['<p>甲</p><p>乙<br>丙</p>', '甲\n乙\n丙', 'a line for each paragraph'],
    ['<ul><li>甲</li><li>乙</li></ul>', '甲\n乙', 'and each item'],
    ['<p>总理　　某某</p>', '总理　　某某', 'a wide blank is part of a name'],
    ['<p>a  b\n c&nbsp;d</p>', 'a b c d', 'blanks of the markup are not'],
    [
      '<table><tr><td>甲</td><td></td><td><p>乙</p><p>丙</p></td></tr></table>',
      '甲\t\t乙 丙',
      'an empty cell keeps its place',
    ],
    ['<p>1 &lt; 2</p>', '1 < 2', 'entities are read'],
    ['<script>x</script><style>y</style>甲<!-- z -->', '甲', 'code is not words'],
  ])('%s', (html, text) => {
    expect(textOf(html)).toBe(text);
  });

  test('come as blocks in the order of the page', () => {
    expect(wordsOf('<p>前</p><table><caption>表一</caption><tr><td>甲</td></tr></table>后').blocks).toEqual([
      { kind: 'text', text: '前' },
      { kind: 'text', text: '表一' },
      { kind: 'table', rows: [['甲']] },
      { kind: 'text', text: '后' },
    ]);
  });
});
