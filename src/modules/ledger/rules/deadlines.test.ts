import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, day, sayDay } from '../../../lib/day.ts';
import { deadlinesIn, deadlinesOfCell, isDeadlineClause } from './deadlines.ts';
import { isRecurs, nextDue, sayRecurs } from './recurs.ts';

const ANCHOR = { year: 2021, issuedOn: day('2021-06-25') };
const said = (text: string): string =>
  deadlinesIn(text, ANCHOR)
    .map((d) => `${d.text}=${d.due ?? d.recurs ?? '?'}`)
    .join(' ');

describe('deadlines in running text', () => {
  test.each([
    ['在2021年底前通过区政府网站公开', '2021年底前=2021-12-31', 'year end'],
    ['2019年6月底前，研究建立指标体系', '2019年6月底前=2019-06-30', 'month end'],
    ['二〇二一年六月底前完成', '二〇二一年六月底前=2021-06-30', 'Chinese numerals'],
    ['2021年6月底前制定政策，12月底前实现', '2021年6月底前=2021-06-30 12月底前=2021-12-31', 'the year carries on'],
    ['3月20日前报送', '3月20日前=2021-03-20', "a day in the plan's year; 前 includes the day"],
    ['4月上旬公布', '4月上旬=2021-04-10', 'the first ten days'],
    ['2月下旬公布', '2月下旬=2021-02-28', 'the last ten days end with the month'],
    ['最迟不超过10月中旬', '10月中旬=2021-10-20', 'the second ten days'],
    ['一季度完成梳理', '一季度=2021-03-31', 'a quarter'],
    ['上半年完成', '上半年=2021-06-30', 'a half-year'],
    ['明年3月底前完成', '明年3月底前=2022-03-31', 'next year, from the day of issue'],
    ['相关落实情况年底前报国务院', '年底前=2021-12-31', "the plan's year"],
    ['到2020年，秸秆利用率达到85%', '到2020年=2020-12-31', 'a target year'],
    ['要在本意见印发之日起30日内制定', '印发之日起30日内=2021-07-25', 'days from the issue'],
    ['印发之日起三个月内完成', '印发之日起三个月内=2021-09-25', 'months from the issue'],
    ['印发之日起20个工作日内报送', '印发之日起20个工作日内=?', 'working days need a calendar: no day is made up'],
    ['10月前完成', '10月前=2021-09-30', 'before October is by the end of September'],
    ['在每年9月集中开展', '每年9月=yearly:09', 'comes back'],
    ['从明年开始，每年9月份确定1-2个部门', '从明年开始，每年9月份=yearly:09@2022', 'comes back from 2022'],
    ['每年3月31日前公布', '每年3月31日前=yearly:03-31', 'comes back on a day'],
    ['每季度末通报', '每季度末=quarterly', 'every quarter'],
    ['每月5日前报送', '每月5日前=monthly:05', 'every month'],
    ['每半年召开一次', '每半年=half-yearly', 'every half-year'],
    ['每周五更新', '每周五=weekly:5', 'every Friday'],
    ['生活费补贴每人每年只享受一次', '', 'a rate is no deadline'],
    ['为毕业三年内来岚就业的高校毕业生', '', 'a span is no deadline'],
    ['自9月1日起施行', '', 'a start is no deadline'],
    ['2019年1月1日至2020年12月31日返还', '', 'a period of a policy is no deadline'],
    ['压减至8个工作日以内', '', 'a service time is no deadline'],
    ['落实《2020年底前重点任务》', '', 'a title binds nobody'],
    ['2021年是中国共产党成立100周年', '', 'a bare year narrates'],
  ])('%s → %s: %s', (text, want) => expect(said(text)).toBe(want));

  test('the same day said twice counts once', () => {
    expect(said('2021年底前完成，确保2021年底前见效')).toBe('2021年底前=2021-12-31');
  });
});

describe('cells and clauses of marks', () => {
  test.each([
    ['2021年12月', [{ text: '2021年12月', due: '2021-12-31' }], 'a bare month'],
    ['9月', [{ text: '9月', due: '2021-09-30' }], "in the plan's year"],
    ['3-12月', [{ text: '3-12月', due: '2021-12-31' }], 'a span ends with its end'],
    ['6月25日', [{ text: '6月25日', due: '2021-06-25' }], 'a bare day'],
    ['长期坚持', [{ text: '长期坚持', recurs: 'always' }], 'standing'],
    ['持续推进', [{ text: '持续推进', recurs: 'always' }], 'standing'],
    ['适时', [{ text: '适时' }], 'words without a day are kept'],
    ['—', [], 'an empty cell'],
  ] as [string, object[], string][])('%s → %j: %s', (cell, want) =>
    expect(deadlinesOfCell(cell, ANCHOR)).toEqual(want),
  );

  test.each(['2020年底前完成', '持续推进', '每季度', '常年', '2022年3月底前完成'])(
    '%s is nothing but a deadline',
    (t) => expect(isDeadlineClause(t)).toBe(true),
  );
  test.each(['区财政局', '各乡镇负责落实', '研究制定方案'])('%s is more than a deadline', (t) =>
    expect(isDeadlineClause(t)).toBe(false),
  );
});

describe('what comes back', () => {
  test.each([
    ['yearly:09', '2021-06-25', '2021-09-30', '每年9月', 'this September still lies ahead'],
    ['yearly:09', '2021-09-30', '2022-09-30', '每年9月', 'a due day fed back gives the next one'],
    ['yearly:09@2022', '2021-06-25', '2022-09-30', '2022年起，每年9月', 'not before 2022'],
    ['yearly:03-20', '2021-06-25', '2022-03-20', '每年3月20日前', 'next spring'],
    ['yearly:02-29', '2021-01-01', '2021-02-28', '每年2月29日前', 'a common year has no 29 February'],
    ['yearly', '2021-06-25', '2021-12-31', '每年', 'by the end of the year'],
    ['half-yearly', '2021-06-30', '2021-12-31', '每半年', 'the second half'],
    ['quarterly', '2021-06-25', '2021-06-30', '每季度', 'the end of this quarter'],
    ['monthly', '2021-01-31', '2021-02-28', '每月', 'the last of February'],
    ['monthly:31', '2021-02-01', '2021-02-28', '每月31日前', 'a shorter month ends earlier'],
    ['monthly:05', '2021-12-05', '2022-01-05', '每月5日前', 'over the year'],
    ['weekly:5', '2021-06-25', '2021-07-02', '每周五', '25 June 2021 was a Friday'],
    ['weekly', '2021-06-25', '2021-06-27', '每周', 'by Sunday'],
    ['daily', '2021-06-25', '2021-06-26', '每日', 'tomorrow'],
    ['always', '2021-06-25', '2021-12-31', '长期坚持', 'looked at when the year ends'],
  ])('%s after %s is due %s (%s): %s', (recurs, after, due, words) => {
    expect(nextDue(recurs, day(after))).toBe(due);
    expect(sayRecurs(recurs)).toBe(words);
  });

  test.each(['', 'yearly:13', 'yearly:02-30', 'weekly:8', 'often', 'monthly:00'])('%j is no recurrence', (text) => {
    expect(isRecurs(text)).toBe(false);
    expect(() => nextDue(text, day('2021-01-01'))).toThrow(RangeError);
    expect(() => sayRecurs(text)).toThrow(RangeError);
  });

  test('the next due day is always later, and nothing falls due in between', () => {
    const kinds = [
      'yearly:09',
      'yearly:02-29',
      'half-yearly',
      'quarterly',
      'monthly:31',
      'weekly:3',
      'always',
      'yearly@2030',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.integer({ min: 0, max: 9000 }), (recurs, n) => {
        const after = addDays(day('2010-01-01'), n);
        const due = nextDue(recurs, after);
        expect(due > after, `${recurs} after ${sayDay(after)}`).toBe(true);
        expect(nextDue(recurs, addDays(due, -1))).toBe(due);
      }),
    );
  });
});
