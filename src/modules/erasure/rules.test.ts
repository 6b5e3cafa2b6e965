import { describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { LEAK_KINDS } from '../publication/index.ts';
import { noticeOf, noticesFor, outside } from './law.ts';
import { endOf, mayTick, sayMinutes, spanOf } from './rules.ts';
import { ERASURE_CODES, sayErasure } from './say.ts';

const at = (iso: string): Date => new Date(`2026-03-31T${iso}+08:00`);
const base = { askedAt: at('11:00:00'), decidedAt: at('11:20:00') };

describe('how long it could be opened', () => {
  test.each<[Parameters<typeof endOf>[0], Date | null, string]>([
    [{ ...base, state: 'done' as const, hides: true }, at('11:00:00'), 'hidden when asked for'],
    [{ ...base, state: 'done' as const, hides: false }, at('11:20:00'), 'left open until it was decided'],
    [{ ...base, state: 'asked' as const, hides: true, decidedAt: null }, at('11:00:00'), 'hidden, not decided'],
    [{ ...base, state: 'asked' as const, hides: false, decidedAt: null }, null, 'anyone still can'],
    [{ ...base, state: 'refused' as const, hides: true }, null, 'it was brought back'],
  ])('%j ends at %s (%s)', (e, end) => {
    expect(endOf(e)).toEqual(end);
  });

  test.each([
    ['09:30:00', 90, 'hour and a half to the minute'],
    ['09:29:59', 91, 'a minute begun counts'],
    ['11:30:00', 0, 'published after the others were hidden: never open'],
  ])('published at %s: %i minutes (%s)', (from, minutes) => {
    const s = spanOf(
      { version: 1, publishedAt: at(from), replacedAt: at('10:00:00') },
      { ...base, state: 'done', hides: true },
      at('15:00:00'),
    );
    expect(s).toMatchObject({ minutes, until: at('11:00:00') });
  });

  test.each([
    [0, '0分'],
    [59, '59分'],
    [60, '1小时'],
    [1441, '1天1分'],
    [4445, '3天2小时5分'],
  ])('%i minutes are %s', (n, words) => expect(sayMinutes(n)).toBe(words));
});

describe('ticking a notice', () => {
  type Facts = Omit<Parameters<typeof mayTick>[0], 'persons'> & { persons?: readonly string[] };
  test.each<[Facts, string[], string]>([
    [{ exists: true, open: true, note: '电话告知12人。' }, [], 'done'],
    [{ exists: true, open: true, note: ' ' }, ['no_note'], 'how it was told is the point'],
    [{ exists: true, open: false, note: '好' }, ['already_told'], 'twice'],
    [{ exists: false, open: false, note: '' }, ['no_notice', 'no_note'], 'every reason'],
    [{ exists: true, open: true, note: '打了0999-0000 0001' }, ['note_repeats_leak'], 'a number of a person'],
    [
      { exists: true, open: true, note: '告知了', persons: ['1个身份证号没有遮盖'] },
      ['note_repeats_leak'],
      'by the gate',
    ],
  ])('%j: %j (%s)', (f, codes, _why) => {
    const r = mayTick({ persons: [], ...f });
    expect(r.ok ? [] : r.refusals.map((x) => x.code)).toEqual(codes);
  });
});

describe('the dated data', () => {
  const on = day('2026-03-31');
  test('every kind of leak has somebody to tell, and each notice its basis', () => {
    for (const kind of LEAK_KINDS) {
      const found = noticesFor(kind, on);
      expect(found.length, kind).toBeGreaterThan(0);
      for (const n of found) expect(noticeOf(n.code, on)?.basis).toMatch(/《.+》/);
    }
  });
  test('personal data is told to the persons and to the authority on the same day', () => {
    const found = noticesFor('identity', on);
    for (const code of ['persons', 'authority'])
      expect(found.find((n) => n.code === code)).toMatchObject({
        days: 0,
        basis: expect.stringContaining('第五十七条'),
      });
    expect(noticesFor('business', on).map((n) => n.code)).not.toContain('persons');
  });
  test('before the law was in force it asked for nothing', () =>
    expect(noticesFor('identity', day('2020-01-01')).map((n) => n.code)).toEqual(['office']));
  test('places outside are addresses', () => {
    for (const o of outside) expect(URL.canParse(o.href), o.name).toBe(true);
  });
});

test('every refusal of this module has its sentence', () => {
  for (const code of ERASURE_CODES) expect(sayErasure({ code, basis: '' })).toMatch(/。/);
});
