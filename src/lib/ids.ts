const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A ULID (github.com/ulid/spec): 26 characters of Crockford base32, 48 bits of time and 80 of chance, so ids sort by
 * the moment they were made. Twenty lines, because the packages read the clock themselves and ours is passed in.
 * `random`: at least 10 bytes.
 */
export function newId(now: Date, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError('10 random bytes are needed');
  let time = now.getTime();
  if (!(time >= 0 && time < 2 ** 48)) throw new RangeError('time outside the range of an id');
  let head = '';
  for (let i = 0; i < 10; i++) {
    head = ALPHABET[time % 32] + head;
    time = Math.floor(time / 32);
  }
  let bits = 0n;
  for (const byte of random.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
  let tail = '';
  for (let i = 0; i < 16; i++) {
    tail = ALPHABET[Number(bits & 31n)] + tail;
    bits >>= 5n;
  }
  return head + tail;
}
