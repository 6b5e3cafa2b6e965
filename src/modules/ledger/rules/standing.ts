import { addDays, type Day, day, daysBetween, yearOf } from '../../../lib/day.ts';
import { nextDue } from './recurs.ts';

/** Where a task stands; the words are in the ledger component. */
export type Standing = 'done' | 'ongoing' | 'soon' | 'notyet' | 'broken' | 'overdue';

/** Stands for "fulfilled once and for all" in a share without a recurrence. */
const FOREVER = day('9999-12-31');

export type When = { due: Day | null; recurs: string | null; since: Day };
export type ShareFacts = {
  unitId: string | null;
  role: 'lead' | 'responsible';
  acceptedFor: Day | null;
  /** Some evidence of its newest accepted report no longer answers. */
  broken: boolean;
};

export type Due = {
  /** The day that counts now; null when the plan names none. */
  due: Day | null;
  /** The occurrence before it, when it has passed since the plan began. */
  missedUnless: Day | null;
};

/**
 * The day a task is due now. A dated deadline stays; one that comes back gives the next occurrence, and the one before it
 * counts as missed unless it was fulfilled.
 */
export function dueNow(w: When, today: Day): Due {
  if (!w.recurs) return { due: w.due, missedUnless: null };
  let before: Day | null = null;
  let next = nextDue(w.recurs, w.since);
  // A daily duty since years ago would walk far; what counts is the last occurrence before today.
  if (daysBetween(next, today) > 800) next = nextDue(w.recurs, addDays(today, -400));
  while (next < today) {
    before = next;
    next = nextDue(w.recurs, next);
  }
  return { due: w.due && w.due >= today && w.due < next ? w.due : next, missedUnless: before };
}

/** The occurrence that a report accepted today fulfils: the missed one first, otherwise the coming one. */
export function fulfils(w: When, share: Pick<ShareFacts, 'acceptedFor'>, today: Day): Day {
  if (!w.recurs) return FOREVER;
  const d = dueNow(w, today);
  if (d.missedUnless && !(share.acceptedFor && share.acceptedFor >= d.missedUnless)) return d.missedUnless;
  return d.due ?? FOREVER;
}

/** Whether a unit has done its share for the occurrence that counts now (`dueNow` of the task, once for all its shares). */
export function shareDone(w: When, s: ShareFacts, d: Due): boolean {
  const need = w.recurs ? d.due : FOREVER;
  return s.acceptedFor !== null && need !== null && s.acceptedFor >= need;
}

/** Nobody has reported and the season has not come: a yearly month counts from the month before it. */
function beforeSeason(w: When, due: Day, today: Day): boolean {
  if (!w.recurs?.startsWith('yearly:') || yearOf(due) < yearOf(today)) return false;
  return today < addDays(day(`${due.slice(0, 7)}-01`), -31);
}

/**
 * Standing of a task from its shares. Broken evidence outranks everything that is done; a missed day outranks all else.
 * `soonDays` is a setting of the office, in calendar days.
 */
export function standing(
  w: When,
  shares: readonly ShareFacts[],
  today: Day,
  soonDays: number,
  d: Due = dueNow(w, today),
): Standing {
  const all = shares.length > 0 && shares.every((s) => shareDone(w, s, d));
  const kept = (due: Day): boolean =>
    shares.length > 0 && shares.every((s) => s.acceptedFor !== null && s.acceptedFor >= due);
  if (d.missedUnless && !kept(d.missedUnless)) return 'overdue';
  if (!w.recurs && d.due && d.due < today && !all) return 'overdue';
  if (shares.some((s) => s.broken)) return 'broken';
  if (all) return 'done';
  if (d.due && daysBetween(today, d.due) <= soonDays) return 'soon';
  if (d.due && beforeSeason(w, d.due, today) && shares.every((s) => s.acceptedFor === null)) return 'notyet';
  return 'ongoing';
}
