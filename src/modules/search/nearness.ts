import { indexWords } from './rules.ts';

const flat = (text: string): string => indexWords([text.replace(/[^\p{L}\p{N}]+/gu, '')]).join('');

/** How many neighbouring words of the question are neighbours here too, 0 to 1. */
function neighbours(words: readonly string[], text: string): number {
  const pairs = words.slice(1).map((w, i) => `${words[i]}${w}`);
  return pairs.length === 0 ? 0 : pairs.filter((p) => text.includes(p)).length / pairs.length;
}

/** Figures chosen by hand, and checked on the judged questions of `bench/search.ts`. */
const TITLE_IS = 1.2;
const TITLE_HOLDS = 0.5;
const TITLE_NEAR = 0.35;
const TEXT_HOLDS = 0.3;
const TEXT_NEAR = 0.2;
/** A question this long that stands there letter by letter was copied from there. */
const SENTENCE = 8;
const TEXT_SAYS = 1.2;

/**
 * A factor of at least 1 for a piece whose title is the question, or holds it whole, or holds its words side by side.
 * The weight of single words knows nothing of order: 水务局防汛 and 防汛办借用水务局 are one to it.
 */
export function closer(question: string, words: readonly string[], piece: { title: string; text: string }): number {
  const q = flat(question);
  const title = flat(piece.title);
  if (q === '' || title === '') return 1;
  if (title === q) return 1 + TITLE_IS + TITLE_HOLDS;
  const text = flat(piece.text);
  return (
    1 +
    (title.includes(q) ? TITLE_HOLDS + TITLE_IS * (q.length / title.length) : TITLE_NEAR * neighbours(words, title)) +
    (text.includes(q) ? (q.length < SENTENCE ? TEXT_HOLDS : TEXT_SAYS) : TEXT_NEAR * neighbours(words, text))
  );
}

/** Whether the piece has the question letter by letter, a sentence or so long. */
export function says(question: string, piece: { text: string }): boolean {
  const q = flat(question);
  return q.length >= SENTENCE && flat(piece.text).includes(q);
}
