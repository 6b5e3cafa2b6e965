/** Which law a name means. */
import { AFTER_WORD, EDITION, HAN, MAKER, MAX_UNMARKED, nameEnough, OWN } from './patterns.ts';
import type { Law, Library } from './types.ts';

/** A law as a text names it at a place. */
export type Found = {
  law?: Law;
  laws: readonly Law[];
  written: string;
  from: number;
  order?: { organ: string; no: number };
};

/** The law that a name means: the only one, or the only one of the whole country. */
export function oneOf(laws: readonly Law[]): Law | undefined {
  const national = laws.filter((l) => l.region === null);
  return laws.length === 1 ? laws[0] : national.length === 1 ? national[0] : undefined;
}

/** Whether some known name can end here. */
function maybeKnown(text: string, end: number, library: Library): boolean {
  const last = text.slice(Math.max(0, end - 3), end);
  return library.isTail(last) || library.byName(last).length > 0 || library.byName(last.slice(-2)).length > 0;
}

/** The longest known name that ends at `end`, back to the next mark that is no part of a name. */
export function unmarked(text: string, end: number, library: Library): Found | undefined {
  let start = end;
  while (start > 0 && end - start < MAX_UNMARKED && HAN.test(text[start - 1] ?? '')) start--;
  // 本条例, 该办法: the text itself or one named before, and by far the most frequent.
  if (OWN.test(text.slice(Math.max(0, end - 4), end))) return undefined;
  // Most such places are no known law's: told by its last characters, before every beginning is tried.
  for (let from = maybeKnown(text, end, library) ? start : end; end - from >= 2; from++) {
    const laws = library.byName(text.slice(from, end));
    const law = oneOf(laws);
    if (!law) continue;
    if (from > start && library.isTail(text.slice(from - 1, end))) return undefined;
    return { law, laws, written: text.slice(from, end), from };
  }
  // Not known, or two of one name: it counts where the word before it says where it begins.
  const written = AFTER_WORD.exec(text.slice(start, end))?.[1];
  if (!written || !nameEnough(written)) return undefined;
  return { laws: library.byName(written), written, from: end - written.length };
}

/** What a title between marks names: also without the year of a text, or with who made it, which stands before the mark. */
export function lawNamed(text: string, name: string, from: number, library: Library): Found {
  let laws = library.byName(name);
  if (laws.length === 0 && EDITION.test(name)) laws = library.byName(name.replace(EDITION, ''));
  if (laws.length === 0 && name.startsWith('关于'))
    laws = library.byName(`${MAKER.exec(text.slice(Math.max(0, from - 20), from))?.[0] ?? ''}${name}`);
  const law = oneOf(laws);
  return { ...(law ? { law } : {}), laws, written: name, from };
}
