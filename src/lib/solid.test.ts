import { describe, expect, test } from 'vitest';
import { cutAt, solidBefore, unitAfter, unitAt } from './solid.ts';

describe('places that survive markup', () => {
  test.each<[string, number, number, string, string]>([
    ['根据《办法》', 0, 2, '根据', 'the beginning'],
    ['根据 《办法》', 2, 6, '《办法》', 'a blank before it is not part of it'],
    ['第 2 行\t第 4 行', 3, 6, '第 4 行', 'blanks inside are'],
    ['甲\n乙　丙', 1, 3, '乙　丙', 'ideographic spaces are blanks too'],
    ['甲乙', 0, 2, '甲乙', 'all of it'],
  ])('%j from %i to %i is %j: %s', (text, from, to, is) => {
    const before = solidBefore(text);
    expect(text.slice(unitAt(before, from), unitAfter(before, to))).toBe(is);
  });

  test.each<[string, number, [number, number][], string[], string]>([
    ['身份证999901', 0, [[3, 9]], ['身份证', '[999901]'], 'the end of a run'],
    ['99', 5, [[3, 9]], ['[99]'], 'a run in the middle of a stretch'],
    ['号，2026', 10, [[3, 11]], ['[号]', '，2026'], 'a stretch that began before'],
    ['无关', 0, [[2, 5]], ['无关'], 'a stretch behind it'],
    [
      '甲乙丙丁',
      0,
      [
        [0, 2],
        [2, 3],
      ],
      ['[甲乙]', '[丙]', '丁'],
      'two side by side',
    ],
    [
      '甲乙丙',
      0,
      [
        [0, 2],
        [1, 3],
      ],
      ['[甲]', '[[乙]]', '[丙]'],
      'two that overlap',
    ],
  ])('%j at %i with %j is cut into %j: %s', (text, at, spans, parts) => {
    const cut = cutAt(
      text,
      at,
      spans.map(([from, to]) => ({ from, to })),
    );
    expect(cut.map((p) => '['.repeat(p.of.length) + p.text + ']'.repeat(p.of.length))).toEqual(parts);
  });
});
