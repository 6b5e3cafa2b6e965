import { type Day, dayIn } from '../../lib/day.ts';
import { countWorkdays } from '../../lib/workdays.ts';
import { AppError } from '../../platform/errors.ts';
import type { Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { unitTree } from '../org/index.ts';
import { seatsOf, stepsOf } from './actions/common.ts';
import { lawOf, type PolicyLaw } from './law.ts';
import { type Facts, factsOf } from './rules/facts.ts';
import { reviewWindow } from './rules/guards.ts';
import { sayUnified } from './rules/numbers.ts';
import * as store from './store/index.ts';

/** Everything the page of a draft shows. */
export type DraftView = {
  c: Req;
  d: store.DraftRow;
  facts: Facts;
  events: store.EventRow[];
  round: store.RoundRow | undefined;
  comments: store.CommentRow[];
  groups: store.GroupRow[];
  /** While under review: the first and last day on which the opinion is to be given, and how far it is. */
  review: { from: Day; first: Day; last: Day; used: number; total: number } | undefined;
  unitName: (id: string) => string;
  units: { id: string; name: string }[];
  documents: store.DocumentRow[];
  nextUnified: string;
  today: Day;
  /** First public day, once it is out. */
  publishedOn: Day | undefined;
  law: PolicyLaw;
  /** The text of a file that was just read in, not saved yet. */
  read?: string;
  /** How to reach who wrote a remark, by its id: on the answer to the click alone. */
  contacts?: ReadonlyMap<string, string>;
  can: (what: string) => boolean;
};

/** A draft is for its own unit and those above, for the unit in whose name it is made, and for who reviews drafts. */
export const maySee = (c: Req, d: Pick<store.DraftRow, 'unitId' | 'issuerId'>): boolean =>
  may(c.system.permissions, c.actor, 'policy:review') ||
  c.actor.kind === 'system' ||
  c.actor.grants.some((g) => g.unitId === d.issuerId || g.covers.has(d.unitId));

const publishedOn = (events: readonly store.EventRow[]): Day | undefined => {
  const out = events.find((e) => e.move === 'publish');
  return out && dayIn(out.at);
};

export async function draftView(c: Req): Promise<DraftView> {
  const db = c.system.db;
  const d = await store.draftById(db, c.params.id ?? '');
  if (!d) throw new AppError('not_found', c.path);
  if (!maySee(c, d)) throw new AppError('forbidden', c.path);
  const today = c.system.clock.today();
  const [events, round, comments, groups, units, documents, last, law] = await Promise.all([
    store.draftEvents(db, d.id),
    store.roundOf(db, d.id),
    store.commentsOf(db, d.id),
    store.groupsOf(db, d.id),
    unitTree(db),
    store.documents(db),
    store.lastUnified(db, d.issuerId, Number(today.slice(0, 4))),
    lawOf(db),
  ]);
  const facts = factsOf(stepsOf(events));
  const from = facts.submitted?.on;
  const most = from && law.reviewMost(from);
  const names = new Map(units.map((u) => [u.id, u.name]));
  return {
    c,
    d,
    facts,
    events,
    round,
    // Remarks are for those who answer them, and for who reviews the draft.
    comments: may(c.system.permissions, c.actor, 'policy:draft', d.unitId) ? comments : [],
    groups,
    review:
      d.state === 'reviewing' && from && most
        ? {
            from,
            ...reviewWindow(from, { least: law.reviewLeast(from), most }, c.system.calendar),
            used: countWorkdays(from, today, c.system.calendar),
            total: most.number,
          }
        : undefined,
    unitName: (id) => names.get(id) ?? id,
    units: units.map((u) => ({ id: u.id, name: u.name })),
    documents,
    nextUnified: sayUnified(last?.letters ?? 'MHGS', Number(today.slice(0, 4)), (last?.serial ?? 0) + 1),
    today,
    publishedOn: publishedOn(events),
    law,
    can: (what) => seatsOf(d, what).some((u) => may(c.system.permissions, c.actor, what, u)),
  };
}
