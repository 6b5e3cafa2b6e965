import type { Reader } from '../../platform/db/connection.ts';
import { transaction } from '../../platform/db/connection.ts';
import { type Actor, PUBLIC } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import type { Day } from '../../lib/day.ts';
import { sessionAlive } from './rules.ts';
import { tokenHash } from './secrets.ts';
import { SIGN_IN } from './settings.ts';
import * as store from './store.ts';

export const COOKIE = 'gk_session';
const TOUCH_MS = 60_000;

/** The person as an actor: own roles and today's delegations, each with the units below it. */
export async function actorOf(db: Reader, person: store.Person, today: Day, sessionId?: string): Promise<Actor> {
  const grants = await store.grantsOf(db, person.id, today);
  return {
    kind: 'person',
    id: person.id,
    label: person.label,
    unitId: person.unitId,
    grants: grants.map((g) => ({ role: g.role, unitId: g.unitId, covers: new Set(g.covers), ...(g.fromId ? { onBehalfOf: g.fromId } : {}) })),
    ...(sessionId ? { sessionId } : {}),
  };
}

/** Who asks. Without a session, with one that has run out, and between password and second factor: the public. */
export async function authenticate(system: System, req: { cookies: Record<string, string | undefined> }): Promise<Actor> {
  const token = req.cookies[COOKIE];
  if (!token) return PUBLIC;
  const session = await store.sessionByHash(system.db, tokenHash(token));
  const now = system.clock.now();
  if (!session?.complete || !sessionAlive(session, now, SIGN_IN)) return PUBLIC;
  const person = await store.personById(system.db, session.personId);
  if (!person?.active) return PUBLIC;
  if (now.getTime() - session.seenAt.getTime() > TOUCH_MS) await transaction(system.db, (tx) => store.touchSession(tx, session.id, now));
  return actorOf(system.db, person, system.clock.today(), session.id);
}

/** Everyone who may have something to do today, for reminders. */
export async function actorsToRemind(db: Reader, today: Day): Promise<{ actor: Actor; email: string | null }[]> {
  const all = (await store.people(db)).filter((p) => p.active);
  return Promise.all(all.map(async (p) => ({ actor: await actorOf(db, p, today), email: p.email })));
}
