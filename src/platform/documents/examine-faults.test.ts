import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { docx, docxEntries, ole, paragraph, placesOf, seen, zip } from './fixtures.ts';
import { pdfOf, pictureOp, textOp } from './fixtures-pdf.ts';
import { xlsx, xlsxEntries } from './fixtures-xlsx.ts';
import { cleanCopy, closeConverter, examine, type Limits } from './index.ts';

afterAll(closeConverter);
// As in `hostile.test.ts`: nothing here is refused because a busy machine was slow, but what is meant to be.
const PATIENT: Partial<Limits> = { millis: 600_000 };
vi.setConfig({ testTimeout: 600_000 });

const MB = 1024 * 1024;

/** What a person is told of a file that could not be looked at. */
async function refusal(name: string, bytes: Uint8Array, limits: Partial<Limits> = {}) {
  const result = await examine({ name, bytes }, { ...PATIENT, ...limits });
  if (result.ok) throw new Error(`examined: ${result.specimen.layers.length} layers`);
  expect(result.say).toMatch(/^[^\n]{10,120}。$/);
  return result;
}

/** An .xlsx with this inside `<sheetData>`. */
const sheet = (rows: string): Promise<Buffer> =>
  zip({
    ...xlsxEntries({ sheets: [{ name: '一', rows: [['a']] }] }),
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  });

describe('a spreadsheet out of all measure', () => {
  test('with a million empty rows is read, and the one cell far down is found', async () => {
    const empty = Array.from(
      { length: 1_048_575 },
      (_, i) => `<row r="${i + 1}" ht="15"><c r="A${i + 1}" s="3"/></row>`,
    );
    const last = '<row r="1048576"><c r="A1048576"><v>13800138000</v></c></row>';
    const s = await seen('a.xlsx', await sheet(empty.join('') + last), PATIENT);
    expect(placesOf(s, '13800138000')).toEqual(['shown 工作表“一”第1048576行']);
    expect(s.grids[0]?.rows).toHaveLength(1);
  });

  test('of 100 MB is read in bounded memory; beyond a million cells only as text, and that is said', async () => {
    const rows: string[] = [];
    for (let no = 1, size = 0; size < 100 * MB; no += 1) {
      const row = `<row r="${no}">${'ABCDEFGHIJ'.replace(/./g, (c) => `<c r="${c}${no}"><v>${(no * 7919) % 1_000_003}</v></c>`)}</row>`;
      rows.push(row);
      size += row.length;
    }
    const s = await seen('a.xlsx', await sheet(rows.join('')), PATIENT);
    expect(s.grids[0]?.rows).toHaveLength(100_000);
    expect(s.layers.find((l) => l.at === '工作表“一”')?.text.split('\n')).toHaveLength(rows.length);
    expect(s.blind).toEqual([{ code: 'rows-cut', say: expect.stringContaining('第100001行以后只查了文字') }]);
  });

  test('with more words than anybody reads is refused with what to do', async () => {
    const file = await sheet(`<row><c t="inlineStr"><is><t>${'甲'.repeat(2_000)}</t></is></c></row>`.repeat(500));
    expect(await refusal('a.xlsx', file, { textBytes: MB })).toMatchObject({
      reason: 'too-big',
      say: expect.stringContaining('请拆成几个文件'),
    });
  });

  test('with merges and columns over the whole sheet costs no more than its cells', async () => {
    const merges = Array.from({ length: 20_000 }, (_, i) => `A${i * 50 + 1}:XFD${i * 50 + 50}`);
    const before = '<cols><col min="2" max="16384" width="9" hidden="1"/></cols>';
    const s = await seen('a.xlsx', await xlsx({ sheets: [{ name: '一', rows: [['甲', '乙']], merges, before }] }));
    expect(placesOf(s, '乙')).toEqual(['hidden-text 工作表“一”第1行']);
  });
});

describe('a hostile file', () => {
  const deep = (n: number): string => '<a>'.repeat(n) + '</a>'.repeat(n);
  test.each<[string, string, () => Promise<Buffer> | Buffer, string]>([
    ['a sheet nested 100,000 deep', 'a.xlsx', () => sheet(deep(100_000)), 'too-deep'],
    ['a document nested 100,000 deep', 'a.docx', () => docx(deep(100_000)), 'too-deep'],
    ['a part that defines entities', 'a.xlsx', () => sheet('<!DOCTYPE x [<!ENTITY a "b">]>'), 'broken'],
    ['a password', 'a.xlsx', () => ole('EncryptedPackage'), 'encrypted'],
    ['half a file', 'a.xlsx', async () => (await sheet('<row/>')).subarray(0, 300), 'broken'],
    ['a program', 'a.xlsx', () => Buffer.from('\x7fELF\0\0'), 'wrong-type'],
    ['nothing', 'a.xlsx', () => Buffer.alloc(0), 'empty'],
  ])('of %s is refused', async (_what, name, build, reason) => {
    const bytes = await build();
    expect(await refusal(name, bytes)).toMatchObject({ reason });
    expect(await cleanCopy({ name, bytes })).toMatchObject({ ok: false, reason });
  });

  test('of a page nested 100,000 deep is refused', async () => {
    expect(await refusal('a.html', Buffer.from('<b>'.repeat(100_000)))).toMatchObject({ reason: 'too-deep' });
  });

  test('of noise under the name of a list is named', async () => {
    const noise = Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * 7919) % 251));
    expect((await seen('a.csv', noise)).blind.map((b) => b.code)).toEqual(['unknown']);
  });

  test('that is a zip bomb is refused by what comes out of it', async () => {
    const file = await zip({ ...docxEntries(paragraph('甲')), 'word/embeddings/a.docx': Buffer.alloc(50 * MB) });
    expect(await refusal('a.docx', file, { unpackedBytes: 40 * MB })).toMatchObject({ reason: 'bomb' });
  });

  test('inside another is named, and the rest is read', async () => {
    const inner = await docx(deep(1_000));
    const s = await seen('a.docx', await docx(paragraph('甲'), { extra: { 'word/embeddings/a.docx': inner } }));
    expect(s.blind).toEqual([{ code: 'too-deep', say: expect.stringContaining('嵌入文件“a.docx”没有看到里面') }]);
    expect(placesOf(s, '甲')).toEqual(['shown 第1段']);
  });

  test('of archives in archives is looked into two deep, and the third is named', async () => {
    let file: Buffer = Buffer.from('13800138000');
    for (const name of ['a.txt', 'b.zip', 'c.zip', 'd.zip']) file = await zip({ [name]: file });
    const s = await seen('e.zip', file);
    expect(s.blind).toEqual([{ code: 'too-deep', say: expect.stringContaining('“b.zip”一层套一层') }]);
  });

  test('that takes too long is stopped, and the next is read', async () => {
    const rows = '<row><c><v>1</v></c></row>'.repeat(400_000);
    expect(await refusal('a.xlsx', await sheet(rows), { millis: 20 })).toMatchObject({ reason: 'too-slow' });
    expect((await seen('a.txt', '照常')).layers[0]?.text).toBe('照常');
  });

  test('a PDF page that inflates to 120 MB is stopped', async () => {
    const content = deflateSync(Buffer.alloc(120 * MB, 'q '));
    const bytes = pdfOf({ pages: [{ content: '', packed: content }] });
    const limits = { millis: 5_000 };
    // The limit is none for a page as others: on this machine it can be read in that time.
    const plain = pdfOf({ pages: [{ content: textOp('甲', 60, 700) }] });
    expect(await examine({ name: 'a.pdf', bytes: plain }, limits)).toMatchObject({ ok: true });
    const { reason } = await refusal('a.pdf', bytes, limits);
    expect(['too-slow', 'too-much-memory']).toContain(reason);
  });
});

describe('old and odd files', () => {
  test.each<[string, Buffer, string]>([
    ['a.doc', ole('WordDocument'), '另存为.docx'],
    ['a.xls', ole('Workbook'), '另存为.xlsx'],
  ])('%s is named with what to do', async (name, bytes, say) => {
    expect((await seen(name, bytes)).blind).toEqual([{ code: 'old-office', say: expect.stringContaining(say) }]);
  });

  test('a PDF of many scanned pages is told from one with text without looking at the pictures', async () => {
    const page = { content: pictureOp(0, 0, 595, 842) };
    const s = await seen('a.pdf', pdfOf({ pages: Array.from({ length: 40 }, () => page), picture: { side: 3_000 } }));
    expect(s.pages.filter((p) => p.picture && p.chars === 0)).toHaveLength(40);
    expect(s.blind[0]?.say).toContain('有40页是扫描的图片');
  });
});
