import type { Day } from '../../lib/day.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { Req } from '../../platform/http/types.ts';
import { adoptedItem, type CatalogueItem, isBlank, rawOf, toFilled, validateElements } from '../catalogue/index.ts';
import type { FilledElement } from '../publication/index.ts';
import type { FieldError } from './form.ts';
import { fieldOf } from './item-form.tsx';
import type { Piece } from './store.ts';

export type ItemRead = {
  elements: FilledElement[];
  /** What was typed and cannot be read: never saved silently. */
  wrong: FieldError[];
  /** What must still be filled in before it is handed on. */
  missing: FieldError[];
};

/** The item a piece answers, as its unit has it today. */
export const itemIn = async (db: Reader, p: Piece, today: Day): Promise<CatalogueItem | undefined> =>
  p.item ? adoptedItem(db, p.unitId, p.item.id, today) : undefined;

export const itemOf = (c: Req, p: Piece): Promise<CatalogueItem | undefined> =>
  itemIn(c.system.db, p, c.system.clock.today());

/** Reads the elements that the form sent against the item; a form without them leaves what was stored. */
export async function readItem(c: Req, stored: Piece, attachments: readonly unknown[]): Promise<ItemRead> {
  const item = await itemOf(c, stored);
  if (!item) return { elements: stored.elements, wrong: [], missing: [] };
  const sent = c.form.text('elementsSent') !== '';
  const raw = sent ? rawOf(c.form.entries()) : rawOf([]);
  const files =
    attachments.length > 0
      ? Object.fromEntries(item.elements.filter((e) => e.type === 'file').map((e) => [e.key, ['附件']]))
      : {};
  const read = validateElements(item.elements, { ...raw, ...files });
  const errorOf = (p: (typeof read.problems)[number]): FieldError => ({
    field: fieldOf(p.key),
    text: `${p.say}。${p.instead}。`,
  });
  const absent = (key: string): boolean => isBlank(raw[key]);
  const simple = item.elements.filter((e) => e.type !== 'file');
  return {
    elements: sent ? toFilled(simple, read.values) : stored.elements,
    wrong: sent ? read.problems.filter((p) => !absent(p.key)).map(errorOf) : [],
    missing: sent ? read.problems.filter((p) => absent(p.key) && !(p.key in files)).map(errorOf) : [],
  };
}
