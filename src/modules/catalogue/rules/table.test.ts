import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../../law/catalogue/index.ts';
import type { Grid } from '../../../lib/specimen.ts';
import { parseBasis, printBasis } from './basis.ts';
import { gridOf, HEAD, printTable } from './print.ts';
import { readTable, type TableItem } from './table.ts';
import type { CatalogueItem } from './types.ts';

const grid = (rows: readonly (readonly string[])[], more: Partial<Grid> = {}): Grid => ({
  at: '第1个表',
  kind: 'shown',
  headRows: 0,
  head: [],
  rows,
  headMarked: false,
  ...more,
});
const BOXES = '■政府网站 □政府公报 ■两微一端';
const T20 = '信息形成或者变更之日起20个工作日内';
/** A row of the standard fifteen columns. */
const row = (over: Partial<Record<number, string>> = {}): string[] =>
  [
    '1',
    '最低生活保障',
    '办事指南',
    '办理条件、标准',
    '《社会救助暂行办法》',
    T20,
    '县级民政部门',
    BOXES,
    '√',
    '',
    '√',
    '',
    '√',
    '',
    '',
  ].map((c, i) => over[i] ?? c);
const table = (...rows: string[][]): Grid => grid([...HEAD.map((r) => [...r]), ...rows]);
const rulesOf = (...grids: Grid[]): string[] => readTable(grids).findings.map((f) => f.rule);
const printed = (i: CatalogueItem, no = ''): Omit<TableItem, 'at'> => ({
  no,
  level1: i.level1,
  level2: i.level2,
  content: i.content,
  basis: i.basis,
  timing: i.timing,
  organText: i.organText,
  carriers: i.carriers,
  ...(i.otherCarriers ? { otherCarriers: i.otherCarriers } : {}),
  audience: i.audience,
  ...(i.audienceText ? { audienceText: i.audienceText } : {}),
  mode: i.mode,
  levels: i.levels,
});
const withoutPlace = (items: readonly TableItem[]) => items.map(({ at: _, ...rest }) => rest);

describe('a catalogue in the standard columns', () => {
  test('a row is an item', () => {
    const { items, findings } = readTable([table(row())]);
    expect(findings).toEqual([]);
    expect(items).toEqual([
      {
        no: '1',
        at: '第1个表第3行',
        level1: '最低生活保障',
        level2: '办事指南',
        content: '办理条件、标准',
        basis: [{ law: '《社会救助暂行办法》' }],
        timing: { text: T20, rules: [{ kind: 'after', number: 20, unit: 'workday', event: '信息形成或者变更' }] },
        organText: '县级民政部门',
        carriers: ['政府网站', '两微一端'],
        audience: 'all',
        mode: 'active',
        levels: ['county'],
      },
    ]);
  });

  test.each([
    [
      'a merged first-level cell is inherited',
      [row(), row({ 1: '', 2: '审核信息' })],
      ['最低生活保障', '最低生活保障'],
    ],
    ['the next first-level cell ends it', [row(), row({ 1: '临时救助' })], ['最低生活保障', '临时救助']],
  ])('%s', (_, rows, level1) => {
    expect(readTable([table(...rows)]).items.map((i) => i.level1)).toEqual(level1);
  });

  test('同上 and cells merged downwards say what stands above', () => {
    const { items } = readTable([table(row(), row({ 2: '审核信息', 4: '', 5: '同上', 6: '〃', 7: '' }))]);
    expect(items[1]).toMatchObject({ ...items[0], at: '第1个表第4行', level2: '审核信息' });
  });

  test.each<[Partial<Record<number, string>>, string[], object, string]>([
    [{ 9: '√' }, ['catalogue.audience-both'], { audience: 'all' }, 'both audiences ticked'],
    [{ 8: '', 9: '√' }, [], { audience: 'certain' }, 'certain ones'],
    [{ 8: '', 9: '被征收人' }, [], { audience: 'certain', audienceText: '被征收人' }, 'the cell says who'],
    [{ 8: '' }, ['catalogue.audience-none'], { audience: 'all' }, 'no audience ticked'],
    [{ 11: '√' }, ['catalogue.mode-both'], { mode: 'active' }, 'both ways ticked'],
    [{ 10: '', 11: '√' }, [], { mode: 'request' }, 'on request'],
    [
      { 5: '视情况而定' },
      ['catalogue.timing'],
      { timing: { text: '视情况而定', rules: [] } },
      'words without a clock are kept',
    ],
    [{ 5: '' }, ['catalogue.timing-none'], { timing: { text: '', rules: [] } }, 'no timing'],
    [{ 7: '■政府网站 口两微一端' }, ['catalogue.box'], { carriers: ['政府网站'] }, '口 for □'],
    [{ 12: '' }, ['catalogue.levels-none'], { levels: ['county'] }, 'no level ticked'],
    [{ 13: '√', 14: '√' }, [], { levels: ['county', 'township', 'village'] }, 'three levels'],
    [{ 8: '是', 10: 'v' }, [], { audience: 'all', mode: 'active' }, 'other ways to tick'],
  ])('a row with %j gives %j', (over, rules, part) => {
    const { items, findings } = readTable([table(row(over))]);
    expect(findings.map((f) => f.rule)).toEqual(rules);
    expect(items).toEqual([expect.objectContaining(part)]);
  });

  test('neither 主动 nor 依申请 is an error at its row, and the row is left out', () => {
    const { items, findings } = readTable([table(row({ 10: '' }), row({ 2: '审核信息' }))]);
    expect(items.map((i) => i.level2)).toEqual(['审核信息']);
    expect(findings).toEqual([
      expect.objectContaining({ rule: 'catalogue.mode-none', severity: 'error', at: '第1个表第3行' }),
    ]);
  });

  test('a row without a name is an error', () => {
    expect(readTable([table(row({ 2: '' }))])).toMatchObject({
      items: [],
      findings: [{ rule: 'catalogue.name', severity: 'error' }],
    });
  });

  test('content that goes on in the next row belongs to the item above', () => {
    const more = ['', '', '', '没有数据的表格应当列出空表并说明', '', '', '', '', '', '', '', '', '', '', ''];
    expect(readTable([table(row(), more)]).items.map((i) => i.content)).toEqual([
      '办理条件、标准；没有数据的表格应当列出空表并说明',
    ]);
  });

  test('a line that names the field, an empty row and a head repeated on the next page are no items', () => {
    const field = ['（二）社会救助领域', ...Array.from({ length: 14 }, () => '')];
    const { items, findings } = readTable([
      table(
        field,
        row(),
        row().map(() => ''),
        ...HEAD.map((r) => [...r]),
        row({ 0: '2' }),
      ),
    ]);
    expect(items.map((i) => i.no)).toEqual(['1', '2']);
    expect(findings).toEqual([]);
  });

  test('a table cut by a page goes on with the columns of the one before', () => {
    expect(readTable([table(row()), grid([row({ 0: '2', 1: '' })], { at: '第2个表' })]).items).toMatchObject([
      { no: '1' },
      { no: '2', at: '第2个表第1行', level1: '最低生活保障' },
    ]);
  });

  test('a head that the file marks is taken as it is', () => {
    const { items } = readTable([gridOf([printed(catalogue.items[0] as CatalogueItem)])]);
    expect(items).toHaveLength(1);
  });

  test('a town that drops 公开层级 gets the level it says, and a hint', () => {
    const cut = (r: readonly string[]): string[] => r.slice(0, 12);
    const { items, findings } = readTable([grid([...HEAD.map(cut), cut(row())])], ['township']);
    expect(items).toMatchObject([{ levels: ['township'] }]);
    expect(findings).toMatchObject([{ rule: 'catalogue.column-levels', severity: 'hint' }]);
  });

  test('乡、村级 in one column means both', () => {
    const head = [...(HEAD[1] ?? [])];
    head[13] = '乡、村级';
    const rows = [HEAD[0]?.slice(0, 14) ?? [], head.slice(0, 14), row({ 12: '', 13: '√' }).slice(0, 14)];
    expect(readTable([grid(rows)]).items).toMatchObject([{ levels: ['township', 'village'] }]);
  });

  test('公开层级 in words means what it says', () => {
    const rows = [...HEAD.map((r) => r.slice(0, 13)), row({ 12: '县级、乡级' }).slice(0, 13)];
    expect(
      readTable([grid(rows.map((r, i) => (i === 1 ? r.map((c, k) => (k === 12 ? '' : c)) : r)))]).items,
    ).toMatchObject([{ levels: ['county', 'township'] }]);
  });

  test('columns that are missing are named', () => {
    const cut = (r: readonly string[]): string[] => r.filter((_, i) => i !== 5 && i !== 7);
    expect(rulesOf(grid([...HEAD.map(cut), cut(row())]))).toEqual([
      'catalogue.column-timing',
      'catalogue.column-carriers',
    ]);
  });

  test('a head of one row with one column of items is understood', () => {
    const { items } = readTable([
      grid([
        ['序号', '公开事项', '公开内容', '公开依据', '公开时限', '公开主体', '公开渠道'],
        ['1', '三公经费', '数额', '《预算法》', '每年6月底前', '财政所', '政府网站'],
      ]),
    ]);
    expect(items).toMatchObject([
      { level1: '', level2: '三公经费', mode: 'active', audience: 'all', carriers: ['政府网站'] },
    ]);
  });

  test('a file without such a table is told so', () => {
    expect(
      readTable([
        grid([
          ['姓名', '电话'],
          ['甲', '1'],
        ]),
      ]),
    ).toMatchObject({ items: [], findings: [{ rule: 'catalogue.no-table', severity: 'error' }] });
    expect(rulesOf()).toEqual(['catalogue.no-table']);
  });
});

describe('公开依据', () => {
  test.each([
    ['《预算法》第十四条', [{ law: '《预算法》', article: '第十四条' }], 'an article'],
    [
      '《条例》第二十条第（十一）项；《社会救助暂行办法》',
      [{ law: '《条例》', article: '第二十条第（十一）项' }, { law: '《社会救助暂行办法》' }],
      'an item of an article',
    ],
    [
      '《财政部关于印发〈办法〉的通知》（财预〔2018〕209号）等',
      [{ law: '《财政部关于印发〈办法〉的通知》（财预〔2018〕209号）' }],
      'a document number',
    ],
    ['《关于印发《办法》的通知》', [{ law: '《关于印发《办法》的通知》' }], 'a title inside a title'],
    ['1.《甲法》\n2.《乙法》', [{ law: '《甲法》' }, { law: '《乙法》' }], 'numbered lines'],
    [
      '《社会救助暂行办法》、各地配套政策法规文件',
      [{ law: '《社会救助暂行办法》' }, { law: '各地配套政策法规文件' }],
      'words without a title',
    ],
    ['《没有合上', [{ law: '《没有合上' }], 'a title that never ends is kept'],
  ])('%s', (text, basis) => {
    expect(parseBasis(text)).toEqual(basis);
  });
});

describe('printing and reading back', () => {
  test.each(catalogue.fields.map((f) => [f.name, f.key] as const))('%s: the same items', (_, key) => {
    const items = catalogue.items.filter((i) => i.field === key).map((i, n) => printed(i, String(n + 1)));
    const { items: back, findings } = readTable([gridOf(items)]);
    expect(findings).toEqual([]);
    expect(withoutPlace(back)).toEqual(items);
  });

  test('any choice of items in any order, from a table whose head nobody marked', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...catalogue.items), { minLength: 1, maxLength: 12 }), (some) => {
        const items = some.map((i) => printed(i));
        const { rows } = gridOf(items);
        expect(withoutPlace(readTable([grid(rows)]).items)).toEqual(items);
      }),
      { numRuns: 40 },
    );
  });

  test('bases read back as printed', () => {
    for (const i of catalogue.items) expect(parseBasis(printBasis(i.basis))).toEqual(i.basis);
  });

  test('first-level cells are merged over their items', () => {
    const three = catalogue.items.slice(0, 3).map((i, n) => ({ ...printed(i), level1: n < 2 ? '甲' : '乙' }));
    expect(printTable(three).spans).toEqual([2, 0, 1]);
  });

  test('any grid is read without throwing', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom(...HEAD.flat(), '√', '同上', BOXES, T20, '《甲法》'));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 16 }), { maxLength: 12 }), (rows) => {
        const { items } = readTable([grid(rows), table(...rows)]);
        expect(items.every((i) => i.level2 !== '')).toBe(true);
      }),
    );
  });
});

test.each([['《'], ['■'], ['（'], ['公示'], ['每年'], ['口'], [' x'], ['9']])(
  'a cell of nothing but %s, as long as a file can be, is read all the same',
  (bit) => {
    const long = bit.repeat(50_000);
    const { items } = readTable([table(row({ 3: long, 4: long, 5: long, 6: long, 7: long }))]);
    expect(items).toHaveLength(1);
  },
);
