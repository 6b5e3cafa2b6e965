import type { Day } from '../../lib/day.ts';
import { PAPER_TYPE, type PaperFormat, writePaper } from '../../platform/documents/index.ts';
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

/** The settled report as files to keep: .docx, .pdf and .json, all of the same tables. */
export async function filesOf(system: System, f: Frozen, today: Day): Promise<Attachment[]> {
  const json = Buffer.from(`${JSON.stringify(reportData({ ...f, state: 'published' }), null, 1)}\n`);
  const files = [
    ...(await Promise.all(
      (['docx', 'pdf'] as const).map(async (format) => ({
        ext: format as string,
        type: PAPER_TYPE[format],
        bytes: await paperBytes({ ...f, date: today }, format),
      })),
    )),
    { ext: 'json', type: 'application/json; charset=utf-8', bytes: json },
  ];
  const out: Attachment[] = [];
  for (const { ext, type, bytes } of files)
    out.push({ name: `${f.title}.${ext}`, sha256: await system.files.put(bytes), size: bytes.byteLength, type });
  return out;
}
