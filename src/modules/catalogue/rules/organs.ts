/** 公开主体: which units of a district an organ of the catalogue means. */
import type { Organ } from './types.ts';

/** Whether the organ means this unit. `kind` is the unit's kind in the tree, `names` its full name, short name and aliases. */
export function organMeans(organ: Organ, unit: { kind: string; names: readonly string[] }): boolean {
  if (organ.kinds === undefined && organ.names === undefined) return false;
  if (organ.kinds !== undefined && !organ.kinds.includes(unit.kind)) return false;
  const says = (words: readonly string[]): boolean => words.some((w) => unit.names.some((n) => n.includes(w)));
  if (organ.not !== undefined && says(organ.not)) return false;
  return organ.names === undefined || says(organ.names);
}
