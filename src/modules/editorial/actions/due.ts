import { allow, type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';
import { action, type Ctx } from '../../../platform/action.ts';
import type { Published } from '../../publication/index.ts';
import { gateOf } from '../gate.ts';
import { blocking, type Named, nameOf } from '../rules/findings.ts';
import { step } from '../rules.ts';
import { sayRefusal } from '../say.ts';
import { audited, factsOf, put, remember } from '../steps.ts';
import type { Piece } from '../store.ts';
import * as store from '../store.ts';
import { answeredIn } from '../together.ts';
import { goPublic } from './going-public.ts';

/** What the clock does when a set time has come. Run twice, the second finds nothing to do. */
export const releaseDue = action(
  'piece.release_due',
  { may: 'piece:release' },
  async (ctx, input: { id: string }): Promise<Ruling<Published | undefined>> => {
    const piece = await store.lockPiece(ctx.tx, input.id);
    if (piece?.state !== 'scheduled' || !piece.releaseAt) return allow(undefined);
    ctx.note({ subject: `piece:${piece.id}`, unitId: piece.unitId });
    // The queue goes by the clock of the database server, which may run before ours; it asks again a little later.
    if (piece.releaseAt > ctx.now) return refuse([{ code: 'not_due', basis: '签发人定的时间' }]);
    const fresh = await unforeseen(ctx, piece);
    if (fresh.length > 0) return stop(ctx, piece, fresh.map((f) => `${f.at}：${f.message}`).join('；'), fresh);
    return goPublic(ctx, piece);
  },
);

/**
 * After the clock was refused: whatever the reason (an interpretation that may not go along, a work that was withdrawn), trying
 * again changes nothing. It goes back before the approver with the reasons.
 */
export const stopDue = action(
  'piece.stop_due',
  { may: 'piece:release' },
  async (ctx, input: { id: string; refusals: readonly Refusal[] }): Promise<Ruling<undefined>> => {
    const piece = await store.lockPiece(ctx.tx, input.id);
    if (piece?.state !== 'scheduled') return allow(undefined);
    ctx.note({ subject: `piece:${piece.id}`, unitId: piece.unitId });
    return stop(ctx, piece, input.refusals.map(sayRefusal).join(''), []);
  },
);

/** Errors that the approver has not answered for when setting the time: rules, calendar and names may have changed since. */
async function unforeseen(ctx: Ctx, piece: Piece): Promise<Named[]> {
  const known = new Set(answeredIn(await store.historyOf(ctx.tx, piece.id)));
  const found = (await gateOf(ctx.system, ctx.tx, piece)).findings;
  return blocking(found)
    .map(nameOf)
    .filter((f) => !known.has(f.key));
}

/** Puts it back before the approver, who sees why in their duties. */
async function stop(ctx: Ctx, piece: Piece, reason: string, fresh: readonly Named[]): Promise<Ruling<undefined>> {
  const ruling = step('stop', factsOf(piece, []), { actorId: ctx.actor.id, seen: piece.version, threePeople: false });
  if (!ruling.ok) return ruling;
  const back = await put(ctx, { ...piece, state: ruling.value, releaseAt: null, approverId: null, approver: null });
  await remember(ctx, back, 'stop', reason, fresh);
  ctx.note({ detail: { stoppedBy: fresh.map(audited) } });
  return allow(undefined);
}
