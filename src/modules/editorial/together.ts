import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';
import type { Ctx } from '../../platform/action.ts';
import { may } from '../../platform/permission.ts';
import { sayRefusal } from './say.ts';
import { decide, put, remember, type StepInput, saidIn } from './steps.ts';
import { type Piece, piecesFor } from './store.ts';

const BASIS = '政策文件与解读同步起草、同步审签、同步公布（工作要点二（一））';

/** An interpretation of a policy that is still on its way goes out with it and never before. */
export const notBeforePolicy = (p: Pick<Piece, 'forPiece'>): Ruling<true> =>
  p.forPiece === null ? allow(true) : refuse([{ code: 'with_policy', basis: BASIS }]);

/**
 * After a policy went out, in its transaction: what explains it now explains a work, and whatever of it has passed review goes
 * out too, by the same approver and under the same rules. All of it or nothing: one that may not go out stops the policy.
 */
export async function releaseTogether(
  ctx: Ctx,
  policy: Piece,
  no: number,
  input: Pick<StepInput, 'inSpite'>,
  goPublic: (ctx: Ctx, piece: Piece) => Promise<Ruling<unknown>>,
): Promise<Ruling<true>> {
  const refusals: Refusal[] = [];
  const why = (p: Piece, list: readonly Refusal[]): void => {
    refusals.push(
      ...list.map((r) => ({ code: 'together', basis: r.basis, detail: { title: p.title, why: sayRefusal(r) } })),
    );
  };
  for (const held of await piecesFor(ctx.tx, policy.id, true)) {
    const linked = await put(ctx, { ...held, interprets: no, forPiece: null });
    if (linked.state !== 'passed') continue;
    if (!may(ctx.system.permissions, ctx.actor, 'piece:release', linked.unitId)) {
      why(linked, [{ code: 'release_elsewhere', basis: BASIS }]);
      continue;
    }
    const step = { id: linked.id, seen: linked.version, inSpite: input.inSpite ?? '' };
    const { ruling, taken } = await decide(ctx, 'release', linked, step, policy.approverId ?? ctx.actor.id);
    if (!ruling.ok) {
      why(linked, ruling.refusals);
      continue;
    }
    const approved = { ...linked, approverId: policy.approverId, approver: policy.approver };
    await remember(ctx, approved, 'release', saidIn('release', step) || '和文件一起签发', taken);
    const out = await goPublic(ctx, approved);
    if (!out.ok) why(linked, out.refusals);
  }
  return refusals.length > 0 ? refuse(refusals) : allow(true);
}
