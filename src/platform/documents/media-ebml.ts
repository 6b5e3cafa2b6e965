/** Length of a WebM film (RFC 8794, RFC 9559). */

/** A number of one to eight bytes; `value` undefined when all its bits are ones: the size is not known. */
function vint(b: Buffer, at: number, keepMark: boolean): { value: number | undefined; next: number } {
  const first = b.readUInt8(at);
  const length = Math.clz32(first) - 23;
  if (length > 8) throw new RangeError('no number begins here');
  let value = keepMark ? first : first & (0xff >> length);
  let ones = (first & (0xff >> length)) === 0xff >> length;
  for (let i = 1; i < length; i++) {
    const byte = b.readUInt8(at + i);
    ones &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { value: ones && !keepMark ? undefined : value, next: at + length };
}

const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const CLUSTER = 0x1f43b675;
const SCALE = 0x2ad7b1;
const DURATION = 0x4489;
const TIMECODE = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;
/** Stepped into, not over. */
const OPEN = new Set([SEGMENT, INFO, CLUSTER, BLOCK_GROUP]);

const uint = (b: Buffer, from: number, to: number): number => {
  let n = 0;
  for (let i = from; i < to; i++) n = n * 256 + b.readUInt8(i);
  return n;
};

/** What the head says; recorders leave it out, then the last picture tells. */
export function ebmlSeconds(b: Buffer): number | undefined {
  let scale = 1_000_000;
  let duration: number | undefined;
  let cluster = 0;
  let last = 0;
  for (let at = 0; at < b.length; ) {
    const id = vint(b, at, true);
    const size = vint(b, id.next, false);
    const from = size.next;
    if (id.value !== undefined && OPEN.has(id.value)) {
      at = from;
      continue;
    }
    if (size.value === undefined) return undefined;
    const to = from + size.value;
    if (to > b.length) return undefined;
    if (id.value === SCALE) scale = uint(b, from, to);
    else if (id.value === DURATION) duration = size.value === 4 ? b.readFloatBE(from) : b.readDoubleBE(from);
    else if (id.value === TIMECODE) cluster = uint(b, from, to);
    else if (id.value === SIMPLE_BLOCK || id.value === BLOCK)
      last = Math.max(last, cluster + b.readInt16BE(vint(b, from, false).next));
    at = to;
  }
  return ((duration ?? last) * scale) / 1e9;
}
