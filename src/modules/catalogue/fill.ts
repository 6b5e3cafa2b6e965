import type { Day } from '../../lib/day.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { type Unit, unitById } from '../org/index.ts';
import type { ItemRef } from '../publication/index.ts';
import { type OfferedItem, offered, unitItem } from './coverage.ts';
import { fieldsNow } from './national.ts';
import { itemName, type Preset, presetOf } from './rules/preset.ts';
import type { CatalogueItem } from './rules/types.ts';
import * as store from './store.ts';

export type AdoptedItem = { item: CatalogueItem; field: string };

/** The items a unit has adopted, with the name of their field, in the catalogue's order: what a clerk may choose from. */
export async function adoptedItems(db: Reader, unitId: string, today: Day): Promise<AdoptedItem[]> {
  const unit: Unit | undefined = await unitById(db, unitId);
  if (!unit) return [];
  const names = new Map(fieldsNow(today).map((f) => [f.key, f.name]));
  return (await offered(db, unit, today)).flatMap(({ item, adoption }: OfferedItem): AdoptedItem[] => {
    if (adoption?.state !== 'adopted') return [];
    const own = unitItem(adoption, today) ?? item;
    return [{ item: own, field: names.get(item.field) ?? item.field }];
  });
}

/** One adopted item of a unit, or undefined: not adopted, dropped, or no longer in force. */
export async function adoptedItem(
  db: Reader,
  unitId: string,
  itemId: string,
  today: Day,
): Promise<CatalogueItem | undefined> {
  const a = await store.adoptionOf(db, unitId, itemId);
  return a?.state === 'adopted' ? unitItem(a, today) : undefined;
}

/** What a new piece under an item begins with. */
export function presetFor(
  item: CatalogueItem,
  columns: readonly { path: string; name: string }[],
  today: Day,
): Preset & { item: ItemRef } {
  const field = fieldsNow(today).find((f) => f.key === item.field);
  const preset = presetOf(item, field ? [field.name, ...(field.aliases ?? [])] : [], columns);
  return {
    ...preset,
    item: { id: item.id, title: itemName(item), ...(preset.audience ? { audience: preset.audience } : {}) },
  };
}
