/** A small reproducible generator: the same name and seed always give the same numbers. Not for secrets. */
export type Rng = {
  /** Integer from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** One of the items; throws RangeError on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** `n` different items in random order (all of them when there are fewer). */
  sample<T>(items: readonly T[], n: number): T[];
};

/** Builds a generator from a seed and a name, so that adding one piece never moves the numbers of another. */
export function rngFor(seed: number, name: string): Rng {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  for (const ch of name) state = Math.imul(state ^ (ch.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => {
    const item = items[int(0, items.length - 1)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  };
  const sample = <T>(items: readonly T[], n: number): T[] => {
    const rest = [...items];
    const out: T[] = [];
    while (out.length < n && rest.length > 0) out.push(...rest.splice(int(0, rest.length - 1), 1));
    return out;
  };
  return { int, pick, sample };
}
