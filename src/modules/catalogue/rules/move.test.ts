import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Filled } from './fill.ts';
import { moveElements } from './move.ts';
import type { ElementSpec } from './types.ts';

const spec = (key: string, label: string, type: ElementSpec['type'], over: Partial<ElementSpec> = {}): ElementSpec => ({
  key,
  label,
  type,
  required: false,
  ...over,
});
const value = (key: string, label: string, type: string, text: string): Filled => ({ key, label, type, value: text });
const roster = (head: string[], ...rows: string[][]): Filled => ({
  key: 'roster',
  label: '名单',
  type: 'table',
  head,
  rows,
  nums: head.map((h) => h.includes('元')),
});
const ROSTER = spec('roster', '名单', 'table', {
  columns: [
    { key: 'name', label: '姓名', type: 'text', required: true },
    { key: 'amount', label: '金额（元）', type: 'money', required: true },
  ],
});

describe('a filled element under another item', () => {
  const cases: [string, Filled, ElementSpec, 'kept' | 'loose', string][] = [
    [
      'the same name',
      value('phone', '咨询电话', 'phone', '0999-5550123'),
      spec('tel', '咨询电话', 'phone'),
      'kept',
      'a clerk knows it by its name',
    ],
    [
      'the same key, another name',
      value('effective', '施行日期', 'date', '2026-03-01'),
      spec('effective', '实施日期', 'date'),
      'kept',
      'keys are given by what an element means',
    ],
    [
      'neither',
      value('a', '补贴标准', 'text', '100元'),
      spec('b', '申请条件', 'long'),
      'loose',
      'nothing says where it goes',
    ],
    [
      'words where a date is asked for',
      value('period', '时间', 'text', '三月上旬'),
      spec('period', '时间', 'date'),
      'loose',
      'it could not be read there',
    ],
    [
      'a date where text is asked for',
      value('period', '时间', 'date', '2026-03-01'),
      spec('period', '时间', 'text'),
      'kept',
      'text holds everything of one line',
    ],
    [
      'several lines where one is asked for',
      value('how', '流程', 'long', '申请\n审核'),
      spec('how', '流程', 'text'),
      'loose',
      'its lines would run together',
    ],
    [
      'a table with the same columns',
      roster(['姓名', '金额（元）'], ['王*', '100']),
      ROSTER,
      'kept',
      'each cell stands under its own head',
    ],
    [
      'a table with a column more',
      roster(['姓名', '金额（元）', '村'], ['王*', '100', '柳桥村']),
      ROSTER,
      'loose',
      'the villages would be lost',
    ],
    [
      'a table whose column more is empty',
      roster(['姓名', '金额（元）', '村'], ['王*', '100', '']),
      ROSTER,
      'kept',
      'nothing stood in it',
    ],
    [
      'a table with other heads',
      roster(['户主', '面积（亩）'], ['王*', '3']),
      ROSTER,
      'loose',
      'by their order cells would change their meaning',
    ],
    ['a table without a required column', roster(['姓名'], ['王*']), ROSTER, 'loose', 'it would not be whole there'],
    [
      'a table where text is asked for',
      roster(['姓名'], ['王*']),
      spec('roster', '名单', 'long'),
      'loose',
      'rows are not a text',
    ],
    [
      'a value where a file is asked for',
      value('file', '附件', 'text', '见附件'),
      spec('file', '附件', 'file'),
      'loose',
      'a file is attached, not written',
    ],
    [
      'a choice the item offers',
      value('kind', '种类', 'choice', '临时救助'),
      spec('kind', '种类', 'choice', { choices: ['低保', '临时救助'] }),
      'kept',
      'it is one of the choices',
    ],
    [
      'a choice it does not offer',
      value('kind', '种类', 'choice', '临时救助'),
      spec('kind', '种类', 'choice', { choices: ['低保'] }),
      'loose',
      'it cannot be chosen there',
    ],
  ];
  test.each(cases)('%s', (_, filled, to, where) => {
    const moved = moveElements([filled], [to]);
    expect([moved.kept.length, moved.loose.length]).toEqual(where === 'kept' ? [1, 0] : [0, 1]);
    if (where === 'loose') expect(moved.loose[0]).toBe(filled);
    else expect(moved.kept[0]).toMatchObject({ key: to.key, label: to.label, type: to.type });
  });

  test('a name goes before a key, and what had another name says which', () => {
    const moved = moveElements(
      [value('a', '甲', 'text', '一'), value('b', '乙', 'text', '二')],
      [spec('a', '乙', 'text'), spec('c', '丙', 'text')],
    );
    expect(moved.kept).toEqual([value('a', '乙', 'text', '二')]);
    expect(moved.loose).toEqual([value('a', '甲', 'text', '一')]);
    expect(moved.renamed).toEqual({});
    const by = moveElements([value('end', '规划期结束', 'date', '2030-12-31')], [spec('end', '完工日期', 'date')]);
    expect(by.renamed).toEqual({ end: '规划期结束' });
  });

  test('whatever was filled in and whatever is asked for: every element is found again, once', () => {
    const label = fc.constantFrom('名单', '时间', '标准', '电话');
    const key = fc.constantFrom('a', 'b', 'c', 'd');
    const type = fc.constantFrom<ElementSpec['type']>('text', 'long', 'date', 'money', 'phone', 'file', 'choice');
    const old = fc.uniqueArray(
      fc.record({
        key,
        label,
        type: fc.constant('text'),
        value: fc.string({ minLength: 1 }).filter((s) => s.trim() !== ''),
      }),
      { selector: (e) => e.key },
    );
    const asked = fc.uniqueArray(fc.record({ key, label, type, required: fc.boolean() }), { selector: (s) => s.key });
    fc.assert(
      fc.property(old, asked, (filled, specs) => {
        const moved = moveElements(filled, specs);
        expect(moved.kept.length + moved.loose.length).toBe(filled.length);
        const keys = moved.kept.map((e) => e.key);
        expect(new Set(keys).size).toBe(keys.length);
        for (const e of moved.loose) expect(filled).toContain(e);
      }),
    );
  });
});
