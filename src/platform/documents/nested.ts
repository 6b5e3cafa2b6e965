import type { Layer, Specimen } from '../../lib/specimen.ts';
import type { Gathered } from './gathered.ts';
import { extensionOf, magicOf } from './magic.ts';
import { Refused } from './refusal.ts';
import type { Zip } from './zip.ts';

/** How to look into files inside the file; `depth` is how many more may lie in one another. */
export type Nest = { depth: number; examine(name: string, bytes: Uint8Array, depth: number): Promise<Specimen> };

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
/** Documents of their own, wherever in the package somebody put them. */
const DOCUMENT = /(?:^|\/)afchunk[^/]*$|\.(?:txt|csv|html?|mht|json|docx?|xlsx?|pptx?|pdf|zip|rtf)$/i;
const PICTURES = /\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp|ico)$/i;

/**
 * Looks into one file inside another, or says that nobody did. What an embedded file shows is hidden in the outer one;
 * files of an archive are there to be read and keep their kinds (`open`).
 */
export async function nestedFile(
  label: string,
  name: string,
  bytes: Uint8Array,
  into: Gathered,
  nest: Nest,
  open = false,
): Promise<void> {
  const place = `${label}“${baseOf(name)}”`;
  if (nest.depth <= 0) {
    into.blind('too-deep', `${place}一层套一层，没有再往里看。请把它取出来单独检查。`);
    return;
  }
  try {
    const inner = await nest.examine(name, bytes, nest.depth - 1);
    into.layer(inner.layers.map((l) => moved(l, place, open)));
    into.take({
      grids: inner.grids.map((g) => ({ ...g, at: `${place}${g.at}`, kind: open ? g.kind : 'embedded' })),
      links: inner.links.map((l) => ({ ...l, at: `${place}${l.at}` })),
    });
    for (const b of inner.blind) into.blind(b.code, `${place}：${b.say}`);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.reason === 'bomb') throw error;
    into.blind(error.reason, `${place}没有看到里面：${error.say}`);
  }
}

const moved = (layer: Layer, place: string, open: boolean): Layer => ({
  ...layer,
  kind: open ? layer.kind : 'embedded',
  at: `${place}${layer.at}`,
  spots: layer.spots.map((s) => ({ from: s.from, at: `${place}${s.at}` })),
});

/** Files inside an Office file: those that can be read are read, macros and all others are named. */
export async function nestedParts(zip: Zip, into: Gathered, nest: Nest): Promise<void> {
  for (const part of zip.names) {
    if (/vbaProject\.bin$/i.test(part))
      into.blind('macros', '这个文件带宏，宏里写了什么没有看。请另存为不带宏的.docx或.xlsx再传。');
    else if (/(?:^|\/)activeX\/.*\.bin$/i.test(part))
      into.blind('control', '这个文件里有控件，控件里的内容没有看。请删掉控件再传。');
    else if (/(?:^|\/)(?:embeddings|afchunks?|packages)\//i.test(part) || DOCUMENT.test(part)) {
      if (PICTURES.test(part)) continue;
      const bytes = await zip.read(part, 64 * 1024 * 1024);
      if (!bytes || bytes.length === 0) continue;
      const readable = ['zip', 'pdf', 'text'].includes(magicOf(bytes)) && extensionOf(part) !== 'bin';
      if (readable) await nestedFile('嵌入文件', part, bytes, into, nest);
      else into.blind('embedded', `嵌入文件“${baseOf(part)}”没有看到里面。请在原文档里删掉它，需要公开的另作附件。`);
    }
  }
}
