import { describe, expect, test } from 'vitest';
import { keeps, noLonger } from './adoption.ts';
import { readElements } from './own.ts';
import { parseTiming } from './timing.ts';

const rules = (text: string) => parseTiming(text).timing.rules;

describe('a unit’s time keeps the law’s when it surely ends no later', () => {
  test.each<[law: string, own: string, ok: boolean, why: string]>([
    ['信息形成之日起20个工作日内', '信息形成之日起20个工作日内', true, 'the same'],
    ['信息形成之日起20个工作日内', '信息形成之日起15个工作日内', true, 'shorter'],
    ['信息形成之日起20个工作日内', '信息形成之日起21个工作日内', false, 'one day longer'],
    ['信息形成之日起20个工作日内', '信息形成之日起20日内', true, 'calendar days are over earlier'],
    ['批准后20日内', '批准后15个工作日内', false, 'fifteen working days may be three weeks'],
    ['信息形成之日起20个工作日内', '信息形成之日起1个月内', false, 'a month may hold 23 working days'],
    ['信息形成之日起1个月内', '信息形成之日起28日内', true, 'no month is shorter'],
    ['信息形成之日起1个月内', '信息形成之日起15个工作日内', true, 'with the longest holiday still inside it'],
    ['信息形成之日起20个工作日内', '实时公开', true, 'at once is before every limit'],
    ['每月10日前', '实时公开', false, 'a monthly list is another thing than a display'],
    ['及时公开', '信息形成之日起10个工作日内', true, 'a number makes it firm'],
    ['及时公开', '信息形成之日起30个工作日内', false, 'longer than the regulation’s twenty'],
    ['实时公开', '及时公开', false, 'in time is later than at once'],
    ['长期公开', '及时公开', true, 'and stays'],
    ['每季度结束后10日内', '每月10日前', true, 'more often'],
    ['每季度结束后10日内', '每季度结束后5日内', true, 'earlier'],
    ['每季度结束后10日内', '每年1月31日前', false, 'rarer'],
    ['公示期不少于7天', '公示期不少于10天', true, 'posted longer'],
    ['公示期不少于7天', '公示期不少于5天', false, 'posted shorter'],
  ])('%s → %s: %s, %s', (law, own, ok) => {
    expect(rules(law).every((r) => keeps(r, rules(own), 20))).toBe(ok);
  });

  test('both parts of a timing must be kept', () => {
    const law = rules('信息形成或者变更之日起20个工作日内；其中行政许可自作出行政决定之日起7个工作日内');
    expect(law).toHaveLength(2);
    expect(law.every((r) => keeps(r, rules('信息形成之日起10个工作日内'), 20))).toBe(false);
    expect(law.every((r) => keeps(r, rules('信息形成之日起5个工作日内'), 20))).toBe(true);
  });

  test('periods of one kind compare by number alone', () => {
    expect(noLonger({ number: 5, unit: 'month' }, { number: 6, unit: 'month' })).toBe(true);
    expect(noLonger({ number: 1, unit: 'month' }, { number: 31, unit: 'day' })).toBe(false);
  });
});

describe('elements of an own item in plain lines', () => {
  test.each<[line: string, type: string | undefined, why: string]>([
    ['发放对象', 'text', 'text where no kind is said'],
    ['发放日期：日期', 'date', 'a kind by its Chinese name'],
    ['标准:金额', 'money', 'a narrow colon too'],
    ['名单：表格：姓名、村、金额（元）', 'table', 'a table with its columns'],
    ['名单：表格', undefined, 'a table without columns asks for nothing'],
    ['谁：猜', undefined, 'no such kind'],
    ['：文字', undefined, 'no name'],
    ['constructor：constructor', undefined, 'and no luck with names of the language'],
  ])('%s is %s: %s', (line, type) => {
    const { elements, refusals } = readElements(line);
    expect([elements[0]?.type, refusals.length]).toEqual([type, type ? 0 : 1]);
  });

  test('（可不填） makes it optional, and columns of money are money', () => {
    const [note, list] = readElements('备注（可不填）：一段文字\n\n名单：表格：姓名、金额（元），人数').elements;
    expect(note).toMatchObject({ label: '备注', required: false });
    expect(list?.columns?.map((c) => c.type)).toEqual(['text', 'money', 'number']);
  });
});
