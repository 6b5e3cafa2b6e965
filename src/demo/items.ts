import type { DemoPiece, DemoUnit } from './types.ts';

/** What the tie needs of an item of the catalogue. */
type TieItem = {
  id: string;
  field: string;
  level1: string;
  level2: string;
  content: string;
  elements: readonly {
    key: string;
    label: string;
    type: string;
    columns?: readonly { label: string; type: string }[];
  }[];
};

/** Columns of the disclosure section → the item of the regulation that they are for, by name. */
const BY_COLUMN: Record<string, string> = {
  'zfxxgk/fdzdgk/jgzn': '机关职能和机构设置',
  'zfxxgk/fdzdgk/gfxwj': '行政法规、规章和规范性文件',
  'zfxxgk/fdzdgk/ghjh': '规划和相关政策',
  'zfxxgk/fdzdgk/tjxx': '国民经济和社会发展统计信息',
  'zfxxgk/fdzdgk/xzxk': '行政许可和其他对外管理服务事项',
  'zfxxgk/fdzdgk/xzcf': '行政处罚和行政强制',
  'zfxxgk/fdzdgk/sfxm': '行政事业性收费项目',
  'zfxxgk/fdzdgk/zfcg': '政府集中采购',
  'zfxxgk/fdzdgk/ssj': '监督检查情况',
  'zfxxgk/fdzdgk/rsxx': '公务员招考',
  'zfxxgk/fdzdgk/qtwj': '民生政策、措施及实施情况',
};

const pairs = (text: string): Set<string> => {
  const clean = text.replace(/[^\p{Script=Han}]/gu, '');
  return new Set(Array.from({ length: Math.max(0, clean.length - 1) }, (_, i) => clean.slice(i, i + 2)));
};

/** How many pairs of characters of the item's name the piece's title holds; its content breaks ties. */
function likeness(piece: DemoPiece, item: TieItem): number {
  const title = pairs(`${piece.title}${piece.kind}`);
  const whole = pairs(`${piece.title}${piece.answer}`);
  const count = (of: Set<string>, text: string): number => [...pairs(text)].filter((x) => of.has(x)).length;
  return count(title, item.level2) * 3 + count(title, item.level1) * 2 + count(whole, item.content) * 0.2;
}

/** A list of who received what is not a document of policy, however much the two names share. */
const suits = (piece: DemoPiece, item: TieItem): boolean =>
  !(['名册公示', '统计', '预算决算'].includes(piece.kind) && /政策|法规|文件/.test(item.level2));

/**
 * Which item of the catalogue a piece answers: the one its content file names, else the likest of its field, else the one of
 * the regulation that its column is for. `theirs` are the items of the piece's unit, `fieldOf` the field of a column's name.
 */
export function itemOf(
  piece: DemoPiece,
  theirs: readonly TieItem[],
  fieldOf: (column: string) => string | undefined,
): TieItem | undefined {
  if (piece.itemName) return theirs.find((i) => `${i.level1}／${i.level2}` === piece.itemName);
  for (const column of piece.columnSlugs) {
    const field = column.startsWith('zdly/') ? fieldOf(column) : undefined;
    const ranked = theirs
      .filter((i) => i.field === field && suits(piece, i))
      .map((item) => ({ item, n: likeness(piece, item) }))
      .sort((a, b) => b.n - a.n);
    if (ranked[0] && ranked[0].n >= 3) return ranked[0].item;
  }
  for (const column of piece.columnSlugs) {
    const found = theirs.find((i) => i.field === 'regulation' && i.level2 === BY_COLUMN[column]);
    if (found) return found;
  }
  return undefined;
}

type DemoElement =
  | { key: string; label: string; type: string; value: string }
  | { key: string; label: string; type: 'table'; head: string[]; rows: string[][]; nums: boolean[] };

const strip = (html: string): string => html.replace(/<[^>]+>/g, '').trim();

function tableOf(html: string): { head: string[]; rows: string[][] } | undefined {
  const found = TABLE.exec(html)?.[1];
  if (!found) return undefined;
  const cells = (row: string): string[] =>
    [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map((m) => strip(m[1] ?? ''));
  const heads = cells(/<thead>([\s\S]*?)<\/thead>/.exec(found)?.[1] ?? '');
  // A running number is the page's, not the list's.
  const from = heads[0] === '序号' ? 1 : 0;
  const body = /<tbody>([\s\S]*?)<\/tbody>/.exec(found)?.[1] ?? '';
  const rows = [...body.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map((m) => cells(m[1] ?? '').slice(from));
  return heads.length > from && rows.length > 0 ? { head: heads.slice(from), rows } : undefined;
}

const TABLE = /<table>([\s\S]*?)<\/table>/;

/** The text without the table that has become an element: it would stand on the page twice. */
export const withoutTable = (html: string, elements: readonly DemoElement[]): string =>
  elements.some((e) => 'rows' in e) ? html.replace(TABLE, '') : html;

/** What a piece itself says of an element; undefined when it does not. */
function said(label: string, type: string, p: DemoPiece, u: DemoUnit): string | undefined {
  if (type === 'date')
    return /成文/.test(label) ? p.issuedOn : /截至|公开日期/.test(label) ? p.publishedAt.slice(0, 10) : undefined;
  if (type === 'phone') return u.phone.replace(' ', '');
  if (/^发文字号|文号/.test(label)) return p.docNo;
  if (/发文机关/.test(label)) return p.issuer ?? u.name;
  if (/实施机关|受理单位|责任单位|牵头单位|主办单位|编制单位|检查单位/.test(label)) return u.name;
  if (/办公地址|办理地点|受理地点|学校地址|^地址/.test(label)) return u.address;
  if (/办公时间|开放时间|办理时间|受理时间/.test(label)) return u.hours;
  if (/机关职能|工作职能|主要职能/.test(label)) return u.duties;
  if (/学校名称|机构名称|单位名称/.test(label)) return u.name;
  if (/所属时期/.test(label)) return /\d{4}年(?:第[一二三四]季度|\d{1,2}月|上半年)?/.exec(p.title)?.[0];
  if (/^年度/.test(label)) return /(\d{4})年/.exec(p.title)?.[1];
  if (/名称$/.test(label) && type === 'text') return p.title;
  return undefined;
}

/** The elements of an item as far as the piece itself says them; none when it says fewer than two. */
export function elementsOf(item: TieItem, p: DemoPiece, u: DemoUnit): DemoElement[] {
  const grid = tableOf(p.html);
  let used = false;
  const out = item.elements.flatMap((e): DemoElement[] => {
    if (e.type === 'table') {
      if (!grid || used) return [];
      used = true;
      const nums = grid.head.map((_, i) => grid.rows.every((r) => /^-?[\d,.]+$/.test(r[i] ?? '')));
      return [{ key: e.key, label: e.label, type: 'table', head: grid.head, rows: grid.rows, nums }];
    }
    const value = said(e.label, e.type, p, u);
    return value ? [{ key: e.key, label: e.label, type: e.type, value }] : [];
  });
  return out.length >= 2 ? out : [];
}
