import { readFileSync } from 'node:fs';

/**
 * Small recordings for tests. The two films were drawn by a script in a browser and recorded by it (a canvas changing colour,
 * no sound, 160 × 90): an MP4 in fragments with no total length, a WebM without a length in its head, as recorders write them.
 */
export const film = (kind: 'mp4' | 'webm'): Buffer => readFileSync(new URL(`media/short.${kind}`, import.meta.url));

/** A tone of so many seconds, 8,000 samples a second of 8 bits. */
export function wav(seconds: number, hertz = 440): Buffer {
  const rate = 8000;
  const n = Math.round(seconds * rate);
  const b = Buffer.alloc(44 + n, 128);
  b.write('RIFF', 0, 'latin1');
  b.writeUInt32LE(36 + n, 4);
  b.write('WAVEfmt ', 8, 'latin1');
  b.writeUInt32LE(16, 16);
  b.writeUInt16LE(1, 20);
  b.writeUInt16LE(1, 22);
  b.writeUInt32LE(rate, 24);
  b.writeUInt32LE(rate, 28);
  b.writeUInt16LE(1, 32);
  b.writeUInt16LE(8, 34);
  b.write('data', 36, 'latin1');
  b.writeUInt32LE(n, 40);
  for (let i = 0; i < n; i++) b[44 + i] = 128 + Math.round(60 * Math.sin((2 * Math.PI * hertz * i) / rate));
  return b;
}

/** Silent frames of MPEG-1 layer III, 128 kbit/s, 44.1 kHz: each 417 bytes and 1152 samples. */
export const mp3 = (frames: number): Buffer =>
  Buffer.concat(
    Array.from({ length: frames }, () => Buffer.concat([Buffer.from('fffb9064', 'hex'), Buffer.alloc(413)])),
  );

/** One box of an MP4. */
const box = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

/** The head of an MP4 that says how long it is, and nothing else. */
export function mp4Saying(seconds: number): Buffer {
  const mvhd = Buffer.alloc(100);
  mvhd.writeUInt32BE(1000, 12);
  mvhd.writeUInt32BE(Math.round(seconds * 1000), 16);
  return Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\x01', 'latin1')), box('moov', box('mvhd', mvhd))]);
}
