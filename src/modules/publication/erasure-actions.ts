import { randomBytes } from 'node:crypto';
import { newId } from '../../lib/ids.ts';
import { allow, type Ruling } from '../../lib/ruling.ts';
import { action, type Ctx } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { erase, hide, show } from './erase.ts';
import * as erasure from './erasure.ts';
import * as rules from './rules.ts';
import * as store from './store.ts';

type AskErasure = rules.ErasureAsked & {
  no: number;
  /** False only when the asker says that readers may go on reading meanwhile. */
  hides: boolean;
};

const scopeOf = (e: rules.Scope) => ({
  whole: e.whole,
  ...(e.whole ? {} : { versions: [...e.versions], files: e.files.length }),
});

/**
 * The first person: asks for what leaked to be erased. Unless they say otherwise it cannot be seen from this moment on, so
 * that nobody reads on while people decide. The answer names the request.
 */
export const requestErasure = action(
  'erasure.request',
  { may: 'erasure:ask' },
  async (ctx, input: AskErasure): Promise<Ruling<{ id: string }>> => {
    const work = await take(ctx, input.no, 'erasure:ask');
    const [versions, files, waiting] = await Promise.all([
      erasure.keptVersions(ctx.tx, input.no),
      erasure.shownFiles(ctx.tx, input.no),
      erasure.waitingErasure(ctx.tx, input.no),
    ]);
    const ruling = rules.mayAskErasure(input, {
      versions,
      files: files.map((f) => f.sha256),
      waiting: waiting !== undefined,
    });
    if (!ruling.ok) return ruling;
    const id = newId(ctx.now, randomBytes(10));
    const asked: erasure.Erasure = {
      id,
      no: input.no,
      whole: input.whole,
      versions: input.whole ? [] : input.versions,
      files: input.whole ? [] : input.files,
      kind: input.kind,
      reason: input.reason.trim(),
      publicReason: input.publicReason.trim(),
      hides: input.hides,
      state: 'asked',
      askedAt: ctx.now,
      askedBy: ctx.actor.id,
      askedLabel: ctx.actor.label,
      askedUnit: ctx.actor.unitId ?? work.unitId,
      decidedAt: null,
      decidedBy: null,
      decidedLabel: null,
      refusal: null,
    };
    await erasure.insertErasure(ctx.tx, asked);
    if (asked.hides) await hide(ctx, ctx.system.modules, asked);
    ctx.note({
      detail: { erasure: id, ...scopeOf(asked), kind: asked.kind, hides: asked.hides, reason: asked.reason },
    });
    return allow({ id });
  },
);

/**
 * The second person: erases it everywhere, in this one transaction. `revision` is for `pagesForgotten`, after the commit:
 * whether every web process has dropped its kept pages.
 */
export const confirmErasure = action(
  'erasure.confirm',
  { may: 'erasure:decide' },
  async (ctx, input: { id: string }): Promise<Ruling<{ id: string; no: number; revision: number }>> => {
    const asked = await takeAsked(ctx, input.id);
    const ruling = rules.mayDecideErasure(asked, { actorId: ctx.actor.id });
    if (!ruling.ok) return ruling;
    await decide(ctx, asked.id, 'done', null);
    const { revision } = await erase(ctx, ctx.system.modules, asked);
    ctx.note({ detail: { erasure: asked.id, ...scopeOf(asked), kind: asked.kind, reason: asked.publicReason } });
    return allow({ id: asked.id, no: asked.no, revision });
  },
);

/** The second person says no, with a reason; what was hidden can be read again. */
export const refuseErasure = action(
  'erasure.refuse',
  { may: 'erasure:decide' },
  async (ctx, input: { id: string; refusal: string }): Promise<Ruling<erasure.Erasure>> => {
    const asked = await takeAsked(ctx, input.id);
    const ruling = rules.mayDecideErasure(asked, { actorId: ctx.actor.id, refusal: input.refusal });
    if (!ruling.ok) return ruling;
    await decide(ctx, asked.id, 'refused', input.refusal.trim());
    if (asked.hides) await show(ctx, asked);
    ctx.note({ detail: { erasure: asked.id, reason: input.refusal.trim() } });
    return allow(asked);
  },
);

async function take(ctx: Ctx, no: number, what: string): Promise<store.Work> {
  const work = Number.isSafeInteger(no) ? await store.lockWork(ctx.tx, no) : undefined;
  if (!work) throw new AppError('not_found', `work ${no}`);
  ctx.note({ subject: `work:${no}`, unitId: work.unitId });
  ctx.require(work.unitId, what);
  return work;
}

/** The work is locked first, so that a second decision finds the first one made. */
async function takeAsked(ctx: Ctx, id: string): Promise<erasure.Erasure> {
  const seen = await erasure.erasureById(ctx.tx, id);
  if (!seen) throw new AppError('not_found', `erasure ${id}`);
  await take(ctx, seen.no, 'erasure:decide');
  return (await erasure.erasureById(ctx.tx, id)) ?? seen;
}

const decide = (ctx: Ctx, id: string, state: 'done' | 'refused', refusal: string | null): Promise<number> =>
  erasure.decideErasure(ctx.tx, id, { state, at: ctx.now, by: ctx.actor.id, label: ctx.actor.label, refusal });
