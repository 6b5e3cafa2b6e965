import { randomBytes } from 'node:crypto';
import { type Day, yearOf } from '../../../lib/day.ts';
import { newId } from '../../../lib/ids.ts';
import { type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';
import { type Action, action, type Ctx } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { unitById } from '../../org/index.ts';
import { foiLaw } from '../law.ts';
import { composeLetter } from '../letters/compose.ts';
import { letterLaw } from '../letters/law.ts';
import { toApplicant } from '../letters/rules/law.ts';
import { HAPPENING_NAMES } from '../names.ts';
import { keeping } from '../rules/keeping.ts';
import { basisOn, kindOf } from '../rules/law.ts';
import { longestIn, MOST_WORDS } from '../rules/length.ts';
import { type Act, CLOSED, LOCAL } from '../rules/life.ts';
import type { Happening, Letter, LetterKind } from '../rules/types.ts';
import { factsForLetter } from '../snapshot.ts';
import * as store from '../store/index.ts';
import { tellRegister } from '../told.ts';
import { standingOf, type Work, workOf } from '../work.ts';

export const freshId = (ctx: Ctx): string => newId(ctx.now, randomBytes(10));

/** Locks the case, reads all of it, and says in the audit row which one it is. */
export async function locked(ctx: Ctx, id: string): Promise<Work> {
  const r = await store.lockRequest(ctx.tx, id);
  if (!r) throw new AppError('not_found', `foi request ${id}`);
  ctx.note({ subject: `foi:${r.no}`, unitId: r.unitId });
  return workOf(ctx.tx, r, ctx.today, ctx.calendar);
}

/** The form was filled in on an older version of the case: who changed it meanwhile, and how. */
function stale(w: Work, version: number): Refusal[] {
  if (version === w.r.version) return [];
  const last = w.events.at(-1);
  return [
    {
      code: 'changed',
      basis: LOCAL,
      detail: { by: last?.by ?? '', what: last ? HAPPENING_NAMES[last.what] : '' },
    },
  ];
}

/** A ruling with the stale form's refusal among its reasons. */
export function staleOr(w: Work, version: number, out: Ruling<true>): Ruling<true> {
  const no = [...stale(w, version), ...(out.ok ? [] : out.refusals)];
  return no.length > 0 ? refuse(no) : out;
}

export type OnCase = { id: string; version: number };
type Body<I, O> = {
  /** Every reason against it. */
  judge(w: Work, i: I, ctx: Ctx): Ruling<true> | Promise<Ruling<true>>;
  run(ctx: Ctx, w: Work, i: NoInfer<I>): Promise<O>;
};

/** What staff do to a case: the row is locked, the right is checked at its very unit, and a stale form is told with all other reasons. */
export function staffAct<I extends OnCase, O>(act: Act, may: string, body: Body<I, O>): Action<I, O> {
  return action(`foi.${act}`, { may }, async (ctx, i: I) => {
    const w = await locked(ctx, i.id);
    ctx.require(w.r.unitId, may);
    const out = staleOr(w, i.version, readable(await body.judge(w, i, ctx), i));
    if (!out.ok) return out;
    return { ok: true, value: await body.run(ctx, w, i) };
  });
}

/** No text of an act is longer than anybody reads; a guard that has a shorter limit has said so itself. */
export function readable(out: Ruling<true>, sent: unknown): Ruling<true> {
  const no = out.ok ? [] : out.refusals;
  const has = longestIn(sent);
  if (has <= MOST_WORDS || no.some((r) => r.code === 'too_long')) return out;
  return refuse([...no, { code: 'too_long', basis: LOCAL, detail: { most: MOST_WORDS, has } }]);
}

/**
 * What an applicant does to the own case. Whoever calls this has checked the visit; the row's lock settles who comes first.
 * `again`: this very thing was done before, by a form that was sent twice; once more it is done, and nothing is written.
 */
export function ownAct<I extends { id: string }>(
  name: string,
  body: Body<I, Now> & { again?(w: Work, i: I, ctx: Ctx): boolean | Promise<boolean> },
): Action<I, Now> {
  return action(`foi.own.${name}`, { may: null }, async (ctx, i: I) => {
    const w = await locked(ctx, i.id);
    if (await body.again?.(w, i, ctx)) return { ok: true, value: sentAgain(ctx, w) };
    const out = await body.judge(w, i, ctx);
    if (!out.ok) return out;
    return { ok: true, value: await body.run(ctx, w, i) };
  });
}

/** Done before, by a form that was sent twice: nothing is written but the audit row. */
export function sentAgain(ctx: Ctx, w: Work): Now {
  ctx.note({ detail: { again: true } });
  return now(w);
}

export type Told = { what: Happening; on?: Day; by?: string; note?: string; detail?: Record<string, unknown> };

/**
 * Writes a change and what happened, with the clock computed anew from the whole history. In the act's transaction; returns the
 * case as it is now.
 */
export async function settle(
  ctx: Ctx,
  w: Work,
  change: Partial<store.Request>,
  told: readonly Told[],
  also: Partial<Pick<Work, 'parties' | 'fee'>> = {},
): Promise<Work> {
  const fresh = told.map(
    (t): store.Event => ({
      what: t.what,
      on: t.on ?? ctx.today,
      at: ctx.now,
      by: t.by ?? ctx.actor.label,
      note: t.note ?? '',
      detail: t.detail ?? {},
    }),
  );
  const next = { ...w, ...also, r: { ...w.r, ...change }, events: [...w.events, ...fresh] };
  const standing = standingOf(next, ctx.calendar);
  const closed = CLOSED.includes(next.r.state);
  const r: store.Request = {
    ...next.r,
    // A closed case keeps the day it was measured by; one whose correction never came has none.
    ...(closed
      ? {}
      : {
          due: standing.due,
          dueProvisional: standing.provisional,
          days: standing.clock?.workingDays ?? null,
        }),
    nextDue: standing.nextDue,
    ...(closed ? { dueWas: null } : {}),
  };
  await store.saveRequest(ctx.tx, r);
  await tellRegister(ctx.tx, w.r, r);
  for (const e of fresh) await store.remember(ctx.tx, r.id, e);
  if (closed) await expire(ctx, r, next.setting.keepIdentityDays);
  return workOf(ctx.tx, { ...r, version: r.version + 1 }, ctx.today, ctx.calendar);
}

/** The day on which who applied is forgotten, as far as it is known after this act. */
async function expire(ctx: Ctx, r: store.Request, days: number): Promise<void> {
  const cases = (await store.keptCases(ctx.tx, [r.applicationId])).get(r.applicationId) ?? [];
  await store.setExpiry(ctx.tx, r.applicationId, keeping(cases, days).until);
}

/** The draft of a letter of the case: as the clerk edited it, or composed from the facts. Written if there was none. */
export async function draftLetter(
  ctx: Ctx,
  w: Work,
  kind: LetterKind,
  opts: { partyId?: string; anew?: boolean } = {},
): Promise<Letter> {
  const once = opts.partyId ? `${kind}:${opts.partyId}` : kind;
  const known = await store.letterOnce(ctx.tx, w.r.id, once);
  if (known && !(opts.anew && known.state === 'draft')) return known;
  const facts = await factsForLetter(ctx.system, ctx.tx, w, { today: ctx.today, names: false });
  const composed = composeLetter(facts, kind, opts.partyId);
  const letter: Letter = {
    id: known?.id ?? freshId(ctx),
    requestId: w.r.id,
    kind,
    once,
    no: null,
    asked: null,
    ...composed,
    state: 'draft',
    issuedOn: null,
    docx: null,
    pdf: null,
  };
  await store.saveLetter(ctx.tx, { ...letter, at: ctx.now, byLabel: ctx.actor.label });
  return letter;
}

/**
 * Gives a letter its number and day in the act's own transaction: committed with the act or not at all, and never twice. Who
 * draws its files does so later, by a job with the letter's key.
 */
export async function issueLetter(
  ctx: Ctx,
  w: Work,
  kind: LetterKind,
  opts: { partyId?: string; letter?: Letter } = {},
): Promise<Letter> {
  const letter = opts.letter ?? (await draftLetter(ctx, w, kind, opts));
  if (letter.state === 'issued') return letter;
  const year = yearOf(ctx.today);
  const unit = await unitById(ctx.tx, w.r.unitId);
  const n = await store.nextNumber(ctx.tx, `letter:${w.r.unitId}`, year);
  const no = `${unit?.codeLetters[0] ?? unit?.shortName ?? unit?.name ?? w.r.unitId}公开〔${year}〕${n}号`;
  await store.issueLetterRow(ctx.tx, letter.id, no, ctx.today);
  await store.remember(ctx.tx, w.r.id, {
    what: 'letterIssued',
    on: ctx.today,
    at: ctx.now,
    by: ctx.actor.label,
    // A letter to somebody else is no business of the applicant's.
    note: toApplicant(letterLaw, kind) ? `${letter.title}，${no}` : '',
    detail: { letter: letter.id, kind, ...(opts.partyId ? { party: opts.partyId } : {}) },
  });
  const drawn = ctx.system.modules.some((m) => m.jobs?.some((j) => j.name === DRAW));
  if (drawn) await ctx.enqueue(DRAW, { letterId: letter.id }, { key: `${DRAW}:${letter.id}` });
  return { ...letter, no, issuedOn: ctx.today, state: 'issued' };
}
const DRAW = 'foi.letter-files';

/** A case that ends without an answer, as the yearly report counts it. */
export function closing(key: string, today: Day): Partial<store.Request> {
  const kind = kindOf(foiLaw, key);
  if (!kind) throw new Error(`no closing ${key}`);
  return {
    decision: key,
    basis: basisOn(kind, today),
    reportRow: kind.row,
    remedyClass: 'none',
    closedOn: today,
    proposal: null,
  };
}

/** The case as its next form needs it. */
export type Now = { no: string; state: store.Request['state']; version: number; due: Day | null };
export const now = (w: Work): Now => ({
  no: w.r.no,
  state: w.r.state,
  version: w.r.version,
  due: w.r.due,
});
