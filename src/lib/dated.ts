/** Rows of `law/`: what the law says, from which day to which, where it says so, and how sure we are of it. */
import { type Day, isDay } from './day.ts';

const UNITS = ['workday', 'day', 'month'] as const;
const MARKS = ['confirmed', 'known', 'unconfirmed'] as const;

/** One statutory period. */
export type Period = {
  /** The rule's name, e.g. `disclosure.publish`. */
  rule: string;
  number: number;
  unit: (typeof UNITS)[number];
  /** First day in force. */
  from: Day;
  /** Last day in force; absent while it is. */
  to?: Day;
  /** The article, in Chinese, as it is shown to people. */
  basis: string;
  /** Where we read it. */
  source: string;
  /** confirmed: checked against the text; known: wording not looked up again; unconfirmed: keep as a setting. */
  mark: (typeof MARKS)[number];
};

const oneOf = (list: readonly string[], v: unknown): boolean => list.some((x) => x === v);
const isDayText = (v: unknown): boolean => typeof v === 'string' && isDay(v);
const isText = (v: unknown): boolean => typeof v === 'string' && v.trim() !== '';

/** What each field must be; a field that is not here is a slip of the pen and is refused. */
const FIELDS: { [K in keyof Required<Period>]: (v: unknown) => boolean } = {
  rule: (v) => typeof v === 'string' && /^[a-z]+(\.[a-z-]+)+$/.test(v),
  number: (v) => Number.isInteger(v) && Number(v) > 0,
  unit: (v) => oneOf(UNITS, v),
  from: isDayText,
  to: (v) => v === undefined || isDayText(v),
  basis: isText,
  source: isText,
  mark: (v) => oneOf(MARKS, v),
};

function isPeriod(row: unknown): row is Period {
  if (row === null || typeof row !== 'object') return false;
  const fields: Record<string, unknown> = { ...row };
  return (
    Object.entries(FIELDS).every(([name, fits]) => fits(fields[name])) &&
    Object.keys(fields).every((name) => name in FIELDS) &&
    (fields.to === undefined || String(fields.from) <= String(fields.to))
  );
}

/** Anything with a first and perhaps a last day in force. */
export type Dated = { from: Day; to?: Day | undefined };

/**
 * The one row in force on a day.
 * Throws RangeError when none is, or more than one: a wrong period is worse than a stop, so there is no default.
 */
export function inForce<T extends Dated>(rows: readonly T[], on: Day): T {
  const fit = rows.filter((r) => r.from <= on && (r.to === undefined || on <= r.to));
  const [only] = fit;
  if (only && fit.length === 1) return only;
  throw new RangeError(`${fit.length} rows of ${rows.length} are in force on ${on}; there must be one`);
}

/** Checks the rows of `law/periods.json`; throws TypeError on a row of another shape, RangeError when two of a rule overlap. */
export function readPeriods(json: unknown): Period[] {
  if (!Array.isArray(json)) throw new TypeError('periods are a list of rows');
  const rows = json.map((row: unknown): Period => {
    if (!isPeriod(row)) throw new TypeError(`not the row of a period: ${JSON.stringify(row)}`);
    return row;
  });
  // On the first day of a row only that row may be in force; two that overlap always share the later one's first day.
  for (const row of rows) periodInForce(rows, row.rule, row.from);
  Object.freeze(rows);
  return rows;
}

/** The period a rule gives on a day. Throws RangeError for a rule without a row on that day, naming rule and day. */
export function periodInForce(rows: readonly Period[], rule: string, on: Day): Period {
  try {
    return inForce(ofRule(rows, rule), on);
  } catch (cause) {
    throw new RangeError(`rule ${rule}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** The law is read once and asked for each case: rows of a rule are looked for once. */
const RULES = new WeakMap<readonly Period[], Map<string, Period[]>>();
function ofRule(rows: readonly Period[], rule: string): Period[] {
  // A list that is still being put together would be remembered as it was.
  if (!Object.isFrozen(rows)) return rows.filter((r) => r.rule === rule);
  const known = RULES.get(rows) ?? new Map<string, Period[]>();
  RULES.set(rows, known);
  const found = known.get(rule) ?? rows.filter((r) => r.rule === rule);
  known.set(rule, found);
  return found;
}
