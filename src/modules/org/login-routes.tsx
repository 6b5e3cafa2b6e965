import { seeOther } from '../../platform/http/answer.ts';
import { get, post } from '../../platform/http/routes.ts';
import { safeBack } from '../../platform/http/security.ts';
import type { Answer, Cookie, Req, Route } from '../../platform/http/types.ts';
import { type From, type SignedIn, signIn, signInBySubject, signInSecond, signOut } from './actions/sign-in.ts';
import { loginPage, secondPage } from './login-pages.tsx';
import { beginOidc, finishOidc } from './oidc.ts';
import { COOKIE } from './session.ts';
import { SIGN_IN } from './settings.ts';

const OIDC_COOKIE = 'gk_oidc';
const fromOf = (c: Req): From => ({ ip: c.ip, agent: c.userAgent, requestId: c.requestId });
const session = (token: string): Cookie => ({ name: COOKIE, value: token, maxAge: SIGN_IN.hours * 3600 });
const forget = (name: string): Cookie => ({ name, value: '', maxAge: 0 });

/** Back to where one wanted to go, but only inside the console. */
function onwards(c: Req, s: SignedIn): Answer {
  if (!s.complete)
    return seeOther(`/console/second-factor?back=${encodeURIComponent(c.form.text('back'))}`, [session(s.token)]);
  const back = safeBack(c.form.text('back'));
  const to = s.owes ? '/console/account' : /^\/console(?![\w-])/.test(back) ? back : '/console';
  return seeOther(to, [session(s.token), forget(OIDC_COOKIE)]);
}

const callback = (c: Req): string => `${c.origin}/console/oidc/callback`;

export const loginRoutes: readonly Route[] = [
  get('/console/login', 'public', (c) =>
    c.actor.kind === 'person' ? Promise.resolve(seeOther('/console')) : loginPage(c),
  ),
  post(
    '/console/login',
    'public',
    async (c) => {
      const out = await signIn(c.system, { login: c.form.text('login'), password: c.form.text('password') }, fromOf(c));
      return out.ok ? onwards(c, out.value) : loginPage(c, out.refusals, 422);
    },
    { perMinute: 20 },
  ),
  get('/console/second-factor', 'public', (c) =>
    c.cookies[COOKIE] ? secondPage(c) : Promise.resolve(seeOther('/console/login')),
  ),
  post(
    '/console/second-factor',
    'public',
    async (c) => {
      const token = c.cookies[COOKIE];
      if (!token) return seeOther('/console/login');
      const out = await signInSecond(c.system, { token, code: c.form.text('code') }, fromOf(c));
      if (out.ok) return onwards(c, out.value);
      return out.refusals.some((r) => r.code === 'half_expired')
        ? loginPage(c, out.refusals, 422)
        : secondPage(c, out.refusals, 422);
    },
    { perMinute: 20 },
  ),
  post('/console/logout', 'signed-in', async (c) => {
    await signOut(c.system, c.actor, {}, c.requestId);
    return seeOther('/console/login?out=1', [forget(COOKIE)]);
  }),
  get(
    '/console/oidc',
    'public',
    async (c) => {
      if (!c.system.config.oidc) return seeOther('/console/login');
      const begun = await beginOidc(c.system.config.oidc, callback(c), c.system.clock.now()).catch((e: unknown) => {
        c.system.log.warn({ error: e }, 'the identity provider does not answer');
        return undefined;
      });
      if (!begun) return loginPage(c, [{ code: 'oidc_away', basis: '本系统登录规则' }], 503);
      return seeOther(begun.url, [{ name: OIDC_COOKIE, value: begun.cookie, maxAge: 600 }]);
    },
    { perMinute: 20 },
  ),
  get(
    '/console/oidc/callback',
    'public',
    async (c) => {
      if (!c.system.config.oidc) return seeOther('/console/login');
      const at = new URL(`${callback(c)}?${c.query}`);
      const subject = await finishOidc(c.system.config.oidc, at, c.cookies[OIDC_COOKIE], c.system.clock.now()).catch(
        (e: unknown) => {
          c.system.log.warn({ error: e }, 'single sign-on failed');
          return undefined;
        },
      );
      if (!subject) return loginPage(c, [{ code: 'oidc_failed', basis: '本系统登录规则' }], 422);
      const out = await signInBySubject(c.system, subject, fromOf(c));
      return out.ok ? onwards(c, out.value) : loginPage(c, out.refusals, 403);
    },
    { perMinute: 20 },
  ),
];
