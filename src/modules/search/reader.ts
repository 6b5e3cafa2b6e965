/** The index as a process that answers questions holds it: files opened, and what changed since in memory. */
import { join } from 'node:path';
import { transaction } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import type { System } from '../../platform/system.ts';
import {
  type Answer,
  type Ask,
  BrokenSegment,
  type Entry,
  encode,
  find,
  fromFile,
  fromMemory,
  type List,
  Segment,
  wordsWith,
} from './engine/index.ts';
import { changed, firstNumbers, goneAfter, type State, state, throughOf } from './index-store.ts';

/** A process that nobody asks for this long closes its files and gives the memory back. */
const IDLE_MS = 3 * 60_000;
/** Lists of frequent words kept from one question to the next, in bytes. */
const KEEP_BYTES = 24 << 20;
/** So many changes are read into memory without a file; more are a case for rebuilding. */
export const IN_MEMORY = 5_000;
/** Small segments in memory are put together beyond this many. */
const MOST_PIECES = 12;

export const folder = (system: Pick<System, 'config'>): string => join(system.config.dataDir, 'search');
export const pathOf = (system: Pick<System, 'config'>, id: string): string => join(folder(system), `${id}.segment`);

type Files = { key: string; segments: Segment[]; ids: string[]; through: number };

class Reader {
  #files: Files | undefined;
  #fresh: Segment[] = [];
  readonly #entries = new Map<number, Entry>();
  #seen = 0;
  readonly #broken = new Set<string>();
  readonly #lists = new Map<Segment, Map<number, List>>();
  #kept = 0;
  #idle: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  readonly #system: System;

  constructor(system: System) {
    this.#system = system;
  }

  async ask(q: Ask): Promise<Answer> {
    return this.#read((segments) => find(segments, q, (s, i) => this.#list(s, i)));
  }

  async wordsWith(start: string, most: number): Promise<string[]> {
    return this.#read((segments) => wordsWith(segments, start, most));
  }

  close(): void {
    clearTimeout(this.#idle);
    for (const s of this.#files?.segments ?? []) s.close();
    this.#files = undefined;
    this.#fresh = [];
    this.#entries.clear();
    this.#forgetLists();
  }

  /** Brings the index up to now and reads from it; a damaged list is noticed here, and never answered from. */
  async #read<T>(work: (segments: readonly Segment[]) => T): Promise<T> {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.close(), IDLE_MS);
    this.#idle.unref();
    for (let again = false; ; again = true) {
      await this.#refresh();
      const files = this.#files;
      try {
        return work([...(files?.segments ?? []), ...this.#fresh]);
      } catch (e) {
        if (!(e instanceof BrokenSegment) || again || !files) throw e;
        this.#system.log.error({ error: e.message }, 'the search index is damaged');
        for (const id of files.ids) this.#broken.add(id);
        this.close();
      }
    }
  }

  /** One look at the database serves all questions that came before it began, and none that came after. */
  #refresh(): Promise<void> {
    if (!this.#running) {
      this.#running = this.#bring().finally(() => {
        this.#running = this.#next;
        this.#next = undefined;
      });
      return this.#running;
    }
    this.#next ??= this.#running
      .then(
        () => this.#bring(),
        () => this.#bring(),
      )
      .finally(() => {
        this.#running = this.#next;
        this.#next = undefined;
      });
    return this.#next;
  }

  async #bring(): Promise<void> {
    const db = this.#system.readDb;
    let now = await state(db);
    if (!now.complete) throw await this.#rebuilding('search.reindex', 'not built from editions yet');
    if (this.#files?.key !== keyOf(now)) {
      try {
        this.#open(now);
      } catch (e) {
        // Another process may have put a new file in the place of these in between.
        now = await state(db);
        try {
          this.#open(now);
        } catch (again) {
          await this.#openNothing(now, again);
        }
        if (!this.#files) throw e;
      }
    }
    if (now.change === this.#seen) return;
    const [rows, gone] = [await changed(db, this.#seen, now.change), await goneAfter(db, this.#seen, now.change)];
    this.#take(rows, gone);
    this.#seen = now.change;
  }

  #open(now: State): void {
    this.close();
    const segments: Segment[] = [];
    try {
      for (const s of now.segments) {
        if (this.#broken.has(s.id)) throw new BrokenSegment(`${s.id} was found damaged`);
        segments.push(new Segment(fromFile(pathOf(this.#system, s.id))));
      }
    } catch (e) {
      for (const s of segments) s.close();
      throw e;
    }
    settle(segments);
    this.#files = { key: keyOf(now), segments, ids: now.segments.map((s) => s.id), through: throughOf(now) };
    this.#seen = this.#files.through;
  }

  /** Files are lost or damaged: a small site answers from the database at once, a large one says that it rebuilds. */
  async #openNothing(now: State, why: unknown): Promise<void> {
    const message = why instanceof Error ? why.message : String(why);
    const failure = await this.#rebuilding('search.build', message);
    const docs = await changedCount(this.#system, IN_MEMORY + 1);
    if (docs > IN_MEMORY) throw failure;
    this.close();
    this.#files = { key: keyOf(now), segments: [], ids: [], through: 0 };
    this.#seen = -1;
  }

  /** Queues the repair and answers what to say meanwhile. */
  async #rebuilding(job: string, why: string): Promise<AppError> {
    this.#system.log.error({ why, job }, 'the search index has to be rebuilt');
    await transaction(this.#system.db, (tx) => enqueueIn(tx)(job, {}, { key: job })).catch((e: unknown) =>
      this.#system.log.error({ error: e }, 'the rebuilding could not be queued'),
    );
    return new AppError(
      'unavailable',
      `search index: ${why}`,
      '搜索正在重建，一般几分钟就好。急用的话，可以先从栏目或网站地图找。',
    );
  }

  #take(rows: readonly Entry[], gone: readonly number[]): void {
    const older = [...(this.#files?.segments ?? []), ...this.#fresh];
    for (const no of [...gone, ...rows.map((r) => r.no)]) for (const s of older) s.kill(no);
    for (const no of gone) this.#entries.delete(no);
    for (const r of rows) this.#entries.set(r.no, r);
    if (rows.length === 0) return;
    const average = this.#files?.segments[0]?.foot.average;
    if (this.#fresh.length < MOST_PIECES) {
      this.#fresh.push(new Segment(fromMemory(encode(rows, [], average))));
      return;
    }
    for (const s of this.#fresh) this.#lists.delete(s);
    this.#fresh = [new Segment(fromMemory(encode([...this.#entries.values()], [], average)))];
  }

  #list(s: Segment, i: number): List {
    const known = this.#lists.get(s)?.get(i);
    if (known) return known;
    const list = s.list(i);
    if (this.#fresh.includes(s)) return list;
    this.#kept += list.bytes;
    // All at once: what is frequent comes back with the next questions.
    if (this.#kept > KEEP_BYTES) {
      this.#forgetLists();
      this.#kept = list.bytes;
    }
    const of = this.#lists.get(s) ?? new Map<number, List>();
    of.set(i, list);
    this.#lists.set(s, of);
    return list;
  }

  #forgetLists(): void {
    this.#lists.clear();
    this.#kept = 0;
  }
}

const keyOf = (s: State): string => s.segments.map((x) => x.id).join(' ');

const changedCount = async (system: System, most: number): Promise<number> =>
  (await firstNumbers(system.readDb, most)).length;

/** A work that a later segment has anew, or knows to be gone, is dead in those before it. */
export function settle(segments: readonly Segment[]): void {
  for (const [i, s] of segments.entries())
    for (const older of segments.slice(0, i)) {
      for (const no of s.gone) older.kill(no);
      for (const no of s.no) older.kill(no);
    }
}

const readers = new WeakMap<object, Reader>();

/** The reader of this process for a system; nothing is opened before the first question. */
export function readerOf(system: System): Pick<Reader, 'ask' | 'wordsWith' | 'close'> {
  const known = readers.get(system.config);
  if (known) return known;
  const made = new Reader(system);
  readers.set(system.config, made);
  return made;
}
