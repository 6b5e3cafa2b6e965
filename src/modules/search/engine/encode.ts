import {
  dayNumber,
  type Entry,
  encodeList,
  type Foot,
  MAGIC,
  pad,
  SECTIONS,
  type SectionName,
  sum,
  yearOfDay,
} from './format.ts';
import { textLength, weigh } from './weigh.ts';

/** Columns of documents while a segment is put together. */
export class Columns {
  readonly #no: number[] = [];
  readonly #day: number[] = [];
  readonly #cell: number[] = [];
  readonly #cells: number[] = [];
  readonly #known = new Map<string, number>();
  readonly #kinds = new Names();
  readonly #units = new Names();
  readonly #columnSets = new Names();
  readonly #validities = new Names();

  /** `day` as `dayNumber` gives it. */
  add(no: number, day: number, kind: string, unit: string, columns: readonly string[], validity: string): void {
    if (!Number.isInteger(no) || no < 0 || no > 0xffff_ffff) throw new RangeError(`work number ${no}`);
    const cell = [
      this.#kinds.of(kind),
      this.#units.of(unit),
      yearOfDay(day),
      this.#columnSets.of(columns.join('\n')),
      this.#validities.of(validity),
    ];
    const key = cell.join(' ');
    let index = this.#known.get(key);
    if (index === undefined) {
      index = this.#known.size;
      this.#known.set(key, index);
      this.#cells.push(...cell);
    }
    this.#no.push(no);
    this.#day.push(day);
    this.#cell.push(index);
  }

  get length(): number {
    return this.#no.length;
  }

  sections(gone: readonly number[]): Record<Exclude<SectionName, TermSection>, ArrayBufferView> {
    const no = Uint32Array.from(this.#no);
    return {
      no,
      byNo: Uint32Array.from(no.keys()).sort((a, b) => (no[a] ?? 0) - (no[b] ?? 0)),
      day: Uint16Array.from(this.#day),
      cell: Uint32Array.from(this.#cell),
      cells: Uint32Array.from(this.#cells),
      gone: Uint32Array.from([...gone].sort((a, b) => a - b)),
    };
  }

  names(): Pick<Foot, 'kinds' | 'units' | 'columnSets' | 'validities'> {
    return {
      kinds: this.#kinds.list,
      units: this.#units.list,
      columnSets: this.#columnSets.list.map((s) => s.split('\n').filter(Boolean)),
      validities: this.#validities.list,
    };
  }
}

type TermSection = 'termBytes' | 'termEnds' | 'listAt' | 'listBytes' | 'listCrc' | 'listDocs';

class Names {
  readonly list: string[] = [];
  readonly #known = new Map<string, number>();
  of(name: string): number {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    this.#known.set(name, this.list.length);
    return this.list.push(name) - 1;
  }
}

/** Puts words and their lists together while they come in ascending order of bytes. */
export class Terms {
  readonly #bytes: Uint8Array[] = [];
  readonly #ends: number[] = [];
  readonly #at: number[] = [];
  readonly #size: number[] = [];
  readonly #crc: number[] = [];
  readonly #docs: number[] = [];
  #end = 0;

  /** `at` is where the list lies, a multiple of 8. */
  add(word: Uint8Array, list: Uint8Array, at: number, docs: number): void {
    this.#bytes.push(word);
    this.#end += word.byteLength;
    this.#ends.push(this.#end);
    this.#at.push(at / 8);
    this.#size.push(list.byteLength);
    this.#crc.push(sum(list));
    this.#docs.push(docs);
  }

  get length(): number {
    return this.#ends.length;
  }

  sections(): Record<TermSection, ArrayBufferView> {
    return {
      termBytes: Buffer.concat(this.#bytes, this.#end),
      termEnds: Uint32Array.from(this.#ends),
      listAt: Uint32Array.from(this.#at),
      listBytes: Uint32Array.from(this.#size),
      listCrc: Uint32Array.from(this.#crc),
      listDocs: Uint32Array.from(this.#docs),
    };
  }
}

/** Where the parts of a segment go: memory or a file. Each part begins at a multiple of 8. */
export type Sink = { at: number; write(bytes: Uint8Array): void };

/** Writes sections and foot behind the lists. */
export function writeEnd(to: Sink, about: Omit<Foot, 'sections'>, views: Record<SectionName, ArrayBufferView>): void {
  const sections = {} as Foot['sections'];
  for (const name of SECTIONS) {
    const view = views[name];
    const bytes = new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength);
    sections[name] = { at: to.at, bytes: bytes.byteLength, crc: sum(bytes) };
    to.write(bytes);
    to.write(new Uint8Array(pad(bytes.byteLength, 8)));
  }
  const foot = Buffer.from(JSON.stringify({ ...about, sections } satisfies Foot));
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(foot.byteLength, 0);
  tail.writeUInt32LE(sum(foot), 4);
  tail.write(MAGIC, 8, 'latin1');
  to.write(foot);
  to.write(tail);
}

/** A segment in memory, of documents and of numbers that are gone since the segment before it. */
export function encode(entries: readonly Entry[], gone: readonly number[] = [], average?: number): Buffer {
  const mean = average || entries.reduce((s, e) => s + textLength(e.terms), 0) / Math.max(1, entries.length) || 1;
  const columns = new Columns();
  const lists = new Map<string, number[]>();
  for (const [ordinal, e] of entries.entries()) {
    columns.add(e.no, dayNumber(e.day), e.kind, e.unit, e.columns, e.validity ?? '');
    weigh(e.terms, mean, (word, weight) => {
      const list = lists.get(word);
      // Ordinal and weight in one number: half the memory of two arrays.
      const one = ordinal * 256 + weight;
      if (list) list.push(one);
      else lists.set(word, [one]);
    });
  }
  const parts: Uint8Array[] = [];
  const sink: Sink = {
    at: 0,
    write(bytes) {
      parts.push(bytes);
      this.at += bytes.byteLength;
    },
  };
  const terms = new Terms();
  const sorted = [...lists.keys()].map((w) => ({ w, bytes: Buffer.from(w) }));
  sorted.sort((a, b) => Buffer.compare(a.bytes, b.bytes));
  for (const { w, bytes } of sorted) {
    const list = lists.get(w) ?? [];
    const encoded = encodeList(
      Uint32Array.from(list, (x) => Math.floor(x / 256)),
      Uint8Array.from(list, (x) => x % 256),
      list.length,
    );
    terms.add(bytes, encoded, sink.at, list.length);
    sink.write(encoded);
    sink.write(new Uint8Array(pad(encoded.byteLength, 8)));
  }
  writeEnd(
    sink,
    { docs: columns.length, terms: terms.length, average: mean, ...columns.names() },
    { ...columns.sections(gone), ...terms.sections() },
  );
  // A buffer of its own, so that views into it are aligned.
  const out = Buffer.from(new ArrayBuffer(sink.at));
  let at = 0;
  for (const p of parts) {
    out.set(p, at);
    at += p.byteLength;
  }
  return out;
}
