import { type Day, dayIn } from '../../lib/day.ts';
import { docNoKey } from '../../lib/docno.ts';
import { findDocNos } from '../../lib/docno-find.ts';
import type { EditionContent } from '../publication/index.ts';
import { citationsOf, type Law, libraryOf } from '../regulation/index.ts';
import type { DocumentRow } from './store/index.ts';

export type FoundCite = { documentId: string; quote: string };
/** `text`: of the edition's markup. `selfNo`: what a document says of itself is left out. */
export type CiteFinder = (text: string, content: Pick<EditionContent, 'at'>, selfNo: number) => FoundCite[];

const asLaw = (d: DocumentRow): Law => ({
  id: d.id,
  title: d.title,
  kind: '行政规范性文件',
  region: null,
  firstIssued: d.issuedOn,
  orders: [],
  versions: [{ id: d.id, from: d.fromOn, issued: d.issuedOn, articles: null }],
  repealed: d.decided === 'repealed',
});

/** Finds which documents of the ledger a text names, by title in 《》 (and its short name) or by number in any writing. */
export function citeFinder(all: readonly DocumentRow[]): CiteFinder {
  const library = libraryOf(all.map(asLaw));
  const byKey = new Map(all.flatMap((d) => (d.docNo ? [[docNoKey(d.docNo), d.id] as const] : [])));
  const noOf = new Map(all.map((d) => [d.id, d.no]));
  if (all.length === 0) return () => [];
  return (text, content, selfNo) => {
    const on: Day = dayIn(new Date(content.at));
    const found = new Map<string, string>();
    for (const c of citationsOf(text, library, on)) if (c.lawId && noOf.has(c.lawId)) found.set(c.lawId, c.quote);
    for (const n of findDocNos(text)) {
      const id = byKey.get(docNoKey(n.normalised));
      if (id && !found.has(id)) found.set(id, n.normalised);
    }
    return [...found].flatMap(([documentId, quote]) =>
      noOf.get(documentId) === selfNo ? [] : [{ documentId, quote }],
    );
  };
}
