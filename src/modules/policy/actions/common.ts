import { randomBytes } from 'node:crypto';
import { dayIn } from '../../../lib/day.ts';
import { docNoKey } from '../../../lib/docno.ts';
import { newId } from '../../../lib/ids.ts';
import { type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';
import type { Ctx } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { may } from '../../../platform/permission.ts';
import { personsIn } from '../../publication/index.ts';
import { type Facts, factsOf, type Step } from '../rules/facts.ts';
import { arrive, type Move, start } from '../rules/stages.ts';
import * as store from '../store/index.ts';

/** What pages that show something of the ledger or of a round depend on. */
export const LEDGER = 'policy:ledger';

export const id = (ctx: Pick<Ctx, 'now'>): string => newId(ctx.now, randomBytes(10));

export const stepsOf = (events: readonly store.EventRow[]): Step[] =>
  events.map((e) => ({ move: e.move, on: dayIn(e.at), actorId: e.actorId, detail: e.detail }));

/** Reasons become public: what the gate would stop in a text is stopped here, with nobody to override it. */
export const namingPersons = (ctx: Ctx, words: string): Refusal[] =>
  personsIn(ctx, words).map((say) => ({
    code: 'reason_names_person',
    basis: '《中华人民共和国政府信息公开条例》第十五条',
    detail: { say },
  }));

export type Taken = { draft: store.DraftRow; facts: Facts; against: Refusal[] };
export type StepInput = { id: string; seen: number };

/**
 * Locks a draft and reads its steps, for a move of this person; `permission` is looked up at its units (`seatsOf`). `against` holds
 * what speaks against the move from where the draft stands.
 */
export async function take(ctx: Ctx, input: StepInput, move: Move, permission: string): Promise<Taken> {
  const draft = await store.lockDraft(ctx.tx, input.id);
  if (!draft) throw new AppError('not_found', `policy draft ${input.id}`);
  requireAt(ctx, draft, permission);
  ctx.note({ subject: `policy-draft:${draft.id}`, unitId: draft.unitId });
  const facts = factsOf(stepsOf(await store.draftEvents(ctx.tx, draft.id)));
  return { draft, facts, against: start(move, draft.state, input.seen, draft.version) };
}

/** Units at which a permission counts for a draft: what is decided about it is also for the unit in whose name it is made. */
export const seatsOf = (d: Pick<store.DraftRow, 'unitId' | 'issuerId'>, permission: string): string[] =>
  permission === 'policy:decide' ? [d.unitId, d.issuerId] : [d.unitId];

function requireAt(ctx: Ctx, d: store.DraftRow, permission: string): void {
  const seats = seatsOf(d, permission);
  if (!seats.some((u) => may(ctx.system.permissions, ctx.actor, permission, u))) ctx.require(d.unitId, permission);
}

export type Moved = { id: string; version: number };

/** Makes the move unless something speaks against it: the new state, one line of history. */
export async function go(
  ctx: Ctx,
  draft: store.DraftRow,
  move: Move,
  against: readonly Refusal[],
  detail: Record<string, unknown>,
  change: Partial<store.DraftRow> = {},
): Promise<Ruling<Moved>> {
  const to = arrive(move, draft.state, against);
  if (!to.ok) return refuse(to.refusals);
  const next = { ...draft, ...change, state: to.value, version: draft.version + 1, updatedAt: ctx.now };
  await store.saveDraft(ctx.tx, next, next.docNo ? docNoKey(next.docNo) : null);
  await remember(ctx, draft.id, move, detail);
  return { ok: true, value: { id: draft.id, version: next.version } };
}

export const remember = (
  ctx: Ctx,
  draftId: string,
  move: store.EventRow['move'],
  detail: Record<string, unknown>,
): Promise<number> =>
  store.addDraftEvent(ctx.tx, draftId, {
    at: ctx.now,
    actorId: ctx.actor.id,
    actor: ctx.actor.label,
    move,
    detail,
  });
