import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf } from '../../platform/documents/index.ts';
import { isGovernment, officialText } from './official-text.ts';

const OWN = ['www.minghe.example.gov.cn'];

test.each([
  ['https://www.gov.cn/zhengce', true, 'the central government'],
  ['https://slj.minghe.gov.cn/a', true, 'below gov.cn'],
  ['https://gov.cn.evil.example/', false, 'gov.cn in the middle is no government'],
  ['https://evilgov.cn/', false, 'nor at the end of another word'],
  ['https://www.minghe.example.gov.cn/p/1', true, 'this site'],
  ['https://WWW.GOV.CN/', true, 'case does not matter'],
  ['https://user@evil.example/?.gov.cn', false, 'the host decides, not the address'],
  ['nonsense', false, 'not an address'],
])('%s is government: %s, %s', (href, want, _why) => expect(isGovernment(href, OWN)).toBe(want));

describe('the official text', () => {
  test('links to other sites lead over the notice; government links and own ones do not', () => {
    const { html, links } = officialText(
      '<p><a href="https://shop.example/x?a=1&amp;b=2">商店</a><a href="https://www.gov.cn/">国务院</a><a href="/p/3">本站</a></p>',
      OWN,
    );
    expect(html).toContain(`href="/go?u=${encodeURIComponent('https://shop.example/x?a=1&b=2')}"`);
    expect(html).toContain('href="https://www.gov.cn/"');
    expect(html).toContain('href="/p/3"');
    expect(links).toEqual(['https://shop.example/x?a=1&b=2', 'https://www.gov.cn/']);
  });

  test('articles get a bold number and a stable address, and headings a table of contents', () => {
    const { html, toc } = officialText('<h2>第一章　总则</h2><p>第八条　补贴标准为每月600元。</p>', OWN);
    expect(html).toContain('id="art-8"');
    expect(html).toContain('href="#art-8"');
    expect(html).toContain('<b>第八条</b>　补贴标准为每月600元。');
    expect(toc.map((t) => t.text)).toEqual(['第一章 总则']);
  });

  test('a table scrolls in a region of its own', () => {
    const { html } = officialText('<table><tbody><tr><td>甲</td></tr></tbody></table>', OWN);
    expect(html).toMatch(/<div class="table-wrap"[^>]*tabindex="0"[^>]*><table>/);
    // Several are told apart by name.
    const two = officialText('<table><tbody><tr><td>甲</td></tr></tbody></table>'.repeat(2), OWN).html;
    expect([...two.matchAll(/aria-label="(.*?)"/g)].map((m) => m[1])).toEqual([
      '表格，可左右移动',
      '第2个表格，可左右移动',
    ]);
  });

  test('no word is added, changed or left out, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30 }), { maxLength: 5 }), (parts) => {
        const html = parts.map((p, i) => `<p>第${i + 1}条　${p.replace(/[&<>]/g, '')}</p>`).join('');
        const bare = (t: string): string => t.replace(/[\s#]/g, '');
        expect(bare(textOf(officialText(html, OWN).html))).toBe(bare(textOf(html)));
      }),
    );
  });
});
