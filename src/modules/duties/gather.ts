import { addDays, type Day, weekday } from '../../lib/day.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { Duty } from '../../platform/module.ts';
import { type Actor, may, reachOf } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { rolesStaffed, unitsById } from '../org/index.ts';

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

/**
 * At whose desk a duty lies: its unit's or, where nobody there may move it, that of the nearest unit above with somebody who
 * may. Villages and schools have no clerk of their own; without this nobody would be told what they owe.
 */
export async function desks(system: System): Promise<(d: Pick<Duty, 'unitId' | 'may'>) => string> {
  const [staffed, units] = await Promise.all([rolesStaffed(system.db), unitsById(system.db)]);
  const held = new Set(staffed.map((s) => `${s.role} ${s.unitId}`));
  const known = new Map<string, string>();
  const find = (d: Pick<Duty, 'unitId' | 'may'>): string => {
    const p = system.permissions[d.may];
    if (p?.reach !== 'within') return d.unitId;
    // A tree has no ring; the bound is for one that a hand made.
    for (let at: string | null = d.unitId, i = 0; at !== null && i < 20; i += 1) {
      const unitId: string = at;
      if (p.roles.some((role) => held.has(`${role} ${unitId}`))) return unitId;
      at = units.get(unitId)?.parentId ?? null;
    }
    return d.unitId;
  };
  return (d) => {
    const key = `${d.may} ${d.unitId}`;
    const desk = known.get(key) ?? find(d);
    known.set(key, desk);
    return desk;
  };
}

/** Duties that this very person may move forward; `whole` also shows what colleagues of the unit owe. */
export async function dutiesFor(system: System, actor: Actor, today: Day, whole: boolean): Promise<Duty[]> {
  const [all, deskOf] = await Promise.all([dutiesOf(system, system.db, unitsOf(actor), today), desks(system)]);
  const own = new Set(actor.grants.map((g) => g.unitId));
  return all.filter((d) =>
    may(system.permissions, actor, d.may, d.unitId)
      ? whole || own.has(deskOf(d)) || reachOf(system.permissions, actor, d.may) === 'all'
      : whole && own.has(d.unitId),
  );
}

/** Sunday of the week of a day. */
export const endOfWeek = (today: Day): Day => addDays(today, 7 - weekday(today));
