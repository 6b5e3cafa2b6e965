import { randomUUID } from 'node:crypto';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { writeAudit } from '../../platform/audit.ts';
import { backupFiles } from '../../platform/db/backups.ts';
import { transaction } from '../../platform/db/connection.ts';
import { ERASED_BESIDE, ERASED_LIST } from '../../platform/db/restore.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import { SYSTEM } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { erase } from './erase.ts';
import * as erasure from './erasure.ts';
import * as store from './store.ts';

const at = z.string().transform((t) => new Date(t));
/** One line of the list: the erasure and the editions it took, by id, since a restored site may count its numbers anew. */
const LINE = z.object({
  v: z.literal(1),
  id: z.string(),
  no: z.number().int(),
  whole: z.boolean(),
  versions: z.array(z.number().int()),
  files: z.array(z.string()),
  editions: z.array(z.string()),
  kind: z.string(),
  reason: z.string(),
  publicReason: z.string(),
  hides: z.boolean(),
  askedAt: at,
  askedBy: z.string(),
  askedLabel: z.string(),
  askedUnit: z.string(),
  decidedAt: at,
  decidedBy: z.string(),
  decidedLabel: z.string(),
  /** What modules noted beside it, by module: who was told. */
  notes: z.record(z.string(), z.unknown()).optional(),
});
type Line = z.infer<typeof LINE>;

const lineOf = (e: erasure.Erasure & { editions: string[] }, notes: Record<string, unknown>) => ({
  v: 1,
  id: e.id,
  no: e.no,
  whole: e.whole,
  versions: e.versions,
  files: e.files,
  editions: e.editions,
  kind: e.kind,
  reason: e.reason,
  publicReason: e.publicReason,
  hides: e.hides,
  askedAt: e.askedAt,
  askedBy: e.askedBy,
  askedLabel: e.askedLabel,
  askedUnit: e.askedUnit,
  decidedAt: e.decidedAt,
  decidedBy: e.decidedBy,
  decidedLabel: e.decidedLabel,
  ...(Object.keys(notes).length > 0 ? { notes } : {}),
});

/** Reads a list; lines that say nothing we know are left out and counted. */
async function readErasedList(path: string): Promise<{ lines: Line[]; strange: number }> {
  const text = await readFile(path, 'utf8').catch((e: NodeJS.ErrnoException) => {
    if (e.code === 'ENOENT') return '';
    throw e;
  });
  const lines: Line[] = [];
  let strange = 0;
  for (const raw of text.split('\n').filter((l) => l.trim() !== '')) {
    const read = LINE.safeParse(parsed(raw));
    if (read.success) lines.push(read.data);
    else strange++;
  }
  return { lines, strange };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Beside and renamed, synced: half a list would be worse than an old one. */
async function put(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomUUID()}`;
  const handle = await open(beside, 'wx', 0o640);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, path);
}

async function notesOf(system: System, erasureId: string): Promise<Record<string, unknown>> {
  const notes: Record<string, unknown> = {};
  for (const m of system.modules) {
    const noted = await m.erasedNotes?.write(system.db, erasureId);
    if (noted !== undefined) notes[m.name] = noted;
  }
  return notes;
}

/** After a restore the modules learn again what was noted since the backup: who has been told. */
async function readNotes(system: System, line: Line): Promise<void> {
  if (!line.notes) return;
  await transaction(system.db, async (tx) => {
    if (!(await erasure.erasureById(tx, line.id))) return;
    for (const m of system.modules) {
      const noted = line.notes?.[m.name];
      if (noted !== undefined) await m.erasedNotes?.read(tx, line.id, noted);
    }
  });
}

/**
 * Writes what was ever erased to the data folder and beside every backup archive that is still where it was written: that is
 * where a restore finds it. Lines that only the old list knows stay in it.
 */
export async function writeErasedLists(system: System): Promise<void> {
  const done = await erasure.doneErasures(system.db);
  const own = new Map<string, string>();
  for (const e of done) own.set(e.id, JSON.stringify(lineOf(e, await notesOf(system, e.id))));
  const places = [join(system.config.dataDir, ERASED_LIST)];
  for (const file of await backupFiles(system.db))
    if (await stat(file).catch(() => undefined)) places.push(`${file}${ERASED_BESIDE}`);
  for (const path of places) {
    const before = await readErasedList(path);
    const kept = before.lines.filter((l) => !own.has(l.id)).map((l) => JSON.stringify(l));
    if (own.size === 0 && before.lines.length === 0) continue;
    await put(path, `${[...kept, ...own.values()].join('\n')}\n`).catch((e: unknown) => {
      // An archive may lie where we can no longer write; the list of the data folder must be written.
      if (dirname(path) === system.config.dataDir) throw e;
      system.log.warn({ error: e, path }, 'list of erasures not written beside a backup');
    });
  }
}

/**
 * Holds the database against the list in the data folder, before anything is served: what a restored backup brought back is
 * erased again, each in its own transaction with its audit row. Returns how many had to be.
 */
export async function reapplyErasures(system: System): Promise<number> {
  const { lines, strange } = await readErasedList(join(system.config.dataDir, ERASED_LIST));
  if (strange > 0) system.log.error({ lines: strange }, 'the list of erasures holds lines that cannot be read');
  let again = 0;
  for (const line of lines) {
    if (await reapply(system, line)) again++;
    await readNotes(system, line);
  }
  await writeErasedLists(system);
  if (again > 0) system.log.warn({ erasures: again }, 'a restored backup held erased texts; they were erased again');
  return again;
}

async function reapply(system: System, line: Line): Promise<boolean> {
  return transaction(system.db, async (tx) => {
    const known = (await Promise.all(line.editions.map((id) => store.editionById(tx, id)))).flatMap((e) =>
      e ? [e] : [],
    );
    // Of an attachment no edition was erased: the number leads to it, if it is still the same work.
    const no = known[0]?.no ?? (line.editions.length === 0 ? line.no : undefined);
    const work = no === undefined ? undefined : await store.lockWork(tx, no);
    if (!work) return false;
    const back = await Promise.all(known.map((e) => store.contentOf(tx, e.id)));
    const shown = (await erasure.shownFiles(tx, work.no)).some((f) => line.files.includes(f.sha256));
    if (!back.some(Boolean) && !shown) return false;
    const row = await erasure.erasureById(tx, line.id);
    const { v: _v, editions: _e, notes: _n, ...rest } = line;
    if (!row) await erasure.insertErasure(tx, { ...rest, no: work.no, state: 'done', refusal: null });
    else if (row.state === 'asked')
      await erasure.decideErasure(tx, row.id, {
        state: 'done',
        at: line.decidedAt,
        by: line.decidedBy,
        label: line.decidedLabel,
        refusal: null,
      });
    const now = system.clock.now();
    await erase({ tx, now, system, enqueue: enqueueIn(tx) }, system.modules, {
      id: line.id,
      no: work.no,
      whole: false,
      versions: known.map((e) => e.version),
      files: line.files,
    });
    await writeAudit(tx, now, {
      actor: SYSTEM,
      action: 'erasure.reapply',
      outcome: 'done',
      subject: `work:${work.no}`,
      unitId: work.unitId,
      detail: { erasure: line.id, editions: known.length },
    });
    return true;
  });
}

/** Removes files that no edition shows and no module holds. Bytes are named by what they are, so others may share them. */
export async function freeFiles(system: System, files: readonly string[]): Promise<void> {
  const held = new Set<string>();
  for (const m of system.modules) for (const f of (await m.holds?.(system.db, files)) ?? []) held.add(f);
  for (const f of files) if (!held.has(f)) await system.files.remove(f);
}
