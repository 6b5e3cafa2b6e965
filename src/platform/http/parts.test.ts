import { describe, expect, test } from 'vitest';
import { type Part, partOf, sameTag } from './parts.ts';

describe('a part of ten bytes', () => {
  test.each<[string, Part | 'whole' | 'none', string]>([
    ['', 'whole', 'no part'],
    ['bytes=0-3', { start: 0, end: 3 }, 'the first four'],
    ['bytes=4-', { start: 4, end: 9 }, 'from there on'],
    ['bytes=-3', { start: 7, end: 9 }, 'the last three'],
    ['bytes=-99', { start: 0, end: 9 }, 'more than there is'],
    ['bytes=8-99', { start: 8, end: 9 }, 'beyond the end'],
    ['bytes=10-', 'none', 'nothing there'],
    ['bytes=-0', 'none', 'no byte'],
    ['bytes=5-2', 'whole', 'makes no sense'],
    ['bytes=0-1,4-5', 'whole', 'several parts'],
    ['lines=1-2', 'whole', 'another unit'],
    ['bytes=a-b', 'whole', 'no numbers'],
  ])('%j is %j: %s', (range, part) => expect(partOf(range, 10)).toEqual(part));
});

describe('a reader who has a tag', () => {
  test.each([
    ['', false, 'says nothing'],
    ['"a"', true, 'has it'],
    ['W/"a"', true, 'has it packed'],
    ['"b", W/"a"', true, 'has several'],
    ['*', true, 'has anything'],
    ['a', false, 'no tag'],
  ])('%j: %s (%s)', (said, has) => {
    expect(sameTag(said, '"a"')).toBe(has);
    expect(sameTag(said, 'W/"a"')).toBe(has);
  });
});
