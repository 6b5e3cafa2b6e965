import type { Day } from '../../lib/day.ts';
import { allow, type Ruling, refuse } from '../../lib/ruling.ts';
import { type PaperFormat, writePaper } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { System } from '../../platform/system.ts';
import type { Attachment } from '../publication/index.ts';
import { reportData } from './data.ts';
import { paperOf } from './paper.ts';
import type { Frozen } from './store.ts';

/** The report as .docx or .pdf. Throws `unavailable` with what the writer says when it cannot. */
export async function paperBytes(f: Parameters<typeof paperOf>[0], format: PaperFormat): Promise<Uint8Array> {
  const out = await writePaper(paperOf(f), format);
  if (!out.ok) throw new AppError('unavailable', `${f.title}.${format}: ${out.reason}`, out.say);
  return out.bytes;
}

/** The settled report as files to keep: .docx, .pdf and .json, all of the same tables. A file that cannot be written is a refusal. */
export async function filesOf(system: System, f: Frozen, today: Day): Promise<Ruling<Attachment[]>> {
  const out: Attachment[] = [];
  const keep = async (ext: string, type: string, bytes: Uint8Array): Promise<void> => {
    out.push({ name: `${f.title}.${ext}`, sha256: await system.files.put(bytes), size: bytes.byteLength, type });
  };
  // One after the other: the second finds the typeface loaded.
  for (const format of ['docx', 'pdf'] as const) {
    const paper = paperOf({ ...f, date: today });
    let file = await writePaper(paper, format);
    // A machine under load may need longer than it is given once; what was loaded then is still there.
    if (!file.ok) file = await writePaper(paper, format);
    if (!file.ok) return refuse([{ code: 'no_file', basis: '条例第四十九条', detail: { format, say: file.say } }]);
    await keep(format, file.type, file.bytes);
  }
  const json = `${JSON.stringify(reportData({ ...f, state: 'published' }), null, 1)}\n`;
  await keep('json', 'application/json; charset=utf-8', Buffer.from(json));
  return allow(out);
}
