import { textOf } from '../../platform/documents/index.ts';

const plain = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A draft as it is typed, one paragraph a line, becomes markup; lines that open a chapter become its headings. */
export const htmlOf = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((l) => l.trim())
    .filter(Boolean)
    .map((l) =>
      /^第[一二三四五六七八九十百]{1,4}[编章节][\s\u3000]/.test(l) ? `<h2>${plain(l)}</h2>` : `<p>${plain(l)}</p>`,
    )
    .join('\n');

/** And back, for the field in which it is changed. */
export const typedOf = (html: string): string =>
  textOf(html)
    .split('\n')
    .map((l) => l.trim())
    .filter(Boolean)
    .join('\n');
