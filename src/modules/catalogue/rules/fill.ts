import { isBlank, type RawValue, type RawValues, type Row } from './elements.ts';
import type { ElementSpec } from './types.ts';

/** One filled element with its label, as a piece keeps it; the same shape as publication's. */
export type Filled =
  | { key: string; label: string; type: string; value: string }
  | { key: string; label: string; type: 'table'; head: string[]; rows: string[][]; nums: boolean[] };

const isRow = (v: unknown): v is Row => typeof v === 'object' && v !== null;
const isFigure = (type: string): boolean => type === 'money' || type === 'number';

/** Checked values as a piece keeps them, in the order of the item. What could not be read stays as it was typed. */
export function toFilled(specs: readonly ElementSpec[], values: Readonly<Record<string, RawValue>>): Filled[] {
  return specs.flatMap((s): Filled[] => {
    const v = values[s.key];
    if (v === undefined || isBlank(v)) return [];
    if (typeof v === 'string') return [{ key: s.key, label: s.label, type: s.type, value: v }];
    const rows = v.filter(isRow);
    const columns = s.columns ?? [];
    if (s.type !== 'table' || rows.length === 0)
      return [{ key: s.key, label: s.label, type: s.type, value: v.map(String).join('\n') }];
    return [
      {
        key: s.key,
        label: s.label,
        type: 'table',
        head: columns.map((c) => c.label),
        rows: rows.map((r) => columns.map((c) => r[c.key] ?? '')),
        nums: columns.map((c) => isFigure(c.type)),
      },
    ];
  });
}

const cell = (text: string): string => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** What the form shows again: text as it is, a table as it would be pasted from a spreadsheet, its head first. */
export function toText(e: Filled): string {
  return 'rows' in e ? [e.head, ...e.rows].map((r) => r.map(cell).join('\t')).join('\n') : e.value;
}

/** The values of a form, `el-<key>` each. */
export const rawOf = (entries: readonly (readonly [string, string])[]): RawValues =>
  Object.fromEntries(entries.flatMap(([k, v]) => (k.startsWith('el-') ? [[k.slice(3), v]] : [])));
