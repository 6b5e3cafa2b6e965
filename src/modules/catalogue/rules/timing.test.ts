import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTiming, timingText } from './timing.ts';

const formed = { kind: 'after', number: 20, unit: 'workday', event: '信息形成或者变更' };

describe('公开时限 as printed', () => {
  test.each<[string, object[], string]>([
    ['信息形成或者变更之日起20个工作日内', [formed], 'the usual words'],
    ['自信息形成或者变更之日起20个工作日内予以公开', [formed], 'with 自 and a tail'],
    ['自信息形\n成或者变\n更之日起\n20 个工作\n日内', [formed], 'a narrow cell wraps inside words and numbers'],
    ['信息形成或者变更之日起２０个工作日内', [formed], 'full-width digits'],
    ['信息形成或者变更之日起二十个工作日内', [formed], 'in characters'],
    ['20个工作日内', [formed], 'no event: that of Article 26'],
    ['20工作日', [formed], 'as 巩留县 prints it'],
    [
      '制定或获取信息之日起10个工作日内',
      [{ ...formed, number: 10, event: '制定或获取信息' }],
      'the civil affairs guides',
    ],
    ['自作出行政决定之日起7个工作日内', [{ ...formed, number: 7, event: '作出行政决定' }], 'licences and penalties'],
    [
      '信息形成或者变更之日起20个工作日内；其中行政许可、行政处罚事项自作出行政决定之日起7个工作日内',
      [formed, { ...formed, number: 7, event: '作出行政决定', only: '行政许可、行政处罚事项' }],
      'two parts, two rules',
    ],
    [
      '信息形成或者变更之日起20个工作日内，行政许可、行政处罚事项应当自作出行政决定之日起7个工作日内公开',
      [formed, { ...formed, number: 7, event: '作出行政决定', only: '行政许可、行政处罚事项' }],
      'joined by a comma',
    ],
    [
      '信息形成或者变更之日起20个工作日内。法律、法规对政府信息公开的期限另有规定的，从其规定。',
      [formed],
      'the deferring sentence counts nothing',
    ],
    [
      '制定或获取信息之日起10个工作日内，公示7个工作日',
      [
        { ...formed, number: 10, event: '制定或获取信息' },
        { kind: 'shown', number: 7, unit: 'workday' },
      ],
      'how long it stays posted is no deadline',
    ],
    ['公示期不少于7天', [{ kind: 'shown', number: 7, unit: 'day' }], 'a village notice board'],
    ['公示20日内公布结果', [{ kind: 'after', number: 20, unit: 'day', event: '公示' }], '内 makes it a deadline'],
    [
      '本级政府财政部门批复后20日内',
      [{ kind: 'after', number: 20, unit: 'day', event: '本级政府财政部门批复' }],
      'calendar days',
    ],
    [
      '自然资源部门自批准之日起3个月内',
      [{ kind: 'after', number: 3, unit: 'month', event: '批准', only: '自然资源部门' }],
      '自然 is not 自',
    ],
    ['每年1月31日前', [{ kind: 'every', cycle: 'year', month: 1, day: 31 }], 'enforcement statistics'],
    ['每年6月底前', [{ kind: 'every', cycle: 'year', month: 6, day: 30 }], '底 is the last day'],
    ['每年2月30日前', [], 'no such day: not understood'],
    ['每季度结束后10日内', [{ kind: 'every', cycle: 'quarter', day: 10 }], 'in the month that follows'],
    ['每月10日前', [{ kind: 'every', cycle: 'month', day: 10 }], 'each month'],
    ['每半年公开一次', [{ kind: 'every', cycle: 'half' }], 'any day of the half'],
    ['按季度公开', [{ kind: 'every', cycle: 'quarter' }], 'any day of the quarter'],
    ['每学期公开一次', [{ kind: 'every', cycle: 'half' }], 'a school term'],
    ['及时公开', [{ kind: 'prompt' }], 'no number'],
    ['实时公开', [{ kind: 'live' }], 'as it happens'],
    ['长期公开', [{ kind: 'standing' }], 'always there'],
    [
      '信息产生、变更之日起20个工作日内公开，保持长期公开（相关政策法规另有规定的应从其规定）',
      [{ ...formed, event: '信息产生、变更' }, { kind: 'standing' }],
      'out within, and then kept',
    ],
    [
      '信息形成或者变更之日起20个工作日内（公示不少于7天）',
      [formed, { kind: 'shown', number: 7, unit: 'day' }],
      'the posting in brackets',
    ],
    ['征求意见期限不少于30日', [{ kind: 'shown', number: 30, unit: 'day' }], 'a draft for comment'],
    ['公示7天后20个工作日内公开', [{ ...formed, event: '公示7天' }], 'after the posting'],
    ['公示期满后5个工作日内', [{ ...formed, number: 5, event: '公示期满' }], 'when it ends'],
    ['及时公开（5个工作日内）', [{ kind: 'prompt' }, { ...formed, number: 5 }], 'prompt, with its number'],
    [
      '行政许可7个工作日，行政处罚7个工作日',
      [
        { ...formed, number: 7, only: '行政许可' },
        { ...formed, number: 7, only: '行政处罚' },
      ],
      'for what, and not since when',
    ],
    ['7个工作日内（行政许可和行政处罚）', [{ ...formed, number: 7, only: '行政许可和行政处罚' }], 'for what, behind'],
    ['次年1月31日前', [{ kind: 'every', cycle: 'year', month: 1, day: 31 }], 'of the year after'],
    ['每季度首月15日前', [{ kind: 'every', cycle: 'quarter', day: 15 }], 'in the first month'],
    ['半年一次', [{ kind: 'every', cycle: 'half' }], 'how often'],
    ['信息形成（变更）20个工作日内', [{ ...formed, event: '信息形成（变更）' }], 'the poverty guide'],
    ['半年至少更新1次', [{ kind: 'every', cycle: 'half' }], 'with 至少'],
    ['永久公开', [{ kind: 'standing' }], 'for ever'],
    [
      '执法决定信息在决定作出之日起7个工作日内公开，其他相关信息形成或变更之日起20个工作日内公开',
      [
        { ...formed, number: 7, event: '决定作出', only: '执法决定信息' },
        { ...formed, event: '其他相关信息形成或变更' },
      ],
      'the culture guide',
    ],
    [
      '1.除处罚决定外其他内容：长期公开（动态调整）；2.处罚决定：20个工作日内。',
      [{ kind: 'standing' }, { ...formed, only: '处罚决定' }],
      'numbered parts',
    ],
    ['提前一周发通知邀请', [], 'before an event: no rule says that'],
    ['每年1月、7月公开', [], 'two months: more than one rule could say'],
    ['每年10月1日至12月31日', [], 'a season is no deadline'],
    ['信息形成后即时公开', [{ kind: 'live' }], 'at once'],
    ['按规定公开', [], 'says nothing a clock could use'],
  ])('%s', (text, rules) => {
    expect(parseTiming(text).timing.rules).toEqual(rules);
    expect(parseTiming(text).unread.length > 0).toBe(rules.length === 0);
  });

  test('words that are not understood are kept and named', () => {
    expect(parseTiming('视情况而定；及时公开')).toEqual({
      timing: { text: '视情况而定；及时公开', rules: [{ kind: 'prompt' }] },
      unread: ['视情况而定'],
    });
  });

  test('any text is read without throwing, and reading what was kept gives the same', () => {
    const bits = fc.constantFrom(
      ...'自每年月日季度内前后公示期工作起之其中，；。（）0123456789二十 \n'.split(''),
      '信息形成',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(bits).map((b) => b.join('')),
        ),
        (text) => {
          const { timing } = parseTiming(text);
          expect(timing.text).toBe(timingText(text));
          expect(parseTiming(timing.text).timing).toEqual(timing);
        },
      ),
    );
  });
});
