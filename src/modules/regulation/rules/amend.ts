/** Edits that put the number in force in the place of an old one, within the words of a citation. */
import { sayNumber } from '../../../lib/numerals.ts';
import { type ArticleChange, diffArticles } from './differ.ts';
import type { Article, Citation, Law, Version } from './types.ts';

export type TextEdit = { from: number; to: number; with: string };

const ORDER = /令[ \u3000]*第?[ \u3000]*([\d０-９]{1,4})[ \u3000]*号|第[ \u3000]*([\d０-９]{1,4})[ \u3000]*号令/;
const ARTICLE =
  /第[ \u3000]*([一二三四五六七八九十百千零〇○两\d０-９]{1,9})[ \u3000]*条(?:[ \u3000]*之[ \u3000]*[一二三四五六七八九十\d]{1,3})?/;

/** 国务院令第492号 with another number; undefined when the words hold no order. */
export function orderEdit(c: Pick<Citation, 'quote' | 'from'>, no: number): TextEdit | undefined {
  const m = ORDER.exec(c.quote);
  const written = m?.[1] ?? m?.[2];
  if (!m || !written) return undefined;
  const from = c.from + m.index + m[0].indexOf(written);
  return { from, to: from + written.length, with: String(no) };
}

/** 第二十四条 with another number, in the numerals that were written. */
export function articleEdit(c: Pick<Citation, 'quote' | 'from'>, article: string): TextEdit | undefined {
  const m = ARTICLE.exec(c.quote);
  if (!m?.[1]) return undefined;
  const [n = 0, sub] = article.split('-').map(Number);
  const say = (x: number): string => (/[\d０-９]/.test(m[1] ?? '') ? String(x) : sayNumber(x));
  const from = c.from + m.index;
  return { from, to: from + m[0].length, with: `第${say(n)}条${sub ? `之${say(sub)}` : ''}` };
}

/** The order that a later text was issued by, as of a day; what stands in an old citation's place. */
export const laterOrder = (
  law: Law,
  cited: { organ: string; no: number },
  on: string,
): Law['orders'][number] | undefined => {
  const old = law.orders.find((o) => o.organ === cited.organ && o.no === cited.no);
  return old && law.orders.findLast((o) => o.on > old.on && o.on <= on && o.organ === cited.organ);
};

/** The kept text an order issued; undefined when the library does not have it. */
export const textOfOrder = (law: Law, cited: { organ: string; no: number }): Version | undefined => {
  const old = law.orders.find((o) => o.organ === cited.organ && o.no === cited.no);
  return old && law.versions.find((v) => v.issued === old.on && (v.articles?.size ?? 0) > 0);
};

/** The text before `now` that last had an article of that number. */
export const textWith = (law: Law, now: string, article: string): Version | undefined =>
  law.versions
    .slice(
      0,
      law.versions.findIndex((v) => v.id === now),
    )
    .findLast((v) => v.articles?.has(article));

/** Where an article of an old text stands in the new one; undefined when it was taken out. */
export function movedTo(old: readonly Article[], now: readonly Article[], article: string): string | undefined {
  const changes: readonly ArticleChange[] = diffArticles(old, now);
  return changes.find((d) => d.old?.no === article)?.now?.no;
}
