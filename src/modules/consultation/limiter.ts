import type { System } from '../../platform/system.ts';
import { addressOf, type Limits, waitFor } from './rules/index.ts';

const DAY = 86_400_000;
/** Addresses remembered at most; the oldest go first. */
const MOST = 50_000;

/** Instants by address. In memory of this process and nowhere else: an address never stands beside a question. */
const seen = new WeakMap<System, Map<string, number[]>>();

const of = (system: System): Map<string, number[]> => {
  const known = seen.get(system) ?? new Map<string, number[]>();
  seen.set(system, known);
  return known;
};

/** 0, or milliseconds until one more from this address is taken. */
export const waitOf = (system: System, who: string, l: Limits): number =>
  waitFor(of(system).get(addressOf(who)) ?? [], system.clock.now().getTime(), l);

/** One was taken. */
export function took(system: System, who: string): void {
  const all = of(system);
  const now = system.clock.now().getTime();
  const key = addressOf(who);
  const mine = (all.get(key) ?? []).filter((t) => t > now - DAY);
  // Deleted first, so that the map keeps the order of last use.
  all.delete(key);
  all.set(key, [...mine, now]);
  if (all.size > MOST) all.delete(all.keys().next().value ?? '');
}
