import { describe, expect, test } from 'vitest';
import { afterTry, readPassword, type Tries } from './tries.ts';

describe('guessing a password', () => {
  const now = new Date('2026-03-31T09:30:00+08:00');
  const later = new Date(now.getTime() + 15 * 60_000);
  test.each<[Tries, boolean, Date, boolean, number, string]>([
    [{ tries: 0, lockedUntil: null }, true, now, true, 0, 'right at once'],
    [{ tries: 3, lockedUntil: null }, false, now, false, 4, 'the fourth wrong one'],
    [{ tries: 5, lockedUntil: later }, true, now, false, 5, 'the right one during the lock'],
    [{ tries: 5, lockedUntil: later }, true, later, true, 0, 'the right one after it'],
    [{ tries: 5, lockedUntil: later }, false, later, false, 1, 'counting begins anew'],
  ])('%j, right: %s', (t, right, at, opens, tries) => expect(afterTry(t, right, at)).toMatchObject({ opens, tries }));
  test('the fifth wrong one locks', () =>
    expect(afterTry({ tries: 4, lockedUntil: null }, false, now).lockedUntil).toEqual(later));
  test('a password is read without dashes and capitals', () =>
    expect(readPassword('ABCD efgh-jkmn')).toBe('abcd-efgh-jkmn'));
});
