import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exec, rows, sql, transaction } from '../../platform/db/connection.ts';
import { PUBLIC } from '../../platform/permission.ts';
import { questionWorld } from '../../testing/consultation.ts';
import { codesOf } from '../../testing/editorial.ts';
import type { World } from '../../testing/world.ts';
import { askQuestion } from './ask.ts';
import { forgetArrivals, waitOf } from './limiter.ts';

let w: World;
let no = 0;
beforeAll(async () => {
  ({ w, no } = await questionWorld());
  await exec(w.system.db, sql`update consultation.setting set per_ten_minutes = 3, per_day = 5`);
});
afterAll(() => w.end());

const LIMITS = { perTenMinutes: 3, perDay: 5 };
let sent = 0;
const ask = (ip: string, over: { words?: string; secret?: string } = {}) =>
  askQuestion(w.system, PUBLIC, {
    workNo: no,
    clause: 'art-8',
    kind: '补贴',
    words: over.words ?? `第${++sent}问`,
    contact: '',
    mayPublish: false,
    secret: over.secret ?? `form-${sent}`,
    ip,
  });
const questions = async (): Promise<number> =>
  (await rows<{ n: number }>(w.system.db, sql`select count(*)::int as n from consultation.question`))[0]?.n ?? 0;

describe('many questions from one address', () => {
  test('at the same moment, from several processes, are as many as the limit and no more', async () => {
    const before = await questions();
    const outs = await Promise.all(Array.from({ length: 12 }, () => ask('192.0.2.50')));
    expect(outs.filter((o) => o.ok)).toHaveLength(3);
    expect(new Set(outs.flatMap(codesOf))).toEqual(new Set(['too_many']));
    expect(await questions()).toBe(before + 3);
  });

  test('hinder nobody else, and one who waits is taken', async () => {
    expect((await ask('192.0.2.51')).ok).toBe(true);
    expect(await waitOf(w.system, '192.0.2.50', LIMITS)).toBe(600_000);
    w.clock.set('2026-03-31T09:40:00+08:00');
    expect((await ask('192.0.2.50')).ok).toBe(true);
  });

  test('the same form twice counts once; what was refused for another reason does not count', async () => {
    w.clock.set('2026-03-31T11:00:00+08:00');
    const same = { words: '同一张表', secret: 'same' };
    for (let i = 0; i < 4; i++) expect((await ask('192.0.2.60', same)).ok).toBe(true);
    for (let i = 0; i < 4; i++) expect(codesOf(await ask('192.0.2.60', { words: ' ' }))).toEqual(['no_words']);
    expect(await waitOf(w.system, '192.0.2.60', LIMITS)).toBe(0);
    expect((await ask('192.0.2.60')).ok).toBe(true);
    expect((await ask('192.0.2.60')).ok).toBe(true);
    expect(codesOf(await ask('192.0.2.60'))).toEqual(['too_many']);
  });

  test('are told apart by the first half of an IPv6 address, since one line has so many', async () => {
    for (const host of ['1', '2', '3']) expect((await ask(`2001:db8:5:6::${host}`)).ok).toBe(true);
    expect(codesOf(await ask('2001:db8:5:6:7:8:9:a'))).toEqual(['too_many']);
    expect((await ask('2001:db8:5:7::1')).ok).toBe(true);
  });
});

describe('what is kept of an address', () => {
  test('is a keyed mark that stands beside no question, and no second', async () => {
    const kept = await rows<{ who: Buffer; minute: Date }>(
      w.system.db,
      sql`select who, minute from consultation.arrival`,
    );
    const askers = await rows<{ asker: Buffer }>(
      w.system.db,
      sql`select asker from consultation.question where asker is not null`,
    );
    expect(kept.length).toBeGreaterThan(0);
    for (const k of kept) {
      expect(k.who).toHaveLength(32);
      expect(k.minute.getTime() % 60_000).toBe(0);
      expect(askers.some((a) => a.asker.equals(k.who))).toBe(false);
      expect(k.who.toString('latin1')).not.toContain('192.0.2');
    }
  });

  test('goes after a day', async () => {
    const gone = (at: string) => transaction(w.system.db, (tx) => forgetArrivals(tx, new Date(at)));
    expect(await gone('2026-03-31T12:00:00+08:00')).toBe(0);
    expect(await gone('2026-04-01T11:30:00+08:00')).toBeGreaterThan(0);
    expect(await rows(w.system.db, sql`select 1 from consultation.arrival`)).toEqual([]);
  });
});

describe('a document that is not there', () => {
  test.each([
    ['-1', 'no number'],
    ['999999', 'a number that nothing has'],
    ['办法', 'a word'],
  ])('?about=%s says so at once: %s', async (about) => {
    const a = await w.request('GET', `/ask?about=${encodeURIComponent(about)}`);
    expect(a.status).toBe(404);
    expect(a.text).toContain('error-summary');
    expect(a.text).toContain(`value="${about}"`);
  });
});
