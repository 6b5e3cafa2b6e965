import { catalogue } from '../../../law/catalogue/index.ts';
import { periods } from '../../../law/index.ts';
import { periodInForce } from '../../lib/dated.ts';
import type { Day } from '../../lib/day.ts';
import { fieldsOn, itemsOn } from './rules/read.ts';
import type { CatalogueItem, Field, Organ } from './rules/types.ts';

const kept = new Map<Day, { items: CatalogueItem[]; byId: Map<string, CatalogueItem>; fields: Field[] }>();

/** The catalogue as it is in force on a day; asked for thousands of cells, so the few days asked for are kept. */
function on(day: Day) {
  const known = kept.get(day);
  if (known) return known;
  const items = itemsOn(catalogue, day);
  const made = { items, byId: new Map(items.map((i) => [i.id, i])), fields: fieldsOn(catalogue, day) };
  if (kept.size > 40) kept.clear();
  kept.set(day, made);
  return made;
}

export const itemsNow = (day: Day): readonly CatalogueItem[] => on(day).items;
export const itemNow = (id: string, day: Day): CatalogueItem | undefined => on(day).byId.get(id);
/** By number: the regulation first, then the 26 fields, then schools. */
export const fieldsNow = (day: Day): readonly Field[] => on(day).fields;
export const fieldName = (key: string, day: Day): string => on(day).fields.find((f) => f.key === key)?.name ?? key;
export const organsNow = (): readonly Organ[] => catalogue.organs;

/** Working days that the 条例 gives where a catalogue names no number. */
export const firstWorkdays = (day: Day): number => periodInForce(periods, 'disclosure.publish', day).number;

/** Whether there was a period to reckon with on a day: before the 条例 there is nothing to draw. */
export const knownOn = (day: Day): boolean => periods.some((p) => p.rule === 'disclosure.publish' && p.from <= day);
