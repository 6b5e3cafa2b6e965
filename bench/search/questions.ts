/** Questions drawn from the corpus with a fixed seed, by class. */
import { rng } from '../../src/lib/rng.ts';
import type { Article } from './corpus.ts';
import type { Words } from './site.ts';

export type Known = { query: string; id: string; how: string };

const long = (w: string): boolean => w.length > 1;

export function frequent(words: readonly Words[], most: number): string[] {
  const n = new Map<string, number>();
  for (const w of words) for (const x of new Set([...w.title, ...w.text])) n.set(x, (n.get(x) ?? 0) + 1);
  return [...n]
    .sort((a, b) => b[1] - a[1])
    .map(([w]) => w)
    .filter(long)
    .slice(0, most);
}

/** `n` questions of `k` different words that stand in one article. */
export function drawn(words: readonly Words[], k: number, n: number): string[][] {
  const chance = rng(`drawn ${k}`);
  const out: string[][] = [];
  while (out.length < n) {
    const w = chance.pick(words);
    const some = [...new Set([...w.title, ...w.text].filter(long))];
    if (some.length >= k) out.push(chance.shuffle(some).slice(0, k));
  }
  return out;
}

/** `n` questions of `k` of the most frequent words. */
export function common(list: readonly string[], k: number, n: number): string[][] {
  const chance = rng(`common ${k}`);
  return Array.from({ length: n }, () => chance.shuffle(list).slice(0, k));
}

/** Somebody looks for one article they have seen: by its law and number, by its law and two telling words, by a piece of a sentence that no other article has. */
export function known(all: readonly Article[], words: readonly Words[], n: number): Known[] {
  const chance = rng('known items');
  const df = new Map<string, number>();
  for (const w of words) for (const x of new Set(w.text)) df.set(x, (df.get(x) ?? 0) + 1);
  const out: Known[] = [];
  while (out.length < n) {
    const at = chance.below(all.length);
    const a = all[at];
    const w = words[at];
    if (!a || !w || !a.title.includes(' 第') || a.text.length < 60) continue;
    const [law = ''] = a.title.split(' 第');
    const how = ['number', 'words', 'sentence'][out.length % 3] ?? '';
    if (how === 'number') out.push({ query: a.title, id: a.id, how });
    else if (how === 'words') {
      const telling = [...new Set(w.text.filter((x) => /^\p{Script=Han}{2,}$/u.test(x) && !law.includes(x)))];
      telling.sort((x, y) => (df.get(x) ?? 0) - (df.get(y) ?? 0));
      if (telling.length >= 2) out.push({ query: `${law} ${telling.slice(0, 2).join(' ')}`, id: a.id, how });
    } else {
      const sentences = a.text
        .split(/[，。；：、\s]/)
        .filter((s) => s.length >= 10 && s.length <= 24 && !/第.+条/.test(s));
      if (sentences.length === 0) continue;
      const query = chance.pick(sentences);
      // What several articles say is no way to look for one of them.
      const told = new Set(all.filter((b) => b.text.includes(query)).map((b) => `${b.title}\n${b.text}`));
      if (told.size === 1) out.push({ query, id: a.id, how });
    }
  }
  return out;
}
