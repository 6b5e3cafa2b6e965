import { open } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { Columns, type Sink, Terms, writeEnd } from './encode.ts';
import { CELL, encodeList, pad } from './format.ts';
import type { Segment } from './segment.ts';

/** Milliseconds of work before others of the process get their turn. */
const TURN_MS = 8;

/**
 * Writes one segment of what is alive in several, oldest first, to `path` and syncs it. The process goes on with other
 * work in between. `gone` are numbers to be remembered as gone, for segments that stand before these.
 */
export async function merge(segments: readonly Segment[], gone: readonly number[], path: string): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  try {
    const sink = fileSink();
    let turn = performance.now();
    const flush = async (least: number): Promise<void> => {
      for (const chunk of sink.take(least))
        for (let done = 0; done < chunk.byteLength; ) done += (await file.write(chunk, done)).bytesWritten;
      if (performance.now() - turn < TURN_MS) return;
      await breathe();
      turn = performance.now();
    };
    const columns = new Columns();
    const maps: Uint32Array[] = [];
    for (const s of segments) {
      const map = new Uint32Array(s.docs);
      const { cells } = s;
      for (let i = 0; i < s.docs; i++) {
        if ((i & 0x3fff) === 0) await flush(CHUNK);
        if (!s.isLive(i)) {
          map[i] = DEAD;
          continue;
        }
        map[i] = columns.length;
        const at = (s.cell[i] ?? 0) * CELL;
        columns.add(
          s.no[i] ?? 0,
          s.day[i] ?? 0,
          s.foot.kinds[cells[at] ?? 0] ?? '',
          s.foot.units[cells[at + 1] ?? 0] ?? '',
          s.foot.columnSets[cells[at + 3] ?? 0] ?? [],
          s.foot.validities[cells[at + 4] ?? 0] ?? '',
        );
      }
      maps.push(map);
    }
    const terms = new Terms();
    const ordinals = new Uint32Array(columns.length);
    const weights = new Uint8Array(columns.length);
    for (const { word, at } of together(segments)) {
      let n = 0;
      for (const { segment, index } of at)
        n = append(segments[segment] as Segment, index, maps[segment] as Uint32Array, ordinals, weights, n);
      if (n > 0) {
        const list = encodeList(ordinals, weights, n);
        terms.add(Buffer.from(word), list, sink.at, n);
        sink.write(list);
        sink.write(new Uint8Array(pad(list.byteLength, 8)));
      }
      await flush(CHUNK);
    }
    const docs = columns.length;
    const average =
      segments.reduce((t, s) => t + s.foot.average * s.docs, 0) /
      Math.max(
        1,
        segments.reduce((t, s) => t + s.docs, 0),
      );
    writeEnd(
      sink,
      { docs, terms: terms.length, average, ...columns.names() },
      { ...columns.sections(gone), ...terms.sections() },
    );
    await flush(0);
    await file.sync();
    return docs;
  } finally {
    await file.close();
  }
}

const DEAD = 0xffff_ffff;
const CHUNK = 1 << 20;

/** Gathers small writes; `take` gives what there is once it is at least so much. */
function fileSink(): Sink & { take(least: number): Uint8Array[] } {
  let waiting: Uint8Array[] = [];
  let size = 0;
  return {
    at: 0,
    write(bytes) {
      waiting.push(bytes);
      size += bytes.byteLength;
      this.at += bytes.byteLength;
    },
    take(least) {
      if (size === 0 || size < least) return [];
      const all = [Buffer.concat(waiting, size)];
      waiting = [];
      size = 0;
      return all;
    },
  };
}

/** Ordinals and weights of a list, renumbered, behind what stands there already; answers how many there are now. */
function append(
  s: Segment,
  index: number,
  map: Uint32Array,
  ordinals: Uint32Array,
  weights: Uint8Array,
  from: number,
): number {
  let n = from;
  const put = (ordinal: number, weight: number): void => {
    const to = map[ordinal] as number;
    if (to === DEAD) return;
    ordinals[n] = to;
    weights[n++] = weight;
  };
  for (const [block, b] of s.list(index).blocks) {
    const base = block * 65_536;
    if (b.ids) for (let i = 0; i < b.ids.length; i++) put(base + (b.ids[i] as number), b.weights[i] as number);
    else {
      const bits = b.bits as Uint32Array;
      let at = 0;
      for (let i = 0; i < bits.length; i++)
        for (let x = bits[i] as number; x !== 0; x &= x - 1)
          put(base + (i << 5) + 31 - Math.clz32(x & -x), b.weights[at++] as number);
    }
  }
  return n;
}

type Place = { segment: number; index: number };

/** All words of several segments in order, each with where it stands; a binary heap over the segments' next words. */
function* together(segments: readonly Segment[]): Generator<{ word: Buffer; at: Place[] }> {
  type Next = Place & { word: Buffer };
  const heap: Next[] = [];
  const before = (a: Next, b: Next): boolean => (Buffer.compare(a.word, b.word) || a.segment - b.segment) < 0;
  const push = (one: Next): void => {
    let i = heap.push(one) - 1;
    for (; i > 0; ) {
      const up = (i - 1) >>> 1;
      if (!before(one, heap[up] as Next)) break;
      heap[i] = heap[up] as Next;
      i = up;
    }
    heap[i] = one;
  };
  const pop = (): Next | undefined => {
    const [top] = heap;
    const last = heap.pop();
    if (!top || !last || heap.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Next, heap[child] as Next)) child++;
      if (!before(heap[child] as Next, last)) break;
      heap[i] = heap[child] as Next;
      i = child;
    }
    heap[i] = last;
    return top;
  };
  const next = (segment: number, index: number): void => {
    const s = segments[segment];
    if (s && index < s.terms) push({ segment, index, word: s.word(index) });
  };
  for (const i of segments.keys()) next(i, 0);
  let word: Buffer | undefined;
  let at: Place[] = [];
  for (let top = pop(); top; top = pop()) {
    if (word && !word.equals(top.word)) {
      yield { word, at };
      at = [];
    }
    word = top.word;
    at.push({ segment: top.segment, index: top.index });
    next(top.segment, top.index + 1);
  }
  if (word) yield { word, at };
}
