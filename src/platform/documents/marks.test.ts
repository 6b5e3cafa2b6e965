import { describe, expect, test } from 'vitest';
import { markHtml } from './marks.ts';

const at = (from: number, to: number, n = 1, nth = 1) => ({ from, to, n, nth, look: 'error', say: `第${n}处` });
const N = (n: number): string => `<a class="flaw-n" href="#finding-${n}" aria-label="第${n}处">${n}</a>`;

describe('marking a text', () => {
  test.each([
    [
      '<p>根据规定</p>',
      [at(0, 2)],
      `<p><mark class="flaw flaw-error" id="mark-1-1">根据${N(1)}</mark>规定</p>`,
      'plain words',
    ],
    [
      '<p>根<b>据规</b>定</p>',
      [at(1, 4)],
      `<p>根<b><mark class="flaw flaw-error" id="mark-1-1">据规</mark></b><mark class="flaw flaw-error">定${N(1)}</mark></p>`,
      'over the edge of an element: one number, one id',
    ],
    [
      '<table><tbody><tr><td>1</td>\n<td>99 99</td></tr></tbody></table>',
      [at(1, 5)],
      `<table><tbody><tr><td>1</td>\n<td><mark class="flaw flaw-error" id="mark-1-1">99 99${N(1)}</mark></td></tr></tbody></table>`,
      'blanks of the markup do not count',
    ],
    [
      '<p>甲 &lt;3</p>',
      [at(0, 1, 2, 3)],
      `<p><mark class="flaw flaw-error" id="mark-2-3">甲${N(2)}</mark> &lt;3</p>`,
      'text stays text',
    ],
    ['<p>甲</p>', [at(5, 6)], '<p>甲</p>', 'a place that is not there'],
    ['<p>甲</p>', [], '<p>甲</p>', 'nothing to mark'],
  ])('%s %j → %s: %s', (html, marks, out) => expect(markHtml(html, marks)).toBe(out));

  test('two at one place carry both numbers', () => {
    const out = markHtml('<p>甲乙</p>', [at(0, 2, 1), at(0, 2, 2)]);
    expect(out).toContain(N(1));
    expect(out).toContain(N(2));
    expect(out.match(/<mark/g)).toHaveLength(2);
  });
});
