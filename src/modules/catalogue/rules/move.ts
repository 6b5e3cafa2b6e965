/** What becomes of filled elements when their piece answers another item: what fits moves over, the rest is given back whole. */
import { foldWidth } from '../../../lib/hanzi.ts';
import { validateElements } from './elements.ts';
import { type Filled, toFilled, toText } from './fill.ts';
import type { ElementSpec } from './types.ts';

export type Moved = {
  /** In the order of the new item, read as its types. */
  kept: Filled[];
  /** New key → what it was called before, where the name differs. */
  renamed: Readonly<Record<string, string>>;
  /** What no element of the new item can hold, in the old order; exactly what was filled in. */
  loose: Filled[];
};

const bare = (label: string): string => foldWidth(label).replace(/[\s（）()、，,：:*]+/g, '');
const isTable = (e: Filled): e is Extract<Filled, { rows: string[][] }> => 'rows' in e;

/** Every column that holds something has its namesake; otherwise cells would change their meaning. */
function sameColumns(e: Extract<Filled, { rows: string[][] }>, spec: ElementSpec): boolean {
  const names = new Set((spec.columns ?? []).map((c) => bare(c.label)));
  return e.head.every((h, i) => names.has(bare(h)) || e.rows.every((r) => (r[i] ?? '').trim() === ''));
}

/** The element under the new specification, or nothing when it cannot be read there without a loss. */
function readAs(e: Filled, spec: ElementSpec): Filled | undefined {
  if (spec.type === 'file' || isTable(e) !== (spec.type === 'table')) return undefined;
  if (isTable(e) ? !sameColumns(e, spec) : spec.type !== 'long' && e.value.includes('\n')) return undefined;
  const { part: _part, ...alone } = spec;
  const read = validateElements([alone], { [spec.key]: toText(e) });
  if (read.problems.length > 0) return undefined;
  const filled = toFilled([alone], read.values)[0];
  // A table whose rows the reader counted differently (a row called 合计) stays as it was.
  return filled && isTable(e) && isTable(filled) && filled.rows.length !== e.rows.length ? undefined : filled;
}

/** By name first, then by key (the same key is used for the same sort of thing in other items). Never throws, loses nothing. */
export function moveElements(old: readonly Filled[], specs: readonly ElementSpec[]): Moved {
  const taken = new Map<string, { from: Filled; to: Filled }>();
  const fits: ((e: Filled, s: ElementSpec) => boolean)[] = [
    (e, s) => bare(e.label) === bare(s.label),
    (e, s) => e.key === s.key,
  ];
  for (const fit of fits)
    for (const from of old) {
      if ([...taken.values()].some((t) => t.from === from)) continue;
      for (const s of specs) {
        const to = !taken.has(s.key) && fit(from, s) ? readAs(from, s) : undefined;
        if (to) {
          taken.set(s.key, { from, to });
          break;
        }
      }
    }
  const used = new Set([...taken.values()].map((t) => t.from));
  return {
    kept: specs.flatMap((s) => taken.get(s.key)?.to ?? []),
    renamed: Object.fromEntries(
      [...taken].flatMap(([key, t]) => (bare(t.from.label) === bare(t.to.label) ? [] : [[key, t.from.label]])),
    ),
    loose: old.filter((e) => !used.has(e)),
  };
}
