/**
 * One segment of the index: immutable, the same bytes in memory and in a file.
 *
 * Documents have ordinals 0…n−1 and, as plain typed arrays, a number, a day and a cell: kind, unit, year, columns and validity
 * together. A district has some thousand different cells, so that hits are counted and filtered by cell, with one step a hit.
 * A word's list holds, in blocks of 65,536 ordinals, either a bitmap (when more than 4,096 are set) or 16-bit offsets, and for each document one byte: how
 * much the word weighs in it (`weigh`). Nothing is decoded: a list read from the file is used as it lies there.
 *
 * File: sections, each aligned to 8 bytes, then the foot as JSON, then length and CRC-32 of the foot, then the magic.
 * Every section and every list has a CRC-32, so that a damaged file is noticed and never answers.
 */
import { crc32 } from 'node:zlib';

export const MAGIC = 'GKSEARC1';
export const BLOCK = 65_536;
/** Above this many documents in a block a bitmap is smaller than offsets; the bound of Roaring bitmaps. */
const DENSE = 4_096;
export const BITMAP_WORDS = BLOCK / 32;

/** One document as it comes from the store. */
export type Entry = {
  no: number;
  /** Day of publication, `2026-03-31`. */
  day: string;
  kind: string;
  unit: string;
  /** Columns with all that stand above them. */
  columns: readonly string[];
  validity: string | null;
  /** What `packTerms` wrote. */
  terms: string;
};

export const SECTIONS = [
  'no',
  'byNo',
  'day',
  'cell',
  'cells',
  'gone',
  'termBytes',
  'termEnds',
  'listAt',
  'listBytes',
  'listCrc',
  'listDocs',
] as const;
export type SectionName = (typeof SECTIONS)[number];

/** Numbers of one cell in section `cells`: kind, unit, year, set of columns, validity. */
export const CELL = 5;

export type Foot = {
  docs: number;
  terms: number;
  /** Mean length of the text field, for the norm of documents that come later. */
  average: number;
  kinds: string[];
  units: string[];
  columnSets: string[][];
  validities: string[];
  sections: Record<SectionName, { at: number; bytes: number; crc: number }>;
};

/** A file that is not what was written: cut off, damaged or something else. */
export class BrokenSegment extends Error {}

const EPOCH = Date.UTC(1900, 0, 1);
/** Days since 1900, kept within 16 bits (to 2079). */
export const dayNumber = (day: string): number =>
  Math.max(0, Math.min(65_535, Math.round((Date.parse(`${day}T00:00:00Z`) - EPOCH) / 86_400_000)));
export const yearOfDay = (n: number): number => new Date(EPOCH + n * 86_400_000).getUTCFullYear();

export const pad = (bytes: number, to: number): number => (to - (bytes % to)) % to;

export const sum = (bytes: Uint8Array): number => crc32(bytes);

/** Bytes of a list from ordinals in ascending order and their weights. */
export function encodeList(ordinals: Uint32Array, weights: Uint8Array, n: number): Uint8Array {
  const blocks: { no: number; from: number; to: number }[] = [];
  for (let i = 0; i < n; ) {
    const no = (ordinals[i] ?? 0) >>> 16;
    let to = i + 1;
    while (to < n && (ordinals[to] ?? 0) >>> 16 === no) to++;
    blocks.push({ no, from: i, to });
    i = to;
  }
  const sizeOf = (b: { from: number; to: number }): number => {
    const k = b.to - b.from;
    const ids = k > DENSE ? BITMAP_WORDS * 4 : k * 2;
    return ids + pad(ids, 4) + k + pad(k, 4);
  };
  const head = 4 + blocks.length * 12;
  const bytes = new Uint8Array(head + blocks.reduce((s, b) => s + sizeOf(b), 0));
  const words = new Uint32Array(bytes.buffer, 0, head / 4);
  words[0] = blocks.length;
  let at = head;
  for (const [i, b] of blocks.entries()) {
    const k = b.to - b.from;
    words[1 + i * 3] = b.no;
    words[2 + i * 3] = k;
    words[3 + i * 3] = at;
    if (k > DENSE) {
      const bits = new Uint32Array(bytes.buffer, at, BITMAP_WORDS);
      for (let j = b.from; j < b.to; j++) {
        const o = (ordinals[j] ?? 0) & 0xffff;
        bits[o >>> 5] = (bits[o >>> 5] ?? 0) | (1 << (o & 31));
      }
      at += BITMAP_WORDS * 4;
    } else {
      const ids = new Uint16Array(bytes.buffer, at, k);
      for (let j = 0; j < k; j++) ids[j] = (ordinals[b.from + j] ?? 0) & 0xffff;
      at += k * 2 + pad(k * 2, 4);
    }
    bytes.set(weights.subarray(b.from, b.to), at);
    at += k + pad(k, 4);
  }
  return bytes;
}

/** One block of a list, as views of its bytes. */
export type Block = { count: number; ids: Uint16Array | undefined; bits: Uint32Array | undefined; weights: Uint8Array };

/** A list by block number; `bytes` must begin at a multiple of 4 of its buffer. */
export function decodeList(bytes: Uint8Array): Map<number, Block> {
  const { buffer, byteOffset } = bytes;
  const count = new Uint32Array(buffer, byteOffset, 1)[0] ?? 0;
  const head = new Uint32Array(buffer, byteOffset + 4, count * 3);
  const out = new Map<number, Block>();
  for (let i = 0; i < count; i++) {
    const k = head[i * 3 + 1] ?? 0;
    const at = byteOffset + (head[i * 3 + 2] ?? 0);
    const dense = k > DENSE;
    const idBytes = dense ? BITMAP_WORDS * 4 : k * 2 + pad(k * 2, 4);
    out.set(head[i * 3] ?? 0, {
      count: k,
      ids: dense ? undefined : new Uint16Array(buffer, at, k),
      bits: dense ? new Uint32Array(buffer, at, BITMAP_WORDS) : undefined,
      weights: new Uint8Array(buffer, at + idBytes, k),
    });
  }
  return out;
}
