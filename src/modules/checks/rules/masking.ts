/** Lists masked by the rule of `law/masking.json`: each column by what it holds, then whatever is left in free text. */

import { inForce } from '../../../lib/dated.ts';
import { type Day, isDay } from '../../../lib/day.ts';
import { EMPTY, type Grid, type Specimen } from '../../../lib/specimen.ts';
import { cutAddress, hasHouseNumber, isOffice } from './address.ts';
import { isPeopleList, type Role } from './columns.ts';
import { digitRuns } from './digits.ts';
import { maskCard, maskId, maskName, maskPhone } from './mask-values.ts';
import { isName } from './names.ts';
import { type NumberHit, numbersOf } from './numbers.ts';
import { isMinorRow, type ListFacts, listFacts } from './people.ts';

const FIELDS = [
  'name',
  'minor-name',
  'id',
  'phone',
  'card',
  'address',
  'birth',
  'minor-age',
  'pupil-no',
  'illness',
  'disability',
  'poverty',
] as const;
const FORMS = ['show', 'surname', 'keep', 'drop', 'village'] as const;
type Field = (typeof FIELDS)[number];

/** One row of the dated table: how a field is shown in a public list. */
export type MaskRow = {
  field: Field;
  form: (typeof FORMS)[number];
  /** For `keep`: characters shown at either end. */
  first?: number;
  last?: number;
  say: string;
  from: Day;
  to?: Day;
  basis: string;
  source: string;
  mark: 'confirmed' | 'known' | 'unconfirmed';
};

const isOneOf = <T extends string>(list: readonly T[], v: unknown): v is T => list.some((x) => x === v);

/** Checks the rows of `law/masking.json`; throws TypeError naming the first that is of another shape. */
export function readMaskRows(json: unknown): MaskRow[] {
  if (!Array.isArray(json)) throw new TypeError('the masking table is a list of rows');
  return json.map((row: unknown): MaskRow => {
    const r = row as Record<string, unknown>;
    const ends = [r.first, r.last].every((n) => n === undefined || (Number.isInteger(n) && Number(n) >= 0));
    const good =
      isOneOf(FIELDS, r.field) &&
      isOneOf(FORMS, r.form) &&
      isOneOf(['confirmed', 'known', 'unconfirmed'] as const, r.mark) &&
      [r.say, r.basis, r.source].every((t) => typeof t === 'string' && t !== '') &&
      typeof r.from === 'string' &&
      isDay(r.from) &&
      (r.to === undefined || (typeof r.to === 'string' && isDay(r.to))) &&
      ends &&
      (r.form !== 'keep' || (r.first !== undefined && r.last !== undefined));
    if (!good) throw new TypeError(`not a row of the masking table: ${JSON.stringify(row)}`);
    return row as MaskRow;
  });
}

export type Masked = {
  grid: Grid;
  /** Cells that are not what they were. */
  changed: number;
  /** What was done to each column, for the clerk and for the history; only columns that changed. */
  columns: { column: number; head: string; did: string; basis: string; unconfirmed: boolean; cells: number }[];
};

export type MaskOptions = {
  today: Day;
  /** Every person of the list is a child, whatever it says itself. */
  minors?: boolean;
};

const NOT_PUBLIC = '不公开';
const isEmpty = (text: string): boolean => /^[\s\-—/无否]*$/.test(text) || text === NOT_PUBLIC;

const fieldOf = (role: Role, hideName: boolean): Field | undefined => {
  switch (role) {
    case 'name':
      return hideName ? 'minor-name' : 'name';
    case 'guardian':
      return hideName ? 'minor-name' : 'name';
    case 'age':
      return hideName ? 'minor-age' : undefined;
    case 'village':
      return 'address';
    case 'id':
    case 'phone':
    case 'card':
    case 'address':
    case 'birth':
    case 'pupil-no':
    case 'illness':
    case 'disability':
    case 'poverty':
      return role;
    default:
      return undefined;
  }
};

function keepEnds(text: string, row: MaskRow): string {
  const tight = text.replace(/[\s\u3000-]/g, '');
  const { first = 0, last = 0 } = row;
  if (!/\d/.test(tight)) return text;
  if (row.field === 'phone') return /^\d+$/.test(tight) ? maskPhone(tight) : text;
  if (tight.length <= first + last + 3) return '*'.repeat(tight.length);
  return tight.slice(0, first) + '*'.repeat(tight.length - first - last) + tight.slice(-last);
}

function masked(text: string, row: MaskRow): string {
  if (isEmpty(text)) return text;
  switch (row.form) {
    case 'show':
      return text;
    case 'surname':
      return isName(text) ? maskName(text) : text;
    case 'keep':
      return keepEnds(text, row);
    case 'village':
      return hasHouseNumber(text) ? cutAddress(text) || NOT_PUBLIC : text;
    case 'drop':
      return NOT_PUBLIC;
  }
}

/** Masks a list. Pure: the grid that comes in stays as it is. Throws RangeError when no row of the table is in force today. */
export function maskGridBy(rows: readonly MaskRow[], grid: Grid, options: MaskOptions): Masked {
  const facts = listFacts(grid);
  const people = isPeopleList(grid) || facts.roles.includes('id') || facts.roles.includes('pupil-no');
  const ruleOf = new Map<Field, MaskRow>(
    FIELDS.map((field) => [
      field,
      inForce(
        rows.filter((r) => r.field === field),
        options.today,
      ),
    ]),
  );
  const columns = new Map<number, Masked['columns'][number]>();
  let changed = 0;
  const note = (c: number, did: string, basis: string, unconfirmed: boolean): void => {
    changed += 1;
    const known = columns.get(c);
    if (known) known.cells += 1;
    else columns.set(c, { column: c, head: grid.head[c] ?? '', did, basis, unconfirmed, cells: 1 });
  };
  const out = grid.rows.map((row, r) => {
    if (r < grid.headRows) return row;
    const hide = hidesNames(row, facts, options);
    return row.map((text, c) => {
      const field = people ? fieldOf(facts.roles[c] ?? 'other', hide) : undefined;
      const rule = field && ruleOf.get(field);
      const next = rule ? masked(text, rule) : text;
      if (rule && next !== text) note(c, rule.say, rule.basis, rule.mark === 'unconfirmed');
      // Remarks hold numbers too, and so do columns whose head promised something else.
      const clean = maskFree(next, people);
      if (clean !== next) note(c, '文字里的号码和门牌号也遮盖了', '《政府信息公开条例》第十五条', false);
      return clean;
    });
  });
  const made: Grid = { ...grid, rows: out };
  const rest = leftIn(made, options.today);
  if (rest.length === 0) return { grid: made, changed, columns: [...columns.values()] };
  // Judged as a list, some numbers are found that a cell alone does not betray.
  const last = out.map((row) => [...row]);
  for (const hit of rest) {
    const cell = hit.cell;
    const row = cell && last[grid.headRows + cell.row - 1];
    if (!cell || !row) continue;
    row[cell.column] = NOT_PUBLIC;
    note(cell.column, '号码不公开', '《政府信息公开条例》第十五条', false);
  }
  return { grid: { ...grid, rows: last }, changed, columns: [...columns.values()] };
}

/** A grown-up in a class list is hidden too: once the identity number is masked, nothing would tell him from the others. */
const hidesNames = (row: readonly string[], facts: ListFacts, options: MaskOptions): boolean =>
  options.minors === true ||
  facts.ofVulnerable ||
  facts.ofMinors ||
  isMinorRow(row, facts.roles, options.today) === true;

const alone = (text: string, grids: readonly Grid[] = []): Specimen => ({
  ...EMPTY,
  layers: text === '' ? [] : [{ kind: 'shown', at: '', text, spots: [] }],
  grids,
});

const leftIn = (grid: Grid, today: Day): readonly NumberHit[] =>
  numbersOf(alone('', [grid]), Number(today.slice(0, 4)));

const maskFree = (text: string, people: boolean): string => {
  const numbers = text.length >= 7 && digitRuns(text).length > 0 ? maskText(text).text : text;
  return people && hasHouseNumber(numbers) && !isOffice(numbers) ? cutAddress(numbers) || NOT_PUBLIC : numbers;
};

/** The changes of a masked list as edits of the first layer's text, for `replaceInHtml`; only of markup, which knows its offsets. */
export function maskEdits(before: Grid, after: Grid): { from: number; to: number; with: string }[] {
  return before.rows.flatMap((row, r) =>
    row.flatMap((text, c) => {
      const from = before.offsets?.[r]?.[c] ?? -1;
      const next = after.rows[r]?.[c] ?? text;
      return from >= 0 && next !== text ? [{ from, to: from + text.length, with: next }] : [];
    }),
  );
}

/** Beyond any birth: masking asks no calendar. */
const ANY_YEAR = 2200;

/** Masks the numbers of persons in running text; everything else stays, character by character. */
export function maskText(text: string): { text: string; changed: number } {
  const hits = numbersOf(alone(text), ANY_YEAR);
  let out = '';
  let from = 0;
  for (const hit of hits) {
    // One that is read in two ways is masked once.
    if (!hit.span || hit.span.from < from) continue;
    out += text.slice(from, hit.span.from) + maskNumber(hit);
    from = hit.span.to;
  }
  return { text: out + text.slice(from), changed: hits.length };
}

const maskNumber = (hit: NumberHit): string =>
  hit.kind === 'card'
    ? maskCard(hit.value)
    : hit.kind === 'mobile' || hit.kind === 'landline'
      ? maskPhone(hit.value)
      : maskId(hit.value);
