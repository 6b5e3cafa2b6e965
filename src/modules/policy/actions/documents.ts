import type { Day } from '../../../lib/day.ts';
import { docNoKey, parseDocNo } from '../../../lib/docno.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';
import { action, type Ctx } from '../../../platform/action.ts';
import type { Reader } from '../../../platform/db/connection.ts';
import { AppError } from '../../../platform/errors.ts';
import { unitTree } from '../../org/index.ts';
import { bumpRevision, correct, openWork } from '../../publication/index.ts';
import { lawOf } from '../law.ts';
import { closesRing, judging, type Successors } from '../rules/cleanup.ts';
import { againstNormative, alarmFrom, type Decided, endsByDecision, STANDINGS, standingOn } from '../rules/standing.ts';
import * as store from '../store/index.ts';
import { id, LEDGER, namingPersons } from './common.ts';

export const successorsOf = (all: readonly store.DocumentRow[]): Successors =>
  new Map(all.flatMap((d) => (d.successorId ? [[d.id, d.successorId] as const] : [])));

/** Whether the body is the unit that made a document, or stands above it. */
export async function competence(db: Reader, bodyId: string): Promise<(unitId: string) => boolean> {
  const parents = new Map((await unitTree(db)).map((u) => [u.id, u.parentId]));
  return (unitId) => {
    for (let at: string | null = unitId; at !== null; at = parents.get(at) ?? null) if (at === bodyId) return true;
    return false;
  };
}

async function locked(ctx: Ctx, documentId: string): Promise<store.DocumentRow> {
  const d = await store.lockDocument(ctx.tx, documentId);
  if (!d) throw new AppError('not_found', `policy document ${documentId}`);
  ctx.note({ subject: `policy-document:${d.id}`, unitId: d.unitId });
  return d;
}

export type Decision = {
  decided: Decided;
  reason: string;
  /** The number of the document that decided it. */
  statusDoc: string;
  successorId: string | null;
};

/**
 * Writes a decision down and says it on the public page at once: the same text in a new edition whose validity is the new one,
 * with the reason, so that page, lists and register agree. A page that was withdrawn stays as it is.
 */
export async function apply(ctx: Ctx, d: store.DocumentRow, k: Decision): Promise<Ruling<true>> {
  const next: store.DocumentRow = { ...d, ...k, decidedOn: ctx.today, toAmend: false, lookedOn: ctx.today };
  await store.saveDocument(ctx.tx, next);
  await store.addDocumentEvent(ctx.tx, d.id, {
    at: ctx.now,
    actor: ctx.actor.label,
    act: k.decided,
    detail: [k.reason, k.statusDoc].filter(Boolean).join('，'),
  });
  await bumpRevision(ctx.tx, [LEDGER]);
  return sayValidity(ctx, next);
}

/** A new edition of the same text with the validity as the ledger has it. */
async function sayValidity(ctx: Ctx, d: store.DocumentRow): Promise<Ruling<true>> {
  const open = d.no === null ? undefined : await openWork(ctx.tx, d.no);
  const content = open?.current.content;
  if (!open || open.work.state !== 'published' || !content) return allow(true);
  const { v: _v, edition: _e, version: _n, act: _a, reason: _r, at: _t, ...draft } = content;
  const status = d.decided ? STANDINGS[d.decided] : STANDINGS[standingOn(d, ctx.today)];
  const out = await correct(
    ctx,
    open.work.no,
    {
      ...draft,
      validity: {
        ...draft.validity,
        status,
        ...(d.untilOn ? { until: d.untilOn } : {}),
        ...(d.reason ? { note: d.reason } : {}),
      },
    },
    `有效性变更为“${status}”${d.reason ? `：${d.reason}` : ''}${d.statusDoc ? `（${d.statusDoc}）` : ''}`,
  );
  return out.ok ? allow(true) : out;
}

export type DecideInput = {
  documentId: string;
  bodyId: string;
  decided: string;
  reason: string;
  statusDoc: string;
  successorId: string | null;
};

const VERDICT_OF: Readonly<Record<string, string>> = { amended: 'amend', repealed: 'repeal', void: 'void' };

/** One decision outside a clean-up: amended, repealed or declared void, by whom may do it. */
export const decideDocument = action(
  'policy.document.decide',
  { may: 'policy:keep' },
  async (ctx, input: DecideInput) => {
    await store.lockLedger(ctx.tx);
    const d = await locked(ctx, input.documentId);
    const all = await store.documents(ctx.tx);
    const no = judging({
      id: d.id,
      verdict: VERDICT_OF[input.decided] ?? '',
      reason: input.reason,
      successorId: input.successorId ?? undefined,
      target: { standing: standingOn(d, ctx.today), decided: endsByDecision(d), issuerId: d.unitId },
      competent: (await competence(ctx.tx, input.bodyId))(d.unitId),
      successors: successorsOf(all),
    });
    no.push(...namingPersons(ctx, input.reason));
    if (input.successorId && !all.some((x) => x.id === input.successorId))
      throw new AppError('bad_request', `successor ${input.successorId}`);
    if (no.length > 0) return refuse(no);
    return apply(ctx, d, {
      decided: input.decided as Decided,
      reason: input.reason.trim(),
      statusDoc: input.statusDoc.trim(),
      successorId: input.successorId,
    });
  },
);

/** 到期前评估: goes on until another day, with a reason. Too early is refused, and so is what has lapsed. */
export const prolongDocument = action(
  'policy.document.prolong',
  { may: 'policy:keep' },
  async (ctx, input: { documentId: string; untilOn: Day; reason: string }) => {
    const d = await locked(ctx, input.documentId);
    const standing = standingOn(d, ctx.today);
    const p = (await lawOf(ctx.tx)).expiryLook(ctx.today);
    const no: Refusal[] = [];
    if (endsByDecision(d)) no.push({ code: 'already_stopped', basis: '规范性文件台账规则', detail: { standing } });
    if (standing === 'lapsed')
      no.push({ code: 'lapsed_cannot_go_on', basis: '有效期届满即自动失效；要继续实施的重新制定' });
    if (input.reason.trim() === '') no.push({ code: 'no_reason', basis: p.basis });
    no.push(...namingPersons(ctx, input.reason));
    if (d.untilOn && ctx.today < alarmFrom(d.untilOn, p))
      no.push({ code: 'not_yet_due', basis: p.basis, detail: { months: p.number, from: alarmFrom(d.untilOn, p) } });
    if (d.untilOn && input.untilOn <= d.untilOn)
      no.push({
        code: 'until_not_later',
        basis: p.basis,
        detail: { until: input.untilOn, now: d.untilOn },
      });
    if (no.length > 0) return refuse(no);
    const next = { ...d, untilOn: input.untilOn, lookedOn: ctx.today, reason: input.reason.trim() };
    await store.saveDocument(ctx.tx, next);
    await store.addDocumentEvent(ctx.tx, d.id, {
      at: ctx.now,
      actor: ctx.actor.label,
      act: 'prolonged',
      detail: `有效期延至${input.untilOn}：${input.reason.trim()}`,
    });
    await bumpRevision(ctx.tx, [LEDGER]);
    return sayValidity(ctx, next);
  },
);

/** What a new document replaces is repealed on the day the new one is in force; run at its publication and every night. */
export const replaceDue = action(
  'policy.document.replace',
  { may: 'policy:keep' },
  async (ctx, _input: { all: true }) => {
    await store.lockLedger(ctx.tx);
    const all = new Map((await store.documents(ctx.tx)).map((d) => [d.id, d]));
    let replaced = 0;
    for (const r of await store.replacements(ctx.tx)) {
      const next = [...all.values()].find((d) => d.no === r.no);
      const old = all.get(r.replacesId);
      if (!next || !old || (next.fromOn && next.fromOn > ctx.today)) continue;
      if (
        old.decided === 'repealed' ||
        old.decided === 'void' ||
        closesRing(old.id, next.id, successorsOf([...all.values()]))
      )
        continue;
      const out = await apply(ctx, old, {
        decided: 'repealed',
        reason: `由《${next.title}》替代`,
        statusDoc: next.docNo ?? '',
        successorId: next.id,
      });
      if (!out.ok) return out;
      all.set(old.id, { ...old, decided: 'repealed', successorId: next.id });
      replaced++;
    }
    ctx.note({ subject: 'policy:ledger', detail: { replaced } });
    return allow(replaced);
  },
);

export type DocumentInput = {
  title: string;
  docNo: string;
  unitId: string;
  issuer: string;
  issuedOn: Day | null;
  fromOn: Day | null;
  untilOn: Day | null;
};

/** A document that is not on this site: taken in by the justice bureau, so that the ledger has them all. */
export const addDocument = action('policy.document.add', { may: 'policy:keep' }, async (ctx, input: DocumentInput) => {
  const no: Refusal[] = [];
  const title = input.title.trim();
  const read = parseDocNo(input.docNo);
  if (title === '') no.push({ code: 'no_title', basis: '规范性文件台账规则' });
  const word = againstNormative(title);
  if (word) no.push({ code: 'not_normative', basis: '国办发〔2018〕115号第（三）项', detail: { word } });
  for (const f of read.findings)
    no.push({ code: 'doc_no_form', basis: 'GB/T 9704—2012第7.2.5条', detail: { say: f.message } });
  const key = docNoKey(input.docNo);
  const known = await store.documentByKey(ctx.tx, key);
  if (known) no.push({ code: 'known_document', basis: '规范性文件台账规则', detail: { title: known.title } });
  if (!(await unitTree(ctx.tx)).some((u) => u.id === input.unitId))
    no.push({ code: 'no_issuer', basis: '规范性文件台账规则' });
  if (input.issuedOn !== null && input.issuedOn > ctx.today)
    no.push({ code: 'issued_in_future', basis: '规范性文件台账规则', detail: { on: input.issuedOn } });
  if (input.fromOn && input.untilOn && input.untilOn < input.fromOn)
    no.push({
      code: 'until_before_from',
      basis: '规范性文件台账规则',
      detail: { until: input.untilOn, from: input.fromOn },
    });
  if (no.length > 0) return refuse(no);
  const row: store.DocumentRow = {
    ...input,
    id: id(ctx),
    no: null,
    title,
    docNo: read.normalised,
    unifiedNo: null,
    decided: null,
    decidedOn: null,
    reason: '',
    statusDoc: '',
    successorId: null,
    toAmend: false,
    lookedOn: null,
    source: 'act',
    createdAt: ctx.now,
  };
  await store.insertDocument(ctx.tx, row, key);
  await store.addDocumentEvent(ctx.tx, row.id, {
    at: ctx.now,
    actor: ctx.actor.label,
    act: 'added',
    detail: '登记入账',
  });
  await bumpRevision(ctx.tx, [LEDGER]);
  ctx.note({ subject: `policy-document:${row.id}`, unitId: row.unitId });
  return allow({ id: row.id });
});

/** The unit of a page that names a stopped document has looked: the mention is right as it stands, and why. */
export const settleCite = action(
  'policy.cite.settle',
  { may: 'policy:draft' },
  async (ctx, input: { fromNo: number; documentId: string; why: string }) => {
    const open = await openWork(ctx.tx, input.fromNo);
    if (!open) throw new AppError('not_found', `work ${input.fromNo}`);
    ctx.require(open.work.unitId);
    if (input.why.trim() === '') return refuse([{ code: 'no_reason', basis: '清理结果公布后，引用处要核对' }]);
    await store.settleCite(ctx.tx, input.fromNo, input.documentId, ctx.today, input.why.trim());
    ctx.note({ subject: `work:${input.fromNo}`, unitId: open.work.unitId });
    return allow(true);
  },
);
