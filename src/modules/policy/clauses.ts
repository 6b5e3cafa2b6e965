import { withAnchors } from '../../platform/documents/index.ts';

/** A stretch of a draft as it is shown: an article with all that belongs to it, or what stands before and between (`no` absent). */
export type Stretch = { no?: string; html: string };

const OPENS = /<p\b[^>]*\bid="art-([\d-]+)"|<h[1-6]\b/g;

/**
 * Cuts the markup of a draft before each article and each heading, so that something can stand after an article; put together
 * again it is the whole, tables and lists included. The first of two articles with one number is the one meant.
 */
export function stretchesOf(html: string): Stretch[] {
  const text = withAnchors(html).html;
  const cuts = [...text.matchAll(OPENS)].map((m) => ({ at: m.index, no: m[1] }));
  const before = text.slice(0, cuts[0]?.at ?? text.length);
  return [
    ...(before.trim() ? [{ html: before }] : []),
    ...cuts.map(({ at, no }, i) => ({
      ...(no === undefined ? {} : { no }),
      html: text.slice(at, cuts[i + 1]?.at ?? text.length),
    })),
  ];
}
