import type { Day } from '../../lib/day.ts';
import { lastAudit } from '../../platform/audit.ts';
import { transaction } from '../../platform/db/connection.ts';
import type { Req } from '../../platform/http/types.ts';
import type { Duty, Waiting } from '../../platform/module.ts';
import { type Actor, may, reachOf } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { desks, dutiesOf, unitsOf } from './gather.ts';
import * as store from './store.ts';

/** The entry whose duties are all of them, and the one of what was told. */
const ALL = '/console';
const TOLD = '/console/reminders';

/** Addresses of the rail's entries, the longest first. */
const entriesOf = (system: System): string[] =>
  system.modules
    .flatMap((m) => (m.links ?? []).map((l) => l.href))
    .filter((href) => href !== ALL)
    .sort((a, b) => b.length - a.length);

/** The entry behind which an address lies: the longest that begins it; empty when it lies behind none. */
export const entryOf = (href: string, entries: readonly string[]): string =>
  entries.find((e) => href === e || (href.startsWith(e) && '/?#'.includes(href.charAt(e.length)))) ?? '';

/** Counts duties by the unit at whose desk they lie, by the permission that moves them, and by entry. `now`: of a day that has come, or of none. */
export function countDuties(
  all: readonly Duty[],
  deskOf: (d: Duty) => string,
  entries: readonly string[],
  today: Day,
): store.WaitingRow[] {
  const groups = Map.groupBy(all, (d) => [deskOf(d), d.may, entryOf(d.act.href, entries)].join('\n'));
  return [...groups].map(([key, of]) => {
    const [unitId = '', what = '', entry = ''] = key.split('\n');
    const now = of.filter((d) => d.due === undefined || d.due <= today);
    return {
      unitId,
      may: what,
      entry,
      n: of.length,
      now: now.length,
      late: now.filter((d) => d.due !== undefined).length,
    };
  });
}

/** What of it is this person's, by entry; behind 我的工作 stands what is to do today, as its page says. */
function railOf(system: System, actor: Actor, rows: readonly store.WaitingRow[]): Record<string, Waiting> {
  const own = new Set(actor.grants.map((g) => g.unitId));
  const mine = rows.filter(
    (r) =>
      // Counted before an update that took the permission away.
      r.may in system.permissions &&
      may(system.permissions, actor, r.may, r.unitId) &&
      (own.has(r.unitId) || reachOf(system.permissions, actor, r.may) === 'all'),
  );
  const out: Record<string, Waiting> = {};
  const add = (entry: string, n: number, late: number): void => {
    const was = out[entry];
    out[entry] = { n: n + (was?.n ?? 0), urgent: late > 0 || was?.urgent === true };
  };
  for (const r of mine) {
    add(ALL, r.now, r.late);
    // Red is for what is asked today, and stands once.
    if (r.entry !== '') add(r.entry, r.n, 0);
  }
  return out;
}

/** The rail of every page: as the worker counted last, with what was told and not seen. One question. */
export async function railFor(c: Req): Promise<Readonly<Record<string, Waiting>>> {
  if (c.actor.grants.length === 0) return {};
  const { rows, unseen } = await store.waitingFor(c.system.db, unitsOf(c.actor), c.actor.id);
  return { ...railOf(c.system, c.actor, rows), [TOLD]: { n: unseen, urgent: false } };
}

/** The rail of the page that has just asked for this person's duties. */
export async function railFrom(
  c: Req,
  mine: readonly Duty[],
  unseen: number,
  today: Day,
): Promise<Record<string, Waiting>> {
  const counted = countDuties(mine, await desks(c.system), entriesOf(c.system), today);
  return { ...railOf(c.system, c.actor, counted), [TOLD]: { n: unseen, urgent: false } };
}

/** Minutes after which it is counted anew even when nobody did anything: what came about by itself has no row in the audit. */
const ANEW_MINUTES = 10;

/**
 * Counts what waits, for every unit, unless nothing was done since the last time and it is still the same day.
 * Returns whether it counted.
 */
export async function countWaiting(system: System): Promise<boolean> {
  const now = system.clock.now();
  const today = system.clock.today();
  // Read before the duties: what is done meanwhile makes the next round count again.
  const auditId = await lastAudit(system.db);
  const last = await store.countedAt(system.db);
  const fresh = last && now.getTime() - last.at.getTime() < ANEW_MINUTES * 60_000;
  if (fresh && last.day === today && last.auditId === auditId) return false;
  const [all, deskOf] = await Promise.all([dutiesOf(system, system.db, 'all', today), desks(system)]);
  const rows = countDuties(all, deskOf, entriesOf(system), today);
  await transaction(system.db, (tx) => store.replaceWaiting(tx, rows, { day: today, at: now, auditId }));
  return true;
}
