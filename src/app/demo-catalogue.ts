import { elementsOf, itemOf, withoutTable } from '../demo/items.ts';
import type { DemoDistrict, DemoPiece, DemoUnit } from '../demo/types.ts';
import { addDays, type Day, daysBetween } from '../lib/day.ts';
import { addWorkdays, type Calendar } from '../lib/workdays.ts';
import {
  type CatalogueItem,
  fieldsNow,
  itemName,
  itemsFor,
  itemsNow,
  organsNow,
  type SeedCatalogue,
  sayHead,
} from '../modules/catalogue/index.ts';
import type { Draft } from '../modules/publication/index.ts';

export type Tie = { item: CatalogueItem; unit: DemoUnit };

/** The parts of a draft that the tie gives, for the text as it is or as it was corrected. */
export function tied(tie: Tie | undefined, p: DemoPiece, html: string): Pick<Draft, 'html' | 'item' | 'elements'> {
  if (!tie) return { html };
  const item = { id: tie.item.id, title: itemName(tie.item) };
  const elements = elementsOf(tie.item, { ...p, html }, tie.unit);
  return elements.length > 0 ? { html: withoutTable(html, elements), item, elements } : { html, item };
}

const factsOf = (u: DemoUnit) => ({ id: u.id, kind: u.kind, name: u.name, shortName: u.shortName, aliases: u.aliases });

/** Each unit's items of the catalogue, as the register of the law has them today. */
const itemsOfUnits = (d: DemoDistrict): Map<string, CatalogueItem[]> => {
  const items = itemsNow(d.today);
  return new Map(d.units.map((u) => [u.id, itemsFor(factsOf(u), items, organsNow())]));
};

/** Which piece answers which item, with the elements that the piece itself says. */
export function tiesOf(d: DemoDistrict): Map<string, Tie> {
  const theirs = itemsOfUnits(d);
  const units = new Map(d.units.map((u) => [u.id, u]));
  const names = new Map(d.columns.map((c) => [c.slug, c.name]));
  const fields = new Map(fieldsNow(d.today).flatMap((f) => [f.name, ...(f.aliases ?? [])].map((n) => [n, f.key])));
  const fieldOf = (slug: string): string | undefined => fields.get(names.get(slug) ?? '');
  return new Map(
    d.pieces.flatMap((p): [string, Tie][] => {
      const unit = units.get(p.unitId);
      const own = theirs.get(p.unitId) ?? [];
      const found = itemOf(p, own, fieldOf);
      const item = found && own.find((i) => i.id === found.id);
      return unit && item ? [[p.id, { item, unit }]] : [];
    }),
  );
}

type Held = { unitId: string; item: CatalogueItem; last: Day };

/** Every n-th of a list, so that the few stand far apart and are the same on every start. */
const spreadOver = <T>(list: readonly T[], n: number, from: number): T[] =>
  Array.from(
    { length: Math.min(n, list.length) },
    (_, i) => list[(from + Math.floor((i * list.length) / n)) % list.length],
  ).filter((x): x is T => x !== undefined);

const [SOON, OVERDUE, NEVER] = [13, 7, 6];

/**
 * What the district's units have adopted, and how they stand: what is out is adopted; for a few items something has just
 * happened that must come out soon, for fewer it should be out already, and a few were never served.
 */
export function seedOf(
  d: DemoDistrict,
  ties: ReadonlyMap<string, Tie>,
  numbers: ReadonlyMap<string, number>,
  cal: Calendar,
): SeedCatalogue {
  const theirs = itemsOfUnits(d);
  const evidence = d.pieces.flatMap((p) => {
    const tie = ties.get(p.id);
    const no = numbers.get(p.id);
    return tie && no !== undefined && !p.withdrawal
      ? [{ no, unitId: p.unitId, itemId: tie.item.id, publishedOn: p.publishedAt.slice(0, 10) as Day, title: p.title }]
      : [];
  });
  const held = new Map<string, Held>();
  for (const e of evidence) {
    const item = theirs.get(e.unitId)?.find((i) => i.id === e.itemId);
    const key = `${e.unitId} ${e.itemId}`;
    const last = held.get(key)?.last;
    if (item) held.set(key, { unitId: e.unitId, item, last: last && last > e.publishedOn ? last : e.publishedOn });
  }
  const kinds = new Map(d.units.map((u) => [u.id, u]));
  const counted = [...held.values()]
    .filter((h) => afterRule(h.item) && ['department', 'township'].includes(kinds.get(h.unitId)?.kind ?? ''))
    .sort((a, b) => (`${a.item.id}${a.unitId}` < `${b.item.id}${b.unitId}` ? -1 : 1));
  // Units whose people can sign in have something to do.
  const star = (unitId: string, name: string): Held[] =>
    counted.filter((h) => h.unitId === unitId && h.item.level2 === name);
  const older = (n: number): Held[] => counted.filter((h) => daysBetween(h.last, d.today) > n);
  const late = oneACell([...star('baita', '审核审批信息'), ...spreadOver(older(75), OVERDUE - 1, 3)], new Set());
  const soon = oneACell(
    [...star('minzheng', '发放情况'), ...star('caizheng', '机关职能和机构设置'), ...spreadOver(older(45), SOON - 2, 1)],
    new Set(late.map(cellKey)),
  );
  const start = addDays(d.today, -420);
  return {
    // An item that comes round is owed from the window after it came out last; the others since the year before.
    adoptions: [
      ...[...held.values()].map((h) => ({
        unitId: h.unitId,
        itemId: h.item.id,
        adoptedOn: h.item.timing.rules.some((r) => r.kind === 'every') ? addDays(d.today, -5) : start,
      })),
      ...neverServed(d, theirs, held).map((x) => ({ ...x, adoptedOn: addDays(d.today, -130) })),
      ...ofVillages(d, theirs, held),
    ],
    evidence,
    happenings: [
      ...late.map((h, i) => happening(h, back(d.today, daysOf(h.item) + 1 + ((i * 4) % 9), cal))),
      ...soon.map((h, i) => happening(h, back(d.today, Math.max(1, daysOf(h.item) - 1 - (i % 6)), cal))),
    ],
    reminders: late.slice(0, 4).flatMap((h, i) => {
      const due = addWorkdays(back(d.today, daysOf(h.item) + 1 + ((i * 4) % 9), cal), daysOf(h.item), cal);
      const unit = kinds.get(h.unitId);
      return [-5, 0].map((n) => ({
        unitId: h.unitId,
        itemId: h.item.id,
        due,
        at: new Date(`${back(addDays(due, n), 0, cal)}T09:05:00+08:00`),
        by: '政府办·政务公开办',
        copied: unit ? sayHead(unit) : '主要负责人',
      }));
    }),
  };
}

const cellKey = (h: Held): string => `${h.unitId} ${h.item.field}`;
function oneACell(list: readonly Held[], taken: ReadonlySet<string>): Held[] {
  const seen = new Set(taken);
  return list.filter((h) => !seen.has(cellKey(h)) && seen.add(cellKey(h)));
}

const afterRule = (item: CatalogueItem) =>
  item.timing.rules.find((r) => r.kind === 'after' && r.unit === 'workday' && !r.only);
const daysOf = (item: CatalogueItem): number => {
  const r = afterRule(item);
  return r?.kind === 'after' ? r.number : 20;
};

/** The working day so many working days before one. */
function back(from: Day, n: number, cal: Calendar): Day {
  let at = from;
  for (let left = n; left > 0 || !cal.isWorkday(at); ) {
    if (cal.isWorkday(at)) left--;
    at = addDays(at, -1);
  }
  return at;
}

function happening(h: Held, on: Day) {
  const r = afterRule(h.item);
  return {
    unitId: h.unitId,
    itemId: h.item.id,
    happenedOn: on,
    what: r?.kind === 'after' ? r.event : '信息形成',
    rule: r ? h.item.timing.rules.indexOf(r) : 0,
    recordedBy: '信息员',
  };
}

/** What villages have taken on beside what they publish: most of it this week, so nothing is owed yet; one long ago. */
function ofVillages(d: DemoDistrict, theirs: ReadonlyMap<string, CatalogueItem[]>, held: ReadonlyMap<string, Held>) {
  return d.units
    .filter((u) => u.kind === 'village')
    .flatMap((u, n) =>
      (theirs.get(u.id) ?? [])
        .filter((i) => afterRule(i) && !held.has(`${u.id} ${i.id}`))
        .slice(0, 5)
        .map((i, k) => ({
          unitId: u.id,
          itemId: i.id,
          adoptedOn: addDays(d.today, n % 7 === 0 && k === 1 ? -130 : -3),
        })),
    );
}

/** Items of townships in fields where the unit has nothing at all: adopted long ago, never served. */
function neverServed(d: DemoDistrict, theirs: ReadonlyMap<string, CatalogueItem[]>, held: ReadonlyMap<string, Held>) {
  const cells = new Set([...held.values()].map(cellKey));
  const known = new Set([...held.values()].map((h) => h.item.field));
  const open = d.units
    .filter((u) => u.kind === 'township')
    .flatMap((u) =>
      (theirs.get(u.id) ?? [])
        .filter((i) => known.has(i.field) && !cells.has(`${u.id} ${i.field}`) && afterRule(i))
        .map((i) => ({ unitId: u.id, itemId: i.id, cell: `${u.id} ${i.field}` })),
    );
  const first = open.filter((x, i) => open.findIndex((y) => y.cell === x.cell) === i);
  return spreadOver(first, NEVER, 0).map(({ unitId, itemId }) => ({ unitId, itemId }));
}
