import { addDays, type Day, weekday } from '../../lib/day.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { Duty } from '../../platform/module.ts';
import { type Actor, may, reachOf } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';

/** All duties of some units, from every module that has any. */
export async function dutiesOf(
  system: System,
  db: Reader,
  units: 'all' | readonly string[],
  today: Day,
): Promise<Duty[]> {
  const sources = system.modules.flatMap((m) => [...(m.duties ?? [])]);
  return (await Promise.all(sources.map((s) => s(db, { today, units }, system)))).flat();
}

/** Units this person acts for in any role. */
export function unitsOf(actor: Actor): string[] {
  return [...new Set(actor.grants.flatMap((g) => [g.unitId, ...g.covers]))];
}

/** Duties that this very person may move forward; `whole` also shows what colleagues of the unit owe. */
export async function dutiesFor(system: System, actor: Actor, today: Day, whole: boolean): Promise<Duty[]> {
  const all = await dutiesOf(system, system.db, unitsOf(actor), today);
  const own = new Set(actor.grants.map((g) => g.unitId));
  return all.filter((d) =>
    may(system.permissions, actor, d.may, d.unitId)
      ? whole || own.has(d.unitId) || reachOf(system.permissions, actor, d.may) === 'all'
      : whole && own.has(d.unitId),
  );
}

/** Sunday of the week of a day. */
export const endOfWeek = (today: Day): Day => addDays(today, 7 - weekday(today));
