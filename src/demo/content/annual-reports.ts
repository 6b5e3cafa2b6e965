import { COLUMNS, RESULTS as ROW_KEYS } from '../../lib/report-cells.ts';
import { demoCases, reportYear } from '../cases.ts';
import { type Ctx, type Day, law, monthDay, type PieceSpec, sum, workdayBefore, yearOf } from '../context.ts';
import { type Cell, doc, h2, p, table } from '../html.ts';
import type { Rng } from '../rng.ts';
import type { DemoCase, DemoDispute } from '../types.ts';
import { REPORT_TEXTS, type ReportText } from './annual-reports-texts.ts';

const APPLICANTS = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'];
const RESULTS = [
  '三、（一）予以公开',
  '（二）部分公开',
  '（三）不予公开：1.属于国家秘密',
  '2.其他法律行政法规禁止公开',
  '3.危及“三安全一稳定”',
  '4.保护第三方合法权益',
  '5.属于三类内部事务信息',
  '6.属于四类过程性信息',
  '7.属于行政执法案卷',
  '8.属于行政查询事项',
  '（四）无法提供：1.本机关不掌握相关政府信息',
  '2.没有现成信息需要另行制作',
  '3.补正后申请内容仍不明确',
  '（五）不予处理：1.信访举报投诉类申请',
  '2.重复申请',
  '3.要求提供公开出版物',
  '4.无正当理由大量反复申请',
  '5.要求行政机关确认或重新出具已获取信息',
  '（六）其他处理：1.申请人无正当理由逾期不补正',
  '2.申请人逾期未按收费通知要求缴纳费用',
  '3.其他',
];
type Requests = { incoming: number[]; carriedIn: number[]; results: number[][]; carriedOut: number[] };
/** Part two and part four in whole numbers; the fee in hundredths of 万元. */
type Figures = { made: number; repealed: number; valid: number; acts: number[]; fee: number; reviews: number[][] };
type Report = { requests: Requests; figures: Figures };

const COLUMN_KEYS = COLUMNS.filter((k) => k !== 'total');
/** Where a kind of decision is counted, when its row has another name (law/foi.json). */
const ROWS: Readonly<Record<string, string>> = {
  alreadyPublic: 'granted',
  overdueCorrection: 'other.overdueCorrection',
  withdrawn: 'other.misc',
};
const rowOf = (key: string): string => ROWS[key] ?? key;

const inYear = (d: Day, year: number): boolean => yearOf(d) === year;

/** Requests of one unit and year, counted from its cases as the form asks; every column balances since each case is in it twice. */
function requests(cases: readonly DemoCase[], year: number): Requests {
  const count = (of: (x: DemoCase) => boolean): number[] =>
    COLUMN_KEYS.map((k) => cases.filter((x) => x.kind === k && of(x)).length);
  const before = (d: Day): boolean => yearOf(d) < year;
  const after = (d: Day): boolean => yearOf(d) > year;
  return {
    incoming: count((x) => inYear(x.receivedOn, year)),
    carriedIn: count((x) => before(x.receivedOn) && !before(x.end.on)),
    results: ROW_KEYS.map((row) => count((x) => rowOf(x.end.key) === row && inYear(x.end.on, year))),
    carriedOut: count((x) => !after(x.receivedOn) && after(x.end.on)),
  };
}

const endOf = (d: DemoDispute): number => (d.closedOn === null ? Number.POSITIVE_INFINITY : yearOf(d.closedOn));

/** Part four: disputes that were open in the year, as they stood on its last day. */
function disputesOf(cases: readonly DemoCase[], year: number): number[][] {
  const all = cases.flatMap((x) => x.disputes);
  return (['review', 'litigationDirect', 'litigationAfterReview'] as const).map((block) => {
    const here = all.filter((d) => d.block === block && yearOf(d.openedOn) <= year && endOf(d) >= year);
    const ended = here.filter((d) => endOf(d) === year);
    const as = (o: string): number => ended.filter((d) => d.outcome === o).length;
    return [as('upheld'), as('corrected'), as('otherOutcome'), here.length - ended.length];
  });
}

/** Whether a document stands at the end of a day: made, not stopped by then, not past its last day. */
function stands(x: PieceSpec, on: Day): boolean {
  const { issued, validity: v } = x;
  if (!issued || issued > on || !v) return false;
  const said = /(\d{4})年(\d{1,2})月(\d{1,2})日/.exec(v.reason ?? '');
  const stopped = said ? monthDay(Number(said[1]), Number(said[2]), Number(said[3])) : x.on;
  return (v.status === '有效' || stopped > on) && (!v.until || v.until >= on);
}

type Documents = Pick<Figures, 'made' | 'repealed' | 'valid'>;

/** Normative documents in the name of a unit, counted as the ledger counts them. */
function documentsOf(laws: readonly PieceSpec[], unit: string, year: number): Documents {
  const own = laws.filter((x) => x.letters?.endsWith('规发') && (x.issuer ?? x.unit) === unit);
  const [eve, end] = [monthDay(year - 1, 12, 31), monthDay(year, 12, 31)];
  const made = own.filter((x) => x.issued && inYear(x.issued, year));
  const valid = own.filter((x) => stands(x, end));
  const gone = own.filter((x) => (made.includes(x) || stands(x, eve)) && !valid.includes(x));
  return { made: made.length, repealed: gone.length, valid: valid.length };
}

function figures(rng: Rng, big: boolean, reviews: number[][], documents: Documents): Figures {
  return {
    ...documents,
    acts: [rng.int(0, big ? 900 : 20), rng.int(0, big ? 260 : 15), rng.int(0, 9)],
    fee: big ? rng.int(0, 4000) : 0,
    reviews,
  };
}

const add = (a: readonly number[], b: readonly number[]): number[] => a.map((n, i) => n + (b[i] ?? 0));
const addRows = (a: readonly number[][], b: readonly number[][]): number[][] => a.map((r, i) => add(r, b[i] ?? []));

/** The district's report is its units' reports, added cell by cell. */
function together(reports: readonly Report[]): Report {
  return reports.reduce((a, b) => ({
    requests: {
      incoming: add(a.requests.incoming, b.requests.incoming),
      carriedIn: add(a.requests.carriedIn, b.requests.carriedIn),
      results: addRows(a.requests.results, b.requests.results),
      carriedOut: add(a.requests.carriedOut, b.requests.carriedOut),
    },
    figures: {
      made: a.figures.made + b.figures.made,
      repealed: a.figures.repealed + b.figures.repealed,
      valid: a.figures.valid + b.figures.valid,
      acts: add(a.figures.acts, b.figures.acts),
      fee: a.figures.fee + b.figures.fee,
      reviews: addRows(a.figures.reviews, b.figures.reviews),
    },
  }));
}

const withTotal = (label: string, line: readonly number[]): Cell[] => [label, ...line, sum(line)];

function requestTable(r: Requests): string {
  const total = r.results.reduce(add, [0, 0, 0, 0, 0, 0]);
  return table({
    caption: '收到和处理政府信息公开申请情况（第一项加第二项之和，等于第三项加第四项之和）',
    head: ['本列数据', ...APPLICANTS, '总计'],
    rows: [
      withTotal('一、本年新收政府信息公开申请数量', r.incoming),
      withTotal('二、上年结转政府信息公开申请数量', r.carriedIn),
      ...RESULTS.map((label, i) => withTotal(label, r.results[i] ?? [])),
      withTotal('（七）总计', total),
      withTotal('四、结转下年度继续办理', r.carriedOut),
    ],
  });
}

function disclosureTable(f: Figures): string {
  const [permits = 0, penalties = 0, coercions = 0] = f.acts;
  return doc(
    table({
      caption: '第二十条第（一）项',
      head: ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'],
      rows: [
        ['规章', 0, 0, 0],
        ['行政规范性文件', f.made, f.repealed, f.valid],
      ],
    }),
    table({
      caption: '第二十条第（五）项、第（六）项',
      head: ['信息内容', '本年处理决定数量'],
      rows: [
        ['行政许可', permits],
        ['行政处罚', penalties],
        ['行政强制', coercions],
      ],
    }),
    table({
      caption: '第二十条第（八）项',
      head: ['信息内容', '本年收费金额（万元）'],
      rows: [['行政事业性收费', (f.fee / 100).toFixed(2)]],
    }),
  );
}

/** 复议 and 诉讼: fifteen numbers, each block ends in its sum. */
function reviewTable(f: Figures): string {
  const names = ['行政复议', '行政诉讼（未经复议直接起诉）', '行政诉讼（复议后起诉）'];
  return table({
    caption: '政府信息公开行政复议、行政诉讼情况',
    head: ['类别', '结果维持', '结果纠正', '其他结果', '尚未审结', '总计'],
    rows: names.map((name, i) => withTotal(name, f.reviews[i] ?? [])),
  });
}

type Counted = { cases: readonly DemoCase[]; laws: readonly PieceSpec[] };

function reportOf(c: Ctx, { cases, laws }: Counted, t: ReportText): Report {
  const year = reportYear(c) - t.back;
  const documents = documentsOf(laws, t.unit, year);
  if (t.unit === 'minghe') {
    const units = REPORT_TEXTS.filter((x) => x.back === t.back && x.unit !== 'minghe');
    const all = together(units.map((x) => reportOf(c, { cases, laws }, x)));
    // What is in the government's own name is no unit's.
    const { made, repealed, valid } = all.figures;
    const sums = {
      made: made + documents.made,
      repealed: repealed + documents.repealed,
      valid: valid + documents.valid,
    };
    return { ...all, figures: { ...all.figures, ...sums } };
  }
  const rng = c.rng(`report:${t.unit}:${t.back}`);
  const own = cases.filter((x) => x.unitId === t.unit);
  return {
    requests: requests(own, year),
    figures: figures(rng, t.big, disputesOf(own, year), documents),
  };
}

/** 政府信息公开年报 of the last two years: the district, departments and townships, their tables counted from the cases and the documents. */
export function annualReports(c: Ctx, laws: readonly PieceSpec[]): PieceSpec[] {
  const counted = { cases: demoCases(c), laws };
  return REPORT_TEXTS.map((t): PieceSpec => {
    const { requests: r, figures: f } = reportOf(c, counted, t);
    const district = t.unit === 'minghe';
    const year = reportYear(c) - t.back;
    const on = workdayBefore(district ? monthDay(year + 1, 3, 20) : monthDay(year + 1, 1, 12 + (t.order % 15)));
    const received = sum(r.incoming) + sum(r.carriedIn);
    const granted = sum(r.results[0] ?? []) + sum(r.results[1] ?? []);
    const say = (text: string): string =>
      text.replaceAll('#收#', String(received)).replaceAll('#公开#', String(granted)).replaceAll('#年#', String(year));
    return {
      id: `nianbao-${t.unit}-${t.back}`,
      unit: t.unit,
      cols: ['zfxxgk/nianbao'],
      title: `${t.name}${year}年政府信息公开工作年度报告`,
      kind: '年报',
      on,
      html: doc(
        h2('一、总体情况'),
        p(...t.overall.map(say)),
        h2('二、主动公开政府信息情况'),
        disclosureTable(f),
        h2('三、收到和处理政府信息公开申请情况'),
        requestTable(r),
        h2('四、政府信息公开行政复议、行政诉讼情况'),
        reviewTable(f),
        h2('五、存在的主要问题及改进情况'),
        p(...t.problems.map(say)),
        h2('六、其他需要报告的事项'),
        p(say(t.other)),
      ),
      answer:
        received === 0
          ? `${year}年没有收到信息公开申请，主动公开的做法和不足写在报告里。`
          : `${year}年办理信息公开申请${received}件，公开和部分公开${granted}件。`,
      basis: [law.disclosure50],
    };
  });
}
