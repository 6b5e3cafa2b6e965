import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PDFDocumentLoadingTask } from 'pdfjs-dist';

type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

let loaded: Promise<{ pdfjs: Pdfjs; root: string }> | undefined;

/** Loaded on the first PDF only: it is by far the largest library here. */
export function loadPdfjs(): Promise<{ pdfjs: Pdfjs; root: string }> {
  loaded ??= (async () => {
    const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
    // By address rather than by name, so that a bundle and a source run read the same files, beside their data.
    const pdfjs: Pdfjs = await import(pathToFileURL(join(root, 'legacy/build/pdf.mjs')).href);
    return { pdfjs, root };
  })();
  return loaded;
}

/** Pictures larger than this many points are not decoded: that would take a second a page, and nobody here looks at them. */
const DECODED_POINTS = 2_000_000;

/**
 * Opens a PDF; nothing outside it is fetched. The caller awaits `promise` and in the end destroys the task. Who draws pages wants
 * their pictures, of at most `picturePoints`.
 */
export async function openPdf(bytes: Uint8Array, picturePoints = DECODED_POINTS): Promise<PDFDocumentLoadingTask> {
  const { pdfjs, root } = await loadPdfjs();
  return pdfjs.getDocument({
    // A copy, because the library takes the buffer for itself.
    data: new Uint8Array(bytes),
    cMapUrl: `${join(root, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(root, 'standard_fonts')}/`,
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: picturePoints,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
}
