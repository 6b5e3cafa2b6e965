import { escapeMarkup } from '../../lib/markup.ts';
import { type Converted, convert, sanitize } from '../../platform/documents/index.ts';

/** A draft as it is typed, one paragraph a line, becomes markup; lines that open a chapter become its headings. */
export const htmlOf = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((l) => l.trim())
    .filter(Boolean)
    .map((l) =>
      /^第[一二三四五六七八九十百]{1,4}[编章节][\s\u3000]/.test(l)
        ? `<h2>${escapeMarkup(l)}</h2>`
        : `<p>${escapeMarkup(l)}</p>`,
    )
    .join('\n');

/** What the field of a draft sends: the editor's markup, or plain lines from who writes without script. */
export const markupOf = (sent: string): string =>
  sanitize(/<(?:p|h[1-6]|ul|ol|table|div|br)\b/i.test(sent) ? sent : htmlOf(sent));

export type ReadIn = { ok: true; html: string; title?: string; notes: string[] } | { ok: false; say: string };

/**
 * The text of a Word file, a page, a text or a PDF, as `editorial` takes them: headings, articles and tables stay, pictures do
 * not come along, since nobody may open a file of a draft before it is public.
 */
export async function readIn(file: { name: string; bytes: Uint8Array } | undefined): Promise<ReadIn> {
  if (!file || file.bytes.length === 0) return { ok: false, say: '还没选文件。选一个Word、网页、文本或PDF文件。' };
  const read: Converted = await convert({ name: file.name, bytes: file.bytes });
  if (!read.ok) return { ok: false, say: `${file.name}：${read.say}` };
  const html = read.html.replace(/<img\b[^>]*>/gi, '');
  const dropped = html === read.html ? [] : ['文件里的图片没有带进来，公布时请作为附件加上。'];
  return {
    ok: true,
    html: sanitize(html),
    ...(read.title ? { title: read.title } : {}),
    notes: [`已从${file.name}读入正文，请核对。`, ...dropped, ...read.notes],
  };
}
