/** The form's tables as rows of cells that span, the same for the page, the .docx and the .pdf. */
import { BLOCK_LABELS, COLUMN_LABELS, FORM_LABELS, OUTCOME_LABELS } from './labels.ts';
import { BLOCKS, COLUMNS, DENIED, NOT_PROCESSED, OTHER, OUTCOMES, RESULTS, type Row, UNABLE } from './types.ts';

/** A head or a number: a number names its cell of the report. */
export type FormCell = { text: string; cols?: number; rows?: number } | { cell: string };
export type FormTable = { caption: string; widths: readonly number[]; head: FormCell[][]; rows: FormCell[][] };

const four = (cell: string): FormCell[] =>
  ['made', 'repealed', 'inForce'].map((c) => ({ cell: `table2.${cell}.${c}` }));

export const TABLE2: readonly FormTable[] = [
  {
    caption: '第二十条第（一）项',
    widths: [4, 3, 3, 3],
    head: [[{ text: '信息内容' }, { text: '本年制发件数' }, { text: '本年废止件数' }, { text: '现行有效件数' }]],
    rows: [
      [{ text: '规章' }, ...four('regulations')],
      [{ text: '行政规范性文件' }, ...four('normativeDocuments')],
    ],
  },
  {
    caption: '第二十条第（五）项',
    widths: [4, 9],
    head: [[{ text: '信息内容' }, { text: '本年处理决定数量' }]],
    rows: [[{ text: '行政许可' }, { cell: 'table2.licensing' }]],
  },
  {
    caption: '第二十条第（六）项',
    widths: [4, 9],
    head: [[{ text: '信息内容' }, { text: '本年处理决定数量' }]],
    rows: [
      [{ text: '行政处罚' }, { cell: 'table2.penalty' }],
      [{ text: '行政强制' }, { cell: 'table2.coercion' }],
    ],
  },
  {
    caption: '第二十条第（八）项',
    widths: [4, 9],
    head: [[{ text: '信息内容' }, { text: '本年收费金额（单位：万元）' }]],
    rows: [[{ text: '行政事业性收费' }, { cell: 'table2.feesWanYuan' }]],
  },
];

const numbers = (row: Row): FormCell[] => COLUMNS.map((c) => ({ cell: `table3.${row}.${c}` }));
const wide = (row: Row, cols: number): FormCell[] => [{ text: FORM_LABELS[row], cols }, ...numbers(row)];
const group = (title: string, rows: readonly Row[]): FormCell[][] =>
  rows.map((row, i) => [
    ...(i === 0 ? [{ text: title, rows: rows.length }] : []),
    { text: FORM_LABELS[row] },
    ...numbers(row),
  ]);

const results: FormCell[][] = [
  wide('granted', 2),
  wide('partial', 2),
  ...group('（三）不予公开', DENIED),
  ...group('（四）无法提供', UNABLE),
  ...group('（五）不予处理', NOT_PROCESSED),
  ...group('（六）其他处理', OTHER),
  wide('resultTotal', 2),
];

export const TABLE3: FormTable = {
  caption: '收到和处理政府信息公开申请情况',
  widths: [2, 3, 8, 2, 2, 2, 2, 2, 2, 2],
  head: [
    [
      {
        text: '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）',
        cols: 3,
        rows: 3,
      },
      { text: '申请人情况', cols: COLUMNS.length },
    ],
    [
      { text: COLUMN_LABELS.naturalPerson, rows: 2 },
      { text: '法人或其他组织', cols: 5 },
      { text: COLUMN_LABELS.total, rows: 2 },
    ],
    COLUMNS.slice(1, -1).map((c) => ({ text: COLUMN_LABELS[c] })),
  ],
  rows: [
    wide('new', 3),
    wide('carriedIn', 3),
    ...results.map((row, i) => (i === 0 ? [{ text: '三、本年度办理结果', rows: RESULTS.length + 1 }, ...row] : row)),
    wide('carriedOut', 3),
  ],
};

const outcomes = (): FormCell[] => OUTCOMES.map((o) => ({ text: OUTCOME_LABELS[o] }));

export const TABLE4: FormTable = {
  caption: '政府信息公开行政复议、行政诉讼情况',
  widths: Array.from({ length: BLOCKS.length * OUTCOMES.length }, () => 1),
  head: [
    [
      { text: BLOCK_LABELS.review, cols: 5, rows: 2 },
      { text: '行政诉讼', cols: 10 },
    ],
    [
      { text: BLOCK_LABELS.litigationDirect, cols: 5 },
      { text: BLOCK_LABELS.litigationAfterReview, cols: 5 },
    ],
    [...outcomes(), ...outcomes(), ...outcomes()],
  ],
  rows: [BLOCKS.flatMap((b) => OUTCOMES.map((o): FormCell => ({ cell: `table4.${b}.${o}` })))],
};

export const tablesOf = (table: 'table2' | 'table3' | 'table4'): readonly FormTable[] =>
  table === 'table2' ? TABLE2 : [table === 'table3' ? TABLE3 : TABLE4];

/** A number as the form prints it: an empty one is 0. */
export const sayNumberOf = (n: number | null): string => String(n ?? 0);
