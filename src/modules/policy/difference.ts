import { Recent } from '../../lib/recent.ts';
import type { Segment } from '../../lib/textdiff.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { dependOn } from '../../platform/depends.ts';
import { textOf } from '../../platform/documents/index.ts';
import { openWork, standing } from '../publication/index.ts';
import { type ArticleChange, articlesOf, diffArticles } from '../regulation/index.ts';
import { LEDGER } from './actions/common.ts';
import { excerptOf, whole } from './rules/excerpt.ts';
import { sayArticle, sortOf, topicOf } from './rules/topic.ts';
import * as store from './store/index.ts';

/** Follows from the two texts alone, and is asked for by every page that shows it. */
const differences = new Recent<DifferenceRow[]>(4_000_000);

/** One article that is not as it was. `at` is its number in the new text (`8`), or in the old one (`old-5`) when it went. */
export type DifferenceRow = {
  at: string;
  kind: 'changed' | 'added' | 'removed';
  /** What it is about: 对象, 标准. */
  what: string;
  /** 第八条 as each text numbers it. */
  oldArticle?: string;
  newArticle?: string;
  /** Only the sentences that differ. */
  old: Segment[];
  now: Segment[];
};

/** What a policy changed of the one it replaced, drawn from the registered words of both. */
export type Difference = { oldNo: number; oldTitle: string; oldName: string; rows: DifferenceRow[] };

/** Purpose and days of entry differ always and tell nobody anything: they come last. */
const DULL = new Set(['目的', '施行和有效期']);

function rowOf(c: ArticleChange): DifferenceRow | undefined {
  if (c.kind === 'same' || c.kind === 'moved') return undefined;
  const cells =
    c.old && c.now
      ? excerptOf(c.old.text, c.now.text)
      : { old: whole('del', c.old?.text ?? ''), now: whole('add', c.now?.text ?? '') };
  return {
    at: c.now ? c.now.no : `old-${c.old?.no}`,
    kind: c.kind,
    what: topicOf(c.now ?? c.old),
    ...(c.old ? { oldArticle: sayArticle(c.old.no) } : {}),
    ...(c.now ? { newArticle: sayArticle(c.now.no) } : {}),
    ...cells,
  };
}

/**
 * An article that went and one that came, about the same thing and alone in that, are one row: a standard written anew is not two
 * differences. Their words are too unlike to be woven, so each side stands whole.
 */
function paired(rows: readonly DifferenceRow[]): DifferenceRow[] {
  const alone = (kind: DifferenceRow['kind'], what: string): DifferenceRow | undefined => {
    const found = rows.filter((r) => r.kind === kind && r.what === what && !r.what.startsWith('第'));
    return found.length === 1 ? found[0] : undefined;
  };
  return rows.flatMap((r) => {
    const other = r.kind === 'changed' ? undefined : alone(r.kind === 'added' ? 'removed' : 'added', r.what);
    if (!other || alone(r.kind, r.what) !== r) return [r];
    if (r.kind === 'removed') return [];
    const { oldArticle, old } = other;
    return [{ ...r, kind: 'changed' as const, old, ...(oldArticle ? { oldArticle } : {}) }];
  });
}

/** The rows of two texts, in the order of the new one. Empty when one of them is not written in articles. */
export function differenceRows(oldHtml: string, nowHtml: string): DifferenceRow[] {
  const [a, b] = [articlesOf(textOf(oldHtml)), articlesOf(textOf(nowHtml))];
  if (a.length === 0 || b.length === 0) return [];
  const rows = paired(diffArticles(a, b).flatMap((c) => rowOf(c) ?? []));
  return [...rows.filter((r) => !DULL.has(r.what)), ...rows.filter((r) => DULL.has(r.what))];
}

const rowsOf = (oldHtml: string, nowHtml: string): DifferenceRow[] =>
  differences.of(
    `${oldHtml}\0${nowHtml}`,
    () => differenceRows(oldHtml, nowHtml),
    (found) => JSON.stringify(found).length,
  );

async function against(
  db: Reader,
  old: store.DocumentRow | undefined,
  nowHtml: string,
): Promise<Difference | undefined> {
  const open = old?.no == null ? undefined : await openWork(db, old.no);
  const before = open?.current.content;
  if (!open || !before) return undefined;
  const rows = rowsOf(before.html, nowHtml);
  if (rows.length === 0) return undefined;
  const year = (before.issuedOn ?? String(open.listing.publishedOn)).slice(0, 4);
  return { oldNo: open.work.no, oldTitle: before.title, oldName: `${year}年${sortOf(before.title)}`, rows };
}

/** For a policy that is out: beside the newest document that the ledger says it replaced, when that one's text is here too. */
export async function differenceOf(db: Reader, no: number): Promise<Difference | undefined> {
  // Also where there is nothing yet: who replaced whom may be heard later.
  dependOn(LEDGER);
  const d = await store.documentOfWork(db, no);
  const now = d && (await openWork(db, no))?.current.content;
  return d && now && against(db, (await store.predecessors(db, d.id)).at(-1), now.html);
}

/** Of these works, those for which `differenceOf` draws something: a few questions for all of them. */
export async function drawnOf(db: Reader, nos: readonly number[]): Promise<Set<number>> {
  dependOn(LEDGER);
  const pairs = (await store.documentsOfWorks(db, nos)).flatMap((d) =>
    d.oldNo === null ? [] : [[d.no, d.oldNo] as const],
  );
  const out = await standing(db, pairs.flat());
  const drawn = new Set<number>();
  for (const [no, oldNo] of pairs) {
    const [now, old] = [out.get(no)?.content, out.get(oldNo)?.content];
    // One that was withdrawn can still be opened: asked by itself.
    if (now && old ? rowsOf(old.html, now.html).length > 0 : await differenceOf(db, no)) drawn.add(no);
  }
  return drawn;
}

/** For a policy that is still a piece, when it comes from a draft that says what it replaces. */
export async function differenceOfPiece(db: Reader, pieceId: string, html: string): Promise<Difference | undefined> {
  const draft = await store.draftOfPiece(db, pieceId);
  if (!draft?.replacesId) return undefined;
  return against(db, await store.documentById(db, draft.replacesId), html);
}
