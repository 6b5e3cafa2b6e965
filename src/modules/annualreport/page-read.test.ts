import { describe, expect, test } from 'vitest';
import { htmlOf } from './edition.tsx';
import { readReportPage } from './page-read.ts';
import { checkReport } from './rules/check.ts';
import { FORM_LABELS } from './rules/labels.ts';
import { figuresIn } from './rules/narrative.ts';
import { readReport } from './rules/read.ts';
import { NO_TEXTS } from './rules/sections.ts';
import { checkStated } from './rules/text.ts';
import { COLUMNS, RESULTS, type Report, ROWS, type Row } from './rules/types.ts';

/** A report with these results of natural persons, and one business that was granted its request. */
function reportWith(results: Partial<Record<Row, number>>): Report {
  const closed = Object.values(results).reduce((a, b) => a + b, 0);
  const row = (n: number, business = 0) => ({ naturalPerson: n, business, total: n + business });
  const read = readReport({
    unit: '明河区水务局',
    year: 2025,
    table2: { normativeDocuments: { made: 2, repealed: 1, inForce: 9 }, licensing: 120, feesWanYuan: 3.25 },
    table3: {
      ...Object.fromEntries(Object.entries(results).map(([k, n]) => [k, row(n)])),
      granted: row(results.granted ?? 0, 1),
      new: row(closed, 1),
      resultTotal: row(closed, 1),
    },
    table4: { review: { upheld: 1, pending: 1, total: 2 } },
  });
  if (!read.ok) throw new Error(read.wrong.join());
  return read.report;
}
const report = reportWith({ granted: 5, partial: 2, 'denied.thirdParty': 1, 'unable.notHeld': 4 });

describe('our own page', () => {
  const texts = {
    ...NO_TEXTS,
    one: '2025年收到政府信息公开申请13件，其中自然人12件，法人或其他组织1件。',
    three: '予以公开6件，部分公开2件，不予公开1件，无法提供4件，没有结转下年度的申请。',
    four: '行政复议2件（结果维持1件，尚未审结1件）。',
    six: '收取信息处理费0元。',
  };
  const page = (t: typeof texts) =>
    readReportPage(`<h1>明河区水务局2025年政府信息公开工作年度报告</h1>${htmlOf({ report, texts: t })}`);

  test('is read back cell by cell', () => {
    const read = page(texts);
    if (!read.ok) throw new Error(read.wrong.join());
    expect(read.form).toBe('2021');
    expect([read.report.unit, read.report.year]).toEqual(['明河区水务局', 2025]);
    expect(read.report.table3).toEqual(report.table3);
    expect(read.report.table4).toEqual(report.table4);
    expect(read.report.table2.normativeDocuments).toEqual({ made: 2, repealed: 1, inForce: 9 });
    expect([read.report.table2.licensing, read.report.table2.feesWanYuan]).toEqual([120, 3.25]);
    expect(checkReport(read.report)).toEqual([]);
    expect(checkStated(read.report, read.stated)).toEqual([]);
    expect(read.stated.length).toBeGreaterThanOrEqual(9);
  });

  test('whose text says another figure than its table is found out, with the words that say it', () => {
    const read = page({ ...texts, three: '予以公开6件，部分公开2件，不予公开3件，无法提供4件。' });
    if (!read.ok) throw new Error(read.wrong.join());
    expect(checkStated(read.report, read.stated)).toMatchObject([
      { check: 'text.figure', expected: 1, got: 3, say: expect.stringContaining('不予公开3件') },
    ]);
  });
});

/** A page as old systems write them: layout tables around, paragraphs in cells, blanks for zeros, one row of 其他处理. */
function trialPage(r: Report, text: string, blankTotals: boolean): string {
  const td = (n: number | string, span = '') =>
    `<td nowrap ${span}><p align="center">${n === 0 ? '&nbsp;' : n}</p></td>`;
  const cells = (row: Row) =>
    COLUMNS.map((c) => td(blankTotals && c === 'total' && RESULTS.includes(row as never) ? '' : r.table3[row][c])).join(
      '',
    );
  const groups: [string, string, number][] = [
    ['denied', '（三）不予公开', 8],
    ['unable', '（四）无法提供', 3],
    ['notProcessed', '（五）不予处理', 5],
  ];
  const body = ROWS.filter((row) => !row.startsWith('other.') || row === 'other.misc').map((row) => {
    const [group = '', inner] = row.split('.');
    const named = groups.find(([g]) => g === group);
    const first = named && ROWS.find((x) => x.startsWith(`${group}.`)) === row;
    const head = inner === undefined || row === 'other.misc';
    const label = row === 'other.misc' ? '（六）其他处理' : FORM_LABELS[row];
    const wide = row === 'new' || row === 'carriedIn' || row === 'carriedOut' ? 3 : 2;
    return `<tr>${row === 'granted' ? '<td rowspan="20"><p>三、本年度办理结果</p></td>' : ''}${
      first ? `<td rowspan="${named[2]}"><p>${named[1]}</p></td>` : ''
    }${head ? td(label, `colspan="${wide}"`) : td(label)}${cells(row)}</tr>`;
  });
  return `<html><head><title>2019年明河区水务局政府信息公开工作年度报告</title></head><body>
    <table width="1000"><tr><td>首页 &gt; 年报</td></tr><tr><td>
    <p>${text}</p>
    <table border="1"><tr><td colspan="5"><p>第二十条第（一）项</p></td></tr>
    <tr><td>信息内容</td><td>本年新<br/>制作数量</td><td colspan="2">本年新<br/>公开数量</td><td>对外公开总数量</td></tr>
    <tr><td><p>规章</p></td><td>0</td><td colspan="2">0</td><td>0</td></tr>
    <tr><td><p>规范性文件</p></td><td>2</td><td colspan="2">2</td><td>40</td></tr>
    <tr><td colspan="5">第二十条第（五）项</td></tr>
    <tr><td>信息内容</td><td>上一年项目数量</td><td colspan="2">本年增/减</td><td>处理决定数量</td></tr>
    <tr><td>行政许可</td><td colspan="2">31</td><td>2</td><td>120</td></tr>
    <tr><td>行政事业性收费</td><td colspan="2">3</td><td colspan="2">0</td></tr></table>
    <table border="1"><tr><td colspan="3" rowspan="3">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan="7">申请人情况</td></tr>
    <tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>
    <tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>${body.join('')}</table>
    <table><tr><td colspan="5">行政复议</td><td colspan="10">行政诉讼</td></tr>
    <tr><td rowspan="2">结果维持</td><td rowspan="2">结果纠正</td><td rowspan="2">其他结果</td><td rowspan="2">尚未审结</td><td rowspan="2">总计</td>
    <td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr>
    <tr>${'<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>'.repeat(2)}</tr>
    <tr>${[1, 0, 0, 1, 2].map((n) => td(n)).join('')}${'<td>&nbsp;</td>'.repeat(10)}</tr></table>
    </td></tr></table></body></html>`;
}

describe('a page of the trial form of 2019', () => {
  const old = reportWith({ granted: 258, partial: 3, 'unable.notHeld': 60, 'other.misc': 2 });

  test('is read inside its layout, with its own columns', () => {
    const read = readReportPage(trialPage(old, '受理政府信息公开申请324件。', false));
    if (!read.ok) throw new Error(read.wrong.join());
    expect(read.form).toBe('2019');
    expect(read.report.table3).toEqual(old.table3);
    expect(read.report.table4.review).toMatchObject({ upheld: 1, pending: 1, total: 2 });
    // Its third column is not “in force”, and its fees are a number of items: neither is taken for what it is not.
    expect(read.report.table2.normativeDocuments).toEqual({ made: 2, repealed: null, inForce: null });
    expect([read.report.table2.licensing, read.report.table2.feesWanYuan]).toEqual([120, null]);
    expect(checkReport(read.report)).toEqual([]);
    expect(checkStated(read.report, read.stated)).toEqual([]);
  });

  test('in which totals were left empty fails for each row that has cases', () => {
    const read = readReportPage(trialPage(old, '', true));
    if (!read.ok) throw new Error(read.wrong.join());
    const rows = checkReport(read.report).filter((f) => f.check === 'table3.row-total');
    expect(rows.map((f) => f.cells.at(-1))).toEqual(
      ['granted', 'partial', 'unable.notHeld', 'other.misc'].map((r) => `table3.${r}.total`),
    );
  });

  test('whose text counts only natural persons among those granted is found out', () => {
    const read = readReportPage(trialPage(old, '予以公开及部分公开258件，无法提供60件，其他处理2件。', false));
    if (!read.ok) throw new Error(read.wrong.join());
    expect(checkStated(read.report, read.stated)).toMatchObject([{ expected: 262, got: 258 }]);
  });
});

test('a head of a group that stands in a row of its own is no row of numbers', () => {
  const own = reportWith({ granted: 5, 'other.misc': 3 });
  const html = htmlOf({ report: own, texts: NO_TEXTS })
    .replace(
      /<th[^>]*>（六）其他处理<\/th>/,
      `<th colspan="2">（六）其他处理</th>${'<td></td>'.repeat(7)}</tr><tr><th rowspan="3"></th>`,
    )
    .replace('rowspan="22"', 'rowspan="23"');
  const read = readReportPage(html);
  expect(read.ok && read.report.table3['other.misc'].total).toBe(3);
});

describe('a page that is no report', () => {
  test.each<[string, RegExp, string]>([
    ['<p>关于停水的通知</p>', /没有第三部分的表/, 'nothing of the form'],
    [`${htmlOf({ report, texts: NO_TEXTS }).repeat(2)}`, /2张/, 'two reports on one page'],
    [
      htmlOf({ report, texts: NO_TEXTS }).replace('4.保护第三方合法权益', '4.其他'),
      /第三方合法权益/,
      'a row of the form is missing',
    ],
    [htmlOf({ report, texts: NO_TEXTS }).replace(/(<td[^>]*>)13(<\/td>)/, '$1十三$2'), /十三/, 'a number in words'],
    ['<table>'.repeat(3000), /没有第三部分的表/, 'nested beyond any use'],
  ])('%#: %s is refused with what is wrong: %s', (html, wrong) => {
    const read = readReportPage(html);
    expect(read.ok || read.wrong.join(' ')).toMatch(wrong);
  });
});

describe('figures in sentences', () => {
  test.each<[string, [string, number][], string]>([
    ['2025年新收政府信息公开申请1，204件。', [['requests', 1204]], 'a full-width comma inside the number'],
    ['收到申请较上年增加137件', [], 'a comparison is no figure of the year'],
    ['受理政府信息公开申请218件，较上年增加137件。', [['requests', 218]], 'and does not hide the one beside it'],
    [
      '答复805件（含上年度结转申请18件）',
      [
        ['requestsHandled', 805],
        ['carriedIn', 18],
      ],
      'two in one sentence',
    ],
    ['予以公开和部分公开42件', [['grantedOrPartial', 42]], 'both together'],
    [
      '部分公开20件，不予公开5件',
      [
        ['partial', 20],
        ['denied', 5],
      ],
      'one after the other',
    ],
    ['主动公开政府信息13561条', [], 'proactive disclosure is in no table'],
    ['结转下年度继续办理3件', [['carriedOut', 3]], ''],
    ['上年受理政府信息公开申请81件', [], 'last year’s figure, said as such'],
    [
      '行政复议7件，行政诉讼9件',
      [
        ['review', 7],
        ['litigation', 9],
      ],
      '',
    ],
    ['收取信息处理费2，950元', [['feeYuan', 2950]], ''],
    ['现行有效规范性文件393件', [['normativeInForce', 393]], ''],
    ['制发规范性文件12件，废止3件', [['normativeMade', 12]], 'what the second number is, is not said'],
  ])('%s: %j %s', (text, figures) =>
    expect(figuresIn(text).map((s) => [s.name, s.got])).toEqual(figures.map((f) => f)),
  );
});
