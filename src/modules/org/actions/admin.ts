import { randomBytes } from 'node:crypto';
import { newId } from '../../../lib/ids.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';
import { action } from '../../../platform/action.ts';
import type { Tx } from '../../../platform/db/connection.ts';
import { AppError } from '../../../platform/errors.ts';
import { ROLES, type Role } from '../permissions.ts';
import { closesRing, type SecondFactor } from '../rules.ts';
import { hashPassword, initialPassword } from '../secrets.ts';
import * as store from '../store.ts';

const RULE = '机构管理规则';

/** How the whole site treats the second factor. */
export const setSecondFactor = action(
  'org.second_factor_setting',
  { may: 'org:admin' },
  async (ctx, input: { value: SecondFactor }) => {
    ctx.note({
      subject: 'setting:org.second_factor',
      detail: { from: await store.secondFactor(ctx.tx), to: input.value },
    });
    await store.setSecondFactor(ctx.tx, input.value);
    return allow(true);
  },
);
/** Adds a unit, or changes one that is there. */
export const saveUnit = action(
  'org.unit',
  { may: 'org:admin' },
  async (ctx, input: { unit: store.Unit; isNew: boolean }): Promise<Ruling<store.Unit>> => {
    const u = { ...input.unit, name: input.unit.name.trim(), id: input.unit.id.trim() };
    const all = await store.unitsById(ctx.tx);
    const no: Refusal[] = [];
    const basis = RULE;
    if (!u.name) no.push({ code: 'no_name', basis });
    if (!/^[a-z0-9-]+$/.test(u.id)) no.push({ code: 'bad_id', basis });
    if (u.parentId !== null && !all.has(u.parentId)) no.push({ code: 'no_parent', basis });
    if (u.parentId === null && [...all.values()].some((x) => x.parentId === null && x.id !== u.id))
      no.push({ code: 'no_parent', basis });
    if (closesRing(u.id, u.parentId, new Map([...all.values()].map((x) => [x.id, x.parentId]))))
      no.push({ code: 'unit_ring', basis });
    if (!u.active && all.get(u.id)?.active) {
      if ([...all.values()].some((x) => x.active && x.parentId === u.id)) no.push({ code: 'unit_has_units', basis });
      if ((await store.people(ctx.tx)).some((p) => p.active && p.unitId === u.id))
        no.push({ code: 'unit_has_people', basis });
    }
    if ([...all.values()].some((x) => (x.id === u.id && input.isNew) || (x.name === u.name && x.id !== u.id)))
      no.push({ code: 'unit_exists', basis });
    if (no.length > 0) return refuse(no);
    await (input.isNew ? store.insertUnit(ctx.tx, u) : store.updateUnit(ctx.tx, u));
    const before = all.get(u.id);
    ctx.note({
      subject: `unit:${u.id}`,
      unitId: u.id,
      detail: before && before.name !== u.name ? { renamedFrom: before.name, to: u.name } : {},
    });
    return allow(u);
  },
);

/** A new account with a password for the first time, shown once. */
export const addPerson = action(
  'org.person',
  { may: 'org:admin' },
  async (
    ctx,
    input: { login: string; label: string; unitId: string; email: string | null },
  ): Promise<Ruling<{ id: string; password: string }>> => {
    const login = input.login.trim().toLowerCase();
    if (!login || !input.label.trim()) return refuse([{ code: 'no_name', basis: RULE }]);
    if (!/^[a-z][a-z0-9.-]{1,39}$/.test(login)) return refuse([{ code: 'bad_login', basis: RULE }]);
    if (!(await store.unitById(ctx.tx, input.unitId))?.active) return refuse([{ code: 'no_unit', basis: RULE }]);
    if (await store.lockPerson(ctx.tx, login)) return refuse([{ code: 'login_exists', basis: RULE }]);
    const password = initialPassword();
    const id = newId(ctx.now, randomBytes(10));
    await store.insertPerson(ctx.tx, {
      id,
      login,
      label: input.label.trim(),
      unitId: input.unitId,
      email: input.email,
      passwordHash: await hashPassword(password),
      mustChange: true,
    });
    ctx.note({ subject: `person:${id}`, unitId: input.unitId, detail: { login } });
    return allow({ id, password });
  },
);

export const setRole = action(
  'org.role',
  { may: 'org:admin' },
  async (ctx, input: { personId: string; unitId: string; role: Role; on: boolean }) => {
    if (!ROLES.includes(input.role)) throw new AppError('bad_request', `role ${input.role}`);
    const held = { personId: input.personId, unitId: input.unitId, role: input.role };
    if (!(await store.personById(ctx.tx, input.personId))) throw new AppError('not_found', `person ${input.personId}`);
    if (!(await store.unitById(ctx.tx, input.unitId))) return refuse([{ code: 'no_unit', basis: RULE }]);
    if (!input.on && input.role === 'admin' && (await isLastAdmin(ctx.tx, input.personId, input.unitId)))
      return refuse([{ code: 'last_admin', basis: RULE }]);
    await (input.on ? store.giveRole(ctx.tx, held) : store.takeRole(ctx.tx, held));
    ctx.note({ subject: `person:${input.personId}`, unitId: input.unitId, detail: { role: input.role, on: input.on } });
    return allow(true);
  },
);

/** Whether nobody could administer any more without this person (at this unit, or at all). */
async function isLastAdmin(tx: Tx, personId: string, unitId?: string): Promise<boolean> {
  // Locked, so that two administrators who remove one another at the same moment wait here.
  const active = new Set((await store.lockPeople(tx)).filter((p) => p.active).map((p) => p.id));
  const admins = (await store.rolesHeld(tx)).filter((r) => r.role === 'admin' && active.has(r.personId));
  const mine = (r: store.RoleHeld): boolean => r.personId === personId && (unitId === undefined || r.unitId === unitId);
  return admins.some(mine) && !admins.some((r) => !mine(r));
}

export const PERSON_ACTS = [
  'unlock',
  'reset_totp',
  'reset_password',
  'deactivate',
  'activate',
  'sign_out',
  'link',
] as const;
export type PersonAct = (typeof PERSON_ACTS)[number];
type PersonChange = { personId: string; act: PersonAct; subject?: string };
export const changePerson = action(
  'org.person_change',
  { may: 'org:admin' },
  async (ctx, input: PersonChange): Promise<Ruling<{ password?: string }>> => {
    const person = await store.lockPersonById(ctx.tx, input.personId);
    if (!person) throw new AppError('not_found', `person ${input.personId}`);
    ctx.note({ subject: `person:${person.id}`, unitId: person.unitId, detail: { act: input.act } });
    if (input.act === 'deactivate' && (await isLastAdmin(ctx.tx, person.id)))
      return refuse([{ code: 'last_admin', basis: RULE }]);
    const password = input.act === 'reset_password' ? initialPassword() : undefined;
    const changed: store.Person = {
      ...person,
      ...(input.act === 'unlock' ? { failures: 0, lockedUntil: null } : {}),
      ...(input.act === 'reset_totp' ? { totpOn: false, totpSecret: null, totpUsed: 0 } : {}),
      ...(password
        ? { passwordHash: await hashPassword(password), mustChange: true, failures: 0, lockedUntil: null }
        : {}),
      ...(input.act === 'deactivate' ? { active: false } : {}),
      ...(input.act === 'activate' ? { active: true } : {}),
      ...(input.act === 'link' ? { oidcSubject: input.subject?.trim() || null } : {}),
    };
    await store.savePerson(ctx.tx, changed);
    if (input.act === 'reset_totp') await store.setRecoveryCodes(ctx.tx, person.id, []);
    if (input.act !== 'unlock' && input.act !== 'activate' && input.act !== 'link')
      await store.endSessions(ctx.tx, person.id);
    return allow(password ? { password } : {});
  },
);
