import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Limits } from './limits.ts';
import { type Line, paragraphsOf } from './pdf-lines.ts';
import type { Raw } from './plain.ts';
import { Refused, SAY } from './refusal.ts';
import { escapeText } from './text.ts';

type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

let loaded: Promise<{ pdfjs: Pdfjs; root: string }> | undefined;

/** Loaded on the first PDF only: it is by far the largest library here. */
function load(): Promise<{ pdfjs: Pdfjs; root: string }> {
  loaded ??= (async () => {
    const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
    // By address rather than by name, so that a bundle and a source run read the same files, beside their data.
    const pdfjs: Pdfjs = await import(pathToFileURL(join(root, 'legacy/build/pdf.mjs')).href);
    return { pdfjs, root };
  })();
  return loaded;
}

/** The text layer of a PDF as paragraphs; pictures and tables are not read. Throws `Refused`. */
export async function fromPdf(bytes: Uint8Array, limits: Limits): Promise<Raw> {
  const { pdfjs, root } = await load();
  const task = pdfjs.getDocument({
    // A copy, because the library takes the buffer for itself.
    data: new Uint8Array(bytes),
    cMapUrl: `${join(root, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(root, 'standard_fonts')}/`,
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  try {
    const doc = await task.promise;
    const pages: Line[][] = [];
    let length = 0;
    for (let n = 1; n <= doc.numPages; n += 1) {
      const page = await doc.getPage(n);
      const content = await page.getTextContent();
      const lines = linesOf(content.items);
      length += lines.reduce((sum, l) => sum + l.text.length, 0);
      if (length > limits.textBytes / 3) throw new Refused('too-big', SAY.text(limits));
      pages.push(lines);
      page.cleanup();
    }
    return toRaw(pages, await titleIn(doc));
  } catch (error) {
    if (error instanceof Refused) throw error;
    if (error instanceof Error && error.name === 'PasswordException') throw new Refused('encrypted', SAY.encrypted());
    throw new Refused('broken', SAY.broken());
  } finally {
    await task.destroy();
  }
}

async function titleIn(doc: { getMetadata(): Promise<{ info: object }> }): Promise<string | undefined> {
  const info: Record<string, unknown> = { ...(await doc.getMetadata()).info };
  const title = typeof info.Title === 'string' ? info.Title.trim() : '';
  // Printers write the file's name here.
  return title && !/\.(docx?|wps|pdf|xlsx?)\b|^(Microsoft Word|无标题|未命名)/i.test(title) ? title : undefined;
}

function toRaw(pages: Line[][], title: string | undefined): Raw {
  const texts = paragraphsOf(pages);
  if (!texts.length) throw new Refused('no-text', SAY.noText());
  const bare = pages.flatMap((lines, i) => (lines.length ? [] : [i + 1]));
  const notes = ['PDF只读了文字，版式、图片和表格线没有保留。请对照原件看一遍。'];
  if (bare.length)
    notes.push(
      `第${bare.slice(0, 10).join('、')}${bare.length > 10 ? '等' : ''}页没有文字，可能是扫描的图片，没有读进来。`,
    );
  const html = texts.map((text) => `<p>${escapeText(text)}</p>`).join('\n');
  return title ? { html, title, notes } : { html, notes };
}

type Item = { str: string; transform: number[]; width: number; height: number; hasEOL: boolean } | { type: string };

/** Pieces of text that stand on one baseline, left to right as the file gives them. */
function linesOf(items: readonly object[]): Line[] {
  const lines: Line[] = [];
  let line: Line | undefined;
  for (const item of items as readonly Item[]) {
    if (!('str' in item)) continue;
    const [, , , , x = 0, y = 0] = item.transform;
    const size = item.height || Math.hypot(item.transform[2] ?? 0, item.transform[3] ?? 0);
    if (item.str.trim() === '') {
      if (line && item.str !== '' && !/\s$/.test(line.text)) line.text += ' ';
    } else if (line && Math.abs(line.y - y) < Math.max(line.size, size) * 0.5) {
      const apart = x - line.right;
      if (apart > size * 0.3 && !/\s$/.test(line.text)) line.text += ' ';
      line.text += item.str;
      line.right = Math.max(line.right, x + item.width);
      line.size = Math.max(line.size, size);
    } else {
      line = { text: item.str, x, y, right: x + item.width, size };
      lines.push(line);
    }
  }
  return lines.map((l) => ({ ...l, text: l.text.trim() })).filter((l) => l.text !== '');
}
