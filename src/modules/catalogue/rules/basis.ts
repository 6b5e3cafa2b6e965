/** 公开依据: laws by their titles, with articles where they are named. */
import type { CatalogueItem } from './types.ts';

type Basis = CatalogueItem['basis'][number];

const ARTICLE =
  /^(?:第[一二三四五六七八九十百零〇0-9]+条(?:之[一二三四五六七八九十])?(?:第[一二三四五六七八九十0-9]+款)?(?:第?[（(][一二三四五六七八九十0-9]+[)）]项?)?)/;

/** Where each title ends that begins at 《, titles inside titles counted; those that are never closed are not in it. */
function endsOfTitles(text: string): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '《') open.push(i);
    else if (text[i] === '》') {
      const from = open.pop();
      if (from !== undefined) ends.set(from, i + 1);
    }
  }
  return ends;
}

/**
 * Reads the cell: each 《title》 with what belongs to it, a document number in brackets and an article; words without a title
 * (各地配套政策) are kept as they stand when they say something. Printing with `printBasis` and reading again gives the same.
 */
export function parseBasis(text: string): Basis[] {
  const t = text
    .normalize('NFC')
    .replace(/[\r\n\t\u00a0]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const out: Basis[] = [];
  const plain = (words: string): void => {
    for (const part of words.split(/[；;。]/)) {
      const w = part
        .replace(/^[\s、，,●•·及和与等]+|[\s、，,●•·及和与等]+$/g, '')
        .replace(/^[0-9]{1,2}[.、．)）]\s*/, '');
      if ((w.match(/\p{Script=Han}/gu)?.length ?? 0) >= 4) out.push({ law: w });
    }
  };
  const ends = endsOfTitles(t);
  let i = 0;
  let words = '';
  while (i < t.length) {
    const end = ends.get(i);
    if (end === undefined) {
      words += t[i++] ?? '';
      continue;
    }
    plain(words);
    words = '';
    let law = t.slice(i, end);
    i = end;
    const doc =
      /^\s*(?:[（(](?:试行|暂行|修订)[)）]\s*)?[（(][^（()）]*(?:号|[0-9]{4}年|令|[〔[][0-9]{4}[\]〕])[^（()）]*[)）]/.exec(
        t.slice(i),
      );
    if (doc) {
      law += doc[0].trim();
      i += doc[0].length;
    }
    const article = ARTICLE.exec(t.slice(i));
    if (article) i += article[0].length;
    out.push(article ? { law, article: article[0] } : { law });
  }
  plain(words);
  return out;
}

/** As the cell is printed. */
export const printBasis = (basis: readonly Basis[]): string => basis.map((b) => b.law + (b.article ?? '')).join('；');
