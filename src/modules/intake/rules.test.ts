import { describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { readDay, readIndex, sourceOf, titleOf } from './rules.ts';

describe('an index of documents', () => {
  test.each([
    ['2019年01月27日', '2019-01-27', 'as gov.cn prints it'],
    ['2019-1-7', '2019-01-07', 'without zeros'],
    ['2019/02/30', undefined, 'a day that does not exist'],
    ['正月初一', undefined, 'words'],
    [20190127, undefined, 'a number is not a date'],
  ])('%s → %s: %s', (value, day, _why) => expect(readDay(value)).toBe(day));

  test('keeps what it knows and says nothing about the rest', () => {
    expect(
      readIndex([
        {
          file: 'a.txt',
          title: '关于\n印发方案的通知',
          docNo: '国发〔2019〕5号',
          signedOn: '2019年01月27日',
          chars: 3,
        },
      ]),
    ).toEqual([{ file: 'a.txt', title: '关于印发方案的通知', docNo: '国发〔2019〕5号', issuedOn: '2019-01-27' }]);
  });
  test.each([
    [{}, '索引要是', 'no list'],
    [[{ title: 'x' }], '第1项', 'no file'],
    [[{ file: 'ok.txt' }, { file: '../../etc/passwd' }], '第2项', 'a path that leaves the folder'],
    [[null], '第1项', 'nothing at all'],
  ])('%j is refused and says where: %s', (value, says, _why) => expect(() => readIndex(value)).toThrow(says));
});

test('the first publication elsewhere is said in words, never made the date of the register', () => {
  expect(sourceOf({ issuer: '国务院', publishedOn: day('2019-02-15') })).toBe('国务院，2019-02-15首次公开');
  expect(sourceOf({})).toBe('');
});

test('a title comes from the file when no index names it', () => {
  expect(titleOf(undefined, '\n关于防汛的通知\n各乡镇：', 'a.txt')).toBe('关于防汛的通知');
  expect(titleOf(undefined, `${'长'.repeat(100)}\n`, '防汛.txt')).toBe('防汛');
});
