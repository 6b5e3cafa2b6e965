/** Words that several rules share. */
import type { Remedy } from '../../../lib/finding.ts';
import type { LayerKind, Specimen } from '../../../lib/specimen.ts';

export const PRIVACY = '《政府信息公开条例》第十五条';

/** How a layer that readers do not see is called in a sentence: 隐藏的工作表里有…. Undefined for what is shown. */
export const HIDDEN: Partial<Record<LayerKind, string>> = {
  'hidden-sheet': '隐藏的工作表里',
  'hidden-rows': '隐藏的行里',
  'hidden-columns': '隐藏的列里',
  'hidden-text': '隐藏的文字里',
  comment: '批注里',
  revision: '修订记录里',
  'pivot-cache': '数据透视表的缓存里',
  'defined-name': '定义的名称里',
  metadata: '文件属性里',
  embedded: '嵌入的文件里',
  'alt-text': '图片的替代文字里',
  covered: '被遮住的文字里',
  notes: '备注里',
  'external-link': '外部链接里',
};

/** 第2行、第4行; more than three places are counted. */
export function sayPlaces(places: readonly string[]): string {
  const distinct = [...new Set(places)];
  const first = distinct.slice(0, 3).join('、');
  return distinct.length > 3 ? `${first}等${distinct.length}处` : first;
}

/** The remedy for what hides in a file; a workbook is built anew from its cells, so the button says what does not come along. */
export const cleanCopyOf = (s: Pick<Specimen, 'format'>): Remedy => ({
  kind: 'clean-copy',
  label: s.format === 'xlsx' ? '做一份干净的副本（图片和图表不带过去）' : '做一份干净的副本',
});
