import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateElements } from './elements.ts';
import { rawOf, toFilled, toText } from './fill.ts';
import { kindOf, presetOf } from './preset.ts';
import { countStates, summarise, wordOf } from './summary.ts';
import type { CatalogueItem, ElementSpec } from './types.ts';

const SPECS: ElementSpec[] = [
  { key: 'period', label: '所属时期', type: 'text', required: true },
  {
    key: 'roster',
    label: '名单',
    type: 'table',
    required: true,
    columns: [
      { key: 'name', label: '姓名', type: 'text', required: true },
      { key: 'amount', label: '金额（元）', type: 'money', required: true },
    ],
  },
];

describe('what a clerk filled in', () => {
  test('is kept with its labels, and comes back into the form as it can be read again', () => {
    const raw = rawOf([
      ['el-period', '2026年3月'],
      ['el-roster', '姓名\t金额（元）\n王*\t1,200元\n李**\t300'],
      ['title', '不是要素'],
    ]);
    const first = validateElements(SPECS, raw);
    expect(first.problems).toEqual([]);
    const filled = toFilled(SPECS, first.values);
    expect(filled).toEqual([
      { key: 'period', label: '所属时期', type: 'text', value: '2026年3月' },
      {
        key: 'roster',
        label: '名单',
        type: 'table',
        head: ['姓名', '金额（元）'],
        rows: [
          ['王*', '1200'],
          ['李**', '300'],
        ],
        nums: [false, true],
      },
    ]);
    const again = validateElements(SPECS, rawOf(filled.map((e) => [`el-${e.key}`, toText(e)] as const)));
    expect(toFilled(SPECS, again.values)).toEqual(filled);
  });

  test('and cannot be read stays exactly as it was typed', () => {
    const typed = '王*\t很多\t还有';
    const read = validateElements(SPECS, { roster: typed });
    expect(read.problems.length).toBeGreaterThan(0);
    const [kept] = toFilled(SPECS, read.values);
    expect(kept && toText(kept)).toBe(typed);
  });

  test('whatever the cells hold, a table survives the way through the form', () => {
    const cell = fc.string({ minLength: 1, maxLength: 12 }).map((s) => s.replace(/[\p{C}\p{Z}"]/gu, '字') || '字');
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), (names) => {
        fc.pre(!names.some((n) => /计|^序号|^姓名/.test(n)));
        const roster = names.map((name, i) => ({ name, amount: String(i + 1) }));
        const one = toFilled(SPECS, validateElements(SPECS, { roster }).values);
        const two = toFilled(
          SPECS,
          validateElements(SPECS, rawOf(one.map((e) => [`el-${e.key}`, toText(e)] as const))).values,
        );
        expect(two).toEqual(one);
      }),
    );
  });
});

describe('what an item presets', () => {
  test.each<[string, string, string]>([
    ['审核审批信息', '名册公示', 'lists of people'],
    ['部门预算说明', '预算决算', 'money'],
    ['政策法规文件', '政策文件', 'documents'],
    ['办事指南', '指南', 'guides'],
    ['本级政策解读', '解读', 'before 政策'],
    ['行政处罚和行政强制', '行政执法', 'enforcement'],
    ['突发公共事件', '通知公告', 'whatever is left'],
  ])('%s → %s: %s', (level2, kind) => {
    expect(kindOf({ level2 })).toBe(kind);
  });

  test('the column called like its field, its basis without marks, whom it is for', () => {
    const item = {
      level2: '审核审批信息',
      basis: [{ law: '《社会救助暂行办法》', article: '第四十七条' }, { law: '《意见》（国发〔2014〕47号）' }],
      audience: 'certain',
      audienceText: '申请人',
    } as unknown as CatalogueItem;
    expect(presetOf(item, ['社会救助'], [{ path: 'zdly/shjz', name: '社会救助' }])).toEqual({
      kind: '名册公示',
      columns: ['zdly/shjz'],
      basis: [{ law: '社会救助暂行办法', article: '第四十七条' }, { law: '意见' }],
      audience: '申请人',
    });
    expect(presetOf(item, ['别的'], [{ path: 'zdly/shjz', name: '社会救助' }]).columns).toEqual([]);
  });
});

describe('several items in one cell', () => {
  test.each<[Parameters<typeof summarise>[0], string | undefined, string]>([
    [[], undefined, 'nothing: blank'],
    [
      [
        { status: 'published', published: 3 },
        { status: 'published', published: 4 },
      ],
      '7',
      'added up',
    ],
    [
      [
        { status: 'published', published: 3 },
        { status: 'soon', published: 1, days: 3 },
      ],
      '3天',
      'a deadline near',
    ],
    [[{ status: 'soon', published: 0, days: 0 }], '0天', 'today'],
    [
      [
        { status: 'never', published: 0, days: 9 },
        { status: 'overdue', published: 1, days: 2 },
      ],
      '!2',
      'overdue first',
    ],
    [
      [
        { status: 'overdue', published: 1, days: 2 },
        { status: 'overdue', published: 1, days: 12 },
      ],
      '!12',
      'the longest',
    ],
    [
      [
        { status: 'never', published: 0, days: 9 },
        { status: 'soon', published: 1, days: 1 },
      ],
      '未',
      'never before soon',
    ],
    [[{ status: 'later', published: 0 }], '待', 'a promise for later'],
  ])('%j shows %s: %s', (cells, word) => {
    const s = summarise(cells);
    expect(s && wordOf(s)).toBe(word);
  });

  test('states are counted', () => {
    expect(countStates([{ status: 'soon' }, { status: 'soon' }, { status: 'never' }])).toMatchObject({
      soon: 2,
      never: 1,
    });
  });
});
