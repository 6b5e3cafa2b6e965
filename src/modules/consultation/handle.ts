import { createHash } from 'node:crypto';
import { dayIn, yearOf } from '../../lib/day.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';
import { action, type Ctx } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { unitById, unitPolicy, unseal } from '../org/index.ts';
import { bumpRevision, waitingErasure } from '../publication/index.ts';
import * as entries from './entries.ts';
import { masked, personalIn } from './gate.ts';
import { policyOf } from './policy.ts';
import {
  type AnswerFacts,
  FLOW,
  goesPublic,
  holds,
  KINDS,
  mayApprove,
  mayMove,
  mayReturn,
  maySubmit,
  mayTransfer,
} from './rules/index.ts';
import type { Question } from './store.ts';
import * as store from './store.ts';

/** Locks the question and checks the permission at its unit. */
async function locked(ctx: Ctx, id: string, may: string): Promise<Question & { unitId: string }> {
  const q = await store.lockQuestion(ctx.tx, id);
  if (!q) throw new AppError('not_found', `question ${id}`);
  ctx.note({ subject: `question:${q.no}`, ...(q.unitId ? { unitId: q.unitId } : {}) });
  if (q.unitId === null) throw new AppError('conflict', `question ${id} has no unit yet`, '还没有分派给单位。');
  ctx.require(q.unitId, may);
  return { ...q, unitId: q.unitId };
}

/** The office says whose it is: at first, or in the place of another unit. */
export const assign = action(
  'consultation.assign',
  { may: 'consult:manage' },
  async (ctx, i: { id: string; unitId: string; reason: string }) => {
    const q = await store.lockQuestion(ctx.tx, i.id);
    if (!q) throw new AppError('not_found', `question ${i.id}`);
    ctx.note({ subject: `question:${q.no}`, unitId: i.unitId });
    return giveTo(ctx, q, i.unitId, i.reason, true);
  },
);

/** Inside the district, with the reason; the asker's days run on. */
export const transfer = action(
  'consultation.transfer',
  { may: 'consult:handle' },
  async (ctx, i: { id: string; unitId: string; reason: string }) =>
    giveTo(ctx, await locked(ctx, i.id, 'consult:handle'), i.unitId, i.reason, false),
);

async function giveTo(ctx: Ctx, q: Question, to: string, reason: string, office: boolean): Promise<Ruling<true>> {
  const unit = await unitById(ctx.tx, to);
  const past = await store.eventsOf(ctx.tx, q.id);
  const out = mayTransfer({
    state: q.state,
    from: q.unitId ?? '',
    to,
    known: unit?.active === true,
    had: past.flatMap((e) => (e.toUnit ? [e.toUnit] : [])),
    reason,
    office,
  });
  if (!out.ok) return out;
  await store.saveQuestion(ctx.tx, { ...q, unitId: to, state: 'handling' });
  await store.remember(ctx.tx, q.id, {
    at: ctx.now,
    what: office ? 'assigned' : 'transferred',
    label: ctx.actor.label,
    fromUnit: q.unitId,
    toUnit: to,
    note: reason.trim(),
  });
  return allow(true);
}

export type Draft = Pick<Question, 'kind' | 'answer' | 'publicWords' | 'publicAnswer' | 'keepPrivate'> & {
  citedClause: string;
};

/** The draft as the form has it, with the newest edition of the policy as what is cited. */
async function drafted(ctx: Ctx, q: Question, d: Draft): Promise<{ q: Question; citedKnown: boolean }> {
  const policy = q.workNo === null ? undefined : await policyOf(ctx.tx, q.workNo);
  const clause = policy?.clauses.find((k) => k.id === d.citedClause);
  return {
    citedKnown: d.citedClause === '' || clause !== undefined,
    q: {
      ...q,
      kind: KINDS.some((k) => k === d.kind) ? d.kind : q.kind,
      answer: d.answer.trim(),
      publicWords: d.publicWords.trim(),
      publicAnswer: d.publicAnswer.trim(),
      keepPrivate: d.keepPrivate.trim(),
      citedVersion: policy?.version ?? null,
      citedClause: clause?.id ?? null,
      writerIds: [...new Set([...q.writerIds, ctx.actor.id])],
      writerLabel: ctx.actor.label,
    },
  };
}

/** Undefined when there is none, or it was sealed under a key this site no longer has (restored elsewhere). */
export async function contactIn(ctx: Ctx, id: string): Promise<string | undefined> {
  const sealed = await store.contactOf(ctx.tx, id);
  return sealed && unseal(ctx.system.config.dataDir, sealed).catch(() => undefined);
}

async function factsOf(ctx: Ctx, q: Question, citedKnown: boolean): Promise<AnswerFacts> {
  const contact = (await contactIn(ctx, q.id)) ?? '';
  return {
    state: q.state,
    answer: q.answer,
    consent: q.mayPublish,
    publicWords: q.publicWords,
    publicAnswer: q.publicAnswer,
    keepPrivate: q.keepPrivate,
    personal: personalIn({ question: q.publicWords, answer: q.publicAnswer }, ctx.today),
    holdsContact: contact !== '' && holds(`${q.publicWords}\n${q.publicAnswer}`, contact),
    citedKnown,
  };
}

/**
 * What a person saw of an answer, as a mark in the form: somebody else may have written on since, or sent other words to the
 * second person, who approves what was read and nothing else.
 */
export const seenOf = (q: Question): string =>
  createHash('sha256')
    .update(
      JSON.stringify([q.kind, q.answer, q.publicWords, q.publicAnswer, q.keepPrivate, q.citedVersion, q.citedClause]),
    )
    .digest('hex')
    .slice(0, 16);

/** Programs that saw no form say nothing of it. */
type Seen = { id: string; seen?: string };
const stale = (i: Seen, q: Question): Refusal[] =>
  i.seen === undefined || i.seen === seenOf(q)
    ? []
    : [{ code: 'stale', basis: FLOW, detail: { by: q.writerLabel ?? '', answer: q.answer } }];

/** Keeps what was written so far; nothing is judged. */
export const saveAnswer = action(
  'consultation.save',
  { may: 'consult:handle' },
  async (ctx, i: Seen & { draft: Draft }) => {
    const q = await locked(ctx, i.id, 'consult:handle');
    const no = [...stale(i, q), ...mayMove('save', q.state)];
    if (no.length > 0) return refuse(no);
    await store.saveQuestion(ctx.tx, (await drafted(ctx, q, i.draft)).q);
    return allow(true);
  },
);

/** To the second person. What would become public is looked at here already, so that the clerk mends it. */
export const submitAnswer = action(
  'consultation.submit',
  { may: 'consult:handle' },
  async (ctx, i: Seen & { draft: Draft }) => {
    const q = await locked(ctx, i.id, 'consult:handle');
    const d = await drafted(ctx, q, i.draft);
    const out = maySubmit(await factsOf(ctx, d.q, d.citedKnown));
    const no = [...stale(i, q), ...(out.ok ? [] : out.refusals)];
    if (no.length > 0) return refuse(no);
    await store.saveQuestion(ctx.tx, { ...d.q, state: 'review' });
    await store.remember(ctx.tx, d.q.id, { at: ctx.now, what: 'submitted', label: ctx.actor.label });
    return allow(true);
  },
);

export const returnAnswer = action(
  'consultation.return',
  { may: 'consult:approve' },
  async (ctx, i: { id: string; remark: string }) => {
    const q = await locked(ctx, i.id, 'consult:approve');
    const out = mayReturn({ state: q.state, remark: i.remark });
    if (!out.ok) return out;
    await store.saveQuestion(ctx.tx, { ...q, state: 'handling' });
    await store.remember(ctx.tx, q.id, {
      at: ctx.now,
      what: 'returned',
      label: ctx.actor.label,
      note: i.remark.trim(),
    });
    return allow(true);
  },
);

/** The answer goes to the asker, and into the answer base where the asker agreed; looked at once more before it does. */
export const approveAnswer = action('consultation.approve', { may: 'consult:approve' }, async (ctx, i: Seen) => {
  const q = await locked(ctx, i.id, 'consult:approve');
  const facts = await factsOf(ctx, q, true);
  const policy = q.workNo === null ? undefined : await policyOf(ctx.tx, q.workNo);
  const { threePeople } = await unitPolicy(ctx.tx, q.unitId);
  const out = mayApprove({
    ...facts,
    citedOld: policy !== undefined && policy.version !== q.citedVersion,
    actorId: ctx.actor.id,
    writerIds: q.writerIds,
    threePeople,
  });
  const no = [...stale(i, q), ...(out.ok ? [] : out.refusals)];
  if (no.length > 0) return refuse(no);
  const done: Question = { ...q, state: 'answered', answeredAt: ctx.now, approverLabel: ctx.actor.label };
  await store.saveQuestion(ctx.tx, done);
  await store.remember(ctx.tx, q.id, { at: ctx.now, what: 'answered', label: ctx.actor.label });
  if (goesPublic(facts)) {
    await publishEntry(ctx.tx, { ...done, unitId: q.unitId, answeredAt: ctx.now });
    await store.remember(ctx.tx, q.id, { at: ctx.now, what: 'published', label: ctx.actor.label });
  }
  return allow({ published: goesPublic(facts) });
});

/** The public form of an answered question; nothing but the reviewed words goes in. */
export async function publishEntry(tx: Ctx['tx'], q: Question & { unitId: string; answeredAt: Date }): Promise<void> {
  const policy = q.workNo === null ? undefined : await policyOf(tx, q.workNo);
  const clause = policy?.clauses.find((k) => k.id === q.citedClause);
  await entries.saveEntry(
    tx,
    {
      questionId: q.id,
      no: q.no,
      unitId: q.unitId,
      workNo: q.workNo,
      version: q.citedVersion,
      clause: q.citedClause,
      clauseLabel: clause?.label ?? (q.citedClause === q.clause ? q.clauseLabel : null),
      kind: q.kind,
      words: q.publicWords,
      answer: q.publicAnswer,
      askedAt: q.createdAt,
      answeredAt: q.answeredAt,
      year: yearOf(dayIn(q.answeredAt)),
      // Its words may repeat what people are deciding to erase; the decision brings it back or takes it away.
      hidden: q.workNo !== null && ((await waitingErasure(tx, q.workNo))?.hides ?? false),
    },
    policy?.title ?? '',
  );
  if (q.workNo !== null) await bumpRevision(tx, [entries.questionsTag(q.workNo)]);
}

/** How the asker wants to be told: for the clerk of the unit that has it, each look audited. */
export const seeContact = action('consultation.contact', { may: 'consult:handle' }, async (ctx, i: { id: string }) => {
  const q = await locked(ctx, i.id, 'consult:handle');
  const contact = await contactIn(ctx, q.id);
  if (contact === undefined) return refuse([{ code: 'no_contact', basis: FLOW }]);
  return allow(contact);
});

/** What a clerk finds in the form before writing: the asker's words masked. */
export const startingWords = (q: Question): Draft => ({
  kind: q.kind,
  answer: q.answer,
  publicWords: q.publicWords || masked(q.words),
  publicAnswer: q.publicAnswer,
  keepPrivate: q.keepPrivate,
  citedClause: q.citedClause ?? '',
});
