import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeOf } from '../../lib/specimen.ts';
import { replaceInHtml, specimenOfHtml } from './index.ts';

const shown = (html: string) => specimenOfHtml(html, { name: '稿件', title: '稿件' }).layers[0];
const tags = (html: string) => html.match(/<[^>]*>/g);

const PIECE =
  '<h2>一、发放情况</h2>\n<p>户主<strong>王某</strong>，电话&nbsp;138&#48;0138000。<br>住明河区&amp;东湖。</p>' +
  '<table><caption>名册</caption><thead><tr><th>序号</th><th>姓名</th></tr></thead><tbody><tr><td>1</td><td><p>李某</p><p>甲</p></td></tr><tr><td></td><td>赵某</td></tr></tbody></table><ul><li>完</li></ul>';

describe('a piece of the editor', () => {
  test('is read line by line, each with its place', () => {
    const layer = shown(PIECE);
    expect(layer?.text).toBe(
      '一、发放情况\n户主王某，电话 13800138000。\n住明河区&东湖。\n名册\n序号\t姓名\n1\t李某 甲\n\t赵某\n完',
    );
    const at = (words: string) => layer && placeOf(layer, layer.text.indexOf(words));
    expect(at('发放')).toBe('第1段');
    expect(at('138')).toBe('第2段');
    expect(at('住明河')).toBe('第2段');
    expect(at('李某')).toBe('第1个表第2行');
    expect(at('赵某')).toBe('第1个表第3行');
  });

  test('gives its tables as grids whose cells have a place in the text', () => {
    const s = specimenOfHtml(PIECE, { name: 'a', title: 'a' });
    const grid = s.grids[0];
    expect(grid).toMatchObject({ headRows: 1, head: ['序号', '姓名'], caption: '名册', headMarked: true });
    expect(grid?.rows).toEqual([
      ['序号', '姓名'],
      ['1', '李某 甲'],
      ['', '赵某'],
    ]);
    for (const [r, row] of (grid?.rows ?? []).entries())
      for (const [c, cell] of row.entries()) {
        const from = grid?.offsets?.[r]?.[c] ?? -1;
        expect(cell === '' ? from : s.layers[0]?.text.slice(from, from + cell.length)).toBe(cell === '' ? -1 : cell);
      }
  });

  test.each<[string, string, string]>([
    ['<p>甲</p><!-- 联系13800138000 -->', 'comment', 'a comment of the markup'],
    ['<p>甲</p><p hidden>13800138000</p>', 'hidden-text', 'the hidden attribute'],
    ['<p>甲<span style="display: none">13800138000</span></p>', 'hidden-text', 'hidden by its style'],
    ['<p>甲<span style="color:#FFF">13800138000</span></p>', 'hidden-text', 'white on white'],
    ['<p>甲</p><input type="hidden" value="13800138000">', 'hidden-text', 'a hidden field'],
    ['<p data-phone="13800138000">甲</p>', 'hidden-text', 'data for scripts'],
    ['<script>var a = "13800138000"</script><p>甲</p>', 'hidden-text', 'a script'],
    ['<img src="/files/a.png" alt="13800138000">', 'alt-text', 'what a screen reader says'],
    ['<meta name="author" content="13800138000"><p>甲</p>', 'metadata', 'a property of the page'],
  ])('%s is seen as %s', (html, kind) => {
    const found = specimenOfHtml(html, { name: 'a', title: 'a' }).layers.filter((l) => l.text.includes('13800138000'));
    expect(found.map((l) => l.kind)).toEqual([kind]);
  });

  test('shows its title and the names of its attachments to the checks', () => {
    const s = specimenOfHtml('<p>甲</p>', { name: 'a', title: '名册', attachments: ['王某.docx'] });
    expect(s.layers.map((l) => [l.kind, l.text])).toEqual([
      ['shown', '甲'],
      ['title', '名册'],
      ['title', '王某.docx'],
    ]);
  });
});

describe('replacing in the markup', () => {
  test('puts text where it is shown, through entities and bold words', () => {
    const text = shown(PIECE)?.text ?? '';
    const at = text.indexOf('13800138000');
    const html = replaceInHtml(PIECE, [
      { from: at + 3, to: at + 7, with: '****' },
      { from: text.indexOf('王某') + 1, to: text.indexOf('王某') + 2, with: '<*>' },
    ]);
    expect(html).toContain('王&lt;*&gt;</strong>');
    expect(shown(html)?.text).toBe(text.replace('13800138000', '138****8000').replace('王某', '王<*>'));
  });

  const word = fc.stringMatching(/^[甲乙丙<&0-9a"']{1,6}$/);
  const asMarkup = (s: string) => s.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const inline = fc.oneof(
    word.map(asMarkup),
    word.map((w) => `<strong>${asMarkup(w)}</strong>`),
    fc.constantFrom(' ', '\n ', '&nbsp;', '&#20013;', '<em> 丁</em>', '<a href="/a?b=1&c=2">链接</a>', '<!-- x -->'),
  );
  const block = fc.oneof(
    fc.array(inline, { minLength: 1, maxLength: 5 }).map((p) => `<p>${p.join('')}</p>`),
    fc.array(inline, { minLength: 1, maxLength: 3 }).map((p) => `<h2 id="x">${p.join('')}<br>二</h2>`),
    fc
      .array(fc.array(inline, { maxLength: 3 }), { minLength: 1, maxLength: 6 })
      .map((cells) => `<table><tr>${cells.map((c) => `<td>${c.join('')}</td>`).join('')}</tr></table>`),
  );
  const markup = fc.array(block, { minLength: 1, maxLength: 6 }).map((b) => b.join('\n'));

  test('never touches a tag, and reading again gives the edited text', () => {
    fc.assert(
      fc.property(markup, fc.nat(), fc.nat(8), word, (html, start, length, put) => {
        const text = shown(html)?.text ?? '';
        const words = [...text.matchAll(/[^\s]+/g)];
        const target = words[start % Math.max(1, words.length)];
        if (!target) return;
        const from = target.index + (start % target[0].length);
        const to = Math.min(from + 1 + length, target.index + target[0].length);
        const edited = replaceInHtml(html, [{ from, to, with: put }]);
        expect(tags(edited)).toEqual(tags(html));
        expect(shown(edited)?.text).toBe(text.slice(0, from) + put + text.slice(to));
      }),
      { numRuns: 400 },
    );
  });

  test('refuses edits that overlap or lie outside', () => {
    expect(() => replaceInHtml('<p>甲乙丙</p>', [{ from: 0, to: 9, with: '' }])).toThrow(RangeError);
    const two = [
      { from: 0, to: 2, with: '' },
      { from: 1, to: 3, with: '' },
    ];
    expect(() => replaceInHtml('<p>甲乙丙</p>', two)).toThrow(RangeError);
  });
});
