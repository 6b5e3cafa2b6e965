import type { Refusal } from '../../../lib/ruling.ts';
import type { ElementSpec, ElementType } from './types.ts';

const TYPES: Readonly<Record<string, ElementType>> = {
  文字: 'text',
  一段文字: 'long',
  日期: 'date',
  金额: 'money',
  数: 'number',
  电话: 'phone',
  网址: 'link',
  表格: 'table',
  附件: 'file',
};
const BASIS = '国办发〔2019〕54号：公开内容（要素）';

/** Columns whose names say that they hold money or a count. */
const columnType = (label: string): 'text' | 'money' | 'number' | 'date' =>
  /金额|价格|费用|资金|（元）/.test(label)
    ? 'money'
    : /日期|时间$/.test(label)
      ? 'date'
      : /数量|人数|户数|面积/.test(label)
        ? 'number'
        : 'text';

/**
 * Reads the elements of an own item: one a line, `名称：种类`, a table with its columns behind a second colon, （可不填） where it
 * is optional. Without a kind it is text. Every line that cannot be read is a refusal.
 */
export function readElements(text: string): { elements: ElementSpec[]; refusals: Refusal[] } {
  const elements: ElementSpec[] = [];
  const refusals: Refusal[] = [];
  for (const line of text.split('\n').map((l) => l.trim())) {
    if (!line) continue;
    const [name = '', kind = '文字', columns = ''] = line.split(/[:：]/).map((p) => p.trim());
    const optional = /[（(]可不填[）)]/.test(name);
    const label = name.replace(/[（(]可不填[）)]/, '').trim();
    const type = Object.hasOwn(TYPES, kind) ? TYPES[kind] : undefined;
    const heads = columns
      .split(/[、，,]/)
      .map((p) => p.trim())
      .filter(Boolean);
    if (!label || !type || (type === 'table' && heads.length === 0)) {
      refusals.push({ code: 'bad_element', basis: BASIS, detail: { line } });
      continue;
    }
    elements.push({
      key: `e${elements.length + 1}`,
      label,
      type,
      required: !optional,
      ...(type === 'table'
        ? { columns: heads.map((h, i) => ({ key: `c${i + 1}`, label: h, type: columnType(h) })) }
        : {}),
    });
  }
  return { elements, refusals };
}
