import { sayNumber } from '../../lib/numerals.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { textOf } from '../../platform/documents/index.ts';
import { unitById } from '../org/index.ts';
import { openWork } from '../publication/index.ts';
import { articlesOf } from '../regulation/index.ts';

/** A place in a policy that can be asked about: its anchor on the page, how a reader calls it, its words. */
export type Clause = { id: string; label: string; text: string };
export type Policy = {
  no: number;
  version: number;
  title: string;
  unitId: string;
  unitName: string;
  clauses: Clause[];
};

const labelOf = (no: string): string => {
  const [n, sub] = no.split('-');
  return `第${sayBelow100(Number(n))}条${sub ? `之${sayBelow100(Number(sub))}` : ''}`;
};
/** Longer texts number their articles with words that the page itself shows; here figures are clear enough. */
const sayBelow100 = (n: number): string => (n < 100 ? sayNumber(n) : String(n));

/** The articles of a published text. The first of two with one number is meant, as on the page. */
export function clausesOf(html: string): Clause[] {
  const out = new Map<string, Clause>();
  for (const a of articlesOf(textOf(html))) {
    const id = `art-${a.no}`;
    if (!out.has(id)) out.set(id, { id, label: labelOf(a.no), text: a.text });
  }
  return [...out.values()];
}

/** The policy as it stands for the public; undefined when it is not there, withdrawn, hidden or erased. */
export async function policyOf(db: Reader, no: number): Promise<Policy | undefined> {
  const o = await openWork(db, no);
  if (!o?.current.content || o.work.state !== 'published') return undefined;
  return {
    no,
    version: o.current.edition.version,
    title: o.current.content.title,
    unitId: o.work.unitId,
    unitName: o.listing.unitName,
    clauses: clausesOf(o.current.content.html),
  };
}

/** Who drafted it and so answers: its unit, unless that is the district itself or is no more; then the office assigns. */
export async function drafterOf(db: Reader, unitId: string | undefined): Promise<string | null> {
  const unit = unitId === undefined ? undefined : await unitById(db, unitId);
  return unit?.active && unit.kind !== 'district' ? unit.id : null;
}

/** `17`, `/p/17` or a whole address of the page. */
export function workNoIn(text: string): number | undefined {
  const found = /^(?:(?:https?:\/\/[^/]+)?\/p\/)?(\d{1,15})(?:[/?#].*)?$/.exec(text.normalize('NFKC').trim());
  return found ? Number(found[1]) : undefined;
}

/** `第八条` or `第8条` as its anchor; what names no article becomes an anchor that no text has. */
export const clauseIdOf = (label: string): string => {
  const no = articlesOf(`${label.normalize('NFKC').trim()}　。`)[0]?.no;
  return no ? `art-${no}` : 'art-';
};
