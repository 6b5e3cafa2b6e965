import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { exec, rows, sql } from '../../platform/db/connection.ts';
import { actorIn, auditOf, auditText, orgWorld } from '../../testing/org-world.ts';
import type { World } from '../../testing/world.ts';
import { changePerson } from './actions/admin.ts';

const HOME = 'http://test.local';
let w: World;
let provider: Server;
let issuer = '';
/** Whom the provider takes the browser for. */
let subject = 'subject-of-the-clerk';

/** A real identity provider on loopback that signs in `subject` without asking. */
async function startProvider(): Promise<void> {
  provider = createServer();
  await new Promise<void>((go) => provider.listen(0, '127.0.0.1', go));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const op = new Provider(issuer, {
    clients: [
      {
        client_id: 'gongkai',
        client_secret: 'a-secret-of-the-test-client',
        redirect_uris: [`${HOME}/console/oidc/callback`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    cookies: { keys: ['a key for the cookies of the test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => '/interact' },
    findAccount: (_ctx: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
  });
  const handle = op.callback();
  provider.on('request', async (req, res) => {
    if (!req.url?.startsWith('/interact')) return handle(req, res);
    const asked = await op.interactionDetails(req, res);
    if (asked.prompt.name === 'login') return op.interactionFinished(req, res, { login: { accountId: subject } });
    const grant = new op.Grant({ accountId: asked.session?.accountId ?? '', clientId: asked.params.client_id });
    grant.addOIDCScope('openid');
    return op.interactionFinished(req, res, { consent: { grantId: await grant.save() } });
  });
}

beforeAll(async () => {
  await startProvider();
  w = await orgWorld({
    env: {
      GONGKAI_PUBLIC_URL: HOME,
      GONGKAI_OIDC_ISSUER: issuer,
      GONGKAI_OIDC_CLIENT_ID: 'gongkai',
      GONGKAI_OIDC_CLIENT_SECRET: 'a-secret-of-the-test-client',
      GONGKAI_OIDC_LABEL: '全区统一身份',
    },
  });
  await changePerson(w.system, await actorIn(w.system, 'admin'), {
    personId: 'mzj-xinxiyuan',
    act: 'link',
    subject: 'subject-of-the-clerk',
  });
});
afterAll(async () => {
  await w.end();
  provider.closeAllConnections();
  await new Promise((go) => provider.close(go));
});
beforeEach(async () => {
  subject = 'subject-of-the-clerk';
  w.clock.set('2026-03-31T09:30:00+08:00');
  await exec(w.system.db, sql`delete from org.session`);
  await exec(w.system.db, sql`update org.person set must_change = false, active = true`);
});

const cookieOf = (setCookie: string | undefined, name: string): string =>
  new RegExp(`${name}=([^;\n]*)`).exec(setCookie ?? '')?.[1] ?? '';

/** The way of a browser from our button through the provider; ends before the callback is asked. */
async function throughProvider(): Promise<{ callback: string; pending: string }> {
  const begun = await w.request('GET', '/console/oidc');
  expect(begun.status).toBe(303);
  const jar = new Map<string, string>();
  let at = begun.headers.location ?? '';
  for (let hops = 0; hops < 10; hops++) {
    if (at.startsWith(HOME))
      return { callback: at.slice(HOME.length), pending: cookieOf(begun.headers['set-cookie'], 'gk_oidc') };
    const res = await fetch(at, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') },
    });
    for (const c of res.headers.getSetCookie()) {
      const [pair = ''] = c.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const next = res.headers.get('location');
    if (!next) throw new Error(`${res.status} ${await res.text()}`);
    at = new URL(next, at).href;
  }
  throw new Error('the provider sends round in circles');
}
const comeBack = (callback: string, pending: string) =>
  w.request('GET', callback, { headers: { cookie: `gk_oidc=${pending}` } });
const sessions = () =>
  rows<{ person_id: string; by_oidc: boolean }>(w.system.db, sql`select person_id, by_oidc from org.session`);

test('the way out carries state, nonce and a PKCE challenge, and asks for no more than who it is', async () => {
  const out = await w.request('GET', '/console/oidc');
  const q = new URL(out.headers.location ?? '').searchParams;
  expect(q.get('response_type')).toBe('code');
  expect(q.get('code_challenge_method')).toBe('S256');
  expect(q.get('scope')).toBe('openid');
  for (const name of ['state', 'nonce', 'code_challenge']) expect(q.get(name)?.length, name).toBeGreaterThanOrEqual(40);
  expect(out.headers['set-cookie']).toMatch(/gk_oidc=.*HttpOnly/i);
});

test('a linked person comes in', async () => {
  const { callback, pending } = await throughProvider();
  const back = await comeBack(callback, pending);
  expect(back.status, back.text).toBe(303);
  expect(back.headers.location).toBe('/console');
  const token = cookieOf(back.headers['set-cookie'], 'gk_session');
  const account = await w.request('GET', '/console/account', { headers: { cookie: `gk_session=${token}` } });
  expect(account.text).toContain('民政局·信息员');
  expect((await auditOf(w.system, 'org.sign_in')).at(-1)).toMatchObject({
    actor_id: 'mzj-xinxiyuan',
    outcome: 'done',
    detail: { by: 'oidc' },
  });
  expect(await sessions()).toEqual([{ person_id: 'mzj-xinxiyuan', by_oidc: true }]);
});

test('one who never used the first password needs none: the provider answers for the person', async () => {
  await exec(w.system.db, sql`update org.person set must_change = true`);
  const { callback, pending } = await throughProvider();
  expect((await comeBack(callback, pending)).headers.location).toBe('/console');
});

test('someone the provider knows and we do not stays outside, and no account is made', async () => {
  subject = 'a-stranger-by-name';
  const before = await rows(w.system.db, sql`select id from org.person`);
  const { callback, pending } = await throughProvider();
  const back = await comeBack(callback, pending);
  expect(back.status).toBe(403);
  expect(back.text).toContain('还没有和本系统的账号对上');
  expect(await sessions()).toEqual([]);
  expect(await rows(w.system.db, sql`select id from org.person`)).toEqual(before);
  expect(await auditText(w.system)).not.toContain('a-stranger-by-name');
});

test('a linked person out of use stays outside', async () => {
  await exec(w.system.db, sql`update org.person set active = false where id = 'mzj-xinxiyuan'`);
  const { callback, pending } = await throughProvider();
  expect((await comeBack(callback, pending)).status).toBe(403);
  expect(await sessions()).toEqual([]);
});

test.each([
  ['another state', (cb: string) => cb.replace(/state=[^&]+/, 'state=forged'), (p: string) => p],
  ['no cookie of ours', (cb: string) => cb, () => ''],
  ['a cookie with a changed body', (cb: string) => cb, (p: string) => `x${p.slice(1)}`],
  [
    'a cookie of another sign-in',
    (cb: string) => cb,
    async () => cookieOf((await w.request('GET', '/console/oidc')).headers['set-cookie'], 'gk_oidc'),
  ],
  ['a code nobody gave', (cb: string) => cb.replace(/code=[^&]+/, 'code=made-up'), (p: string) => p],
  ['no code at all', () => '/console/oidc/callback', (p: string) => p],
  ['an error from the provider', (cb: string) => cb.replace(/code=[^&]+/, 'error=access_denied'), (p: string) => p],
])('coming back with %s ends at the login page, without a session', async (_what, callbackOf, pendingOf) => {
  const { callback, pending } = await throughProvider();
  const back = await comeBack(callbackOf(callback), await pendingOf(pending));
  expect(back.status).toBe(422);
  expect(back.text).toContain('统一身份认证没有完成');
  expect(await sessions()).toEqual([]);
});

test('a code is good for one sign-in', async () => {
  const { callback, pending } = await throughProvider();
  expect((await comeBack(callback, pending)).status).toBe(303);
  expect((await comeBack(callback, pending)).status).toBe(422);
  expect(await sessions()).toHaveLength(1);
});

test('coming back after ten minutes is too late', async () => {
  const { callback, pending } = await throughProvider();
  w.clock.set('2026-03-31T09:40:00+08:00');
  expect((await comeBack(callback, pending)).status).toBe(422);
});

test('the button names the provider', async () => {
  expect((await w.request('GET', '/console/login')).text).toContain('用全区统一身份登录');
});
