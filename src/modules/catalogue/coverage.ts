import { type Day, dayIn } from '../../lib/day.ts';
import type { Calendar } from '../../lib/workdays.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { type Unit, unitTree } from '../org/index.ts';
import { firstWorkdays, itemNow, itemsNow, organsNow } from './national.ts';
import { type CellState, coverageOf, type Setting } from './rules/coverage.ts';
import { itemsFor } from './rules/theirs.ts';
import type { CatalogueItem } from './rules/types.ts';
import * as store from './store.ts';

/** One item of one unit, with how it stands today and what speaks for it. */
export type ItemCell = CellState & {
  unitId: string;
  /** As the unit has it: its own wording, timing and carriers laid over the national item. */
  item: CatalogueItem;
  adoption: store.Adoption;
  /** What is out, oldest first. */
  evidence: readonly store.EvidenceRow[];
  happenings: readonly store.HappeningRow[];
};

export type Coverage = {
  today: Day;
  setting: Setting;
  units: readonly Unit[];
  /** Unit → its adopted items in the catalogue's order. */
  cells: ReadonlyMap<string, readonly ItemCell[]>;
};

/** The item as the unit publishes it; undefined when the national one is no longer in force. */
export function unitItem(a: store.Adoption, on: Day): CatalogueItem | undefined {
  const base = a.own ?? itemNow(a.itemId, on);
  if (!base) return undefined;
  return {
    ...base,
    ...(a.content ? { content: a.content } : {}),
    ...(a.timing && a.timingText ? { timing: { text: a.timingText, rules: a.timing } } : {}),
    ...(a.carriers ? { carriers: a.carriers } : {}),
  };
}

const grouped = <T extends { unitId: string; itemId: string }>(list: readonly T[]): Map<string, T[]> => {
  const out = new Map<string, T[]>();
  for (const x of list) {
    const key = `${x.unitId} ${x.itemId}`;
    const held = out.get(key);
    if (held) held.push(x);
    else out.set(key, [x]);
  }
  return out;
};

type Facts = {
  units: readonly Unit[];
  adopted: readonly store.Adoption[];
  /** By unit and item, oldest first. */
  shown: ReadonlyMap<string, readonly store.EvidenceRow[]>;
  happened: ReadonlyMap<string, readonly store.HappeningRow[]>;
  set: Awaited<ReturnType<typeof store.setting>>;
};

/** What the map of any day up to `until` is made of, in five queries whatever the size. */
async function factsUntil(db: Reader, until: Day, which: 'all' | readonly string[]): Promise<Facts> {
  const [tree, adopted, shown, happened, set] = await Promise.all([
    unitTree(db),
    store.adoptions(db, which),
    store.evidence(db, which, until),
    store.happenings(db, which, until),
    store.setting(db),
  ]);
  const units = which === 'all' ? tree : tree.filter((u) => which.includes(u.id));
  return { units, adopted, shown: grouped(shown), happened: grouped(happened), set };
}

/**
 * Units × items on a day. `today` may lie in the past: what came later is left out. Units that have adopted nothing have no
 * cells.
 */
export const coverage = async (
  db: Reader,
  today: Day,
  calendar: Calendar,
  which: 'all' | readonly string[] = 'all',
): Promise<Coverage> => mapOf(await factsUntil(db, today, which), today, calendar);

/** What `of` makes of the map of each of these days; read once for all, and one map held at a time. */
export async function coverageEach<T>(
  db: Reader,
  days: readonly Day[],
  calendar: Calendar,
  which: 'all' | readonly string[],
  of: (map: Coverage) => T,
): Promise<T[]> {
  const last = days.reduce<Day | undefined>((a, b) => (a && a > b ? a : b), undefined);
  if (!last) return [];
  const facts = await factsUntil(db, last, which);
  return days.map((d) => of(mapOf(facts, d, calendar)));
}

function mapOf({ units, adopted, shown, happened, set }: Facts, today: Day, calendar: Calendar): Coverage {
  const setting: Setting = { ...set, firstWorkdays: firstWorkdays(today) };
  const order = new Map(itemsNow(today).map((i, n) => [i.id, n]));
  const cells = new Map<string, ItemCell[]>();
  const known = new Set(units.map((u) => u.id));
  for (const adoption of adopted) {
    if (!known.has(adoption.unitId) || adoption.adoptedOn > today) continue;
    // What was left out later was owed until then.
    if (adoption.droppedOn !== null && adoption.droppedOn <= today) continue;
    const item = unitItem(adoption, today);
    if (!item) continue;
    const key = `${adoption.unitId} ${adoption.itemId}`;
    const evidence = (shown.get(key) ?? []).filter((e) => e.publishedOn <= today);
    const happenings = (happened.get(key) ?? []).filter((h) => h.happenedOn <= today);
    const state = coverageOf(
      {
        rules: item.timing.rules,
        adoptedOn: adoption.adoptedOn,
        publications: evidence.map((e) => ({ no: e.no, on: e.publishedOn })),
        happenings: happenings.map((h) => ({ id: h.id, on: h.happenedOn, what: h.what, rule: h.rule })),
      },
      setting,
      today,
      calendar,
    );
    const cell: ItemCell = { ...state, unitId: adoption.unitId, item, adoption, evidence, happenings };
    const own = cells.get(adoption.unitId);
    if (own) own.push(cell);
    else cells.set(adoption.unitId, [cell]);
  }
  const place = (c: ItemCell): number => order.get(c.item.id) ?? Number.MAX_SAFE_INTEGER;
  for (const list of cells.values()) list.sort((a, b) => place(a) - place(b));
  return { today, setting, units, cells };
}

export type OfferedItem = { item: CatalogueItem; adoption?: store.Adoption };

/** The items that concern a unit, each with what it has decided; its own items last, what the law dropped left out. */
export async function offered(db: Reader, unit: Unit, today: Day): Promise<OfferedItem[]> {
  const decided = new Map((await store.adoptions(db, [unit.id])).map((a) => [a.itemId, a]));
  const theirs = itemsFor(unit, itemsNow(today), organsNow());
  const ids = new Set(theirs.map((i) => i.id));
  // What a unit took on beyond the organs named there stays its own.
  const more = [...decided.values()].filter((a) => !ids.has(a.itemId));
  return [
    ...theirs.map((item): OfferedItem => {
      const adoption = decided.get(item.id);
      return { item, ...(adoption ? { adoption } : {}) };
    }),
    ...more.flatMap((adoption): OfferedItem[] => {
      const item = adoption.own ?? itemNow(adoption.itemId, today);
      return item ? [{ item, adoption }] : [];
    }),
  ];
}

/** The day of the last publication of a cell, and of its last reminder, for sentences. */
export const lastOf = (c: ItemCell): store.EvidenceRow | undefined => c.evidence.at(-1);
export const dayOf = (r: { at: Date }): Day => dayIn(r.at);
