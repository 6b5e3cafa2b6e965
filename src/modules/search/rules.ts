/** Words too common to tell anything; they stay in phrases but are not searched alone. */
const STOP = new Set(
  (
    '的 了 和 与 及 或 在 是 对 为 等 中 其 之 于 以 由 有 不 也 我 你 您 可以 关于 ' +
    // How people ask; what they ask about stands beside it.
    '吗 呢 吧 啊 呀 么 怎么 怎样 怎么办 怎么样 什么 为什么 如何 哪些 哪个 哪里 哪儿 谁 多少 多久 几 几个 是否 能否 能不能 可不可以 请问 才 算 要'
  ).split(' '),
);

const USEFUL = /[\p{L}\p{N}]/u;

/** Longer ones are codes that nobody types. */
const LONGEST = 200;

/** Most segments: nothing in them folds. */
const PLAIN = /^[\u4e00-\u9fff]+$/;

/** Index words of a text from its raw segments: lower case, no marks, no blanks or control characters within. */
export const indexWords = (segments: readonly string[]): string[] =>
  segments
    .map((w) =>
      PLAIN.test(w)
        ? w
        : w
            .normalize('NFKC')
            .toLowerCase()
            .replace(/[\s\p{Cc}]+/gu, ''),
    )
    .filter((w) => w !== '' && w.length <= LONGEST && USEFUL.test(w));

/** Words of a question: index words without the common ones, unless nothing else is left. */
export function queryWords(segments: readonly string[]): string[] {
  const all = [...new Set(indexWords(segments))];
  const telling = all.filter((w) => !STOP.has(w));
  return telling.length > 0 ? telling : all;
}

type Synonyms = readonly (readonly string[])[];

/**
 * What to look for when a word is asked: its shorter parts when they cover it, because inside a longer name (明河区水务局)
 * the index has the parts (水务局) and not every stretch of it. `parts` and `plain` are the segments of the word.
 */
export function pieces(word: string, parts: readonly string[], plain: readonly string[]): string[] {
  const shorter = [...new Set(parts)].filter((p) => p !== word && word.includes(p));
  const covered = new Set(shorter.flatMap((p) => Array.from({ length: p.length }, (_, i) => word.indexOf(p) + i)));
  return shorter.length > 1 && covered.size === word.length ? shorter : [...plain];
}

/** Names of a district's units for the dictionary: whole, and what follows the name of the place (明河区·水务局). */
export function ownNames(units: readonly { parentId: string | null; names: readonly string[] }[]): string[] {
  const place = units.find((u) => u.parentId === null)?.names[0]?.replace(/人民政府$/, '') ?? '';
  const all = units
    .flatMap((u) => u.names)
    .flatMap((n) => [n, ...(place && n.startsWith(place) ? [n.slice(place.length)] : [])]);
  return [...new Set([place, ...all])].filter((n) => /^[\p{Script=Han}]{2,20}$/u.test(n));
}

/** What people type, without what no text holds: control characters and halves of characters. */
export const typed = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim();

/** Words of the question that are searched as one, and what may stand in their place. */
type Alternatives = { words: string[]; others: string[] };

/**
 * The words of the question with what the office says means the same. An entry of several words (最低生活保障) takes them
 * together, so that another entry of its group (低保) may stand for all of them at once.
 */
export function expand(query: string, words: readonly string[], synonyms: Synonyms): Alternatives[] {
  const folded = fold(query);
  const out: Alternatives[] = words.map((w) => ({ words: [w], others: [] }));
  const entries = synonyms.flatMap((group) => group.map((entry) => ({ entry, key: fold(entry), group })));
  // Longer entries first: what they take together is not taken apart by a shorter one.
  for (const { entry, key, group } of entries.sort((a, b) => b.key.length - a.key.length)) {
    if (key === '' || !folded.includes(key)) continue;
    const others = group.filter((g) => g !== entry);
    const parts = out.filter((t) => t.words.every((w) => key.includes(w)));
    const whole = parts[0] ?? out.find((t) => t.words.some((w) => w.includes(key)));
    if (!whole) continue;
    for (const t of parts.slice(1).filter((t) => t.others.length === 0)) {
      whole.words.push(...t.words);
      out.splice(out.indexOf(t), 1);
    }
    whole.others = [...new Set([...whole.others, ...others])];
  }
  return out;
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

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
