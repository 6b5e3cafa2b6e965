import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { allow, type Ruling } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import type { Actor } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { raiseAlarms, raiseLapsed, recognise, settleCited } from './cited.ts';
import { RECITE } from './jobs.ts';
import { libraryChanged } from './kept.ts';
import { nameKey } from './rules/library.ts';
import { type LawRecord, recordOf } from './rules/record.ts';
import { endFilling, fillingNow, lawIdOf, putRecord, standingOf, versionHash } from './store.ts';

export type LawsReport = { imported: number; unchanged: number; refused: { file: string; why: string }[] };

const BATCH = 100;

type Line = { record: LawRecord; sha256: string };

/** Takes a batch of records in one transaction; those already there, byte for byte, change nothing. */
const takeLaws = action(
  'regulation.import',
  { may: 'regulation:keep' },
  async (ctx, input: { lines: readonly Line[] }): Promise<Ruling<{ imported: number; unchanged: number }>> => {
    let imported = 0;
    // The texts of a library that is being filled are no news: which of them a work cites is settled when all are there.
    const filling = await fillingNow(ctx.tx);
    for (const { record, sha256 } of input.lines) {
      if ((await versionHash(ctx.tx, record.id)) === sha256) continue;
      const known = await lawIdOf(ctx.tx, record.title, record.region);
      const lawId = known ?? record.group;
      const before = known === undefined ? undefined : await standingOf(ctx.tx, lawId);
      await putRecord(ctx.tx, record, lawId, sha256);
      if (known === undefined) await recognise(ctx.tx, nameKey(record.title), lawId);
      else if (!filling) await alarm(ctx.tx, lawId, before, ctx.now);
      imported++;
    }
    if (imported > 0) await libraryChanged(ctx.tx);
    ctx.note({ subject: 'regulation:library', detail: { imported, versions: input.lines.length } });
    return allow({ imported, unchanged: input.lines.length - imported });
  },
);

/** The end of an import, when every text has come in; of the first, and of one that goes on where the first broke off, also of the filling. */
const settle = action(
  'regulation.settle',
  { may: 'regulation:keep' },
  async (ctx, _input: { all: true }): Promise<Ruling<number>> => {
    ctx.note({ subject: 'regulation:library' });
    if (await endFilling(ctx.tx)) await ctx.enqueue(RECITE, {}, { key: RECITE });
    const settled = await settleCited(ctx.tx);
    // Pages say 引用时有效 by what was just settled.
    if (settled > 0) await libraryChanged(ctx.tx);
    return allow(settled);
  },
);

type Standing = Awaited<ReturnType<typeof standingOf>>;

/** A law whose newest text is another one than before, or that has lapsed: those who cite it hear of it. */
async function alarm(tx: Tx, lawId: string, before: Standing, at: Date): Promise<void> {
  const now = await standingOf(tx, lawId);
  if (now?.newest && now.since !== before?.since) await raiseAlarms(tx, lawId, now.newest, at);
  if (now?.repealed && !before?.repealed) await raiseLapsed(tx, lawId, at);
}

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
  await settle(system, actor, { all: true });
  return report;
}

function parse(line: string): LawRecord | string {
  try {
    return recordOf(JSON.parse(line));
  } catch {
    return '这一行不是JSON。';
  }
}
