import { periods, tariffs } from '../../../../law/index.ts';
import { periodInForce } from '../../../lib/dated.ts';
import type { Day } from '../../../lib/day.ts';
import { feeFor, type Fee as Priced } from '../../../lib/tariff.ts';
import { addWorkdays } from '../../../lib/workdays.ts';
import type { Ctx } from '../../../platform/action.ts';
import { seal, unitPolicy } from '../../org/index.ts';
import { letterRefusals, withLetter } from '../letters/gate.ts';
import * as rules from '../rules/guards-clock.ts';
import { mayReturnProposal } from '../rules/guards-decision.ts';
import type { Opinion, PartyKind } from '../rules/types.ts';
import * as store from '../store/index.ts';
import { standingOf, type Work } from '../work.ts';
import { closing, draftLetter, freshId, issueLetter, now, type OnCase, settle, staffAct } from './common.ts';

const RULE: Readonly<Record<PartyKind, string>> = { third: 'foi.third-party', coproducer: 'foi.co-producer' };
const limitFrom = (ctx: Ctx, kind: PartyKind, on: Day): Day =>
  addWorkdays(on, periodInForce(periods, RULE[kind], on).number, ctx.calendar);

/** A letter to a third party or a co-producing agency; the clock stops from the next day. */
export const consult = staffAct('consult', 'foi:handle', {
  judge: (w, i: OnCase & { kind: string; name: string; about: string }) => rules.mayConsult(w.facts, i),
  run: async (ctx, w, i) => {
    const kind = i.kind as PartyKind;
    const party: store.Party = {
      id: freshId(ctx),
      requestId: w.r.id,
      kind,
      sealed: await seal(ctx.system.config.dataDir, i.name.trim()),
      about: i.about.trim(),
      sentOn: ctx.today,
      receivedOn: null,
      limitOn: limitFrom(ctx, kind, ctx.today),
      opinion: null,
      opinionOn: null,
      reasons: '',
      override: '',
    };
    await store.insertParty(ctx.tx, party);
    const done = await settle(
      ctx,
      w,
      { state: 'consulting' },
      [{ what: 'consulted', note: '征求意见，等答复的日子不计入', detail: { party: party.id, kind } }],
      { parties: [...w.parties, party] },
    );
    await issueLetter(ctx, done, kind === 'third' ? 'consultThird' : 'consultCo', { partyId: party.id });
    await issueLetter(ctx, done, 'consultNotice', { partyId: party.id });
    return { ...now(done), partyId: party.id };
  },
});

const replaced = (w: Work, p: store.Party): store.Party[] => w.parties.map((x) => (x.id === p.id ? p : x));
const theParty = (w: Work, id: string): store.Party => {
  const p = w.parties.find((x) => x.id === id);
  if (!p) throw new Error(`no party ${id}`);
  return p;
};

/** The other side got the letter: its fifteen days run from here. */
export const recordReceived = staffAct('recordReceived', 'foi:handle', {
  judge: (w, i: OnCase & { partyId: string; on: Day }) => rules.mayRecordReceived(w.facts, i),
  run: async (ctx, w, i) => {
    const p = theParty(w, i.partyId);
    const got = { ...p, receivedOn: i.on, limitOn: limitFrom(ctx, p.kind, i.on) };
    await store.saveParty(ctx.tx, got);
    const told = { what: 'partyReceived' as const, on: i.on, note: '对方收到征求意见函', detail: { party: p.id } };
    return now(await settle(ctx, w, {}, [told], { parties: replaced(w, got) }));
  },
});

/** Those whose days are over have said nothing: which means consent for one kind and none for the other. */
async function silence(ctx: Ctx, parties: readonly store.Party[]): Promise<store.Party[]> {
  const out: store.Party[] = [];
  for (const p of parties) {
    const silent = p.opinion === null && p.limitOn < ctx.today;
    const next: store.Party = silent ? { ...p, opinion: 'silent', opinionOn: p.limitOn } : p;
    if (silent) await store.saveParty(ctx.tx, next);
    out.push(next);
  }
  return out;
}
const over = (parties: readonly store.Party[]): boolean => parties.every((p) => p.opinion !== null);

export const recordOpinion = staffAct('recordOpinion', 'foi:handle', {
  judge: (w, i: OnCase & { partyId: string; on: Day; opinion: string; reasons: string }) =>
    rules.mayRecordOpinion(w.facts, i),
  run: async (ctx, w, i) => {
    const said: store.Party = {
      ...theParty(w, i.partyId),
      opinion: i.opinion as Opinion,
      opinionOn: i.on,
      reasons: i.reasons.trim(),
    };
    await store.saveParty(ctx.tx, said);
    const parties = await silence(ctx, replaced(w, said));
    const told = {
      what: 'opinion' as const,
      on: i.on,
      note: '收到意见',
      detail: { party: said.id, opinion: i.opinion },
    };
    return now(await settle(ctx, w, { state: over(parties) ? 'processing' : 'consulting' }, [told], { parties }));
  },
});

/** 15 working days without an answer. Also done by the clock, every night. */
export const endConsultation = staffAct('endConsultation', 'foi:handle', {
  judge: (w, _i: OnCase) => rules.mayEndConsultation(w.facts),
  run: async (ctx, w) => {
    const parties = await silence(ctx, w.parties);
    const silent = parties.filter((p) => p.opinion === 'silent').map((p) => p.id);
    const told = { what: 'consultationEnded' as const, note: '征求意见的时间到了，继续办理', detail: { silent } };
    return now(await settle(ctx, w, { state: 'processing' }, [told], { parties }));
  },
});

export const draftExtension = staffAct('draftExtension', 'foi:handle', {
  judge: (w, i: OnCase & { days: number; why: string }) => rules.mayDraftExtension(w.facts, i),
  run: async (ctx, w, i) => {
    const why = i.why.trim();
    const done = await settle(
      ctx,
      w,
      {
        proposal: { kind: 'extension', days: i.days, why, byId: ctx.actor.id, byLabel: ctx.actor.label, on: ctx.today },
      },
      [{ what: 'extensionDrafted', detail: { days: i.days, why } }],
    );
    await draftLetter(ctx, done, 'extension', { anew: true });
    return now(done);
  },
});

/** By the head of the office (条例 33), before the last day is over; the applicant is told in the same moment. */
export const approveExtension = staffAct('approveExtension', 'foi:approve', {
  judge: async (w, _i: OnCase, ctx) =>
    withLetter(
      rules.mayApproveExtension(w.facts, { actorId: ctx.actor.id, ...(await unitPolicy(ctx.tx, w.r.unitId)) }),
      await letterRefusals(ctx, w, 'extension'),
    ),
  run: async (ctx, w) => {
    const p = w.r.proposal;
    if (p?.kind !== 'extension') throw new Error('no extension drafted');
    const event: store.Event = {
      what: 'extended',
      on: ctx.today,
      at: ctx.now,
      by: ctx.actor.label,
      note: `延长${p.days}个工作日：${p.why}`,
      detail: { days: p.days, why: p.why, draftedOn: p.on },
    };
    const newDue = standingOf({ ...w, events: [...w.events, event] }, ctx.calendar).due;
    const done = await settle(ctx, w, { proposal: null }, [{ ...event, detail: { ...event.detail, newDue } }]);
    await issueLetter(ctx, done, 'extension');
    return now(done);
  },
});

export const returnProposal = staffAct('returnProposal', 'foi:approve', {
  judge: (w, i: OnCase & { remark: string }) => mayReturnProposal(w.facts, i),
  run: async (ctx, w, i) =>
    now(
      await settle(ctx, w, { proposal: null }, [
        { what: 'returned', detail: { remark: i.remark.trim(), proposal: w.r.proposal } },
      ]),
    ),
});

/** The n-th request of the applicant in the calendar month by receipt: at this agency, or over the district where that is set. */
export async function nthOf(db: Parameters<typeof store.casesOfApplicant>[0], w: Work): Promise<number> {
  if (!w.a.applicant || !w.r.receivedOn) return 1;
  const all = await store.casesOfApplicant(db, {
    applicant: w.a.applicant,
    month: w.r.receivedOn,
    unitId: w.setting.feeAcrossUnits ? null : w.r.unitId,
  });
  return Math.max(1, all.findIndex((c) => c.id === w.r.id) + 1);
}

/** What a tariff gives for this case today; zero yuan for counts that are none. */
export async function priceOf(
  ctx: Pick<Ctx, 'tx' | 'today'>,
  w: Work,
  i: { tariff: string; pages: number },
): Promise<Priced & { count: number }> {
  const count = i.tariff === 'items' ? await nthOf(ctx.tx, w) : i.pages;
  const whole = Number.isInteger(count) && count >= 1 && count <= 1_000_000;
  const known = tariffs.byItems.some((t) => t.from <= ctx.today);
  if (!whole || !known || (i.tariff !== 'items' && i.tariff !== 'pages'))
    return { count, yuan: 0, basis: '', bands: [] };
  const fee =
    i.tariff === 'items'
      ? feeFor(tariffs.byItems, count, count, ctx.today)
      : feeFor(tariffs.byPages, 1, count, ctx.today);
  return { ...fee, count };
}

type Notice = OnCase & { tariff: string; pages: number };
export const feeNotice = staffAct('feeNotice', 'foi:handle', {
  judge: async (w, i: Notice, ctx) => rules.mayNotifyFee(w.facts, { ...i, ...(await priceOf(ctx, w, i)) }),
  run: async (ctx, w, i) => {
    const price = await priceOf(ctx, w, i);
    const fee: store.Fee = {
      requestId: w.r.id,
      tariff: i.tariff as store.Fee['tariff'],
      count: price.count,
      yuan: price.yuan,
      bands: price.bands,
      basis: price.basis,
      notifiedOn: ctx.today,
      payBy: addWorkdays(ctx.today, periodInForce(periods, 'foi.payment', ctx.today).number, ctx.calendar),
      paidOn: null,
      receiptNo: '',
      refundedOn: null,
      refundedYuan: 0,
      refundReason: '',
      objection: '',
      objectedOn: null,
      objectionAnswer: '',
      answeredOn: null,
    };
    await store.insertFee(ctx.tx, fee);
    const told = {
      what: 'feeNotified' as const,
      note: `收费通知：${fee.yuan}元`,
      detail: { yuan: fee.yuan, tariff: fee.tariff },
    };
    const done = await settle(ctx, w, { state: 'feePending' }, [told], { fee });
    await issueLetter(ctx, done, 'fee');
    return { ...now(done), yuan: fee.yuan, payBy: fee.payBy };
  },
});

const withFee = async (ctx: Ctx, w: Work, change: Partial<store.Fee>): Promise<{ fee: store.Fee }> => {
  if (!w.fee) throw new Error(`no fee of ${w.r.no}`);
  const fee = { ...w.fee, ...change };
  await store.saveFee(ctx.tx, fee);
  return { fee };
};

export const recordPayment = staffAct('recordPayment', 'foi:handle', {
  judge: (w, i: OnCase & { on: Day; receiptNo: string }) => rules.mayRecordPayment(w.facts, i),
  run: async (ctx, w, i) => {
    const also = await withFee(ctx, w, { paidOn: i.on, receiptNo: i.receiptNo.trim() });
    const told = {
      what: 'paid' as const,
      on: i.on,
      note: `缴费${also.fee.yuan}元`,
      detail: { receiptNo: i.receiptNo.trim() },
    };
    return now(await settle(ctx, w, { state: 'processing' }, [told], also));
  },
});

export const closeUnpaid = staffAct('closeUnpaid', 'foi:handle', {
  judge: (w, _i: OnCase) => rules.mayCloseUnpaid(w.facts),
  run: async (ctx, w) => {
    const done = await settle(ctx, w, { state: 'abandonedFee', ...closing('overdueFee', ctx.today) }, [
      { what: 'closed', note: '逾期没有缴费，视为放弃申请', detail: { key: 'overdueFee' } },
    ]);
    await issueLetter(ctx, done, 'closing');
    return now(done);
  },
});

export const feeObjected = async (ctx: Ctx, w: Work, i: { words: string }) =>
  now(
    await settle(
      ctx,
      w,
      {},
      [{ what: 'feeObjected', note: '对收费提出异议', detail: {} }],
      await withFee(ctx, w, { objection: i.words.trim(), objectedOn: ctx.today }),
    ),
  );
export const objectFee = staffAct('objectFee', 'foi:handle', {
  judge: (w, i: OnCase & { words: string }) => rules.mayObjectFee(w.facts, i),
  run: (ctx, w, i) => feeObjected(ctx, w, i),
});
export const answerFee = staffAct('answerFee', 'foi:handle', {
  judge: (w, i: OnCase & { answer: string }) => rules.mayAnswerFee(w.facts, i),
  run: async (ctx, w, i) => {
    const also = await withFee(ctx, w, { objectionAnswer: i.answer.trim(), answeredOn: ctx.today });
    return now(
      await settle(
        ctx,
        w,
        {},
        [{ what: 'feeAnswered', note: '答复了收费异议', detail: { answer: also.fee.objectionAnswer } }],
        also,
      ),
    );
  },
});
export const refund = staffAct('refund', 'foi:handle', {
  judge: (w, i: OnCase & { on: Day; yuan: number; reason: string }) => rules.mayRefund(w.facts, i),
  run: async (ctx, w, i) => {
    const also = await withFee(ctx, w, { refundedOn: i.on, refundedYuan: i.yuan, refundReason: i.reason.trim() });
    const told = { what: 'refunded' as const, on: i.on, note: `退费${i.yuan}元`, detail: { yuan: i.yuan } };
    return now(await settle(ctx, w, {}, [told], also));
  },
});
