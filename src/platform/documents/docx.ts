import mammoth from 'mammoth';
import { externalTargets, scanXml, xmlText } from './docx-scan.ts';
import { writeNumbers } from './docx-numbers.ts';
import type { Limits } from './limits.ts';
import { magicOf } from './magic.ts';
import type { Raw } from './plain.ts';
import { Refused, SAY } from './refusal.ts';
import { readZip } from './zip.ts';

/** A picture taken out of a document; the markup refers to it as `/files/@<name>` until it has an address. */
export type DocImage = { name: string; bytes: Uint8Array; type: string; alt?: string };

const MAIN = 'word/document.xml';
const SHOWN = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' } as const;

const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='标题'] => h1:fresh",
  "p[style-name='标题 1'] => h1:fresh",
  "p[style-name='标题 2'] => h2:fresh",
  "p[style-name='标题 3'] => h3:fresh",
  "p[style-name='doc-center'] => p.doc-center:fresh",
  "p[style-name='doc-right'] => p.doc-right:fresh",
  'u => u',
];

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
  const main = [...xml.keys()].find((name) => name === MAIN) ?? [...xml.keys()].find((name) => /^word\/document\d*\.xml$/.test(name)) ?? MAIN;
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
  const placed = new Map<ArrayBufferLike | Uint8Array, string>();
  let dropped = 0;
  const file = {
    exists: (name: string): boolean => xml.has(name) || kept.has(name),
    read: async (name: string, encoding?: string): Promise<string | Uint8Array> => {
      const part = encoding ? (xml.get(name) ?? kept.get(name)?.toString('utf8')) : kept.get(name);
      if (part === undefined) throw new Error(`no part ${name}`);
      return part;
    },
  };
  const convertImage = mammoth.images.imgElement(async (image) => {
    const bytes = new Uint8Array((await image.readAsArrayBuffer()) as ArrayBuffer | Uint8Array);
    const kind = magicOf(bytes);
    return { src: '' + kind };
  });
  void convertImage;
  void file;
  void placed;
  return { html: '', images, dropped };
}
