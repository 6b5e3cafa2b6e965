import type { CatalogueItem } from './types.ts';

/**
 * How an item is called where it stands alone: a short second level says little without its first (临时救助·审核审批信息).
 */
export const itemName = (i: Pick<CatalogueItem, 'level1' | 'level2'>): string =>
  i.level2.length > 6 || i.level1 === i.level2 || i.level2.includes(i.level1) ? i.level2 : `${i.level1}·${i.level2}`;

/** Words of an item's name → what sort of piece answers it; the first that fits. */
const KINDS: readonly [RegExp, string][] = [
  [/名单|名册|名录公示|发放|公示|审核信息|审批信息|审核审批|补贴结果|资金支出|识别|退出/, '名册公示'],
  [/预算|决算|三公|收支/, '预算决算'],
  [/解读/, '解读'],
  [/招生|学籍/, '招生'],
  [/处罚|强制|执法|检查|许可/, '行政执法'],
  [/统计/, '统计'],
  [/规划|计划/, '规划'],
  [/招考|招聘|任免/, '人事'],
  [/年度报告|年报/, '年报'],
  [/法规|文件|政策|规章/, '政策文件'],
  [/指南|流程|条件|标准|服务|名录|概况|职能|机构/, '指南'],
];

export const kindOf = (item: Pick<CatalogueItem, 'level2'>): string =>
  KINDS.find(([words]) => words.test(item.level2))?.[1] ?? '通知公告';

export type Preset = {
  kind: string;
  columns: string[];
  basis: { law: string; article?: string }[];
  audience?: string;
};

/** A piece names a law without its marks; those stand where it is shown. */
const bare = (law: string): string => /《([^》]+)》/.exec(law)?.[1] ?? law;

/**
 * What choosing an item fills in: kind, the column that is called like the item's field, its basis, whom it is for.
 * `columns` are the site's columns with their names; a field without a column of its own leaves the choice to the clerk.
 */
export function presetOf(
  item: CatalogueItem,
  fieldNames: readonly string[],
  columns: readonly { path: string; name: string }[],
): Preset {
  const home = columns.find((c) => fieldNames.includes(c.name));
  return {
    kind: kindOf(item),
    columns: home ? [home.path] : [],
    basis: item.basis.map((b) => ({ law: bare(b.law), ...(b.article ? { article: b.article } : {}) })),
    ...(item.audience === 'certain' ? { audience: item.audienceText ?? '特定群体' } : {}),
  };
}
