import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';
import type { Ctx } from '../../platform/action.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { sayRefusal } from './say.ts';
import { decide, put, remember, type StepInput, saidIn } from './steps.ts';
import { type HistoryStep, historyOf, type Piece, piecesFor } from './store.ts';

const BASIS = '政策文件与解读同步起草、同步审签、同步公布（工作要点二（一））';

/** An interpretation of a policy that is still on its way goes out with it and never before. */
export const notBeforePolicy = (p: Pick<Piece, 'forPiece'>): Ruling<true> =>
  p.forPiece === null ? allow(true) : refuse([{ code: 'with_policy', basis: BASIS }]);

/**
 * What goes out with a policy: interpretations of its own unit that have passed review. What another unit has tied to it takes
 * no part, neither to be let out by a stranger's signature nor to hold the policy up.
 */
const goingAlong = (p: Pick<Piece, 'unitId' | 'state'>, policy: Pick<Piece, 'unitId'>): boolean =>
  p.unitId === policy.unitId && p.state === 'passed';

export const along = async (db: Reader, policy: Pick<Piece, 'id' | 'unitId'>): Promise<Piece[]> =>
  (await piecesFor(db, policy.id)).filter((p) => goingAlong(p, policy));

const why = (p: Piece, list: readonly Refusal[]): Refusal[] =>
  list.map((r) => ({ code: 'together', basis: r.basis, detail: { title: p.title, why: sayRefusal(r) } }));

/**
 * When a time is set: would what goes along get out then? Asked in the approver's name, who answers for its findings too; what
 * they answered for stands in its history, where the clock finds it.
 */
export async function foreseeTogether(
  ctx: Ctx,
  policy: Piece,
  input: Pick<StepInput, 'inSpite'>,
): Promise<Ruling<true>> {
  const refusals: Refusal[] = [];
  for (const p of await along(ctx.tx, policy)) {
    const step = { id: p.id, seen: p.version, inSpite: input.inSpite ?? '', along: true };
    const { ruling, taken } = await decide(ctx, 'release', p, step);
    if (!ruling.ok) refusals.push(...why(p, ruling.refusals));
    else await remember(ctx, p, 'schedule', saidIn('schedule', step) || '和文件一起定时公开', taken);
  }
  return refusals.length > 0 ? refuse(refusals) : allow(true);
}

/** Findings that the approver answered for when the time was set. */
export const answeredIn = (history: readonly HistoryStep[]): string[] =>
  (history.findLast((s) => s.act === 'schedule')?.findings ?? []).map((f) => f.key);

/** Whether the approver who set the time saw the text that was passed; one passed later was signed by nobody. */
const isSigned = (history: readonly HistoryStep[]): boolean => {
  const last = (act: HistoryStep['act']): number => history.findLastIndex((s) => s.act === act);
  return last('schedule') > last('pass');
};

/**
 * After a policy went out, in its transaction: what explains it now explains a work, and whatever goes along goes out too, by
 * the same approver and under the same rules. All of it or nothing: one that may not go out stops the policy.
 */
export async function releaseTogether(
  ctx: Ctx,
  policy: Piece,
  no: number,
  input: Pick<StepInput, 'inSpite'>,
  goPublic: (ctx: Ctx, piece: Piece) => Promise<Ruling<unknown>>,
): Promise<Ruling<true>> {
  const byClock = ctx.actor.kind === 'system';
  const refusals: Refusal[] = [];
  for (const held of await piecesFor(ctx.tx, policy.id, true)) {
    const linked = await put(ctx, { ...held, interprets: no, forPiece: null });
    if (!goingAlong(linked, policy)) continue;
    const history = byClock ? await historyOf(ctx.tx, linked.id) : [];
    if (byClock && !isSigned(history)) {
      refusals.push(...why(linked, [{ code: 'not_signed', basis: BASIS }]));
      continue;
    }
    const answered = answeredIn(history);
    const step = { id: linked.id, seen: linked.version, inSpite: input.inSpite ?? '', answered, along: true };
    const { ruling, taken } = await decide(ctx, 'release', linked, step, policy.approverId ?? ctx.actor.id);
    if (!ruling.ok) {
      refusals.push(...why(linked, ruling.refusals));
      continue;
    }
    const approved = { ...linked, approverId: policy.approverId, approver: policy.approver };
    await remember(ctx, approved, 'release', saidIn('release', step) || '和文件一起签发', taken);
    const out = await goPublic(ctx, approved);
    if (!out.ok) refusals.push(...why(linked, out.refusals));
  }
  return refusals.length > 0 ? refuse(refusals) : allow(true);
}
