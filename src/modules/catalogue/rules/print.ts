/** Items as the standard table: rows for a page, a document or a spreadsheet, and the grid that reads back as the same. */
import type { Grid } from '../../../lib/specimen.ts';
import { printBasis } from './basis.ts';
import type { TableItem } from './table.ts';
import { CARRIERS } from './types.ts';

type Printed = Omit<TableItem, 'at'>;

/** The two rows of the head; an empty cell belongs to the merged one to its left (row 1) or above (row 2). */
export const HEAD: readonly (readonly string[])[] = [
  [
    '序号',
    '公开事项',
    '',
    '公开内容（要素）',
    '公开依据',
    '公开时限',
    '公开主体',
    '公开渠道和载体',
    '公开对象',
    '',
    '公开方式',
    '',
    '公开层级',
    '',
    '',
  ],
  ['', '一级事项', '二级事项', '', '', '', '', '', '全社会', '特定群体', '主动', '依申请', '县级', '乡级', '村级'],
];

const tick = (yes: boolean): string => (yes ? '√' : '');

/** The check list, every box shown: ■政府网站 □政府公报 …; what 其他 means follows it, one box each. */
export function printCarriers(item: Pick<Printed, 'carriers' | 'otherCarriers'>): string {
  const others = item.otherCarriers ?? [];
  const boxes = CARRIERS.flatMap((c) => {
    if (!item.carriers.includes(c)) return [`□${c}`];
    return c === '其他' && others.length > 0 ? others.map((o) => `■${o}`) : [`■${c}`];
  });
  return boxes.join(' ');
}

/** One row of fifteen cells. */
export const printRow = (item: Printed): string[] => [
  item.no,
  item.level1,
  item.level2,
  item.content,
  printBasis(item.basis),
  item.timing.text,
  item.organText,
  printCarriers(item),
  tick(item.audience === 'all'),
  item.audience === 'all' ? '' : (item.audienceText ?? '√'),
  tick(item.mode === 'active'),
  tick(item.mode === 'request'),
  tick(item.levels.includes('county')),
  tick(item.levels.includes('township')),
  tick(item.levels.includes('village')),
];

/** `spans[i]`: over how many rows the first-level cell of row i reaches; 0 where it is covered from above. */
export function printTable(items: readonly Printed[]): { head: typeof HEAD; rows: string[][]; spans: number[] } {
  const spans = items.map(() => 0);
  for (let i = 0; i < items.length; ) {
    let n = 1;
    while (items[i + n] !== undefined && items[i + n]?.level1 === items[i]?.level1) n++;
    spans[i] = n;
    i += n;
  }
  return { head: HEAD, rows: items.map(printRow), spans };
}

/** The printed table as checks and readers see it. */
export function gridOf(items: readonly Printed[], at = '第1个表'): Grid {
  const { rows } = printTable(items);
  const names = HEAD[0]?.map((_, i) => {
    const group = HEAD[0]?.slice(0, i + 1).findLast((c) => c !== '') ?? '';
    const own = HEAD[1]?.[i] ?? '';
    return own === '' ? group : `${group}／${own}`;
  });
  return {
    at,
    kind: 'shown',
    headRows: 2,
    head: names ?? [],
    rows: [...HEAD.map((r) => [...r]), ...rows],
    headMarked: true,
  };
}
