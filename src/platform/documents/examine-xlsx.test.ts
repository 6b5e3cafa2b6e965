import { afterAll, describe, expect, test } from 'vitest';
import { docx, paragraph, placesOf, seen, zip } from './fixtures.ts';
import { type FixtureBook, xlsx, xlsxEntries } from './fixtures-xlsx.ts';
import { closeConverter } from './index.ts';
import { shownNumber } from './xlsx-formats.ts';

afterAll(closeConverter);

const SECRET = '13800138000';
const book = (more: Partial<FixtureBook>, sheet: Partial<FixtureBook['sheets'][number]> = {}): FixtureBook => ({
  sheets: [
    {
      name: '名册',
      rows: [
        ['姓名', '乡镇'],
        ['王某', '东湖镇'],
      ],
      ...sheet,
    },
  ],
  ...more,
});

describe('a spreadsheet', () => {
  test('is read row by row, with its head and its caption', async () => {
    const rows = [['2026年高龄津贴名册'], ['单位：元'], ['序号', '姓名', '金额'], [1, '王某', 300], [2, '李某', 60.5]];
    const s = await seen('a.xlsx', await xlsx(book({}, { rows, merges: ['A1:C1'] })));
    expect(s).toMatchObject({ format: 'xlsx', title: '2026年高龄津贴名册', blind: [] });
    expect(s.layers[0]).toMatchObject({ kind: 'shown', at: '工作表名' });
    expect(s.layers[1]?.text).toBe('2026年高龄津贴名册\n单位：元\n序号\t姓名\t金额\n1\t王某\t300\n2\t李某\t60.5');
    expect(placesOf(s, '李某')).toEqual(['shown 工作表“名册”第5行']);
    expect(s.grids).toEqual([
      {
        at: '工作表“名册”',
        kind: 'shown',
        caption: '2026年高龄津贴名册\n单位：元',
        headRows: 1,
        head: ['序号', '姓名', '金额'],
        rows: [
          ['序号', '姓名', '金额'],
          ['1', '王某', '300'],
          ['2', '李某', '60.5'],
        ],
        rowNumbers: [3, 4, 5],
        headMarked: false,
      },
    ]);
  });

  test('has merged heads joined and cells over several rows repeated', async () => {
    const rows = [
      ['乡镇', '人员', ''],
      ['', '姓名', '电话'],
      ['东湖镇', '王某', '1'],
      ['', '李某', '2'],
    ];
    const s = await seen('a.xlsx', await xlsx(book({}, { rows, merges: ['A1:A2', 'B1:C1', 'A3:A4'] })));
    expect(s.grids[0]).toMatchObject({ headRows: 2, head: ['乡镇', '人员／姓名', '人员／电话'] });
    expect(s.grids[0]?.rows[3]).toEqual(['东湖镇', '李某', '2']);
  });

  const HIDDEN =
    '<fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts><fills><fill><patternFill patternType="none"/></fill></fills><cellXfs><xf numFmtId="0" fontId="0" fillId="0"/><xf numFmtId="0" fontId="1" fillId="0"/></cellXfs>';
  const parts = (part: string, text: string) => ({ parts: { [part]: text } });
  test.each<[string, FixtureBook, string]>([
    [
      'a hidden sheet',
      {
        sheets: [
          { name: '一', rows: [['甲']] },
          { name: '底册', state: 'hidden', rows: [[SECRET]] },
        ],
      },
      'hidden-sheet 工作表“底册”第1行',
    ],
    [
      'a sheet that only programs show',
      {
        sheets: [
          { name: '一', rows: [['甲']] },
          { name: '底册', state: 'veryHidden', rows: [[SECRET]] },
        ],
      },
      'hidden-sheet 工作表“底册”第1行',
    ],
    ['a hidden row', book({}, { rows: [['姓名'], [SECRET]], hiddenRows: [2] }), 'hidden-rows 工作表“名册”第2行'],
    [
      'a hidden column',
      book(
        {},
        {
          rows: [
            ['姓名', '电话'],
            ['王某', SECRET],
          ],
          hiddenColumns: [2],
        },
      ),
      'hidden-columns 工作表“名册”第2行',
    ],
    [
      'a column without width',
      book(
        {},
        {
          rows: [
            ['姓名', '电话'],
            ['王某', SECRET],
          ],
          before: '<cols><col min="2" max="2" width="0"/></cols>',
        },
      ),
      'hidden-columns 工作表“名册”第2行',
    ],
    [
      'white letters',
      book({ styles: HIDDEN }, { rows: [['甲'], [{ value: SECRET, style: 1 }]] }),
      'hidden-text 工作表“名册”第2行',
    ],
    [
      'a format that shows nothing',
      book(
        {
          styles:
            '<numFmts><numFmt numFmtId="200" formatCode=";;;"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>',
        },
        { rows: [['甲'], [{ value: 13800138000, style: 1 }]] },
      ),
      'hidden-text 工作表“名册”第2行',
    ],
    ['under a merged cell', book({}, { rows: [['甲', SECRET]], merges: ['A1:B1'] }), 'hidden-text 工作表“名册”第1行'],
    ['deleted, still among the texts', book({ unused: [SECRET] }), 'hidden-text 已经删掉、还留在文件里的文字'],
    [
      'words in a formula',
      book({}, { rows: [['甲'], [{ value: 'x', formula: `IF(A1="${SECRET}","","x")` }]] }),
      'hidden-text 工作表“名册”公式里的文字',
    ],
    [
      'a cached value of a formula',
      book({}, { rows: [['甲'], [{ value: SECRET, formula: '[1]底册!A1' }]] }),
      'shown 工作表“名册”第2行',
    ],
    [
      'a validation list',
      book(
        {},
        {
          after: `<dataValidations><dataValidation type="list" sqref="A1"><formula1>"甲,${SECRET}"</formula1></dataValidation></dataValidations>`,
        },
      ),
      'hidden-text 工作表“名册”数据验证的选项',
    ],
    [
      'a header for printing',
      book({}, { after: `<headerFooter><oddHeader>&amp;C&amp;"宋体"&amp;12 ${SECRET}</oddHeader></headerFooter>` }),
      'header-footer 工作表“名册”页眉页脚',
    ],
    [
      'a hidden name',
      book({ names: `<definedName name="经办" hidden="1">"${SECRET}"</definedName>` }),
      'defined-name 名称“经办”（隐藏）',
    ],
    [
      'a comment',
      book(
        {
          parts: {
            'xl/comments1.xml': `<comments><authors><author>李某</author></authors><commentList><comment ref="B2" authorId="0"><text><r><t>${SECRET}</t></r></text></comment></commentList></comments>`,
          },
        },
        { relations: [{ id: 'c', type: 'comments', target: '../comments1.xml' }] },
      ),
      'comment 工作表“名册”B2的批注（李某）',
    ],
    [
      'a threaded comment',
      book(
        {
          parts: {
            'xl/threadedComments/t1.xml': `<ThreadedComments><threadedComment ref="A1" personId="{p}"><text>${SECRET}</text></threadedComment></ThreadedComments>`,
            'xl/persons/person.xml': '<personList><person displayName="李某" id="{p}"/></personList>',
          },
        },
        { relations: [{ id: 'c', type: 'threadedComment', target: '../threadedComments/t1.xml' }] },
      ),
      'comment 工作表“名册”A1的批注（李某）',
    ],
    [
      'a shape on the sheet',
      book(
        {
          parts: {
            'xl/drawings/drawing1.xml': `<xdr:wsDr><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="1" name="文本框 1"/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>${SECRET}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>`,
          },
        },
        { relations: [{ id: 'd', type: 'drawing', target: '../drawings/drawing1.xml' }] },
      ),
      'shown 工作表“名册”图形里的文字',
    ],
    [
      'what is said of a picture',
      book(
        {
          parts: {
            'xl/drawings/drawing1.xml': `<xdr:wsDr><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="图片 1" descr="${SECRET}"/></xdr:nvPicPr><a:blip r:embed="x"/></xdr:pic></xdr:wsDr>`,
          },
        },
        { relations: [{ id: 'd', type: 'drawing', target: '../drawings/drawing1.xml' }] },
      ),
      'alt-text 工作表“名册”图片说明',
    ],
    [
      'a chart’s copy of its data',
      book(parts('xl/charts/chart1.xml', `<c:chart><c:pt><c:v>${SECRET}</c:v></c:pt></c:chart>`)),
      'shown 图表',
    ],
    [
      'a copy of another file',
      book(
        parts(
          'xl/externalLinks/externalLink1.xml',
          `<externalLink><cell r="A1"><v>${SECRET}</v></cell></externalLink>`,
        ),
      ),
      'external-link 外部链接的缓存',
    ],
    [
      'a log of changes',
      book(
        parts(
          'xl/revisions/revisionLog1.xml',
          `<revisions><rcc><oc t="inlineStr"><is><t>${SECRET}</t></is></oc></rcc></revisions>`,
        ),
      ),
      'revision 修订记录',
    ],
    [
      'a property',
      book(parts('docProps/core.xml', `<cp><dc:creator>${SECRET}</dc:creator></cp>`)),
      'metadata 属性“作者”',
    ],
    [
      'a control on the sheet',
      book(
        parts(
          'xl/drawings/vmlDrawing1.vml',
          `<xml><v:shape><v:textbox><div>${SECRET}</div></v:textbox></v:shape></xml>`,
        ),
      ),
      'metadata 部件“vmlDrawing1.vml”',
    ],
    ['a file put into the package', book(parts('docs/a.txt', SECRET)), 'embedded 嵌入文件“a.txt”第1行'],
    ['data of a program', book(parts('customXml/item1.xml', `<a b="${SECRET}"/>`)), 'metadata 部件“item1.xml”'],
    [
      'a sheet that the workbook does not list',
      book(
        parts(
          'xl/worksheets/old.xml',
          `<worksheet><sheetData><row><c t="inlineStr"><is><t>${SECRET}</t></is></c></row></sheetData></worksheet>`,
        ),
      ),
      'hidden-sheet 工作表“old.xml”第1行',
    ],
    [
      'a spoken form',
      book({
        parts: {
          'xl/sharedStrings.xml': `<sst><si><t>姓名</t><rPh><t>${SECRET}</t></rPh></si><si><t>乡镇</t></si><si><t>王某</t></si><si><t>东湖镇</t></si></sst>`,
        },
      }),
      'hidden-text 拼音注音',
    ],
    ['a number without a format', book({}, { rows: [['甲'], [13800138000]] }), 'shown 工作表“名册”第2行'],
  ])('%s is seen', async (_why, given, expected) => {
    expect(placesOf(await seen('a.xlsx', await xlsx(given)), SECRET)).toEqual([expected]);
  });

  test('keeps a copy of its list in a pivot table, and that is seen row by row', async () => {
    const definition =
      '<pivotCacheDefinition><cacheSource><worksheetSource ref="A1:B3" sheet="底册"/></cacheSource><cacheFields><cacheField name="姓名"><sharedItems><s v="王某"/><s v="李某"/></sharedItems></cacheField><cacheField name="电话"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>';
    const records = `<pivotCacheRecords><r><x v="1"/><s v="${SECRET}"/></r><r><x v="0"/><m/></r></pivotCacheRecords>`;
    const s = await seen(
      'a.xlsx',
      await xlsx(
        book({
          parts: {
            'xl/pivotCache/pivotCacheDefinition1.xml': definition,
            'xl/pivotCache/pivotCacheRecords1.xml': records,
          },
        }),
      ),
    );
    expect(placesOf(s, SECRET)).toEqual(['pivot-cache 数据透视表的缓存第1行']);
    const grid = s.grids.find((g) => g.kind === 'pivot-cache');
    expect(grid?.rows).toEqual([
      ['姓名', '电话'],
      ['李某', SECRET],
      ['王某', ''],
    ]);
  });

  test('with macros is read, and says that they were not', async () => {
    const s = await seen('a.xlsm', await zip({ ...xlsxEntries(book({})), 'xl/vbaProject.bin': 'x' }));
    expect(s.blind.map((b) => b.code)).toEqual(['macros']);
    expect(placesOf(s, '王某')).toEqual(['shown 工作表“名册”第2行']);
  });

  test('in a Word file is looked into', async () => {
    const inner = await xlsx(book({}, { rows: [['姓名'], [SECRET]], hiddenRows: [2] }));
    const s = await seen('a.docx', await docx(paragraph('甲'), { extra: { 'word/embeddings/a.xlsx': inner } }));
    expect(placesOf(s, SECRET)).toEqual(['embedded 嵌入文件“a.xlsx”工作表“名册”第2行']);
  });
});

describe('a number of a cell', () => {
  test.each<[string, string, string, string]>([
    ['46023', 'yyyy/m/d', '2026/1/1', 'a date'],
    [
      '46023.5',
      'yyyy"年"m"月"d"日" h:mm',
      '2026年1月1日 12:00',
      'with a time; m is a month first and minutes after hours',
    ],
    ['1', 'yyyy-mm-dd', '1900-01-01', 'days are counted from 1900'],
    ['61', 'yyyy-mm-dd', '1900-03-01', 'after the day that never was'],
    ['0.5', '0%', '50%', 'per cent'],
    ['1234567.891', '#,##0.00', '1,234,567.89', 'thousands'],
    ['7', '000000', '000007', 'leading zeros'],
    ['9537654321', '"0953-"0000000', '0953-9537654321', 'words before the digits'],
    ['13800138000', '000-0000-0000', '138-0013-8000', 'dashes between the digits'],
    ['1.3800138E10', '', '13800138000', 'all digits of a large number'],
    ['-5', '0.0;(0.0)', '(5.0)', 'a format for negative numbers'],
    ['44197', '[$-804]yyyy"年"m"月"d"日";@', '2021年1月1日', 'with a language'],
    ['12', 'G/通用格式"元"', '12元', 'the general format in Chinese'],
  ])('%s as %s is %s', (raw, format, expected) => {
    expect(shownNumber(raw, format, false)).toBe(expected);
  });
});
