/** How long what is typed may be. What is refused for it comes back whole, to be shortened by whoever wrote it. */
import type { Refusal } from '../../../lib/ruling.ts';
import { LOCAL } from './words.ts';

/** Characters, as a person counts them in a form: code points. */
export const MOST_LINE = 200;
export const MOST_NOTE = 500;
export const MOST_WORDS = 5000;

/**
 * @param field what the form calls it, where a form has several; empty: there is only one
 */
export function tooLong(words: string, most: number, field = '', basis = LOCAL): Refusal[] {
  const has = [...words].length;
  return has > most ? [{ code: 'too_long', basis, detail: { most, has, ...(field ? { field } : {}) } }] : [];
}

/** The longest text anywhere in what a form sent. */
export function longestIn(sent: unknown): number {
  if (typeof sent === 'string') return [...sent].length;
  if (sent === null || typeof sent !== 'object') return 0;
  return Object.values(sent).reduce<number>((most, v) => Math.max(most, longestIn(v)), 0);
}
