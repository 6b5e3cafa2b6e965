/** Many words searched in one pass: a table of first characters, then the few words that begin so. */

export type WordHit<T> = { from: number; to: number; entry: T };

/** A searcher over words; of two that begin at the same place the longer wins. */
export function wordFinder<T extends { word: string }>(entries: readonly T[]): (text: string) => WordHit<T>[] {
  const first = new Uint8Array(0x10000);
  const byFirst = new Map<number, T[]>();
  for (const entry of entries) {
    if (entry.word === '') continue;
    const code = entry.word.charCodeAt(0);
    first[code] = 1;
    byFirst.set(
      code,
      [...(byFirst.get(code) ?? []), entry].sort((a, b) => b.word.length - a.word.length),
    );
  }
  return (text) => {
    const hits: WordHit<T>[] = [];
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (first[code] !== 1) continue;
      const entry = byFirst.get(code)?.find((e) => text.startsWith(e.word, i));
      if (!entry) continue;
      hits.push({ from: i, to: i + entry.word.length, entry });
      i += entry.word.length - 1;
    }
    return hits;
  };
}
