/**
 * How much a word weighs in a document: BM25F, the field-weighted form of BM25 (Robertson, Zaragoza & Taylor, CIKM 2004).
 * Everything but the rarity of the word is known when the document is taken in, so it is reckoned once and kept in a byte.
 */

/** Fields in the order of `packTerms`: title; unit and document number; answer; text. */
export const FIELDS = 4;
const WEIGHT = [5, 2.5, 2, 1] as const;
/** How much a longer field dilutes; a title is short by nature, a number and a unit are not diluted. */
const DILUTE = [0.4, 0, 0.3, 0.65] as const;
const USUAL = [40, 1, 60, 0] as const;
const K1 = 1.2;

const MANY = '\u0001';

/** Words of each field with how often each stands there, as one text: fields by line, words by space. */
export const packTerms = (fields: readonly (readonly string[])[]): string =>
  fields
    .map((words) => {
      const times = new Map<string, number>();
      for (const w of words) times.set(w, (times.get(w) ?? 0) + 1);
      return [...times].map(([w, n]) => (n > 1 ? `${w}${MANY}${n}` : w)).join(' ');
    })
    .join('\n');

/** Length of the text field, for the mean. */
export const textLength = (terms: string): number => terms.length - terms.lastIndexOf('\n') - 1;

/** Each word of a document with its weight, 1 to 255. `average` is the mean of `textLength`. */
export function weigh(terms: string, average: number, into: (word: string, weight: number) => void): void {
  const total = new Map<string, number>();
  const fields = terms.split('\n');
  for (let f = 0; f < FIELDS; f++) {
    const field = fields[f];
    if (!field) continue;
    const dilute = DILUTE[f] ?? 0;
    const usual = USUAL[f] || average || 1;
    const factor = (WEIGHT[f] ?? 1) / (1 - dilute + (dilute * field.length) / usual);
    for (const entry of field.split(' ')) {
      const at = entry.indexOf(MANY);
      const word = at < 0 ? entry : entry.slice(0, at);
      const n = at < 0 ? 1 : Number(entry.slice(at + 1));
      total.set(word, (total.get(word) ?? 0) + factor * n);
    }
  }
  for (const [word, tf] of total) into(word, Math.max(1, Math.min(255, Math.round((255 * tf) / (tf + K1)))));
}

/** How telling a word is: rare ones more. `docs` of all, `having` the word. */
export const rarity = (docs: number, having: number): number => Math.log(1 + (docs - having + 0.5) / (having + 0.5));
