import { afterAll, describe, expect, test } from 'vitest';
import { docx, good, PNG, paragraph, picture } from './fixtures.ts';
import { closeConverter } from './index.ts';

afterAll(closeConverter);

describe('a Word file', () => {
  const STYLES =
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>';

  test('gives headings, alignment, a table with merged cells, and pictures apart', async () => {
    const body =
      paragraph('明河区春灌方案', '<w:pStyle w:val="a3"/>') +
      paragraph('明政办发〔2026〕5号', '<w:jc w:val="center"/>') +
      paragraph('总体要求', '<w:pStyle w:val="1"/>') +
      `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${paragraph('水库')}</w:tc></w:tr><w:tr><w:tc>${paragraph('东湖')}</w:tc><w:tc>${paragraph('300万方')}</w:tc></w:tr></w:tbl>` +
      picture('p1', '灌区示意图') +
      picture('p1', '灌区示意图') +
      picture('p2', '旧格式') +
      paragraph('2026年3月1日', '<w:jc w:val="right"/>');
    const file = await docx(body, {
      styles: STYLES,
      relations: [
        { id: 'p1', type: 'image', target: 'media/image1.png' },
        { id: 'p2', type: 'image', target: 'media/image2.emf' },
      ],
      extra: { 'word/media/image1.png': PNG, 'word/media/image2.emf': Buffer.from([1, 0, 0, 0, 9, 0]) },
    });
    const result = await good('方案.docx', file);
    expect(result.title).toBe('明河区春灌方案');
    expect(result.html).toContain('<h2>总体要求</h2>');
    expect(result.html).toContain('<p class="doc-center">明政办发〔2026〕5号</p>');
    expect(result.html).toContain('<p class="doc-right">2026年3月1日</p>');
    expect(result.html).toContain('<td colspan="2"><p>水库</p></td>');
    expect(result.html).toContain('<img src="/files/@image-1.png" alt="灌区示意图">');
    expect(result.images).toHaveLength(1);
    expect(result.images[0]).toMatchObject({ name: 'image-1.png', type: 'image/png', alt: '灌区示意图' });
    expect(Buffer.from(result.images[0]?.bytes ?? [])).toEqual(PNG);
    expect(result.notes.join()).toContain('1张图片的格式网页显示不了');
  });

  test('is read with its changes accepted and without its comments, and says so', async () => {
    const body =
      '<w:p><w:r><w:t>补贴</w:t></w:r><w:del w:id="1"><w:r><w:delText>100</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>120</w:t></w:r></w:ins><w:bookmarkStart w:id="3" w:name="b"/><w:r><w:t>元</w:t></w:r><w:bookmarkEnd w:id="3"/><w:r><w:commentReference w:id="0"/></w:r></w:p>';
    const comments =
      '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0"><w:p><w:r><w:t>领导说再议</w:t></w:r></w:p></w:comment></w:comments>';
    const result = await good('a.docx', await docx(body, { extra: { 'word/comments.xml': comments } }));
    expect(result.html).toBe('<p>补贴120元</p>');
    expect(result.notes).toEqual([
      '原稿里有没处理完的修订，读进来的是全部接受后的样子。请在原稿里处理完修订，或逐处看一遍。',
      '原稿里有1条批注，没有读进正文。',
    ]);
  });

  test('keeps a footnote and drops the links between it and its mark', async () => {
    const notes =
      '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2"><w:p><w:r><w:t>按户籍人口</w:t></w:r></w:p></w:footnote></w:footnotes>';
    const body = '<w:p><w:r><w:t>人均</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>';
    const result = await good('a.docx', await docx(body, { extra: { 'word/footnotes.xml': notes } }));
    expect(result.html).toMatch(/<p>人均<sup>\[1\]<\/sup><\/p><ol><li><p>按户籍人口\s*<\/p><\/li><\/ol>/);
  });

  test('never fetches what it refers to outside itself, and says so', async () => {
    const file = await docx(paragraph('正文') + picture('x1', '远处的图', 'r:link'), {
      relations: [
        { id: 'x1', type: 'image', target: 'http://127.0.0.1:9/track.png', external: true },
        { id: 'x2', type: 'attachedTemplate', target: 'file:///etc/passwd', external: true },
        { id: 'x3', type: 'hyperlink', target: 'https://example.org/', external: true },
      ],
    });
    const result = await good('a.docx', file);
    expect(result.html).toBe('<p>正文</p>');
    expect(result.notes[0]).toContain('引用了2个外部文件，没有去取');
  });
});

describe('numbers that Word counts by itself', () => {
  const level = (i: number, format: string, text: string, more = ''): string =>
    `<w:lvl w:ilvl="${i}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
  const NUMBERING =
    `<w:abstractNum w:abstractNumId="0">${level(0, 'chineseCounting', '%1、')}${level(1, 'chineseCounting', '（%2）')}</w:abstractNum>` +
    `<w:abstractNum w:abstractNumId="1">${level(0, 'chineseCountingThousand', '第%1条', '<w:pStyle w:val="tiao"/>')}</w:abstractNum>` +
    `<w:abstractNum w:abstractNumId="2">${level(0, 'decimal', '%1.')}</w:abstractNum>` +
    `<w:abstractNum w:abstractNumId="3">${level(0, 'bullet', '•')}</w:abstractNum>` +
    [0, 1, 2, 3].map((i) => `<w:num w:numId="${i + 1}"><w:abstractNumId w:val="${i}"/></w:num>`).join('') +
    '<w:num w:numId="9"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="33"/></w:lvlOverride></w:num>';
  const STYLES =
    '<w:style w:type="paragraph" w:styleId="tiao"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>';
  const num = (id: number, at = 0): string => `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${id}"/></w:numPr>`;

  test.each([
    [
      paragraph('目标', num(1)) +
        paragraph('水', num(1, 1)) +
        paragraph('路', num(1, 1)) +
        paragraph('保障', num(1)) +
        paragraph('人', num(1, 1)),
      '<h2>一、目标</h2><p>（一）水</p><p>（二）路</p><h2>二、保障</h2><p>（一）人</p>',
      'a deeper level begins again under each point',
    ],
    [
      paragraph('为了便民。', '<w:pStyle w:val="tiao"/>') + paragraph('本办法适用于本区。', '<w:pStyle w:val="tiao"/>'),
      '<p class="doc-article">第一条　为了便民。</p><p class="doc-article">第二条　本办法适用于本区。</p>',
      'an article is cited by its number, so the number is text',
    ],
    [
      paragraph('依申请公开。', num(9)),
      '<p class="doc-article">第三十三条　依申请公开。</p>',
      'a numbering may begin elsewhere',
    ],
    [
      paragraph('甲', num(3)) + paragraph('乙', num(3)),
      '<ol><li>甲</li><li>乙</li></ol>',
      'a plain run 1. 2. is what a list shows anyway',
    ],
    [
      paragraph('甲', num(3)) + paragraph('说明。') + paragraph('乙', num(3)),
      '<ol><li>甲</li></ol><p>说明。</p><p>2. 乙</p>',
      'a list that was interrupted would count from 1 again',
    ],
    [paragraph('甲', num(4)), '<ul><li>甲</li></ul>', 'bullets have no number'],
    [paragraph('甲', num(77)), '<p>甲</p>', 'a numbering the file does not define'],
  ])('are in the text: %#', async (body, html) => {
    expect((await good('a.docx', await docx(body, { numbering: NUMBERING, styles: STYLES }))).html).toBe(html);
  });
});
