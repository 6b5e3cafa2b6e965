import { Secret, TOTP } from 'otpauth';

const STEP_SECONDS = 30;

const totp = (secret: string, login: string): TOTP =>
  new TOTP({ issuer: '公开工作台', label: login, secret: Secret.fromBase32(secret), period: STEP_SECONDS });

export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** What the QR code says to the phone. */
export const uriOf = (secret: string, login: string): string => totp(secret, login).toString();

/** The step whose code this is, one step of clock drift either way; undefined when none. */
export function stepOf(secret: string, login: string, code: string, now: Date): number | undefined {
  const delta = totp(secret, login).validate({ token: code.replace(/\s/g, ''), timestamp: now.getTime(), window: 1 });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta;
}
