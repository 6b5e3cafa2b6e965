import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoDistrict } from '../demo/types.ts';
import type { Attachment } from '../modules/publication/index.ts';
import { inspectUpload } from '../platform/documents/index.ts';
import type { FileStore } from '../platform/files.ts';
import { projectRoot } from '../platform/root.ts';

const TYPES = { csv: 'text/csv; charset=utf-8', txt: 'text/plain; charset=utf-8' } as const;

/** Attachments of all pieces, stored before the transaction: a file is only named by what it holds. */
export async function storeFiles(files: FileStore, d: DemoDistrict): Promise<Map<string, Attachment[]>> {
  const out = new Map<string, Attachment[]>();
  for (const p of d.pieces) {
    const list: Attachment[] = [];
    for (const a of p.attachments ?? []) {
      if ('media' in a) {
        list.push(await mediaFile(files, a));
        continue;
      }
      const bytes = Buffer.from(a.content, 'utf8');
      list.push({ name: a.name, sha256: await files.put(bytes), size: bytes.length, type: TYPES[a.kind] });
    }
    out.set(p.id, list);
  }
  return out;
}

/** A picture, slides, a film or its captions, as `scripts/demo-media.ts` made them; they go in by the same look as an upload. */
async function mediaFile(files: FileStore, a: { name: string; media: string }): Promise<Attachment> {
  const bytes = await readFile(join(projectRoot, 'src', 'demo', 'media', a.media));
  const seen = await inspectUpload({ name: a.name, bytes });
  if (!seen.ok) throw new Error(`demonstration file ${a.media}: ${seen.say}`);
  const { type, seconds } = seen;
  const sha256 = await files.put(bytes);
  return { name: a.name, sha256, size: bytes.length, type, ...(seconds === undefined ? {} : { seconds }) };
}
