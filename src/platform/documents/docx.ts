import mammoth from 'mammoth';
import { writeNumbers } from './docx-numbers.ts';
import { rulesFor } from './docx-rules.ts';
import { externalTargets, scanXml, xmlText } from './docx-scan.ts';
import { PENDING } from './images.ts';
import type { Limits } from './limits.ts';
import { magicOf } from './magic.ts';
import type { Raw } from './plain.ts';
import { Refused, SAY } from './refusal.ts';
import { textOf } from './text.ts';
import { readZip } from './zip.ts';

/** A picture taken out of a document; the markup refers to it as `/files/@<name>` until it has an address. */
export type DocImage = { name: string; bytes: Uint8Array; type: string; alt?: string };

const MAIN = 'word/document.xml';
const SHOWN = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' } as const;

type Element = {
  type: string;
  children?: Element[];
  alignment?: string | null;
  numbering?: unknown;
  styleId?: string | null;
  styleName?: string | null;
  checked?: boolean;
};

/** Carries over what the converter leaves out: alignment (as a style it maps to a class) and ticked boxes. */
function prepare(element: Element): Element {
  if (element.type === 'checkbox') return { type: 'text', value: element.checked ? '☑' : '☐' } as Element;
  const children = element.children?.map(prepare);
  const out: Element = children ? { ...element, children } : element;
  if (element.type !== 'paragraph' || element.numbering) return out;
  if (/^(heading|title|标题)/i.test(element.styleName ?? '')) return out;
  const align = element.alignment === 'end' ? 'right' : element.alignment;
  return align === 'center' || align === 'right' ? { ...out, styleId: null, styleName: `doc-${align}` } : out;
}

function wordParts(kept: Map<string, Buffer>, names: string[]): void {
  const main = [...kept.keys()].some((name) => /^word\/document\d*\.xml$/.test(name));
  if (names.some((name) => /vbaProject\.bin$/i.test(name))) throw new Refused('unsupported', SAY.macros());
  if (main) return;
  if (names.some((name) => name.startsWith('xl/'))) throw new Refused('wrong-type', SAY.notWord('表格（Excel）'));
  if (names.some((name) => name.startsWith('ppt/'))) throw new Refused('wrong-type', SAY.notWord('演示文稿（PPT）'));
  if (names.includes('OFD.xml')) throw new Refused('wrong-type', SAY.notWord('OFD版式文件'));
  if (names.includes('[Content_Types].xml')) throw new Refused('broken', SAY.broken());
  throw new Refused('wrong-type', SAY.notWord('压缩包'));
}

/**
 * A .docx as raw markup and its pictures. The zip is inflated once, under the limits, and the converter is given
 * exactly the bytes that were counted and scanned. Nothing outside the file is ever fetched. Throws `Refused`.
 */
export async function fromDocx(bytes: Uint8Array, limits: Limits): Promise<Raw & { images: DocImage[] }> {
  const names: string[] = [];
  const kept = await readZip(bytes, limits, (name) => {
    names.push(name);
    if (/^(customXml|word\/theme)\//.test(name)) return undefined;
    if (/\.(xml|rels)$/i.test(name)) return 'text';
    return name.startsWith('word/media/') ? 'bytes' : undefined;
  });
  wordParts(kept, names);

  const xml = new Map<string, string>();
  const found = { changes: 0, comments: 0, external: 0 };
  for (const [name, part] of kept) {
    if (name.startsWith('word/media/')) continue;
    const text = xmlText(part);
    const { changes, comments } = scanXml(text, limits);
    found.changes += changes;
    found.comments += comments;
    if (name.endsWith('.rels')) found.external += externalTargets(text).length;
    xml.set(name, text);
  }
  const main =
    [...xml.keys()].find((name) => name === MAIN) ??
    [...xml.keys()].find((name) => /^word\/document\d*\.xml$/.test(name)) ??
    MAIN;
  const numbering = xml.get('word/numbering.xml');
  if (numbering) xml.set(main, writeNumbers(xml.get(main) ?? '', numbering, xml.get('word/styles.xml')));

  const { html, images, dropped } = await toHtml(kept, xml);
  return { html, images, notes: notesFor({ ...found, dropped }) };
}

async function toHtml(
  kept: Map<string, Buffer>,
  xml: Map<string, string>,
): Promise<{ html: string; images: DocImage[]; dropped: number }> {
  const images: DocImage[] = [];
  const placed = new Map<Uint8Array, string>();
  let dropped = 0;
  // The converter's own way to be given a package already opened; its `buffer` input would inflate the zip a second
  // time, by another reader, with no limits.
  const file = {
    exists: (name: string): boolean => xml.has(name) || kept.has(name),
    read: async (name: string, encoding?: string): Promise<string | Uint8Array> => {
      const part = encoding ? xml.get(name) : kept.get(name);
      if (part === undefined) throw new Error(`no part ${name}`);
      return part;
    },
  };
  const convertImage = mammoth.images.imgElement(async (image) => {
    const given: unknown = await image.readAsArrayBuffer();
    if (!(given instanceof Uint8Array)) return { src: '' };
    const known = placed.get(given);
    if (known) return { src: known };
    const kind = magicOf(given);
    if (!(kind in SHOWN)) {
      dropped += 1;
      return { src: '' };
    }
    const name = `image-${images.length + 1}.${kind}`;
    images.push({ name, bytes: given, type: SHOWN[kind as keyof typeof SHOWN] });
    placed.set(given, `${PENDING}${name}`);
    return { src: `${PENDING}${name}` };
  });
  const options = {
    styleMap: rulesFor(xml),
    includeDefaultStyleMap: false,
    includeEmbeddedStyleMap: false,
    externalFileAccess: false,
    convertImage,
    transformDocument: prepare,
  };
  try {
    const { value } = await mammoth.convertToHtml({ file } as unknown as { buffer: Buffer }, options);
    return { html: withoutBookmarks(value), images: withAlt(images, value), dropped };
  } catch {
    throw new Refused('broken', SAY.broken());
  }
}

/** Links to places inside the file lead nowhere once its bookmarks are gone; their words stay, the arrows back go. */
function withoutBookmarks(html: string): string {
  return html
    .replace(/ ?<a href="#(?:foot|end)note-ref-[^"]*"[^>]*>↑<\/a>/g, '')
    .replace(/<a href="#[^"]*"/g, '<a')
    .replace(/<a id="[^"]*"><\/a>/g, '');
}

function withAlt(images: DocImage[], html: string): DocImage[] {
  const alts = new Map<string, string>();
  for (const [tag] of html.matchAll(/<img\b[^>]*>/g)) {
    const src = /\bsrc="([^"]*)"/.exec(tag)?.[1];
    const alt = /\balt="([^"]*)"/.exec(tag)?.[1];
    if (src && alt && !alts.has(src)) alts.set(src, textOf(alt));
  }
  return images.map((image) => {
    const alt = alts.get(`${PENDING}${image.name}`);
    return alt ? { ...image, alt } : image;
  });
}

function notesFor(found: { changes: number; comments: number; external: number; dropped: number }): string[] {
  const notes: string[] = [];
  if (found.changes)
    notes.push('原稿里有没处理完的修订，读进来的是全部接受后的样子。请在原稿里处理完修订，或逐处看一遍。');
  if (found.comments) notes.push(`原稿里有${found.comments}条批注，没有读进正文。`);
  if (found.external) notes.push(`原稿引用了${found.external}个外部文件，没有去取。需要的图片请直接贴进原稿再传。`);
  if (found.dropped)
    notes.push(`${found.dropped}张图片的格式网页显示不了，没有读进来。请把它们另存为PNG或JPG，贴回原稿再传。`);
  return notes;
}
