/** Where people type freely, and who may look at a row there for an erasure. */
import { auditRemarks } from '../../platform/audit.ts';
import type { Module, RemarkPlace } from '../../platform/module.ts';
import { type Actor, may, type PermissionTable } from '../../platform/permission.ts';

/** The audit trail is nobody's module, and can never be changed. */
export const placesOf = (modules: readonly Module[]): readonly RemarkPlace[] => [
  ...modules.flatMap((m) => m.remarks ?? []),
  auditRemarks,
];

/**
 * Whoever decides erasures at the row's unit and may read the row in its own module. An erasure opens no case to anybody who
 * could not open it before; a row of no unit is for those who look after the whole district.
 */
export const mayLook = (
  table: PermissionTable,
  actor: Actor,
  place: Pick<RemarkPlace, 'may'>,
  unitId: string | null,
): boolean =>
  unitId === null
    ? ['erasure:decide', 'erasure:oversee', place.may].every((what) => may(table, actor, what))
    : ['erasure:decide', place.may].every((what) => may(table, actor, what, unitId));

/** Whose duty it is: the approver's of the unit where that role may read it, the office's where it may not. */
export function whoLooks(
  table: PermissionTable,
  place: Pick<RemarkPlace, 'may'>,
  unitId: string | null,
): 'erasure:decide' | 'erasure:oversee' {
  const roles = (what: string): readonly string[] => table[what]?.roles ?? [];
  const own = roles('erasure:decide').filter((r) => !roles('erasure:oversee').includes(r));
  return unitId !== null && own.some((r) => roles(place.may).includes(r)) ? 'erasure:decide' : 'erasure:oversee';
}
