/**
 * Many documents that came in at once, looked at when they are all out: each against what was out before and against the
 * earlier ones of its batch, and its links within the site. A question to the database for many of them, and no more texts
 * measured than are said here, so that the time is bounded whatever comes in.
 */
import type { CheckEnv, Finding } from '../../lib/finding.ts';
import type { Specimen } from '../../lib/specimen.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { specimenOfHtml } from '../../platform/documents/index.ts';
import { standing } from '../publication/index.ts';
import { deadAmong, localHrefs } from './dead-links.ts';
import { earlierAmong } from './rules/among.ts';
import { duplicates } from './rules/duplicates.ts';
import { shownText } from './rules/layers.ts';
import { siteLinks } from './rules/links.ts';
import { sketchOf } from './rules/shingles.ts';
import { asNear, ENOUGH } from './site-env.ts';
import { similarMany } from './store.ts';

/** What is kept of a document until the batch is through: 200 bytes and its links. */
export type Arrived = {
  name: string;
  no: number;
  /** Not a correction of what was out. */
  fresh: boolean;
  sketch: Int32Array;
  links: readonly Specimen['links'][number][];
};
export type ArrivedFinding = { name: string; no: number; finding: Finding };

/** Works a document is held against. */
const MOST_NEAR = 3;
/** Documents in one question, and whose texts are in memory at once. */
const TOGETHER = 50;
/** Documents whose likeness is measured on their texts; the rest are said to be left. */
const MOST_MEASURED = 2_000;
/** Different links asked about. */
const MOST_LINKS = 5_000;

/** What to keep of a document that is about to be published as `no`. */
export function arrived(s: Specimen, origin?: string): Pick<Arrived, 'sketch' | 'links'> {
  const local = new Set(localHrefs(s.links, origin));
  return { sketch: Int32Array.from(sketchOf(shownText(s))), links: s.links.filter((l) => local.has(l.href)) };
}

/**
 * @param docs in the order in which they came in; all of them are out by now
 * @returns what was found, by document, and how many were like others but not measured
 */
export async function lookAtArrived(
  db: Reader,
  docs: readonly Arrived[],
  about: { today: CheckEnv['today']; origin?: string },
): Promise<{ findings: ArrivedFinding[]; unmeasured: number }> {
  const candidates = await candidatesOf(db, docs);
  const measured = candidates.slice(0, MOST_MEASURED);
  const findings: ArrivedFinding[] = [];
  for (let i = 0; i < measured.length; i += TOGETHER)
    findings.push(...(await measure(db, measured.slice(i, i + TOGETHER), about.today)));
  findings.push(...(await deadLinksOf(db, docs, about)));
  return { findings, unmeasured: candidates.length - measured.length };
}

type Candidate = { doc: Arrived; others: number[] };

/** Documents that may be like others, with the numbers of those: earlier ones of the batch, then what is out. */
async function candidatesOf(db: Reader, docs: readonly Arrived[]): Promise<Candidate[]> {
  // Those of the batch are held against each other here: the database need not look at them again.
  const first = docs.reduce((n, d) => (d.fresh ? Math.min(n, d.no) : n), Number.MAX_SAFE_INTEGER);
  const among = earlierAmong(
    docs.map((d) => d.sketch),
    ENOUGH,
    MOST_NEAR,
  );
  const out: Candidate[] = [];
  for (let i = 0; i < docs.length; i += TOGETHER) {
    const some = docs.slice(i, i + TOGETHER);
    const near = await similarMany(db, some, { before: first, enough: ENOUGH, limit: MOST_NEAR });
    for (const [k, doc] of some.entries()) {
      const earlier = (among[i + k] ?? []).flatMap((j) => docs[j]?.no ?? []);
      const others = [...new Set([...earlier, ...(near.get(doc.no) ?? [])])]
        .filter((no) => no !== doc.no)
        .slice(0, MOST_NEAR);
      if (others.length > 0) out.push({ doc, others });
    }
  }
  return out;
}

async function measure(db: Reader, some: readonly Candidate[], today: CheckEnv['today']): Promise<ArrivedFinding[]> {
  const out = await standing(db, [...new Set(some.flatMap((c) => [c.doc.no, ...c.others]))]);
  return some.flatMap(({ doc, others }): ArrivedFinding[] => {
    const own = out.get(doc.no);
    if (!own) return [];
    const near = others.flatMap((no) => {
      const other = out.get(no);
      return other ? [asNear(no, other.listing.publishedOn, other.content)] : [];
    });
    const s = specimenOfHtml(own.content.html, { name: doc.name, title: own.content.title });
    return duplicates.run(s, { today, near }).map((finding) => ({ name: doc.name, no: doc.no, finding }));
  });
}

async function deadLinksOf(
  db: Reader,
  docs: readonly Arrived[],
  about: { today: CheckEnv['today']; origin?: string },
): Promise<ArrivedFinding[]> {
  const hrefs = [...new Set(docs.flatMap((d) => d.links.map((l) => l.href)))].slice(0, MOST_LINKS);
  if (hrefs.length === 0) return [];
  const dead = await deadAmong(db, hrefs, about.origin);
  const gone = new Set(dead.map((d) => d.href));
  const nothing = specimenOfHtml('', { name: '', title: '' });
  return docs.flatMap((d): ArrivedFinding[] => {
    const own = d.links.filter((l) => gone.has(l.href));
    if (own.length === 0) return [];
    return siteLinks
      .run({ ...nothing, links: own }, { today: about.today, links: { dead } })
      .map((finding) => ({ name: d.name, no: d.no, finding }));
  });
}
