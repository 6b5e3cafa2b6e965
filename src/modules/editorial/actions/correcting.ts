import { allow, type Ruling, refuse } from '../../../lib/ruling.ts';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { type EditionContent, openWork, type Published, withdraw } from '../../publication/index.ts';
import { leavesOf } from '../../sites/index.ts';
import { personalIn } from '../gate.ts';
import { remember } from '../steps.ts';
import type { Piece } from '../store.ts';
import * as store from '../store.ts';
import { begin, EMPTY } from './begin.ts';

/** Opens a correction of something published: a new draft that starts from the text as it stands. */
export const startCorrection = action('piece.correct', { may: 'piece:write' }, async (ctx, input: { no: number }) => {
  const open = await openWork(ctx.tx, input.no);
  if (!open) throw new AppError('not_found', `work ${input.no}`);
  const unitId = open.work.unitId;
  ctx.require(unitId);
  ctx.note({ subject: `work:${input.no}`, unitId });
  if (open.current.check === 'hidden') return refuse([{ code: 'under_erasure', basis: '泄露处置两人制' }]);
  // Where the newest edition was erased there is nothing to start from: the clean text is written anew.
  const content: Partial<EditionContent> = open.current.content ?? { columns: leavesOf(open.listing.columns) };
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

/** Takes something published down, with the reason that readers will see. */
export const withdrawPiece = action(
  'piece.withdraw',
  { may: 'piece:withdraw' },
  async (ctx, input: { no: number; reason: string }): Promise<Ruling<Published>> => {
    const open = await openWork(ctx.tx, input.no);
    if (!open) throw new AppError('not_found', `work ${input.no}`);
    ctx.require(open.work.unitId);
    ctx.note({ subject: `work:${input.no}`, unitId: open.work.unitId });
    // Readers see the reason: it passes the same gate, with nobody to override it.
    const found = personalIn(ctx, input.reason);
    if (found.length > 0) return refuse(found);
    const out = await withdraw(ctx, input.no, input.reason);
    const piece = out.ok ? await store.pieceOfWork(ctx.tx, input.no) : undefined;
    if (piece) await remember(ctx, piece, 'withdraw', input.reason);
    return out;
  },
);
