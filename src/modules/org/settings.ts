import type { SignInSettings } from './rules.ts';

/** Settings of the site, not of the law: one place for all numbers of signing in. */
export const SIGN_IN: SignInSettings = {
  tries: 5,
  lockMinutes: 15,
  minPassword: 10,
  idleMinutes: 120,
  hours: 12,
  halfMinutes: 10,
};
