import type { Day } from '../../../lib/day.ts';
import { allow } from '../../../lib/ruling.ts';
import type { Ctx } from '../../../platform/action.ts';
import { action } from '../../../platform/action.ts';
import { may } from '../../../platform/permission.ts';
import { unitById } from '../../org/index.ts';
import { personalIn } from '../personal.ts';
import { mayTakeOver } from '../rules/guards-decision.ts';
import * as rules from '../rules/guards-opening.ts';
import { partNumber } from '../rules/number.ts';
import * as store from '../store/index.ts';
import { tellRegister } from '../told.ts';
import type { Work } from '../work.ts';
import { workOf } from '../work.ts';
import {
  closing,
  freshId,
  issueLetter,
  locked,
  now,
  type OnCase,
  readable,
  settle,
  staffAct,
  staleOr,
} from './common.ts';
import { blankCase } from './keep.ts';

/** 双方确认: by telephone, by reply. The day both sides confirm is the day of receipt, and the receipt goes out. */
export const confirm = staffAct('confirm', 'foi:handle', {
  judge: (w, i: OnCase & { on: Day; how: string }) => rules.mayConfirm(w.facts, i),
  run: async (ctx, w, i) => {
    const done = await settle(ctx, w, { state: 'received', receivedOn: i.on, ...mine(ctx, w) }, [
      {
        what: 'confirmed',
        on: i.on,
        note: '双方确认收到申请',
        detail: {
          how: i.how.trim(),
          // An ordinary letter is to be confirmed on the day it comes (条例 31); later is written down, not hidden.
          ...(w.a.channel === 'post-plain' && i.on > w.a.arrivedOn ? { lateBy: w.a.arrivedOn } : {}),
        },
      },
      { what: 'received', on: i.on, detail: { channel: w.a.channel } },
    ]);
    await issueLetter(ctx, done, 'receipt');
    return now(done);
  },
});

/** Who first works on a case handles it, until somebody takes it over. */
const mine = (ctx: Ctx, w: Work): Partial<store.Request> =>
  w.r.clerkId === null ? { clerkId: ctx.actor.id, clerkLabel: ctx.actor.label } : {};

export const register = staffAct('register', 'foi:handle', {
  judge: (w, i: OnCase & { subject: string }, ctx) =>
    rules.mayRegister(w.facts, { subject: i.subject, personal: personalIn(i.subject, '题目', ctx.today) }),
  run: async (ctx, w, i) =>
    now(
      await settle(ctx, w, { state: 'processing', subject: i.subject.trim(), ...mine(ctx, w) }, [
        { what: 'registered', note: '登记受理' },
      ]),
    ),
});

export const takeOver = staffAct('takeOver', 'foi:handle', {
  judge: (w, _i: OnCase, ctx) => mayTakeOver(w.facts, { own: w.r.clerkId === ctx.actor.id }),
  run: async (ctx, w) =>
    now(
      await settle(ctx, w, { clerkId: ctx.actor.id, clerkLabel: ctx.actor.label }, [
        { what: 'takenOver', detail: { from: w.r.clerkLabel } },
      ]),
    ),
});

export const offerHelp = staffAct('offerHelp', 'foi:handle', {
  judge: (w, i: OnCase & { what: string }) => rules.mayOfferHelp(w.facts, i),
  run: async (ctx, w, i) => {
    const a = await store.lockApplication(ctx.tx, w.a.id);
    await store.saveHelp(ctx.tx, w.a.id, [a?.helpOffered, i.what.trim()].filter(Boolean).join('\n'));
    return now(await settle(ctx, w, {}, [{ what: 'helped', note: '提供了帮助', detail: { what: i.what.trim() } }]));
  },
});

export const requestCorrection = staffAct('requestCorrection', 'foi:handle', {
  judge: (w, i: OnCase & { points: string[]; by: Day | null }) => rules.mayRequestCorrection(w.facts, i),
  run: async (ctx, w, i) => {
    const points = i.points.map((p) => p.trim()).filter(Boolean);
    const done = await settle(ctx, w, { state: 'correctionPending', correctBy: i.by, ...mine(ctx, w) }, [
      { what: 'correctionAsked', note: `请补正：${points.join('；')}`, detail: { by: i.by, points } },
    ]);
    await issueLetter(ctx, done, 'correction');
    return now(done);
  },
});

export type Corrected = { on: Day; words: string; lateReason: string };
export const corrected = async (ctx: Ctx, w: Work, i: Corrected) =>
  now(
    await settle(ctx, w, { state: 'received', correctBy: null }, [
      {
        what: 'corrected',
        on: i.on,
        note: '收到补正后的申请',
        detail: { words: i.words.trim(), ...(i.lateReason.trim() ? { lateReason: i.lateReason.trim() } : {}) },
      },
    ]),
  );
export const takeCorrection = staffAct('takeCorrection', 'foi:handle', {
  judge: (w, i: OnCase & Corrected) => rules.mayTakeCorrection(w.facts, i),
  run: (ctx, w, i) => corrected(ctx, w, i),
});

export const closeUncorrected = staffAct('closeUncorrected', 'foi:handle', {
  judge: (w, _i: OnCase) => rules.mayCloseUncorrected(w.facts),
  run: async (ctx, w) => {
    const done = await settle(ctx, w, { state: 'abandonedCorrection', ...closing('overdueCorrection', ctx.today) }, [
      { what: 'closed', note: '逾期没有补正，视为放弃申请', detail: { key: 'overdueCorrection' } },
    ]);
    await issueLetter(ctx, done, 'closing');
    return now(done);
  },
});

type Transfer = OnCase & { unitId: string; reason: string };
/** By the unit that has it, or by the office, which ends a quarrel about whose it is. The days run on. */
export const transfer = action('foi.transfer', { may: 'foi:transfer' }, async (ctx, i: Transfer) => {
  const w = await locked(ctx, i.id);
  const office = may(ctx.system.permissions, ctx.actor, 'foi:manage');
  if (!office) ctx.require(w.r.unitId, 'foi:transfer');
  const unit = await unitById(ctx.tx, i.unitId);
  const had = w.events.flatMap((e) => (e.what === 'transferred' ? [String(e.detail.from)] : []));
  const out = staleOr(
    w,
    i.version,
    readable(
      rules.mayTransfer(w.facts, {
        to: i.unitId,
        from: w.r.unitId,
        known: unit?.active === true,
        had,
        reason: i.reason,
        office,
      }),
      i,
    ),
  );
  if (!out.ok) return out;
  const done = await settle(ctx, w, { unitId: i.unitId, clerkId: null, clerkLabel: '' }, [
    {
      what: 'transferred',
      note: `转由${unit?.name ?? i.unitId}办理`,
      detail: { from: w.r.unitId, to: i.unitId, reason: i.reason.trim() },
    },
  ]);
  return allow(now(done));
});

/** 一事一申请: the first part stays here, each other becomes a case with the same day of receipt and the same history so far. */
export const split = staffAct('split', 'foi:handle', {
  judge: (w, i: OnCase & { parts: string[] }) => rules.maySplit(w.facts, { parts: i.parts }),
  run: async (ctx, w, i) => {
    const [first = '', ...others] = i.parts.map((p) => p.trim());
    await store.lockApplication(ctx.tx, w.a.id);
    const taken = (await store.requestsOf(ctx.tx, w.a.id)).reduce((most, r) => Math.max(most, r.part), 0);
    const numbers = others.map((_, k) => partNumber(w.a.no, taken + 1 + k));
    const told = {
      what: 'split' as const,
      note: `一事一申请，分成${i.parts.length}件`,
      detail: { from: w.r.no, others: numbers },
    };
    const done = await settle(ctx, w, { wanted: first, state: 'received', subject: '', ...mine(ctx, w) }, [told]);
    const ids: string[] = [];
    for (const [k, wanted] of others.entries()) {
      const r = blankCase({
        id: freshId(ctx),
        applicationId: w.a.id,
        part: taken + 1 + k,
        no: numbers[k] ?? '',
        unitId: w.r.unitId,
        state: 'received',
        wanted,
        receivedOn: w.r.receivedOn,
        createdAt: ctx.now,
      });
      await store.insertRequest(ctx.tx, { ...r, clerkId: done.r.clerkId, clerkLabel: done.r.clerkLabel });
      await tellRegister(ctx.tx, null, r);
      for (const e of w.events.filter((e) => e.what !== 'letterIssued')) await store.remember(ctx.tx, r.id, e);
      const row = await store.requestById(ctx.tx, r.id);
      if (row) await settle(ctx, await workOf(ctx.tx, row, ctx.today, ctx.calendar), {}, [told]);
      ids.push(r.id);
    }
    return { ...now(done), others: ids };
  },
});

export const askReasons = staffAct('askReasons', 'foi:handle', {
  judge: (w, i: OnCase & { why: string; by: Day | null }) => rules.mayAskReasons(w.facts, i),
  run: async (ctx, w, i) => {
    const done = await settle(ctx, w, mine(ctx, w), [
      { what: 'reasonsAsked', note: '请说明理由', detail: { why: i.why.trim(), by: i.by } },
    ]);
    await issueLetter(ctx, done, 'reasons');
    return now(done);
  },
});

export const reasonsGiven = async (ctx: Ctx, w: Work, i: { words: string }) =>
  now(await settle(ctx, w, {}, [{ what: 'reasonsGiven', note: '说明了理由', detail: { words: i.words.trim() } }]));
export const giveReasons = staffAct('giveReasons', 'foi:handle', {
  judge: (w, i: OnCase & { words: string }) => rules.mayGiveReasons(w.facts, i),
  run: (ctx, w, i) => reasonsGiven(ctx, w, i),
});

export const supplemented = async (ctx: Ctx, w: Work, i: { words: string }) =>
  now(await settle(ctx, w, {}, [{ what: 'supplemented', note: i.words.trim(), detail: { kind: 'words' } }]));
export const supplement = staffAct('supplement', 'foi:handle', {
  judge: (w, i: OnCase & { words: string }) => rules.maySupplement(w.facts, i),
  run: (ctx, w, i) => supplemented(ctx, w, i),
});
