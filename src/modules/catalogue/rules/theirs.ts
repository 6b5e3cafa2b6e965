import { organMeans } from './organs.ts';
import type { CatalogueItem, Level, Organ } from './types.ts';

/** What of a unit decides which items are its own. */
export type UnitFacts = {
  id: string;
  kind: string;
  name: string;
  shortName: string | null;
  aliases: readonly string[];
};

/** The level of the catalogue's column 公开层级 at which a unit publishes. */
export const levelOf = (kind: string): Level =>
  kind === 'village' ? 'village' : kind === 'township' ? 'township' : 'county';

/** Items that concern a unit, in the catalogue's order: its level is ticked and one of the organs means it. */
export function itemsFor(u: UnitFacts, items: readonly CatalogueItem[], organs: readonly Organ[]): CatalogueItem[] {
  const level = levelOf(u.kind);
  const unit = { kind: u.kind, names: [u.name, u.shortName ?? '', ...u.aliases].filter(Boolean) };
  const mine = new Set(organs.filter((o) => organMeans(o, unit)).map((o) => o.key));
  return items.filter((i) => i.levels.includes(level) && i.organs.some((o) => mine.has(o)));
}
