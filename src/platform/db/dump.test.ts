import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/cluster.ts';
import { projectRoot } from '../root.ts';
import { exec, sql } from './connection.ts';
import { dumpSchema, schemaDiff } from './dump.ts';
import { migrate } from './migrate.ts';

const migrations = join(projectRoot, 'migrations');
let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.drop());

/** What a change does to the dump: the lines it adds (`+`) and takes away (`-`), without the unchanged ones. */
async function effect(...statements: string[]): Promise<string> {
  const before = (await dumpSchema(t.db)).split('\n');
  for (const s of statements) await exec(t.db, sql.raw(s));
  const after = (await dumpSchema(t.db)).split('\n');
  return [
    ...before.filter((l) => !after.includes(l)).map((l) => `-${l}`),
    ...after.filter((l) => !before.includes(l)).map((l) => `+${l}`),
  ].join('\n');
}

test('schema.sql is what the migrations add up to, also when they run twice (else: npm run schema:dump)', async () => {
  expect(await migrate(t.url, migrations)).toEqual([]);
  expect(await schemaDiff(t.readDb, join(migrations, 'schema.sql'))).toBeUndefined();
});

describe('the dump shows', () => {
  beforeAll(async () => {
    await exec(t.db, sql`create schema shop`);
    await exec(
      t.db,
      sql`create table shop.stock (id bigint generated always as identity primary key, name text collate "C" not null default '它''s',
            n int check (n >= 0), double int generated always as (n * 2) stored, unique (name))`,
    );
    await exec(t.db, sql`create function shop.f() returns trigger language plpgsql as $$ begin return new; end $$`);
  });

  test.each([
    ['a default', [`alter table shop.stock alter column n set default 3`], '+  n integer default 3,'],
    ['a new column', [`alter table shop.stock add at timestamptz`], '+  at timestamp with time zone,'],
    [
      'an index',
      [`create index by_n on shop.stock (n) where n > 0`],
      '+CREATE INDEX by_n ON shop.stock USING btree (n) WHERE (n > 0);',
    ],
    [
      'a foreign key',
      [`alter table shop.stock add other bigint references shop.stock`],
      'stock_other_fkey FOREIGN KEY',
    ],
    [
      'a trigger',
      [`create trigger t before insert on shop.stock for each row execute function shop.f()`],
      '+CREATE TRIGGER t BEFORE',
    ],
    ['a trigger switched off', [`alter table shop.stock disable trigger t`], '; -- enabled: D'],
    [
      'a changed body',
      [`create or replace function shop.f() returns trigger language plpgsql as $$ begin return null; end $$`],
      'return null',
    ],
    [
      'a comment',
      [`comment on column shop.stock.n is 'it''s left'`],
      "+comment on column shop.stock.n is 'it''s left';",
    ],
    ['a view', [`create view shop.v as select name from shop.stock`], '+create view shop.v as'],
    ['a sequence', [`create sequence shop.s start 7`], '+create sequence shop.s as bigint start 7 increment 1'],
  ])('%s', async (_what, statements, line) => {
    expect(await effect(...statements)).toContain(line);
  });

  test('identity, collation, quotes and generated columns as they were declared', async () => {
    const text = await dumpSchema(t.db);
    expect(text).toContain(`  id bigint generated always as identity not null,`);
    expect(text).toContain(`  name text collate "C" default '它''s'::text not null,`);
    expect(text).toContain(`  double integer generated always as ((n * 2)) stored,`);
  });

  test('nothing of a kind it would leave out: it says so instead', async () => {
    await exec(t.db, sql`create type shop.colour as enum ('red')`);
    await expect(dumpSchema(t.db)).rejects.toThrow(/type shop\.colour/);
  });

  test('a difference as a patch', async () => {
    await exec(t.db, sql`drop type shop.colour`);
    expect(await schemaDiff(t.db, join(migrations, 'schema.sql'))).toContain('+create schema shop;');
  });
});
