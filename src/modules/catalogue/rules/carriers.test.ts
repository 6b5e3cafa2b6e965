import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carrierOf, parseCarriers } from './carriers.ts';
import { printCarriers } from './print.ts';
import { CARRIERS } from './types.ts';

const rules = (text: string): string[] => parseCarriers(text).remarks.map((r) => r.rule);

describe('the check list of carriers', () => {
  test.each([
    ['■政府网站 □政府公报 ■两微一端', ['政府网站', '两微一端'], [], 'the standard list'],
    ['□政府网站\n■政务服务中心□便民服务站', ['政务服务中心'], [], 'lines run together'],
    ['☑政府网站☐其他', ['政府网站'], [], 'other boxes'],
    ['√政府网站 √公开查阅点', ['政府网站', '公开查阅点'], [], 'ticks in place of boxes'],
    [
      '■政府网站 □发布会/听证会 ■社区/企事业单位/村公示栏(电子屏)',
      ['政府网站', '社区/企事业单位/村公示栏（电子屏）'],
      [],
      'half-width brackets',
    ],
    ['政府网站、村务公开栏', ['政府网站', '社区/企事业单位/村公示栏（电子屏）'], [], 'names only'],
    ['■丰林县政府网站', ['政府网站'], [], 'a county names its own'],
    ['■公共资源交易平台 ■政府网站', ['政府网站', '其他'], ['公共资源交易平台'], 'beyond the thirteen'],
    ['■其他（信用中国网站）', ['其他'], ['信用中国网站'], '其他 says what'],
    ['■行政服务中心', ['政务服务中心'], [], 'the old name of the hall'],
    ['□其他__________ ■政府网站', ['政府网站'], [], 'an empty line to write on'],
    ['[√]政府网站 [ ]政府公报', ['政府网站'], [], 'boxes typed as brackets'],
    ['政府网站√ 公开查阅点√', ['政府网站', '公开查阅点'], [], 'ticks behind the names'],
    ['■政府网站 https://www.example.gov.cn/ ■两微一端', ['政府网站', '两微一端'], [], 'an address after the name'],
    ['1.政府网站 2.两微一端 3.便民服务站', ['政府网站', '两微一端', '便民服务站'], [], 'numbered, without boxes'],
    ['◆政府网站 ◆广播电视', ['政府网站', '广播电视'], [], 'lozenges'],
    ['■微博■微信', ['两微一端'], [], 'each by its own name'],
    ['■村居/企事业单位公示栏（电子屏）', ['社区/企事业单位/村公示栏（电子屏）'], [], 'a board by another name'],
    ['■入户/现场 ■精准推送', ['入户/现场', '精准推送'], [], 'a stroke inside a name'],
  ])('%s', (text, chosen, others) => {
    expect(parseCarriers(text)).toEqual({ chosen, others, remarks: [] });
  });

  test.each([
    ['■政府网站 口两微一端', ['政府网站'], ['catalogue.box'], '口 for □: not chosen, and said'],
    ['■政府网站 □其他 基层公共服务平台', ['政府网站'], ['catalogue.other'], 'named and not chosen'],
    ['政府网站 ■两微一端', ['两微一端'], ['catalogue.unboxed'], 'one box was lost'],
    ['□政府网站 □政府公报', [], ['catalogue.carrier'], 'nothing chosen'],
    ['', [], ['catalogue.carrier'], 'nothing there'],
    ['■政务服务窗口', ['其他'], [], '口 inside a word is no box'],
  ])('%s', (text, chosen, found) => {
    expect(parseCarriers(text).chosen).toEqual(chosen);
    expect(rules(text)).toEqual(found);
  });

  test('every standard name is known by itself', () => {
    expect(CARRIERS.map((c) => carrierOf(c))).toEqual([...CARRIERS]);
  });

  test('a printed list reads back as what was chosen', () => {
    const some = fc.uniqueArray(fc.constantFrom(...CARRIERS.slice(0, 12)), { minLength: 1 });
    const names = fc.uniqueArray(fc.constantFrom('公共资源交易平台', '信用中国网站', '投资项目在线审批监管平台'));
    fc.assert(
      fc.property(some, names, (chosen, others) => {
        const carriers = CARRIERS.filter((c) => chosen.includes(c) || (c === '其他' && others.length > 0));
        const printed = printCarriers({ carriers, ...(others.length > 0 ? { otherCarriers: others } : {}) });
        expect(parseCarriers(printed)).toEqual({ chosen: carriers, others, remarks: [] });
      }),
    );
  });

  test('any text is read without throwing', () => {
    const bits = fc.constantFrom('■', '□', '口', '√', '其他', '政府网站', '（', '）', '窗', ' ', '\n', '_', '公示栏');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(bits).map((b) => b.join('')),
        ),
        (text) => {
          const { chosen, others } = parseCarriers(text);
          expect(chosen.includes('其他') || others.length === 0).toBe(true);
        },
      ),
    );
  });
});
