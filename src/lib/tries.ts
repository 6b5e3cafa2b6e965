/** A password given on a receipt, as typed: width, case, dashes and spaces make no difference. */
export const readPassword = (text: string): string =>
  (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .match(/.{1,4}/g) ?? []
  ).join('-');

export type Tries = { tries: number; lockedUntil: Date | null };
const MOST_TRIES = 5;
const LOCK_MINUTES = 15;

/** After a try at a password: what is remembered. A lock ends by itself; a right password during it opens nothing. */
export function afterTry(t: Tries, right: boolean, now: Date): Tries & { opens: boolean } {
  if (t.lockedUntil !== null && t.lockedUntil > now) return { ...t, opens: false };
  if (right) return { tries: 0, lockedUntil: null, opens: true };
  const tries = (t.lockedUntil ? 0 : t.tries) + 1;
  return tries >= MOST_TRIES
    ? { tries, lockedUntil: new Date(now.getTime() + LOCK_MINUTES * 60_000), opens: false }
    : { tries, lockedUntil: null, opens: false };
}
