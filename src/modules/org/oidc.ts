import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import * as client from 'openid-client';
import type { Config } from '../../platform/config.ts';

type OidcSettings = NonNullable<Config['oidc']>;
const FRESH_MS = 10 * 60_000;

let known: { issuer: string; config: client.Configuration } | undefined;

/** Discovery once per issuer. Plain http is for a provider on this machine, as in tests. */
async function provider(o: OidcSettings): Promise<client.Configuration> {
  if (known?.issuer === o.issuer) return known.config;
  const local = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(o.issuer);
  const config = await client.discovery(
    new URL(o.issuer),
    o.clientId,
    o.clientSecret,
    undefined,
    local ? { execute: [client.allowInsecureRequests] } : undefined,
  );
  known = { issuer: o.issuer, config };
  return config;
}

/** What must come back unchanged; kept in a signed cookie of ten minutes, so the server remembers nothing. */
type Pending = { state: string; nonce: string; verifier: string; at: number };

// A restart ends pending sign-ins of the last minutes; they are begun again with one press.
const secret = randomBytes(32);
const mac = (body: string): string => createHmac('sha256', secret).update(body).digest('base64url');
const pack = (p: Pending): string => {
  const body = Buffer.from(JSON.stringify(p)).toString('base64url');
  return `${body}.${mac(body)}`;
};
function unpack(text: string, now: number): Pending | undefined {
  const [body = '', sign = ''] = text.split('.');
  const want = Buffer.from(mac(body));
  const got = Buffer.from(sign);
  if (want.length !== got.length || !timingSafeEqual(want, got)) return undefined;
  const p = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Pending;
  return now - p.at < FRESH_MS ? p : undefined;
}

/** Where to send the browser (code flow with PKCE, state and nonce), and the cookie that remembers what was sent. */
export async function beginOidc(
  o: OidcSettings,
  redirectUri: string,
  now: Date,
): Promise<{ url: string; cookie: string }> {
  const config = await provider(o);
  const verifier = client.randomPKCECodeVerifier();
  const pending: Pending = { state: client.randomState(), nonce: client.randomNonce(), verifier, at: now.getTime() };
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: pending.state,
    nonce: pending.nonce,
  });
  return { url: url.href, cookie: pack(pending) };
}

/** Subject that the provider vouches for; undefined when anything does not fit. */
export async function finishOidc(
  o: OidcSettings,
  callback: URL,
  cookie: string | undefined,
  now: Date,
): Promise<string | undefined> {
  const pending = cookie ? unpack(cookie, now.getTime()) : undefined;
  if (!pending) return undefined;
  const tokens = await client.authorizationCodeGrant(await provider(o), callback, {
    pkceCodeVerifier: pending.verifier,
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    idTokenExpected: true,
  });
  return tokens.claims()?.sub;
}
