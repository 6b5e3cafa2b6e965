/** Which texts of a batch are like earlier ones of it, by their sketches alone. */

/** Texts that one hash may lead to: a formula that stands in every text says nothing, so only the first are kept. */
const MOST_OF_A_HASH = 24;
/** Texts that are held against each other at once; of more, each block is looked at by itself. */
const BLOCK = 20_000;

/**
 * For each text, the places of at most `limit` earlier ones that share at least the share `enough` of its hashes, the likest
 * first. Time and memory grow with the number of hashes, whatever they hold.
 */
export function earlierAmong(sketches: readonly ArrayLike<number>[], enough: number, limit: number): number[][] {
  const out: number[][] = [];
  for (let start = 0; start < sketches.length; start += BLOCK)
    block(sketches, start, Math.min(sketches.length, start + BLOCK), enough, limit, out);
  return out;
}

function block(
  sketches: readonly ArrayLike<number>[],
  start: number,
  end: number,
  enough: number,
  limit: number,
  out: number[][],
): void {
  const holders = new Map<number, number[]>();
  for (let i = start; i < end; i++) {
    const sketch = sketches[i] ?? [];
    const shared = new Map<number, number>();
    for (let k = 0; k < sketch.length; k++) {
      const hash = sketch[k] ?? 0;
      const held = holders.get(hash);
      if (!held) {
        holders.set(hash, [i]);
        continue;
      }
      for (const j of held) shared.set(j, (shared.get(j) ?? 0) + 1);
      if (held.length < MOST_OF_A_HASH) held.push(i);
    }
    const atLeast = Math.ceil(sketch.length * enough);
    out.push(
      [...shared]
        .filter(([, n]) => n >= atLeast)
        .sort(([a, m], [b, n]) => n - m || a - b)
        .slice(0, limit)
        .map(([j]) => j),
    );
  }
}
