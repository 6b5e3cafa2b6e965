import { num, sum } from '../context.ts';
import { type Cell, table } from '../html.ts';
import type { Rng } from '../rng.ts';
import type { DemoBasis } from '../types.ts';
import { TOWNSHIPS } from '../units-places.ts';

const SURNAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
];

/** A masked name: the surname stands, the given name does not. */
export const masked = (rng: Rng): string => `${rng.pick(SURNAMES)}${rng.pick(['*', '**', '**'])}`;

export const TOWNS = TOWNSHIPS.map((t) => ({
  id: t.id,
  name: t.name.replace(/人民政府$|办事处$/, ''),
  places: t.places.map((x) => x[1]),
}));

export const townName = (id: string): string => {
  const found = TOWNS.find((t) => t.id === id);
  if (found === undefined) throw new RangeError(`no township ${id}`);
  return found.name;
};

export const placesOf = (id: string): string[] => TOWNS.find((t) => t.id === id)?.places ?? [];

/** Rows of one town each; `figures` gives whole numbers, the foot adds them up. */
export function townTable(caption: string, columns: string[], figures: (town: string) => number[]): string {
  const rows = TOWNS.map((t) => ({ name: t.name, ns: figures(t.id) }));
  return table({
    caption,
    head: ['乡镇、街道', ...columns],
    rows: rows.map((r): Cell[] => [r.name, ...r.ns.map((n) => num(n))]),
    foot: ['合计', ...columns.map((_, i) => num(sum(rows.map((r) => r.ns[i] ?? 0))))],
  });
}

/** A list of people, masked; the last column is money and is added up. */
export function nameTable(caption: string, columns: string[], rows: (string | number)[][]): string {
  const money = (r: (string | number)[]): number => Number(r[r.length - 1] ?? 0);
  return table({
    caption,
    head: ['序号', ...columns],
    rows: rows.map((r, i): Cell[] => [i + 1, ...r.slice(0, -1), num(money(r))]),
    foot: ['合计', ...columns.slice(1).map(() => ''), num(sum(rows.map(money)))],
  });
}

/** 条例 art. 21: counties publish relief and public services. */
export const RELIEF: DemoBasis = {
  law: '中华人民共和国政府信息公开条例',
  article: '第二十一条',
  text: '设区的市级、县级人民政府及其部门还应当根据本地方的具体情况，主动公开涉及市政建设、公共服务、公益事业、土地征收、房屋征收、治安管理、社会救助等方面的政府信息。',
};
