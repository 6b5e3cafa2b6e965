import { type Day, isDay } from '../../lib/day.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';

/** How sign-in behaves; settings of the site (settings.ts), handed in. */
export type SignInSettings = {
  tries: number;
  lockMinutes: number;
  minPassword: number;
  idleMinutes: number;
  hours: number;
  halfMinutes: number;
};
/** Whether people sign in with a second factor: nobody, who wants to, or everyone who approves or administers. */
export type SecondFactor = 'off' | 'optional' | 'required';
type AccountFacts = { active: boolean; failures: number; lockedUntil: Date | null };

const RULE = '本系统登录规则';
const MINUTE = 60_000;

/** What to do with one try. Names nobody has are counted and judged like accounts, so that names cannot be found out. */
export function judgeSignIn(
  a: AccountFacts | undefined,
  correct: boolean,
  now: Date,
  s: SignInSettings,
): Ruling<'ok'> & { failures: number; lockedUntil: Date | null } {
  if (a?.lockedUntil && a.lockedUntil > now) {
    const minutes = Math.ceil((a.lockedUntil.getTime() - now.getTime()) / MINUTE);
    return {
      ...refuse([{ code: 'locked', basis: RULE, detail: { minutes } }]),
      failures: a.failures,
      lockedUntil: a.lockedUntil,
    };
  }
  // A lock that has run out starts a new count.
  const before = a?.lockedUntil ? 0 : (a?.failures ?? 0);
  if (a?.active && correct) return { ...allow('ok' as const), failures: 0, lockedUntil: null };
  const failures = before + 1;
  const lockedUntil = failures >= s.tries ? new Date(now.getTime() + s.lockMinutes * MINUTE) : null;
  const detail = { left: s.tries - failures, tries: s.tries, minutes: s.lockMinutes };
  return { ...refuse([{ code: lockedUntil ? 'locked' : 'wrong', basis: RULE, detail }]), failures, lockedUntil };
}

/** Length beats composition (NIST SP 800-63B 5.1.1); the name itself is no password. */
export function judgePassword(password: string, login: string, s: SignInSettings): Ruling<true> {
  const no: Refusal[] = [];
  if ([...password].length < s.minPassword)
    no.push({ code: 'password_short', basis: RULE, detail: { min: s.minPassword } });
  if (password.toLowerCase().includes(login.toLowerCase())) no.push({ code: 'password_is_login', basis: RULE });
  if (new Set(password).size < 4) no.push({ code: 'password_simple', basis: RULE });
  return no.length > 0 ? refuse(no) : allow(true);
}

export const sessionAlive = (s: { createdAt: Date; seenAt: Date }, now: Date, set: SignInSettings): boolean =>
  now.getTime() - s.seenAt.getTime() < set.idleMinutes * MINUTE &&
  now.getTime() - s.createdAt.getTime() < set.hours * 60 * MINUTE;

/** Between password and second factor there is little time: whoever knows only the password cannot keep trying codes. */
export const halfAlive = (s: { createdAt: Date }, now: Date, set: SignInSettings): boolean =>
  now.getTime() - s.createdAt.getTime() < set.halfMinutes * MINUTE;

/** Whether a second factor must be set up before anything else; `setting` is the site's `org.second_factor`. */
export const secondFactorOwed = (setting: SecondFactor, on: boolean, roles: readonly string[]): boolean =>
  setting === 'required' && !on && roles.some((r) => r === 'approver' || r === 'admin');

export type Owed = 'password' | 'second_factor' | null;
/** What must be set up before a session may do anything: an own password, then the second factor where it is required. */
export function owedBefore(f: {
  byOidc: boolean;
  mustChange: boolean;
  totpOn: boolean;
  roles: readonly string[];
  setting: SecondFactor;
}): Owed {
  if (f.byOidc) return null;
  if (f.mustChange) return 'password';
  return secondFactorOwed(f.setting, f.totpOn, f.roles) ? 'second_factor' : null;
}

/** Whether `parentId` is the unit itself or stands below it: then the tree would close into a ring. */
export function closesRing(id: string, parentId: string | null, parents: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  for (let at = parentId; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
    if (at === id) return true;
    seen.add(at);
  }
  return false;
}

/** A delegation counts from its first to its last day, both included. */
export const delegationActive = (d: { starts: Day; ends: Day; ended: boolean }, today: Day): boolean =>
  !d.ended && d.starts <= today && today <= d.ends;

/** Whether a person of `toUnit` may stand in for a role held at one of `units`: the same unit or one above it. */
export const mayDelegateTo = (
  units: readonly string[],
  toUnit: string,
  parents: ReadonlyMap<string, string | null>,
): boolean => units.some((u) => closesRing(toUnit, u, parents));

/** Only what one holds oneself, to somebody of the same unit or one above, for days to come. */
export function mayDelegate(f: {
  holds: boolean;
  toSelf: boolean;
  toSameUnitOrAbove: boolean;
  starts: Day;
  ends: Day;
  today: Day;
}): Ruling<true> {
  const no: Refusal[] = [];
  if (!f.holds) no.push({ code: 'not_held', basis: RULE });
  if (f.toSelf) no.push({ code: 'to_self', basis: RULE });
  if (!f.toSameUnitOrAbove) no.push({ code: 'other_unit', basis: RULE });
  if (f.ends < f.starts) no.push({ code: 'ends_before', basis: RULE });
  if (f.ends < f.today) no.push({ code: 'past', basis: RULE });
  return no.length > 0 ? refuse(no) : allow(true);
}

/**
 * A former name as it was typed: different from today's, its days in order and past, with the document it comes from. Days may
 * be left empty where nobody knows them.
 */
export function judgeFormerName(
  typed: { name: string; from: string; to: string; source: string },
  now: string,
  today: Day,
): Ruling<{ name: string; from: Day | null; to: Day | null; source: string }> {
  const basis = '机构管理规则';
  const no: Refusal[] = [];
  const name = typed.name.trim();
  const source = typed.source.trim();
  const [from, to] = [typed.from.trim(), typed.to.trim()].map((t) => (t === '' ? null : t));
  if (name === '') no.push({ code: 'no_former', basis });
  if (name === now) no.push({ code: 'former_is_now', basis });
  if (source === '') no.push({ code: 'no_former_source', basis });
  if ([from, to].some((d) => d && !isDay(d))) no.push({ code: 'bad_days', basis });
  else if (from && to && to < from) no.push({ code: 'ends_before', basis });
  else if (to && to >= today) no.push({ code: 'former_not_over', basis });
  if (no.length > 0) return refuse(no);
  return allow({ name, from: (from ?? null) as Day | null, to: (to ?? null) as Day | null, source });
}
