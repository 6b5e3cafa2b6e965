/** What differs between two texts of one article, cut down to the sentences that differ. */
import { type Segment, textDiff } from '../../../lib/textdiff.ts';

const sentences = (text: string): string[] => text.match(/[^。；\n]+[。；]?\n?/g) ?? [];

/** Sentences of `text` that the other text has not, in order. */
function own(text: string, other: string): string {
  const there = new Set(sentences(other).map((s) => s.trim()));
  return sentences(text)
    .filter((s) => !there.has(s.trim()))
    .join('')
    .trim();
}

export type Excerpt = { old: Segment[]; now: Segment[] };

/**
 * Old and new side by side, sentence by sentence: what stayed word for word is left out, within the rest each side marks what it
 * alone has. An empty side: the other only added something, or took it out.
 */
export function excerptOf(old: string, now: string): Excerpt {
  const diff = textDiff(own(old, now), own(now, old));
  return { old: diff.flatMap((d) => d.left ?? []), now: diff.flatMap((d) => d.right ?? []) };
}

/** A whole article on one side only. */
export const whole = (kind: 'add' | 'del', text: string): Segment[] => (text === '' ? [] : [{ kind, text }]);
