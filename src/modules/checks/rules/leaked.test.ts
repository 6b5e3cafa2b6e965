import { describe, expect, test } from 'vitest';
import { inventCard, inventId } from '../fixtures.ts';
import { leakedWords, wordFinder } from './leaked.ts';

/** Of the fictional division 999901; the name stands nowhere else. */
const ID = inventId('19800101', '001');
const CARD = inventCard('622202123456789012');
const MOBILE = '13900000001';

describe('names and numbers in an erased text', () => {
  test.each<[string, string, string[], string]>([
    ['a name beside an identity number', `柳芽青（${ID}）每月200元`, ['柳芽青', ID], 'they belong together'],
    ['cells of one row, each in a line', `王小河\n${ID}\n前塔村`, ['王小河', ID], 'a table comes as its cells'],
    ['a name far from any number', `王小河\n${'说明\n'.repeat(9)}${ID}`, [ID], 'nothing says it is a person'],
    ['a name that is announced', '申请人：王小河，要求公开台账。', ['王小河'], 'the word before it says so'],
    ['a mobile with blanks', '联系人王小河 139 0000 0001', ['王小河', MOBILE], 'people type them so'],
    ['a number that touches letters', `NO${ID}A，柳芽青`, ['柳芽青', ID], 'a letter is no digit'],
    [
      'an identity number and a mobile that touch',
      `柳芽青${ID}${MOBILE}`,
      ['柳芽青', ID, MOBILE],
      'cells ran together',
    ],
    ['a serial number before an identity number', `柳芽青，12${ID}`, ['柳芽青', ID], 'cells ran together'],
    ['full-width digits', `柳芽青，１３９００００００01`, ['柳芽青', MOBILE], 'typed with a Chinese keyboard'],
    ['a country code', `柳芽青，+8613900000001`, ['柳芽青', MOBILE], 'the number is the same'],
    ['a card', `柳芽青，${CARD}`, ['柳芽青', CARD], 'an account is one person’s'],
    ['dates and amounts', '2026年3月31日发放1,234,567元，文号明政发〔2026〕3号', [], 'they are nobody’s'],
    ['an office telephone', '咨询电话：0999-55501234', [], 'seven digits and a code are no mobile'],
    ['words that only look like names', `高度重视\n安全\n${ID}`, [ID], 'they are known words or too long'],
  ])('%s', (_, text, expected) => {
    expect([...leakedWords(text, 2026)].sort()).toEqual([...expected].sort());
  });

  test.each<[string, string, number, string]>([
    ['the name inside a sentence', '已电话告知柳芽青本人', 1, 'no blanks part Chinese words'],
    ['the name with a blank inside', '柳 芽青', 1, 'people space names out'],
    ['name and number', `柳芽青，号码${ID.slice(0, 6)} ${ID.slice(6, 14)} ${ID.slice(14)}`, 2, 'blanks do not matter'],
    ['the number among other digits', `0012${ID}${MOBILE}`, 1, 'it touches others and is the same'],
    ['the number in full width', ID.replace(/\d/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)), 1, 'same'],
    ['the number with a zero-width space', `${ID.slice(0, 9)}\u200b${ID.slice(9)}`, 1, 'nobody sees it'],
    ['the same twice', '柳芽青、柳芽青', 1, 'different words are counted'],
    ['another name', '王小河', 0, 'it was not in the text'],
    ['another number', inventId('19810101', '001'), 0, 'it was not in the text'],
    ['nothing', '', 0, 'nothing stands in it'],
  ])('%s', (_, text, n) => {
    expect(wordFinder(new Set(['柳芽青', ID]))(text)).toBe(n);
  });
});
