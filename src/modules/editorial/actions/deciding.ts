import type { Ruling } from '../../../lib/ruling.ts';
import { action, type Ctx } from '../../../platform/action.ts';
import { dequeue } from '../../../platform/jobs.ts';
import { decide, move, remember, type StepInput, saidIn, take } from '../steps.ts';
import * as store from '../store.ts';
import { foreseeTogether, notBeforePolicy } from '../together.ts';
import { goPublic } from './going-public.ts';

/** 审核 → 签发. */
export const passPiece = action('piece.pass', { may: 'piece:review' }, (ctx, input: StepInput) =>
  move(ctx, input, 'pass', 'piece:review', (p) => ({ ...p, reviewerId: ctx.actor.id, reviewer: ctx.actor.label })),
);

/** What the approver had decided is undone, and the job that waited for its time. */
async function undecide(
  ctx: Ctx,
  input: StepInput,
  act: 'return' | 'unschedule',
  may: string,
): Promise<Ruling<store.Piece>> {
  const out = await move(ctx, input, act, may, (p) => ({ ...p, releaseAt: null, approverId: null, approver: null }));
  if (out.ok) await dequeue(ctx.tx, releaseKey(input.id));
  return out;
}

/** Sends it back with remarks: the reviewer while it is under review, the approver afterwards. */
export const returnPiece = action('piece.return', { may: null }, async (ctx, input: StepInput) => {
  const current = await store.lockPiece(ctx.tx, input.id);
  const what = current?.state === 'submitted' ? 'piece:review' : 'piece:release';
  return undecide(ctx, input, 'return', what);
});

/** 签发, now: the piece becomes an edition in this transaction. */
export const releasePiece = action('piece.release', { may: 'piece:release' }, async (ctx, input: StepInput) => {
  const { piece } = await take(ctx, input, 'piece:release');
  const after = notBeforePolicy(piece);
  if (!after.ok) return after;
  const { ruling, taken } = await decide(ctx, 'release', piece, input);
  if (!ruling.ok) return ruling;
  const approved = { ...piece, approverId: ctx.actor.id, approver: ctx.actor.label };
  await remember(ctx, approved, 'release', saidIn('release', input), taken);
  await dequeue(ctx.tx, releaseKey(piece.id));
  return goPublic(ctx, approved, input);
});

const releaseKey = (id: string): string => `editorial.release:${id}`;

/** 签发, at a set time: a job in the same transaction opens it then. */
export const schedulePiece = action(
  'piece.schedule',
  { may: 'piece:release' },
  async (ctx, input: StepInput & { at: Date }) => {
    const { piece } = await take(ctx, input, 'piece:release');
    const after = notBeforePolicy(piece);
    if (!after.ok) return after;
    const out = await move(ctx, input, 'schedule', 'piece:release', (p) => ({
      ...p,
      approverId: ctx.actor.id,
      approver: ctx.actor.label,
      releaseAt: input.at,
    }));
    const together = await foreseeTogether(ctx, piece, input);
    // Everything that stands in the way at once: the piece's own reasons and those of what goes along.
    if (!together.ok) return { ok: false, refusals: [...(out.ok ? [] : out.refusals), ...together.refusals] };
    if (out.ok)
      await ctx.enqueue('editorial.release', { id: input.id }, { key: releaseKey(input.id), runAt: input.at });
    return out;
  },
);

export const unschedulePiece = action('piece.unschedule', { may: 'piece:release' }, (ctx, input: StepInput) =>
  undecide(ctx, input, 'unschedule', 'piece:release'),
);
