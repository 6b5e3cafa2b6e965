/** How long a recording plays, by its own headers: ISO/IEC 14496-12 boxes of an .mp4, ISO/IEC 11172-3 frames of an .mp3. */

/** Seconds it plays; undefined when it says nothing of it, as a file that was cut off. */
export const mediaSeconds = (bytes: Uint8Array, kind: 'mp3' | 'mp4'): number | undefined =>
  kind === 'mp4' ? mp4(view(bytes)) : mp3(view(bytes));

const view = (b: Uint8Array): DataView => new DataView(b.buffer, b.byteOffset, b.byteLength);

/** The content of the first box of that kind between two places. */
function box(v: DataView, kind: string, from: number, to: number): [from: number, to: number] | undefined {
  for (let at = from; at + 8 <= to; ) {
    const name = String.fromCharCode(...[4, 5, 6, 7].map((i) => v.getUint8(at + i)));
    const short = v.getUint32(at);
    const long = short === 1 && at + 16 <= to;
    // 0: it runs to the end; 1: the size stands behind the name, in eight bytes.
    const size = short === 0 ? to - at : long ? Number(v.getBigUint64(at + 8)) : short;
    const head = long ? 16 : 8;
    if (size < head || at + size > to) return undefined;
    if (name === kind) return [at + head, at + size];
    at += size;
  }
  return undefined;
}

function mp4(v: DataView): number | undefined {
  const movie = box(v, 'moov', 0, v.byteLength);
  const head = movie && box(v, 'mvhd', ...movie);
  if (!head) return undefined;
  const [at, to] = head;
  const wide = at < to && v.getUint8(at) === 1;
  if (to - at < (wide ? 32 : 20)) return undefined;
  const scale = v.getUint32(at + (wide ? 20 : 12));
  const long = wide ? Number(v.getBigUint64(at + 24)) : v.getUint32(at + 16);
  return scale === 0 ? undefined : long / scale;
}

const RATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const RATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const HERTZ = [44_100, 48_000, 32_000];

type Frame = { bytes: number; seconds: number };

/** The layer III frame that begins at a place. */
function frame(v: DataView, at: number): Frame | undefined {
  const h = v.getUint32(at);
  if (h >>> 21 !== 0x7ff || ((h >>> 17) & 3) !== 1) return undefined;
  const version = (h >>> 19) & 3;
  const kbit = (version === 3 ? RATES_1 : RATES_2)[(h >>> 12) & 15];
  const base = HERTZ[(h >>> 10) & 3];
  if (!kbit || !base || version === 1) return undefined;
  const hertz = base / (version === 3 ? 1 : version === 2 ? 2 : 4);
  const samples = version === 3 ? 1152 : 576;
  return { bytes: Math.floor((samples * 125 * kbit) / hertz) + ((h >>> 9) & 1), seconds: samples / hertz };
}

/** Frames are counted one by one, since their length may vary. */
function mp3(v: DataView): number | undefined {
  let at = 0;
  // A tag in front says its length in four times seven bits.
  if (v.byteLength > 10 && v.getUint32(0) >>> 8 === 0x494433)
    at = 10 + [6, 7, 8, 9].reduce((n, i) => n * 128 + (v.getUint8(i) & 127), 0);
  let seconds: number | undefined;
  while (at + 4 <= v.byteLength) {
    const f = frame(v, at);
    if (!f) break;
    seconds = (seconds ?? 0) + f.seconds;
    at += f.bytes;
  }
  return seconds;
}
