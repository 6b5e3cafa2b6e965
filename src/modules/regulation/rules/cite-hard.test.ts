import { describe, expect, test } from 'vitest';
import { day } from '../../../lib/day.ts';
import { citationsOf } from './cite.ts';
import { cites, LIBRARY, law, numbers, version } from './cite-fixtures.ts';
import { libraryOf } from './library.ts';

describe('lists and places', () => {
  test.each<[string, string[][], string]>([
    [
      '《行政处罚法》第三条、第五条第二款和第七条',
      [
        ['penalty', '3', 'current'],
        ['penalty', '5.2', 'current'],
        ['penalty', '7', 'current'],
      ],
      'several articles, one with its paragraph',
    ],
    [
      '《行政处罚法》第四十四条第一项、第四项',
      [
        ['penalty', '44.1', 'current'],
        ['penalty', '44.4', 'current'],
      ],
      'each item of a list is a place',
    ],
    [
      '行政处罚法第六条第一款第二项、第三项和第四款、第九条',
      [
        ['penalty', '6.1.2', 'current'],
        ['penalty', '6.1.3', 'current'],
        ['penalty', '6.4', 'current'],
        ['penalty', '9', 'current'],
      ],
      'an item stays in its paragraph, a paragraph in its article',
    ],
    ['《行政处罚法》第九条第（二）款', [['penalty', '9.2', 'current']], 'brackets around the paragraph'],
    ['《行政处罚法》第三章第十三条', [['penalty', '13', 'current']], 'a chapter before it says nothing of the place'],
    [
      '《行政处罚法》第四章第二节、第五十六条',
      [
        ['penalty', '', 'current'],
        ['penalty', '56', 'current'],
      ],
      'a chapter in a list is the law as a whole',
    ],
    ['《行政处罚法》五十六条', [['penalty', '56', 'current']], 'the 第 was forgotten'],
    ['《行政处罚法》三条款', [['penalty', '', 'current']], 'which does not make every number one'],
    ['《行政处罚法》第十五条第一款（二）项', [['penalty', '15.1.2', 'current']], 'an item without its 第'],
    ['将《行政处罚法》原第六条修改为', [['penalty', '6', 'current']], 'an article of the text before'],
  ])('%s → %j: %s', (text, want) => expect(cites(text, '2022-01-01')).toEqual(want));
});

describe('order numbers', () => {
  test.each<[string, string[][], string]>([
    ['《政府信息公开条例》国务院令第492号', [['info', '', 'outdated']], 'after the title without brackets'],
    ['国务院令第492号《政府信息公开条例》', [['info', '', 'outdated']], 'before its title: one citation, not two'],
    ['依据国务院令第492号公布的《政府信息公开条例》第三条', [['info', '3', 'outdated']], 'and with 公布的'],
    ['国务院第492号令', [['info', '', 'outdated']], 'the other way round'],
    ['《政府信息公开条例》（国务院第７１１号令）', [['info', '', 'current']], 'in brackets, digits of any width'],
    ['《驾驶员培训规定》（交通部令2006年第2号）第三条', [['', '3', 'unknown']], 'with its year'],
    ['根据某省人民政府令第194号（自2005年3月1日起施行）第十一条', [['', '11', 'unknown']], 'unknown, with an article'],
    ['具体依据为某省人民政府令第124号，其中第七条规定', [['', '7', 'unknown']], 'and the article after a comma'],
    ['根据【1988】国务院令9号', [['', '', 'unknown']], 'of the State Council, unknown: there is such a regulation'],
    ['根据公安部《驾驶证使用规定》（139号令）第三条', [['', '3', 'unknown']], 'its organ left out'],
    ['根据某省人民政府第194号令第十一条', [['', '11', 'unknown']], 'the other way round'],
    ['根据某省人民政府令第194号', [], 'unknown, without one: nothing to look up'],
    [
      '《政府信息公开条例》和国务院令第722号',
      [
        ['info', '', 'current'],
        ['business', '', 'current'],
      ],
      'an order after 和 is another law',
    ],
  ])('%s → %j: %s', (text, want) => expect(cites(text)).toEqual(want));

  test('an unknown order is named as it is, without the marks of a title', () => {
    const [c] = citationsOf('根据某省人民政府令第194号文第十一条', LIBRARY, day('2021-06-25'));
    expect(c).toMatchObject({
      law: '某省人民政府令第194号',
      order: { organ: '某省人民政府', no: 194 },
      say: '法规库里没有某省人民政府令第194号，请核对名称。',
    });
  });
});

describe('what stands around a title', () => {
  test.each<[string, string[][], string]>([
    ['《某区公园管理办法》（某政发〔2020〕5号）第三条', [['', '3', 'unknown']], 'a document number before the article'],
    [
      '《某区公园管理办法（实行）》（某政发2010第2号）第三条',
      [['', '3', 'unknown']],
      'as some write 试行 and a number',
    ],
    [
      '根据国家赔偿法第三十条、根据国家有关规定第三条',
      [['', '30', 'unknown']],
      'a law of the state, and rules of the state',
    ],
    ['依据修正的园林保护法第三十条', [['', '30', 'unknown']], 'the word before the name is not part of it'],
    [
      '《关于印发〈某区公园管理办法〉的通知》（某政发〔2020〕5号）第三条',
      [['', '3', 'unknown']],
      'an article is the issued law’s and not the notice’s',
    ],
    [
      '《关于印发<某区公园管理办法>的通知》某政发[2020]5号文件第五条',
      [['', '5', 'unknown']],
      'however the marks and the number are written',
    ],
    ['《政府信息公开条例（2019年修订）》第三条', [['info', '3', 'current']], 'the year of a text behind the name'],
    ['《条例（2019年修订）》第三条', [], 'and behind a short name nothing defines'],
    ['国务院《关于修改公文格式的决定》第三条', [['format', '3', 'current']], 'who made it stands before the mark'],
    ['《关于印发〈某区公园管理办法〉的通知》（某政发〔2020〕5号）', [], 'the notice alone is a paper'],
    ['《某区实施〈行政处罚法〉办法》第三条', [['', '3', 'unknown']], 'a law named in a law’s title is not cited'],
    [
      '《最高人民法院关于修改〈关于适用《行政处罚法》若干问题的解释〉的决定》',
      [['', '', 'unknown']],
      'three marks deep, one decision',
    ],
    ['《关于适用〈行政处罚法〉若干问题的意见》', [['', '', 'unknown']], 'a court’s opinion interprets a law'],
    ['《关于做好行政处罚工作的意见》', [], 'any other opinion does not'],
    [
      '《某镇招生实施办法》（简称《实施办法》）。按照《实施办法》',
      [
        ['', '', 'unknown'],
        ['', '', 'unknown'],
      ],
      'a short name of an unknown law',
    ],
    ['及我省《实施办法》', [], 'short for something that nothing here defines'],
    ['《养老机构服务安全基本规范》、《核销登记证》', [], 'a technical standard, a certificate'],
    [
      '《交通事故处理工作规范》和《企业财务通则》',
      [
        ['', '', 'unknown'],
        ['', '', 'unknown'],
      ],
      'rules by other words',
    ],
  ])('%s → %j: %s', (text, want) => expect(cites(text, '2022-01-01')).toEqual(want));
});

describe('a text that is announced and not yet in force', () => {
  const say = (text: string, on: string): [string, string][] =>
    citationsOf(text, LIBRARY, day(on)).map((c) => [c.status, c.say]);
  test.each<[string, string, [string, string][], string]>([
    ['《政府信息公开条例》第三十八条', '2019-05-01', [['current', '']], 'the old text still counts'],
    [
      '《政府信息公开条例》（国务院令第711号）',
      '2019-05-01',
      [['future', '国务院令第711号2019年5月15日起施行，2019年5月1日还没有生效。']],
      'its order is in the gazette',
    ],
    [
      '《政府信息公开条例》（国务院令第492号）',
      '2019-05-01',
      [['current', '']],
      'and the old order is right until then',
    ],
    [
      '《政府信息公开条例》第五十六条',
      '2019-05-01',
      [
        [
          'no-such-article',
          '《中华人民共和国政府信息公开条例》现行文本没有第56条（共38条），2019年5月15日起施行的文本才有。',
        ],
      ],
      'an article only the coming text has',
    ],
    [
      '《政府信息公开条例》第五十七条',
      '2019-06-01',
      [['no-such-article', '《中华人民共和国政府信息公开条例》现行文本没有第57条（共56条）。']],
      'an article no text has',
    ],
    [
      '《政府信息公开条例》（国务院令第999号）',
      '2019-06-01',
      [['current', '']],
      'an order the library does not have: nothing is claimed',
    ],
  ])('%s as of %s → %j: %s', (text, on, want) => expect(say(text, on)).toEqual(want));
});

describe('two regulations', () => {
  test('that a text calls by one short name: the nearest definition before it counts, with marks and without', () => {
    const text =
      '根据《政府信息公开条例》（以下简称《条例》），《条例》第三条、条例第四条。根据《优化营商环境条例》（以下简称《条例》），《条例》第五条、条例第六条。';
    expect(cites(text)).toEqual([
      ['info', '', 'current'],
      ['info', '3', 'current'],
      ['info', '4', 'current'],
      ['business', '', 'current'],
      ['business', '5', 'current'],
      ['business', '6', 'current'],
    ]);
  });

  test('that the library knows by one further name: neither is meant, both are named', () => {
    const a = law('a', '甲市公园条例', { region: '甲市', versions: [version('a1', '2020-01-01', numbers(9))] });
    const b = law('b', '乙市公园条例', { region: '乙市', versions: [version('b1', '2020-01-01', numbers(9))] });
    const library = libraryOf(
      [a, b],
      [
        { name: '公园条例', lawId: 'a' },
        { name: '公园条例', lawId: 'b' },
      ],
    );
    const [c] = citationsOf('《公园条例》第三条', library, day('2021-06-25'));
    expect(c).toMatchObject({
      status: 'unknown',
      say: '有2部法规叫这个名字，请写明是哪一部。',
      candidates: ['甲市公园条例（甲市）', '乙市公园条例（乙市）'],
    });
    expect(c?.lawId).toBeUndefined();
  });
});

describe('brackets inside brackets', () => {
  test.each<[string, string[][], string]>([
    ['《政府信息公开条例》（国务院令第492号（2007年公布））第三条', [['info', '3', 'outdated']], 'around a date'],
    [
      '《政府信息公开条例》（国务院令第711号，以下简称《条例》（新））。《条例》第五条',
      [
        ['info', '', 'current'],
        ['info', '5', 'current'],
      ],
      'around a word of the short name',
    ],
    ['《〈〈政府信息公开条例〉〉》第五条', [['info', '5', 'current']], 'marks three deep'],
    ['《《政府信息公开条例》》第五条', [['info', '5', 'current']], 'the same mark twice'],
    ['《政府信息公开条例（（（', [['info', '', 'current']], 'and never closed'],
  ])('%s → %j: %s', (text, want) => expect(cites(text)).toEqual(want));
});
