export type Limits = { perTenMinutes: number; perDay: number };

const TEN = 600_000;
const DAY = 86_400_000;

/**
 * Whether one more question from an address is taken now: 0, or the milliseconds until it will be. `arrivals` are the
 * instants of those taken before, oldest first. What was refused does not count, so waiting always ends.
 */
export function waitFor(arrivals: readonly number[], now: number, l: Limits): number {
  const within = (span: number): number[] => arrivals.filter((t) => t > now - span);
  const until = (span: number, most: number): number => {
    const recent = within(span);
    return recent.length < most ? 0 : (recent[recent.length - most] ?? now) + span - now;
  };
  return Math.max(until(TEN, l.perTenMinutes), until(DAY, l.perDay));
}
