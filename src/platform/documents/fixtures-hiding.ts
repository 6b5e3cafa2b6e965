// Files with words in any hiding place, several at once: for tests of clean copies and for the benchmark of leaks.
import { Buffer } from 'node:buffer';
import { escapeMarkup } from '../../lib/markup.ts';
import { docx, PNG, paragraph, picture } from './fixtures.ts';
import { barOp, type FixturePage, pdfOf, pdfString, textOp } from './fixtures-pdf.ts';
import { type FixtureBook, type FixtureSheet, xlsx } from './fixtures-xlsx.ts';

/** Words and where to put them: a place of the format's list below. */
export type Plant = { place: string; text: string };

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';
const run = (text: string, properties: string): string =>
  `<w:p><w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${escapeMarkup(text)}</w:t></w:r></w:p>`;

export const DOCX_PLACES = [
  ...['body', 'table', 'vanish', 'white', 'deleted', 'inserted', 'field', 'alt', 'merged', 'fallback', 'textbox'],
  ...['header', 'footer', 'footnote', 'endnote', 'comment', 'author', 'custom', 'customXml', 'variable', 'chart'],
  ...['embedded-docx', 'embedded-xlsx', 'glossary', 'link', 'bookmark', 'form-field'],
] as const;

/** A .docx whose body is these paragraphs, with the plants in their places. */
export async function docxWith(lines: readonly string[], plants: readonly Plant[]): Promise<Buffer> {
  const body = lines.map((l) => paragraph(escapeMarkup(l)));
  const extra: Record<string, string | Buffer> = {};
  const relations: { id: string; type: string; target: string; external?: boolean }[] = [];
  const parts = new Map<string, string[]>();
  const at = (part: string, xml: string): void => void parts.set(part, [...(parts.get(part) ?? []), xml]);
  for (const [i, { place, text: words }] of plants.entries()) {
    const text = escapeMarkup(words);
    const cell = (inner: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${inner}</w:tc>`;
    if (place === 'body') body.push(paragraph(text));
    else if (place === 'table')
      body.push(`<w:tbl><w:tr>${cell(paragraph('内容'))}</w:tr><w:tr>${cell(paragraph(text))}</w:tr></w:tbl>`);
    else if (place === 'vanish') body.push(run(words, '<w:vanish/>'));
    else if (place === 'white') body.push(run(words, '<w:color w:val="FFFFFF"/>'));
    else if (place === 'deleted')
      body.push(`<w:p><w:del w:id="${i}" w:author="甲"><w:r><w:delText>${text}</w:delText></w:r></w:del></w:p>`);
    else if (place === 'inserted')
      body.push(`<w:p><w:ins w:id="${i}" w:author="甲"><w:r><w:t>${text}</w:t></w:r></w:ins></w:p>`);
    else if (place === 'field')
      body.push(
        `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> QUOTE "${text}" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
      );
    else if (place === 'alt') {
      relations.push({ id: `p${i}`, type: 'image', target: 'media/image1.png' });
      extra['word/media/image1.png'] = PNG;
      body.push(picture(`p${i}`, text));
    } else if (place === 'merged')
      body.push(
        `<w:tbl><w:tr>${cell(paragraph('内容'), '<w:vMerge w:val="restart"/>')}</w:tr><w:tr>${cell(paragraph(text), '<w:vMerge/>')}</w:tr></w:tbl>`,
      );
    else if (place === 'fallback')
      body.push(
        `<w:p><w:r><mc:AlternateContent ${MC}><mc:Choice Requires="wps"><w:t>甲</w:t></mc:Choice><mc:Fallback><w:t>${text}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
      );
    else if (place === 'textbox')
      body.push(
        `<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>${paragraph(text)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>`,
      );
    else if (place === 'header' || place === 'footer') at(`word/${place}1.xml`, paragraph(text));
    else if (place === 'bookmark') body.push(`<w:p><w:bookmarkStart w:id="${i}" w:name="${text}"/></w:p>`);
    else if (place === 'form-field')
      body.push(
        `<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:helpText w:type="text" w:val="${text}"/></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
      );
    else if (place === 'footnote' || place === 'endnote')
      at(`word/${place}s.xml`, `<w:${place} w:id="${i + 2}">${paragraph(text)}</w:${place}>`);
    else if (place === 'comment')
      at('word/comments.xml', `<w:comment w:id="${i}" w:author="甲">${paragraph(text)}</w:comment>`);
    else if (place === 'author')
      extra['docProps/core.xml'] = `<cp:coreProperties><dc:creator>${text}</dc:creator></cp:coreProperties>`;
    else if (place === 'custom')
      extra['docProps/custom.xml'] =
        `<Properties><property name="经办"><vt:lpwstr>${text}</vt:lpwstr></property></Properties>`;
    else if (place === 'customXml') extra[`customXml/item${i}.xml`] = `<root><item>${text}</item></root>`;
    else if (place === 'variable')
      at('word/settings.xml', `<w:docVars><w:docVar w:name="v" w:val="${text}"/></w:docVars>`);
    else if (place === 'chart')
      extra[`word/charts/chart${i}.xml`] = `<c:chart><c:pt><c:v>${text}</c:v></c:pt></c:chart>`;
    else if (place === 'embedded-docx') extra[`word/embeddings/底册${i}.docx`] = await docx(paragraph(text));
    else if (place === 'embedded-xlsx')
      extra[`word/embeddings/底册${i}.xlsx`] = await xlsx({ sheets: [{ name: '一', rows: [['内容'], [words]] }] });
    else if (place === 'glossary')
      extra['word/glossary/document.xml'] =
        `<w:glossaryDocument ${W}><w:docParts>${paragraph(text)}</w:docParts></w:glossaryDocument>`;
    else if (place === 'link') {
      relations.push({ id: `h${i}`, type: 'hyperlink', target: `mailto:x?subject=${text}`, external: true });
      body.push(`<w:p><w:hyperlink r:id="h${i}"><w:r><w:t>联系</w:t></w:r></w:hyperlink></w:p>`);
    } else throw new Error(`no place ${place} in a .docx`);
  }
  const ROOTS: Record<string, string> = { header1: 'hdr', footer1: 'ftr' };
  for (const [part, inner] of parts) {
    const name = part.slice(part.indexOf('/') + 1).replace('.xml', '');
    const root = ROOTS[name] ?? name;
    extra[part] = `<?xml version="1.0"?><w:${root} ${W}>${inner.join('')}</w:${root}>`;
    relations.push({ id: name, type: name.replace(/\d$/, ''), target: `${name}.xml` });
  }
  return docx(body.join(''), { relations, extra });
}

export const XLSX_PLACES = [
  ...['cell', 'number', 'formula', 'hidden-sheet', 'very-hidden', 'hidden-row', 'hidden-column', 'white', 'merged'],
  ...['unused', 'formula-text', 'validation', 'print-header', 'name', 'comment', 'thread', 'shape', 'alt', 'chart'],
  ...['external', 'revision', 'author', 'pivot', 'pivot-field', 'phonetic', 'embedded-docx', 'unlisted', 'link'],
  ...['person', 'link-text'],
] as const;

const LOOKS =
  '<fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts><fills><fill><patternFill patternType="none"/></fill></fills><cellXfs><xf numFmtId="0" fontId="0" fillId="0"/><xf numFmtId="0" fontId="1" fillId="0"/></cellXfs>';

/** An .xlsx whose first sheet has these rows, with the plants in their places. */
export async function xlsxWith(
  rows: readonly (readonly (string | number)[])[],
  plants: readonly Plant[],
): Promise<Buffer> {
  const width = rows.reduce((n, r) => Math.max(n, r.length), 1);
  const sheet: FixtureSheet & {
    hiddenRows: number[];
    merges: string[];
    relations: { id: string; type: string; target: string; external?: boolean }[];
  } = {
    name: '名册',
    rows: rows.map((r) => [...r]),
    hiddenRows: [],
    merges: [],
    relations: [],
  };
  const book: FixtureBook & { parts: Record<string, string | Buffer>; unused: string[] } = {
    sheets: [sheet],
    styles: LOOKS,
    parts: {},
    unused: [],
  };
  const after: string[] = [];
  const notes: string[] = [];
  const threads: string[] = [];
  const drawn: string[] = [];
  const names: string[] = [];
  let column = width + 1;
  for (const [i, { place, text: words }] of plants.entries()) {
    const text = escapeMarkup(words);
    if (place === 'cell') sheet.rows.push([words]);
    else if (place === 'number') sheet.rows.push([Number(words)]);
    else if (place === 'formula') sheet.rows.push([{ value: words, formula: '[1]底册!A1' }]);
    else if (place === 'hidden-sheet')
      book.sheets.push({ name: `底册${i}`, state: 'hidden', rows: [['内容'], [words]] });
    else if (place === 'very-hidden')
      book.sheets.push({ name: `底册${i}`, state: 'veryHidden', rows: [['内容'], [words]] });
    else if (place === 'hidden-row') {
      sheet.rows.push([words]);
      sheet.hiddenRows.push(sheet.rows.length);
    } else if (place === 'hidden-column') {
      const row = sheet.rows[0];
      while (row && row.length < column) row.push('');
      row?.push(words);
      column += 1;
      sheet.hiddenColumns = [...(sheet.hiddenColumns ?? []), column];
    } else if (place === 'white') sheet.rows.push([{ value: words, style: 1 }]);
    else if (place === 'merged') {
      sheet.rows.push(['合计', words]);
      sheet.merges.push(`A${sheet.rows.length}:B${sheet.rows.length}`);
    } else if (place === 'unused') book.unused.push(words);
    else if (place === 'formula-text') sheet.rows.push([{ value: '无', formula: `IF(A1="${words}","有","无")` }]);
    else if (place === 'validation')
      after.push(
        `<dataValidations><dataValidation type="list" sqref="A1"><formula1>"甲,${text}"</formula1></dataValidation></dataValidations>`,
      );
    else if (place === 'print-header') after.push(`<headerFooter><oddHeader>&amp;C${text}</oddHeader></headerFooter>`);
    else if (place === 'name') names.push(`<definedName name="n${i}" hidden="1">"${text}"</definedName>`);
    else if (place === 'comment')
      notes.push(`<comment ref="A1" authorId="0"><text><r><t>${text}</t></r></text></comment>`);
    else if (place === 'thread')
      threads.push(`<threadedComment ref="A1" personId="{p}"><text>${text}</text></threadedComment>`);
    else if (place === 'shape')
      drawn.push(
        `<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="1" name="文本框 1"/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>`,
      );
    else if (place === 'alt')
      drawn.push(
        `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="图片 1" descr="${text}"/></xdr:nvPicPr><a:blip r:embed="x"/></xdr:pic>`,
      );
    else if (place === 'chart')
      book.parts[`xl/charts/chart${i}.xml`] = `<c:chart><c:pt><c:v>${text}</c:v></c:pt></c:chart>`;
    else if (place === 'person')
      book.parts[`xl/persons/person${i}.xml`] = `<personList><person id="p" displayName="${text}"/></personList>`;
    else if (place === 'link-text')
      after.push(`<hyperlinks><hyperlink ref="A1" location="B2" display="${text}"/></hyperlinks>`);
    else if (place === 'external')
      book.parts[`xl/externalLinks/externalLink${i}.xml`] =
        `<externalLink><cell r="A1"><v>${text}</v></cell></externalLink>`;
    else if (place === 'revision')
      book.parts[`xl/revisions/revisionLog${i}.xml`] =
        `<revisions><rcc><oc t="inlineStr"><is><t>${text}</t></is></oc></rcc></revisions>`;
    else if (place === 'author') book.parts['docProps/core.xml'] = `<cp><dc:creator>${text}</dc:creator></cp>`;
    else if (place === 'pivot' || place === 'pivot-field') {
      const shared = place === 'pivot-field' ? `<s v="${text}"/>` : '';
      book.parts[`xl/pivotCache/pivotCacheDefinition${i}.xml`] =
        `<pivotCacheDefinition><cacheFields><cacheField name="内容"><sharedItems>${shared}</sharedItems></cacheField></cacheFields></pivotCacheDefinition>`;
      book.parts[`xl/pivotCache/pivotCacheRecords${i}.xml`] =
        `<pivotCacheRecords><r>${shared ? '<x v="0"/>' : `<s v="${text}"/>`}</r></pivotCacheRecords>`;
    } else if (place === 'phonetic') sheet.rows.push([{ value: '注音', inline: true, phonetic: words }]);
    else if (place === 'embedded-docx') book.parts[`xl/embeddings/说明${i}.docx`] = await docx(paragraph(text));
    else if (place === 'unlisted')
      book.parts[`xl/worksheets/old${i}.xml`] =
        `<worksheet><sheetData><row><c t="inlineStr"><is><t>${text}</t></is></c></row></sheetData></worksheet>`;
    else if (place === 'link') {
      sheet.relations.push({ id: `h${i}`, type: 'hyperlink', target: `mailto:x?subject=${words}`, external: true });
      after.push(`<hyperlinks><hyperlink ref="A1" r:id="h${i}"/></hyperlinks>`);
    } else throw new Error(`no place ${place} in an .xlsx`);
  }
  if (notes.length) {
    book.parts['xl/comments1.xml'] =
      `<comments><authors><author>甲</author></authors><commentList>${notes.join('')}</commentList></comments>`;
    sheet.relations.push({ id: 'c1', type: 'comments', target: '../comments1.xml' });
  }
  if (threads.length) {
    book.parts['xl/threadedComments/t1.xml'] = `<ThreadedComments>${threads.join('')}</ThreadedComments>`;
    sheet.relations.push({ id: 't1', type: 'threadedComment', target: '../threadedComments/t1.xml' });
  }
  if (drawn.length) {
    book.parts['xl/drawings/drawing1.xml'] = `<xdr:wsDr>${drawn.join('')}</xdr:wsDr>`;
    sheet.relations.push({ id: 'd1', type: 'drawing', target: '../drawings/drawing1.xml' });
  }
  if (names.length) book.names = names.join('');
  sheet.after = after.join('');
  return xlsx(book);
}

export const PDF_PLACES = [
  ...[
    'text',
    'bar',
    'white-bar',
    'picture',
    'invisible',
    'white',
    'outside',
    'remark',
    'field',
    'author',
    'attachment',
    'older',
    'subject',
  ],
] as const;

/** A PDF of one page with these lines, and the plants in their places. */
export async function pdfWith(lines: readonly string[], plants: readonly Plant[]): Promise<Buffer> {
  const ops = lines.map((l, i) => textOp(l, 50, 780 - i * 22));
  const annotations: string[] = [];
  const info: Record<string, string> = {};
  const attachments: { name: string; bytes: Buffer }[] = [];
  let older: FixturePage | undefined;
  let y = 780 - lines.length * 22;
  for (const [i, { place, text }] of plants.entries()) {
    const wide = [...text].length * 16 + 10;
    if (place === 'text') ops.push(textOp(text, 50, y));
    else if (place === 'bar') ops.push(textOp(text, 50, y), barOp(45, y - 5, wide, 24));
    else if (place === 'white-bar') ops.push(textOp(text, 50, y), barOp(45, y - 5, wide, 24, '1 g'));
    else if (place === 'picture') ops.push(textOp(text, 50, y), `q ${wide} 0 0 26 45 ${y - 5} cm /Im1 Do Q`);
    else if (place === 'invisible') ops.push(textOp(text, 50, y, { mode: 3 }));
    else if (place === 'white') ops.push(textOp(text, 50, y, { colour: '1 g' }));
    else if (place === 'outside') ops.push(textOp(text, 700, y));
    else if (place === 'remark') annotations.push(`/Subtype /Text /Rect [10 10 30 30] /Contents ${pdfString(text)}`);
    else if (place === 'subject') annotations.push(`/Subtype /Text /Rect [10 10 30 30] /Subj ${pdfString(text)}`);
    else if (place === 'field')
      annotations.push(`/Subtype /Widget /FT /Tx /T (f${i}) /V ${pdfString(text)} /Rect [10 50 90 70]`);
    else if (place === 'author') info.Author = text;
    else if (place === 'attachment')
      attachments.push({ name: `底册${i}.docx`, bytes: await docx(paragraph(escapeMarkup(text))) });
    else if (place === 'older') older = { content: textOp(text, 50, 700) };
    else throw new Error(`no place ${place} in a PDF`);
    y -= 22;
  }
  const page = { content: ops.join('\n'), annotations };
  return pdfOf({ pages: [older ?? page], info, attachments, ...(older ? { saved: [page] } : {}) });
}

export const HTML_PLACES = [
  ...['text', 'table', 'comment', 'hidden', 'none', 'white', 'input', 'data', 'script', 'alt', 'meta', 'title', 'link'],
  ...['click', 'inner', 'data-uri'],
] as const;

/** A page with these paragraphs, and the plants in their places. */
export function htmlWith(lines: readonly string[], plants: readonly Plant[]): Buffer {
  const out = lines.map((l) => `<p>${escapeMarkup(l)}</p>`);
  for (const { place, text: words } of plants) {
    const text = escapeMarkup(words);
    const ways: Record<string, string> = {
      text: `<p>${text}</p>`,
      table: `<table><tr><th>内容</th></tr><tr><td>${text}</td></tr></table>`,
      comment: `<!-- ${words} -->`,
      hidden: `<p hidden>${text}</p>`,
      none: `<div style="display:none">${text}</div>`,
      white: `<span style="color:#fff">${text}</span>`,
      input: `<input type="hidden" value="${text}">`,
      data: `<p data-x="${text}">甲</p>`,
      script: `<script>var x = "${words}"</script>`,
      alt: `<img src="a.png" alt="${text}">`,
      meta: `<meta name="author" content="${text}">`,
      title: `<title>${text}</title>`,
      click: `<p onclick="show('${text}')">甲</p>`,
      inner: `<iframe srcdoc="${text}"></iframe>`,
      'data-uri': `<a href="data:text/plain;base64,${Buffer.from(words).toString('base64')}">甲</a>`,
      link: `<a href="mailto:x?subject=${text}">联系</a>`,
    };
    const way = ways[place];
    if (way === undefined) throw new Error(`no place ${place} in a page`);
    out.push(way);
  }
  return Buffer.from(`<!doctype html><html><body>${out.join('\n')}</body></html>`);
}
