export type Limits = { perTenMinutes: number; perDay: number };

const TEN = 600_000;
const DAY = 86_400_000;

/**
 * Whether one more question from an address is taken now: 0, or the milliseconds until it will be. `arrivals` are the
 * instants of those taken before, oldest first. What was refused does not count, so waiting always ends.
 */
export function waitFor(arrivals: readonly number[], now: number, l: Limits): number {
  const within = (span: number): number[] => arrivals.filter((t) => t > now - span);
  const until = (span: number, most: number): number => {
    const recent = within(span);
    return recent.length < most ? 0 : (recent[recent.length - most] ?? now) + span - now;
  };
  return Math.max(until(TEN, l.perTenMinutes), until(DAY, l.perDay));
}

/** What counts as one address: an IPv4 whole, an IPv6 by its first 64 bits, since one line has so many. */
export function addressOf(ip: string): string {
  if (!ip.includes(':')) return ip;
  if (/^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(ip)) return ip.slice(7);
  const [head = '', tail] = ip.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::`;
}

export type Tries = { tries: number; lockedUntil: Date | null };
export const MOST_TRIES = 5;
const LOCK_MINUTES = 15;

/** After a try at a password: what is remembered. A lock ends by itself; a right password during it opens nothing. */
export function afterTry(t: Tries, right: boolean, now: Date): Tries & { opens: boolean } {
  const locked = t.lockedUntil !== null && t.lockedUntil > now;
  if (locked) return { ...t, opens: false };
  if (right) return { tries: 0, lockedUntil: null, opens: true };
  const tries = (t.lockedUntil ? 0 : t.tries) + 1;
  return tries >= MOST_TRIES
    ? { tries, lockedUntil: new Date(now.getTime() + LOCK_MINUTES * 60_000), opens: false }
    : { tries, lockedUntil: null, opens: false };
}
