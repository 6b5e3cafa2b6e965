import { describe, expect, test } from 'vitest';
import { withAnchors } from '../../platform/documents/index.ts';
import { stretchesOf } from './clauses.ts';

const TABLE = '<table><tbody><tr><td>一级</td><td>180元</td></tr></tbody></table>';
const HTML = `<p>为了公开征求意见，说明如下。</p><h2>第一章　总则</h2><p>第一条　制定本办法。</p><p>第二条　标准如下：</p>${TABLE}<h2>第二章　附则</h2><p>第三条　自公布之日起施行。</p>`;

describe('a draft cut at its articles', () => {
  test('keeps the table of an article with it, and loses nothing', () => {
    const parts = stretchesOf(HTML);
    expect(parts.map((p) => p.no)).toEqual([undefined, undefined, '1', '2', undefined, '3']);
    expect(parts.find((p) => p.no === '2')?.html).toContain(TABLE);
    expect(parts.map((p) => p.html).join('')).toBe(withAnchors(HTML).html);
  });
  test('without articles is one piece', () =>
    expect(stretchesOf('<p>说明。</p>')).toEqual([{ html: '<p>说明。</p>' }]));
});
