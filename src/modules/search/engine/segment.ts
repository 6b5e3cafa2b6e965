import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type Block, BrokenSegment, decodeList, type Foot, MAGIC, type SectionName, sum } from './format.ts';

/** Where a segment's bytes are. `read` gives them at the beginning of a buffer of their own, or aligned within one. */
type Source = { size: number; read(at: number, bytes: number): Uint8Array; close(): void };

export const fromMemory = (bytes: Buffer): Source => ({
  size: bytes.byteLength,
  read: (at, n) => new Uint8Array(bytes.buffer, bytes.byteOffset + at, n),
  close: () => undefined,
});

/** Opens a file; it may be unlinked by others afterwards and stays readable here. */
export function fromFile(path: string): Source {
  const fd = openSync(path, 'r');
  let open = true;
  return {
    size: fstatSync(fd).size,
    read: (at, n) => {
      const out = new Uint8Array(n);
      for (let done = 0; done < n; ) {
        const got = readSync(fd, out, done, n - done, at + done);
        if (got === 0) throw new BrokenSegment(`${path} ends at ${at + done}`);
        done += got;
      }
      return out;
    },
    close: () => {
      if (open) closeSync(fd);
      open = false;
    },
  };
}

export type List = { docs: number; blocks: Map<number, Block>; bytes: number };

const TAIL = 16;

/** One segment opened for reading. Throws `BrokenSegment` whenever the bytes are not those that were written. */
export class Segment {
  readonly foot: Foot;
  readonly no: Uint32Array;
  readonly byNo: Uint32Array;
  readonly day: Uint16Array;
  /** Number of each document's cell; five numbers a cell in `cells`. */
  readonly cell: Uint32Array;
  readonly cells: Uint32Array;
  readonly gone: Uint32Array;
  /** One bit a document; cleared when a later segment has the document anew or it is gone. */
  readonly live: Uint32Array;
  readonly #source: Source;
  readonly #termBytes: Buffer;
  readonly #termEnds: Uint32Array;
  readonly #listAt: Uint32Array;
  readonly #listBytes: Uint32Array;
  readonly #listCrc: Uint32Array;
  readonly #listDocs: Uint32Array;

  constructor(source: Source) {
    this.#source = source;
    this.foot = readFoot(source);
    const load = (name: SectionName): Uint8Array => {
      const s = this.foot.sections[name];
      const bytes = source.read(s.at, s.bytes);
      if (sum(bytes) !== s.crc) throw new BrokenSegment(`section ${name} is damaged`);
      return bytes;
    };
    const u32 = (name: SectionName): Uint32Array => {
      const b = load(name);
      return new Uint32Array(b.buffer, b.byteOffset, b.byteLength / 4);
    };
    const u16 = (name: SectionName): Uint16Array => {
      const b = load(name);
      return new Uint16Array(b.buffer, b.byteOffset, b.byteLength / 2);
    };
    this.no = u32('no');
    this.byNo = u32('byNo');
    this.day = u16('day');
    this.cell = u32('cell');
    this.cells = u32('cells');
    this.gone = u32('gone');
    const termBytes = load('termBytes');
    this.#termBytes = Buffer.from(termBytes.buffer, termBytes.byteOffset, termBytes.byteLength);
    this.#termEnds = u32('termEnds');
    this.#listAt = u32('listAt');
    this.#listBytes = u32('listBytes');
    this.#listCrc = u32('listCrc');
    this.#listDocs = u32('listDocs');
    this.live = new Uint32Array(Math.ceil(this.docs / 32));
    for (let i = 0; i < this.docs; i++) this.live[i >>> 5] = (this.live[i >>> 5] ?? 0) | (1 << (i & 31));
  }

  get docs(): number {
    return this.foot.docs;
  }
  get terms(): number {
    return this.foot.terms;
  }
  close(): void {
    this.#source.close();
  }

  /** Ordinal of a work, or −1. */
  ordinal(no: number): number {
    let lo = 0;
    let hi = this.byNo.length - 1;
    while (lo <= hi) {
      const mid = (lo + hi) >>> 1;
      const o = this.byNo[mid] ?? 0;
      const found = this.no[o] ?? 0;
      if (found === no) return o;
      if (found < no) lo = mid + 1;
      else hi = mid - 1;
    }
    return -1;
  }

  /** Takes a work out, when it is here. */
  kill(no: number): void {
    const o = this.ordinal(no);
    if (o >= 0) this.live[o >>> 5] = (this.live[o >>> 5] ?? 0) & ~(1 << (o & 31));
  }

  isLive = (ordinal: number): boolean => (((this.live[ordinal >>> 5] ?? 0) >>> (ordinal & 31)) & 1) === 1;

  word(i: number): Buffer {
    return this.#termBytes.subarray(i === 0 ? 0 : this.#termEnds[i - 1], this.#termEnds[i]);
  }

  /** Where a word would stand among the words: the first that is not before it. */
  lowerBound(bytes: Buffer): number {
    let lo = 0;
    let hi = this.terms;
    while (lo < hi) {
      const mid = (lo + hi) >>> 1;
      if (Buffer.compare(this.word(mid), bytes) < 0) lo = mid + 1;
      else hi = mid;
    }
    return lo;
  }

  /** Number of a word here, or −1. */
  find(word: string): number {
    const bytes = Buffer.from(word);
    const i = this.lowerBound(bytes);
    return i < this.terms && this.word(i).equals(bytes) ? i : -1;
  }

  docsOf = (i: number): number => this.#listDocs[i] ?? 0;

  list(i: number): List {
    const at = (this.#listAt[i] ?? 0) * 8;
    const bytes = this.#source.read(at, this.#listBytes[i] ?? 0);
    if (sum(bytes) !== this.#listCrc[i]) throw new BrokenSegment(`list ${i} is damaged`);
    return { docs: this.docsOf(i), blocks: decodeList(bytes), bytes: bytes.byteLength };
  }
}

function readFoot(source: Source): Foot {
  if (source.size < TAIL) throw new BrokenSegment('shorter than its tail');
  const read = source.read(source.size - TAIL, TAIL);
  const tail = Buffer.from(read.buffer, read.byteOffset, TAIL);
  const bytes = tail.readUInt32LE(0);
  if (tail.toString('latin1', 8) !== MAGIC || bytes > source.size - TAIL) throw new BrokenSegment('no tail');
  const foot = source.read(source.size - TAIL - bytes, bytes);
  if (sum(foot) !== tail.readUInt32LE(4)) throw new BrokenSegment('the foot is damaged');
  return JSON.parse(Buffer.from(foot).toString('utf8')) as Foot;
}
