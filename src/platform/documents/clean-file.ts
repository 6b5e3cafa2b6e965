import type { Grid } from '../../lib/specimen.ts';
import { cleanCsv } from './csv-clean.ts';
import { cleanDocx } from './docx-clean.ts';
import type { Limits } from './limits.ts';
import { extensionOf, MAGIC_NAME, magicOf, oleHas } from './magic.ts';
import { readText } from './plain.ts';
import { type ConvertRefusal, Refused, SAY } from './refusal.ts';
import { sanitize } from './sanitize.ts';
import { cleanXlsx } from './xlsx-clean.ts';
import { openZip } from './zip.ts';

/** A copy to put in the file's place; `type` is the media type to serve it with. */
export type Cleaned =
  | { ok: true; name: string; bytes: Uint8Array; type: string }
  | { ok: false; reason: ConvertRefusal; say: string };

const OOXML = 'application/vnd.openxmlformats-officedocument';

/** The whole cleaning, in the calling thread: `cleanCopy` runs it in a worker, where it can be stopped. */
export async function cleanFile(
  file: { name: string; bytes: Uint8Array },
  grids: readonly Grid[],
  limits: Limits,
): Promise<Cleaned> {
  try {
    return { ok: true, ...(await copyOf(file, grids, limits)) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.reason, say: error.say };
    if (error instanceof RangeError) return { ok: false, reason: 'too-deep', say: SAY.depth() };
    return { ok: false, reason: 'broken', say: SAY.broken() };
  }
}

type Copy = { name: string; bytes: Uint8Array; type: string };

async function copyOf(
  { name, bytes }: { name: string; bytes: Uint8Array },
  grids: readonly Grid[],
  limits: Limits,
): Promise<Copy> {
  const magic = magicOf(bytes);
  const called = (ext: string): string => name.replace(/(\.[^.]*)?$/, `.${ext}`);
  if (magic === 'zip') {
    const zip = await openZip(bytes, limits);
    if (zip.has('xl/workbook.xml'))
      return {
        name: called('xlsx'),
        bytes: await cleanXlsx(bytes, grids, limits),
        type: `${OOXML}.spreadsheetml.sheet`,
      };
    if (zip.names.some((n) => /^word\/document\d*\.xml$/.test(n)))
      return {
        name: called('docx'),
        bytes: await cleanDocx(bytes, grids, limits),
        type: `${OOXML}.wordprocessingml.document`,
      };
    throw new Refused('unsupported', SAY.cannotClean('压缩包'));
  }
  if (magic === 'ole' && oleHas(bytes, 'EncryptedPackage')) throw new Refused('encrypted', SAY.encrypted());
  if (magic === 'program') throw new Refused('wrong-type', SAY.program());
  if (magic !== 'text') throw new Refused('unsupported', SAY.cannotClean(MAGIC_NAME[magic]));
  const ext = extensionOf(name);
  if (ext === 'csv' || ext === 'tsv')
    return { name, bytes: cleanCsv(name, bytes, grids, limits), type: 'text/csv; charset=utf-8' };
  if (/^x?html?$/.test(ext))
    return { name, bytes: Buffer.from(sanitize(readText(bytes, limits))), type: 'text/html; charset=utf-8' };
  if (ext === 'txt') return { name, bytes: Buffer.from(readText(bytes, limits)), type: 'text/plain; charset=utf-8' };
  throw new Refused('unsupported', SAY.cannotClean(ext ? `.${ext}文件` : '这种文件'));
}
