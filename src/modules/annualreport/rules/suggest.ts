/** Sentences that the figures give: offered beside each part, taken over by hand and changed as one likes. */
import type { SectionKey } from './sections.ts';
import { DENIED, NOT_PROCESSED, OTHER, type Report, type Row, UNABLE } from './types.ts';

/** Figures of other modules for part one, by what they are called: 主动公开信息 1,204 件. */
export type Said = { title: string; n: number; unit: string };

const list = (parts: readonly [string, number][], unit = '件'): string =>
  parts
    .filter(([, n]) => n > 0)
    .map(([name, n]) => `${name}${n}${unit}`)
    .join('，');

const sum = (r: Report, rows: readonly Row[]): number => rows.reduce((n, row) => n + r.table3[row].total, 0);

export function suggestions(r: Report, others: readonly Said[]): Readonly<Record<SectionKey, string>> {
  return {
    one: one(r, others),
    two: two(r),
    three: three(r),
    four: four(r),
    five: '',
    six: six(r),
  };
}

function one(r: Report, others: readonly Said[]): string {
  const said = others.filter((o) => o.n > 0).map((o) => `${o.title}${o.n}${o.unit}`);
  return [
    '（一）主动公开',
    said.length === 0 ? `${r.year}年，……。` : `${r.year}年，${said.join('，')}。`,
    '（二）依申请公开',
    requests(r),
    '（三）政府信息管理',
    '……。',
    '（四）平台建设',
    '……。',
    '（五）监督保障',
    '……。',
  ].join('\n');
}

const two = (r: Report): string => {
  const d = r.table2.normativeDocuments;
  return `${r.year}年制发规范性文件${d.made ?? 0}件，废止规范性文件${d.repealed ?? 0}件，现行有效规范性文件${d.inForce ?? 0}件。`;
};

function requests(r: Report): string {
  const t = r.table3;
  if (t.new.total + t.carriedIn.total === 0) return `${r.year}年没有收到政府信息公开申请。`;
  const organisations = t.new.total - t.new.naturalPerson;
  return `${r.year}年收到政府信息公开申请${t.new.total}件，其中自然人${t.new.naturalPerson}件，法人或其他组织${organisations}件。`;
}

function three(r: Report): string {
  const t = r.table3;
  if (t.new.total + t.carriedIn.total === 0) return requests(r);
  const results = list([
    ['予以公开', t.granted.total],
    ['部分公开', t.partial.total],
    ['不予公开', sum(r, DENIED)],
    ['无法提供', sum(r, UNABLE)],
    ['不予处理', sum(r, NOT_PROCESSED)],
    ['其他处理', sum(r, OTHER)],
  ]);
  return [
    requests(r),
    t.carriedIn.total > 0 ? `上年结转${t.carriedIn.total}件。` : '',
    t.resultTotal.total > 0 ? `办结${t.resultTotal.total}件：${results}。` : '',
    t.carriedOut.total > 0 ? `结转下年度继续办理${t.carriedOut.total}件。` : '没有结转下年度的申请。',
  ].join('');
}

function four(r: Report): string {
  const b = r.table4;
  const all = b.review.total + b.litigationDirect.total + b.litigationAfterReview.total;
  if (all === 0) return `${r.year}年没有因政府信息公开工作被申请行政复议、提起行政诉讼。`;
  const of = (k: keyof Report['table4']): string =>
    list([
      ['结果维持', b[k].upheld],
      ['结果纠正', b[k].corrected],
      ['其他结果', b[k].otherOutcome],
      ['尚未审结', b[k].pending],
    ]);
  const say = (name: string, k: keyof Report['table4']): string =>
    b[k].total === 0 ? '' : `${name}${b[k].total}件（${of(k)}）`;
  return `${[
    say('行政复议', 'review'),
    say('未经复议直接起诉', 'litigationDirect'),
    say('复议后起诉', 'litigationAfterReview'),
  ]
    .filter(Boolean)
    .join('，')}。`;
}

/** Told even when there was none, as published reports do (国办函〔2020〕109号 asks that the fees be told). */
function six(r: Report): string {
  const { feeRequests = 0, feeYuan = 0 } = r.section6;
  const fee =
    feeRequests === 0
      ? `${r.year}年没有发出信息处理费收费通知，收取信息处理费0元。`
      : `${r.year}年发出信息处理费收费通知${feeRequests}件，收取信息处理费${feeYuan}元。`;
  return `${fee}\n没有其他需要报告的事项。`;
}
