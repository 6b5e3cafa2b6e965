import { describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { textOf } from '../../platform/documents/index.ts';
import { lawHref, linkCitations } from './decorate.ts';
import { libraryOf } from './rules/library.ts';
import type { Law } from './rules/types.ts';

const law: Law = {
  id: 'water',
  title: '明河节约用水条例',
  kind: '地方性法规',
  region: null,
  firstIssued: day('2010-03-01'),
  orders: [],
  versions: [{ id: 'v1', from: day('2010-05-01'), issued: null, articles: new Set(['1', '2', '3']) }],
  repealed: false,
};
const library = libraryOf([law]);
const link = (html: string): string => linkCitations(html, library, day('2026-03-18'));
const a = (words: string, article = ''): string =>
  `<a href="${lawHref('water', day('2026-03-18'), article)}" class="cites">${words}</a>`;

describe('citations become links', () => {
  test.each([
    [
      '<p>依照《明河节约用水条例》第二条办理。</p>',
      `<p>依照${a('《明河节约用水条例》第二条', '2')}办理。</p>`,
      'an article',
    ],
    ['<p>依照《明河节约用水条例》办理。</p>', `<p>依照${a('《明河节约用水条例》')}办理。</p>`, 'a law as a whole'],
    [
      '<p>按照《明河节约用水条例》第一条、第三条。</p>',
      `<p>按照${a('《明河节约用水条例》第一条', '1')}、${a('第三条', '3')}。</p>`,
      'each of two articles',
    ],
    [
      '<p>见《别处的条例》第二条。</p>',
      '<p>见《别处的条例》第二条。</p>',
      'a law the library does not know stays words',
    ],
    [
      '<p>见<a href="/p/1">《明河节约用水条例》</a>。</p>',
      '<p>见<a href="/p/1">《明河节约用水条例》</a>。</p>',
      'the link that the author made stays',
    ],
    [
      '<p>见《明河节约<b>用水</b>条例》。</p>',
      '<p>见《明河节约<b>用水</b>条例》。</p>',
      'words in two pieces stay as they are',
    ],
    [
      '<p>见《明河节约</p><p>用水条例》。</p>',
      '<p>见《明河节约</p><p>用水条例》。</p>',
      'a title does not run over paragraphs',
    ],
  ])('%s', (html, expected, _why) => {
    const out = link(html);
    expect(out).toBe(expected);
    expect(textOf(out)).toBe(textOf(html));
  });

  test('without a library nothing is touched', () =>
    expect(linkCitations('<p>《明河节约用水条例》<br></p>', libraryOf([]), day('2026-03-18'))).toBe(
      '<p>《明河节约用水条例》<br></p>',
    ));
});
