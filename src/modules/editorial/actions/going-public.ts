import type { Ruling } from '../../../lib/ruling.ts';
import type { Ctx } from '../../../platform/action.ts';
import type { Reader } from '../../../platform/db/connection.ts';
import { AppError } from '../../../platform/errors.ts';
import { unitById } from '../../org/index.ts';
import { correct, type Draft, type Published, publish } from '../../publication/index.ts';
import { put, remember, type StepInput } from '../steps.ts';
import type { Piece } from '../store.ts';
import { releaseTogether } from '../together.ts';

/** The piece becomes an edition: publication's door does it, in this very transaction. */
export async function goPublic(
  ctx: Ctx,
  piece: Piece,
  input: Pick<StepInput, 'inSpite'> = {},
): Promise<Ruling<Published>> {
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
