import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import {
  closesRing,
  delegationActive,
  halfAlive,
  judgePassword,
  judgeSignIn,
  mayDelegate,
  mayDelegateTo,
  type Owed,
  owedBefore,
  sessionAlive,
} from './rules.ts';
import { SIGN_IN } from './settings.ts';

const NOW = new Date('2026-03-31T09:30:00+08:00');
const at = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);
const codes = (r: { ok: boolean; refusals?: { code: string }[] }): string[] => r.refusals?.map((x) => x.code) ?? [];

describe('a try at signing in', () => {
  test.each<[boolean, number, number | null, boolean, string, number, number | null, string]>([
    // active, failures, locked until, correct → code, failures after, locked for minutes, because
    [true, 0, null, true, 'ok', 0, null, 'the right password'],
    [true, 4, null, true, 'ok', 0, null, 'the right one at the fifth try clears the count'],
    [true, 0, null, false, 'wrong', 1, null, 'the first wrong one'],
    [true, 3, null, false, 'wrong', 4, null, 'one try is left'],
    [true, 4, null, false, 'locked', 5, 15, 'the fifth wrong one in a row locks'],
    [true, 5, 1, true, 'locked', 5, 1, 'while locked even the right password does not help'],
    [true, 5, 0, true, 'ok', 0, null, 'the lock ends with its last moment'],
    [true, 5, -1, false, 'wrong', 1, null, 'a lock that has run out starts a new count'],
    [false, 0, null, true, 'wrong', 1, null, 'an account out of use answers like a wrong password'],
  ])(
    'active %s, %s failures, lock %s, correct %s → %s: %s %s %s',
    (active, failures, lock, correct, code, after, locked) => {
      const lockedUntil = lock === null ? null : at(lock);
      const out = judgeSignIn({ active, failures, lockedUntil }, correct, NOW, SIGN_IN);
      expect(out.ok ? 'ok' : codes(out)[0]).toBe(code);
      expect(out.failures).toBe(after);
      expect(out.lockedUntil).toEqual(locked === null ? null : at(locked));
    },
  );

  test('the page can tell how many tries are left, one less each time', () => {
    let facts = { active: true, failures: 0, lockedUntil: null as Date | null };
    const left: unknown[] = [];
    for (let i = 0; i < 5; i++) {
      const out = judgeSignIn(facts, false, NOW, SIGN_IN);
      if (!out.ok) left.push(out.refusals[0]?.detail?.left);
      facts = { active: true, failures: out.failures, lockedUntil: out.lockedUntil };
    }
    expect(left).toEqual([4, 3, 2, 1, 0]);
  });

  test('however tries and pauses follow, no more than five guesses are judged in fifteen minutes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 }), (pauses) => {
        let facts = { active: true, failures: 0, lockedUntil: null as Date | null };
        let seconds = 0;
        const judged: number[] = [];
        for (const pause of pauses) {
          seconds += pause;
          const now = new Date(NOW.getTime() + seconds * 1000);
          const locked = facts.lockedUntil !== null && facts.lockedUntil > now;
          const out = judgeSignIn(facts, false, now, SIGN_IN);
          if (!locked) judged.push(seconds);
          facts = { active: true, failures: out.failures, lockedUntil: out.lockedUntil };
        }
        // Five tries, a lock, the next five: between the fifth and the sixth lie fifteen minutes.
        for (let i = 5; i < judged.length; i += 5)
          expect((judged[i] ?? 0) - (judged[i - 1] ?? 0)).toBeGreaterThanOrEqual(15 * 60);
      }),
    );
  });
});

test.each([
  ['mzj-2026', ['password_short'], 'eight characters'],
  ['明河的水流过白塔镇呀', [], 'ten characters of Chinese are ten characters'],
  ['mzj-xinxiyuan', ['password_is_login'], 'the login name'],
  ['MZJ-Xinxiyuan-2026', ['password_is_login'], 'the login name inside, in capitals'],
  ['aaaaaaaaaaaa', ['password_simple'], 'one character over and over'],
  ['春天的第一封公文', ['password_short'], 'eight characters of Chinese'],
  ['correct horse battery', [], 'a sentence'],
])('password %s is judged %s: %s', (password, want) => {
  expect(codes(judgePassword(password, 'mzj-xinxiyuan', SIGN_IN))).toEqual(want);
});

test.each([
  [0, 0, true, 'just begun'],
  [-60, -119, true, 'used a minute before two hours'],
  [-120, -120, false, 'two hours without use'],
  [-719, -1, true, 'used all day, just under twelve hours'],
  [-720, 0, false, 'twelve hours are the end, however busy'],
])('a session begun %s and used %s minutes ago is alive: %s (%s)', (created, seen, alive) => {
  expect(sessionAlive({ createdAt: at(created), seenAt: at(seen) }, NOW, SIGN_IN)).toBe(alive);
});

test('between password and second factor there are ten minutes', () => {
  expect(halfAlive({ createdAt: at(-9) }, NOW, SIGN_IN)).toBe(true);
  expect(halfAlive({ createdAt: at(-10) }, NOW, SIGN_IN)).toBe(false);
});

test.each([
  ['2026-03-30', false, 'the day before'],
  ['2026-03-31', true, 'the first day'],
  ['2026-04-02', true, 'the last day'],
  ['2026-04-03', false, 'the day after'],
])('a delegation from 31 March to 2 April counts on %s: %s (%s)', (today, counts) => {
  const d = { starts: day('2026-03-31'), ends: day('2026-04-02'), ended: false };
  expect(delegationActive(d, day(today))).toBe(counts);
  expect(delegationActive({ ...d, ended: true }, day(today))).toBe(false);
});

test.each<[Record<string, boolean | string>, string[], string]>([
  [{}, [], 'own role, same unit, days to come'],
  [{ holds: false }, ['not_held'], 'nobody gives what they do not hold'],
  [{ toSelf: true }, ['to_self'], 'to oneself'],
  [{ toSameUnitOrAbove: false }, ['other_unit'], 'to another unit'],
  [{ starts: '2026-04-03', ends: '2026-04-02' }, ['ends_before'], 'ends before it starts'],
  [{ starts: '2026-03-01', ends: '2026-03-30' }, ['past'], 'over before today'],
  [{ starts: '2026-03-01', ends: '2026-03-31' }, [], 'still counts today'],
  [
    { holds: false, toSelf: true, toSameUnitOrAbove: false },
    ['not_held', 'to_self', 'other_unit'],
    'every reason is told',
  ],
])('delegating with %j is refused for %j: %s', (over, want) => {
  const f = { holds: true, toSelf: false, toSameUnitOrAbove: true, starts: '2026-04-01', ends: '2026-04-02', ...over };
  expect(codes(mayDelegate({ ...f, starts: day(f.starts), ends: day(f.ends), today: day('2026-03-31') }))).toEqual(
    want,
  );
});

const PARENTS = new Map([
  ['minghe', null],
  ['minzheng', 'minghe'],
  ['baita', 'minghe'],
  ['baita-cun', 'baita'],
]);

test.each([
  ['minzheng', 'minzheng', true, 'a colleague'],
  ['baita-cun', 'baita', true, 'the township for its village'],
  ['baita-cun', 'minghe', true, 'the district for a village'],
  ['baita', 'baita-cun', false, 'not downwards'],
  ['minzheng', 'baita', false, 'not sideways'],
])('a role at %s may be taken over by a person of %s: %s (%s)', (unit, to, may) => {
  expect(mayDelegateTo([unit], to, PARENTS)).toBe(may);
});

test.each<[string, string | null, boolean, string]>([
  ['baita', 'baita-cun', true, 'its own village'],
  ['baita', 'baita', true, 'itself'],
  ['minghe', 'baita-cun', true, 'a grandchild'],
  ['baita-cun', 'minzheng', false, 'a village may move'],
  ['new', 'minghe', false, 'a new unit'],
  ['minghe', null, false, 'the root stays the root'],
])('putting %s under %s closes the tree into a ring: %s (%s)', (id, parent, ring) => {
  expect(closesRing(id, parent, PARENTS)).toBe(ring);
});

test('a tree that already is a ring does not hang the check', () => {
  const ring = new Map([
    ['a', 'b'],
    ['b', 'a'],
  ]);
  expect(closesRing('c', 'a', ring)).toBe(false);
});

test.each<[Partial<Parameters<typeof owedBefore>[0]>, Owed, string]>([
  [{}, null, 'nothing asked for'],
  [{ mustChange: true }, 'password', 'the first password'],
  [{ setting: 'required', roles: ['approver'] }, 'second_factor', 'an approver where it is required'],
  [{ setting: 'required', roles: ['admin'] }, 'second_factor', 'an administrator'],
  [{ setting: 'required', roles: ['clerk', 'reviewer'] }, null, 'clerks and reviewers decide themselves'],
  [{ setting: 'required', roles: ['approver'], totpOn: true }, null, 'it is on already'],
  [{ setting: 'optional', roles: ['admin'] }, null, 'the demonstration'],
  [{ mustChange: true, setting: 'required', roles: ['admin'] }, 'password', 'the password comes first'],
  [
    { mustChange: true, setting: 'required', roles: ['admin'], byOidc: true },
    null,
    'the identity provider answers for both',
  ],
])('with %j a session owes %s: %s', (over, owed) => {
  expect(owedBefore({ byOidc: false, mustChange: false, totpOn: false, roles: [], setting: 'optional', ...over })).toBe(
    owed,
  );
});
