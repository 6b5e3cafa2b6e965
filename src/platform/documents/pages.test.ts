import { createHash } from 'node:crypto';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { day } from '../../lib/day.ts';
import { examine } from './examine.ts';
import { barOp, pdfOf, pdfString, pictureOp, textOp } from './fixtures-pdf.ts';
import { type Bar, closeConverter, convert, coverPages, pagePicture, pageSizes } from './index.ts';
import { pictureSize } from './pages-open.ts';
import { encodePng } from './png.ts';

// Drawing pages takes a second each, and more on a machine that does other things.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

afterAll(closeConverter);

const SECRET = '110101199003070000';
const FILE = pdfOf({
  pages: [
    {
      content: `${textOp('受助人甲', 60, 760)} ${textOp(`号码${SECRET}`, 60, 700)} ${textOp('隐藏', 60, 500, { mode: 3 })}`,
      annotations: [`/Subtype /Text /Rect [60 690 90 720] /Contents ${pdfString(`批注${SECRET}`)}`],
    },
    { content: `${textOp('第二页', 60, 700)} ${barOp(60, 300, 100, 50)}` },
  ],
  info: { Title: SECRET, Author: '经办人' },
  attachments: [{ name: '名册.csv', bytes: Buffer.from(SECRET) }],
  saved: [
    { content: `${textOp('受助人甲', 60, 760)} ${textOp(`号码${SECRET}`, 60, 700)}` },
    { content: textOp('第二页', 60, 700) },
  ],
});
// The line of the number: 16 points from 700 up, in shares of 595 × 842.
const BAR: Bar = { x: 55 / 595, y: (842 - 720) / 842, width: 400 / 595, height: 26 / 842 };
const burnOf = (pages: readonly { bars: readonly Bar[]; foot: string }[]) => ({
  pages,
  title: '发放名册（遮盖后）',
  unit: '清河县民政局',
  date: day('2026-03-26'),
});
const file = (bytes: Uint8Array, name = 'a.pdf') => ({ name, bytes });
const must = <T extends { ok: boolean }>(answer: T): Extract<T, { ok: true }> => {
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer as Extract<T, { ok: true }>;
};
const colours = async (
  png: Uint8Array,
  at: { x: number; y: number; width: number; height: number },
): Promise<Set<string>> => {
  const image = await loadImage(Buffer.from(png));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const [x, y] = [Math.ceil(at.x * image.width) + 1, Math.ceil(at.y * image.height) + 1];
  const [w, h] = [Math.floor(at.width * image.width) - 3, Math.floor(at.height * image.height) - 3];
  const { data } = context.getImageData(x, y, w, h);
  const seen = new Set<string>();
  for (let i = 0; i < data.length; i += 4) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
  return seen;
};

describe('a file with bars burnt in', () => {
  const covered = async () =>
    must(
      await coverPages(
        file(FILE),
        burnOf([
          { bars: [BAR], foot: '本页遮盖1处：个人隐私。' },
          { bars: [], foot: '' },
        ]),
      ),
    ).bytes;

  test('holds no text at all, no remark, no file, no earlier version, no property but the new ones', async () => {
    const before = await examine(file(FILE));
    expect(JSON.stringify(before)).toContain(SECRET);
    const bytes = await covered();
    const after = must(await examine(file(bytes))).specimen;
    const said = after.layers.filter((l) => l.text.trim() !== '').map((l) => [l.kind, l.text]);
    expect(said).toEqual([
      ['metadata', '发放名册（遮盖后）'],
      ['metadata', '清河县民政局'],
    ]);
    expect(after.pages.map((x) => [x.chars, x.picture])).toEqual([
      [0, true],
      [0, true],
    ]);
    // Nor does any object of the file hold it, however it is written.
    const raw = Buffer.from(bytes).toString('latin1');
    expect(raw).not.toContain(SECRET);
    expect(raw).not.toMatch(/\/EmbeddedFile|\/Annots|\/Font|\/Metadata|\/JavaScript/);
    expect(raw.match(/%%EOF/g)).toHaveLength(1);
  });

  test('is one colour under the bar, and shows what was not covered', async () => {
    // The foot makes the first page longer, so shares of its height shrink.
    const bytes = await covered();
    const [size] = must(await pageSizes(file(bytes))).sizes;
    const shrink = 842 / (size?.height ?? 842);
    const png = must(await pagePicture(file(bytes), 0)).bytes;
    expect([...(await colours(png, { ...BAR, y: BAR.y * shrink, height: BAR.height * shrink }))]).toEqual(['0,0,0']);
    const name = { x: 55 / 595, y: ((842 - 780) / 842) * shrink, width: 100 / 595, height: (26 / 842) * shrink };
    expect((await colours(png, name)).size).toBeGreaterThan(2);
    // The same place of the file as it came: the number is there to be read.
    expect((await colours(must(await pagePicture(file(FILE), 0)).bytes, BAR)).size).toBeGreaterThan(2);
  });

  test('says below the page that it was covered, and leaves a page without bars as long as it was', async () => {
    const { sizes } = must(await pageSizes(file(await covered())));
    expect(sizes[0]?.height).toBeGreaterThan(842 + 20);
    expect(sizes[1]).toEqual({ width: 595, height: 842 });
  });

  test('is the same bytes whenever it is made', async () => {
    const sum = async () =>
      createHash('sha256')
        .update(await covered())
        .digest('hex');
    expect(await sum()).toBe(await sum());
  });

  test.each<[string, Bar]>([
    ['a bar over the edge', { x: 0.9, y: 0.9, width: 0.5, height: 0.5 }],
    ['a bar of nearly nothing', { x: 0.5, y: 0.5, width: 0.0001, height: 0.0001 }],
    ['the whole page', { x: 0, y: 0, width: 1, height: 1 }],
  ])('%s is painted as far as there is a page', async (_what, bar) => {
    const bytes = must(await coverPages(file(FILE), burnOf([{ bars: [bar], foot: '' }]))).bytes;
    const png = must(await pagePicture(file(bytes), 0)).bytes;
    const image = await loadImage(Buffer.from(png));
    const context = createCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    const x = Math.min(image.width - 1, Math.floor((bar.x + Math.min(bar.width, 1 - bar.x) / 2) * image.width));
    const y = Math.min(image.height - 1, Math.floor((bar.y + Math.min(bar.height, 1 - bar.y) / 2) * image.height));
    expect(context.getImageData(x, y, 1, 1).data[0]).toBeLessThan(200);
  });

  test('a scan and a photograph are covered like a page of text', async () => {
    const scan = pdfOf({ pages: [{ content: pictureOp(0, 0, 595, 842) }], picture: { side: 3000 } });
    expect([...(await colours(must(await pagePicture(file(scan), 0)).bytes, BAR))]).toEqual(['128,128,128']);
    const photo = createCanvas(800, 600);
    photo.getContext('2d').fillText(SECRET, 10, 10);
    for (const type of ['image/png', 'image/jpeg'] as const) {
      const bytes = type === 'image/png' ? photo.toBuffer('image/png') : photo.toBuffer('image/jpeg');
      expect(pictureSize(bytes)).toEqual({ width: 800, height: 600 });
      const made = must(
        await coverPages(file(bytes, 'a.jpg'), burnOf([{ bars: [{ x: 0, y: 0, width: 1, height: 1 }], foot: '' }])),
      ).bytes;
      expect([
        ...(await colours(must(await pagePicture(file(made), 0)).bytes, { x: 0, y: 0, width: 1, height: 1 })),
      ]).toEqual(['0,0,0']);
    }
  });
});

describe('what cannot be shown', () => {
  const pages = (n: number) => pdfOf({ pages: Array.from({ length: n }, () => ({ content: '' })) });
  const bomb = encodePng({ width: 1, height: 1, grey: true, data: new Uint8Array(1) });
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  test.each<[string, Uint8Array, string]>([
    ['a text', Buffer.from('只有文字'), '不能逐页显示'],
    ['a PDF of 301 pages', pages(301), '超过300页'],
    ['a picture of 3.6 billion points', bomb, '太大了'],
    ['half a PDF', FILE.subarray(0, 200), '不完整'],
  ])('%s is refused with a line that says what to do', async (_what, bytes, say) =>
    expect(await pageSizes(file(bytes))).toMatchObject({ ok: false, say: expect.stringContaining(say) }),
  );
  test('a page that is not there', async () =>
    expect(await pagePicture(file(FILE), 9)).toMatchObject({ ok: false, say: '没有第10页。' }));
});

test('tasks of different size at once are each answered, each by its own', async () => {
  const jobs = Array.from({ length: 8 }, (_, i) => i);
  const answers = await Promise.all(
    jobs.map(async (i) => {
      if (i % 2 === 0) return must(await convert({ name: 'a.txt', bytes: Buffer.from(`第${i}件`) })).text;
      const read = must(await examine({ name: 'a.txt', bytes: Buffer.from(`第${i}件`) }));
      return read.specimen.layers[0]?.text ?? '';
    }),
  );
  expect(answers.map((x) => x.trim())).toEqual(jobs.map((i) => `第${i}件`));
});
