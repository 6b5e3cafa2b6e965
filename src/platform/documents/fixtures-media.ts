/** Recordings that are nothing but headers, as long as one likes. */

const box = (name: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
};

/** An .mp4 that says it plays so many seconds; `wide` uses the 64-bit form, `end` puts the movie box behind the data. */
export function mp4(seconds: number, o: { wide?: boolean; moviePlace?: 'end' } = {}): Buffer {
  const head = Buffer.alloc(o.wide ? 112 : 100);
  if (o.wide) {
    head.writeUInt8(1);
    head.writeUInt32BE(90_000, 20);
    head.writeBigUInt64BE(BigInt(seconds * 90_000), 24);
  } else {
    head.writeUInt32BE(600, 12);
    head.writeUInt32BE(seconds * 600, 16);
  }
  const movie = box('moov', box('udta'), box('mvhd', head));
  const data = box('mdat', Buffer.alloc(64));
  const type = box('ftyp', Buffer.from('mp42'), Buffer.alloc(4));
  return Buffer.concat(o.moviePlace === 'end' ? [type, data, movie] : [type, movie, data]);
}

/** An .mp3 of silence at 8 kbit/s and 16 kHz (36 ms and 36 bytes a frame) behind an empty tag. */
export function mp3(seconds: number): Buffer {
  const frame = Buffer.alloc(36);
  frame.writeUInt32BE(0xfff31800);
  return Buffer.concat([
    Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'),
    ...Array(Math.ceil(seconds / 0.036)).fill(frame),
  ]);
}
