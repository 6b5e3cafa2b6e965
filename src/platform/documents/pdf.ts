import { escapeMarkup } from '../../lib/markup.ts';
import type { Limits } from './limits.ts';
import { type Line, linesOf, paragraphsOf } from './pdf-lines.ts';
import { openPdf } from './pdf-open.ts';
import type { Raw } from './plain.ts';
import { Refused, SAY } from './refusal.ts';

/** The text layer of a PDF as paragraphs; pictures and tables are not read. Throws `Refused`. */
export async function fromPdf(bytes: Uint8Array, limits: Limits): Promise<Raw> {
  const task = await openPdf(bytes);
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
  const html = texts.map((text) => `<p>${escapeMarkup(text)}</p>`).join('\n');
  return title ? { html, title, notes } : { html, notes };
}
