/** Rows of `law/`: what the law says, from which day to which, where it says so, and how sure we are of it. */
import { z } from 'zod';
import { type Day, isDay } from './day.ts';

const day = z.custom<Day>((v) => typeof v === 'string' && isDay(v), 'not a day');

const periodRow = z
  .strictObject({
    /** The rule's name, e.g. `disclosure.publish`. */
    rule: z.string().regex(/^[a-z]+(\.[a-z-]+)+$/),
    number: z.int().positive(),
    unit: z.enum(['workday', 'day', 'month']),
    /** First day in force. */
    from: day,
    /** Last day in force; absent while it is. */
    to: day.optional(),
    /** The article, in Chinese, as it is shown to people. */
    basis: z.string().min(1),
    /** Where we read it. */
    source: z.string().min(1),
    /** confirmed: checked against the text; known: wording not looked up again; unconfirmed: keep as a setting. */
    mark: z.enum(['confirmed', 'known', 'unconfirmed']),
  })
  .refine((r) => !r.to || r.from <= r.to, 'ends before it begins');

/** One statutory period. */
export type Period = z.infer<typeof periodRow>;

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

/** Checks the rows of `law/periods.json`; throws (ZodError) on a row of another shape, RangeError when two of a rule overlap. */
export function readPeriods(json: unknown): Period[] {
  const rows = z.array(periodRow).parse(json);
  // On the first day of a row only that row may be in force; two that overlap always share the later one's first day.
  for (const row of rows) periodInForce(rows, row.rule, row.from);
  return rows;
}

/** The period a rule gives on a day. Throws RangeError for a rule without a row on that day, naming rule and day. */
export function periodInForce(rows: readonly Period[], rule: string, on: Day): Period {
  try {
    return inForce(
      rows.filter((r) => r.rule === rule),
      on,
    );
  } catch (cause) {
    throw new RangeError(`rule ${rule}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
