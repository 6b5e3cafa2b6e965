import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, html as names, parse, parseFragment } from 'parse5';
import { describe, expect, test } from 'vitest';
import { DOC_CLASSES, DOC_TAGS, placeImages, sanitize, textOf } from './index.ts';
import { OURS, PUBLIC } from './xss-vectors.ts';

type Node = DefaultTreeAdapterTypes.Node;

const ATTRIBUTES: Record<string, string[]> = {
  a: ['href', 'rel', 'class'],
  img: ['src', 'alt'],
  td: ['colspan', 'rowspan', 'class'],
  th: ['colspan', 'rowspan', 'scope', 'class'],
  col: ['span', 'class'],
  ol: ['start', 'class'],
};

/** All that is wrong with sanitised markup, as a browser would read it. */
function faults(html: string): string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    if ('tagName' in node) {
      const tag = node.tagName;
      if (!DOC_TAGS.includes(tag) && !['html', 'head', 'body'].includes(tag)) found.push(`<${tag}>`);
      for (const { name, value } of node.attrs) {
        if (!(ATTRIBUTES[tag] ?? ['class']).includes(name)) found.push(`${tag}[${name}]`);
        const squeezed = value.replace(/[\s\p{Cc}\p{Cf}]/gu, '').toLowerCase();
        if (/^(javascript|vbscript|data|livescript|mocha|file|blob):/.test(squeezed) && name !== 'alt')
          found.push(`${name}=${value}`);
        if (name === 'src' && !value.startsWith('/files/')) found.push(`src=${value}`);
        if (name === 'href' && /^[\\/]{2}/.test(squeezed)) found.push(`href=${value}`);
        const classes = DOC_CLASSES as readonly string[];
        if (name === 'class' && !value.split(' ').every((c) => classes.includes(c))) found.push(`class=${value}`);
      }
    } else if (node.nodeName === '#comment') found.push('comment');
    if ('childNodes' in node) for (const child of node.childNodes) visit(child);
  };
  visit(parseFragment(html, { scriptingEnabled: true }));
  visit(parseFragment(html, { scriptingEnabled: false }));
  visit(parseFragment(defaultTreeAdapter.createElement('div', names.NS.HTML, []), html, {}));
  const whole = parse(`<!doctype html><body>${html}</body>`);
  visit({ ...whole, childNodes: whole.childNodes.filter((n) => n.nodeName === 'html') });
  return found;
}

describe('what leaves the sanitiser', () => {
  test('holds nothing dangerous for any string of the public collection', () => {
    expect(PUBLIC.length).toBeGreaterThanOrEqual(200);
    for (const vector of PUBLIC) expect(faults(sanitize(vector)), vector).toEqual([]);
  });

  test('holds nothing dangerous for newer vectors, alone and within a document', () => {
    expect(new Set(OURS).size).toBeGreaterThanOrEqual(400);
    for (const vector of OURS) {
      expect(faults(sanitize(vector)), vector).toEqual([]);
      expect(faults(sanitize(`<table><tr><td><p>甲${vector}乙</td></tr></table><ul><li>${vector}`)), vector).toEqual(
        [],
      );
    }
  });

  test('is told apart from what is dangerous by these very checks', () => {
    for (const bad of [
      '<img src=x>',
      '<p onclick=x>y</p>',
      '<a href=" javascript:x">y</a>',
      '<script></script>',
      '<p id=x>y</p>',
    ])
      expect(faults(bad), bad).not.toEqual([]);
  });

  const piece = fc.oneof(
    fc.constantFrom(...OURS, ...PUBLIC),
    fc.constantFrom(
      '<p>',
      '</p>',
      '<table>',
      '<tr>',
      '<td>',
      '</td>',
      '</table>',
      '<b>',
      '</b>',
      '<a href="/x">',
      '</a>',
    ),
    fc.constantFrom(
      '<div>',
      '</div>',
      '<ul>',
      '<li>',
      '</ul>',
      '<h1>',
      '</h1>',
      '<br>',
      '<span>',
      '<caption>',
      '<i>',
      '</i>',
    ),
    fc.constantFrom(
      '甲',
      ' ',
      '&lt;',
      '&nbsp;',
      '<',
      '>',
      '"',
      '\u3000',
      '&amp;lt;',
      '<!--',
      '-->',
      '\r\n',
      '\0',
      '&#13;',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const markup = fc.array(piece, { maxLength: 14 }).map((parts) => parts.join(''));

  test('is safe, and passes unchanged a second time, whatever goes in', () => {
    fc.assert(
      fc.property(markup, (html) => {
        const once = sanitize(html);
        expect(faults(once)).toEqual([]);
        expect(sanitize(once)).toBe(once);
      }),
      { numRuns: 1500 },
    );
  });

  test('has the words of what went in, and no tags among them', () => {
    const plain = fc.array(
      fc.constantFrom('<p>', '</p>', '<b>', '<table><tr><td>', '</table>', '<br/>', '<x y="z">', '甲', '乙 ', '\u3000'),
    );
    fc.assert(
      fc.property(plain, (parts) => {
        const html = parts.join('');
        const words = (text: string): string => text.replace(/[^甲乙]/g, '');
        expect(textOf(html)).not.toMatch(/[<>]/);
        expect(words(textOf(sanitize(html)))).toBe(words(html));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a document', () => {
  test.each([
    ['<h1>办法</h1><h5>细则</h5>', '<h2>办法</h2><h4>细则</h4>', 'the page has its own h1'],
    [
      '<p style="text-align: center; color:red" class="MsoNormal">甲</p>',
      '<p class="doc-center">甲</p>',
      'alignment is content',
    ],
    ['<p align="right">甲</p>', '<p class="doc-right">甲</p>', 'as old editors write it'],
    ['<div>甲</div><div>乙</div>', '<p>甲</p><p>乙</p>', 'a wrapper for a line is a paragraph'],
    ['<div><p>甲</p></div>', '<p>甲</p>', 'a wrapper for paragraphs is nothing'],
    ['<p><span lang="EN-US">甲</span><o:p></o:p></p>', '<p>甲</p>', 'what Word pastes'],
    ['<p>&nbsp;</p><p>甲</p>', '<p>甲</p>', 'blank lines are for spacing'],
    [
      '<a href="https://a.example/?b=1&c=2">甲</a>',
      '<a href="https://a.example/?b=1&amp;c=2" rel="noopener">甲</a>',
      'outside',
    ],
    ['<a href="/zc/1" target="_blank">甲</a>', '<a href="/zc/1">甲</a>', 'inside'],
    ['<a href="mailto:a@b.example">甲</a>', '<a href="mailto:a@b.example">甲</a>', 'mail'],
    ['<a name="_Toc1">甲</a>', '甲', 'a bookmark'],
    ['<img src="/files/ab/c.png" alt="图">', '<img src="/files/ab/c.png" alt="图">', 'our own picture'],
    ['<img src="https://a.example/c.png" alt="图">乙', '乙', 'another host would see who reads'],
    [
      '<table><tr><td colspan="2" width=9>甲</td></tr></table>',
      '<table><tbody><tr><td colspan="2">甲</td></tr></tbody></table>',
      'merged cells',
    ],
    ['<td colspan="99999">甲</td>', '甲', 'a cell without a table'],
    [
      '<table><tr><td colspan="99999">甲</table>',
      '<table><tbody><tr><td>甲</td></tr></tbody></table>',
      'a span no table has',
    ],
    ['H<sub>2</sub>O<script>1</script>', 'H<sub>2</sub>O', 'scripts go with their text'],
  ])('%s', (html, clean) => {
    expect(sanitize(html)).toBe(clean);
  });

  test('of 20,000 paragraphs, and one of 100,000 levels, are done in seconds of work', () => {
    const before = process.cpuUsage();
    expect(sanitize('<p>甲</p>'.repeat(20_000))).toHaveLength(160_000);
    expect(textOf(sanitize('<div><b>'.repeat(50_000).concat('甲')))).toBe('甲');
    expect(process.cpuUsage(before).user).toBeLessThan(8_000_000);
  });

  test('gets its pictures where they were stored, and loses those that were not', () => {
    const html = '<p><img src="/files/@image-1.png" alt="一"><img src="/files/@image-2.png" alt="二">甲</p>';
    expect(placeImages(html, { 'image-1.png': '/files/9f/a.png' })).toBe(
      '<p><img src="/files/9f/a.png" alt="一">甲</p>',
    );
    expect(placeImages(html, { 'image-1.png': '" onerror="alert(1)' })).toBe('<p>甲</p>');
  });
});
