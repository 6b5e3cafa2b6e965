import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { exec, rows, sql } from '../../platform/db/connection.ts';
import { allowed, codesOf } from '../../testing/editorial.ts';
import { everything, type World, world } from '../../testing/world.ts';
import { hashPassword, openByPassword, org, type Receipted } from './index.ts';

const w: World = await world({ modules: [org], at: '2026-03-31T09:30:00+08:00' });
afterAll(() => w.end());

/** A module that gives receipts, as small as one can be: numbers 1 to 9, each with the same password. */
const PASSWORD = 'abcd-efgh-jkmn';
const password = await hashPassword(PASSWORD);
await exec(w.system.db, sql`create schema receipts`);
await exec(w.system.db, sql`create table receipts.it (id text primary key, password text)`);
const kept: Receipted = {
  action: 'receipts.open',
  basis: '',
  cookie: { name: 'x', path: '/x' },
  readNumber: (typed) => /^\d$/.exec(typed.trim())?.[0],
  subject: (no) => `receipt:${no}`,
  lock: async (tx, no) =>
    (
      await rows<{ id: string; password: string }>(
        tx,
        sql`select id, password from receipts.it where id = ${no} for update`,
      )
    )[0],
  beginVisit: async () => undefined,
};
beforeEach(async () => {
  await exec(w.system.db, sql`delete from org.receipt_try`);
  await exec(w.system.db, sql`delete from receipts.it`);
  await exec(w.system.db, sql`insert into receipts.it (id, password) values ('1', ${password})`);
});
const open = (ip: string, typed = PASSWORD, no = '1') =>
  openByPassword(w.system, kept, { no, password: typed, ip }, 'a-request');
const guess = async (ip: string, times = 1, no = '1'): Promise<string> => {
  let said = '';
  for (let i = 0; i < times; i++) said = codesOf(await open(ip, 'wrong', no)).join();
  return said;
};

describe('wrong passwords at a number that anybody can name', () => {
  test('lock out who sent them, and nobody else', async () => {
    expect(await guess('192.0.2.7', 4)).toBe('wrong_password');
    expect(await guess('192.0.2.7')).toBe('too_many_tries');
    expect(codesOf(await open('192.0.2.7'))).toEqual(['too_many_tries']);
    // The asker, at home.
    expect(allowed(await open('198.51.100.20')).no).toBe('1');
    w.clock.set('2026-03-31T09:46:00+08:00');
    expect((await open('192.0.2.7')).ok).toBe(true);
    w.clock.set('2026-03-31T09:30:00+08:00');
  });

  test.each([
    ['2001:db8:1:2::a', '2001:db8:1:2::b', 'too_many_tries', 'a line has many addresses, and is one sender'],
    ['::ffff:192.0.2.7', '192.0.2.7', 'too_many_tries', 'one address, said in two ways'],
    ['2001:db8:1:2::a', '2001:db8:1:3::a', 'wrong_password', 'the line next door'],
  ])('five from %s, then one from %s: %s (%s)', async (first, second, says) => {
    await guess(first, 5);
    expect(await guess(second)).toBe(says);
  });

  test('of two at the same moment are both counted', async () => {
    await guess('192.0.2.7', 3);
    await Promise.all([guess('192.0.2.7'), guess('192.0.2.7')]);
    expect(codesOf(await open('192.0.2.7'))).toEqual(['too_many_tries']);
  });

  test('do not tell whether there is such a number', async () => {
    const known: string[] = [];
    const unknown: string[] = [];
    for (let i = 0; i < 6; i++) {
      known.push(await guess('192.0.2.7'));
      unknown.push(await guess('192.0.2.7', 1, '2'));
    }
    expect(unknown).toEqual(known);
  });

  test('from very many senders keep nobody out either, on the last day for a correction', async () => {
    for (let n = 1; n <= 30; n++) await guess(`2001:db8:1:${n.toString(16)}::a`, 5);
    expect((await open('198.51.100.20')).ok).toBe(true);
  });

  test('leave no address behind, and what is kept goes after a day', async () => {
    await guess('192.0.2.7', 2);
    expect(await everything(w)).not.toContain('192.0.2.7');
    w.clock.set('2026-04-01T10:17:00+08:00');
    await org.jobs?.find((j) => j.name === 'org.sweep')?.run(w.system, {});
    expect(await rows(w.system.db, sql`select 1 from org.receipt_try`)).toEqual([]);
    w.clock.set('2026-03-31T09:30:00+08:00');
  });
});
