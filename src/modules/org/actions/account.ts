import type { Day } from '../../../lib/day.ts';
import { allow, type Ruling, refuse } from '../../../lib/ruling.ts';
import { action, type Ctx } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import type { System } from '../../../platform/system.ts';
import type { Role } from '../permissions.ts';
import { judgePassword, mayDelegate, mayDelegateTo, secondFactorOwed } from '../rules.ts';
import { hashPassword, newRecoveryCode, passwordMatches, recoveryHash, seal, unseal } from '../secrets.ts';
import { SIGN_IN } from '../settings.ts';
import * as store from '../store.ts';
import { newSecret, stepOf, uriOf } from '../totp.ts';

const RULE = '本系统登录规则';

async function me(ctx: Ctx): Promise<store.Person> {
  const person = await store.lockPersonById(ctx.tx, ctx.actor.id);
  if (!person) throw new AppError('not_found', `person ${ctx.actor.id}`);
  return person;
}

/** A new password ends every other session. */
export const changePassword = action(
  'org.password',
  { may: null },
  async (ctx, input: { old: string; next: string }) => {
    const person = await me(ctx);
    if (!(await passwordMatches(person.passwordHash, input.old)))
      return refuse([{ code: 'old_password_wrong', basis: RULE }]);
    const ruling = judgePassword(input.next, person.login, SIGN_IN);
    if (!ruling.ok) return ruling;
    await store.savePerson(ctx.tx, { ...person, passwordHash: await hashPassword(input.next), mustChange: false });
    await store.endSessions(ctx.tx, person.id, ctx.actor.sessionId);
    return allow(true);
  },
);

/** Begins the second factor: a secret for the phone, not yet asked for at sign-in. */
export const offerTotp = action(
  'org.totp_offer',
  { may: null },
  async (ctx, _input: Record<string, never>): Promise<Ruling<{ secret: string; uri: string }>> => {
    const person = await me(ctx);
    // Else a stolen session could put its own phone in the place of the person's.
    if (person.totpOn) return refuse([{ code: 'totp_is_on', basis: RULE }]);
    if ((await store.secondFactor(ctx.tx)) === 'off') return refuse([{ code: 'totp_is_off', basis: RULE }]);
    const secret = newSecret();
    await store.savePerson(ctx.tx, {
      ...person,
      totpSecret: await seal(ctx.system.config.dataDir, secret),
      totpOn: false,
      totpUsed: 0,
    });
    return allow({ secret, uri: uriOf(secret, person.login) });
  },
);

/** The secret that waits for its first code, to show the page again after a wrong one. */
export async function pendingTotp(
  system: System,
  personId: string,
): Promise<{ secret: string; uri: string } | undefined> {
  const person = await store.personById(system.db, personId);
  if (!person?.totpSecret || person.totpOn) return undefined;
  const secret = await unseal(system.config.dataDir, person.totpSecret);
  return { secret, uri: uriOf(secret, person.login) };
}

/** Turned on by a first right code; gives recovery codes, shown once. */
export const confirmTotp = action(
  'org.totp_on',
  { may: null },
  async (ctx, input: { code: string }): Promise<Ruling<{ codes: string[] }>> => {
    const person = await me(ctx);
    if (person.totpOn) return refuse([{ code: 'totp_is_on', basis: RULE }]);
    const secret = person.totpSecret && (await unseal(ctx.system.config.dataDir, person.totpSecret));
    const step = secret ? stepOf(secret, person.login, input.code, ctx.now) : undefined;
    if (step === undefined) return refuse([{ code: 'wrong_code', basis: RULE }]);
    await store.savePerson(ctx.tx, { ...person, totpOn: true, totpUsed: step });
    const codes = Array.from({ length: 8 }, newRecoveryCode);
    await store.setRecoveryCodes(ctx.tx, person.id, codes.map(recoveryHash));
    return allow({ codes });
  },
);

/** Turned off by whoever knows the password, e.g. to take another phone. */
export const dropTotp = action('org.totp_off', { may: null }, async (ctx, input: { password: string }) => {
  const person = await me(ctx);
  if (!(await passwordMatches(person.passwordHash, input.password)))
    return refuse([{ code: 'old_password_wrong', basis: RULE }]);
  const roles = (await store.rolesHeld(ctx.tx, person.id)).map((r) => r.role);
  if (secondFactorOwed(await store.secondFactor(ctx.tx), false, roles))
    return refuse([{ code: 'totp_required', basis: RULE }]);
  await store.savePerson(ctx.tx, { ...person, totpSecret: null, totpOn: false });
  await store.setRecoveryCodes(ctx.tx, person.id, []);
  return allow(true);
});
export const revokeSession = action('org.session_revoke', { may: null }, async (ctx, input: { id: string }) => {
  ctx.note({
    subject: `session:${input.id}`,
    detail: { ended: await store.endSession(ctx.tx, input.id, ctx.actor.id) },
  });
  return allow(true);
});

/** 我不在时: somebody else holds one of my roles from one day to another. */
export const delegate = action(
  'org.delegate',
  { may: null },
  async (ctx, input: { toLogin: string; unitId: string; role: Role; starts: Day; ends: Day }) => {
    const to = await store.lockPerson(ctx.tx, input.toLogin);
    const units = await store.unitsById(ctx.tx);
    const parents = new Map([...units.values()].map((u) => [u.id, u.parentId]));
    const held = await store.rolesHeld(ctx.tx, ctx.actor.id);
    const ruling = mayDelegate({
      holds: held.some((h) => h.unitId === input.unitId && h.role === input.role),
      toSelf: to?.id === ctx.actor.id,
      toSameUnitOrAbove: to?.active === true && mayDelegateTo([input.unitId], to.unitId, parents),
      starts: input.starts,
      ends: input.ends,
      today: ctx.today,
    });
    if (!ruling.ok) return ruling;
    if (!to) throw new AppError('bad_request', 'nobody');
    await store.insertDelegation(ctx.tx, {
      fromId: ctx.actor.id,
      toId: to.id,
      unitId: input.unitId,
      role: input.role,
      starts: input.starts,
      ends: input.ends,
    });
    ctx.note({
      subject: `person:${to.id}`,
      unitId: input.unitId,
      detail: { role: input.role, starts: input.starts, ends: input.ends },
    });
    return allow(true);
  },
);

export const endDelegation = action('org.delegate_end', { may: null }, async (ctx, input: { id: number }) => {
  ctx.note({
    subject: `delegation:${input.id}`,
    detail: { ended: await store.endDelegation(ctx.tx, input.id, ctx.actor.id) },
  });
  return allow(true);
});
