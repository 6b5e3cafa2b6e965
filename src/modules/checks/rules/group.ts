/** Hits of one kind in one list or text become one finding with all its places. */
import type { Finding, Remedy, Severity } from '../../../lib/finding.ts';
import type { LayerKind, Specimen } from '../../../lib/specimen.ts';
import { sayRow } from './columns.ts';
import { cleanCopyOf, HIDDEN, sayPlaces } from './say.ts';

/** What a group needs of a hit. */
export type Placed = {
  severity: Severity;
  at: string;
  value: string;
  span?: { layer: number; from: number; to: number };
  cell?: { grid: number; row: number; column: number };
};

export type Group<T> = {
  hits: readonly T[];
  severity: Severity;
  /** 隐藏的工作表里, or empty. */
  hidden: string;
  at: string;
  /** 第2行、第4行 of a list; otherwise the same as `at`. */
  rows: string;
  spans: NonNullable<Finding['spans']>;
  grid?: number;
  /** Layer of the hits when they are not in a grid. */
  layer?: number;
};

const WORST: Record<Severity, number> = { error: 0, warning: 1, hint: 2 };
const worst = (hits: readonly Placed[]): Severity =>
  hits.reduce<Severity>((w, h) => (WORST[h.severity] < WORST[w] ? h.severity : w), 'hint');

export function groupHits<T extends Placed>(s: Specimen, hits: readonly T[]): Group<T>[] {
  const groups = new Map<string, T[]>();
  for (const hit of hits) {
    const key = keyOf(s, hit);
    const same = groups.get(key);
    if (same) same.push(hit);
    else groups.set(key, [hit]);
  }
  return [...groups.values()].map((same) => describe(s, same));
}

const hiddenKind = (s: Specimen, hit: Placed): LayerKind | undefined => {
  const kind = hit.span ? s.layers[hit.span.layer]?.kind : undefined;
  if (kind && HIDDEN[kind]) return kind;
  const grid = hit.cell && !hit.span ? s.grids[hit.cell.grid]?.kind : undefined;
  return grid && HIDDEN[grid] ? grid : undefined;
};

function keyOf(s: Specimen, hit: Placed): string {
  // A comment may repeat a number of the list: it is a place of its own.
  const hidden = hiddenKind(s, hit);
  const grid = hit.cell ? s.grids[hit.cell.grid] : undefined;
  if (hit.cell && (!hidden || grid?.kind === hidden)) return `g${hit.cell.grid}${hidden ?? ''}`;
  return `l${hit.span?.layer ?? ''}${hidden ?? ''}`;
}

function describe<T extends Placed>(s: Specimen, hits: readonly T[]): Group<T> {
  const [first] = hits;
  const hidden = first ? hiddenKind(s, first) : undefined;
  const own = worst(hits);
  const inGrid = first?.cell && keyOf(s, first).startsWith('g') ? first.cell.grid : undefined;
  const grid = inGrid === undefined ? undefined : s.grids[inGrid];
  const rows = grid ? sayPlaces(hits.map((h) => sayRow(s, grid, h.cell?.row ?? 0))) : '';
  const at = grid ? `${grid.at}${rows}` : sayPlaces(hits.map((h) => h.at));
  return {
    hits,
    // What readers do not see cannot have been meant to go out.
    severity: hidden && own === 'warning' ? 'error' : own,
    hidden: hidden ? (HIDDEN[hidden] ?? '') : '',
    at,
    rows: rows || at,
    spans: hits.flatMap((h) => (h.span ? [h.span] : [])),
    ...(inGrid !== undefined ? { grid: inGrid } : {}),
    ...(first?.span ? { layer: first.span.layer } : {}),
  };
}

/** Hidden places are cut out by a clean copy, lists are masked as lists, and words in the text are written anew. */
export function remedyFor<T extends Placed>(
  s: Specimen,
  group: Group<T>,
  label: string,
  mask: (hit: T) => string | undefined,
): Remedy | undefined {
  if (group.hidden) return s.format === 'piece' ? undefined : cleanCopyOf(s);
  if (group.grid !== undefined) return { kind: 'mask', label: '按规定遮盖这张表', grid: group.grid };
  const layer = group.layer;
  if (layer === undefined) return undefined;
  const edits = group.hits.flatMap((h) => {
    const masked = mask(h);
    return h.span && h.span.layer === layer && masked !== undefined
      ? [{ from: h.span.from, to: h.span.to, with: masked }]
      : [];
  });
  return edits.length > 0 ? { kind: 'replace', label, layer, edits } : undefined;
}
