import { randomBytes } from 'node:crypto';
import { newId } from '../../lib/ids.ts';
import { allow, type Ruling, refuse } from '../../lib/ruling.ts';
import { action, type Ctx } from '../../platform/action.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { sanitize } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import { dequeue } from '../../platform/jobs.ts';
import { unitById } from '../org/index.ts';
import {
  correct,
  type Draft,
  type EditionContent,
  openWork,
  type Published,
  publish,
  withdraw,
} from '../publication/index.ts';
import { gateOf } from './gate.ts';
import { blocking, type Named, nameOf } from './rules/findings.ts';
import { step } from './rules.ts';
import { audited, decide, factsOf, move, put, remember, type StepInput, saidIn, take } from './steps.ts';
import type { Piece, PieceFields } from './store.ts';
import * as store from './store.ts';
import { notBeforePolicy, releaseTogether } from './together.ts';

const EMPTY: PieceFields = {
  title: '',
  kind: '通知公告',
  columns: [],
  topics: [],
  html: '',
  answer: '',
  docNo: '',
  indexNo: '',
  issuer: '',
  source: '',
  issuedOn: null,
  basis: [],
  validity: null,
  interprets: null,
  forPiece: null,
  explanation: null,
  attachments: [],
  correction: null,
  item: null,
  elements: [],
};

/** Begins a piece for a unit; the person becomes its writer. */
export const createPiece = action(
  'piece.create',
  { may: 'piece:write' },
  async (ctx, input: { unitId: string; fields?: Partial<PieceFields> }) => {
    ctx.require(input.unitId);
    const piece = begin(ctx, input.unitId, { ...EMPTY, ...input.fields });
    await store.insertPiece(ctx.tx, piece);
    await remember(ctx, piece, 'create', '');
    ctx.note({ subject: `piece:${piece.id}`, unitId: piece.unitId });
    return allow(piece);
  },
);

function begin(ctx: Ctx, unitId: string, fields: PieceFields): Piece {
  return {
    ...fields,
    html: sanitize(fields.html),
    id: newId(ctx.now, randomBytes(10)),
    unitId,
    state: 'draft',
    version: 1,
    writerId: ctx.actor.id,
    writer: ctx.actor.label,
    reviewerId: null,
    reviewer: null,
    approverId: null,
    approver: null,
    releaseAt: null,
    no: null,
    createdAt: ctx.now,
    updatedAt: ctx.now,
    updatedBy: ctx.actor.label,
  };
}

/** Saves what the clerk wrote. On a stale version nothing is written and the refusal says so; the caller shows both. */
export const savePiece = action(
  'piece.save',
  { may: 'piece:write' },
  async (ctx, input: StepInput & { fields: Partial<PieceFields> }) => {
    const { piece } = await take(ctx, input, 'piece:write');
    const { ruling } = await decide(ctx, 'save', piece, input);
    if (!ruling.ok) return ruling;
    const fields = {
      ...input.fields,
      ...(input.fields.html === undefined ? {} : { html: sanitize(input.fields.html) }),
    };
    const saved = await put(ctx, { ...piece, ...fields });
    // One line for each who had a hand in the text, not one for each save.
    const writers = await store.writersOf(ctx.tx, piece.id);
    if (!writers.includes(ctx.actor.id)) await remember(ctx, saved, 'save', '');
    return allow(saved);
  },
);

/** 信息员 → 审核. */
export const submitPiece = action('piece.submit', { may: 'piece:write' }, (ctx, input: StepInput) =>
  move(ctx, input, 'submit', 'piece:write'),
);

/** The writer takes a submitted piece back before anyone has decided. */
export const takeBackPiece = action('piece.take_back', { may: 'piece:write' }, (ctx, input: StepInput) =>
  move(ctx, input, 'take_back', 'piece:write'),
);

export const discardPiece = action('piece.discard', { may: 'piece:write' }, (ctx, input: StepInput) =>
  move(ctx, input, 'discard', 'piece:write'),
);

/** 审核 → 签发. */
export const passPiece = action('piece.pass', { may: 'piece:review' }, (ctx, input: StepInput) =>
  move(ctx, input, 'pass', 'piece:review', (p) => ({ ...p, reviewerId: ctx.actor.id, reviewer: ctx.actor.label })),
);

/** Sends it back with remarks: the reviewer while it is under review, the approver afterwards. */
export const returnPiece = action('piece.return', { may: null }, async (ctx, input: StepInput) => {
  const current = await store.lockPiece(ctx.tx, input.id);
  const what = current?.state === 'submitted' ? 'piece:review' : 'piece:release';
  const out = await move(ctx, input, 'return', what, (p) => ({
    ...p,
    releaseAt: null,
    approverId: null,
    approver: null,
  }));
  if (out.ok) await dequeue(ctx.tx, releaseKey(input.id));
  return out;
});

/** 签发, now: the piece becomes an edition in this transaction. */
export const releasePiece = action('piece.release', { may: 'piece:release' }, async (ctx, input: StepInput) => {
  const { piece } = await take(ctx, input, 'piece:release');
  const after = notBeforePolicy(piece);
  if (!after.ok) return after;
  const { ruling, taken } = await decide(ctx, 'release', piece, input);
  if (!ruling.ok) return ruling;
  const approved = { ...piece, approverId: ctx.actor.id, approver: ctx.actor.label };
  await remember(ctx, approved, 'release', saidIn('release', input), taken);
  await dequeue(ctx.tx, releaseKey(piece.id));
  return goPublic(ctx, approved, input);
});

const releaseKey = (id: string): string => `editorial.release:${id}`;

/** 签发, at a set time: a job in the same transaction opens it then. */
export const schedulePiece = action(
  'piece.schedule',
  { may: 'piece:release' },
  async (ctx, input: StepInput & { at: Date }) => {
    const { piece } = await take(ctx, input, 'piece:release');
    const after = notBeforePolicy(piece);
    if (!after.ok) return after;
    const out = await move(ctx, input, 'schedule', 'piece:release', (p) => ({
      ...p,
      approverId: ctx.actor.id,
      approver: ctx.actor.label,
      releaseAt: input.at,
    }));
    if (out.ok)
      await ctx.enqueue('editorial.release', { id: input.id }, { key: releaseKey(input.id), runAt: input.at });
    return out;
  },
);

export const unschedulePiece = action('piece.unschedule', { may: 'piece:release' }, async (ctx, input: StepInput) => {
  const out = await move(ctx, input, 'unschedule', 'piece:release', (p) => ({
    ...p,
    releaseAt: null,
    approverId: null,
    approver: null,
  }));
  if (out.ok) await dequeue(ctx.tx, releaseKey(input.id));
  return out;
});

/** What the clock does when a set time has come. Run twice, the second finds nothing to do. */
export const releaseDue = action(
  'piece.release_due',
  { may: 'piece:release' },
  async (ctx, input: { id: string }): Promise<Ruling<Published | undefined>> => {
    const piece = await store.lockPiece(ctx.tx, input.id);
    if (piece?.state !== 'scheduled' || !piece.releaseAt) return allow(undefined);
    ctx.note({ subject: `piece:${piece.id}`, unitId: piece.unitId });
    // The queue goes by the clock of the database server, which may run before ours; it asks again a little later.
    if (piece.releaseAt > ctx.now) return refuse([{ code: 'not_due', basis: '签发人定的时间' }]);
    const fresh = await unforeseen(ctx, piece);
    if (fresh.length > 0) return stop(ctx, piece, fresh);
    return goPublic(ctx, piece);
  },
);

/** Errors that the approver has not answered for when setting the time: rules, calendar and names may have changed since. */
async function unforeseen(ctx: Ctx, piece: Piece): Promise<Named[]> {
  const answered = (await store.historyOf(ctx.tx, piece.id)).findLast((s) => s.act === 'schedule')?.findings ?? [];
  const known = new Set(answered.map((f) => f.key));
  const found = (await gateOf(ctx.system, ctx.tx, piece)).findings;
  return blocking(found)
    .map(nameOf)
    .filter((f) => !known.has(f.key));
}

/** Puts it back before the approver, who sees why in their duties. */
async function stop(ctx: Ctx, piece: Piece, fresh: readonly Named[]): Promise<Ruling<undefined>> {
  const ruling = step('stop', factsOf(piece, []), { actorId: ctx.actor.id, seen: piece.version, threePeople: false });
  if (!ruling.ok) return ruling;
  const back = await put(ctx, { ...piece, state: ruling.value, releaseAt: null, approverId: null, approver: null });
  await remember(ctx, back, 'stop', fresh.map((f) => `${f.at}：${f.message}`).join('；'), fresh);
  ctx.note({ detail: { stoppedBy: fresh.map(audited) } });
  return allow(undefined);
}

/** Opens a correction of something published: a new draft that starts from the text as it stands. */
export const startCorrection = action('piece.correct', { may: 'piece:write' }, async (ctx, input: { no: number }) => {
  const open = await openWork(ctx.tx, input.no);
  if (!open) throw new AppError('not_found', `work ${input.no}`);
  const unitId = open.work.unitId;
  ctx.require(unitId);
  ctx.note({ subject: `work:${input.no}`, unitId });
  if (open.current.check === 'hidden') return refuse([{ code: 'under_erasure', basis: '泄露处置两人制' }]);
  // Where the newest edition was erased there is nothing to start from: the clean text is written anew.
  const content: Partial<EditionContent> = open.current.content ?? { columns: leaves(open.listing.columns) };
  if (open.work.state !== 'published')
    return refuse([{ code: 'not_published', basis: '公开后的更正以已公开为前提', detail: { state: open.work.state } }]);
  await store.lockCorrections(ctx.tx, input.no);
  const already = await store.openCorrection(ctx.tx, input.no);
  if (already) return refuse([{ code: 'correction_open', basis: '一件一稿', detail: { id: already.id } }]);
  const piece: Piece = {
    ...begin(ctx, unitId, {
      ...EMPTY,
      title: content.title ?? '',
      kind: content.kind ?? open.listing.kind,
      columns: content.columns ?? [],
      topics: content.topics ?? open.listing.topics,
      html: content.html ?? '',
      answer: content.answer ?? '',
      docNo: content.docNo ?? '',
      indexNo: content.indexNo ?? '',
      issuer: content.issuer ?? '',
      source: content.source ?? '',
      issuedOn: content.issuedOn ?? null,
      basis: content.basis ?? [],
      validity: content.validity ?? null,
      interprets: content.interprets ?? null,
      explanation: content.explanation ?? null,
      // What was erased or is hidden is not carried on into the next edition.
      attachments: (content.attachments ?? []).filter((a) => !open.current.gone.has(a.sha256)),
      correction: '',
      item: content.item ?? null,
      elements: content.elements ?? [],
    }),
    no: input.no,
  };
  await store.insertPiece(ctx.tx, piece);
  await remember(ctx, piece, 'create', '更正');
  return allow(piece);
});

/** Without the columns above them, which the lists add. */
const leaves = (columns: readonly string[]): string[] =>
  columns.filter((c) => !columns.some((other) => other.startsWith(`${c}/`)));

/** Takes something published down, with the reason that readers will see. */
export const withdrawPiece = action(
  'piece.withdraw',
  { may: 'piece:withdraw' },
  async (ctx, input: { no: number; reason: string }): Promise<Ruling<Published>> => {
    const open = await openWork(ctx.tx, input.no);
    if (!open) throw new AppError('not_found', `work ${input.no}`);
    ctx.require(open.work.unitId);
    ctx.note({ subject: `work:${input.no}`, unitId: open.work.unitId });
    const out = await withdraw(ctx, input.no, input.reason);
    const piece = out.ok ? await store.pieceOfWork(ctx.tx, input.no) : undefined;
    if (piece) await remember(ctx, piece, 'withdraw', input.reason);
    return out;
  },
);

/** The piece becomes an edition: publication's door does it, in this very transaction. */
async function goPublic(ctx: Ctx, piece: Piece, input: Pick<StepInput, 'inSpite'> = {}): Promise<Ruling<Published>> {
  const draft = await draftOf(ctx.tx, piece);
  const out =
    piece.correction !== null && piece.no !== null
      ? await correct(ctx, piece.no, draft, piece.correction)
      : await publish(ctx, draft);
  if (!out.ok) return out;
  const saved = await put(ctx, { ...piece, state: 'published', no: out.value.no });
  await remember(ctx, saved, 'published', `登记号${out.value.logIndex}`);
  const together = await releaseTogether(ctx, saved, out.value.no, input, goPublic);
  return together.ok ? out : together;
}

/** The piece as its reader would see it; used for the preview too. */
export async function draftOf(db: Reader, p: Piece): Promise<Draft> {
  const unit = await unitById(db, p.unitId);
  if (!unit) throw new AppError('not_found', `unit ${p.unitId}`);
  return {
    title: p.title.trim(),
    kind: p.kind,
    unitId: p.unitId,
    unitName: unit.name,
    columns: p.columns,
    topics: p.topics,
    html: p.html,
    basis: p.basis,
    attachments: p.attachments,
    hands: { writer: p.writer, reviewer: p.reviewer ?? '', approver: p.approver ?? '' },
    ...(p.answer.trim() ? { answer: p.answer.trim() } : {}),
    ...(p.docNo.trim() ? { docNo: p.docNo.trim() } : {}),
    ...(p.indexNo.trim() ? { indexNo: p.indexNo.trim() } : {}),
    ...(p.issuer.trim() ? { issuer: p.issuer.trim() } : {}),
    ...(p.source.trim() ? { source: p.source.trim() } : {}),
    ...(p.issuedOn ? { issuedOn: p.issuedOn } : {}),
    ...(p.validity ? { validity: p.validity } : {}),
    ...(p.interprets === null ? {} : { interprets: p.interprets }),
    ...(p.explanation ? { explanation: p.explanation } : {}),
    ...(p.item ? { item: p.item } : {}),
    ...(p.item && p.elements.length > 0 ? { elements: p.elements } : {}),
  };
}
