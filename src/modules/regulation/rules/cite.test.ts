import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Day, day } from '../../../lib/day.ts';
import { citationsOf } from './cite.ts';
import { cites, LIBRARY, law, numbers, version } from './cite-fixtures.ts';
import { libraryOf } from './library.ts';

describe('a citation is', () => {
  test.each<[string, string[][], string]>([
    ['依照《中华人民共和国政府信息公开条例》办理', [['info', '', 'current']], 'the full title'],
    ['依照《政府信息公开条例》第二十四条', [['info', '24', 'current']], 'without the country’s name, with its article'],
    ['《政府信息公开条例》第24条第２款', [['info', '24.2', 'current']], 'numerals of every width'],
    ['《政府信息公开条例》第 二十 条第（三）项', [['info', '20.3', 'current']], 'spaces, brackets around the item'],
    ['《政府信息公开条例》第二十条第(三)项', [['info', '20.3', 'current']], 'half-width brackets'],
    [
      '《政府信息公开条例》第十四条、第十五条和第十六条',
      [
        ['info', '14', 'current'],
        ['info', '15', 'current'],
        ['info', '16', 'current'],
      ],
      'a list gives one each',
    ],
    ['《行政处罚法》第二条之一', [['penalty', '2-1', 'current']], 'an article put in between'],
    ['《环保条例》第五条', [['env', '5', 'current']], 'an alias'],
    [
      '根据《政府信息公开条例》（以下简称《条例》），按《条例》第五条',
      [
        ['info', '', 'current'],
        ['info', '5', 'current'],
      ],
      'a short name that the text defines',
    ],
    [
      '《政府信息公开条例》（国务院令第711号，以下简称条例）。依据条例第五条，',
      [
        ['info', '', 'current'],
        ['info', '5', 'current'],
      ],
      'a short name without marks, before an article',
    ],
    [
      '《政府信息公开条例》（以下简称条例）。本条例第五条所称',
      [['info', '', 'current']],
      '本条例 is the text itself, not the one cited',
    ],
    ['国务院令第722号公布', [['business', '', 'current']], 'an order number alone'],
    [
      '《关于贯彻〈政府信息公开条例〉的通知》和《优化营商环境条例》',
      [['business', '', 'current']],
      'a notice about a law is not the law',
    ],
    ['《利通区2021年政务公开工作要点》已经同意', [], 'a work plan is no law'],
    ['翻阅《红楼梦》第三十二条', [], 'nor is a novel'],
    ['没有《', [], 'a mark that opens and nothing after'],
    ['《》第三条', [], 'an empty title'],
  ])('%s → %j: %s', (text, want) => expect(cites(text)).toEqual(want));
});

describe('a law named without marks', () => {
  test.each<[string, string[][], string]>([
    ['依照行政处罚法第五条的规定', [['penalty', '5', 'current']], 'known, right before an article'],
    [
      '行政处罚法第五条、第六条和第二条之一规定的',
      [
        ['penalty', '5', 'current'],
        ['penalty', '6', 'current'],
        ['penalty', '2-1', 'current'],
      ],
      'a list',
    ],
    ['监理单位环保条例第五条', [['env', '5', 'current']], 'by another name it is known by'],
    ['违反反优化营商环境条例第三条', [['business', '3', 'current']], 'the longest known name counts'],
    ['依照行政处罚法办理', [], 'without an article it is a way of speaking'],
    ['依照本条例第五条、该办法第三条', [], 'the text itself'],
    ['依照城市绿化条例第五条', [['', '5', 'unknown']], 'unknown, and 依照 says where its name begins'],
    ['园林部门城市绿化条例第五条', [], 'unknown, and nothing says where its name begins'],
    ['依照节约用水条例第五条', [['', '5', 'unknown']], 'two of one name: which one must be said'],
    ['按照公司章程的规定第五条、依照有关规定第三条', [], 'words that end like a law'],
    ['违反本实施细则第三条、依照本条例规定第九条', [], 'the text itself, by a longer name'],
    [
      '《行政处罚法》（以下简称行政处罚法）第一条，又按行政处罚法第五条',
      [
        ['penalty', '1', 'current'],
        ['penalty', '5', 'current'],
      ],
      'defined as a short name: found once',
    ],
  ])('%s', (text, expected, _why) => expect(cites(text)).toEqual(expected));
});

test('the end of a longer name is short for that one and not another law', () => {
  const library = libraryOf([
    law('arbitration', '中华人民共和国仲裁法', { versions: [version('a', '1995-09-01', numbers(80))] }),
    law('labour', '中华人民共和国劳动争议调解仲裁法', { versions: [version('l', '2008-05-01', numbers(54))] }),
  ]);
  const found = (text: string) => citationsOf(text, library, day('2021-06-25')).map((c) => c.lawId);
  expect([found('符合仲裁法第十六条'), found('符合调解仲裁法第十六条')]).toEqual([['arbitration'], []]);
});

describe('no law', () => {
  test.each([
    ['《中共中央关于全面推进依法治国若干重大问题的决定》', 'a party document'],
    ['《排污许可管理条例（草案送审稿）》', 'a draft'],
    ['《人工湿地污水处理工程技术规范》', 'a technical standard'],
    ['《报告规定》第十六条', 'short for something defined elsewhere'],
  ])('%s', (text, _why) => expect(cites(text)).toEqual([]));
});

describe('what was in force', () => {
  test.each<[string, string, string[][], string]>([
    [
      '《政府信息公开条例》（国务院令第492号）',
      '2021-06-25',
      [['info', '', 'outdated']],
      '711号 in force since 2019-05-15',
    ],
    [
      '《政府信息公开条例》（国务院令第492号）',
      '2018-03-01',
      [['info', '', 'current']],
      'a page of 2018 cited it rightly',
    ],
    ['《政府信息公开条例》（国务院令第492号）', '2019-05-14', [['info', '', 'current']], 'the last day of the old one'],
    [
      '《政府信息公开条例》（国务院令第492号）',
      '2019-05-15',
      [['info', '', 'outdated']],
      'the first day of the new one',
    ],
    ['《建设项目环境保护管理条例》（国务院令第253号）', '2021-06-25', [['env', '', 'outdated']], 'revised in 2017'],
    ['《优化营商环境条例》（国务院令第722号）', '2021-06-25', [['business', '', 'current']], 'as it is'],
    ['《优化营商环境条例》', '2019-10-01', [['business', '', 'future']], 'before it was issued'],
    ['《无障碍设施条例》', '2026-08-31', [['coming', '', 'future']], 'issued, not in force yet'],
    ['《无障碍设施条例》', '2026-09-01', [['coming', '', 'current']], 'its first day'],
    ['《城镇排水条例》第三条', '2021-06-25', [['fiscal', '3', 'repealed']], 'no longer in force'],
    ['《政府信息公开条例》第五十七条', '2021-06-25', [['info', '57', 'no-such-article']], 'beyond the text'],
    ['《政府信息公开条例》第四十条', '2018-03-01', [['info', '40', 'no-such-article']], 'the old text had 38'],
    ['《外星人管理条例》第一条', '2021-06-25', [['', '1', 'unknown']], 'a law that does not exist'],
    ['《节约用水条例》', '2021-06-25', [['', '', 'unknown']], 'two of one name: which one must be said'],
    ['国令第492号规定', '2021-06-25', [['info', '', 'outdated']], 'an old order on its own'],
  ])('%s as of %s → %j: %s', (text, on, want) => expect(cites(text, on)).toEqual(want));

  test('every status but current says what is right', () => {
    for (const text of [
      '《政府信息公开条例》（国务院令第492号）',
      '《城镇排水条例》',
      '《外星人管理条例》',
      '《节约用水条例》',
      '《政府信息公开条例》第九十九条',
    ])
      for (const c of citationsOf(text, LIBRARY, day('2021-06-25'))) expect(c.say, text).toMatch(/。$/);
    const [old] = citationsOf('《政府信息公开条例》（国务院令第492号）', LIBRARY, day('2021-06-25'));
    expect(old?.say).toContain('国务院令第711号');
  });
});

describe('broken marks', () => {
  test.each<[string, string[][], string]>([
    ['依据《政府信息公开条例第五条办理', [['info', '5', 'current']], 'never closed, the law still known'],
    [
      '依据《政府信息公开\n条例》第五条',
      [['info', '5', 'current']],
      'a known title that the layout broke over two lines',
    ],
    ['依据《不知名的\n条例》第五条', [], 'an unknown one is not put together'],
    [
      '依据《政府信息公开条例\n《优化营商环境条例》',
      [
        ['info', '', 'current'],
        ['business', '', 'current'],
      ],
      'each begins anew',
    ],
    ['按《某市医保实施办法第九条办理', [['', '9', 'unknown']], 'never closed and unknown, but before an article'],
    ['按《某市医保实施办法办理', [], 'never closed and unknown, and nothing after it'],
    ['《〈政府信息公开条例〉》第五条', [['info', '5', 'current']], 'marks inside marks'],
    [`《${'长'.repeat(200)}条例》`, [], 'no title is that long'],
  ])('%s → %j: %s', (text, want) => expect(cites(text)).toEqual(want));

  test('nothing in a text can break the scan, and places are where they say', () => {
    const bits = [
      '《',
      '》',
      '〈',
      '（',
      '）',
      '以下简称',
      '条例',
      '政府信息公开条例',
      '第',
      '条',
      '二十',
      '款',
      '国务院令第',
      '711',
      '号',
      '、',
      '\n',
      ' ',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ maxLength: 4 })), { maxLength: 40 }),
        (parts) => {
          const text = parts.join('');
          const found = citationsOf(text, LIBRARY, '2021-06-25' as Day);
          for (const c of found) expect(text.slice(c.from, c.to)).toBe(c.quote);
        },
      ),
      { numRuns: 500 },
    );
  });
});
