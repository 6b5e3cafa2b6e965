/** A township with its villages: items down, units across, so that one page shows whose list is missing. */
import type { Unit } from '../org/index.ts';
import type { Coverage, ItemCell } from './coverage.ts';
import { fieldsNow } from './national.ts';
import { type Counts, countStates } from './rules/summary.ts';
import type { CatalogueItem } from './rules/types.ts';

export type TownshipRow = { item: CatalogueItem; cells: (ItemCell | undefined)[] };
export type Township = {
  unit: Unit;
  /** The township first, then its villages in the order of the tree: the columns. */
  units: Unit[];
  /** By field; only items that a village has. */
  groups: { field: string; title: string; rows: TownshipRow[] }[];
  /** Of the villages alone. */
  counts: Counts;
  /** Villages that have adopted nothing: nobody can tell what they lack. */
  silent: Unit[];
};

const isGap = (c: ItemCell | undefined): boolean => c !== undefined && c.status !== 'published' && c.status !== 'later';

/** Undefined when the unit is no township or has no villages. */
export function townshipOf(map: Coverage, unitId: string, gaps: boolean): Township | undefined {
  const unit = map.units.find((u) => u.id === unitId && u.kind === 'township' && u.active);
  const below = map.units.filter((u) => u.kind === 'village' && u.parentId === unitId && u.active);
  if (!unit || below.length === 0) return undefined;
  const cellsOf = (u: Unit): readonly ItemCell[] => map.cells.get(u.id) ?? [];
  const villages = below.filter((u) => cellsOf(u).length > 0);
  const units = [unit, ...villages];
  const at = new Map(units.map((u) => [u.id, new Map(cellsOf(u).map((c) => [c.item.id, c]))]));
  // A village's own wording of an item is the same row; the first that has it names it.
  const items = new Map<string, CatalogueItem>();
  for (const v of villages) for (const c of cellsOf(v)) if (!items.has(c.item.id)) items.set(c.item.id, c.item);
  const rows = [...items.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((item): TownshipRow => ({ item, cells: units.map((u) => at.get(u.id)?.get(item.id)) }))
    .filter((r) => !gaps || r.cells.some(isGap));
  return {
    unit,
    units,
    groups: fieldsNow(map.today)
      .map((f) => ({ field: f.key, title: f.name, rows: rows.filter((r) => r.item.field === f.key) }))
      .filter((g) => g.rows.length > 0),
    counts: countStates(villages.flatMap(cellsOf)),
    silent: below.filter((u) => cellsOf(u).length === 0),
  };
}
