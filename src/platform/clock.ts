import { type Day, dayIn } from '../lib/day.ts';

/** The only source of time; rules get `today` and `now` as arguments. */
export type Clock = { now(): Date; today(): Day };

export const systemClock: Clock = { now: () => new Date(), today: () => dayIn(new Date()) };

/** A clock that stands still until it is set; for tests and for `--at`. */
export function fixedClock(iso: string): Clock & { set(iso: string): void } {
  let at = new Date(iso);
  return {
    now: () => new Date(at),
    today: () => dayIn(at),
    set: (next) => {
      at = new Date(next);
    },
  };
}
