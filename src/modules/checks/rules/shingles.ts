/**
 * How much of a text stands in another. Texts are cut into overlapping pieces of thirteen characters (the window that the
 * domain's copy measure uses); for finding candidates among many, the smallest hashes of the pieces stand for the text.
 */

const WINDOW = 13;
/** Numbers kept of each text: two texts that share nine tenths of their pieces share about nine tenths of these. */
export const SKETCH = 48;

/** Words only: what two printings of one text have in common whatever their spaces and punctuation. */
export const bare = (text: string): string => text.replace(/[^\p{Script=Han}a-zA-Z0-9]+/gu, '');
/** Without figures too, so that only the dates and amounts of an old piece may differ. */
export const withoutFigures = (text: string): string =>
  bare(text)
    .replace(/\d+/g, '')
    .replace(/[〇零一二三四五六七八九十]+(?=[年月日])/g, '');

/** Tells the hash of each piece in turn, 32 bit, by a rolling sum: one multiplication a character. */
function eachPiece(text: string, tell: (hash: number) => void): void {
  const n = text.length;
  if (n === 0) return;
  const window = Math.min(WINDOW, n);
  const BASE = 0x01000193;
  let power = 1;
  for (let i = 1; i < window; i++) power = Math.imul(power, BASE);
  let h = 0;
  for (let i = 0; i < n; i++) {
    if (i >= window) h = (h - Math.imul(text.charCodeAt(i - window), power)) | 0;
    h = (Math.imul(h, BASE) + text.charCodeAt(i)) | 0;
    if (i >= window - 1) tell(mix(h));
  }
}

/** Hashes of all pieces. */
export function pieces(text: string): Set<number> {
  const out = new Set<number>();
  eachPiece(text, (hash) => out.add(hash));
  return out;
}

/** Spreads neighbouring sums over all 32 bits (the finaliser of MurmurHash3). */
function mix(h: number): number {
  let x = h ^ (h >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** The smallest hashes, ascending: the same for the same words. Empty for texts too short to mean anything. */
export function sketchOf(text: string): number[] {
  const words = bare(text);
  if (words.length < 2 * WINDOW) return [];
  // A long law has tens of thousands of pieces: only those under the smallest so far are kept, and sorted now and then.
  const kept = new Int32Array(8 * SKETCH);
  let n = 0;
  let below = 0x7fff_ffff;
  const thin = (): void => {
    // Typed arrays sort as numbers and without calling back.
    const sorted = kept.subarray(0, n).sort();
    let to = 0;
    for (let i = 0; i < n && to < SKETCH; i++)
      if (to === 0 || sorted[i] !== sorted[to - 1]) sorted[to++] = sorted[i] ?? 0;
    n = to;
    if (n === SKETCH) below = kept[n - 1] ?? below;
  };
  eachPiece(words, (hash) => {
    if (hash > below) return;
    kept[n++] = hash;
    if (n === kept.length) thin();
  });
  thin();
  return [...kept.subarray(0, n)];
}

/** Which share of the pieces of `a` stands in `b`, 0 to 1. */
export function shareOf(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  if (a.size === 0) return 0;
  let both = 0;
  for (const x of a) if (b.has(x)) both += 1;
  return both / a.size;
}
