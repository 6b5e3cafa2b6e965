import { allow, type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';
import { writeAudit } from '../../../platform/audit.ts';
import { transaction } from '../../../platform/db/connection.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Answer, Cookie, Req } from '../../../platform/http/types.ts';
import { PUBLIC } from '../../../platform/permission.ts';
import type { System } from '../../../platform/system.ts';
import { newToken, passwordMatches, tokenHash } from '../../org/index.ts';
import { LOCAL } from '../rules/life.ts';
import { afterTry, applicationNumber, readNumber, readPassword } from '../rules/number.ts';
import * as store from '../store/index.ts';

const VISIT_SECONDS = 2 * 3600;
const COOKIE = 'gk_foi';

export const visitCookie = (token: string): Cookie => ({
  name: COOKIE,
  value: token,
  path: '/foi',
  maxAge: VISIT_SECONDS,
});

const until = (system: System): Date => new Date(system.clock.now().getTime() + VISIT_SECONDS * 1000);

/**
 * Number and password open an application for two hours. Every try is counted and audited in one transaction, a wrong one too,
 * so this is no `action`, whose refusals roll back. An unknown number takes as long as a known one.
 */
export async function openByPassword(
  system: System,
  typed: { no: string; password: string },
  requestId: string,
): Promise<Ruling<{ no: string; token: string }>> {
  const now = system.clock.now();
  const no = readNumber(typed.no);
  return transaction(system.db, async (tx) => {
    const secret = no === undefined ? undefined : await store.lockSecret(tx, applicationNumber(no));
    const right = await passwordMatches(secret?.password, readPassword(typed.password));
    const after = afterTry(secret ?? { tries: 0, lockedUntil: null }, right, now);
    if (secret) await store.saveTries(tx, secret.id, after);
    const opens = secret !== undefined && after.opens;
    await writeAudit(tx, now, {
      actor: PUBLIC,
      action: 'foi.open',
      outcome: opens ? 'done' : 'refused',
      // What was typed may be a password in the wrong field: only a number of ours is written down.
      ...(secret && no ? { subject: `application:${applicationNumber(no)}` } : {}),
      detail: opens ? {} : { tries: after.tries, locked: after.lockedUntil !== null },
      requestId,
    });
    if (!opens || !secret || !no) {
      const code = after.lockedUntil !== null && after.lockedUntil > now ? 'too_many_tries' : 'wrong_password';
      return refuse([{ code, basis: LOCAL }] satisfies Refusal[]);
    }
    const token = newToken();
    await store.beginVisit(tx, tokenHash(token), secret.id, until(system));
    return allow({ no, token });
  });
}

/** Who just applied may look without typing the password. */
export async function visitAfterApplying(system: System, applicationId: string): Promise<string> {
  const token = newToken();
  await transaction(system.db, (tx) => store.beginVisit(tx, tokenHash(token), applicationId, until(system)));
  return token;
}

/** As if this visit had just been shown: the rest of the very request that opened it. */
export const onVisit = (c: Req, no: string, token: string): Req => ({
  ...c,
  params: { ...c.params, no },
  cookies: { ...c.cookies, [COOKIE]: token },
});

/** No visit: the page that asks for the password, which knows where somebody wanted to go. The same whether there is such a case. */
export const toTheDoor = (c: Req): Answer => {
  const no = readNumber(c.params.no ?? '');
  const to = new URLSearchParams([...(no ? [['no', no]] : []), ...(c.params.act ? [['then', c.params.act]] : [])]);
  return seeOther(`/foi/status${to.size > 0 ? `?${to}` : ''}`);
};

/** The case this visitor opened, with its application; undefined: the password first, whatever the number. */
export async function mine(c: Req): Promise<{ a: store.Application; r: store.Request } | undefined> {
  const token = c.cookies[COOKIE];
  if (!token) return undefined;
  const a = await store.visited(c.system.db, tokenHash(token), c.system.clock.now());
  if (!a) return undefined;
  const r = await store.requestByNo(c.system.db, c.params.no ?? '');
  return r?.applicationId === a.id ? { a, r } : undefined;
}
