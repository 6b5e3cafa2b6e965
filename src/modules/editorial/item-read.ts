import type { Day } from '../../lib/day.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { Req } from '../../platform/http/types.ts';
import {
  adoptedItem,
  type CatalogueItem,
  isBlank,
  moveElements,
  type RawValues,
  rawOf,
  toFilled,
  toText,
  validateElements,
} from '../catalogue/index.ts';
import type { FilledElement } from '../publication/index.ts';
import type { FieldError } from './form.ts';
import { fieldOf } from './item-form.tsx';
import type { Piece } from './store.ts';

type ItemRead = {
  elements: FilledElement[];
  /** What was typed and cannot be read: never saved silently. */
  wrong: FieldError[];
  /** What must still be filled in before it is handed on. */
  missing: FieldError[];
  /** Typed under an item the piece no longer answers, and nothing asks for it now; with the name of that item. */
  loose?: { from: string; elements: FilledElement[] };
};

/** The item a piece answers, as its unit has it today. */
export const itemIn = async (db: Reader, p: Piece, today: Day): Promise<CatalogueItem | undefined> =>
  p.item ? adoptedItem(db, p.unitId, p.item.id, today) : undefined;

export const itemOf = (c: Req, p: Piece): Promise<CatalogueItem | undefined> =>
  itemIn(c.system.db, p, c.system.clock.today());

/** Reads the elements that the form sent against the item; a form without them leaves what was stored. */
export async function readItem(c: Req, stored: Piece, attachments: readonly unknown[]): Promise<ItemRead> {
  const item = await itemOf(c, stored);
  const of = c.form.text('elementsOf');
  if (of && of !== (stored.item?.id ?? '')) return readFormer(c, stored, of, item);
  const sent = c.form.text('elementsSent') !== '';
  if (!item)
    return { elements: sent ? beyond(stored, rawOf(c.form.entries())) : stored.elements, wrong: [], missing: [] };
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
    elements: sent ? [...toFilled(simple, read.values), ...beyond(stored, raw, item)] : stored.elements,
    wrong: sent ? read.problems.filter((p) => !absent(p.key)).map(errorOf) : [],
    missing: sent ? read.problems.filter((p) => absent(p.key) && !(p.key in files)).map(errorOf) : [],
  };
}

const lines = (text: string): string => text.replace(/\r\n?/g, '\n');

/** What was filled in, or typed, under keys that the item has no longer: it stays until somebody empties its field. */
function beyond(stored: Piece, raw: RawValues, item?: CatalogueItem): FilledElement[] {
  const asked = new Set(item?.elements.map((e) => e.key));
  const held = new Map(stored.elements.map((e) => [e.key, e]));
  const keys = [...new Set([...held.keys(), ...Object.keys(raw)])].filter((key) => !asked.has(key));
  return keys.flatMap((key): FilledElement[] => {
    const old = held.get(key);
    const text = raw[key];
    if (typeof text !== 'string') return old ? [old] : [];
    if (isBlank(text)) return [];
    return old && lines(text) === toText(old)
      ? [old]
      : [{ key, label: old?.label ?? key, type: 'text', value: lines(text) }];
  });
}

/**
 * The form was opened under another item, which somebody changed meanwhile. What was typed for it is read as that item read it,
 * and goes where the change would have put it; the save itself is refused as stale, so the clerk sees it all again.
 */
async function readFormer(c: Req, stored: Piece, itemId: string, now: CatalogueItem | undefined): Promise<ItemRead> {
  const former = await adoptedItem(c.system.db, stored.unitId, itemId, c.system.clock.today());
  const raw = rawOf(c.form.entries());
  const asText = (): FilledElement[] =>
    Object.entries(raw).flatMap(([key, v]) =>
      typeof v === 'string' && !isBlank(v) ? [{ key, label: key, type: 'text', value: v }] : [],
    );
  const typed = former ? toFilled(former.elements, validateElements(former.elements, raw).values) : asText();
  const moved = moveElements(typed, now?.elements ?? []);
  const held = new Set(moved.kept.map((e) => e.key));
  return {
    elements: [...moved.kept, ...stored.elements.filter((e) => !held.has(e.key))],
    wrong: [],
    missing: [],
    loose: { from: former ? former.level2 : itemId, elements: moved.loose },
  };
}
