import { afterAll, describe, expect, test } from 'vitest';
import type { Specimen } from '../../lib/specimen.ts';
import { docx, PNG, paragraph, picture, placesOf, seen } from './fixtures.ts';
import { closeConverter } from './index.ts';

afterAll(closeConverter);

const SECRET = '13800138000';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const run = (text: string, properties = '') => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;
const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;

const where = (s: Specimen) => placesOf(s, SECRET);

describe('a Word file', () => {
  test('is read paragraph by paragraph and row by row', async () => {
    const body = `${paragraph('明河区通告')}${paragraph('第二段')}<w:tbl>${row(cell('姓名'), cell('电话'))}${row(cell('王某'), cell(SECRET))}</w:tbl>`;
    const s = await seen('a.docx', await docx(body));
    expect(s).toMatchObject({ format: 'docx', title: '明河区通告', blind: [] });
    expect(s.layers).toHaveLength(1);
    expect(s.layers[0]?.text).toBe(`明河区通告\n第二段\n姓名\t电话\n王某\t${SECRET}`);
    expect(where(s)).toEqual(['shown 第1个表第2行']);
    expect(s.grids[0]).toMatchObject({ at: '第1个表', headRows: 1, head: ['姓名', '电话'], headMarked: false });
  });

  test('has merged heads joined, and knows a head that it repeats on each page', async () => {
    const head = (cells: string) => `<w:tr><w:trPr><w:tblHeader/></w:trPr>${cells}</w:tr>`;
    const body = `<w:tbl>${head(cell('序号', '<w:vMerge w:val="restart"/>') + cell('人员', '<w:gridSpan w:val="2"/>'))}${head(cell('', '<w:vMerge/>') + cell('姓名') + cell('电话'))}${row(cell('1'), cell('王某'), cell('甲'))}</w:tbl>`;
    const grid = (await seen('a.docx', await docx(body))).grids[0];
    expect(grid).toMatchObject({ headRows: 2, headMarked: true, head: ['序号', '人员／姓名', '人员／电话'] });
    expect(grid?.rows[2]).toEqual(['1', '王某', '甲']);
  });

  test.each<[string, string, string]>([
    [`<w:p>${run('甲')}${run(SECRET, '<w:vanish/>')}</w:p>`, 'hidden-text 第1段', 'marked as hidden'],
    [`<w:p>${run('甲')}${run(SECRET, '<w:color w:val="FFFFFF"/>')}</w:p>`, 'hidden-text 第1段', 'white on white'],
    [
      `<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="王某" w:value="${SECRET}"/></w:dropDownList></w:sdtPr><w:sdtContent><w:p>${run('甲')}</w:p></w:sdtContent></w:sdt>`,
      'hidden-text 第1段',
      'what lies behind a choice',
    ],
    [
      `<w:p>${run('甲')}<w:del w:author="李某"><w:r><w:delText>${SECRET}</w:delText></w:r></w:del></w:p>`,
      'revision 第1段',
      'deleted, and the change never accepted',
    ],
    [
      `<w:p>${run('甲')}<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> DOCVARIABLE "${SECRET}" </w:instrText><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
      'hidden-text 第1段',
      'a field code',
    ],
    [picture('p1', SECRET), 'alt-text 第1段', 'what a screen reader says of a picture'],
    [
      `<w:tbl>${row(cell('甲', '<w:vMerge w:val="restart"/>'))}${row(cell(SECRET, '<w:vMerge/>'))}</w:tbl>`,
      'hidden-text 第1个表第2行',
      'under a merged cell',
    ],
    [
      `<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>甲</w:t></mc:Choice><mc:Fallback><w:t>${SECRET}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
      'hidden-text 第1段',
      'only old programs show it',
    ],
  ])('%s is seen', async (body, expected) => {
    const file = await docx(body, {
      relations: [{ id: 'p1', type: 'image', target: 'media/image1.png' }],
      extra: { 'word/media/image1.png': PNG },
    });
    expect(where(await seen('a.docx', file))).toEqual([expected]);
  });

  test.each<[string, string, string]>([
    ['word/header1.xml', `<w:hdr ${W}>${paragraph(SECRET)}</w:hdr>`, 'header-footer 页眉第1段'],
    [
      'word/footnotes.xml',
      `<w:footnotes ${W}><w:footnote w:id="2">${paragraph(SECRET)}</w:footnote></w:footnotes>`,
      'shown 脚注1',
    ],
    [
      'word/comments.xml',
      `<w:comments ${W}><w:comment w:id="0" w:author="李某">${paragraph(SECRET)}</w:comment></w:comments>`,
      'comment 批注1（李某）',
    ],
    [
      'docProps/core.xml',
      `<cp:coreProperties><dc:creator>${SECRET}</dc:creator></cp:coreProperties>`,
      'metadata 属性“作者”',
    ],
    [
      'docProps/custom.xml',
      `<Properties><property name="经办"><vt:lpwstr>${SECRET}</vt:lpwstr></property></Properties>`,
      'metadata 属性“经办”',
    ],
    ['customXml/item1.xml', `<a><b>${SECRET}</b></a>`, 'metadata 部件“item1.xml”'],
    [
      'word/settings.xml',
      `<w:settings ${W}><w:docVars><w:docVar w:name="a" w:val="${SECRET}"/></w:docVars></w:settings>`,
      'hidden-text 文档变量',
    ],
    ['word/charts/chart1.xml', `<c:chart><c:pt><c:v>${SECRET}</c:v></c:pt></c:chart>`, 'shown 图表'],
    [
      'word/styles.xml',
      `<w:styles ${W}><w:style w:styleId="a"><w:name w:val="${SECRET}"/></w:style></w:styles>`,
      'metadata 部件“styles.xml”',
    ],
  ])('%s is looked at', async (part, xml, expected) => {
    expect(where(await seen('a.docx', await docx(paragraph('甲'), { extra: { [part]: xml } })))).toEqual([expected]);
  });

  test('is looked into where other files lie in it, and what cannot be read is named', async () => {
    const inner = await docx(paragraph(SECRET));
    const file = await docx(paragraph('甲'), {
      extra: { 'word/embeddings/a.docx': inner, 'word/embeddings/oleObject1.bin': Buffer.from([1, 0, 2]) },
    });
    const s = await seen('a.docx', file);
    expect(where(s)).toEqual(['embedded 嵌入文件“a.docx”第1段']);
    expect(s.blind).toEqual([{ code: 'embedded', say: expect.stringContaining('oleObject1.bin') }]);
  });

  test('has its links and what it fetches from outside', async () => {
    const file = await docx(`<w:p><w:hyperlink r:id="x1">${run('办事')}</w:hyperlink></w:p>`, {
      relations: [
        { id: 'x1', type: 'hyperlink', target: 'https://example.org/', external: true },
        { id: 'x2', type: 'attachedTemplate', target: 'file:///C:/Users/x/a.dotm', external: true },
      ],
    });
    const s = await seen('a.docx', file);
    expect(s.links).toEqual([{ at: '第1段', href: 'https://example.org/', text: '办事' }]);
    expect(s.layers.find((l) => l.kind === 'external-link')?.text).toBe('file:///C:/Users/x/a.dotm');
  });
});

describe('texts', () => {
  test.each<[string, string | Buffer, string, string]>([
    ['a.txt', `甲\n${SECRET}`, 'shown 第2行', 'a text by lines'],
    ['a.md', `# 甲\n\n${SECRET}`, 'shown 第2段', 'Markdown as it is shown'],
    ['a.md', `甲\n\n[//]: # (${SECRET})`, 'hidden-text 不显示的引用', 'a note kept in a link that is not shown'],
    ['a.md', `甲\n\n<!-- ${SECRET} -->`, 'comment 第1段', 'a comment in Markdown'],
    ['a.html', `<title>${SECRET}</title><p>甲</p>`, 'title 网页标题', 'the name of a page'],
    ['a.html', `<p>甲<a href="tel:${SECRET}">电话</a></p>`, 'metadata 第1段的链接', 'the address of a link'],
  ])('%s: %s', async (name, text, expected) => {
    expect(where(await seen(name, text))).toEqual([expected]);
  });
});
