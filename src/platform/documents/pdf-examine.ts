import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { Specimen } from '../../lib/specimen.ts';
import { type Gathered, gathered, specimenOf } from './gathered.ts';
import type { Limits } from './limits.ts';
import { type Nest, nestedFile } from './nested.ts';
import { fates, isPageSized, type Piece } from './pdf-covered.ts';
import type { Box } from './pdf-geometry.ts';
import { linesOf, paragraphsOf } from './pdf-lines.ts';
import { loadPdfjs, openPdf } from './pdf-open.ts';
import { paint } from './pdf-paint.ts';
import { remarksOf, sayDocument } from './pdf-remarks.ts';
import { olderLines } from './pdf-revisions.ts';
import { pdfStrings } from './pdf-strings.ts';
import { Refused, SAY } from './refusal.ts';

/** A PDF with everything it carries: text shown, under bars, invisible, in remarks, forms, attachments. Throws `Refused`. */
export async function examinePdf(name: string, bytes: Uint8Array, limits: Limits, nest: Nest): Promise<Specimen> {
  const into = gathered();
  const task = await openPdf(bytes);
  try {
    const doc = await task.promise;
    let length = 0;
    const lines = new Set<string>();
    for (let no = 1; no <= doc.numPages; no += 1) {
      const page = await doc.getPage(no);
      for (const text of await onePage(page, no, doc, into)) lines.add(text);
      await remarksOf(page, `第${no}页`, doc, into, nest);
      length = [...lines].length ? length + (into.pages.at(-1)?.chars ?? 0) : length;
      if (length > limits.textBytes / 3) throw new Refused('too-big', SAY.text(limits));
      page.cleanup();
    }
    for (const text of await olderLines(bytes, lines, limits)) into.add('revision', '文件里留着的旧版本', text);
    const title = await sayDocument(doc, into);
    await attachments(doc, into, nest);
    leftOver(bytes, doc.numPages, into, limits);
    const bare = into.pages.filter((p) => p.chars === 0 && p.picture).length;
    if (bare)
      into.blind('scanned', `有${bare}页是扫描的图片，图片里的字没有看。请换成由Word或WPS导出的PDF，或人工看一遍。`);
    return specimenOf({ name, format: 'pdf', title }, into);
  } catch (error) {
    if (error instanceof Refused) throw error;
    if (!(error instanceof Error && error.name === 'PasswordException')) throw new Refused('broken', SAY.broken());
    into.blind('encrypted', SAY.encrypted());
    return specimenOf({ name, format: 'pdf', title: '' }, into);
  } finally {
    await task.destroy();
  }
}

/** What the file's objects hold and none of the readers here has said. */
function leftOver(bytes: Uint8Array, numPages: number, into: Gathered, limits: Limits): void {
  const { texts, pages, cut } = pdfStrings(bytes, limits);
  const bare = (text: string): string => text.replace(/\s/g, '');
  const said = bare(
    into
      .layers()
      .map((l) => l.text)
      .join('\n'),
  );
  for (const text of texts) if (!said.includes(bare(text))) into.add('metadata', 'PDF里的其他文字', text);
  if (cut)
    into.blind('unread', '文件里不显示的文字没有看完：文件加了保护，或者这样的文字太多。请从原稿重新导出PDF再公开。');
  if (pages > numPages)
    into.blind(
      'left-pages',
      `文件里还留着${pages - numPages}页从文档里删掉的页，里面的内容没有看。请从原稿重新导出PDF再公开。`,
    );
}

async function onePage(page: PDFPageProxy, no: number, doc: PDFDocumentProxy, into: Gathered): Promise<string[]> {
  const { pdfjs } = await loadPdfjs();
  const place = `第${no}页`;
  const content = await page.getTextContent();
  const all = linesOf(content.items);
  const list = await page.getOperatorList();
  const layers = await doc.getOptionalContentConfig();
  const painted = paint(list, pdfjs.OPS, {
    alphaOf: (id) => opaquePoints(page, id),
    layerOn: (props) => props === null || layers.isVisible(props),
  });
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = page.view;
  const view: Box = [x0, y0, x1, y1];
  const found = fates(painted, view);
  const apart = (pieces: readonly Piece[] | undefined): string[] =>
    paragraphsOf([linesOf(pieces ?? [])]).filter((text) => /[\p{L}\p{N}]/u.test(text));
  const special = found.has('covered') || found.has('hidden') || found.has('under-scan');
  const drawn = [...found.values()].flat().reduce((n, p) => n + p.str.replace(/\s/g, '').length, 0);
  const chars = all.reduce((n, l) => n + l.text.replace(/\s/g, '').length, 0);
  // Fonts that draw their own letters are not followed; then all text is said, and what is covered once more.
  const shown = special && drawn >= chars * 0.9 ? apart(found.get('shown')) : paragraphsOf([all]);
  for (const text of shown) into.add('shown', '正文', text, place);
  for (const text of apart(found.get('covered'))) into.add('covered', '被色块或图片盖住的文字', text, place);
  for (const text of apart(found.get('hidden'))) into.add('hidden-text', '看不见的文字', text, place);
  for (const text of apart(found.get('under-scan'))) into.add('hidden-text', '扫描图片下的文字', text, place);
  const picture = painted.covers.some((c) => c.picture && isPageSized(c.box, view));
  into.pages.push({ no, chars, picture });
  return all.map((l) => l.text);
}

type Pixels = { width: number; height: number; kind: number; data: Uint8Array };
const WITH_ALPHA = 3;

/** Asks a decoded picture for its opaque points; undefined when it has no transparent ones or was not decoded. */
function opaquePoints(page: PDFPageProxy, id: string): ((u: number, v: number) => boolean) | undefined {
  const store = id.startsWith('g_') ? page.commonObjs : page.objs;
  if (!store.has(id)) return undefined;
  const pixels = store.get(id) as Pixels | null;
  if (!pixels?.data || pixels.kind !== WITH_ALPHA) return undefined;
  return (u, v) => {
    const col = Math.min(pixels.width - 1, Math.max(0, Math.floor(u * pixels.width)));
    const row = Math.min(pixels.height - 1, Math.max(0, Math.floor(v * pixels.height)));
    return (pixels.data[(row * pixels.width + col) * 4 + 3] ?? 255) > 200;
  };
}

async function attachments(doc: PDFDocumentProxy, into: Gathered, nest: Nest): Promise<void> {
  const list: unknown = await doc.getAttachments();
  if (!(list instanceof Map)) return;
  for (const [id, about] of list as Map<string, { filename?: string; description?: string }>) {
    const name = about.filename ?? id;
    if (about.description) into.add('embedded', `附件“${name}”的说明`, about.description);
    const content: unknown = await doc.getAttachmentContent(id);
    if (content instanceof Uint8Array && content.length) await nestedFile('附件', name, content, into, nest);
    else into.blind('embedded', `附件“${name}”没有看到里面。请把它取出来单独检查。`);
  }
}
