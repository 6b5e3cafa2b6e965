import { type DocImage, fromDocx } from './docx.ts';
import type { Limits } from './limits.ts';
import { extensionOf, MAGIC_NAME, type Magic, magicOf, oleHas } from './magic.ts';
import { fromPdf } from './pdf.ts';
import { fromHtml, fromMarkdown, fromTxt, type Raw, readText } from './plain.ts';
import { type ConvertRefusal, Refused, SAY } from './refusal.ts';
import { sanitize } from './sanitize.ts';
import { structured } from './structure.ts';
import { type Block, wordsOf } from './text.ts';

type Kind = 'docx' | 'html' | 'txt' | 'md' | 'pdf';

/** What a file became, or why not; `say` is one Chinese line for the person who uploaded it. */
export type Converted =
  | {
      ok: true;
      kind: Kind;
      /** Sanitised. Pictures stand as `/files/@<name>`; `placeImages` gives them their stored address. */
      html: string;
      text: string;
      title?: string;
      blocks: Block[];
      images: DocImage[];
      /** Chinese lines about what was left out; shown to the person, never published. */
      notes: string[];
    }
  | { ok: false; reason: ConvertRefusal; say: string };

const KINDS: Record<string, Kind> = {
  docx: 'docx',
  html: 'html',
  htm: 'html',
  txt: 'txt',
  md: 'md',
  markdown: 'md',
  pdf: 'pdf',
};

/** Decides by content first and name second; a document under the wrong name is still read, and said so. */
function kindOf(name: string, bytes: Uint8Array): { kind: Kind; notes: string[] } {
  const ext = extensionOf(name);
  const magic = magicOf(bytes);
  if (magic === 'program') throw new Refused('wrong-type', SAY.program());
  if (magic === 'ole') throw fromOle(bytes);
  if (ext === 'docm' || ext === 'dotm') throw new Refused('unsupported', SAY.macros());
  if (bytes.every((b) => b === 0)) throw new Refused('broken', SAY.nuls());
  const kind = KINDS[ext];
  if (!kind) throw new Refused('unsupported', SAY.kind(ext));
  const fits: Magic = kind === 'docx' ? 'zip' : kind === 'pdf' ? 'pdf' : 'text';
  if (magic === fits) return { kind, notes: [] };
  const really = magic === 'zip' ? 'docx' : magic === 'pdf' ? 'pdf' : undefined;
  if (!really) throw new Refused('wrong-type', SAY.mismatch(ext, MAGIC_NAME[magic]));
  const said = really === 'pdf' ? 'PDF' : 'Word文档';
  return { kind: really, notes: [`文件名写的是.${ext}，里面其实是${said}，已按${said}读取。`] };
}

function fromOle(bytes: Uint8Array): Refused {
  if (oleHas(bytes, 'EncryptedPackage')) return new Refused('encrypted', SAY.encrypted());
  return oleHas(bytes, 'WordDocument')
    ? new Refused('unsupported', SAY.oldOffice())
    : new Refused('unsupported', oleHas(bytes, 'Workbook') || oleHas(bytes, 'Book') ? SAY.oldSheet() : SAY.oldOther());
}

async function read(kind: Kind, bytes: Uint8Array, limits: Limits): Promise<Raw & { images: DocImage[] }> {
  if (kind === 'docx') return fromDocx(bytes, limits);
  if (kind === 'pdf') return { ...(await fromPdf(bytes, limits)), images: [] };
  const text = readText(bytes, limits);
  const raw = kind === 'html' ? fromHtml(text) : kind === 'md' ? fromMarkdown(text) : fromTxt(text);
  return { ...raw, images: [] };
}

/** The whole conversion, in the calling thread: `convert` runs it in a worker, where it can be stopped. */
export async function convertFile(file: { name: string; bytes: Uint8Array }, limits: Limits): Promise<Converted> {
  try {
    const { kind, notes } = kindOf(file.name, file.bytes);
    const raw = await read(kind, file.bytes, limits);
    const { html, title: own } = structured(sanitize(raw.html));
    const { text, blocks } = wordsOf(html);
    const images = raw.images.filter((image) => html.includes(`/files/@${image.name}"`));
    if (!text && !images.length) throw new Refused('no-text', SAY.noWords());
    const title = own ?? raw.title;
    const rest = { html, text, blocks, images, notes: [...notes, ...raw.notes] };
    return title ? { ok: true, kind, title, ...rest } : { ok: true, kind, ...rest };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.reason, say: error.say };
    // The stack is bounded so that hostile nesting ends here and nowhere worse.
    if (error instanceof RangeError) return { ok: false, reason: 'too-deep', say: SAY.depth() };
    return { ok: false, reason: 'broken', say: SAY.broken() };
  }
}
