// Places that a stranger's files were found to hide words in.
import { afterAll, describe, expect, test } from 'vitest';
import { docx, paragraph, placesOf, seen } from './fixtures.ts';
import { pdfOf, pdfString, textOp } from './fixtures-pdf.ts';
import { xlsx } from './fixtures-xlsx.ts';
import { closeConverter } from './index.ts';

afterAll(closeConverter);

const SECRET = '13800138000';
const NS = 'xmlns:a="urn:a"';

describe('a Word file is read for', () => {
  const field = (inner: string): string =>
    `<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData>${inner}</w:ffData></w:fldChar></w:r></w:p>`;
  test.each<[string, string, string]>([
    [`<w:p><w:bookmarkStart w:id="1" w:name="张某_${SECRET}"/></w:p>`, 'metadata', 'the name of a bookmark'],
    [field(`<w:statusText w:type="text" w:val="${SECRET}"/>`), 'hidden-text', 'what a field of a form says below'],
    [field(`<w:textInput><w:default w:val="${SECRET}"/></w:textInput>`), 'hidden-text', 'what a field began with'],
    [field(`<w:ddList><w:listEntry w:val="${SECRET}"/></w:ddList>`), 'hidden-text', 'what a list offers'],
  ])('%s', async (body, kind) => {
    expect(placesOf(await seen('a.docx', await docx(paragraph('甲') + body)), SECRET)[0]).toMatch(kind);
  });

  test('words shown from their end on, with the mark that says so', async () => {
    const turned = [...SECRET].reverse().join('');
    const body = `<w:p><w:bdo w:val="rtl"><w:r><w:t>${turned}</w:t></w:r></w:bdo></w:p>`;
    expect((await seen('a.docx', await docx(body))).layers[0]?.text).toBe(`\u202e${turned}\u202c`);
  });

  test.each([
    ['a drawing as text', { 'word/media/a.svg': `<svg><text>${SECRET}</text></svg>` }],
    [
      'the name of a property',
      { 'docProps/custom.xml': `<Properties><property name="${SECRET}"><a:b ${NS}>x</a:b></property></Properties>` },
    ],
  ])('%s', async (_, extra) => {
    expect(placesOf(await seen('a.docx', await docx(paragraph('甲'), { extra })), SECRET)).toHaveLength(1);
  });
});

describe('a spreadsheet is read for', () => {
  const at = (after: string): string => after;
  test.each([
    [
      'a filter’s words',
      at(`<autoFilter><customFilters><customFilter val="*${SECRET}*"/></customFilters></autoFilter>`),
    ],
    ['the words of a link', at(`<hyperlinks><hyperlink ref="A1" location="b" display="${SECRET}"/></hyperlinks>`)],
  ])('%s', async (_, after) => {
    const s = await seen('a.xlsx', await xlsx({ sheets: [{ name: '一', rows: [['甲']], after }] }));
    expect(placesOf(s, SECRET)[0]).toMatch(/^hidden-text/);
    expect(s.layers.some((l) => l.text.includes(`*${SECRET}`))).toBe(false);
  });

  test.each([
    [
      'who wrote in threads',
      { 'xl/persons/person.xml': `<personList><person id="1" displayName="${SECRET}"/></personList>` },
    ],
    [
      'the name of a column that a pivot table copied',
      {
        'xl/pivotCache/pivotCacheDefinition1.xml': `<d><cacheFields><cacheField name="${SECRET}"/></cacheFields></d>`,
      },
    ],
  ])('%s', async (_, parts) => {
    const s = await seen('a.xlsx', await xlsx({ sheets: [{ name: '一', rows: [['甲']] }], parts }));
    expect(placesOf(s, SECRET)).toHaveLength(1);
  });
});

describe('a page is read for', () => {
  const within = (n: number): string =>
    n === 0
      ? SECRET
      : `<iframe srcdoc="${within(n - 1)
          .replaceAll('&', '&amp;')
          .replaceAll('"', '&quot;')}"></iframe>`;
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  test.each([
    ['what a script does at a click', `<p onclick="show('${SECRET}')">甲</p>`],
    ['an identifier', `<p id="${SECRET}">甲</p>`],
    ['a page inside it', `<iframe srcdoc="&lt;p&gt;${SECRET}&lt;/p&gt;"></iframe>`],
    ['a text inside an address', `<a href="data:text/plain;base64,${base64(SECRET)}">甲</a>`],
    [
      'a drawing inside an address',
      `<img alt="图" src="data:image/svg+xml,%3Csvg%3E%3Ctext%3E${SECRET}%3C/text%3E%3C/svg%3E">`,
    ],
    [
      'signs that a script spells out',
      `<script>a="${[...SECRET].map((c) => `\\u00${c.charCodeAt(0).toString(16)}`).join('')}"</script>`,
    ],
    ['a remark of a page inside it', `<iframe srcdoc="&lt;!--${SECRET}--&gt;&lt;p&gt;乙"></iframe>`],
    ['a picture of a page inside it', `<iframe srcdoc="&lt;img alt='${SECRET}'&gt;"></iframe>`],
    [
      'a text in an address of a page inside it',
      `<iframe srcdoc="&lt;a href='data:text/plain,${SECRET}'&gt;乙&lt;/a&gt;"></iframe>`,
    ],
    ['a link of a page inside it', `<iframe srcdoc="&lt;a href='tel:${SECRET}'&gt;乙&lt;/a&gt;"></iframe>`],
    ['an attribute of a page in an address', `<a href="data:text/html,<b title=${SECRET}>乙</b>">甲</a>`],
    [
      'a remark of a drawing in an address',
      `<img alt="图" src="data:image/svg+xml;base64,${base64(`<svg><!--${SECRET}--></svg>`)}">`,
    ],
    ['pages within pages', within(9)],
    ['a number to call', `<a href="tel:${SECRET}">甲</a>`],
    ['a number to call that is not shown', `<div hidden><a href="sms:${SECRET}">甲</a></div>`],
    ['a number to call of an area', `<map><area alt="" href="tel:${SECRET}"></map>`],
  ])('%s', async (_, html) => {
    expect(placesOf(await seen('a.html', `<html><p>甲</p>${html}`), SECRET).length).toBeGreaterThan(0);
  });

  test.each([
    ['an element of its own', (t: string) => `<bdo dir="rtl">${t}</bdo>`],
    ['a style', (t: string) => `<span style="unicode-bidi:bidi-override;direction:rtl">${t}</span>`],
  ])('words shown from their end on by %s, with the mark that says so', async (_, as) => {
    const turned = [...SECRET].reverse().join('');
    const s = await seen('a.html', `<html><p>电话${as(turned)}。</p>`);
    expect(s.layers[0]?.text).toBe(`电话\u202e${turned}\u202c。`);
  });

  test('a whole file inside an address', async () => {
    const inner = (await docx(paragraph(SECRET))).toString('base64');
    const s = await seen('a.html', `<html><a href="data:application/octet-stream;base64,${inner}">附件</a>`);
    expect(placesOf(s, SECRET)[0]).toMatch(/^embedded/);
  });

  test.each([
    ['a script at a click', 'a.html', Buffer.from(`<html><p onclick="show('１３８００１３８０００')">甲</p>`)],
    [
      'a bookmark',
      'a.docx',
      docx(`<w:p><w:bookmarkStart w:id="1" w:name="张某１３８００１３８０００"/></w:p>${paragraph('甲')}`),
    ],
  ])('figures in full width in %s', async (_, name, file) => {
    expect(placesOf(await seen(name, await file), '１３８００１３８０００')).toHaveLength(1);
  });

  test('words in the address of a picture, and not its figures', async () => {
    const s = await seen(
      'a.html',
      `<html><p>甲</p><img alt="图" src="/2026/${SECRET}.jpg"><img alt="图" src="/张某证件.jpg">`,
    );
    expect(placesOf(s, SECRET)).toEqual([]);
    expect(placesOf(s, '张某证件')).toHaveLength(1);
  });
});

test('a text with stray NULs is named as one that was not read, not read as another encoding', async () => {
  const text = Buffer.from(`通\0知\n电话${SECRET}\n通\0知`);
  expect((await seen('a.txt', text)).blind.map((b) => b.code)).toEqual(['unknown']);
  expect(placesOf(await seen('a.txt', Buffer.from(`通知\n电话${SECRET}`, 'utf16le')), SECRET)).toHaveLength(1);
});

describe('a PDF is read for', () => {
  const page = (annotation: string) =>
    pdfOf({ pages: [{ content: textOp('甲', 60, 700), annotations: [`${annotation} /Rect [1 1 9 9]`] }] });
  test.each([
    ['the subject of a remark', `/Subtype /Text /Subj ${pdfString(SECRET)}`],
    ['choices of a field', `/Subtype /Widget /FT /Ch /T (f) /Opt [(a) (${SECRET})]`],
    ['escaped signs', `/Subtype /Text /X (\\061${SECRET.slice(1)})`],
    ['strings in hexadecimal', `/Subtype /Text /X <${Buffer.from(SECRET).toString('hex')}>`],
  ])('%s', async (_, annotation) => {
    expect(placesOf(await seen('a.pdf', page(annotation)), SECRET).length).toBeGreaterThan(0);
  });

  test('letters in any order, once each', async () => {
    const letters = [...`电话${SECRET}`].map((c, i) => textOp(c, 60 + i * 16, 700));
    for (const content of [letters.reverse().join(' '), [...letters, ...letters].join(' ')]) {
      const s = await seen('a.pdf', pdfOf({ pages: [{ content }] }));
      expect(placesOf(s, SECRET)).toEqual(['shown 第1页']);
    }
  });

  test.each([
    ['whole, a little to the right', [textOp(`电话${SECRET}`, 60, 700), textOp(`电话${SECRET}`, 60.4, 700)]],
    [
      'letter by letter',
      [...`电话${SECRET}`].flatMap((c, i) => [textOp(c, 60 + i * 16, 700), textOp(c, 60.3 + i * 16, 700)]),
    ],
  ])('letters printed twice to make them bold: %s', async (_, ops) => {
    const s = await seen('a.pdf', pdfOf({ pages: [{ content: ops.join(' ') }] }));
    expect(s.layers[0]?.text).toBe(`电话${SECRET}`);
  });

  const plain = pdfOf({ pages: [{ content: textOp('甲', 60, 700) }] });
  const within = (more: string): Buffer => Buffer.concat([plain, Buffer.from(`\n${more}\n%%EOF`)]);
  const object = `99 0 obj\n<< /T (${SECRET}) >>\nendobj`;
  test.each([
    ['a comment that speaks of a key', `%/Encrypt 1 0 R\n${object}`],
    ['a string that ends like a stream', `98 0 obj\n<< /T (upstream) >>\nendobj\n${object}`],
    ['a comment with half a string', `%<\n${object}`],
    ['a long comment', `%${'x'.repeat(13_000_000)}\n${object}`],
    ['a comment', `%张某${SECRET}`],
    [
      'brackets within the spoken form of letters',
      `99 0 obj\n<< /Length 9 >>\nstream\n/Span << /ActualText (a(${SECRET})b) >> BDC\nendstream\nendobj`,
    ],
  ])('what stands behind %s', async (_, more) => {
    const s = await seen('a.pdf', within(more));
    expect(placesOf(s, SECRET)).toEqual(['metadata PDF里的其他文字']);
    expect(s.blind).toEqual([]);
  });

  test('texts that are ciphered, which it says', async () => {
    const s = await seen('a.pdf', within(`${object}\ntrailer << /Size 9 /Encrypt 1 0 R >>`));
    expect(s.blind.map((b) => b.code)).toContain('unread');
  });

  test.each([
    ['a page', `<!DOCTYPE html><p>电话${SECRET}</p><br>`],
    ['XML that is none', `<a>电话${SECRET}<b></a>`],
  ])('%s that is attached', async (_, inner) => {
    const bytes = Buffer.from(inner);
    const file = pdfOf({ pages: [{ content: textOp('甲', 60, 700) }], attachments: [{ name: 'a.html', bytes }] });
    expect(placesOf(await seen('a.pdf', file), SECRET)[0]).toMatch(/^embedded/);
  });

  test('pages taken out and left in the file, which it says', async () => {
    const whole = pdfOf({ pages: [{ content: textOp('甲', 60, 700) }] });
    const left = Buffer.concat([whole, Buffer.from('\n99 0 obj\n<< /Type /Page >>\nendobj\n%%EOF')]);
    expect((await seen('a.pdf', left)).blind.map((b) => b.code)).toEqual(['left-pages']);
    expect((await seen('a.pdf', whole)).blind).toEqual([]);
  });

  test('what stands behind a mail’s head', async () => {
    const whole = Buffer.concat([Buffer.from('Content-Type: application/pdf\r\n\r\n'), page('/Subtype /Text')]);
    expect((await seen('a.pdf', whole)).format).toBe('pdf');
    expect((await seen('a.txt', '以%PDF-1.7 开头的文件是PDF')).format).toBe('txt');
  });
});
