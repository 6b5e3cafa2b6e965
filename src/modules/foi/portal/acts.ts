import { seeOther } from '../../../platform/http/answer.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
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
  beginVisit: store.beginVisit,
};

/** As if this visit had just been shown: the rest of the very request that opened it. */
export const onVisit = (c: Req, no: string, token: string): Req => ({
  ...c,
  params: { ...c.params, no },
  cookies: { ...c.cookies, [receipted.cookie.name]: token },
});

/** No visit: the page that asks for the password, which knows where somebody wanted to go. The same whether there is such a case. */
export const toTheDoor = (c: Req): Answer => {
  const no = readNumber(c.params.no ?? '');
  const to = new URLSearchParams([...(no ? [['no', no]] : []), ...(c.params.act ? [['then', c.params.act]] : [])]);
  return seeOther(`/foi/status${to.size > 0 ? `?${to}` : ''}`);
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
