import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/cluster.ts';
import {
  compiled,
  connect,
  type Db,
  exec,
  isDatabaseAway,
  maybe,
  one,
  rows,
  settle,
  snapshot,
  sql,
  type Tx,
  transaction,
} from './connection.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
  await exec(t.db, sql`create schema shop`);
  await exec(t.db, sql`create table shop.stock (name text primary key, n int not null check (n >= 0))`);
});
afterAll(() => t.drop());

describe('values come back as the platform speaks of them', () => {
  test.each([
    ['a day stays text', sql`select date '2026-03-31' as v`, '2026-03-31'],
    ['a bigint is a number', sql`select 9007199254740991::int8 as v`, 9007199254740991],
    ['a count is a number', sql`select count(*) as v from shop.stock`, 0],
    ['a numeric keeps its digits', sql`select 1.10::numeric as v`, '1.10'],
    ['an instant is a Date', sql`select timestamptz '2026-03-31T09:30:00+08' as v`, new Date('2026-03-31T01:30:00Z')],
    ['days in an array stay text', sql`select array[date '2026-03-31', null] as v`, ['2026-03-31', null]],
    ['bigints in an array are numbers', sql`select array[1::int8, null] as v`, [1, null]],
    ['json is parsed', sql`select '{"a":[1]}'::jsonb as v`, { a: [1] }],
    ['bytes are a Buffer', sql`select '\\x00ff'::bytea as v`, Buffer.from([0, 255])],
    [
      'the day of an instant is the day in China',
      sql`select timestamptz '2026-03-31T20:00:00Z'::date as v`,
      '2026-04-01',
    ],
  ])('%s', async (_why, query, want) => {
    expect((await one<{ v: unknown }>(t.db, query)).v).toEqual(want);
  });

  test('a bigint that a number cannot hold is refused where it is read', async () => {
    await expect(rows(t.db, sql`select 9007199254740993::int8 as v`)).rejects.toThrow(/9007199254740993/);
  });
});

test('one and maybe say when there are more rows than asked for', async () => {
  const none = sql`select 1 as v where false`;
  const two = sql`select generate_series(1, 2) as v`;
  expect(await maybe(t.db, none)).toBeUndefined();
  await expect(one(t.db, none)).rejects.toThrow(/got 0/);
  await expect(one(t.db, two)).rejects.toThrow(/got 2/);
  await expect(maybe(t.db, two)).rejects.toThrow(/got 2/);
});

test('what was committed without waiting for the disk is there once settled', async () => {
  const filling = connect(t.url, { name: 'filling', unsettled: true });
  await exec(filling.db, sql`insert into shop.stock values ('settled', 1)`);
  const { at } = await one<{ at: string }>(t.db, sql`select pg_current_wal_insert_lsn() as at`);
  const there = sql`select pg_current_wal_flush_lsn() >= ${at}::pg_lsn as there`;
  await settle(filling.db);
  expect(await one(t.db, there)).toEqual({ there: true });
  await exec(filling.db, sql`delete from shop.stock where name = 'settled'`);
  await filling.end();
});

test('a statement that is put together once takes other values each time, in whatever order they stand', async () => {
  let built = 0;
  const priced = compiled<[name: string, n: number], { line: string }>((name, n) => {
    built++;
    return sql`select ${n}::int || ' ' || ${name}::text || ${'！'}::text || ${n}::int as line`;
  });
  expect(await priced(t.db, 'pens', 3)).toEqual([{ line: '3 pens！3' }]);
  expect(await priced(t.readDb, 'inks', 5)).toEqual([{ line: '5 inks！5' }]);
  expect(built).toBe(1);
});

test('a change answers how many rows it touched', async () => {
  expect(await exec(t.db, sql`insert into shop.stock values ('pen', 1), ('ink', 2)`)).toBe(2);
  expect(await exec(t.db, sql`update shop.stock set n = n where name = 'pen'`)).toBe(1);
  expect(await exec(t.db, sql`delete from shop.stock`)).toBe(2);
});

test('the reading handle refuses to write, whatever the statement', async () => {
  const smuggled = t.readDb as unknown as Db;
  await expect(exec(smuggled, sql`insert into shop.stock values ('pen', 1)`)).rejects.toMatchObject({ code: '25006' });
});

test('a failed transaction leaves nothing behind', async () => {
  const failing = transaction(t.db, async (tx) => {
    await exec(tx, sql`insert into shop.stock values ('paper', 1)`);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await maybe(t.db, sql`select 1 from shop.stock where name = 'paper'`)).toBeUndefined();
});

test('two serializable transactions that collide both succeed, one of them at its second try', async () => {
  await exec(t.db, sql`insert into shop.stock values ('chair', 10) on conflict (name) do update set n = 10`);
  let tries = 0;
  let waiting = 2;
  let bothRead = (): void => {};
  const met = new Promise<void>((go) => {
    bothRead = go;
  });
  const take = (): Promise<void> =>
    transaction(
      t.db,
      async (tx: Tx) => {
        tries++;
        const { n } = await one<{ n: number }>(tx, sql`select n from shop.stock where name = 'chair'`);
        if (--waiting <= 0) bothRead();
        await met;
        await exec(tx, sql`update shop.stock set n = ${n - 1} where name = 'chair'`);
      },
      { isolation: 'serializable' },
    );
  await Promise.all([take(), take()]);
  expect(await one(t.db, sql`select n from shop.stock where name = 'chair'`)).toEqual({ n: 8 });
  expect(tries).toBe(3);
});

test('a snapshot does not see what is committed meanwhile', async () => {
  const count = (db: Parameters<typeof one>[0]) => one<{ n: number }>(db, sql`select count(*) as n from shop.stock`);
  await snapshot(t.readDb, async (tx) => {
    const before = await count(tx);
    await exec(t.db, sql`insert into shop.stock values ('lamp', 1)`);
    expect(await count(tx)).toEqual(before);
  });
  expect(await maybe(t.db, sql`select 1 from shop.stock where name = 'lamp'`)).toBeDefined();
});

describe('a database that is away', () => {
  test('a wrong statement is not one', async () => {
    const e = await rows(t.db, sql`select nonsense`).catch((e: unknown) => e);
    expect(isDatabaseAway(e)).toBe(false);
  });

  test('a refused connection is one, and opening the pool does not fail', async () => {
    const c = connect('postgres://nobody:x@127.0.0.1:1/none', { name: 'away' });
    const e = await rows(c.db, sql`select 1`).catch((e: unknown) => e);
    expect(isDatabaseAway(e)).toBe(true);
    await c.end();
  });

  test('a session that the server ends is one, and the same pool works again afterwards', async () => {
    const c = connect(t.url, { name: 'ended', max: 1 });
    const ended = transaction(c.db, async (tx) => {
      const { pid } = await one<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`);
      await rows(t.db, sql`select pg_terminate_backend(${pid})`);
      await rows(tx, sql`select 1`);
    });
    const e = await ended.catch((e: unknown) => e);
    expect(isDatabaseAway(e)).toBe(true);
    expect(await one(c.db, sql`select 1 as v`)).toEqual({ v: 1 });
    await c.end();
  });
});
