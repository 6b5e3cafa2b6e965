/** How long a sound or a film lasts, read from its own container; nothing is decoded. */
import { ebmlSeconds } from './media-ebml.ts';
import { mp4Seconds } from './media-mp4.ts';

/** Kinds that play. */
type MediaMagic = 'mp3' | 'wav' | 'mp4' | 'webm';

export const isMedia = (magic: string): magic is MediaMagic => /^(?:mp3|wav|mp4|webm)$/.test(magic);

/**
 * Seconds of a recording, or undefined when the file does not say or is cut off: such a file does not play to its end
 * either. Never throws, whatever the bytes are.
 */
export function secondsOf(magic: MediaMagic, bytes: Uint8Array): number | undefined {
  const b = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const READ = { mp3: mp3Seconds, wav: wavSeconds, mp4: mp4Seconds, webm: ebmlSeconds };
  try {
    const seconds = READ[magic](b);
    return seconds !== undefined && Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
  } catch (error) {
    // Buffer reads past the end throw RangeError: the file is shorter than it says.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** RIFF: bytes of sound over bytes a second. */
function wavSeconds(b: Buffer): number | undefined {
  let rate = 0;
  for (let at = 12; at + 8 <= b.length; ) {
    const id = b.toString('latin1', at, at + 4);
    const size = b.readUInt32LE(at + 4);
    if (id === 'fmt ') rate = b.readUInt32LE(at + 16);
    if (id === 'data') return at + 8 + size <= b.length && rate > 0 ? size / rate : undefined;
    at += 8 + size + (size % 2);
  }
  return undefined;
}

const BITRATES: Record<string, number[]> = {
  '1-1': [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  '1-2': [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1-3': [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2-1': [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  '2-2': [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const RATES = [44_100, 48_000, 32_000];

type Frame = { bytes: number; seconds: number };

/** One frame of MPEG audio (ISO 11172-3, 13818-3); undefined where none begins. */
function frameAt(b: Buffer, at: number): Frame | undefined {
  if (at + 4 > b.length || b[at] !== 0xff || ((b[at + 1] ?? 0) & 0xe0) !== 0xe0) return undefined;
  const version = ((b[at + 1] ?? 0) >> 3) & 3;
  const layer = 4 - (((b[at + 1] ?? 0) >> 1) & 3);
  if (version === 1 || layer === 4) return undefined;
  const first = version === 3;
  const table = BITRATES[first ? `1-${layer}` : layer === 1 ? '2-1' : '2-2'];
  const kbps = table?.[((b[at + 2] ?? 0) >> 4) - 1];
  const base = RATES[((b[at + 2] ?? 0) >> 2) & 3];
  if (!kbps || !base) return undefined;
  const rate = base / (first ? 1 : version === 2 ? 2 : 4);
  const padding = ((b[at + 2] ?? 0) >> 1) & 1;
  const samples = layer === 1 ? 384 : layer === 3 && !first ? 576 : 1152;
  const bytes =
    layer === 1
      ? (Math.floor((12 * kbps * 1000) / rate) + padding) * 4
      : Math.floor(((samples / 8) * kbps * 1000) / rate) + padding;
  return { bytes, seconds: samples / rate };
}

/** Frame after frame; a tag before them is stepped over, anything behind them is not sound. */
function mp3Seconds(b: Buffer): number | undefined {
  let at = 0;
  if (b.toString('latin1', 0, 3) === 'ID3') {
    const size = [6, 7, 8, 9].reduce((n, i) => n * 128 + ((b[i] ?? 0) & 0x7f), 0);
    at = 10 + size;
  }
  let seconds = 0;
  for (let f = frameAt(b, at); f; f = frameAt(b, at)) {
    // The last frame is whole, or the recording was cut off in it.
    if (at + f.bytes > b.length) break;
    seconds += f.seconds;
    at += f.bytes;
  }
  return seconds;
}

/** 3分12秒, 45秒. */
export function sayLength(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  const [m, s] = [Math.floor(whole / 60), whole % 60];
  return [m > 0 ? `${m}分` : '', s > 0 ? `${s}秒` : m > 0 ? '钟' : ''].join('');
}
