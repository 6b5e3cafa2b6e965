/** Figures of the text against the tables; what a figure may mean is said beside each name. */
import type { Stated } from './narrative.ts';
import { DENIED, type Failure, NOT_PROCESSED, OTHER, type Report, type Row, UNABLE } from './types.ts';

const FORM = '《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）';
const cell = (row: Row, column = 'total'): string => `table3.${row}.${column}`;

type Meaning = { cells: string[]; may: { as: string; n: number | null }[]; say: string };

function meanings(r: Report): Record<string, Meaning> {
  const t = r.table3;
  const [a, b] = ['new', 'carriedIn'] as const;
  const organisations = (row: Row): number => t[row].total - t[row].naturalPerson;
  const sum = (rows: readonly Row[]): number => rows.reduce((n, row) => n + t[row].total, 0);
  const both = (say: string, of: (row: Row) => number, column = 'total'): Meaning => ({
    cells: [cell(a, column), cell(b, column)],
    may: [
      { as: '本年新收', n: of(a) },
      { as: '新收加上年结转', n: of(a) + of(b) },
    ],
    say,
  });
  const group = (say: string, rows: readonly Row[]): Meaning => ({
    cells: rows.map((row) => cell(row)),
    may: [{ as: `${say}各项之和`, n: sum(rows) }],
    say,
  });
  const just = (say: string, at: string, n: number | null): Meaning => ({ cells: [at], may: [{ as: '', n }], say });
  const [direct, after] = [r.table4.litigationDirect.total, r.table4.litigationAfterReview.total];
  const requests = both('收到申请', (row) => t[row].total);
  return {
    requests,
    requestsHandledIncludingCarryIn: { ...requests, may: requests.may.toReversed() },
    requestsHandled: {
      ...just('办结', cell('resultTotal'), t.resultTotal.total),
      may: [{ as: '办理结果总计', n: t.resultTotal.total }, ...requests.may],
    },
    natural: both('自然人', (row) => t[row].naturalPerson, 'naturalPerson'),
    business: both('商业企业', (row) => t[row].business, 'business'),
    organisations: both('法人或其他组织', organisations),
    carriedIn: just('上年结转', cell('carriedIn'), t.carriedIn.total),
    granted: just('予以公开', cell('granted'), t.granted.total),
    partial: just('部分公开', cell('partial'), t.partial.total),
    grantedOrPartial: {
      cells: [cell('granted'), cell('partial')],
      may: [{ as: '予以公开加部分公开', n: t.granted.total + t.partial.total }],
      say: '予以公开和部分公开',
    },
    denied: group('不予公开', DENIED),
    unable: group('无法提供', UNABLE),
    notProcessed: group('不予处理', NOT_PROCESSED),
    other: group('其他处理', OTHER),
    carriedOut: just('结转下年度', cell('carriedOut'), t.carriedOut.total),
    review: just('行政复议', 'table4.review.total', r.table4.review.total),
    litigation: {
      cells: ['table4.litigationDirect.total', 'table4.litigationAfterReview.total'],
      may: [
        { as: '两类诉讼之和', n: direct + after },
        { as: '未经复议直接起诉', n: direct },
        { as: '复议后起诉', n: after },
      ],
      say: '行政诉讼',
    },
    litigationDirect: just('未经复议直接起诉', 'table4.litigationDirect.total', direct),
    litigationAfterReview: just('复议后起诉', 'table4.litigationAfterReview.total', after),
    normativeMade: just('制发规范性文件', 'table2.normativeDocuments.made', r.table2.normativeDocuments.made),
    normativeRepealed: just(
      '废止规范性文件',
      'table2.normativeDocuments.repealed',
      r.table2.normativeDocuments.repealed,
    ),
    normativeInForce: just('现行有效', 'table2.normativeDocuments.inForce', r.table2.normativeDocuments.inForce),
    normativeInForceStatedInText: just(
      '现行有效',
      'table2.normativeDocuments.inForce',
      r.table2.normativeDocuments.inForce,
    ),
    licensing: just('行政许可', 'table2.licensing', r.table2.licensing),
    penalty: just('行政处罚', 'table2.penalty', r.table2.penalty),
    feeYuan: just('信息处理费', 'section6.feeYuan', r.section6.feeYuan ?? null),
    coercion: just('行政强制', 'table2.coercion', r.table2.coercion),
  };
}

/**
 * Which figures of the text no table gives. A report whose tables were not read has nothing to compare: null means “not
 * printed” and is never held against a text.
 */
export function checkStated(r: Report, stated: readonly Stated[]): Failure[] {
  const all = meanings(r);
  return stated.flatMap(({ name, got, quote }) => {
    const means = Object.hasOwn(all, name) ? all[name] : undefined;
    const may = means?.may.flatMap((m) => (m.n === null ? [] : [{ as: m.as, n: m.n }])) ?? [];
    const [first] = may;
    if (!means || !first || may.some((m) => m.n === got)) return [];
    const seen = may.filter((m, i) => may.findIndex((x) => x.n === m.n) === i);
    return [
      {
        check: 'text.figure',
        severity: 'warning' as const,
        cells: [`narrative.${name}`, ...means.cells],
        expected: first.n,
        got,
        say: `正文${quote ? `写“${quote}”` : `写的${means.say}是${got}`}，表里${means.say}${seen.map((m) => `是${m.n}${m.as ? `（${m.as}）` : ''}`).join('，或者')}。`,
        basis: FORM,
      },
    ];
  });
}
