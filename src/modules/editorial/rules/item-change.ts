import { escapeText } from '../../../lib/markup.ts';

/** A piece under another item of the catalogue: what it takes over, what stays, what moves to the end of its text. */
import type { FilledElement } from '../../publication/index.ts';
import type { PieceFields } from '../store.ts';

/** What an item fills in by itself. */
type Filled = Pick<PieceFields, 'kind' | 'columns' | 'basis'>;

/** Kind, columns or basis: taken from the new item, or left because somebody chose it. */
export type FieldChange = { field: 'kind' | 'columns' | 'basis'; taken: boolean };

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * What the old item (or the empty form) filled in follows the new item; what somebody chose stays. A new item that says
 * nothing of a field leaves it.
 */
export function presetChanges(p: Filled, before: Filled, next: Filled): FieldChange[] {
  return (['columns', 'kind', 'basis'] as const).flatMap((field) => {
    const says = field === 'kind' || next[field].length > 0;
    if (!says || same(p[field], next[field])) return [];
    const empty = field !== 'kind' && p[field].length === 0;
    return [{ field, taken: empty || same(p[field], before[field]) }];
  });
}

const lines = (s: string): string => escapeText(s).replace(/\n/g, '<br>');

function one(e: FilledElement): string {
  if (!('rows' in e)) return `<p>${escapeText(e.label)}：${lines(e.value)}</p>`;
  const row = (cells: readonly string[], tag: 'th' | 'td'): string =>
    `<tr>${cells.map((c) => `<${tag}>${lines(c)}</${tag}>`).join('')}</tr>`;
  return `<p>${escapeText(e.label)}：</p><table><thead>${row(e.head, 'th')}</thead><tbody>${e.rows.map((r) => row(r, 'td')).join('')}</tbody></table>`;
}

/** The text with what no element holds any more behind it, under a heading that says where it comes from. */
export const withLoose = (html: string, from: string, loose: readonly FilledElement[]): string =>
  loose.length === 0 ? html : `${html}<h3>原来按“${escapeText(from)}”填写的内容</h3>${loose.map(one).join('')}`;
