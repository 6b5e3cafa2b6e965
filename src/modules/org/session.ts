import type { Day } from '../../lib/day.ts';
import { type Reader, transaction } from '../../platform/db/connection.ts';
import { type Actor, type Grant, PUBLIC } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { owedBefore, sessionAlive } from './rules.ts';
import { tokenHash } from './secrets.ts';
import { SIGN_IN } from './settings.ts';
import * as store from './store.ts';

export const COOKIE = 'gk_session';
const TOUCH_MS = 60_000;

const grant = (g: store.GrantRow): Grant => ({
  role: g.role,
  unitId: g.unitId,
  covers: new Set(g.covers),
  ...(g.fromId ? { onBehalfOf: g.fromId } : {}),
});

/** The person as an actor: own roles and today's delegations, each with the units below it. */
export async function actorOf(
  db: Reader,
  person: Pick<store.Person, 'id' | 'label' | 'unitId'>,
  today: Day,
): Promise<Actor> {
  const held = await store.grantsOf(db, person.id, today);
  return { kind: 'person', id: person.id, label: person.label, unitId: person.unitId, grants: held.map(grant) };
}

/**
 * Who asks, in one query. Without a session, with one that has run out, and between password and second factor: the
 * public. Who has yet to choose a password of their own, or to set up a required second factor, holds no role until then.
 */
export async function authenticate(
  system: System,
  req: { cookies: Record<string, string | undefined> },
): Promise<Actor> {
  const token = req.cookies[COOKIE];
  if (!token) return PUBLIC;
  const asking = await store.askingBy(system.db, tokenHash(token), system.clock.today());
  const now = system.clock.now();
  if (!asking?.session.complete || !sessionAlive(asking.session, now, SIGN_IN)) return PUBLIC;
  const { session } = asking;
  if (now.getTime() - session.seenAt.getTime() > TOUCH_MS)
    await transaction(system.db, (tx) => store.touchSession(tx, session.id, now));
  const roles = asking.grants.filter((g) => !g.fromId).map((g) => g.role);
  const owed = owedBefore({ ...asking, byOidc: session.byOidc, roles });
  return {
    kind: 'person',
    id: session.personId,
    label: asking.label,
    unitId: asking.unitId,
    grants: owed ? [] : asking.grants.map(grant),
    sessionId: session.id,
  };
}

/** What the person behind a request must set up first; the same rule that takes the roles away until then. */
export async function owedBy(
  system: System,
  cookies: Record<string, string | undefined>,
): Promise<ReturnType<typeof owedBefore>> {
  const asking = await store.askingBy(system.db, tokenHash(cookies[COOKIE] ?? ''), system.clock.today());
  if (!asking) return null;
  return owedBefore({
    ...asking,
    byOidc: asking.session.byOidc,
    roles: asking.grants.filter((g) => !g.fromId).map((g) => g.role),
  });
}

/** Everyone who may have something to do today, for reminders. */
export async function actorsToRemind(db: Reader, today: Day): Promise<{ actor: Actor; email: string | null }[]> {
  const all = (await store.people(db)).filter((p) => p.active);
  return Promise.all(all.map(async (p) => ({ actor: await actorOf(db, p, today), email: p.email })));
}
