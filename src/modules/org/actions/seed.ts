import type { Tx } from '../../../platform/db/connection.ts';
import { type FormerName, putFormerName } from '../former-names.ts';
import type { Role } from '../permissions.ts';
import { hashPassword } from '../secrets.ts';
import * as store from '../store.ts';

export type SeedPerson = {
  id: string;
  username: string;
  label: string;
  unitId: string;
  roles: readonly Role[];
  password: string;
  /** Where the roles are held, when that is not the person's own unit. */
  rolesAt?: string;
};

/** Units and accounts of a new site, in the caller's transaction. Parents may come in any order. */
export async function seedOrg(
  tx: Tx,
  input: { units: readonly store.Unit[]; people: readonly SeedPerson[]; formerNames?: readonly FormerName[] },
): Promise<void> {
  const waiting = [...input.units];
  const there = new Set<string>();
  while (waiting.length > 0) {
    const i = waiting.findIndex((u) => u.parentId === null || there.has(u.parentId));
    const [next] = i < 0 ? [] : waiting.splice(i, 1);
    if (!next) throw new Error(`units without a parent: ${waiting.map((u) => u.id).join(', ')}`);
    await store.insertUnit(tx, next);
    there.add(next.id);
  }
  for (const f of input.formerNames ?? []) await putFormerName(tx, f);
  const hashes = await Promise.all(input.people.map((p) => hashPassword(p.password)));
  for (const [i, p] of input.people.entries()) {
    await store.insertPerson(tx, {
      id: p.id,
      login: p.username,
      label: p.label,
      unitId: p.unitId,
      email: null,
      passwordHash: hashes[i] ?? null,
      mustChange: false,
    });
    for (const role of p.roles) await store.giveRole(tx, { personId: p.id, unitId: p.rolesAt ?? p.unitId, role });
  }
}
