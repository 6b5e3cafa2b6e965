import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import PDFDocument from 'pdfkit';
import type { Day } from '../../lib/day.ts';
import { loadCanvas, openPages, type PageSize } from './pages-open.ts';
import { noonOf } from './paper.ts';
import { breakLines } from './paper-lines.ts';
import { encodePng, pixelsOf } from './png.ts';

/** A bar in shares of the page's width and height, from its upper left corner. */
export type Bar = { x: number; y: number; width: number; height: number };
/** What to do with each page, in order: cover these places, and say so below it. */
export type Burn = { pages: readonly { bars: readonly Bar[]; foot: string }[]; title: string; unit: string; date: Day };

/** Of one page's picture. */
export const PIXELS = 4_400_000;
const FOOT_SIZE = 9;

/**
 * A new PDF of pictures of the pages, with the bars painted into them: whatever else the file held (text, remarks, properties,
 * files inside, earlier versions) is not copied, since only what was drawn is written. Deterministic.
 */
export async function burn(bytes: Uint8Array, what: Burn): Promise<Uint8Array> {
  const pages = await openPages(bytes);
  try {
    const at = noonOf(what.date);
    const doc = new PDFDocument({
      margin: 0,
      autoFirstPage: false,
      // The oldest version: later ones get a second set of properties as XML.
      pdfVersion: '1.3',
      lang: 'zh-CN',
      displayTitle: true,
      info: { Title: what.title, Author: what.unit, Creator: '', Producer: '', CreationDate: at, ModDate: at },
    });
    const chunks: Buffer[] = [];
    doc.on('data', (c: Buffer) => chunks.push(c));
    const ended = new Promise<void>((resolve) => doc.on('end', resolve));
    for (const [index, size] of pages.sizes.entries()) {
      const page = what.pages[index];
      const drawn = await pages.draw(index, PIXELS);
      for (const bar of page?.bars ?? []) paint(drawn, bar);
      const foot = page?.foot ? await footOf(page.foot, size, drawn.canvas.width / size.width) : undefined;
      const high = size.height + (foot?.points ?? 0);
      doc.addPage({ size: [size.width, high], margin: 0 });
      doc.image(pictureOf(drawn.context), 0, 0, { width: size.width, height: size.height });
      if (foot) doc.image(pictureOf(foot.context), 0, size.height, { width: size.width, height: foot.points });
    }
    doc.end();
    await ended;
    return Buffer.concat(chunks);
  } finally {
    await pages.close();
  }
}

/** Whole pixels, outwards: half-covered edges would keep a shade of what lies below. */
function paint({ canvas, context }: { canvas: Canvas; context: SKRSContext2D }, bar: Bar): void {
  const left = Math.max(0, Math.floor(bar.x * canvas.width));
  const top = Math.max(0, Math.floor(bar.y * canvas.height));
  const right = Math.min(canvas.width, Math.ceil((bar.x + bar.width) * canvas.width));
  const bottom = Math.min(canvas.height, Math.ceil((bar.y + bar.height) * canvas.height));
  // The page was drawn through a transformation that may still be in force.
  context.resetTransform();
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'source-over';
  context.fillStyle = '#000000';
  context.fillRect(left, top, right - left, bottom - top);
}

export function pictureOf(context: SKRSContext2D): Buffer {
  const { width, height } = context.canvas;
  return encodePng(pixelsOf(context.getImageData(0, 0, width, height).data, width, height));
}

/** A strip below the page, so that no word of the page is covered by what is said of it. */
async function footOf(
  text: string,
  size: PageSize,
  scale: number,
): Promise<{ points: number; context: SKRSContext2D }> {
  const { createCanvas } = await loadCanvas();
  const face = `${FOOT_SIZE * scale}px serif`;
  const measuring = createCanvas(1, 1).getContext('2d');
  measuring.font = face;
  const inset = FOOT_SIZE * scale * 2;
  const width = Math.max(1, Math.round(size.width * scale));
  const lines = breakLines(
    [{ text }],
    Math.max(width - 2 * inset, FOOT_SIZE * scale * 4),
    0,
    (t) => measuring.measureText(t).width,
  );
  const pitch = FOOT_SIZE * 1.5;
  const points = pitch * (lines.length + 1);
  const context = createCanvas(width, Math.max(1, Math.round(points * scale))).getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, points * scale);
  context.fillStyle = '#000000';
  context.fillRect(inset, 0, width - 2 * inset, Math.max(1, Math.round(scale / 2)));
  context.font = face;
  context.textBaseline = 'middle';
  lines.forEach((line, i) => {
    context.fillText(line.pieces.map((x) => x.text).join(''), inset, (i + 1) * pitch * scale);
  });
  return { points, context };
}
