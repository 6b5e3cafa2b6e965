import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bar, Words } from '../../../platform/documents/index.ts';
import { type Covered, glyphsOf, hidden, leftBeside } from './rules/bars.ts';

const words = (text: string, over: Partial<Words> = {}): Words => ({
  page: 0,
  text,
  x: 0.1,
  y: 0.1,
  width: 0.8,
  height: 0.02,
  ...over,
});
const bar = (over: Partial<Covered> = {}): Covered => ({
  page: 0,
  x: 0.05,
  y: 0.09,
  width: 0.9,
  height: 0.04,
  reason: 'denied.thirdParty',
  ...over,
});

describe('a bar over a line', () => {
  const line = words('号码110101');
  test.each<[Covered[], string, string, string]>([
    [[bar()], '████████', '', 'over the whole line, and a little more'],
    [[], '号码110101', '', 'no bar'],
    [[bar({ page: 1 })], '号码110101', '', 'on another page'],
    [
      [bar({ y: 0.09, height: 0.02 })],
      '号码110101',
      '号码110101',
      'the upper half alone: the middle was reached, the feet are read',
    ],
    [[bar({ y: 0.111, height: 0.05 })], '号码110101', '号码110101', 'the lower half alone'],
    [[bar({ y: 0.105, height: 0.01 })], '号码110101', '号码110101', 'a line through the middle, as with a thin pen'],
    [[bar({ y: 0.102, height: 0.016 })], '████████', '', 'a hair of the box sticks out, nothing of the letters'],
    [
      [bar({ x: 0.42, width: 0.5 })],
      '号码██████',
      '',
      'from the digits on: two Chinese characters are as wide as four digits',
    ],
    [[bar({ x: 0.46, width: 0.5 })], '号码1█████', '1', 'half of the first digit is still there to be read'],
    [
      [bar({ x: 0.05, width: 0.35 }), bar({ x: 0.4, width: 0.55 })],
      '████████',
      '',
      'two bars that touch hide what lies under both',
    ],
    [
      [bar({ x: 0.05, width: 0.33 }), bar({ x: 0.41, width: 0.55 })],
      '号码██████'.replace('号', '█'),
      '码',
      'a gap between two bars',
    ],
    [[bar({ height: 0.02 }), bar({ y: 0.11, height: 0.02 })], '████████', '', 'one above, one below'],
  ])('%j → %s, cut “%s”: %s', (bars, left, cut, _why) => {
    expect(leftBeside([line], bars, 2).texts[0]).toBe(left);
    expect(
      leftBeside([line], bars, 2)
        .cut.map((x) => x.text)
        .join(''),
    ).toBe(cut);
  });

  test('a column that runs downwards is one: covered whole or not at all', () => {
    const column = words('110101', { width: 0.02, height: 0.3 });
    expect(leftBeside([column], [bar({ y: 0.05, height: 0.3 })], 1).texts).toEqual(['110101']);
    expect(leftBeside([column], [bar({ y: 0.05, height: 0.3 })], 2).cut).toEqual([{ page: 0, text: '110101' }]);
    expect(leftBeside([column], [bar({ y: 0.05, height: 0.4 })], 1).texts).toEqual(['██████']);
  });
});

describe('whatever the bars', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const anyBar: fc.Arbitrary<Bar> = fc.record({ x: share, y: share, width: share, height: share });
  const box = { x: 0.3, y: 0.3, width: 0.4, height: 0.4 };
  /** Points of the box that must lie under a bar, well within it so that reckoning in the last place does not matter. */
  const inner = { from: 0.3 + 0.4 * 0.16, to: 0.3 + 0.4 * 0.84 };
  const point = fc.double({ min: inner.from, max: inner.to, noNaN: true });
  const under = (x: number, y: number, bars: readonly Bar[]): boolean =>
    bars.some((b) => x >= b.x && x <= b.x + b.width && y >= b.y && y <= b.y + b.height);

  test('of what is hidden no point is seen, and of what is not hidden at all none is covered', () => {
    fc.assert(
      fc.property(fc.array(anyBar, { maxLength: 4 }), point, point, (bars, x, y) => {
        const how = hidden(box, bars);
        if (how === 'all') expect(under(x, y, bars)).toBe(true);
        if (how === 'none') expect(under(x, y, bars)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test('another bar uncovers nothing, and four quarters are a whole', () => {
    fc.assert(
      fc.property(fc.array(anyBar, { maxLength: 3 }), anyBar, (bars, more) => {
        if (hidden(box, bars) === 'all') expect(hidden(box, [...bars, more])).toBe('all');
        if (hidden(box, bars) === 'some') expect(hidden(box, [...bars, more])).not.toBe('none');
      }),
    );
    fc.assert(
      fc.property(point, point, (x, y) => {
        const quarters = [
          { x: 0.2, y: 0.2, width: x - 0.2, height: y - 0.2 },
          { x, y: 0.2, width: 0.8 - x, height: y - 0.2 },
          { x: 0.2, y, width: x - 0.2, height: 0.8 - y },
          { x, y, width: 0.8 - x, height: 0.8 - y },
        ];
        expect(hidden(box, quarters)).toBe('all');
        for (const gone of quarters)
          expect(
            hidden(
              box,
              quarters.filter((q) => q !== gone),
            ),
          ).toBe('some');
      }),
    );
  });

  test('every character of a line is told once: covered, cut, or read', () => {
    const text = fc.stringMatching(/^[号码身份证0-9A-Za-z（）]{1,20}$/);
    fc.assert(
      fc.property(text, fc.array(anyBar, { maxLength: 3 }), (t, bars) => {
        const w = words(t);
        const all = bars.map((b) => bar(b));
        const [left = ''] = leftBeside([w], all, 1).texts;
        expect([...left]).toHaveLength([...t].length);
        const cut = leftBeside([w], all, 2)
          .cut.map((x) => x.text)
          .join('');
        expect([...left].filter((c) => c !== '█').join('').length).toBeGreaterThanOrEqual(cut.length);
        const boxes = glyphsOf(w);
        expect(boxes.map((g) => g.text).join('')).toBe(t);
        expect(boxes.reduce((n, g) => n + g.box.width, 0)).toBeCloseTo(w.width, 9);
      }),
    );
  });
});
