import { allow } from '../../../lib/ruling.ts';
import { action, type Ctx } from '../../../platform/action.ts';
import { sanitize } from '../../../platform/documents/index.ts';
import { decide, move, put, remember, type StepInput, take } from '../steps.ts';
import type { Piece, PieceFields } from '../store.ts';
import * as store from '../store.ts';
import { begin, EMPTY } from './begin.ts';
import { type Link, linkOf } from './link.ts';

const linkIn = ({ interprets, forPiece }: Partial<PieceFields>): Link => ({
  ...(interprets === undefined ? {} : { interprets }),
  ...(forPiece === undefined ? {} : { forPiece }),
});

type Begun = { unitId: string; fields?: Partial<PieceFields> };

/**
 * The same within another module's action: the piece is there with what it came of, or not at all. Throws `forbidden` where the
 * actor may not write pieces of the unit.
 */
export async function createPieceIn(ctx: Ctx, input: Begun): Promise<Piece> {
  ctx.require(input.unitId, 'piece:write');
  const piece = begin(ctx, input.unitId, { ...EMPTY, ...input.fields });
  await store.insertPiece(ctx.tx, piece);
  await remember(ctx, piece, 'create', '');
  return piece;
}

/** Begins a piece for a unit; the person becomes its writer. */
export const createPiece = action('piece.create', { may: 'piece:write' }, async (ctx, input: Begun) => {
  ctx.require(input.unitId);
  const link = await linkOf(ctx.tx, input, linkIn(input.fields ?? {}));
  if (!link.ok) return link;
  const piece = await createPieceIn(ctx, { unitId: input.unitId, fields: { ...input.fields, ...link.value } });
  ctx.note({ subject: `piece:${piece.id}`, unitId: piece.unitId });
  return allow(piece);
});

/** Saves what the clerk wrote. On a stale version nothing is written and the refusal says so; the caller shows both. */
export const savePiece = action(
  'piece.save',
  { may: 'piece:write' },
  async (ctx, input: StepInput & { fields: Partial<PieceFields> }) => {
    const { piece } = await take(ctx, input, 'piece:write');
    const { ruling } = await decide(ctx, 'save', piece, input);
    if (!ruling.ok) return ruling;
    const asked = linkIn(input.fields);
    // A link that stood before is not asked about again: what it names may have gone since, and the text must still be saved.
    const same = asked.interprets === piece.interprets && asked.forPiece === piece.forPiece;
    const link = same ? allow({}) : await linkOf(ctx.tx, piece, asked);
    if (!link.ok) return link;
    const fields = {
      ...input.fields,
      ...link.value,
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

/** What explains it is a piece of its own from then on. */
export const discardPiece = action('piece.discard', { may: 'piece:write' }, async (ctx, input: StepInput) => {
  const out = await move(ctx, input, 'discard', 'piece:write');
  if (out.ok)
    await store.letGo(
      ctx.tx,
      { pieces: [input.id] },
      { at: ctx.now, actorId: ctx.actor.id, actorLabel: ctx.actor.label, remark: '它解读的稿子作废了，这一件单独办' },
    );
  return out;
});
