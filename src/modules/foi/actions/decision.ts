import type { Day } from '../../../lib/day.ts';
import type { Ctx } from '../../../platform/action.ts';
import { unitPolicy } from '../../org/index.ts';
import { ARCHIVE_JOB } from '../archive/make.ts';
import { foiLaw } from '../law.ts';
import { letterRefusals, withLetter } from '../letters/gate.ts';
import * as rules from '../rules/guards-decision.ts';
import { lastOf } from '../rules/history.ts';
import { kindOf, remedyClass } from '../rules/law.ts';
import type { DisputeBlock, DisputeOutcome } from '../rules/types.ts';
import * as store from '../store/index.ts';
import type { Work } from '../work.ts';
import { closing, draftLetter, freshId, issueLetter, now, type OnCase, settle, staffAct } from './common.ts';

/** Kinds of decision with which something is handed over; a covered file made for another one stays in the case. */
const SUPPLIED: readonly string[] = ['granted', 'partial'];
/** What was to go out with a disclosure that is now a refusal stays in the case, until somebody gives it with the refusal. */
async function takeBack(ctx: Ctx, w: Work, key: string): Promise<void> {
  const before = lastOf(w.events, 'proposed')?.detail.key;
  if (typeof before !== 'string' || !SUPPLIED.includes(before) || SUPPLIED.includes(key)) return;
  await store.takeFromApplicant(ctx.tx, w.r.id);
}

/** The clerk's draft with its letter; a draft before it is replaced, and the letter written anew unless it is to be kept. */
export const propose = staffAct('propose', 'foi:handle', {
  judge: (w, i: OnCase & { draft: store.DecisionDraft; keepLetter: boolean }) =>
    rules.mayPropose(w.facts, i.draft, foiLaw),
  run: async (ctx, w, i) => {
    const d = i.draft;
    await takeBack(ctx, w, d.key);
    const done = await settle(
      ctx,
      w,
      {
        proposal: {
          kind: 'decision',
          byId: ctx.actor.id,
          byLabel: ctx.actor.label,
          on: ctx.today,
          key: d.key,
          grounds: d.key === 'partial' ? [...new Set(d.grounds)] : [],
          reasons: d.reasons.trim(),
          whereabouts: d.whereabouts.trim(),
          secrecy: d.secrecy.trim(),
          supply: d.supply.trim(),
          // Kept from an earlier draft, it would tell the third party of a disclosure that is refused.
          override: kindOf(foiLaw, d.key)?.needs.includes('objections') ? d.override.trim() : '',
          overridden: [...new Set(d.overridden ?? [])],
        },
      },
      [{ what: 'proposed', detail: { key: d.key } }],
    );
    await draftLetter(ctx, done, 'answer', { anew: !i.keepLetter });
    return now(done);
  },
});

const answerOf = (ctx: Ctx, w: Work) => store.letterOnce(ctx.tx, w.r.id, 'answer');

/** 批准: the head of the office releases it. Decision, number of the letter and its job are one transaction. */
export const decide = staffAct('decide', 'foi:approve', {
  judge: async (w, _i: OnCase, ctx) =>
    withLetter(
      rules.mayDecide(w.facts, foiLaw, {
        actorId: ctx.actor.id,
        letter: await answerOf(ctx, w),
        ...(await unitPolicy(ctx.tx, w.r.unitId)),
      }),
      await letterRefusals(ctx, w, 'answer'),
    ),
  run: async (ctx, w) => {
    const d = w.r.proposal;
    const kind = d?.kind === 'decision' ? kindOf(foiLaw, d.key) : undefined;
    if (d?.kind !== 'decision' || !kind) throw new Error('no decision drafted');
    if (!SUPPLIED.includes(d.key)) await store.takeFromApplicant(ctx.tx, w.r.id, 'redacted');
    const overridden = rules.overriddenBy(w.facts, d, foiLaw);
    const parties: store.Party[] = [];
    for (const p of w.parties) {
      const against = overridden.includes(p.id);
      const next = against ? { ...p, override: d.override } : p;
      if (against) await store.saveParty(ctx.tx, next);
      parties.push(next);
    }
    const done = await settle(
      ctx,
      w,
      {
        state: 'decided',
        proposal: null,
        decision: d.key,
        grounds: d.grounds,
        basis: rules.articlesFor(kind, d.grounds, foiLaw, ctx.today),
        reasons: d.reasons,
        whereabouts: [d.whereabouts, d.supply].filter(Boolean).join('\n'),
        reportRow: kind.row,
        remedyClass: remedyClass(foiLaw, kind, d.grounds),
        decidedOn: ctx.today,
        decidedBy: ctx.actor.label,
        closedOn: ctx.today,
      },
      [
        {
          what: 'decided',
          note: kind.name,
          detail: { key: d.key, grounds: d.grounds, secrecy: d.secrecy, by: d.byLabel },
        },
      ],
      { parties },
    );
    await issueLetter(ctx, done, 'answer');
    // Disclosed although somebody objected: that somebody is told in writing what and why (条例 32).
    for (const p of parties.filter((x) => x.override !== ''))
      await issueLetter(ctx, done, 'thirdNotice', { partyId: p.id });
    return now(done);
  },
});

export const deliver = staffAct('deliver', 'foi:handle', {
  judge: async (w, i: OnCase & { on: Day; how: string; proof: string }, ctx) =>
    rules.mayDeliver(w.facts, {
      ...i,
      hasFile: (await store.filesOf(ctx.tx, w.a.id, w.r.id)).some((f) => f.role === 'delivery' && f.deletedOn === null),
    }),
  run: async (ctx, w, i) =>
    now(
      await settle(ctx, w, { state: 'delivered', deliveredOn: i.on, deliveredHow: i.how.trim() }, [
        { what: 'delivered', on: i.on, note: `送达：${i.how.trim()}`, detail: { proof: i.proof.trim() } },
      ]),
    ),
});

export const withdrawn = async (ctx: Ctx, w: Work, i: { on: Day; how: string }) =>
  now(
    await settle(ctx, w, { state: 'withdrawn', ...closing('withdrawn', ctx.today), correctBy: null }, [
      { what: 'withdrawn', on: i.on, note: '申请人撤回', detail: { how: i.how.trim() } },
    ]),
  );
export const withdraw = staffAct('withdraw', 'foi:handle', {
  judge: (w, i: OnCase & { on: Day; how: string }) => rules.mayWithdraw(w.facts, i),
  run: (ctx, w, i) => withdrawn(ctx, w, i),
});

export const archive = staffAct('archive', 'foi:handle', {
  judge: async (w, _i: OnCase, ctx) => rules.mayArchive(w.facts, { openObjections: await openObjections(ctx, w) }),
  run: async (ctx, w) => {
    await ctx.enqueue(ARCHIVE_JOB, { requestId: w.r.id }, { key: `${ARCHIVE_JOB}:${w.r.id}` });
    return now(await settle(ctx, w, { state: 'archived', archivedOn: ctx.today }, [{ what: 'archived' }]));
  },
});
export const openObjections = async (ctx: Ctx, w: Work): Promise<number> =>
  (await store.objectionsOf(ctx.tx, w.r.id)).filter((o) => o.answeredOn === null).length;

export const recordDispute = staffAct('recordDispute', 'foi:handle', {
  judge: async (w, i: OnCase & { block: string; on: Day; body: string }, ctx) =>
    rules.mayRecordDispute(w.facts, { ...i, known: await store.disputesOf(ctx.tx, w.r.id) }),
  run: async (ctx, w, i) => {
    const block = i.block as DisputeBlock;
    const id = freshId(ctx);
    await store.insertDispute(ctx.tx, {
      id,
      requestId: w.r.id,
      block,
      openedOn: i.on,
      body: i.body.trim(),
      outcome: 'pending',
      closedOn: null,
      note: '',
    });
    return { ...now(await settle(ctx, w, {}, [{ what: 'disputed', on: i.on, detail: { block, id } }])), disputeId: id };
  },
});

export const closeDispute = staffAct('closeDispute', 'foi:handle', {
  judge: async (w, i: OnCase & { disputeId: string; outcome: string; on: Day; note: string }, ctx) =>
    rules.mayCloseDispute(w.facts, {
      ...i,
      dispute: (await store.disputesOf(ctx.tx, w.r.id)).find((d) => d.id === i.disputeId),
    }),
  run: async (ctx, w, i) => {
    const known = (await store.disputesOf(ctx.tx, w.r.id)).find((d) => d.id === i.disputeId);
    if (!known) throw new Error(`no dispute ${i.disputeId}`);
    const outcome = i.outcome as DisputeOutcome;
    await store.saveDispute(ctx.tx, { ...known, outcome, closedOn: i.on, note: i.note.trim() });
    return now(await settle(ctx, w, {}, [{ what: 'disputeClosed', on: i.on, detail: { id: known.id, outcome } }]));
  },
});

export const answerObjection = staffAct('answerObjection', 'foi:handle', {
  judge: async (w, i: OnCase & { objectionId: string; answer: string }, ctx) => {
    const o = (await store.objectionsOf(ctx.tx, w.r.id)).find((x) => x.id === i.objectionId);
    return rules.mayAnswerObjection(w.facts, {
      known: o !== undefined,
      answered: o !== undefined && o.answeredOn !== null,
      answer: i.answer,
    });
  },
  run: async (ctx, w, i) => {
    await store.answerObjectionRow(ctx.tx, {
      id: i.objectionId,
      answer: i.answer.trim(),
      answeredOn: ctx.today,
      byLabel: ctx.actor.label,
    });
    return now(
      await settle(ctx, w, {}, [
        { what: 'objectionAnswered', note: '答复了对日期的异议', detail: { id: i.objectionId } },
      ]),
    );
  },
});
