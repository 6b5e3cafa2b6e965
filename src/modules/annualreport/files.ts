import type { Day } from '../../lib/day.ts';
import type { System } from '../../platform/system.ts';
import type { Attachment } from '../publication/index.ts';
import { reportData } from './data.ts';
import type { Frozen } from './store.ts';

type File = { name: string; type: string; bytes: Uint8Array };

/** The report as files to keep: .docx, .pdf and .json, all of the same settled tables. */
async function filesIn(f: Frozen, _about: { unitId: string; today: Day }): Promise<File[]> {
  const json = JSON.stringify(reportData({ ...f, state: 'published' }), null, 1);
  return [{ name: `${f.title}.json`, type: 'application/json; charset=utf-8', bytes: Buffer.from(`${json}\n`) }];
}

export async function filesOf(system: System, f: Frozen, about: { unitId: string; today: Day }): Promise<Attachment[]> {
  const out: Attachment[] = [];
  for (const { name, type, bytes } of await filesIn(f, about))
    out.push({ name, sha256: await system.files.put(bytes), size: bytes.byteLength, type });
  return out;
}
