import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { magicOf } from './magic.ts';
import { openPdf } from './pdf-open.ts';
import { Refused, SAY } from './refusal.ts';

export type PageSize = { width: number; height: number };
/** A document as pages that can be drawn; sizes in points. */
export type Pages = {
  sizes: PageSize[];
  /** A picture of a page from 0, at most `pixels` of it and at most `DPI`. */
  draw(index: number, pixels: number): Promise<{ canvas: Canvas; context: SKRSContext2D }>;
  close(): Promise<void>;
};

/** Enough for print and for the eye of whoever looks for what was missed. */
const DPI = 200;
/** A scanned A3 page at 400 dpi; what is larger is no page. */
const PICTURE_POINTS = 40_000_000;
/** A side of a page: two metres. */
const LONGEST = 5_700;
const MOST_PAGES = 300;

/** A name of our own, so that it is told from fonts of the machine. */
const FACE = 'Gongkai Serif';

type Lib = typeof import('@napi-rs/canvas');
let lib: Promise<Lib> | undefined;

/** The canvas, and one typeface for texts whose own is not in the file. */
export function loadCanvas(): Promise<Lib> {
  lib ??= (async () => {
    const canvas = await import('@napi-rs/canvas');
    // Kept by the whole process once registered, whichever worker came first: never a second copy of 15 MB.
    if (!canvas.GlobalFonts.has(FACE)) {
      const root = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));
      canvas.GlobalFonts.register(await readFile(join(root, '400Regular/NotoSerifSC_400Regular.ttf')), FACE);
      for (const name of ['serif', 'sans-serif', 'monospace']) canvas.GlobalFonts.setAlias(FACE, name);
    }
    return canvas;
  })();
  return lib;
}

/** Opens a PDF or a picture (PNG, JPEG). Throws `Refused` for anything else, and for what is too large. */
export async function openPages(bytes: Uint8Array): Promise<Pages> {
  const magic = magicOf(bytes);
  if (magic === 'pdf') return pdfPages(bytes);
  const size = pictureSize(bytes);
  if (!size) throw new Refused('unsupported', '这个文件不能逐页显示。请传.pdf、.docx、.xlsx、.png或.jpg。');
  return picturePage(bytes, size);
}

async function pdfPages(bytes: Uint8Array): Promise<Pages> {
  const task = await openPdf(bytes, PICTURE_POINTS);
  const document = await task.promise.catch((error: Error) => {
    throw error.name === 'PasswordException'
      ? new Refused('encrypted', SAY.encrypted())
      : new Refused('broken', SAY.broken());
  });
  if (document.numPages > MOST_PAGES)
    throw new Refused('too-big', `这个文件有${document.numPages}页，超过${MOST_PAGES}页。请拆成几个文件再传。`);
  const sizes: PageSize[] = [];
  for (let no = 1; no <= document.numPages; no++) {
    const { width, height } = (await document.getPage(no)).getViewport({ scale: 1 });
    if (!(width >= 1 && height >= 1 && Math.max(width, height) <= LONGEST))
      throw new Refused('too-big', `第${no}页大得不像一页纸，没有打开。请另存为A4或A3的PDF再传。`);
    sizes.push({ width, height });
  }
  const { createCanvas } = await loadCanvas();
  return {
    sizes,
    async draw(index, pixels) {
      const page = await document.getPage(index + 1);
      const size = sizes[index] ?? { width: 1, height: 1 };
      const viewport = page.getViewport({ scale: scaleOf(size, pixels) });
      const canvas = createCanvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)));
      const context = canvas.getContext('2d');
      // The library is written for a browser's canvas, which this one imitates.
      const target = { canvas, canvasContext: context, viewport } as unknown as Parameters<typeof page.render>[0];
      await page.render(target).promise;
      page.cleanup();
      return { canvas, context };
    },
    close: () => task.destroy(),
  };
}

const scaleOf = ({ width, height }: PageSize, pixels: number): number =>
  Math.min(DPI / 72, Math.sqrt(pixels / (width * height)));

/** Width and height as the file's own head says them, before anything is decoded; undefined when it is neither PNG nor JPEG. */
export function pictureSize(bytes: Uint8Array): PageSize | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.length > 24 && view.readUInt32BE(0) === 0x89504e47)
    return { width: view.readUInt32BE(16), height: view.readUInt32BE(20) };
  if (view.length < 4 || view.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < view.length; ) {
    if (view[at] !== 0xff) return undefined;
    const mark = view[at + 1] ?? 0;
    if (mark === 0xff) at += 1;
    else if (mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark))
      return { height: view.readUInt16BE(at + 5), width: view.readUInt16BE(at + 7) };
    else at += 2 + (mark === 0x01 || (mark >= 0xd0 && mark <= 0xd8) ? 0 : view.readUInt16BE(at + 2));
  }
  return undefined;
}

/** A picture fills the width of an A4 page, or its height where that is less. */
async function picturePage(bytes: Uint8Array, size: PageSize): Promise<Pages> {
  if (size.width * size.height > PICTURE_POINTS || size.width < 1 || size.height < 1)
    throw new Refused('too-big', `这张图片有${size.width}×${size.height}个点，太大了，没有打开。请缩小一些再传。`);
  const { createCanvas, loadImage } = await loadCanvas();
  const image = await loadImage(Buffer.from(bytes)).catch(() => {
    throw new Refused('broken', SAY.broken());
  });
  const fit = Math.min(595 / image.width, 842 / image.height);
  const page = { width: image.width * fit, height: image.height * fit };
  return {
    sizes: [page],
    async draw(_index, pixels) {
      const scale = Math.min(1, Math.sqrt(pixels / (image.width * image.height)));
      const canvas = createCanvas(
        Math.max(1, Math.round(image.width * scale)),
        Math.max(1, Math.round(image.height * scale)),
      );
      const context = canvas.getContext('2d');
      context.fillStyle = '#ffffff';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      return { canvas, context };
    },
    close: async () => undefined,
  };
}
