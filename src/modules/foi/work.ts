import { periods } from '../../../law/index.ts';
import { periodInForce } from '../../lib/dated.ts';
import type { Day } from '../../lib/day.ts';
import { addWorkdays, type Calendar } from '../../lib/workdays.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { CaseFacts } from './rules/facts.ts';
import { correctionIn, extendedIn, type Law, reasonsIn, type Standing, standing } from './rules/history.ts';
import * as store from './store/index.ts';

/** A case with all that belongs to it, as one act sees it. */
export type Work = {
  r: store.Request;
  a: store.Application;
  events: store.Event[];
  parties: store.Party[];
  fee: store.Fee | null;
  setting: store.Setting;
  standing: Standing;
  facts: CaseFacts;
};

export const lawWith = (calendar: Calendar): Law => ({ periods, calendar });

/** Where a case stands after these events. */
export function standingOf(
  w: Pick<Work, 'a' | 'events' | 'parties' | 'fee' | 'setting'> & { r: store.Request },
  calendar: Calendar,
): Standing {
  return standing(
    {
      state: w.r.state,
      arrivedOn: w.a.arrivedOn,
      receivedOn: w.r.receivedOn,
      decidedOn: w.r.decidedOn,
      correctBy: w.r.correctBy,
      events: w.events,
      waiting: w.parties.filter((p) => p.opinion === null).map((p) => p.limitOn),
      payBy: w.fee?.payBy ?? null,
    },
    lawWith(calendar),
    { restartOnPayment: w.setting.restartOnPayment },
  );
}

function factsOf(w: Omit<Work, 'facts'>, today: Day, calendar: Calendar): CaseFacts {
  const { receivedOn } = w.r;
  const inForce = (rule: string, on: Day): number => periodInForce(periods, rule, on).number;
  return {
    today,
    state: w.r.state,
    channel: w.a.channel,
    arrivedOn: w.a.arrivedOn,
    receivedOn,
    clock: w.standing.clock,
    correctionLimit: receivedOn && addWorkdays(receivedOn, inForce('foi.correction', receivedOn), calendar),
    extensionMost: inForce('foi.extension', receivedOn ?? today),
    correction: correctionIn(w.events),
    reasons: reasonsIn(w.events),
    extended: extendedIn(w.events),
    parties: w.parties,
    fee: w.fee,
    proposal: w.r.proposal,
    decidedOn: w.r.decidedOn,
  };
}

/** Reads everything of a case; the request itself is given, locked or not. Throws when its application is missing. */
export async function workOf(db: Reader, r: store.Request, today: Day, calendar: Calendar): Promise<Work> {
  const a = await store.applicationById(db, r.applicationId);
  if (!a) throw new Error(`application ${r.applicationId} is not there`);
  const base = {
    r,
    a,
    events: await store.eventsOf(db, r.id),
    parties: await store.partiesOf(db, r.id),
    fee: (await store.feeOf(db, r.id)) ?? null,
    setting: await store.settingOf(db),
  };
  return workFrom(base, today, calendar);
}

/** The same of what is at hand. */
export function workFrom(
  base: Pick<Work, 'r' | 'a' | 'events' | 'parties' | 'fee' | 'setting'>,
  today: Day,
  calendar: Calendar,
): Work {
  const w = { ...base, standing: standingOf(base, calendar) };
  return { ...w, facts: factsOf(w, today, calendar) };
}
