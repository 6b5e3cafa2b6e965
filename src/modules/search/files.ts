/** How the files of the index come to be: folded from changes, put together, built anew. Run by the worker and by `reindex`. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { transaction } from '../../platform/db/connection.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import type { System } from '../../platform/system.ts';
import { BrokenSegment, type Entry, encode, fromFile, merge, Segment } from './engine/index.ts';
import {
  changed,
  entriesAfter,
  forgetGone,
  goneAfter,
  replaceSegments,
  type SegmentRow,
  state,
  throughOf,
} from './index-store.ts';
import { folder, pathOf, settle } from './reader.ts';
import { lockIndex } from './store.ts';

/** Readers keep so many changes in memory before they go into a file. */
export const FOLD_AFTER = 500;
/** Documents of one part while building anew: half a second of work at a time. */
const PART = 10_000;
/** Files nobody names any more may still be in the making elsewhere; after this long they are left over. */
const LEFT_OVER_MS = 60 * 60_000;

/** Puts what changed since the last file into one, and small files together. `all`: however little, and all into one file. */
export async function fold(system: System, all = false): Promise<void> {
  const now = await state(system.db);
  const from = throughOf(now);
  if (now.change > from && (all || now.change - from >= FOLD_AFTER)) {
    const entries = await changed(system.db, from, now.change);
    const gone = await goneAfter(system.db, from, now.change);
    const average = now.segments[0] ? averageOf(system, now.segments[0].id) : undefined;
    const bytes = encode(entries, gone, average);
    const id = randomUUID();
    await writeWhole(system, id, async (path) => {
      const file = await open(path, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
    });
    await register(system, { id, from, through: now.change, docs: entries.length }, []);
  }
  await tidy(system, all);
}

function averageOf(system: System, id: string): number {
  const s = new Segment(fromFile(pathOf(system, id)));
  s.close();
  return s.foot.average;
}

/** A file and all later ones are put together once the later ones are half its size: each document is written few times over. */
async function tidy(system: System, all: boolean): Promise<void> {
  const { segments } = await state(system.db);
  const first = segments.findIndex(
    (s, i) => i < segments.length - 1 && (all || segments.slice(i + 1).reduce((n, x) => n + x.docs, 0) * 2 >= s.docs),
  );
  if (first >= 0) await together(system, segments.slice(first), first === 0);
}

async function together(system: System, rows: readonly SegmentRow[], oldest: boolean): Promise<void> {
  const id = randomUUID();
  const segments = openAll(system, rows);
  let docs = 0;
  try {
    settle(segments);
    const gone = oldest ? [] : [...new Set(segments.flatMap((s) => [...s.gone]))];
    docs = await writeWhole(system, id, (path) => merge(segments, gone, path));
  } finally {
    for (const s of segments) s.close();
  }
  const from = Math.min(...rows.map((r) => r.from));
  const through = Math.max(...rows.map((r) => r.through));
  await register(
    system,
    { id, from, through, docs },
    rows.map((r) => r.id),
  );
}

function openAll(system: System, rows: readonly { id: string }[]): Segment[] {
  const out: Segment[] = [];
  try {
    for (const r of rows) out.push(new Segment(fromFile(pathOf(system, r.id))));
    return out;
  } catch (e) {
    for (const s of out) s.close();
    throw e;
  }
}

/**
 * Builds the files anew from the documents in the database, while the old ones go on serving; answers how many documents.
 * What changes meanwhile comes after it, as always.
 */
export async function rebuildFiles(system: System): Promise<number> {
  const { change, segments } = await state(system.db);
  await mkdir(folder(system), { recursive: true });
  const id = randomUUID();
  const parts: string[] = [];
  const opened: Segment[] = [];
  try {
    let docs = 0;
    let average: number | undefined;
    for (let after = -1; ; ) {
      const entries = await part(system, after);
      const last = entries.at(-1);
      if (!last) break;
      after = last.no;
      const bytes = encode(entries, [], average);
      const path = join(folder(system), `${id}.part${parts.length}`);
      parts.push(path);
      const file = await open(path, 'wx', 0o600);
      await file.writeFile(bytes).finally(() => file.close());
      const segment = new Segment(fromFile(path));
      average ??= segment.foot.average;
      opened.push(segment);
    }
    docs = await writeWhole(system, id, (path) => merge(opened, [], path));
    await register(
      system,
      { id, from: 0, through: change, docs },
      // What others folded after we began stays: it is newer.
      segments.filter((s) => s.through <= change).map((s) => s.id),
    );
    return docs;
  } finally {
    for (const s of opened) s.close();
    for (const p of parts) await rm(p, { force: true });
  }
}

async function part(system: System, after: number): Promise<Entry[]> {
  const out: Entry[] = [];
  while (out.length < PART) {
    const some = await entriesAfter(system.db, out.at(-1)?.no ?? after, 2_000);
    if (some.length === 0) break;
    out.push(...some);
  }
  return out;
}

/** Writes beside the final name and moves it there, so that a kill or a full disk leaves nothing under the name of a whole. */
async function writeWhole<T>(system: System, id: string, write: (path: string) => Promise<T>): Promise<T> {
  await mkdir(folder(system), { recursive: true });
  const beside = join(folder(system), `${id}.part`);
  try {
    const out = await write(beside);
    await rename(beside, pathOf(system, id));
    return out;
  } catch (e) {
    await rm(beside, { force: true });
    throw e;
  }
}

/** From here on the file holds instead of others; when somebody was faster with those, it was for nothing. */
async function register(system: System, made: SegmentRow, instead: readonly string[]): Promise<void> {
  const { size } = await stat(pathOf(system, made.id));
  const done = await transaction(system.db, async (tx) => {
    await lockIndex(tx);
    const now = await state(tx);
    // A fold continues where the files end; two that fold the same changes would both hold, which is only waste.
    if (instead.length === 0 && made.from > 0 && throughOf(now) !== made.from) return false;
    if (made.from === 0 && now.segments.some((s) => s.through <= made.through && !instead.includes(s.id))) return false;
    const there = new Set(now.segments.map((s) => s.id));
    if (!instead.every((id) => there.has(id))) return false;
    if (!(await replaceSegments(tx, { ...made, bytes: size }, instead, system.clock.now()))) return false;
    await forgetGone(tx, throughOf(await state(tx)));
    // A work erased while this file was written may have left its words in it.
    const erased = made.from === 0 && (await goneAfter(tx, made.through, now.change)).length > 0;
    if (erased) await enqueueIn(tx)('search.scrub', {}, { key: 'search.scrub' });
    return true;
  });
  if (!done) await rm(pathOf(system, made.id), { force: true });
  await sweep(system, done ? instead : []);
}

/** Takes away replaced files at once and left-over ones after an hour. Whoever has one open reads on. */
async function sweep(system: System, replaced: readonly string[]): Promise<void> {
  for (const id of replaced) await rm(pathOf(system, id), { force: true });
  const holds = new Set((await state(system.db)).segments.map((s) => `${s.id}.segment`));
  for (const name of await readdir(folder(system))) {
    if (holds.has(name)) continue;
    const path = join(folder(system), name);
    const there = await stat(path).catch(() => undefined);
    if (there && Date.now() - there.mtimeMs > LEFT_OVER_MS) await rm(path, { force: true });
  }
}

/** Whether every file that should be there is there and whole. */
export async function soundFiles(system: System): Promise<boolean> {
  const { segments } = await state(system.db);
  try {
    for (const s of openAll(system, segments)) {
      try {
        for (let i = 0; i < s.terms; i++) s.list(i);
      } finally {
        s.close();
      }
    }
    return true;
  } catch (e) {
    if (!(e instanceof BrokenSegment) && (e as NodeJS.ErrnoException).code !== 'ENOENT') throw e;
    return false;
  }
}
