import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Day } from '../../lib/day.ts';
import { newId } from '../../lib/ids.ts';
import { allow, refuse, type Refusal, type Ruling } from '../../lib/ruling.ts';
import { action, type Ctx } from '../../platform/action.ts';
import { writeAudit } from '../../platform/audit.ts';
import { transaction, type Tx } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import { type Actor, PUBLIC } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { type Role, ROLES } from './permissions.ts';
import { judgePassword, judgeSignIn, mayDelegate } from './rules.ts';
import { hashPassword, newToken, passwordMatches, seal, tokenHash, unseal } from './secrets.ts';
import { SIGN_IN } from './settings.ts';
import * as store from './store.ts';

export type From = { ip: string; agent: string; requestId?: string };
export type SignedIn = { token: string; complete: boolean; mustChange: boolean };

const STEP_SECONDS = 30;
const personActor = (p: store.Person): Actor => ({ kind: 'person', id: p.id, label: p.label, unitId: p.unitId, grants: [] });
/** An unknown name is not written down: people type passwords there. */
const trace = (login: string): string => createHash('sha256').update(login).digest('hex').slice(0, 12);

/**
 * Password sign-in. Every try is counted and audited in one transaction, also a wrong one, so this is not an `action`,
 * which would roll the count back with the refusal.
 */
export async function signIn(system: System, input: { login: string; password: string }, from: From): Promise<Ruling<SignedIn>> {
  const now = system.clock.now();
  // Slow work before the row lock.
  const before = await transaction(system.db, (tx) => store.lockPerson(tx, input.login));
  const correct = await passwordMatches(before?.passwordHash, input.password);
  return transaction(system.db, async (tx) => {
    const person = await store.lockPerson(tx, input.login);
    const verdict = judgeSignIn(person, correct && person?.passwordHash === before?.passwordHash, now, SIGN_IN);
    if (person) await store.savePerson(tx, { ...person, failures: verdict.failures, lockedUntil: verdict.lockedUntil });
    const audit = { actor: person ? personActor(person) : PUBLIC, ...(from.requestId ? { requestId: from.requestId } : {}) };
    if (!verdict.ok) {
      const detail = { why: verdict.refusals.map((r) => r.code), ip: from.ip, ...(person ? {} : { name: trace(input.login) }) };
      await writeAudit(tx, now, { ...audit, action: 'org.sign_in', outcome: 'refused', detail });
      return { ok: false, refusals: verdict.refusals };
    }
    if (!person) throw new AppError('unauthenticated', 'no person');
    return allow(await begin(tx, system, person, from, !person.totpOn));
  });
}

async function begin(tx: Tx, system: System, person: store.Person, from: From, complete: boolean): Promise<SignedIn> {
  const now = system.clock.now();
  const token = newToken();
  const session = { id: randomUUID(), personId: person.id, createdAt: now, seenAt: now, ip: from.ip, agent: from.agent.slice(0, 200), complete };
  await store.insertSession(tx, tokenHash(token), session);
  await writeAudit(tx, now, { actor: personActor(person), action: complete ? 'org.sign_in' : 'org.sign_in_password', outcome: 'done', detail: { ip: from.ip } });
  return { token, complete, mustChange: person.mustChange };
}

const totp = (secret: string, login: string): TOTP => new TOTP({ issuer: '公开工作台', label: login, secret: Secret.fromBase32(secret), period: STEP_SECONDS });

/** The step whose code this is, one step of clock drift either way; undefined when none. */
function stepOf(secret: string, login: string, code: string, now: Date): number | undefined {
  const delta = totp(secret, login).validate({ token: code.replace(/\s/g, ''), timestamp: now.getTime(), window: 1 });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta;
}

/** The second factor: a code of the phone, each once, or a recovery code. The session gets a new token. */
export async function signInSecond(system: System, input: { token: string; code: string }, from: From): Promise<Ruling<SignedIn>> {
  const now = system.clock.now();
  return transaction(system.db, async (tx) => {
    const half = await store.sessionByHash(tx, tokenHash(input.token));
    const person = half && !half.complete ? await store.lockPersonById(tx, half.personId) : undefined;
    if (!half || !person?.totpSecret) throw new AppError('unauthenticated', 'no half session');
    const step = stepOf(await unseal(system.config.dataDir, person.totpSecret), person.login, input.code, now);
    const fresh = step !== undefined && step > person.totpUsed;
    const recovered = !fresh && (await store.useRecoveryCode(tx, person.id, tokenHash(input.code.trim().toLowerCase()), now));
    const verdict = judgeSignIn(person, fresh || recovered, now, SIGN_IN);
    await store.savePerson(tx, { ...person, failures: verdict.failures, lockedUntil: verdict.lockedUntil, totpUsed: fresh ? step : person.totpUsed });
    if (!verdict.ok) {
      await writeAudit(tx, now, { actor: personActor(person), action: 'org.second_factor', outcome: 'refused', detail: { ip: from.ip } });
      return refuse(verdict.refusals.map((r): Refusal => (r.code === 'wrong' ? { ...r, code: 'wrong_code' } : r)));
    }
    await store.endSession(tx, half.id, person.id);
    return allow(await begin(tx, system, person, from, true));
  });
}

/** Sign-in that the identity provider vouches for: only people an administrator has linked. */
export async function signInBySubject(system: System, subject: string, from: From): Promise<Ruling<SignedIn>> {
  return transaction(system.db, async (tx) => {
    const person = await store.personBySubject(tx, subject);
    if (!person?.active) {
      await writeAudit(tx, system.clock.now(), { actor: PUBLIC, action: 'org.sign_in_oidc', outcome: 'refused', detail: { subject: trace(subject) } });
      return refuse([{ code: 'not_linked', basis: '本系统登录规则' }]);
    }
    return allow(await begin(tx, system, person, from, true));
  });
}

export const signOut = action('org.sign_out', { may: null }, async (ctx, _input: Record<string, never>) => {
  if (ctx.actor.sessionId) await store.endSession(ctx.tx, ctx.actor.sessionId, ctx.actor.id);
  return allow(true);
});

async function me(ctx: Ctx): Promise<store.Person> {
  const person = await store.lockPersonById(ctx.tx, ctx.actor.id);
  if (!person) throw new AppError('unauthenticated', ctx.actor.id);
  return person;
}

/** A new password ends every other session. */
export const changePassword = action('org.password', { may: null }, async (ctx, input: { old: string; next: string }) => {
  const person = await me(ctx);
  if (!(await passwordMatches(person.passwordHash, input.old))) return refuse([{ code: 'old_password_wrong', basis: '本系统登录规则' }]);
  const ruling = judgePassword(input.next, person.login, SIGN_IN);
  if (!ruling.ok) return ruling;
  await store.savePerson(ctx.tx, { ...person, passwordHash: await hashPassword(input.next), mustChange: false });
  await store.endSessions(ctx.tx, person.id, ctx.actor.sessionId);
  return allow(true);
});

/** Begins the second factor: a secret for the phone, not yet asked for at sign-in. */
export const offerTotp = action('org.totp_offer', { may: null }, async (ctx, _input: Record<string, never>) => {
  const person = await me(ctx);
  const secret = new Secret({ size: 20 }).base32;
  await store.savePerson(ctx.tx, { ...person, totpSecret: await seal(ctx.system.config.dataDir, secret), totpOn: false, totpUsed: 0 });
  return allow({ secret, uri: totp(secret, person.login).toString() });
});

/** Turned on by a first right code; gives recovery codes, shown once. */
export const confirmTotp = action('org.totp_on', { may: null }, async (ctx, input: { code: string }) => {
  const person = await me(ctx);
  const secret = person.totpSecret && (await unseal(ctx.system.config.dataDir, person.totpSecret));
  const step = secret ? stepOf(secret, person.login, input.code, ctx.now) : undefined;
  if (step === undefined) return refuse([{ code: 'wrong_code', basis: '本系统登录规则' }]);
  await store.savePerson(ctx.tx, { ...person, totpOn: true, totpUsed: step });
  const codes = Array.from({ length: 8 }, () => randomBytes(5).toString('hex'));
  await store.setRecoveryCodes(ctx.tx, person.id, codes.map(tokenHash));
  return allow({ codes });
});

export const revokeSession = action('org.session_revoke', { may: null }, async (ctx, input: { id: string }) => {
  await store.endSession(ctx.tx, input.id, ctx.actor.id);
  return allow(true);
});

/** 我不在时: somebody else holds one of my roles from one day to another. */
export const delegate = action('org.delegate', { may: null }, async (ctx, input: { toLogin: string; unitId: string; role: Role; starts: Day; ends: Day }) => {
  const to = await store.lockPerson(ctx.tx, input.toLogin);
  const units = await store.unitsById(ctx.tx);
  const above: string[] = [];
  for (let u = units.get(input.unitId); u; u = u.parentId ? units.get(u.parentId) : undefined) above.push(u.id);
  const held = await store.rolesHeld(ctx.tx, ctx.actor.id);
  const ruling = mayDelegate({
    holds: held.some((h) => h.unitId === input.unitId && h.role === input.role),
    toSelf: to?.id === ctx.actor.id,
    toSameUnitOrAbove: to !== undefined && above.includes(to.unitId),
    starts: input.starts,
    ends: input.ends,
    today: ctx.today,
  });
  if (!ruling.ok) return ruling;
  if (!to) throw new AppError('bad_request', 'nobody');
  await store.insertDelegation(ctx.tx, { fromId: ctx.actor.id, toId: to.id, unitId: input.unitId, role: input.role, starts: input.starts, ends: input.ends });
  ctx.note({ subject: `person:${to.id}`, unitId: input.unitId, detail: { role: input.role, starts: input.starts, ends: input.ends } });
  return allow(true);
});

export const endDelegation = action('org.delegate_end', { may: null }, async (ctx, input: { id: number }) => {
  await store.endDelegation(ctx.tx, input.id, ctx.actor.id);
  return allow(true);
});

/** Adds a unit, or changes one that is there. */
export const saveUnit = action('org.unit', { may: 'org:admin' }, async (ctx, input: { unit: store.Unit; isNew: boolean }): Promise<Ruling<store.Unit>> => {
  const u = { ...input.unit, name: input.unit.name.trim(), id: input.unit.id.trim() };
  const all = await store.unitsById(ctx.tx);
  const no: Refusal[] = [];
  const basis = '机构管理规则';
  if (!u.name) no.push({ code: 'no_name', basis });
  if (!/^[a-z0-9-]+$/.test(u.id)) no.push({ code: 'bad_id', basis });
  if (u.parentId !== null && !all.has(u.parentId)) no.push({ code: 'no_parent', basis });
  if (u.parentId === null && [...all.values()].some((x) => x.parentId === null && x.id !== u.id)) no.push({ code: 'no_parent', basis });
  if ([...all.values()].some((x) => (x.id === u.id && input.isNew) || (x.name === u.name && x.id !== u.id))) no.push({ code: 'unit_exists', basis });
  if (no.length > 0) return refuse(no);
  await (input.isNew ? store.insertUnit(ctx.tx, u) : store.updateUnit(ctx.tx, u));
  const before = all.get(u.id);
  ctx.note({ subject: `unit:${u.id}`, unitId: u.id, detail: before && before.name !== u.name ? { renamedFrom: before.name, to: u.name } : {} });
  return allow(u);
});

/** A new account with a password for the first time, shown once. */
export const addPerson = action('org.person', { may: 'org:admin' }, async (ctx, input: { login: string; label: string; unitId: string; email: string | null }): Promise<Ruling<{ id: string; password: string }>> => {
  const login = input.login.trim().toLowerCase();
  if (!login || !input.label.trim()) return refuse([{ code: 'no_name', basis: '机构管理规则' }]);
  if (await store.lockPerson(ctx.tx, login)) return refuse([{ code: 'login_exists', basis: '机构管理规则' }]);
  const password = initialPassword();
  const id = newId(ctx.now, randomBytes(10));
  await store.insertPerson(ctx.tx, { id, login, label: input.label.trim(), unitId: input.unitId, email: input.email, passwordHash: await hashPassword(password), mustChange: true });
  ctx.note({ subject: `person:${id}`, unitId: input.unitId, detail: { login } });
  return allow({ id, password });
});

/** Readable over the telephone: no 0/O, 1/l. */
export const initialPassword = (): string => {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return [...randomBytes(12)].map((b) => letters[b % letters.length]).join('').replace(/(.{4})(?=.)/g, '$1-');
};

export const setRole = action('org.role', { may: 'org:admin' }, async (ctx, input: { personId: string; unitId: string; role: Role; on: boolean }) => {
  if (!ROLES.includes(input.role)) throw new AppError('bad_request', `role ${input.role}`);
  const held = { personId: input.personId, unitId: input.unitId, role: input.role };
  if (!input.on && input.role === 'admin' && (await store.rolesHeld(ctx.tx)).filter((r) => r.role === 'admin').length <= 1)
    return refuse([{ code: 'last_admin', basis: '机构管理规则' }]);
  await (input.on ? store.giveRole(ctx.tx, held) : store.takeRole(ctx.tx, held));
  ctx.note({ subject: `person:${input.personId}`, unitId: input.unitId, detail: { role: input.role, on: input.on } });
  return allow(true);
});

export type PersonChange = { personId: string; act: 'unlock' | 'reset_totp' | 'reset_password' | 'deactivate' | 'activate' | 'sign_out' | 'link'; subject?: string };
export const changePerson = action('org.person_change', { may: 'org:admin' }, async (ctx, input: PersonChange): Promise<Ruling<{ password?: string }>> => {
  const person = await store.lockPersonById(ctx.tx, input.personId);
  if (!person) throw new AppError('not_found', `person ${input.personId}`);
  ctx.note({ subject: `person:${person.id}`, unitId: person.unitId, detail: { act: input.act } });
  const password = input.act === 'reset_password' ? initialPassword() : undefined;
  const changed: store.Person = {
    ...person,
    ...(input.act === 'unlock' ? { failures: 0, lockedUntil: null } : {}),
    ...(input.act === 'reset_totp' ? { totpOn: false, totpSecret: null, totpUsed: 0 } : {}),
    ...(password ? { passwordHash: await hashPassword(password), mustChange: true, failures: 0, lockedUntil: null } : {}),
    ...(input.act === 'deactivate' ? { active: false } : {}),
    ...(input.act === 'activate' ? { active: true } : {}),
    ...(input.act === 'link' ? { oidcSubject: input.subject?.trim() || null } : {}),
  };
  await store.savePerson(ctx.tx, changed);
  if (input.act !== 'unlock' && input.act !== 'activate' && input.act !== 'link') await store.endSessions(ctx.tx, person.id);
  return allow(password ? { password } : {});
});

export type SeedPerson = { id: string; username: string; label: string; unitId: string; roles: readonly Role[]; password: string };

/** Units and accounts of a new site, in the caller's transaction. Parents may come in any order. */
export async function seedOrg(tx: Tx, input: { units: readonly store.Unit[]; people: readonly SeedPerson[] }): Promise<void> {
  const waiting = [...input.units];
  const there = new Set<string>();
  while (waiting.length > 0) {
    const i = waiting.findIndex((u) => u.parentId === null || there.has(u.parentId));
    const [next] = i < 0 ? [] : waiting.splice(i, 1);
    if (!next) throw new Error(`units without a parent: ${waiting.map((u) => u.id).join(', ')}`);
    await store.insertUnit(tx, next);
    there.add(next.id);
  }
  const hashes = await Promise.all(input.people.map((p) => hashPassword(p.password)));
  for (const [i, p] of input.people.entries()) {
    await store.insertPerson(tx, { id: p.id, login: p.username, label: p.label, unitId: p.unitId, email: null, passwordHash: hashes[i] ?? null, mustChange: false });
    for (const role of p.roles) await store.giveRole(tx, { personId: p.id, unitId: p.unitId, role });
  }
}

