import type { Ctx } from '../../platform/action.ts';
import { textOf } from '../../platform/documents/index.ts';
import { FORGOTTEN, type Forgetting, type Module } from '../../platform/module.ts';
import { thaw } from './content.ts';
import * as erasure from './erasure.ts';
import { listed, listedForStaff } from './listing.ts';
import * as store from './store.ts';
import { bumpRevision, forgetPages } from './told.ts';

type EraseCtx = Pick<Ctx, 'tx' | 'now' | 'enqueue' | 'system'>;

/** `revision` is for `pagesForgotten`: whether every web process has dropped its pages of the work. */
type Erased = { what: Forgetting; revision: number };

/**
 * Erases what one decided request names, in the caller's transaction, which holds the work's lock: bytes, salt, attachments
 * and words in lists here, and through `forget` every module's copies. Edition, leaf and number stay. Safe to run twice.
 * What cannot be in a transaction follows by job: files of the disk that nothing refers to any more, and the list outside
 * the database.
 */
export async function erase(
  ctx: EraseCtx,
  modules: readonly Module[],
  e: Pick<erasure.Erasure, 'id' | 'no' | 'whole' | 'versions' | 'files'>,
): Promise<Erased> {
  const what = await whatGoes(ctx, e);
  // Before the lists change: which pages showed it is read from them. Deleted, not only drawn anew.
  const revision = await forgetPages(ctx.tx, e.no);
  if (what.editions.length > 0)
    await erasure.eraseEditions(
      ctx.tx,
      e.id,
      what.editions.map((x) => x.id),
      FORGOTTEN,
      ctx.now,
    );
  if (!e.whole && e.files.length > 0) await erasure.eraseFiles(ctx.tx, e.no, e.files);
  if (what.whole) await store.setState(ctx.tx, e.no, 'erased');
  if (what.current) await erasure.eraseListing(ctx.tx, e.no, FORGOTTEN, ctx.now);
  else await erasure.showListing(ctx.tx, e.no, ctx.now);
  for (const m of modules) await m.forget?.(ctx.tx, what);
  for (const m of modules) await m.forgotten?.(ctx, what);
  if (what.files.length > 0)
    await ctx.enqueue('publication.erase-files', { files: what.files }, { key: `publication.erase-files:${e.id}` });
  await ctx.enqueue('publication.erased-list', {}, { key: 'publication.erased-list' });
  await ctx.enqueue('publication.sweep', {}, { key: 'publication.sweep' });
  // For those who derive something from editions and were at it while this ran.
  const latest = (await store.editionsOf(ctx.tx, e.no)).at(-1);
  if (latest)
    await ctx.enqueue(
      'publication.spread',
      { editionId: latest.id },
      { key: `publication.spread:${latest.id}:${e.id}` },
    );
  return { what, revision };
}

/** The editions, files and words that a request covers, as they stand now. */
async function whatGoes(
  ctx: EraseCtx,
  e: Pick<erasure.Erasure, 'id' | 'no' | 'whole' | 'versions' | 'files'>,
): Promise<Forgetting> {
  const all = await store.editionsOf(ctx.tx, e.no);
  const going = all.filter((x) => e.whole || e.versions.includes(x.version));
  const bytes = await Promise.all(going.map((x) => store.contentOf(ctx.tx, x.id)));
  const contents = bytes.flatMap((k) => (k ? [thaw(k.bytes)] : []));
  const last = all.at(-1);
  const current = last !== undefined && going.includes(last);
  const line = current ? await listedForStaff(ctx.tx, e.no) : undefined;
  const staying = all.filter((x) => !going.includes(x));
  const kept = await erasure.keptVersions(ctx.tx, e.no);
  const remaining = staying.filter((x) => kept.includes(x.version));
  const [gone, shown] = await Promise.all(
    [going, remaining].map((list) =>
      erasure.filesOfEditions(
        ctx.tx,
        list.map((x) => x.id),
      ),
    ),
  );
  // A file that a remaining version shows too is no part of what goes, unless it was named itself.
  const files = new Set([...(e.whole ? [] : e.files), ...(gone ?? []).filter((f) => !shown?.includes(f))]);
  return {
    id: e.id,
    no: e.no,
    whole: remaining.length === 0,
    current,
    editions: going.map((x) => ({
      id: x.id,
      version: x.version,
      logIndex: x.logIndex,
      from: x.publishedAt,
      until: all.find((y) => y.version === x.version + 1)?.publishedAt ?? null,
    })),
    files: [...files],
    titles: unique([...contents.map((c) => c.title), line?.title ?? '']),
    // One text an edition with every word it carries, whatever fields editions come to have.
    texts: unique(contents.map((c) => [textOf(c.html), ...wordsIn({ ...c, html: '' })].join('\n'))),
    at: ctx.now,
  };
}

/** Every text inside a value, at any depth. */
const wordsIn = (v: unknown): string[] =>
  typeof v === 'string' ? [v] : v !== null && typeof v === 'object' ? Object.values(v).flatMap(wordsIn) : [];

const unique = (texts: readonly string[]): string[] => [
  ...new Set(texts.map((t) => t.trim()).filter((t) => t !== '' && t !== FORGOTTEN)),
];

/** Takes what a request names out of the public's sight until it is decided. */
export async function hide(
  ctx: EraseCtx,
  modules: readonly Module[],
  e: Pick<erasure.Erasure, 'no' | 'whole' | 'versions'>,
): Promise<void> {
  await forgetPages(ctx.tx, e.no);
  const last = await store.lastVersion(ctx.tx, e.no);
  if (e.whole || e.versions.includes(last)) {
    await erasure.hideListing(ctx.tx, e.no, ctx.now);
    for (const m of modules) await m.hide?.(ctx.tx, e.no);
  }
}

/** Brings back what was hidden; lists at once, the search with its job. */
export async function show(ctx: EraseCtx, e: Pick<erasure.Erasure, 'id' | 'no'>): Promise<void> {
  await erasure.showListing(ctx.tx, e.no, ctx.now);
  await bumpRevision(ctx.tx);
  const line = await listed(ctx.tx, e.no);
  if (line)
    await ctx.enqueue(
      'publication.spread',
      { editionId: line.editionId },
      { key: `publication.spread:${line.editionId}:${e.id}` },
    );
}
