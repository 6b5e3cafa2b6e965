import { describe, expect, test } from 'vitest';
import type { PagePart } from '../../platform/module.ts';
import { withClauses } from './page-parts.ts';

const TEXT =
  '<h2 id="ch-1">第一章</h2><p class="clause" id="art-1">第一条　甲。</p><p>（一）子；</p><p class="clause" id="art-2">第二条　乙。</p><h2>附则</h2><p>丙。</p>';
const part = (clause: string): PagePart => ({ place: 'clause', clause, node: <p>{'问<一>句'}</p> });

describe('a box of an article', () => {
  test.each([
    [
      'art-1',
      '（一）子；</p><div class="clause-part"><p>问&lt;一>句</p></div><p class="clause" id="art-2">',
      'after its items',
    ],
    ['art-2', '乙。</p><div class="clause-part"><p>问&lt;一>句</p></div><h2>附则', 'before the next heading'],
  ])('%s stands %s', (clause, where) => expect(withClauses(TEXT, [part(clause)])).toContain(where));

  test('of an article that the text does not have is dropped', () =>
    expect(withClauses(TEXT, [part('art-9')])).toBe(TEXT));
});
