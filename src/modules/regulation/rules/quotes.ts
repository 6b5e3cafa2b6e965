/** Words that a text says are a law's own (第十条规定：“……”), held against the article. */
import { foldWidth } from '../../../lib/hanzi.ts';

export type Quoted = { from: number; to: number; words: string };

/** Only words that are said to be the law's: short ones are names of things, and without such a verb they are the author's. */
const SAYS = /^[^“”。；\n]{0,10}(?:规定|明确|要求|指出|载明|写明)[^“”。；\n]{0,6}“([^“”\n]{8,600})”/;

/** What stands in quotation marks after a citation that ends at `at`. */
export function quotedAfter(text: string, at: number): Quoted | undefined {
  const m = SAYS.exec(text.slice(at, at + 700));
  if (!m?.[1]) return undefined;
  const from = at + m[0].length - 1 - m[1].length;
  return { from, to: from + m[1].length, words: m[1] };
}

const bare = (text: string): string => foldWidth(text).replace(/[\s\p{P}]/gu, '');

const pairs = (text: string): Map<string, number> => {
  const out = new Map<string, number>();
  for (let i = 0; i + 2 <= text.length; i++) {
    const p = text.slice(i, i + 2);
    out.set(p, (out.get(p) ?? 0) + 1);
  }
  return out;
};

/** Share of common character pairs, 0 to 1 (Dice). */
function alike(a: string, b: string): number {
  const [x, y] = [pairs(a), pairs(b)];
  let both = 0;
  for (const [p, n] of x) both += Math.min(n, y.get(p) ?? 0);
  return a.length + b.length < 4 ? 0 : (2 * both) / (a.length - 1 + (b.length - 1));
}

/** From this likeness on, the words meant are known well enough to be put in place of those written. */
const MEANT = 0.7;

/**
 * Whether quoted words stand in the article; width, spaces and punctuation do not count, an ellipsis leaves words out. Undefined
 * when they do; otherwise the article's own words that come nearest, when it is clear which were meant.
 */
export function misquoted(words: string, article: string): { nearest?: string } | undefined {
  const parts = words.split(/…+|\.{3,}/).filter((p) => bare(p) !== '');
  const whole = bare(article);
  let at = 0;
  for (const part of parts) {
    const found = whole.indexOf(bare(part), at);
    if (found < 0) return parts.length > 1 ? {} : nearest(words, article);
    at = found + bare(part).length;
  }
  return undefined;
}

/** Runs of clauses of the article, as long as the quotation, with their own punctuation. */
function nearest(words: string, article: string): { nearest?: string } {
  const clauses = article.split('\n').flatMap((line) => line.match(/[^。；，：！？]+[。；，：！？]?/g) ?? []);
  const target = bare(words);
  let best = { words: '', likeness: 0 };
  for (let i = 0; i < clauses.length; i++) {
    let run = '';
    for (let k = i; k < clauses.length; k++) {
      run += clauses[k];
      const b = bare(run);
      if (b.length > target.length * 2) break;
      const likeness = alike(target, b);
      if (likeness > best.likeness) best = { words: run, likeness };
    }
  }
  if (best.likeness < MEANT) return {};
  // The quotation ends as it was written: with its own mark or with none.
  return { nearest: /[。；，：！？]$/.test(words) ? best.words : best.words.replace(/[。；，：！？]$/, '') };
}
