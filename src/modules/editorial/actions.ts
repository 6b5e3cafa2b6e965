import { randomBytes } from 'node:crypto';
import { newId } from '../../lib/ids.ts';
import { allow, type Ruling, refuse } from '../../lib/ruling.ts';
import { action, type Ctx } from '../../platform/action.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { sanitize, textOf } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import { dequeue } from '../../platform/jobs.ts';
import { unitById, unitPolicy } from '../org/index.ts';
import { correct, type Draft, openWork, type Published, publish, withdraw } from '../publication/index.ts';
import { type Act, type PieceFacts, step } from './rules.ts';
import type { Piece, PieceFields } from './store.ts';
import * as store from './store.ts';

const EMPTY: PieceFields = {
  title: '',
  kind: '通知公告',
  columns: [],
  topics: [],
  html: '',
  answer: '',
  docNo: '',
  indexNo: '',
  source: '',
  issuedOn: null,
  basis: [],
  validity: null,
  interprets: null,
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

type StepInput = { id: string; seen: number; remark?: string; at?: Date };

/** Saves what the clerk wrote. On a stale version nothing is written and the refusal says so; the caller shows both. */
export const savePiece = action(
  'piece.save',
  { may: 'piece:write' },
  async (ctx, input: StepInput & { fields: Partial<PieceFields> }) => {
    const { piece } = await take(ctx, input, 'piece:write');
    const ruling = await decide(ctx, 'save', piece, input);
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
  const ruling = await decide(ctx, 'release', piece, input);
  if (!ruling.ok) return ruling;
  const approved = { ...piece, approverId: ctx.actor.id, approver: ctx.actor.label };
  await remember(ctx, approved, 'release', input.remark ?? '');
  await dequeue(ctx.tx, releaseKey(piece.id));
  return goPublic(ctx, approved);
});

const releaseKey = (id: string): string => `editorial.release:${id}`;

/** 签发, at a set time: a job in the same transaction opens it then. */
export const schedulePiece = action(
  'piece.schedule',
  { may: 'piece:release' },
  async (ctx, input: StepInput & { at: Date }) => {
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
export const releaseDue = action('piece.release_due', { may: 'piece:release' }, async (ctx, input: { id: string }) => {
  const piece = await store.lockPiece(ctx.tx, input.id);
  if (piece?.state !== 'scheduled' || !piece.releaseAt) return allow(undefined);
  ctx.note({ subject: `piece:${piece.id}`, unitId: piece.unitId });
  // The queue goes by the clock of the database server, which may run before ours; it asks again a little later.
  if (piece.releaseAt > ctx.now) return refuse([{ code: 'not_due', basis: '签发人定的时间' }]);
  return goPublic(ctx, piece);
});

/** Opens a correction of something published: a new draft that starts from the text as it stands. */
export const startCorrection = action('piece.correct', { may: 'piece:write' }, async (ctx, input: { no: number }) => {
  const open = await openWork(ctx.tx, input.no);
  const content = open?.current.content;
  if (!open || !content) throw new AppError('not_found', `work ${input.no}`);
  ctx.require(content.unitId);
  ctx.note({ subject: `work:${input.no}`, unitId: content.unitId });
  if (open.work.state !== 'published')
    return refuse([{ code: 'not_published', basis: '公开后的更正以已公开为前提', detail: { state: open.work.state } }]);
  await store.lockCorrections(ctx.tx, input.no);
  const already = await store.openCorrection(ctx.tx, input.no);
  if (already) return refuse([{ code: 'correction_open', basis: '一件一稿', detail: { id: already.id } }]);
  const piece: Piece = {
    ...begin(ctx, content.unitId, {
      title: content.title,
      kind: content.kind,
      columns: content.columns,
      topics: content.topics,
      html: content.html,
      answer: content.answer ?? '',
      docNo: content.docNo ?? '',
      indexNo: content.indexNo ?? '',
      source: content.source ?? '',
      issuedOn: content.issuedOn ?? null,
      basis: content.basis,
      validity: content.validity ?? null,
      interprets: content.interprets ?? null,
      attachments: content.attachments,
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

async function take(ctx: Ctx, input: StepInput, what: string): Promise<{ piece: Piece }> {
  const piece = await store.lockPiece(ctx.tx, input.id);
  if (!piece) throw new AppError('not_found', `piece ${input.id}`);
  ctx.note({ subject: `piece:${piece.id}`, unitId: piece.unitId });
  ctx.require(piece.unitId, what);
  return { piece };
}

const factsOf = (p: Piece, writerIds: readonly string[]): PieceFacts => ({
  state: p.state,
  version: p.version,
  title: p.title,
  text: /<img\b/.test(p.html) ? '图' : textOf(p.html) || (p.item && p.elements.length > 0 ? '公开要素' : ''),
  columns: p.columns,
  writerIds,
  reviewerId: p.reviewerId,
  correction: p.correction,
});

async function decide(ctx: Ctx, act: Act, piece: Piece, input: StepInput): Promise<Ruling<Piece['state']>> {
  const policy = await unitPolicy(ctx.tx, piece.unitId);
  return step(act, factsOf(piece, await store.writersOf(ctx.tx, piece.id)), {
    actorId: ctx.actor.id,
    seen: input.seen,
    threePeople: policy.threePeople,
    now: ctx.now.getTime(),
    ...(input.remark === undefined ? {} : { remark: input.remark }),
    ...(input.at === undefined ? {} : { at: input.at.getTime() }),
  });
}

async function move(
  ctx: Ctx,
  input: StepInput,
  act: Act,
  what: string,
  change: (p: Piece) => Piece = (p) => p,
): Promise<Ruling<Piece>> {
  const { piece } = await take(ctx, input, what);
  const ruling = await decide(ctx, act, piece, input);
  if (!ruling.ok) return ruling;
  const saved = await put(ctx, { ...change(piece), state: ruling.value });
  await remember(ctx, saved, act, input.remark ?? '');
  return allow(saved);
}

async function put(ctx: Ctx, piece: Piece): Promise<Piece> {
  const saved = { ...piece, version: piece.version + 1, updatedAt: ctx.now, updatedBy: ctx.actor.label };
  await store.savePiece(ctx.tx, saved);
  return saved;
}

const remember = (ctx: Ctx, p: Piece, act: store.HistoryStep['act'], remark: string): Promise<void> =>
  store.addStep(ctx.tx, p.id, {
    at: ctx.now,
    actorId: ctx.actor.id,
    actorLabel: ctx.actor.label,
    act,
    remark,
    version: p.version,
  });

/** The piece becomes an edition: publication's door does it, in this very transaction. */
async function goPublic(ctx: Ctx, piece: Piece): Promise<Ruling<Published>> {
  const draft = await draftOf(ctx.tx, piece);
  const out =
    piece.correction !== null && piece.no !== null
      ? await correct(ctx, piece.no, draft, piece.correction)
      : await publish(ctx, draft);
  if (!out.ok) return out;
  const saved = await put(ctx, { ...piece, state: 'published', no: out.value.no });
  await remember(ctx, saved, 'published', `登记号${out.value.logIndex}`);
  return out;
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
    ...(p.source.trim() ? { source: p.source.trim() } : {}),
    ...(p.issuedOn ? { issuedOn: p.issuedOn } : {}),
    ...(p.validity ? { validity: p.validity } : {}),
    ...(p.interprets === null ? {} : { interprets: p.interprets }),
    ...(p.item ? { item: p.item } : {}),
    ...(p.item && p.elements.length > 0 ? { elements: p.elements } : {}),
  };
}
