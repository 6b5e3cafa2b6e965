/** How long who applied, and the proof of it, is kept: needed while an answer may still have to be delivered, or is disputed. */
import { addDays, type Day } from '../../../lib/day.ts';
import { OPEN, type State } from './types.ts';

export type KeptCase = {
  state: State;
  closedOn: Day | null;
  deliveredOn: Day | null;
  /** Reviews and suits of the case; null: pending. */
  disputes: readonly { closedOn: Day | null }[];
};

/** Why nothing is deleted yet. open: a case is still worked on · undelivered: answered, not delivered · disputed: a review or suit is pending. */
export type KeepReason = 'open' | 'undelivered' | 'disputed';
export type Keeping = { until: Day; waits: [] } | { until: null; waits: KeepReason[] };

const waitsFor = (c: KeptCase): KeepReason[] => [
  ...(OPEN.includes(c.state) || c.closedOn === null ? (['open'] as const) : []),
  ...(c.state === 'decided' ? (['undelivered'] as const) : []),
  ...(c.disputes.some((d) => d.closedOn === null) ? (['disputed'] as const) : []),
];

/**
 * The last day on which the identity of an application is kept: some days after the last end of all its cases, deliveries and
 * disputes. As long as one of them has not ended there is no such day, for every reason that is named.
 * @param days calendar days, `Setting.keepIdentityDays`
 */
export function keeping(cases: readonly KeptCase[], days: number): Keeping {
  const waits = [...new Set(cases.flatMap(waitsFor))];
  const ends = cases.flatMap((c) => [c.closedOn, c.deliveredOn, ...c.disputes.map((d) => d.closedOn)]);
  const last = ends.reduce((a, b) => (b !== null && (a === null || b > a) ? b : a), null);
  if (waits.length > 0 || last === null) return { until: null, waits: waits.length > 0 ? waits : ['open'] };
  return { until: addDays(last, days), waits: [] };
}
