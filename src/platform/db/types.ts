import pg from 'pg';

const { types } = pg;

/** A whole number beyond 2^53 would silently change its last digits; better to fail where it is read. */
function int8(text: string): number {
  const n = Number(text);
  if (!Number.isSafeInteger(n)) throw new RangeError(`bigint ${text} does not fit a number; select it as text`);
  return n;
}

const same = (text: string): string => text;
const textArray = types.getTypeParser(1009 as number) as (text: string) => (string | null)[];
const arrayOf =
  <T>(parse: (text: string) => T) =>
  (text: string): (T | null)[] =>
    textArray(text).map((v) => (v === null ? null : parse(v)));

const OID = { int8: 20, date: 1082, numeric: 1700, int8Array: 1016, dateArray: 1182, numericArray: 1231 };

const ours = new Map<number, (text: string) => unknown>([
  [OID.int8, int8],
  // A legal day is never an instant (src/lib/day.ts).
  [OID.date, same],
  // Money and rates keep every digit.
  [OID.numeric, same],
  [OID.int8Array, arrayOf(int8)],
  [OID.dateArray, arrayOf(same)],
  [OID.numericArray, arrayOf(same)],
]);

/**
 * How values come back: DATE as `YYYY-MM-DD`, bigint as number (throws beyond 2^53), numeric as string, timestamptz as
 * Date, json parsed, bytea as Buffer.
 */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : ours.get(oid)) ??
    types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};
