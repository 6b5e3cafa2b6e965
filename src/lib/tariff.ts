/** Progressive tariffs (超额累进) as dated data: each band prices only what lies inside it. */
import { type Dated, inForce } from './dated.ts';
import { type Day, isDay } from './day.ts';

/** Up to and with the `to`-th unit, each costs `each` yuan. */
type TariffBand = { to: number; each: number };

/** One tariff row of `law/fees.json`. After the bands: `then` goes on in equal steps, `rest` is one last price. */
export type Tariff = Dated & {
  bands: readonly TariffBand[];
  then?: { step: number; add: number };
  rest?: number;
  basis: string;
  source: string;
  mark: string;
  note?: string;
};
export type Tariffs = { byItems: readonly Tariff[]; byPages: readonly Tariff[] };

/** A stretch of units at one price: from the `from`-th to the `to`-th. */
export type PricedBand = { from: number; to: number; each: number; count: number; yuan: number };
export type Fee = { yuan: number; basis: string; bands: PricedBand[] };

const whole = (v: unknown): v is number => Number.isInteger(v) && Number(v) >= 0;

function isTariff(row: unknown): row is Tariff {
  if (row === null || typeof row !== 'object') return false;
  const t = row as Record<string, unknown>;
  const bands = t.bands as { to?: unknown; each?: unknown }[];
  return (
    typeof t.from === 'string' &&
    isDay(t.from) &&
    (t.to === undefined || (typeof t.to === 'string' && isDay(t.to))) &&
    typeof t.basis === 'string' &&
    typeof t.source === 'string' &&
    Array.isArray(bands) &&
    bands.length > 0 &&
    bands.every((b, i) => whole(b.to) && whole(b.each) && b.to > ((bands[i - 1]?.to as number) ?? 0)) &&
    (t.then === undefined) !== (t.rest === undefined)
  );
}

/** Checks `law/fees.json`; throws TypeError naming the row that is none. */
export function readTariffs(json: unknown): Tariffs {
  const { byItems, byPages } = json as Record<string, unknown>;
  for (const rows of [byItems, byPages]) {
    if (!Array.isArray(rows) || rows.length === 0) throw new TypeError('a tariff is a list of rows');
    for (const row of rows) if (!isTariff(row)) throw new TypeError(`not a tariff: ${JSON.stringify(row)}`);
  }
  return { byItems: byItems as Tariff[], byPages: byPages as Tariff[] };
}

/** The band of a tariff that the `n`-th unit (from 1) falls into. */
function bandOf(t: Tariff, n: number): { from: number; to: number; each: number } {
  let from = 1;
  for (const b of t.bands) {
    if (n <= b.to) return { from, to: b.to, each: b.each };
    from = b.to + 1;
  }
  if (!t.then) return { from, to: Number.POSITIVE_INFINITY, each: t.rest ?? 0 };
  const last = t.bands.at(-1)?.each ?? 0;
  const step = Math.floor((n - from) / t.then.step);
  const start = from + step * t.then.step;
  return { from: start, to: start + t.then.step - 1, each: last + (step + 1) * t.then.add };
}

/** More units than this are a slip of the pen. */
const MOST = 1_000_000;

/**
 * What the units from the `from`-th to the `to`-th cost together, by the row in force on `on`; whole yuan.
 * Throws RangeError for counts that are not whole numbers from 1 (to: from `from`), and when no row is in force.
 */
export function feeFor(rows: readonly Tariff[], from: number, to: number, on: Day): Fee {
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 1 || to < from || to > MOST)
    throw new RangeError(`not a range of units: ${from} to ${to}`);
  const t = inForce(rows, on);
  const bands: PricedBand[] = [];
  for (let n = from; n <= to; ) {
    const band = bandOf(t, n);
    const last = Math.min(band.to, to);
    const count = last - n + 1;
    bands.push({ from: n, to: last, each: band.each, count, yuan: count * band.each });
    n = last + 1;
  }
  return { yuan: bands.reduce((sum, b) => sum + b.yuan, 0), basis: t.basis, bands };
}
