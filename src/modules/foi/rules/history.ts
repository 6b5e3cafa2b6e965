/** What the events of a case say: the clock's own events, and the few facts that later acts ask for. */
import { type Period, periodInForce } from '../../../lib/dated.ts';
import type { Day } from '../../../lib/day.ts';
import { addWorkdays, type Calendar } from '../../../lib/workdays.ts';
import type { Event } from '../store/types.ts';
import { type AnswerClock, answerClock, type ClockEvent, type ClockSettings } from './clock.ts';
import { OPEN, type State } from './types.ts';

export type Law = { periods: readonly Period[]; calendar: Calendar };
type Told = Pick<Event, 'what' | 'on' | 'detail'>;

const text = (v: unknown): string => (typeof v === 'string' ? v : '');
export const lastOf = <E extends Told>(events: readonly E[], what: Event['what']): E | undefined =>
  events.findLast((e) => e.what === what);

/** The events that move the clock, in the clock's own words. */
export function clockEvents(events: readonly Told[]): ClockEvent[] {
  return events.flatMap((e): ClockEvent[] => {
    const party = text(e.detail.party);
    switch (e.what) {
      case 'corrected':
        return [{ kind: 'corrected', on: e.on }];
      case 'consulted':
        return [{ kind: 'consulted', on: e.on, party, of: e.detail.kind === 'coproducer' ? 'coproducer' : 'third' }];
      case 'partyReceived':
        return [{ kind: 'received', on: e.on, party }];
      case 'opinion':
        return [{ kind: 'opinion', on: e.on, party }];
      case 'extended':
        return [{ kind: 'extended', days: Number(e.detail.days) }];
      case 'feeNotified':
        return [{ kind: 'fee-notified', on: e.on }];
      case 'paid':
        return [{ kind: 'paid', on: e.on }];
      default:
        return [];
    }
  });
}

/**
 * The clock of a case. Acts judged each event before it was written, so a history that gives no clock is a bug: throws Error.
 */
export function clockFrom(receivedOn: Day, events: readonly Told[], law: Law, settings: ClockSettings): AnswerClock {
  const out = answerClock(receivedOn, clockEvents(events), law, { ...settings, lateLetters: 'ignored' });
  if (!out.ok) throw new Error(`impossible history: ${out.problems.map((p) => p.code).join(', ')}`);
  return out.clock;
}

export type Correction = { askedOn: Day; by: Day; points: string[]; correctedOn: Day | null };
export function correctionIn(events: readonly Told[]): Correction | null {
  const asked = lastOf(events, 'correctionAsked');
  if (!asked) return null;
  return {
    askedOn: asked.on,
    by: text(asked.detail.by) as Day,
    points: Array.isArray(asked.detail.points) ? asked.detail.points.map(text) : [],
    correctedOn: lastOf(events, 'corrected')?.on ?? null,
  };
}

export type AskedReasons = { askedOn: Day; by: Day; why: string; given: string | null };
export function reasonsIn(events: readonly Told[]): AskedReasons | null {
  const asked = lastOf(events, 'reasonsAsked');
  if (!asked) return null;
  const given = lastOf(events, 'reasonsGiven');
  return {
    askedOn: asked.on,
    by: text(asked.detail.by) as Day,
    why: text(asked.detail.why),
    given: given ? text(given.detail.words) : null,
  };
}

export const extendedIn = (events: readonly Told[]): number =>
  events.reduce((n, e) => n + (e.what === 'extended' ? Number(e.detail.days) : 0), 0);

export type Standing = {
  clock: AnswerClock | null;
  due: Day | null;
  provisional: boolean;
  /** The next day on which anybody owes anything. */
  nextDue: Day | null;
};

/**
 * The day a case is measured by today: once the days for a correction are over, nothing is owed on that day any more and the
 * answer's own day counts.
 */
export const dueNow = (
  r: { state: State; due: Day | null; nextDue: Day | null; proposal: unknown },
  today: Day,
): Day | null => {
  if (r.proposal) return r.due ?? r.nextDue;
  return r.state === 'received' && r.nextDue !== null && r.nextDue < today ? r.due : r.nextDue;
};

export type Stood = {
  state: State;
  arrivedOn: Day;
  receivedOn: Day | null;
  decidedOn: Day | null;
  correctBy: Day | null;
  events: readonly Told[];
  /** Limits of parties that have not answered. */
  waiting: readonly Day[];
  payBy: Day | null;
};

/** Where a case stands: its answer clock and the next day that counts. Closed cases keep the day they had. */
export function standing(s: Stood, law: Law, settings: ClockSettings): Standing {
  // Asked for a correction, the period is void until it comes (条例 30); where it never came it stays so.
  const void_ = lastOf(s.events, 'correctionAsked') !== undefined && lastOf(s.events, 'corrected') === undefined;
  const clock = s.receivedOn !== null && !void_ ? clockFrom(s.receivedOn, s.events, law, settings) : null;
  const due = clock?.due ?? null;
  const base = { clock, due, provisional: clock?.provisional ?? false };
  if (!OPEN.includes(s.state)) return { ...base, nextDue: s.state === 'decided' ? s.decidedOn : null };
  return { ...base, nextDue: nextDue(s, due, law) };
}

function nextDue(s: Stood, due: Day | null, law: Law): Day | null {
  switch (s.state) {
    // An ordinary letter is to be confirmed on the very day (条例 31); the others at once (convention).
    case 'awaitingConfirmation':
      return s.arrivedOn;
    case 'received':
      // Until it is registered, the day for asking for a correction comes first.
      return s.receivedOn && lastOf(s.events, 'correctionAsked') === undefined
        ? addWorkdays(s.receivedOn, periodInForce(law.periods, 'foi.correction', s.receivedOn).number, law.calendar)
        : due;
    case 'correctionPending':
      return s.correctBy;
    case 'consulting':
      return [...s.waiting].sort()[0] ?? due;
    case 'feePending':
      return s.payBy;
    default:
      return due;
  }
}
