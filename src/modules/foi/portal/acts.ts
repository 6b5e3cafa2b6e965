import type { Req } from '../../../platform/http/types.ts';
import { type Receipted, tokenHash } from '../../org/index.ts';
import { LOCAL } from '../rules/life.ts';
import { applicationNumber, readNumber } from '../rules/number.ts';
import * as store from '../store/index.ts';

/** An application behind its number and the password of its receipt. */
export const receipted: Receipted = {
  action: 'foi.open',
  basis: LOCAL,
  cookie: { name: 'gk_foi', path: '/foi' },
  readNumber,
  subject: (no) => `application:${applicationNumber(no)}`,
  lock: (tx, no) => store.lockSecret(tx, applicationNumber(no)),
  saveTries: store.saveTries,
  beginVisit: store.beginVisit,
};

/** The case this visitor opened, with its application; undefined: the password first, whatever the number. */
export async function mine(c: Req): Promise<{ a: store.Application; r: store.Request } | undefined> {
  const token = c.cookies[receipted.cookie.name];
  if (!token) return undefined;
  const a = await store.visited(c.system.db, tokenHash(token), c.system.clock.now());
  if (!a) return undefined;
  const r = await store.requestByNo(c.system.db, c.params.no ?? '');
  return r?.applicationId === a.id ? { a, r } : undefined;
}
