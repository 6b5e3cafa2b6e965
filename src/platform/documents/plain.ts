import { Parser } from 'htmlparser2';
import MarkdownIt from 'markdown-it';
import { decodeText } from './charset.ts';
import type { Limits } from './limits.ts';
import { Refused, SAY } from './refusal.ts';
import { paragraphs, tooDeep } from './text.ts';

/** Raw markup of a file that is text, not yet sanitised. */
export type Raw = { html: string; title?: string; notes: string[] };

/** Reads a file of text in any encoding met in practice. Throws `Refused`. */
export function readText(bytes: Uint8Array, limits: Limits): string {
  if (bytes.length > limits.textBytes) throw new Refused('too-big', SAY.text(limits));
  const decoded = decodeText(bytes);
  if (!decoded) throw new Refused('wrong-type', SAY.encoding());
  return decoded.text;
}

/** One paragraph for each line: text files of documents end a line where a paragraph ends. */
export const fromTxt = (text: string): Raw => ({ html: paragraphs(text), notes: [] });

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

export const fromMarkdown = (text: string): Raw => ({ html: markdown.render(text), notes: [] });

const withMarkup = new MarkdownIt({ html: true, linkify: false, typographer: false });

/** Markdown with the markup that others would let through, for looking at it; never to be published. */
export const markdownToHtml = (text: string): string => withMarkup.render(text);

/** A web page. Its `<title>` is a hint only: sites add their own name to it. Throws `Refused`. */
export function fromHtml(text: string): Raw {
  if (tooDeep(text)) throw new Refused('too-deep', SAY.depth());
  let inTitle = false;
  let title = '';
  const parser = new Parser({
    onopentagname(name) {
      inTitle = name === 'title' && title === '';
    },
    ontext(part) {
      if (inTitle) title += part;
    },
    onclosetag(name) {
      if (name === 'title') inTitle = false;
    },
  });
  parser.write(text);
  parser.end();
  const clean = title.replace(/\s+/g, ' ').trim();
  return clean ? { html: text, title: clean, notes: [] } : { html: text, notes: [] };
}
