import { randomBytes } from 'node:crypto';
import { dayIn } from '../../lib/day.ts';
import { newId } from '../../lib/ids.ts';
import { editionLeaf, SALT_BYTES } from '../../lib/leaf.ts';
import { allow, type Ruling, refuse } from '../../lib/ruling.ts';
import type { Ctx } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { append, appendAll, claimIndex } from '../translog/index.ts';
import { type Act, type Draft, type EditionContent, freeze, thaw } from './content.ts';
import { filesErased, waitingErasure } from './erasure.ts';
import { listed, putListing, putListings } from './listing.ts';
import * as rules from './rules.ts';
import * as store from './store.ts';
import { bumpRevision, touchedBy } from './told.ts';

export type Published = { no: number; editionId: string; version: number; logIndex: number };

type PublishCtx = Pick<Ctx, 'tx' | 'now' | 'enqueue'>;

/**
 * Publishes a piece: the one door through which anything becomes public. Inside the caller's transaction it freezes the
 * canonical bytes, claims the next log index, writes edition, leaf and listing, and queues the spread to search, feeds
 * and subscribers. The caller has checked who may release; this checks what no edition may lack.
 */
export async function publish(ctx: PublishCtx, draft: Draft): Promise<Ruling<Published>> {
  const ruling = rules.mayPublish(draft, dayIn(ctx.now));
  if (!ruling.ok) return ruling;
  const files = await attachable(ctx, draft);
  if (!files.ok) return files;
  const index = await claimIndex(ctx.tx);
  await store.insertWork(ctx.tx, { no: index, unitId: draft.unitId, state: 'published' }, ctx.now);
  return allow(await write(ctx, { no: index, version: 1, act: 'publish', draft, index }));
}

/** Replaces what is public by a corrected text. The old edition stays addressable, with a notice that leads to the new one. */
export async function correct(ctx: PublishCtx, no: number, draft: Draft, reason: string): Promise<Ruling<Published>> {
  const work = await existing(ctx, no);
  const ruling = rules.mayCorrect(work.state, reason);
  if (!ruling.ok) return ruling;
  const under = await undecided(ctx, no);
  if (!under.ok) return under;
  const lacks = rules.mayPublish(draft, dayIn(ctx.now));
  if (!lacks.ok) return lacks;
  const files = await attachable(ctx, draft);
  if (!files.ok) return files;
  return allow(await next(ctx, no, 'correct', draft, reason));
}

/** Takes a piece out of lists, search and feeds. Its page says that it was withdrawn, when and why. */
export async function withdraw(ctx: PublishCtx, no: number, reason: string): Promise<Ruling<Published>> {
  const work = await existing(ctx, no);
  const ruling = rules.mayWithdraw(work.state, reason);
  if (!ruling.ok) return ruling;
  const under = await undecided(ctx, no);
  if (!under.ok) return under;
  const editions = await store.editionsOf(ctx.tx, no);
  const latest = editions.at(-1);
  const kept = latest && (await store.contentOf(ctx.tx, latest.id));
  if (!kept) return refuse([{ code: 'content_erased', basis: '《中华人民共和国个人信息保护法》第五十七条' }]);
  await store.setState(ctx.tx, no, 'withdrawn');
  return allow(await next(ctx, no, 'withdraw', thaw(kept.bytes), reason));
}

/** Whether somebody asked for an erasure of what is read now, and nobody has decided. */
async function undecided(ctx: PublishCtx, no: number): Promise<Ruling<true>> {
  const waiting = await waitingErasure(ctx.tx, no);
  const last = waiting && (await store.lastVersion(ctx.tx, no));
  return rules.mayChangeUnder({
    touchesCurrent: waiting !== undefined && (waiting.whole || waiting.versions.includes(last ?? 0)),
  });
}

async function attachable(ctx: PublishCtx, draft: Draft): Promise<Ruling<true>> {
  return rules.mayAttach(erasedIn(draft, await erasedOf(ctx, [draft])));
}

const erasedOf = (ctx: PublishCtx, drafts: readonly Draft[]): Promise<string[]> =>
  filesErased(
    ctx.tx,
    drafts.flatMap((d) => d.attachments.map((a) => a.sha256)),
  );
const erasedIn = (draft: Draft, erased: readonly string[]): string[] =>
  draft.attachments.filter((a) => erased.includes(a.sha256)).map((a) => a.name);

async function existing(ctx: PublishCtx, no: number): Promise<store.Work> {
  const work = await store.lockWork(ctx.tx, no);
  if (!work) throw new AppError('not_found', `work ${no}`);
  return work;
}

async function next(ctx: PublishCtx, no: number, act: Act, draft: Draft, reason: string): Promise<Published> {
  const version = (await store.lastVersion(ctx.tx, no)) + 1;
  return write(ctx, { no, version, act, draft, reason, index: await claimIndex(ctx.tx) });
}

type Writing = { no: number; version: number; act: Act; draft: Draft; reason?: string; index: number };

async function write(ctx: PublishCtx, w: Writing): Promise<Published> {
  const { leaf, ...frozen } = frozenOf(ctx.now, w);
  // The leaf first: the edition's log_index refers to it.
  await append(ctx.tx, w.index, leaf, ctx.now);
  await store.insertEditions(ctx.tx, [frozen]);
  const { edition, content } = frozen;
  const before = await listed(ctx.tx, w.no);
  await putListing(ctx.tx, edition, content, w.act === 'withdraw' ? 'withdrawn' : 'published', dayIn(ctx.now));
  const touched = await touchedBy(
    ctx.tx,
    w.no,
    before?.state === 'published' ? before : undefined,
    w.act === 'withdraw' ? undefined : content,
  );
  // The first piece of a register changes what stands at the foot of every page.
  await bumpRevision(ctx.tx, w.index <= 1 ? undefined : touched);
  await ctx.enqueue('publication.spread', { editionId: edition.id }, { key: `publication.spread:${edition.id}` });
  return { no: w.no, editionId: edition.id, version: w.version, logIndex: w.index };
}

/**
 * Publishes several new pieces as `publish` does each, under one claim of the register and in a few statements: for imports.
 * What lacks something is refused by itself; answers come in the order of the drafts. `times`: when each was published, where
 * that is not now (what a new database is filled with); never going back.
 */
export async function publishMany(
  ctx: PublishCtx,
  drafts: readonly Draft[],
  times?: readonly Date[],
): Promise<Ruling<Published>[]> {
  const erased = await erasedOf(ctx, drafts);
  const each = drafts.map((draft, i) => {
    const now = times?.[i] ?? ctx.now;
    const ruling = rules.mayPublish(draft, dayIn(now));
    return { draft, now, ruling: ruling.ok ? rules.mayAttach(erasedIn(draft, erased)) : ruling };
  });
  const good = each.filter((e) => e.ruling.ok);
  if (good.length === 0) return each.flatMap(({ ruling }) => (ruling.ok ? [] : [ruling]));
  const from = await claimIndex(ctx.tx);
  const all = good.map(({ draft, now }, i) =>
    frozenOf(now, { no: from + i, version: 1, act: 'publish', draft, index: from + i }),
  );
  await store.insertWorks(
    ctx.tx,
    all.map(({ edition: e, content }) => ({ no: e.no, unitId: content.unitId, state: 'published', at: e.publishedAt })),
  );
  // The leaves first: an edition's log_index refers to its leaf.
  await appendAll(
    ctx.tx,
    from,
    all.map(({ leaf, edition }) => ({ leaf, at: edition.publishedAt })),
  );
  await store.insertEditions(ctx.tx, all);
  await putListings(
    ctx.tx,
    all.map(({ edition, content }) => ({
      edition,
      content,
      state: 'published',
      publishedOn: dayIn(edition.publishedAt),
    })),
  );
  // Many at once change the front page and most lists: every page is made anew rather than each asked for.
  await bumpRevision(ctx.tx);
  const editionIds = all.map((f) => f.edition.id);
  await ctx.enqueue('publication.spread', { editionIds }, { key: `publication.spread:${editionIds[0]}` });
  let next = 0;
  return each.map(({ ruling: r }) => {
    const e = r.ok ? all[next++]?.edition : undefined;
    if (!r.ok || !e) return r.ok ? refuse([]) : r;
    return allow({ no: e.no, editionId: e.id, version: 1, logIndex: e.logIndex });
  });
}

/** What becomes immutable, and the leaf that proves it. */
function frozenOf(now: Date, w: Writing): store.Frozen & { leaf: ReturnType<typeof editionLeaf> } {
  const id = newId(now, randomBytes(10));
  const content: EditionContent = {
    ...w.draft,
    v: 1,
    edition: id,
    version: w.version,
    act: w.act,
    at: now.toISOString(),
    ...(w.reason === undefined ? {} : { reason: w.reason }),
  };
  const bytes = freeze(content);
  const salt = randomBytes(SALT_BYTES);
  const leaf = editionLeaf({ id, kind: w.act, at: now, salt, bytes });
  const edition: store.Edition = {
    id,
    no: w.no,
    version: w.version,
    act: w.act,
    reason: w.reason ?? null,
    publishedAt: now,
    contentHash: Buffer.from(leaf.data.content, 'hex'),
    logIndex: w.index,
  };
  return { edition, content, salt, bytes, leaf };
}
