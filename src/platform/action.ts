import type { Day } from '../lib/day.ts';
import type { Refusal, Ruling } from '../lib/ruling.ts';
import type { Calendar } from '../lib/workdays.ts';
import { type AuditEntry, writeAudit } from './audit.ts';
import { type Tx, transaction } from './db/connection.ts';
import { AppError } from './errors.ts';
import { type Enqueue, enqueueIn } from './jobs.ts';
import { type Actor, may } from './permission.ts';
import type { System } from './system.ts';

/** What an action sees: one transaction, one moment, one actor. */
export type Ctx = {
  tx: Tx;
  actor: Actor;
  now: Date;
  today: Day;
  calendar: Calendar;
  enqueue: Enqueue;
  system: System;
  /** Throws `forbidden` unless the actor may do the action's `may` (or another `what`) at this very unit. */
  require(unitId: string, what?: string): void;
  /** What the audit row says beside actor, action and outcome. */
  note(entry: Pick<AuditEntry, 'subject' | 'unitId' | 'detail'>): void;
};

export type Action<I, O> = (system: System, actor: Actor, input: I, requestId?: string) => Promise<Ruling<O>>;

class Refused extends Error {
  readonly refusals: Refusal[];
  constructor(refusals: Refusal[]) {
    super('refused');
    this.refusals = refusals;
  }
}

/**
 * Wraps what a person or a clock may do: opens the transaction, checks the permission, runs, writes the audit row in the
 * same transaction and commits. A refusal or a forbidden attempt rolls everything back and leaves only its audit row,
 * written in a transaction of its own. `may: null` is for actions whose body itself decides who may (signing in).
 */
export function action<I, O>(
  name: string,
  opts: { may: string | null },
  run: (ctx: Ctx, input: I) => Promise<Ruling<O>>,
): Action<I, O> {
  return async (system, actor, input, requestId) => {
    const now = system.clock.now();
    let noted: Pick<AuditEntry, 'subject' | 'unitId' | 'detail'> = {};
    const base = (): Pick<AuditEntry, 'actor' | 'action' | 'subject' | 'unitId' | 'detail' | 'requestId'> => ({
      actor,
      action: name,
      ...noted,
      ...(requestId ? { requestId } : {}),
    });
    const forbid = (what: string, unitId?: string): never => {
      throw new AppError('forbidden', `${actor.id} may not ${what}${unitId ? ` at ${unitId}` : ''}`);
    };
    try {
      return await transaction(system.db, async (tx) => {
        noted = {};
        if (opts.may !== null && !may(system.permissions, actor, opts.may)) forbid(opts.may);
        const ruling = await run(
          {
            tx,
            actor,
            now,
            today: system.clock.today(),
            calendar: system.calendar,
            enqueue: enqueueIn(tx),
            system,
            require: (unitId, what = opts.may ?? '') => {
              if (!may(system.permissions, actor, what, unitId)) forbid(what, unitId);
            },
            note: (entry) => {
              noted = { ...noted, ...entry, detail: { ...noted.detail, ...entry.detail } };
            },
          },
          input,
        );
        if (!ruling.ok) throw new Refused(ruling.refusals);
        await writeAudit(tx, now, { ...base(), outcome: 'done' });
        return ruling;
      });
    } catch (e) {
      const outcome =
        e instanceof Refused ? 'refused' : e instanceof AppError && e.code === 'forbidden' ? 'forbidden' : null;
      if (outcome) {
        const codes = e instanceof Refused ? { refusals: e.refusals.map((r) => r.code) } : {};
        const entry = { ...base(), detail: { ...noted.detail, ...codes } };
        await transaction(system.db, (tx) => writeAudit(tx, now, { ...entry, outcome }));
      }
      if (e instanceof Refused) return { ok: false, refusals: e.refusals };
      throw e;
    }
  };
}
