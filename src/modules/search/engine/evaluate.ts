import { BITMAP_WORDS, BLOCK, type Block } from './format.ts';
import type { List } from './segment.ts';

/** A word of the question in one segment: its list there, and how telling it is. */
export type WordList = { list: List; weight: number };

/** All words of an alternative must stand in the document. */
type Alternative = readonly string[];
/** Any alternative will do. */
export type Term = readonly Alternative[];

/** Memory of one block's evaluation, used again for each block. */
export class Scratch {
  readonly result = new Uint32Array(BITMAP_WORDS);
  readonly term = new Uint32Array(BITMAP_WORDS);
  readonly alternative = new Uint32Array(BITMAP_WORDS);
  readonly score = new Float32Array(BLOCK);
}

const popcount = (v: number): number => {
  let x = v - ((v >>> 1) & 0x5555_5555);
  x = (x & 0x3333_3333) + ((x >>> 2) & 0x3333_3333);
  return (((x + (x >>> 4)) & 0x0f0f_0f0f) * 0x0101_0101) >>> 24;
};

function setBits(b: Block, into: Uint32Array): void {
  if (b.bits) {
    for (let i = 0; i < BITMAP_WORDS; i++) into[i] = (into[i] as number) | (b.bits[i] as number);
    return;
  }
  const ids = b.ids as Uint16Array;
  for (let i = 0; i < ids.length; i++) {
    const o = ids[i] as number;
    into[o >>> 5] = (into[o >>> 5] as number) | (1 << (o & 31));
  }
}

function andBits(b: Block, into: Uint32Array, spare: Uint32Array): void {
  if (b.bits) {
    for (let i = 0; i < BITMAP_WORDS; i++) into[i] = (into[i] as number) & (b.bits[i] as number);
    return;
  }
  spare.fill(0);
  setBits(b, spare);
  for (let i = 0; i < BITMAP_WORDS; i++) into[i] = (into[i] as number) & (spare[i] as number);
}

/**
 * Which documents of a block hold the terms, all of them or some; the answer stands in `s.result`. `of` gives a word's
 * list in this segment, undefined when it has none. False when none does, and then `s.result` means nothing.
 */
export function matchBlock(
  terms: readonly Term[],
  all: boolean,
  of: (word: string) => WordList | undefined,
  block: number,
  s: Scratch,
): boolean {
  let any = false;
  for (const [t, term] of terms.entries()) {
    let has = false;
    s.term.fill(0);
    for (const words of term) {
      const blocks = words.map((w) => of(w)?.list.blocks.get(block));
      if (blocks.length === 0 || blocks.includes(undefined)) continue;
      const found = blocks as Block[];
      const [first, ...rest] = found.sort((a, b) => a.count - b.count);
      if (!first) continue;
      has = true;
      if (rest.length === 0) {
        setBits(first, s.term);
        continue;
      }
      s.alternative.fill(0);
      setBits(first, s.alternative);
      // `score` is not in use yet and big enough to lend its memory.
      const spare = new Uint32Array(s.score.buffer, 0, BITMAP_WORDS);
      for (const b of rest) andBits(b, s.alternative, spare);
      for (let i = 0; i < BITMAP_WORDS; i++) s.term[i] = (s.term[i] as number) | (s.alternative[i] as number);
    }
    if (all && !has) return false;
    if (t === 0) s.result.set(s.term);
    else if (all) for (let i = 0; i < BITMAP_WORDS; i++) s.result[i] = (s.result[i] as number) & (s.term[i] as number);
    else for (let i = 0; i < BITMAP_WORDS; i++) s.result[i] = (s.result[i] as number) | (s.term[i] as number);
    any ||= has;
  }
  return any;
}

/** Adds what a word is worth to the score of each document of `result` that holds it. */
export function addScores(b: Block, weight: number, result: Uint32Array, score: Float32Array): void {
  const { weights } = b;
  const w = weight / 255;
  if (b.ids) {
    const { ids } = b;
    for (let i = 0; i < ids.length; i++) {
      const o = ids[i] as number;
      if ((((result[o >>> 5] as number) >>> (o & 31)) & 1) === 1)
        score[o] = (score[o] as number) + w * (weights[i] as number);
    }
    return;
  }
  const bits = b.bits as Uint32Array;
  let at = 0;
  for (let i = 0; i < BITMAP_WORDS; i++) {
    let x = bits[i] as number;
    const wanted = result[i] as number;
    if ((x & wanted) === 0) {
      if (x !== 0) at += popcount(x);
      continue;
    }
    while (x !== 0) {
      const low = x & -x;
      if ((wanted & low) !== 0) {
        const o = (i << 5) + 31 - Math.clz32(low);
        score[o] = (score[o] as number) + w * (weights[at] as number);
      }
      at++;
      x ^= low;
    }
  }
}
