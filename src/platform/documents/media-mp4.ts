/** Length of an MP4 or M4A (ISO 14496-12), whole or in fragments. */

type Box = { type: string; from: number; to: number };

/** Boxes in a stretch of the file; one that says it is longer than the file ends the reading with RangeError. */
function* boxes(b: Buffer, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to; ) {
    let size = b.readUInt32BE(at);
    let head = 8;
    if (size === 1) {
      size = Number(b.readBigUInt64BE(at + 8));
      head = 16;
    } else if (size === 0) size = to - at;
    if (size < head || at + size > to) throw new RangeError('a box beyond its file');
    yield { type: b.toString('latin1', at + 4, at + 8), from: at + head, to: at + size };
    at += size;
  }
}

function inside(b: Buffer, outer: Box, ...path: string[]): Box | undefined {
  const [type, ...rest] = path;
  if (type === undefined) return outer;
  for (const box of boxes(b, outer.from, outer.to)) if (box.type === type) return inside(b, box, ...rest);
  return undefined;
}

/** Ticks a second and length in ticks, as `mvhd` and `mdhd` begin. */
function clock(b: Buffer, box: Box): { scale: number; ticks: number } {
  const long = b[box.from] === 1;
  const at = box.from + (long ? 20 : 12);
  return { scale: b.readUInt32BE(at), ticks: long ? Number(b.readBigUInt64BE(at + 4)) : b.readUInt32BE(at + 4) };
}

/** An hour in fragments of a second has some thousands. */
const MOST_BOXES = 100_000;

export function mp4Seconds(b: Buffer): number | undefined {
  const top: Box[] = [];
  for (const x of boxes(b, 0, b.length)) {
    top.push(x);
    // A file of nothing but empty boxes would fill the memory with them.
    if (top.length > MOST_BOXES) return undefined;
  }
  const moov = top.find((x) => x.type === 'moov');
  const mvhd = moov && inside(b, moov, 'mvhd');
  if (!moov || !mvhd) return undefined;
  const whole = clock(b, mvhd);
  // All ones: not known.
  if (whole.ticks > 0 && whole.ticks < 0xffffffff) return whole.ticks / whole.scale;
  return fragments(b, moov, top);
}

/** Recorders write pieces as they go and no total: the lengths of all samples of each track, and the longest track. */
function fragments(b: Buffer, moov: Box, top: readonly Box[]): number | undefined {
  const tracks = new Map<number, { scale: number; usual: number; ticks: number }>();
  for (const trak of boxes(b, moov.from, moov.to)) {
    if (trak.type !== 'trak') continue;
    const tkhd = inside(b, trak, 'tkhd');
    const mdhd = inside(b, trak, 'mdia', 'mdhd');
    if (!tkhd || !mdhd) continue;
    const id = b.readUInt32BE(tkhd.from + (b[tkhd.from] === 1 ? 20 : 12));
    tracks.set(id, { scale: clock(b, mdhd).scale, usual: 0, ticks: 0 });
  }
  const mvex = inside(b, moov, 'mvex');
  for (const trex of mvex ? boxes(b, mvex.from, mvex.to) : []) {
    if (trex.type !== 'trex') continue;
    const t = tracks.get(b.readUInt32BE(trex.from + 4));
    if (t) t.usual = b.readUInt32BE(trex.from + 12);
  }
  for (const moof of top.filter((x) => x.type === 'moof'))
    for (const traf of boxes(b, moof.from, moof.to)) if (traf.type === 'traf') addRuns(b, traf, tracks);
  const lengths = [...tracks.values()].filter((t) => t.scale > 0).map((t) => t.ticks / t.scale);
  return lengths.length > 0 ? Math.max(...lengths) : undefined;
}

function addRuns(b: Buffer, traf: Box, tracks: ReadonlyMap<number, { usual: number; ticks: number }>): void {
  const tfhd = inside(b, traf, 'tfhd');
  const t = tfhd && tracks.get(b.readUInt32BE(tfhd.from + 4));
  if (!tfhd || !t) return;
  const flags = b.readUIntBE(tfhd.from + 1, 3);
  const at = tfhd.from + 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0);
  const usual = flags & 8 ? b.readUInt32BE(at) : t.usual;
  for (const trun of boxes(b, traf.from, traf.to)) {
    if (trun.type !== 'trun') continue;
    const has = b.readUIntBE(trun.from + 1, 3);
    const n = b.readUInt32BE(trun.from + 4);
    if (!(has & 0x100)) {
      t.ticks += n * usual;
      continue;
    }
    // Of each sample: duration first, then size, flags and offset where they are there.
    const step = 4 * [0x100, 0x200, 0x400, 0x800].filter((f) => has & f).length;
    let p = trun.from + 8 + (has & 1 ? 4 : 0) + (has & 4 ? 4 : 0);
    for (let i = 0; i < n; i++, p += step) t.ticks += b.readUInt32BE(p);
  }
}
