/** A case of the past as the demonstration tells it, and what its acts would have left behind. */
import { randomBytes } from 'node:crypto';
import type { Day } from '../../lib/day.ts';
import { newId } from '../../lib/ids.ts';
import type { DisputeBlock, DisputeOutcome, Letter } from './rules/types.ts';
import type * as store from './store/index.ts';

/** A case as it went: days on which each thing happened. What is null or absent did not happen. Days must be possible. */
export type SeedCase = {
  unitId: string;
  /** Roles of the unit, as they sign. */
  clerk: string;
  approver: string;
  kind: store.Application['applicantKind'];
  channel: store.Application['channel'];
  arrivedOn: Day;
  /** Null: both sides have not confirmed yet. */
  receivedOn: Day | null;
  who: store.Identity;
  wanted: string;
  subject: string;
  form: NonNullable<store.Application['wantedForm']>;
  way: NonNullable<store.Application['wantedWay']>;
  registeredOn: Day | null;
  correction?: { askedOn: Day; by: Day; point: string; correctedOn: Day | null };
  party?: {
    name: string;
    about: string;
    sentOn: Day;
    receivedOn: Day | null;
    opinionOn: Day | null;
    opinion: 'agree' | 'object';
  };
  extension?: { draftedOn: Day; on: Day; days: number; why: string };
  fee?: { pages: number; notifiedOn: Day; paidOn: Day | null };
  /** Null: it is still open. */
  end: (Omit<store.DecisionDraft, 'override' | 'key'> & { key: string; on: Day }) | null;
  deliveredOn: Day | null;
  archivedOn: Day | null;
  disputes: readonly {
    block: DisputeBlock;
    openedOn: Day;
    closedOn: Day | null;
    outcome: DisputeOutcome;
    body: string;
  }[];
  rating: store.Request['rating'];
};

export type Lived = {
  a: store.Application;
  r: store.Request;
  events: store.Event[];
  parties: store.Party[];
  fee: store.Fee | null;
  disputes: store.Dispute[];
  /** Without numbers: those are given in the order of days over all cases. */
  letters: (Letter & { at: Date; byLabel: string })[];
};

/** An instant of office hours on a day: the `n`-th thing of a history comes after the ones before. */
export const at = (d: Day, n: number): Date => new Date(Date.parse(`${d}T09:00:00+08:00`) + n * 60_000);
export const fresh = (d: Day, n: number): string => newId(at(d, n), randomBytes(10));
