import { allOf } from '../../platform/depends.ts';
import type { ListFilter } from './listing.ts';

/**
 * Tags by which changes and the pages that read what changed find each other:
 * `work:7` a work with all its editions · `any` any publication · `column:a/b` pieces of a column or below · `unit:x` pieces
 * of a unit · `topic:s` of a topic · `kind:k` of a kind · `about:7` interpretations of a work · `filled` which columns have
 * anything at all · `units`, `unit-record:x` the units themselves (told by a trigger) · `topics`, `topic-record:s`.
 */
export const ANY = 'any';
export const workTag = (no: number): string => `work:${no}`;

/** What a list or count with this filter depends on. Dates narrow it no further. */
export function dependencyOf(f: ListFilter): string {
  const tags = [
    ...(f.column ? [`column:${f.column}`] : []),
    ...(f.topic ? [`topic:${f.topic}`] : []),
    ...(f.unitId ? [`unit:${f.unitId}`] : []),
    ...(f.kind ? [`kind:${f.kind}`] : []),
    ...(f.interprets === undefined ? [] : [`about:${f.interprets}`]),
  ];
  return tags.length > 0 ? allOf(tags) : ANY;
}
