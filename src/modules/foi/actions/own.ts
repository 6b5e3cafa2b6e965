/** What an applicant does to the own case. Whoever calls these has checked the visit that number and password opened. */
import type { Day } from '../../../lib/day.ts';
import { allow, type Refusal, refuse } from '../../../lib/ruling.ts';
import { action } from '../../../platform/action.ts';
import type { Tx } from '../../../platform/db/connection.ts';
import { seal } from '../../org/index.ts';
import { mayObjectFee } from '../rules/guards-clock.ts';
import { mayObjectDate, mayRate, mayWithdraw } from '../rules/guards-decision.ts';
import { mayGiveReasons, maySupplement, mayTakeCorrection, ruled } from '../rules/guards-opening.ts';
import { MOST_LINE, MOST_NOTE, tooLong } from '../rules/length.ts';
import { article, LOCAL, mayMove } from '../rules/life.ts';
import { type Applied, lacking, lackingForWay } from '../rules/receipt.ts';
import type { Happening, WantedForm, WantedWay } from '../rules/types.ts';
import { identityIn } from '../snapshot.ts';
import * as store from '../store/index.ts';
import type { Work } from '../work.ts';
import { feeObjected } from './clock.ts';
import { freshId, locked, now, ownAct, sentAgain, settle } from './common.ts';
import { openObjections, withdrawn } from './decision.ts';
import { hadIdentity } from './identity.ts';
import { inspectProof, keepSealed, type Upload } from './keep.ts';
import { corrected, reasonsGiven, supplemented } from './opening.ts';

const BY = '申请人';
type Own<T> = { id: string } & T;
const APPLICANT = <C extends { actor: { label: string } }>(ctx: C): C => ({
  ...ctx,
  actor: { ...ctx.actor, label: BY },
});

/** Whether the applicant's last word of a kind was just this. */
const saidLast = (w: Work, what: Happening, words: string): boolean => {
  const last = w.events.findLast((e) => e.what === what && e.by === BY);
  return last !== undefined && (last.detail.words ?? last.note) === words.trim();
};

/** A file may come with the words; `proof`: it shows who applies, for the handling clerk alone. */
type Correction = Own<{ words: string; lateReason: string; file: (Upload & { proof: boolean }) | null }>;
export const takeCorrection = action('foi.own.takeCorrection', { may: null }, async (ctx, i: Correction) => {
  // Before the lock: a large scan takes its time, and is looked at this once.
  const { type, badFile } = await inspectProof(i.file);
  const w = await locked(ctx, i.id);
  if (w.r.state === 'received' && saidLast(w, 'corrected', i.words) && (await isKept(ctx.tx, w, i.file)))
    return allow(sentAgain(ctx, w));
  const out = mayTakeCorrection(w.facts, { ...i, on: ctx.today });
  const no = out.ok ? [] : [...out.refusals];
  if (badFile !== '') no.push({ code: 'bad_file', basis: LOCAL, detail: { say: badFile } });
  if (no.length > 0) return refuse(no);
  if (i.file) {
    const [requestId, role] = i.file.proof ? ([null, 'proof'] as const) : ([w.r.id, 'correction'] as const);
    await keepSealed(ctx, w.a.id, requestId, role, i.file, type);
  }
  return allow(await corrected(APPLICANT(ctx), w, { ...i, on: ctx.today }));
});

/** A file that was not among what came the first time is not thrown away with a second sending. */
async function isKept(tx: Tx, w: Work, file: Correction['file']): Promise<boolean> {
  if (!file) return true;
  const [role, name] = [file.proof ? 'proof' : 'correction', file.name.slice(-200)];
  const there = await store.filesOf(tx, w.a.id, w.r.id);
  return there.some((f) => f.role === role && f.name === name && f.size === file.bytes.byteLength);
}

export const withdraw = ownAct('withdraw', {
  again: (w, i: Own<{ why: string }>) =>
    w.r.state === 'withdrawn' && w.events.some((e) => e.what === 'withdrawn' && e.detail.how === howWithdrawn(i.why)),
  judge: (w, i, ctx) => {
    const out = mayWithdraw(w.facts, { on: ctx.today, how: ON_LINE });
    return ruled([...(out.ok ? [] : out.refusals), ...tooLong(i.why, MOST_NOTE)]);
  },
  run: (ctx, w, i) => withdrawn(APPLICANT(ctx), w, { on: ctx.today, how: howWithdrawn(i.why) }),
});
const ON_LINE = '申请人在网上撤回';
const howWithdrawn = (why: string): string => (why.trim() ? `${ON_LINE}：${why.trim()}` : ON_LINE);

export const giveReasons = ownAct('giveReasons', {
  again: (w, i: Own<{ words: string }>) => saidLast(w, 'reasonsGiven', i.words),
  judge: (w, i) => mayGiveReasons(w.facts, i),
  run: (ctx, w, i) => reasonsGiven(APPLICANT(ctx), w, i),
});

/** No law counts them; a case that anybody could fill without end would be read by nobody. The clerk may enter more. */
const MOST_SUPPLEMENTS = 20;
function tooOften(w: Work): Refusal[] {
  const n = w.events.filter((e) => e.what === 'supplemented' && e.by === BY).length;
  return n < MOST_SUPPLEMENTS ? [] : [{ code: 'supplemented_often', basis: LOCAL, detail: { most: MOST_SUPPLEMENTS } }];
}

export const supplement = ownAct('supplement', {
  // Only at once: the same words again in two months are said again.
  again: (w, i: Own<{ words: string }>) =>
    w.events.at(-1)?.what === 'supplemented' && saidLast(w, 'supplemented', i.words),
  judge: (w, i) => {
    const out = maySupplement(w.facts, i);
    return ruled([...(out.ok ? [] : out.refusals), ...tooOften(w)]);
  },
  run: (ctx, w, i) => supplemented(APPLICANT(ctx), w, i),
});

export const objectFee = ownAct('objectFee', {
  again: (w, i: Own<{ words: string }>) => w.fee?.objectedOn != null && w.fee.objection === i.words.trim(),
  judge: (w, i) => mayObjectFee(w.facts, i),
  run: (ctx, w, i) => feeObjected(APPLICANT(ctx), w, i),
});

/** 觉得我们算错了: which day, and how it should count. */
export const objectDate = ownAct('objectDate', {
  again: async (w, i: Own<{ day: Day | null; words: string }>, ctx) =>
    (await store.objectionsOf(ctx.tx, w.r.id)).some(
      (o) => o.answeredOn === null && o.day === i.day && o.words === i.words.trim(),
    ),
  judge: async (w, i, ctx) => mayObjectDate(w.facts, { ...i, open: await openObjections(ctx, w) }),
  run: async (ctx, w, i) => {
    if (i.day === null) throw new Error('an objection without a day');
    const id = freshId(ctx);
    await store.insertObjection(ctx.tx, { id, requestId: w.r.id, day: i.day, words: i.words.trim(), at: ctx.now });
    const told = { what: 'dateObjected' as const, by: BY, note: '对日期提出异议', detail: { id, day: i.day } };
    return now(await settle(ctx, w, {}, [told]));
  },
});

export const rate = ownAct('rate', {
  again: (w, i: Own<{ rating: string; note: string }>) =>
    w.r.rating !== null && w.r.rating === i.rating && w.r.ratingNote === i.note.trim(),
  judge: (w, i) => mayRate(w.facts, { ...i, already: w.r.rating !== null }),
  run: async (ctx, w, i) =>
    now(
      await settle(ctx, w, { rating: i.rating as store.Request['rating'], ratingNote: i.note.trim() }, [
        { what: 'rated', by: BY },
      ]),
    ),
});

type Contact = Partial<Pick<Applied, 'phone' | 'email' | 'address' | 'wantedForm' | 'wantedWay'>>;
const kept = (typed: string | undefined, before: string): string => typed?.trim() || before;

/** Another address, another way; what is left blank stays as it was, and what the law asks for stays complete. */
export const changeContact = ownAct('changeContact', {
  judge: async (w, i: Own<Contact>, ctx) => {
    // Parts of one application have one address.
    await store.lockApplication(ctx.tx, w.a.id);
    const who = await identityIn(ctx.system, ctx.tx, w.a.id);
    const no = [...mayMove('supplement', w.r.state), ...tooOften(w)];
    if (!who) no.push({ code: 'no_identity_kept', basis: article('二十九') });
    const next = changed(hadIdentity(who), w.a, i);
    const then = {
      ...hadIdentity(who),
      ...next,
      description: w.a.description,
      applicantKind: w.a.applicantKind,
      helpWanted: false,
    };
    const codes = [
      ...lacking(then, true).filter((c) => c === 'no_contact' || c === 'no_form' || c === 'no_way'),
      ...lackingForWay(next),
    ];
    no.push(...LINES.flatMap(([key, field]) => tooLong(i[key] ?? '', MOST_LINE, field)));
    return ruled([...no, ...codes.map((code) => ({ code, basis: article('二十九') }))]);
  },
  run: async (ctx, w, i) => {
    const who = hadIdentity(await identityIn(ctx.system, ctx.tx, w.a.id));
    const { wantedForm, wantedWay, ...contact } = changed(who, w.a, i);
    const next: store.Identity = { ...who, ...contact };
    await store.keepIdentity(ctx.tx, w.a.id, await seal(ctx.system.config.dataDir, JSON.stringify(next)));
    await store.saveWanted(ctx.tx, w.a.id, {
      wantedForm: wantedForm as WantedForm,
      wantedWay: wantedWay as WantedWay,
    });
    const told = {
      what: 'supplemented' as const,
      by: BY,
      note: '改了联系方式或者接收方式',
      detail: { kind: 'contact' },
    };
    return now(await settle(ctx, w, {}, [told]));
  },
});

const LINES = [
  ['phone', '新的电话'],
  ['email', '新的邮箱'],
  ['address', '新的通信地址'],
] as const;
const changed = (who: store.Identity, a: store.Application, i: Contact) => ({
  phone: kept(i.phone, who.phone),
  email: kept(i.email, who.email),
  address: kept(i.address, who.address),
  wantedForm: kept(i.wantedForm, a.wantedForm ?? ''),
  wantedWay: kept(i.wantedWay, a.wantedWay ?? ''),
});
