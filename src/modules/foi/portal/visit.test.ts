import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rows, sql } from '../../../platform/db/connection.ts';
import { applied, cookieOf, desk, foiWorld } from '../../../testing/foi-portal.ts';
import type { World } from '../../../testing/world.ts';
import * as store from '../store/index.ts';

let w: World;
beforeAll(async () => {
  w = await foiWorld();
});
afterAll(() => w.end());

const page = (no: string, cookie: string, path = '') =>
  w.request('GET', `/foi/r/${no}${path}`, { headers: { cookie } });
const post = (no: string, cookie: string, path: string, form: Record<string, string>) =>
  w.request('POST', `/foi/r/${no}/${path}`, { headers: { cookie }, form });

describe('the door to one’s own case', () => {
  test('number and password open it; a guess is counted, audited and locked out', async () => {
    const a = await applied(w, { words: '第一季度救助资金支出明细' });
    for (let i = 0; i < 5; i++) {
      const wrong = await w.request('POST', '/foi/status', { form: { no: a.no, password: 'aaaa-aaaa-aaaa' } });
      expect(wrong.status).toBe(i < 4 ? 422 : 429);
    }
    const right = await w.request('POST', '/foi/status', { form: { no: a.no, password: a.password } });
    expect(right.status).toBe(429);
    const tried = await rows<{ n: number }>(
      w.system.db,
      sql`select count(*)::int as n from platform.audit where action = 'foi.open' and outcome = 'refused'`,
    );
    expect(tried[0]?.n).toBe(6);
    w.clock.set('2026-03-02T09:50:00+08:00');
    const after = await w.request('POST', '/foi/status', {
      form: { no: a.no.toLowerCase().replaceAll('-', ' '), password: a.password.toUpperCase() },
    });
    expect(after.headers.location).toBe(`/foi/r/${a.no}`);
    expect(cookieOf(after)).not.toBe('');
  });

  test('the cookie of one case opens no other', async () => {
    const [a, b] = [await applied(w, { words: '甲项' }), await applied(w, { words: '乙项' })];
    expect((await page(b.no, a.cookie)).headers.location).toBe(`/foi/status?no=${b.no}`);
    expect((await page(a.no, '')).headers.location).toBe(`/foi/status?no=${a.no}`);
    // Whether there is such a case is not told.
    expect((await page('SQ-2026-99999', '')).headers.location).toBe('/foi/status?no=SQ-2026-99999');
  });

  describe('after two hours the password is asked for again, and what was typed is not lost', () => {
    const open = (a: { no: string; password: string }, more: Record<string, string>) =>
      w.request('POST', '/foi/status', { form: { no: a.no, password: a.password, ...more } });
    const fieldsIn = (html: string): Record<string, string> =>
      Object.fromEntries(
        [
          ...html.matchAll(/<input type="hidden" name="([\w-]+)" value="([^"]*)"/g),
          ...html.matchAll(/<textarea[^>]*name="([\w-]+)"[^>]*>([^<]*)</g),
        ].map((m) => [m[1] ?? '', m[2] ?? '']),
      );
    let a: Awaited<ReturnType<typeof applied>>;
    beforeAll(async () => {
      w.clock.set('2026-03-02T10:00:00+08:00');
      a = await applied(w, { words: '写了很久的补充' });
      await desk(w).confirm(a.id);
      w.clock.set('2026-03-02T13:00:00+08:00');
    });

    test.each<[string, Record<string, string>, string]>([
      ['supplement', { words: '写了两个小时的话\n第二行' }, 'one long text'],
      [
        'contact',
        { phone: '0999-0000 0018', email: '', address: '明河路1号', way: 'post' },
        'short fields and a choice',
      ],
      [
        'objection',
        { 'day-year': '2026', 'day-month': '3', 'day-day': '7', words: '这天没上班' },
        'a day in three fields',
      ],
      ['withdraw', { why: '网上查到了' }, 'a reason that may be left out'],
    ])('%s', async (act, typed, _why) => {
      const late = await post(a.no, a.cookie, act, typed);
      expect(late.status).toBe(422);
      expect(late.text).toContain('您写的还在下面');
      expect(late.text).toContain(`value="${a.no}"`);
      // A wrong password loses nothing either.
      const kept = fieldsIn(late.text);
      const wrong = await open({ no: a.no, password: 'aaaa-aaaa-aaaa' }, kept);
      expect(wrong.status).toBe(422);
      expect(fieldsIn(wrong.text)).toEqual(kept);
      const back = await open(a, fieldsIn(wrong.text));
      expect(back.status).toBe(200);
      expect(back.text).toContain(`action="/foi/r/${a.no}/${act}"`);
      for (const value of Object.values(typed).filter(Boolean)) expect(back.text).toContain(value);
      if (typed.way) expect(back.text).toMatch(/value="post"[^>]*checked/);
      // Nothing is sent until the person sends it; then it is taken.
      if (act !== 'withdraw') expect((await post(a.no, cookieOf(back), act, typed)).status).toBe(303);
    });

    test('the correction, and who comes by a link goes on to the form', async () => {
      await desk(w).askCorrection(a.id, ['写明是哪一年的'], '2026-03-20');
      const late = await post(a.no, a.cookie, 'correct', { words: '2025年的', lateReason: '' });
      expect(late.status).toBe(422);
      const back = await open(a, fieldsIn(late.text));
      expect(back.text).toMatch(/<textarea[^>]*>2025年的</);
      const link = await page(a.no, '', '/supplement');
      expect(link.headers.location).toBe(`/foi/status?no=${a.no}&then=supplement`);
      expect((await w.request('GET', link.headers.location ?? '')).text).toContain('name="then" value="supplement"');
      expect((await w.request('GET', '/foi/status?then=nonsense')).text).not.toContain('name="then"');
    });

    test('when the case went on meanwhile, the words stand on its page', async () => {
      const open1 = await open(a, {});
      expect((await post(a.no, cookieOf(open1), 'correct', { words: '2025年的全部' })).status).toBe(303);
      const twice = await post(a.no, cookieOf(open1), 'correct', { words: '2025年的，再加2024年的' });
      expect(twice.status).toBe(422);
      expect(twice.text).toContain('您写的没有交上去，还在这里');
      expect(twice.text).toContain('2025年的，再加2024年的');
    });
  });
});

test('every page of a person is kept nowhere on the way', async () => {
  const a = await applied(w, { words: '另一项' });
  for (const path of ['', '/receipt', '/supplement', '/contact', '/withdraw', '/objection'])
    expect((await page(a.no, a.cookie, path)).headers['cache-control'], path).toBe('no-store');
  expect((await store.requestByNo(w.system.db, a.no))?.state).toBe('awaitingConfirmation');
});
