import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { docx, docxEntries, good, paragraph, pdf, zip } from './fixtures.ts';
import { closeConverter, convert, type Limits } from './index.ts';

afterAll(closeConverter);
// A busy machine may take its time: what is refused is refused for its own reason, never because the clock ran out.
const PATIENT: Partial<Limits> = { millis: 600_000 };
vi.setConfig({ testTimeout: 600_000 });
/** Less than a worker needs to read anything large. */
const AT_ONCE = 20;

const MB = 1024 * 1024;

/** What a person is told. */
async function refusal(name: string, bytes: Uint8Array, limits: Partial<Limits> = {}) {
  const result = await convert({ name, bytes }, { ...PATIENT, ...limits });
  if (result.ok) throw new Error(`converted: ${result.text.slice(0, 100)}`);
  expect(result.say).toMatch(/^[^\n]{10,120}。$/);
  return { reason: result.reason, say: result.say };
}

/** Overwrites what a zip says of an entry's inflated size, in its directory and its local header. */
function lieAboutSize(file: Buffer, size: number): Buffer {
  const out = Buffer.from(file);
  const end = out.lastIndexOf(Buffer.from('PK\x05\x06'));
  let at = out.readUInt32LE(end + 16);
  while (out.readUInt32LE(at) === 0x02014b50) {
    out.writeUInt32LE(size, at + 24);
    out.writeUInt32LE(size, out.readUInt32LE(at + 42) + 22);
    at += 46 + out.readUInt16LE(at + 28) + out.readUInt16LE(at + 30) + out.readUInt16LE(at + 32);
  }
  return out;
}

describe('a zip bomb', () => {
  const zeros = Buffer.alloc(210 * MB);
  const big = zip({ ...docxEntries(paragraph('甲')), 'word/media/a.bin': zeros });

  test('is refused by what comes out of it', async () => {
    const bomb = await big;
    expect(bomb.length).toBeLessThan(MB);
    const { reason, say } = await refusal('a.docx', bomb);
    expect(reason).toBe('bomb');
    expect(say).toContain('像是压缩炸弹');
  });

  test('that compresses no more than documents do is refused by its size', async () => {
    const { say } = await refusal('a.docx', await big, { ratio: 1e9 });
    expect(say).toContain('解压后超过200MB');
  });

  test('that says it is small is not believed', async () => {
    const bomb = lieAboutSize(
      await zip({ ...docxEntries(paragraph('甲')), 'word/media/a.bin': zeros.subarray(0, 10 * MB) }),
      100,
    );
    expect(await refusal('a.docx', bomb)).toMatchObject({ reason: 'bomb', say: expect.stringContaining('对不上') });
  });

  test('of many small files is refused', async () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`word/media/${i}`, 'x']));
    const file = await zip({ ...docxEntries(paragraph('甲')), ...many });
    expect(await refusal('a.docx', file, { entries: 100 })).toMatchObject({ reason: 'bomb' });
  });
});

describe('a document too large to publish', () => {
  const row = `<w:tr>${`<w:tc>${paragraph('水库除险加固')}</w:tc>`.repeat(6)}</w:tr>`;
  const table = (bytes: number): string => `<w:tbl>${row.repeat(Math.ceil(bytes / Buffer.byteLength(row)))}</w:tbl>`;

  test('a table of 100 MB in a small file is refused before it is parsed', async () => {
    const file = await docx(table(100 * MB));
    expect(file.length).toBeLessThan(2 * MB);
    const { reason, say } = await refusal('a.docx', file);
    expect(['too-big', 'bomb']).toContain(reason);
    expect(say).toContain('没有打开');
  });

  test('when it does get parsed, the worker runs out of memory and this process goes on', async () => {
    const file = await docx(table(16 * MB));
    const limits = { textBytes: 200 * MB, ratio: 1e9, memoryMb: 48 };
    expect(await refusal('a.docx', file, limits)).toMatchObject({ reason: 'too-much-memory' });
    expect((await good('a.txt', '照常')).text).toBe('照常');
  });

  test('when it takes too long, the worker is stopped and the next file is read', async () => {
    const file = await docx(table(4 * MB));
    const { reason, say } = await refusal('a.docx', file, { millis: AT_ONCE });
    expect(reason).toBe('too-slow');
    expect(say).toContain('秒还没读完');
    expect((await good('a.txt', '照常')).text).toBe('照常');
  });

  test('a file over 50 MB is not even handed to a worker', async () => {
    const { reason, say } = await refusal('a.txt', Buffer.alloc(51 * MB, '甲'));
    expect(reason).toBe('too-big');
    expect(say).toContain('有51MB，超过50MB');
  });

  test('a text of 20 MB is told to become a table', async () => {
    expect(await refusal('a.txt', Buffer.alloc(20 * MB, 'a'))).toMatchObject({ reason: 'too-big' });
  });
});

describe('hostile structure', () => {
  const deep = (open: string, close: string, n: number): string => open.repeat(n) + close.repeat(n);

  test.each<[string, () => Promise<Buffer> | Buffer, string, string]>([
    ['a.docx', () => docx(deep('<w:smartTag>', '</w:smartTag>', 100_000)), 'too-deep', '100,000 levels of XML'],
    ['a.docx', () => docx('<w:sdt>'.repeat(100_000)), 'too-deep', 'never closed'],
    [
      'a.docx',
      () => docx(deep('<w:tbl><w:tr><w:tc>', '</w:tc></w:tr></w:tbl>', 30_000)),
      'too-deep',
      'tables in tables',
    ],
    [
      'a.docx',
      () => docx('', { extra: { 'word/styles.xml': deep('<a>', '</a>', 100_000) } }),
      'too-deep',
      'in another part',
    ],
    ['a.html', () => Buffer.from(deep('<div>', '</div>', 100_000)), 'too-deep', 'a web page'],
    ['a.html', () => Buffer.from('<b><i>'.repeat(200_000)), 'too-deep', 'tags never closed'],
    ['a.docx', () => docx('</w:p><w:p>'), 'broken', 'XML that does not fit together'],
    ['a.docx', async () => (await docx(paragraph('甲'))).subarray(0, 300), 'broken', 'cut off in transfer'],
    ['a.docx', async () => (await docx(paragraph('甲'.repeat(5_000)))).fill(7, 500, 560), 'broken', 'bytes damaged'],
    ['a.docx', () => zip({ 'a.txt': '甲' }), 'wrong-type', 'just a zip'],
    ['a.docx', () => zip({ '[Content_Types].xml': '<a/>', 'xl/workbook.xml': '<a/>' }), 'wrong-type', 'an Excel file'],
    ['a.txt', () => Buffer.alloc(0), 'empty', 'nothing'],
    ['a.txt', () => Buffer.alloc(5_000), 'broken', 'only NULs'],
    ['a.txt', () => Buffer.from(' \r\n\u3000\n'), 'no-text', 'only blanks'],
    ['a.txt', () => Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * 7919) % 251)), 'wrong-type', 'noise'],
    ['a.pdf', () => Buffer.from('%PDF-1.7\n坏的'), 'broken', 'a PDF in name'],
    ['a.pdf', () => pdf([[{ text: '甲', x: 1, y: 1 }]]).subarray(0, 60), 'broken', 'a PDF cut off'],
  ])('%s is refused (%#)', async (name, build, reason) => {
    expect(await refusal(name, await build())).toMatchObject({ reason });
  });

  test('entities that expand without end are not expanded', async () => {
    const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('');
    const entries = docxEntries(paragraph('&e9;'));
    const xml = String(entries['word/document.xml']).replace('?>', `?><!DOCTYPE x [<!ENTITY e0 "x">${entities}]>`);
    const { reason, say } = await refusal('a.docx', await zip({ ...entries, 'word/document.xml': xml }));
    expect(reason).toBe('broken');
    expect(say).toContain('外部定义');
  });

  test('a PDF page that inflates to 120 MB is stopped', async () => {
    const content = deflateSync(Buffer.alloc(120 * MB, 'q '));
    const limits = { millis: 5_000 };
    // The limit is none for a page as others: on this machine it can be read in that time.
    expect(await convert({ name: 'a.pdf', bytes: pdf([[{ text: '甲', x: 60, y: 700 }]]) }, limits)).toMatchObject({
      ok: true,
    });
    const { reason } = await refusal('a.pdf', pdf([[]], { content }), limits);
    expect(['too-slow', 'too-much-memory']).toContain(reason);
  });

  test('a page of scripts comes out as its words', async () => {
    const { html, text } = await good(
      'a.html',
      '<body onload=alert(1)><svg><script>alert(1)</script></svg><p style="behavior:url(x)" onclick=alert(1)>正文</p><a href="java&#10;script:alert(1)">链接</a>',
    );
    expect(html).toBe('<p>正文</p><p>链接</p>');
    expect(text).toBe('正文\n链接');
  });
});

describe('the workers', () => {
  afterEach(closeConverter);

  test('answer every file of a crowd in which some kill them', async () => {
    const killer = await docx(`<w:tbl>${`<w:tr><w:tc>${paragraph('甲')}</w:tc></w:tr>`.repeat(40_000)}</w:tbl>`);
    const jobs = Array.from({ length: 24 }, (_, i) =>
      i % 8 === 3
        ? convert({ name: 'x.docx', bytes: killer }, { millis: AT_ONCE })
        : convert({ name: `${i}.txt`, bytes: Buffer.from(`第${i}件`) }, PATIENT),
    );
    const results = await Promise.all(jobs);
    results.forEach((result, i) => {
      if (i % 8 === 3) expect(result).toMatchObject({ ok: false, reason: 'too-slow' });
      else expect(result).toMatchObject({ ok: true, text: `第${i}件` });
    });
  });

  test('leave the caller its bytes', async () => {
    const bytes = new Uint8Array(Buffer.from('甲乙'));
    await convert({ name: 'a.txt', bytes });
    expect(bytes.byteLength).toBe(6);
  });

  test('do not keep a program from ending that forgot to close them', async () => {
    const index = new URL('./index.ts', import.meta.url).href;
    const script = `import { convert } from '${index}'; console.log((await convert({ name: 'a.txt', bytes: Buffer.from('甲') })).text);`;
    const args = ['--input-type=module', '-e', script];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 300_000 });
    expect(stdout.trim()).toBe('甲');
  });

  test('that are closed refuse what is under way and start again for the next', async () => {
    const pending = convert({ name: 'a.txt', bytes: Buffer.from('甲') });
    await closeConverter();
    expect(await pending).toMatchObject({ ok: false, reason: 'crashed' });
    expect((await good('a.txt', '乙')).text).toBe('乙');
  });
});
