/** Checks the rows of `law/catalogue`: a row of another shape stops the start, not a form years later. */
import { type Day, isDay } from '../../../lib/day.ts';
import { parseTiming } from './timing.ts';
import {
  CARRIERS,
  type Catalogue,
  type CatalogueItem,
  type ElementSpec,
  type Field,
  type Organ,
  type TimingRule,
} from './types.ts';

type Fits = (v: unknown) => boolean;
type Shape<T> = { [K in keyof Required<T>]: Fits };

const MARKS = ['confirmed', 'known', 'unconfirmed'];
const TYPES = ['text', 'long', 'date', 'money', 'number', 'phone', 'link', 'choice', 'table', 'file'];
const UNITS = ['workday', 'day', 'month'];

const isText: Fits = (v) => typeof v === 'string' && v.trim() === v && v !== '';
const isSlug: Fits = (v) => typeof v === 'string' && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(v);
const isDayText: Fits = (v) => typeof v === 'string' && isDay(v);
const isCount: Fits = (v) => Number.isInteger(v) && Number(v) > 0;
const among =
  (list: readonly string[]): Fits =>
  (v) =>
    list.some((x) => x === v);
const maybe =
  (fits: Fits): Fits =>
  (v) =>
    v === undefined || fits(v);
const listOf =
  (fits: Fits, least = 1): Fits =>
  (v) =>
    Array.isArray(v) && v.length >= least && v.every(fits);
const setOf =
  (fits: Fits): Fits =>
  (v) =>
    listOf(fits)(v) && new Set(v as unknown[]).size === (v as unknown[]).length;

/** Exactly these fields: one that is not known is a slip of the pen. */
const shaped =
  <T>(shape: Shape<T>): Fits =>
  (v) => {
    if (v === null || typeof v !== 'object' || Array.isArray(v)) return false;
    const fields: Record<string, unknown> = { ...v };
    const checks: [string, Fits][] = Object.entries(shape);
    return checks.every(([name, fits]) => fits(fields[name])) && Object.keys(fields).every((name) => name in shape);
  };

const keysDiffer: Fits = (v) => {
  const keys = Array.isArray(v) ? v.map((x: unknown) => (x as { key?: unknown } | null)?.key) : [];
  return new Set(keys).size === keys.length;
};

type Column = NonNullable<ElementSpec['columns']>[number];
const isColumn = shaped<Column>({
  key: isSlug,
  label: isText,
  type: among(TYPES.filter((t) => t !== 'table' && t !== 'file' && t !== 'choice')),
  required: maybe((v) => typeof v === 'boolean'),
});
const elementShape = shaped<ElementSpec>({
  key: isSlug,
  label: isText,
  type: among(TYPES),
  required: (v) => typeof v === 'boolean',
  part: maybe(isText),
  hint: maybe(isText),
  choices: maybe(setOf(isText)),
  columns: maybe((v) => listOf(isColumn)(v) && keysDiffer(v)),
});
/** A table has columns and nothing else has; a choice has choices and nothing else has. */
const isElement: Fits = (v) => {
  if (!elementShape(v)) return false;
  const e = v as ElementSpec;
  return (e.type === 'table') === (e.columns !== undefined) && (e.type === 'choice') === (e.choices !== undefined);
};

const RULES: { [K in TimingRule['kind']]: Shape<Extract<TimingRule, { kind: K }>> } = {
  after: { kind: isText, number: isCount, unit: among(UNITS), event: isText, only: maybe(isText) },
  every: {
    kind: isText,
    cycle: among(['year', 'half', 'quarter', 'month']),
    month: maybe((v) => isCount(v) && Number(v) <= 12),
    day: maybe((v) => isCount(v) && Number(v) <= 31),
  },
  shown: { kind: isText, number: isCount, unit: among(UNITS) },
  prompt: { kind: isText },
  live: { kind: isText },
  standing: { kind: isText },
};
const isRule: Fits = (v) => {
  const kind = (v as { kind?: unknown } | null)?.kind;
  const shape = Object.entries(RULES).find(([k]) => k === kind)?.[1];
  return shape !== undefined && shaped<TimingRule>(shape as Shape<TimingRule>)(v);
};

const ITEM: Shape<CatalogueItem> = {
  id: (v) => typeof v === 'string' && /^(?:[0-9]{2}|S[0-9])-[0-9]{2,3}$/.test(v),
  field: isSlug,
  level1: isText,
  level2: isText,
  content: isText,
  elements: (v) => listOf(isElement)(v) && keysDiffer(v),
  basis: listOf(shaped<CatalogueItem['basis'][number]>({ law: isText, article: maybe(isText) })),
  timing: shaped<CatalogueItem['timing']>({ text: isText, rules: listOf(isRule) }),
  organText: isText,
  organs: setOf(isSlug),
  carriers: setOf(among(CARRIERS)),
  otherCarriers: maybe(setOf(isText)),
  audience: among(['all', 'certain']),
  audienceText: maybe(isText),
  mode: among(['active', 'request']),
  levels: setOf(among(['county', 'township', 'village'])),
  from: isDayText,
  to: maybe(isDayText),
  source: isText,
  mark: among(MARKS),
};

const FIELD: Shape<Field> = {
  no: (v) => typeof v === 'string' && /^(?:[0-9]{2}|S[0-9])$/.test(v),
  key: isSlug,
  name: isText,
  aliases: maybe(setOf(isText)),
  from: isDayText,
  to: maybe(isDayText),
  source: isText,
  mark: among(MARKS),
};

const ORGAN: Shape<Organ> = {
  key: isSlug,
  say: isText,
  kinds: maybe(setOf(isText)),
  names: maybe(setOf(isText)),
  not: maybe(setOf(isText)),
};

function rowsOf<T extends object>(json: unknown, what: string, shape: Shape<T>): T[] {
  if (!Array.isArray(json)) throw new TypeError(`${what} are a list of rows`);
  const fits = shaped<T>(shape);
  return json.map((row: unknown): T => {
    if (fits(row)) return row as T;
    const fields: Record<string, unknown> = row !== null && typeof row === 'object' ? { ...row } : {};
    const checks: [string, Fits][] = Object.entries(shape);
    const wrong = [
      ...checks.filter(([name, ok]) => !ok(fields[name])).map(([name]) => name),
      ...Object.keys(fields).filter((name) => !(name in shape)),
    ];
    throw new TypeError(`not a row of ${what} (${wrong.join(', ')}): ${JSON.stringify(row)?.slice(0, 400)}`);
  });
}

const refuse = (id: string, what: string): never => {
  throw new RangeError(`${id}: ${what}`);
};
const overlap = (a: { from: Day; to?: Day }, b: { from: Day; to?: Day }): boolean =>
  (b.to === undefined || a.from <= b.to) && (a.to === undefined || b.from <= a.to);

function checkItem(item: CatalogueItem, fields: readonly Field[], organs: ReadonlySet<string>): void {
  if (item.to !== undefined && item.to < item.from) refuse(item.id, 'ends before it begins');
  const no = item.id.replace(/-.*$/, '');
  const own = fields.filter((f) => f.key === item.field);
  if (own[0]?.no !== no) refuse(item.id, `the number does not belong to field ${item.field}`);
  if (!own.some((f) => overlap(f, item))) refuse(item.id, `no name of field ${item.field} is in force while it is`);
  for (const o of item.organs) if (!organs.has(o)) refuse(item.id, `organ ${o} is not in organs.json`);
  if (item.audience === 'all' && item.audienceText !== undefined) refuse(item.id, 'says who, but is for all');
  if ((item.otherCarriers !== undefined) !== item.carriers.includes('其他'))
    refuse(item.id, '其他 must be chosen and named together');
  const { timing, unread } = parseTiming(item.timing.text);
  if (unread.length > 0) refuse(item.id, `timing not understood: ${unread.join(' | ')}`);
  if (timing.text !== item.timing.text || JSON.stringify(timing.rules) !== JSON.stringify(item.timing.rules))
    refuse(item.id, `timing ${item.timing.text} means ${JSON.stringify(timing.rules)}`);
}

/**
 * Checks what `law/catalogue` holds. Throws TypeError on a row of another shape, naming its wrong fields; RangeError on an id
 * used twice, an organ or field that is not known, two names of a field on one day, or a timing whose rules its words do not give.
 */
export function readCatalogue(json: { organs: unknown; fields: unknown; items: readonly unknown[] }): Catalogue {
  const organs = rowsOf('organs' in json ? json.organs : undefined, 'organs', ORGAN);
  const fields = rowsOf(json.fields, 'fields', FIELD);
  const items = json.items.flatMap((file) => rowsOf(file, 'items', ITEM));
  const keys = new Set(organs.map((o) => o.key));
  if (keys.size < organs.length) refuse('organs.json', 'a key stands twice');
  for (const [i, f] of fields.entries()) {
    if (f.to !== undefined && f.to < f.from) refuse(f.key, 'ends before it begins');
    for (const g of fields.slice(i + 1)) {
      if ((f.no === g.no) !== (f.key === g.key)) refuse(f.key, `number and key of ${g.key} do not go together`);
      if (f.key === g.key && overlap(f, g)) refuse(f.key, 'two names on one day');
    }
  }
  const ids = new Set<string>();
  for (const item of items) {
    if (ids.has(item.id)) refuse(item.id, 'stands twice; an id is never used again');
    ids.add(item.id);
    checkItem(item, fields, keys);
  }
  return { organs, fields, items };
}

/** The items in force on a day, in the order of the files. */
export const itemsOn = (c: Catalogue, on: Day): CatalogueItem[] =>
  c.items.filter((i) => i.from <= on && (i.to === undefined || on <= i.to));

/** The fields as they are called on a day, by number. */
export const fieldsOn = (c: Catalogue, on: Day): Field[] =>
  c.fields.filter((f) => f.from <= on && (f.to === undefined || on <= f.to));
