import { describe, expect, test } from 'vitest';
import { leakedWords, wordsIn } from './leaked.ts';

/** Of the fictional division 999901; the name stands nowhere else. */
const ID = '999901198001010016';

describe('names and numbers in an erased text', () => {
  test.each<[string, string, string[], string]>([
    ['a name beside an identity number', `柳芽青（${ID}）每月200元`, ['柳芽青', ID], 'they belong together'],
    ['cells of one row, each in a line', `王小河\n${ID}\n前塔村`, ['王小河', ID], 'a table comes as its cells'],
    ['a name far from any number', `王小河\n${'说明\n'.repeat(9)}${ID}`, [ID], 'nothing says it is a person'],
    ['a name that is announced', '申请人：王小河，要求公开台账。', ['王小河'], 'the word before it says so'],
    ['a mobile with blanks', '联系人王小河 139 0000 0001', ['王小河', '13900000001'], 'people type them so'],
    ['dates and amounts', '2026年3月31日发放1,234,567元，文号明政发〔2026〕3号', [], 'they are nobody’s'],
    ['an office telephone', '咨询电话：0999-55501234', [], 'seven digits and a code are no mobile'],
    ['words that only look like names', `高度重视\n安全\n${ID}`, [ID], 'they are known words or too long'],
  ])('%s', (_, text, expected) => {
    expect([...leakedWords(text)].sort()).toEqual([...expected].sort());
  });

  test.each<[string, string, number, string]>([
    ['the name inside a sentence', '已电话告知柳芽青本人', 1, 'no blanks part Chinese words'],
    ['name and number', `柳芽青，号码999901 1980 0101 0016`, 2, 'both count, blanks do not matter'],
    ['the same twice', '柳芽青、柳芽青', 1, 'different words are counted'],
    ['another name', '王小河', 0, 'it was not in the text'],
    ['nothing', '', 0, 'nothing stands in it'],
  ])('%s', (_, text, n) => {
    expect(wordsIn(text, new Set(['柳芽青', ID]))).toBe(n);
  });
});
