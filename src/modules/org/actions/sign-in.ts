import { createHash, randomUUID } from 'node:crypto';
import { allow, type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';
import { action } from '../../../platform/action.ts';
import { writeAudit } from '../../../platform/audit.ts';
import { type Tx, transaction } from '../../../platform/db/connection.ts';
import { AppError } from '../../../platform/errors.ts';
import { type Actor, PUBLIC } from '../../../platform/permission.ts';
import type { System } from '../../../platform/system.ts';
import { halfAlive, judgeSignIn, type Owed, owedBefore } from '../rules.ts';
import { newToken, passwordMatches, recoveryHash, tokenHash, unseal } from '../secrets.ts';
import { SIGN_IN } from '../settings.ts';
import * as store from '../store.ts';
import { stepOf } from '../totp.ts';

export type From = { ip: string; agent: string; requestId?: string };
/** `owes`: what the person must set up before anything else. */
export type SignedIn = { token: string; complete: boolean; owes: Owed };

const RULE = '本系统登录规则';
const personActor = (p: store.Person): Actor => ({
  kind: 'person',
  id: p.id,
  label: p.label,
  unitId: p.unitId,
  grants: [],
});
/** An unknown name is not written down: people type passwords there. */
const nameHash = (login: string): Buffer => createHash('sha256').update(login.trim().toLowerCase()).digest();
const trace = (login: string): string => nameHash(login).toString('hex').slice(0, 12);

/**
 * Password sign-in. Every try is counted and audited in one transaction, also a wrong one, so this is not an `action`,
 * which would roll the count back with the refusal.
 */
export async function signIn(
  system: System,
  input: { login: string; password: string },
  from: From,
): Promise<Ruling<SignedIn>> {
  const now = system.clock.now();
  // Slow work before the row lock.
  const before = await transaction(system.db, (tx) => store.lockPerson(tx, input.login));
  const correct = await passwordMatches(before?.passwordHash, input.password);
  return transaction(system.db, async (tx) => {
    const person = await store.lockPerson(tx, input.login);
    const facts = person ?? { active: false, ...(await store.lockUnknown(tx, nameHash(input.login), now)) };
    const verdict = judgeSignIn(facts, correct && person?.passwordHash === before?.passwordHash, now, SIGN_IN);
    const tries = { failures: verdict.failures, lockedUntil: verdict.lockedUntil };
    // The right password alone does not clear the count: else it would give endless tries at the second factor.
    const asksCode = person?.totpOn === true && (await store.secondFactor(tx)) !== 'off';
    if (verdict.ok && asksCode && person && !person.lockedUntil) tries.failures = person.failures;
    await (person
      ? store.savePerson(tx, { ...person, ...tries })
      : store.saveUnknown(tx, nameHash(input.login), tries));
    const audit = {
      actor: person ? personActor(person) : PUBLIC,
      ...(from.requestId ? { requestId: from.requestId } : {}),
    };
    if (!verdict.ok) {
      const detail = {
        why: verdict.refusals.map((r) => r.code),
        ip: from.ip,
        ...(person ? {} : { name: trace(input.login) }),
      };
      await writeAudit(tx, now, { ...audit, action: 'org.sign_in', outcome: 'refused', detail });
      return { ok: false, refusals: verdict.refusals };
    }
    if (!person) throw new AppError('unauthenticated', 'no person');
    return allow(await begin(tx, system, person, from, { complete: !asksCode }));
  });
}

/** Starts a session under a new token; the one before the second factor has ended by then. */
async function begin(
  tx: Tx,
  system: System,
  person: store.Person,
  from: From,
  as: { complete: boolean; byOidc?: boolean },
): Promise<SignedIn> {
  const { complete, byOidc = false } = as;
  const now = system.clock.now();
  const token = newToken();
  const session = {
    id: randomUUID(),
    personId: person.id,
    createdAt: now,
    seenAt: now,
    ip: from.ip,
    agent: from.agent.slice(0, 200),
    complete,
    byOidc,
  };
  await store.insertSession(tx, tokenHash(token), session);
  const roles = (await store.rolesHeld(tx, person.id)).map((r) => r.role);
  await writeAudit(tx, now, {
    actor: personActor(person),
    action: complete ? 'org.sign_in' : 'org.sign_in_password',
    outcome: 'done',
    detail: { ip: from.ip, ...(byOidc ? { by: 'oidc' } : {}) },
    ...(from.requestId ? { requestId: from.requestId } : {}),
  });
  return {
    token,
    complete,
    owes: owedBefore({
      byOidc,
      mustChange: person.mustChange,
      totpOn: person.totpOn,
      roles,
      setting: await store.secondFactor(tx),
    }),
  };
}

/** The second factor: a code of the phone, each once, or a recovery code. The session gets a new token. */
export async function signInSecond(
  system: System,
  input: { token: string; code: string },
  from: From,
): Promise<Ruling<SignedIn>> {
  const now = system.clock.now();
  return transaction(system.db, async (tx) => {
    const half = await store.sessionByHash(tx, tokenHash(input.token));
    const person = half && !half.complete ? await store.lockPersonById(tx, half.personId) : undefined;
    if (!half || !person?.totpSecret || !halfAlive(half, now, SIGN_IN))
      return refuse([{ code: 'half_expired', basis: RULE }]);
    const step = stepOf(await unseal(system.config.dataDir, person.totpSecret), person.login, input.code, now);
    const fresh = step !== undefined && step > person.totpUsed;
    const open = !person.lockedUntil || person.lockedUntil <= now;
    const recovered = open && !fresh && (await store.useRecoveryCode(tx, person.id, recoveryHash(input.code), now));
    const verdict = judgeSignIn(person, fresh || recovered, now, SIGN_IN);
    await store.savePerson(tx, {
      ...person,
      failures: verdict.failures,
      lockedUntil: verdict.lockedUntil,
      totpUsed: fresh && verdict.ok ? step : person.totpUsed,
    });
    if (!verdict.ok) {
      await writeAudit(tx, now, {
        actor: personActor(person),
        action: 'org.second_factor',
        outcome: 'refused',
        detail: { ip: from.ip, why: verdict.refusals.map((r) => r.code) },
      });
      return refuse(verdict.refusals.map((r): Refusal => ({ ...r, code: r.code === 'wrong' ? 'wrong_code' : r.code })));
    }
    await store.endSession(tx, half.id, person.id);
    return allow(await begin(tx, system, person, from, { complete: true }));
  });
}

/** Sign-in that the identity provider vouches for: only people an administrator has linked. */
export async function signInBySubject(system: System, subject: string, from: From): Promise<Ruling<SignedIn>> {
  return transaction(system.db, async (tx) => {
    const person = await store.personBySubject(tx, subject);
    if (!person?.active) {
      await writeAudit(tx, system.clock.now(), {
        actor: PUBLIC,
        action: 'org.sign_in_oidc',
        outcome: 'refused',
        detail: { subject: trace(subject) },
      });
      return refuse([{ code: 'not_linked', basis: RULE }]);
    }
    return allow(await begin(tx, system, person, from, { complete: true, byOidc: true }));
  });
}

export const signOut = action('org.sign_out', { may: null }, async (ctx, _input: Record<string, never>) => {
  if (ctx.actor.sessionId) await store.endSession(ctx.tx, ctx.actor.sessionId, ctx.actor.id);
  return allow(true);
});
