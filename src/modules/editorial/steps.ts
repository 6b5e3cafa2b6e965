import { allow, type Ruling } from '../../lib/ruling.ts';
import type { Ctx } from '../../platform/action.ts';
import { textOf } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import { unitPolicy } from '../org/index.ts';
import { gateOf } from './gate.ts';
import { blocking, type Named, nameOf, unanswered } from './rules/findings.ts';
import { type Act, LOOKS, type PieceFacts, step } from './rules.ts';
import type { Piece } from './store.ts';
import * as store from './store.ts';

/** `inSpite`: why it goes on although something was found. `answered`: what somebody has answered for before, by key. */
export type StepInput = {
  id: string;
  seen: number;
  remark?: string;
  at?: Date;
  inSpite?: string;
  finding?: Named;
  answered?: readonly string[];
  /** It goes out with another piece, which the act is about. */
  along?: boolean;
};

/** Whether the act may happen, and the findings that somebody takes upon themselves by giving a reason. */
type Decision = { ruling: Ruling<Piece['state']>; taken: readonly Named[] };

/** Locks the piece and asks whether the person may do `what` at its unit. */
export async function take(ctx: Ctx, input: StepInput, what: string): Promise<{ piece: Piece }> {
  const piece = await store.lockPiece(ctx.tx, input.id);
  if (!piece) throw new AppError('not_found', `piece ${input.id}`);
  ctx.note({ subject: `piece:${piece.id}`, unitId: piece.unitId });
  ctx.require(piece.unitId, what);
  return { piece };
}

export const factsOf = (p: Piece, writerIds: readonly string[]): PieceFacts => ({
  state: p.state,
  version: p.version,
  title: p.title,
  text: /<img\b/.test(p.html) ? '图' : textOf(p.html) || (p.item && p.elements.length > 0 ? '公开要素' : ''),
  columns: p.columns,
  writerIds,
  reviewerId: p.reviewerId,
  correction: p.correction,
});

/** `actorId`: in whose name it is done, when the clock does what a person has signed for. */
export async function decide(
  ctx: Ctx,
  act: Act,
  piece: Piece,
  input: StepInput,
  actorId = ctx.actor.id,
): Promise<Decision> {
  const policy = await unitPolicy(ctx.tx, piece.unitId);
  const found = LOOKS.includes(act) ? (await gateOf(ctx.system, ctx.tx, piece)).findings : [];
  const ruling = step(act, factsOf(piece, await store.writersOf(ctx.tx, piece.id)), {
    actorId,
    seen: input.seen,
    threePeople: policy.threePeople,
    now: ctx.now.getTime(),
    errors: blocking(found)
      .map(nameOf)
      .filter((f) => !input.answered?.includes(f.key)),
    ...(input.remark === undefined ? {} : { remark: input.remark }),
    ...(input.inSpite === undefined ? {} : { inSpite: input.inSpite }),
    ...(input.finding === undefined ? {} : { finding: input.finding }),
    ...(input.at === undefined ? {} : { at: input.at.getTime() }),
  });
  // Only a reason makes them somebody's: a hint, and a warning nobody spoke of, were merely seen.
  const taken = ruling.ok && input.inSpite?.trim() ? unanswered(found).map(nameOf) : [];
  // Several pieces may be decided on in one act: each has its own line.
  const inSpiteOf = input.along ? `inSpiteOf ${piece.id}` : 'inSpiteOf';
  if (taken.length > 0) ctx.note({ detail: { [inSpiteOf]: taken.map(audited) } });
  return { ruling, taken };
}

/** The audit trail can never be changed, so it names no file and no place: what was found, by which rule. */
export const audited = ({ key, rule, severity, message }: Named) => ({ key, rule, severity, message });

export async function move(
  ctx: Ctx,
  input: StepInput,
  act: Act,
  what: string,
  change: (p: Piece) => Piece = (p) => p,
): Promise<Ruling<Piece>> {
  const { piece } = await take(ctx, input, what);
  const { ruling, taken } = await decide(ctx, act, piece, input);
  if (!ruling.ok) return ruling;
  const saved = await put(ctx, { ...change(piece), state: ruling.value });
  await remember(ctx, saved, act, saidIn(act, input), taken);
  return allow(saved);
}

export async function put(ctx: Ctx, piece: Piece): Promise<Piece> {
  const saved = { ...piece, version: piece.version + 1, updatedAt: ctx.now, updatedBy: ctx.actor.label };
  await store.savePiece(ctx.tx, saved);
  return saved;
}

/** What the history says: the reason for going on in spite of what was found, where the act looks; else the remark. */
export const saidIn = (act: Act, input: StepInput): string =>
  (LOOKS.includes(act) ? input.inSpite?.trim() : input.remark) || '';

export const remember = (
  ctx: Ctx,
  p: Piece,
  act: store.HistoryStep['act'],
  remark: string,
  findings: readonly Named[] = [],
): Promise<void> =>
  store.addStep(ctx.tx, p.id, {
    at: ctx.now,
    actorId: ctx.actor.id,
    actorLabel: ctx.actor.label,
    act,
    remark,
    version: p.version,
    findings,
  });
