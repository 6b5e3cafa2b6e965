/** The balance checks (勾稽关系) of an annual report, each with the cells it looked at; 国办公开办函〔2021〕30号. */
import { BLOCK_LABELS, COLUMN_LABELS, ROW_LABELS } from './labels.ts';
import { checkStated } from './text.ts';
import { BLOCKS, COLUMNS, type Column, type Failure, OUTCOMES, RESULTS, type Report, ROWS, type Row } from './types.ts';

const FORM = '《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）';
const PARTS = COLUMNS.filter((c) => c !== 'total');
const cell = (row: Row, column: Column): string => `table3.${row}.${column}`;

const sum = (r: Report, rows: readonly Row[], column: Column): number =>
  rows.reduce((n, row) => n + r.table3[row][column], 0);

/** First plus second equals third plus fourth, in every column: printed in the form itself. */
function balance(r: Report): Failure[] {
  return COLUMNS.flatMap((c) => {
    const expected = r.table3.new[c] + r.table3.carriedIn[c];
    const got = r.table3.resultTotal[c] + r.table3.carriedOut[c];
    if (expected === got) return [];
    return [
      {
        check: 'table3.balance',
        severity: 'error' as const,
        cells: (['new', 'carriedIn', 'resultTotal', 'carriedOut'] as const).map((row) => cell(row, c)),
        expected,
        got,
        say: `“${COLUMN_LABELS[c]}”列：第一项加第二项是${expected}，第三项加第四项是${got}，差${Math.abs(expected - got)}。`,
        basis: FORM,
      },
    ];
  });
}

function results(r: Report): Failure[] {
  return COLUMNS.flatMap((c) => {
    const expected = sum(r, RESULTS, c);
    const got = r.table3.resultTotal[c];
    if (expected === got) return [];
    return [
      {
        check: 'table3.results',
        severity: 'error' as const,
        cells: [...RESULTS.filter((row) => r.table3[row][c] > 0).map((row) => cell(row, c)), cell('resultTotal', c)],
        expected,
        got,
        say: `“${COLUMN_LABELS[c]}”列：各项办理结果加起来是${expected}，（七）总计写的是${got}。`,
        basis: FORM,
      },
    ];
  });
}

function rowTotals(r: Report): Failure[] {
  return ROWS.flatMap((row) => {
    const expected = PARTS.reduce((n, c) => n + r.table3[row][c], 0);
    const got = r.table3[row].total;
    if (expected === got) return [];
    return [
      {
        check: 'table3.row-total',
        severity: 'error' as const,
        cells: COLUMNS.map((c) => cell(row, c)),
        expected,
        got,
        say: `“${ROW_LABELS[row]}”行：六类申请人加起来是${expected}，总计写的是${got}。`,
        basis: FORM,
      },
    ];
  });
}

function disputes(r: Report): Failure[] {
  return BLOCKS.flatMap((b) => {
    const expected = OUTCOMES.filter((o) => o !== 'total').reduce((n, o) => n + r.table4[b][o], 0);
    const got = r.table4[b].total;
    if (expected === got) return [];
    return [
      {
        check: 'table4.total',
        severity: 'error' as const,
        cells: OUTCOMES.map((o) => `table4.${b}.${o}`),
        expected,
        got,
        say: `“${BLOCK_LABELS[b]}”：维持、纠正、其他、尚未审结加起来是${expected}，总计写的是${got}。`,
        basis: FORM,
      },
    ];
  });
}

/** The figures of the text that were collected with the tables. */
const text = (r: Report): Failure[] =>
  checkStated(
    r,
    Object.entries(r.narrative).map(([name, got]) => ({ name, got, quote: '' })),
  );

function fees(r: Report): Failure[] {
  const lapsed = r.table3['other.overdueFee'].total;
  const { feeRequests, feeYuan } = r.section6;
  if (lapsed === 0 || feeRequests === undefined || feeRequests > 0 || (feeYuan ?? 0) > 0) return [];
  return [
    {
      check: 'fees.lapsed',
      severity: 'warning',
      cells: [cell('other.overdueFee', 'total'), 'section6.feeRequests'],
      expected: 0,
      got: lapsed,
      say: `有${lapsed}件因逾期未缴费不再处理，第六部分却写全年没有收费通知。`,
      basis: '《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）',
    },
  ];
}

/** Against last year's report: what was carried out is carried in, documents in force follow from those made and repealed. */
export function checkAgainst(r: Report, last: Report): Failure[] {
  const out: Failure[] = COLUMNS.flatMap((c) => {
    const expected = last.table3.carriedOut[c];
    const got = r.table3.carriedIn[c];
    if (expected === got) return [];
    return [
      {
        check: 'years.carried',
        severity: 'warning' as const,
        cells: [cell('carriedIn', c)],
        expected,
        got,
        say: `“${COLUMN_LABELS[c]}”列：上年报告结转下年${expected}件，本年写上年结转${got}件。`,
        basis: FORM,
      },
    ];
  });
  for (const kind of ['regulations', 'normativeDocuments'] as const) {
    const now = r.table2[kind];
    const before = last.table2[kind].inForce;
    if (before === null || now.inForce === null) continue;
    const expected = before + (now.made ?? 0) - (now.repealed ?? 0);
    if (expected !== now.inForce)
      out.push({
        check: 'years.documents',
        severity: 'warning',
        cells: [`table2.${kind}.inForce`],
        expected,
        got: now.inForce,
        say: `${kind === 'regulations' ? '规章' : '行政规范性文件'}：上年有效${before}件，加制发减废止应是${expected}件，写的是${now.inForce}件。到期失效或权限移交可以解释时，请写明。`,
        basis: '条例第五十条；勾稽为通行核对方法',
      });
  }
  return out;
}

/** Every check on one report; `last` is the year before, where it is at hand. Pure; the order is that of the form. */
export const checkReport = (r: Report, last?: Report): Failure[] => [
  ...balance(r),
  ...results(r),
  ...rowTotals(r),
  ...disputes(r),
  ...text(r),
  ...fees(r),
  ...(last ? checkAgainst(r, last) : []),
];
