import { crc32, deflateSync } from 'node:zlib';

/** Pixels in rows: one byte each in grey, three in colour. */
type Pixels = { width: number; height: number; grey: boolean; data: Uint8Array };

/** A canvas' pixels without their transparency; grey where no pixel has a colour, which makes a page of text a third of the size. */
export function pixelsOf(rgba: Uint8ClampedArray, width: number, height: number): Pixels {
  let grey = true;
  for (let i = 0; i < rgba.length && grey; i += 4) grey = rgba[i] === rgba[i + 1] && rgba[i] === rgba[i + 2];
  const per = grey ? 1 : 3;
  const data = new Uint8Array(width * height * per);
  for (let from = 0, to = 0; from < rgba.length; from += 4)
    for (let c = 0; c < per; c++) data[to++] = rgba[from + c] ?? 0;
  return { width, height, grey, data };
}

function chunk(type: string, body: Buffer): Buffer {
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  out.write(type, 4, 'latin1');
  body.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, body.length + 8)), body.length + 8);
  return out;
}

/** The picture and nothing else: no time, no program's name. The same pixels give the same bytes. */
export function encodePng({ width, height, grey, data }: Pixels): Buffer {
  const row = width * (grey ? 1 : 3);
  const rows = Buffer.alloc((row + 1) * height);
  for (let y = 0; y < height; y++) {
    const at = y * (row + 1);
    // Each row as its difference to the one above: paper is mostly white below white.
    rows[at] = 2;
    for (let x = 0; x < row; x++)
      rows[at + 1 + x] = ((data[y * row + x] ?? 0) - (y > 0 ? (data[(y - 1) * row + x] ?? 0) : 0)) & 255;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, grey ? 0 : 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 5 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
