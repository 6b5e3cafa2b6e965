/** Words too common to tell anything; they stay in phrases but are not searched alone. */
const STOP = new Set(
  '的 了 和 与 及 或 在 是 对 为 等 中 其 之 于 以 由 有 不 也 我 你 您 吗 呢 怎么 什么 如何 哪些 可以 关于'.split(' '),
);

const USEFUL = /[\p{L}\p{N}]/u;

/** Index words of a text from its raw segments: lower case, no marks. Kept in order, because ranking looks at nearness. */
export const indexWords = (segments: readonly string[]): string[] =>
  segments.map((w) => w.normalize('NFKC').toLowerCase().trim()).filter((w) => w !== '' && USEFUL.test(w));

/** Words of a question: index words without the common ones, unless nothing else is left. */
export function queryWords(segments: readonly string[]): string[] {
  const all = [...new Set(indexWords(segments))];
  const telling = all.filter((w) => !STOP.has(w));
  return telling.length > 0 ? telling : all;
}

export type Synonyms = readonly (readonly string[])[];

/** For each word of the question, the other words of its groups. Longer entries match when the question holds them whole. */
export function expand(query: string, words: readonly string[], synonyms: Synonyms): Map<string, string[]> {
  const out = new Map<string, string[]>(words.map((w) => [w, []]));
  const folded = query.normalize('NFKC').toLowerCase();
  for (const group of synonyms)
    for (const entry of group) {
      const key = entry.toLowerCase();
      if (!folded.includes(key)) continue;
      const others = group.filter((g) => g !== entry);
      // Attached to the words of the question that make up the entry; the first carries them.
      const carrier = words.find((w) => key.includes(w) || w.includes(key));
      if (carrier) out.set(carrier, [...new Set([...(out.get(carrier) ?? []), ...others])]);
    }
  return out;
}

/** Splits a text so that every hit of a word is a part of its own: for the yellow marks in passages. */
export function mark(text: string, words: readonly string[]): { text: string; hit: boolean }[] {
  const sorted = [...new Set(words)].filter(Boolean).sort((a, b) => b.length - a.length);
  if (sorted.length === 0) return [{ text, hit: false }];
  const pattern = new RegExp(`(${sorted.map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'giu');
  return text
    .split(pattern)
    .map((part, i) => ({ text: part, hit: i % 2 === 1 }))
    .filter((p) => p.text !== '');
}

/** The stretch of a text that holds most different words of the question, `width` characters wide, cut at marks where possible. */
export function passage(text: string, words: readonly string[], width = 110): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= width) return flat;
  const lower = flat.toLowerCase();
  const hits: { at: number; word: string }[] = [];
  for (const word of words)
    for (
      let at = lower.indexOf(word.toLowerCase());
      at >= 0 && hits.length < 400;
      at = lower.indexOf(word.toLowerCase(), at + word.length)
    )
      hits.push({ at, word });
  hits.sort((a, b) => a.at - b.at);
  let best = { at: 0, score: 0 };
  for (let i = 0; i < hits.length; i++) {
    const from = hits[i]?.at ?? 0;
    const inside = hits.slice(i).filter((h) => h.at + h.word.length <= from + width);
    const score = new Set(inside.map((h) => h.word)).size * 100 + Math.min(inside.length, 50);
    if (score > best.score) best = { at: from, score };
  }
  const sentence = Math.max(...['。', '；', '！', '？', ' '].map((m) => flat.lastIndexOf(m, Math.max(0, best.at - 1))));
  const start = best.at - sentence < width / 2 ? sentence + 1 : Math.max(0, best.at - 12);
  const cut = flat.slice(start, start + width);
  return `${start > 0 && sentence + 1 !== start ? '…' : ''}${cut}${start + width < flat.length ? '…' : ''}`;
}
