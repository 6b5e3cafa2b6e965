import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { allow, type Ruling } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import type { Actor } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { libraryOf } from './rules/library.ts';
import { type LawRecord, recordOf } from './rules/record.ts';
import type { Library } from './rules/types.ts';
import { allLaws, lawIdOf, putRecord, versionHash } from './store.ts';

export type LawsReport = { imported: number; unchanged: number; refused: { file: string; why: string }[] };

const BATCH = 100;

type Line = { record: LawRecord; sha256: string };

/** Takes a batch of records in one transaction; those already there, byte for byte, change nothing. */
const takeLaws = action(
  'regulation.import',
  { may: 'regulation:keep' },
  async (ctx, input: { lines: readonly Line[] }): Promise<Ruling<{ imported: number; unchanged: number }>> => {
    let imported = 0;
    for (const { record, sha256 } of input.lines) {
      if ((await versionHash(ctx.tx, record.id)) === sha256) continue;
      const lawId = (await lawIdOf(ctx.tx, record.title, record.region)) ?? record.group;
      await putRecord(ctx.tx, record, lawId, sha256);
      imported++;
    }
    ctx.note({ subject: 'regulation:library', detail: { imported, versions: input.lines.length } });
    return allow({ imported, unchanged: input.lines.length - imported });
  },
);

/**
 * Imports laws from JSONL, packed or not: one law text a line. Resumable, since each batch is its own transaction, and
 * idempotent. A line that is no law is refused with its number and the others go on.
 * Throws AppError `bad_request` when the file cannot be opened or unpacked.
 */
export async function importLaws(
  system: System,
  actor: Actor,
  file: string,
  onEach: (done: number) => void = () => undefined,
): Promise<LawsReport> {
  const report: LawsReport = { imported: 0, unchanged: 0, refused: [] };
  let batch: Line[] = [];
  let no = 0;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const out = await takeLaws(system, actor, { lines: batch });
    if (out.ok) {
      report.imported += out.value.imported;
      report.unchanged += out.value.unchanged;
    }
    batch = [];
    onEach(no);
  };
  const source: Readable = createReadStream(file);
  const unpacked = file.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  // An error of the file itself does not travel down the pipe.
  source.on('error', (e) => unpacked.destroy(e));
  try {
    for await (const line of createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY })) {
      no++;
      if (line.trim() === '') continue;
      const read = parse(line);
      if (typeof read === 'string') report.refused.push({ file: `${file}:${no}`, why: read });
      else batch.push({ record: read, sha256: createHash('sha256').update(line).digest('hex') });
      if (batch.length >= BATCH) await flush();
    }
  } catch (e) {
    if ((e as { code?: unknown }).code === 'ENOENT' || /header|unexpected end/i.test(String((e as Error).message)))
      throw new AppError('bad_request', `laws ${file}`, `${file}打不开，或者不是gzip文件。cannot be read`, {
        cause: e,
      });
    throw e;
  }
  await flush();
  return report;
}

function parse(line: string): LawRecord | string {
  try {
    return recordOf(JSON.parse(line));
  } catch {
    return '这一行不是JSON。';
  }
}

/** The whole library in memory: names, orders, versions and article numbers; texts stay in the database. */
export async function openLibrary(db: Reader): Promise<Library> {
  const { laws, aliases } = await allLaws(db);
  return libraryOf(laws, aliases);
}
