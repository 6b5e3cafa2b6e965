import type { Unit, UnitKind } from '../org/index.ts';
import type { Coverage, ItemCell } from './coverage.ts';
import { fieldsNow } from './national.ts';
import { type Counts, countStates, type Summary, summarise } from './rules/summary.ts';

export type RowsShown = 'main' | 'villages' | 'schools';
export type GridOptions = {
  /** The field whose items are the columns; absent: columns are the fields. */
  open?: string;
  rows: RowsShown;
  /** Only rows and columns that hold a gap. */
  gaps: boolean;
};

export type GridColumn = { key: string; name: string };
export type GridCell = { column: GridColumn; summary: Summary; field: string };
export type GridRow = { unit: Unit; below: boolean; cells: (GridCell | undefined)[] };
export type Grid = {
  columns: GridColumn[];
  groups: { title: string; rows: GridRow[] }[];
  counts: Counts;
  /** Cells that hold something, and blank ones. */
  theirs: number;
  blank: number;
};

const GROUPS: Record<RowsShown, [title: string, kinds: UnitKind[]][]> = {
  main: [
    ['区政府和部门', ['district', 'department', 'other']],
    ['乡镇街道', ['township']],
  ],
  villages: [['乡镇街道和村、社区', ['township', 'village']]],
  schools: [
    ['学校', ['school']],
    ['医院', ['hospital']],
  ],
};

const isGap = (s: Summary | undefined): boolean => s !== undefined && s.status !== 'published' && s.status !== 'later';

/** The map as rows and columns; units without an adopted item are left out, they have nothing to show. */
export function gridOf(map: Coverage, o: GridOptions): Grid {
  const groups = GROUPS[o.rows].map(([title, kinds]) => ({
    title,
    units: inTree(map.units, kinds).filter((u) => (map.cells.get(u.id)?.length ?? 0) > 0),
  }));
  const shown = groups.flatMap((g) => g.units);
  const columns = columnsOf(map, shown, o);
  const index = new Map(columns.map((c, i) => [c.key, i]));
  const rowOf = (unit: Unit): GridRow => {
    const sorted: ItemCell[][] = columns.map(() => []);
    for (const c of map.cells.get(unit.id) ?? []) {
      const at = index.get(o.open ? c.item.id : c.item.field);
      if (at !== undefined && (!o.open || c.item.field === o.open)) sorted[at]?.push(c);
    }
    const cells = columns.map((column, i): GridCell | undefined => {
      const held = sorted[i] ?? [];
      const summary = summarise(held);
      return summary && { column, summary, field: held[0]?.item.field ?? column.key };
    });
    return { unit, below: unit.kind === 'village', cells };
  };
  // With one field opened, units that have nothing in it would only be empty lines.
  const rows = groups.map((g) => ({
    title: g.title,
    rows: g.units.map(rowOf).filter((r) => !o.open || r.cells.some((c) => c)),
  }));
  return withCounts(columns, o.gaps ? gapsOnly(rows) : rows, o.gaps);
}

const gapsOnly = (groups: Grid['groups']): Grid['groups'] =>
  groups.map((g) => ({ ...g, rows: g.rows.filter((r) => r.cells.some((c) => isGap(c?.summary))) }));

function withCounts(columns: GridColumn[], groups: Grid['groups'], gaps: boolean): Grid {
  const all = groups.flatMap((g) => g.rows);
  const kept = columns.map((_, i) => !gaps || all.some((r) => isGap(r.cells[i]?.summary)));
  const rows = groups
    .map((g) => ({ ...g, rows: g.rows.map((r) => ({ ...r, cells: r.cells.filter((_, i) => kept[i]) })) }))
    .filter((g) => g.rows.length > 0);
  const cells = rows.flatMap((g) => g.rows.flatMap((r) => r.cells));
  const held = cells.flatMap((c) => (c ? [c.summary] : []));
  return {
    columns: columns.filter((_, i) => kept[i]),
    groups: rows,
    counts: countStates(held),
    theirs: held.length,
    blank: cells.length - held.length,
  };
}

/** Units of these kinds, each township before its villages. */
function inTree(units: readonly Unit[], kinds: readonly UnitKind[]): Unit[] {
  const of = units.filter((u) => kinds.includes(u.kind));
  if (!kinds.includes('village')) return of;
  return of
    .filter((u) => u.kind !== 'village')
    .flatMap((t) => [t, ...of.filter((v) => v.kind === 'village' && v.parentId === t.id)]);
}

/** Fields with anything in them, by number; or the items of the opened field. */
function columnsOf(map: Coverage, units: readonly Unit[], o: GridOptions): GridColumn[] {
  const held = units.flatMap((u) => [...(map.cells.get(u.id) ?? [])]);
  if (!o.open) {
    const used = new Set(held.map((c) => c.item.field));
    return fieldsNow(map.today)
      .filter((f) => used.has(f.key))
      .map((f) => ({ key: f.key, name: shortField(f.key, f.name) }));
  }
  const items = new Map(held.filter((c) => c.item.field === o.open).map((c) => [c.item.id, c.item]));
  const same = (name: string): number => [...items.values()].filter((i) => i.level2 === name).length;
  return [...items]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, i]) => ({ key, name: same(i.level2) > 1 ? `${i.level1}${i.level2}` : i.level2 }));
}

/** Heads stand upright, so the longest names are said short. */
const SHORT: Record<string, string> = { regulation: '条例规定事项' };
export const shortField = (key: string, name: string): string =>
  SHORT[key] ?? name.replace('国有土地上房屋征收与补偿', '房屋征收补偿').replace('农村集体土地征收', '土地征收');

/** The cells behind one square: of the unit, in the field, the most urgent first. */
export function behind(map: Coverage, unitId: string, field: string): ItemCell[] {
  return [...(map.cells.get(unitId) ?? [])].filter((c) => c.item.field === field);
}
