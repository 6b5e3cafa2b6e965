import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { day } from '../lib/day.ts';
import { allow, refuse } from '../lib/ruling.ts';
import { actor, type World, world } from '../testing/world.ts';
import { action } from './action.ts';
import { auditRows, countAudit } from './audit.ts';
import { verifyAuditChain } from './db/audit-chain.ts';
import { exec, one, sql } from './db/connection.ts';
import { AppError } from './errors.ts';
import { PUBLIC, SYSTEM } from './permission.ts';

let w: World;
beforeAll(async () => {
  w = await world({
    modules: [{ name: 'things', permissions: { 'thing:write': { roles: ['clerk'], reach: 'exact', say: '写' } } }],
  });
  await exec(w.system.db, sql`create table public.thing (name text primary key)`);
});
afterAll(() => w.end());
beforeEach(() => exec(w.system.db, sql`delete from public.thing`));

const clerk = actor('clerk-1', 'minzheng', ['clerk'], ['cunju']);
const reviewer = actor('reviewer-1', 'minzheng', ['reviewer']);

type Input = { name: string; unitId?: string; ends?: 'refuse' | 'throw' | 'gone' };

/** Writes a row and queues a job, and only then decides: whatever it decides, nothing may be half done. */
const writeThing = action('thing.write', { may: 'thing:write' }, async (ctx, input: Input) => {
  ctx.note({ subject: `thing:${input.name}`, detail: { length: input.name.length } });
  if (input.unitId) ctx.note({ unitId: input.unitId });
  await exec(ctx.tx, sql`insert into public.thing (name) values (${input.name})`);
  await ctx.enqueue('thing.spread', { name: input.name }, { key: `thing:${input.name}` });
  if (input.unitId) ctx.require(input.unitId);
  if (input.ends === 'refuse')
    return refuse([
      { code: 'too_late', basis: '条例' },
      { code: 'no_reason', basis: '条例' },
    ]);
  if (input.ends === 'throw') throw new Error('a bug');
  if (input.ends === 'gone') throw new AppError('not_found', 'thing');
  return allow(input.name);
});

const kept = () =>
  one<{ things: number; jobs: number }>(
    w.system.db,
    sql`select (select count(*)::int from public.thing) as things, (select count(*)::int from graphile_worker._private_jobs where key like 'thing:%') as jobs`,
  );
const emptyQueue = () => exec(w.system.db, sql`delete from graphile_worker._private_jobs`);
const lastAudit = async () => (await auditRows(w.system.db, {}, 1))[0];

describe('an action', () => {
  beforeEach(emptyQueue);

  test('that is done leaves its change, its job and one audit row that says who did what where', async () => {
    const before = await countAudit(w.system.db, {});
    expect(await writeThing(w.system, clerk, { name: '通知' }, 'req-7')).toEqual({ ok: true, value: '通知' });
    expect(await kept()).toEqual({ things: 1, jobs: 1 });
    expect(await countAudit(w.system.db, {})).toBe(before + 1);
    expect(await lastAudit()).toMatchObject({
      at: w.clock.now(),
      actorId: 'clerk-1',
      actorLabel: 'minzheng·clerk',
      unitId: 'minzheng',
      action: 'thing.write',
      outcome: 'done',
      subject: 'thing:通知',
      detail: { length: 2 },
      requestId: 'req-7',
    });
  });

  test('that is refused returns every reason and leaves no trace but one audit row with their codes', async () => {
    const before = await countAudit(w.system.db, {});
    const out = await writeThing(w.system, clerk, { name: '通知', ends: 'refuse' });
    expect(out).toEqual({
      ok: false,
      refusals: [
        { code: 'too_late', basis: '条例' },
        { code: 'no_reason', basis: '条例' },
      ],
    });
    expect(await kept()).toEqual({ things: 0, jobs: 0 });
    expect(await countAudit(w.system.db, {})).toBe(before + 1);
    expect(await lastAudit()).toMatchObject({
      outcome: 'refused',
      subject: 'thing:通知',
      detail: { length: 2, refusals: ['too_late', 'no_reason'] },
    });
  });

  test.each([
    ['of someone without the role', reviewer, {}, null],
    ['of the public', PUBLIC, {}, null],
    ['at a unit where the role is not held', clerk, { unitId: 'shuiwu' }, 'thing:通知'],
    ['at a unit below, when the permission is for the very unit', clerk, { unitId: 'cunju' }, 'thing:通知'],
  ])('%s is forbidden and leaves no trace but its audit row', async (_, who, input, subject) => {
    const before = await countAudit(w.system.db, {});
    await expect(writeThing(w.system, who, { name: '通知', ...input })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await kept()).toEqual({ things: 0, jobs: 0 });
    expect(await countAudit(w.system.db, {})).toBe(before + 1);
    expect(await lastAudit()).toMatchObject({ outcome: 'forbidden', actorId: who.id, subject, ...input });
  });

  test.each(['throw', 'gone'] as const)(
    'that breaks off (%s) rolls everything back and leaves no audit row',
    async (ends) => {
      const before = await countAudit(w.system.db, {});
      await expect(writeThing(w.system, clerk, { name: '通知', ends })).rejects.toThrow();
      expect(await kept()).toEqual({ things: 0, jobs: 0 });
      expect(await countAudit(w.system.db, {})).toBe(before);
    },
  );

  test('that the database refuses leaves no audit row either', async () => {
    await writeThing(w.system, clerk, { name: '通知' });
    const before = await countAudit(w.system.db, {});
    await expect(writeThing(w.system, clerk, { name: '通知' })).rejects.toThrow(/duplicate key/);
    expect(await countAudit(w.system.db, {})).toBe(before);
    expect(await kept()).toEqual({ things: 1, jobs: 1 });
  });

  test('of the system needs no role', async () => {
    expect(await writeThing(w.system, SYSTEM, { name: '定时', unitId: 'shuiwu' })).toMatchObject({ ok: true });
    expect(await lastAudit()).toMatchObject({ actorId: 'system', actorLabel: '系统', unitId: 'shuiwu' });
  });

  test('with a permission that no table names is a fault of the program, not a matter of rights', async () => {
    const odd = action('thing.odd', { may: 'thing:nonsense' }, async () => allow(1));
    const before = await countAudit(w.system.db, {});
    await expect(odd(w.system, clerk, {})).rejects.toThrow('no permission named thing:nonsense');
    expect(await countAudit(w.system.db, {})).toBe(before);
  });

  test('whose body decides who may is open to all and audited the same', async () => {
    const open = action('thing.open', { may: null }, async (ctx) => allow(ctx.actor.id));
    expect(await open(w.system, PUBLIC, {})).toEqual({ ok: true, value: 'public' });
    expect(await lastAudit()).toMatchObject({ action: 'thing.open', outcome: 'done', actorId: 'public', unitId: null });
  });

  test('that the database asks to repeat is audited once, with what the last try said', async () => {
    let tries = 0;
    const again = action('thing.again', { may: 'thing:write' }, async (ctx) => {
      tries++;
      ctx.note(tries === 1 ? { subject: 'thing:first', detail: { first: true } } : { detail: { tries } });
      await exec(ctx.tx, sql`insert into public.thing (name) values ('once')`);
      if (tries === 1) await exec(ctx.tx, sql`do $$ begin raise exception 'conflict' using errcode = '40001'; end $$`);
      return allow(tries);
    });
    const before = await countAudit(w.system.db, {});
    expect(await again(w.system, clerk, {})).toEqual({ ok: true, value: 2 });
    expect(await countAudit(w.system.db, {})).toBe(before + 1);
    expect(await lastAudit()).toMatchObject({ subject: null, detail: { tries: 2 } });
    expect((await kept()).things).toBe(1);
  });

  test('holds one moment and one day, also around midnight in China', async () => {
    const moment = action('thing.moment', { may: null }, async (ctx) => allow({ now: ctx.now, today: ctx.today }));
    w.clock.set('2026-03-31T16:00:00Z');
    expect(await moment(w.system, PUBLIC, {})).toEqual({
      ok: true,
      value: { now: new Date('2026-03-31T16:00:00Z'), today: '2026-04-01' },
    });
    w.clock.set('2026-03-31T09:30:00+08:00');
  });
});

test('fifty at the same moment, done and refused and forbidden, leave one unbroken audit chain', async () => {
  const before = await countAudit(w.system.db, {});
  const all = await Promise.allSettled(
    Array.from({ length: 50 }, (_, i) =>
      writeThing(w.system, i % 5 === 3 ? reviewer : clerk, {
        name: `第${i}件`,
        ...(i % 5 === 4 ? { ends: 'refuse' as const } : {}),
      }),
    ),
  );
  expect(all.filter((r) => r.status === 'rejected')).toHaveLength(10);
  const verdict = await verifyAuditChain(w.system.db);
  expect(verdict).toEqual({ ok: true, rows: before + 50, faults: [] });
  const outcomes = await Promise.all(
    (['done', 'refused', 'forbidden'] as const).map(async (outcome) => {
      const rows = await auditRows(w.system.db, { outcome, action: 'thing.write' }, 50);
      return rows.filter(
        (r) => r.subject?.startsWith('thing:第') || (outcome === 'forbidden' && r.actorId === 'reviewer-1'),
      ).length;
    }),
  );
  expect(outcomes.slice(0, 2)).toEqual([30, 10]);
  expect(outcomes[2]).toBeGreaterThanOrEqual(10);
});

describe('the audit list', () => {
  test('is filtered by person, unit, act, outcome, subject and day in China', async () => {
    w.clock.set('2026-05-01T00:10:00+08:00');
    await writeThing(w.system, clerk, { name: '五一' });
    w.clock.set('2026-05-02T23:50:00+08:00');
    await writeThing(w.system, clerk, { name: '五二', ends: 'refuse' });
    w.clock.set('2026-03-31T09:30:00+08:00');
    const found = async (f: Parameters<typeof auditRows>[1]): Promise<(string | null)[]> => {
      const may = { from: day('2026-05-01'), ...f };
      const list = await auditRows(w.system.db, may, 10);
      expect(await countAudit(w.system.db, may)).toBe(list.length);
      return list.map((r) => r.subject);
    };
    const both = ['thing:五二', 'thing:五一'];
    expect(await found({})).toEqual(both);
    expect(await found({ to: day('2026-05-01') })).toEqual(['thing:五一']);
    expect(await found({ from: day('2026-05-02') })).toEqual(['thing:五二']);
    expect(await found({ actor: 'clerk-1' })).toEqual(both);
    expect(await found({ actor: '·clerk' })).toEqual(both);
    expect(await found({ actor: 'nobody' })).toEqual([]);
    expect(await found({ unitId: 'shuiwu' })).toEqual([]);
    expect(await found({ unitId: 'minzheng', action: 'thing.' })).toEqual(both);
    expect(await found({ outcome: 'refused' })).toEqual(['thing:五二']);
    expect(await found({ subject: 'thing:五一' })).toEqual(['thing:五一']);
  });
});
