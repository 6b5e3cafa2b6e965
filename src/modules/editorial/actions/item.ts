import type { Day } from '../../../lib/day.ts';
import { allow, type Ruling, refuse } from '../../../lib/ruling.ts';
import { action } from '../../../platform/action.ts';
import type { Reader } from '../../../platform/db/connection.ts';
import { sanitize } from '../../../platform/documents/index.ts';
import { adoptedItem, type CatalogueItem, type Moved, moveElements, presetFor } from '../../catalogue/index.ts';
import { columnsOf } from '../../sites/index.ts';
import { type FieldChange, presetChanges, withLoose } from '../rules/item-change.ts';
import { decide, put, remember, type StepInput, take } from '../steps.ts';
import type { Piece } from '../store.ts';
import { EMPTY } from './begin.ts';

const BASIS = '本单位的公开目录';

/** What a change of item would do; `piece` as it would be saved. */
export type ItemChange = {
  next: CatalogueItem | undefined;
  moved: Moved;
  fields: FieldChange[];
  piece: Piece;
};

/** The piece under another item of its unit, or under none (`''`). Reads only; the page shows it before anybody presses a button. */
export async function itemChange(db: Reader, p: Piece, itemId: string, today: Day): Promise<Ruling<ItemChange>> {
  const next = itemId ? await adoptedItem(db, p.unitId, itemId, today) : undefined;
  if (itemId && !next) return refuse([{ code: 'no_item', basis: BASIS, detail: { item: itemId } }]);
  if ((p.item?.id ?? '') === itemId) return refuse([{ code: 'same_item', basis: BASIS }]);
  const columns = await columnsOf(db);
  const old = p.item ? await adoptedItem(db, p.unitId, p.item.id, today) : undefined;
  const preset = next ? presetFor(next, columns, today) : undefined;
  const moved = moveElements(p.elements, next?.elements ?? []);
  const fields = preset ? presetChanges(p, old ? presetFor(old, columns, today) : EMPTY, preset) : [];
  const taken = Object.fromEntries(fields.flatMap((f) => (f.taken && preset ? [[f.field, preset[f.field]]] : [])));
  return allow({
    next,
    moved,
    fields,
    piece: {
      ...p,
      ...taken,
      item: preset?.item ?? null,
      elements: moved.kept,
      html: sanitize(withLoose(p.html, p.item?.title ?? '', moved.loose)),
    },
  });
}

/** Another item for a begun piece. What its form asks for too stays filled in, the rest is put behind the text. */
export const changeItem = action(
  'piece.item',
  { may: 'piece:write' },
  async (ctx, input: StepInput & { itemId: string }): Promise<Ruling<Piece>> => {
    const { piece } = await take(ctx, input, 'piece:write');
    const { ruling } = await decide(ctx, 'save', piece, input);
    if (!ruling.ok) return ruling;
    const change = await itemChange(ctx.tx, piece, input.itemId, ctx.today);
    if (!change.ok) return change;
    ctx.note({ detail: { from: piece.item?.id ?? '', to: input.itemId } });
    const saved = await put(ctx, change.value.piece);
    const name = (p: Piece): string => (p.item ? `“${p.item.id} ${p.item.title}”` : '不按事项写');
    await remember(ctx, saved, 'save', `事项从${name(piece)}换成${name(saved)}`);
    return allow(saved);
  },
);
