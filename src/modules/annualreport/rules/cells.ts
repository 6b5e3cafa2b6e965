/** The cells of a report by name: their words, their value, and the list of all of them in the order of the form. */
import { BLOCK_LABELS, COLUMN_LABELS, OUTCOME_LABELS, ROW_LABELS } from './labels.ts';
import {
  BLOCKS,
  type Block,
  COLUMNS,
  type Column,
  OUTCOMES,
  type Outcome,
  type Report,
  ROWS,
  type Row,
} from './types.ts';

export const DOCUMENT_KINDS = ['regulations', 'normativeDocuments'] as const;
export const DOCUMENT_COUNTS = ['made', 'repealed', 'inForce'] as const;
export const DECISIONS = ['licensing', 'penalty', 'coercion'] as const;

export const TABLE2_LABELS = {
  regulations: '规章',
  normativeDocuments: '行政规范性文件',
  licensing: '行政许可',
  penalty: '行政处罚',
  coercion: '行政强制',
  feesWanYuan: '行政事业性收费（万元）',
  made: '本年制发件数',
  repealed: '本年废止件数',
  inForce: '现行有效件数',
} as const;

export const TABLE2_CELLS: readonly string[] = [
  ...DOCUMENT_KINDS.flatMap((k) => DOCUMENT_COUNTS.map((c) => `table2.${k}.${c}`)),
  ...DECISIONS.map((d) => `table2.${d}`),
  'table2.feesWanYuan',
];
export const TABLE3_CELLS: readonly string[] = ROWS.flatMap((r) => COLUMNS.map((c) => `table3.${r}.${c}`));
export const TABLE4_CELLS: readonly string[] = BLOCKS.flatMap((b) => OUTCOMES.map((o) => `table4.${b}.${o}`));
export const SECTION6_CELLS = ['section6.feeRequests', 'section6.feeYuan'] as const;
/** Every cell that a report holds, in the order of the form. */
export const CELLS: readonly string[] = [...TABLE2_CELLS, ...TABLE3_CELLS, ...TABLE4_CELLS, ...SECTION6_CELLS];

/** `table3.denied.stateSecret.total` in its parts: the row may have a dot of its own. */
export function partsOf(cell: string): { table: string; row: string; column: string } {
  const [table = '', ...rest] = cell.split('.');
  const column = rest.length > 1 ? (rest.pop() ?? '') : '';
  return { table, row: rest.join('.'), column };
}

/** What a cell holds; null where the report prints “/” or has no such cell. */
export function valueIn(r: Report, cell: string): number | null {
  const { table, row, column } = partsOf(cell);
  if (table === 'table3') return r.table3[row as Row]?.[column as Column] ?? null;
  if (table === 'table4') return r.table4[row as Block]?.[column as Outcome] ?? null;
  if (table === 'section6') return r.section6[row as 'feeRequests' | 'feeYuan'] ?? null;
  if (table !== 'table2') return null;
  if (row === 'regulations' || row === 'normativeDocuments')
    return r.table2[row][column as (typeof DOCUMENT_COUNTS)[number]] ?? null;
  return r.table2[row as (typeof DECISIONS)[number] | 'feesWanYuan'] ?? null;
}

/** 第三部分（一）予以公开·自然人: where a cell is, in the form's own words. */
export function sayCell(cell: string): string {
  const { table, row, column } = partsOf(cell);
  const two = TABLE2_LABELS as Readonly<Record<string, string>>;
  if (table === 'table3')
    return `第三部分“${ROW_LABELS[row as Row] ?? row}”${COLUMN_LABELS[column as Column] ?? column}列`;
  if (table === 'table4')
    return `第四部分“${BLOCK_LABELS[row as Block] ?? row}”${OUTCOME_LABELS[column as Outcome] ?? column}`;
  if (table === 'section6') return row === 'feeYuan' ? '第六部分收取信息处理费（元）' : '第六部分发出收费通知（件）';
  if (table === 'table2') return `第二部分${two[row] ?? row}${column ? `“${two[column] ?? column}”` : ''}`;
  return cell;
}

/** A cell in which something is asked for when it changes: totals and part two, since the rest is inside them. */
export const isHead = (cell: string): boolean => {
  const { table, column } = partsOf(cell);
  return table === 'table2' || column === 'total';
};
