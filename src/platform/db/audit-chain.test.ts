import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/cluster.ts';
import { type AuditEntry, type AuditOutcome, writeAudit } from '../audit.ts';
import { SYSTEM } from '../permission.ts';
import { verifyAuditChain } from './audit-chain.ts';
import { exec, one, rows, sql, type Tx, transaction } from './connection.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.drop());

const write = (entry: Partial<AuditEntry> = {}, at = new Date('2026-03-31T01:30:00.123Z')): Promise<void> =>
  transaction(t.db, (tx) => writeAudit(tx, at, { actor: SYSTEM, action: 'test.act', outcome: 'done', ...entry }));

/** What only someone with the database's own keys could do: changes rows behind the triggers' back, for one look. */
async function tampered<T>(change: (tx: Tx) => Promise<unknown>, look: () => Promise<T>): Promise<T> {
  for (const name of ['audit', 'audit_head']) {
    await exec(t.db, sql`create table platform.kept as table platform.${sql.raw(name)}`);
    await exec(t.db, sql`alter table platform.kept rename to ${sql.raw(`kept_${name}`)}`);
  }
  const behind = (work: (tx: Tx) => Promise<unknown>): Promise<void> =>
    transaction(t.db, async (tx) => {
      for (const name of ['audit', 'audit_head'])
        await exec(tx, sql`alter table platform.${sql.raw(name)} disable trigger user`);
      await work(tx);
      for (const name of ['audit', 'audit_head'])
        await exec(tx, sql`alter table platform.${sql.raw(name)} enable trigger user`);
    });
  try {
    await behind(change);
    return await look();
  } finally {
    await behind(async (tx) => {
      for (const name of ['audit', 'audit_head']) {
        await exec(tx, sql`delete from platform.${sql.raw(name)}`);
        await exec(tx, sql`insert into platform.${sql.raw(name)} select * from platform.${sql.raw(`kept_${name}`)}`);
        await exec(tx, sql`drop table platform.${sql.raw(`kept_${name}`)}`);
      }
    });
  }
}

describe('the audit trail', () => {
  test('is whole when it is empty and after anything was written', async () => {
    expect(await verifyAuditChain(t.db)).toEqual({ ok: true, rows: 0, faults: [] });
    const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((s) => !s.includes('\u0000'));
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          subject: text,
          unitId: fc.option(text, { nil: undefined }),
          requestId: fc.option(text, { nil: undefined }),
          outcome: fc.constantFrom<AuditOutcome>('done', 'refused', 'forbidden', 'failed'),
          detail: fc.dictionary(
            text,
            fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
          ),
        }),
        async ({ unitId, requestId, ...rest }) => {
          await write({ ...rest, ...(unitId ? { unitId } : {}), ...(requestId ? { requestId } : {}) });
        },
      ),
      { numRuns: 40 },
    );
    expect(await verifyAuditChain(t.readDb)).toEqual({ ok: true, rows: 40, faults: [] });
  });

  test.each([
    ['update', sql`update platform.audit set action = 'nothing'`],
    ['delete', sql`delete from platform.audit`],
    ['truncate', sql`truncate platform.audit`],
    ['truncate', sql`truncate platform.audit_head`],
    ['delete', sql`delete from platform.audit_head`],
  ])('refuses %s by the platform itself', async (_what, statement) => {
    await expect(exec(t.db, statement)).rejects.toThrow(/append-only: (UPDATE|DELETE|TRUNCATE) is refused/);
  });

  test.each([
    ['at', sql`at + interval '1 microsecond'`],
    ['actor_id', sql`actor_id || 'x'`],
    ['actor_label', sql`'别人'`],
    ['unit_id', sql`coalesce(unit_id, '') || '1'`],
    ['action', sql`'other.act'`],
    ['outcome', sql`case outcome when 'done' then 'refused' else 'done' end`],
    ['subject', sql`null`],
    ['detail', sql`detail || '{"added": 1}'`],
    ['request_id', sql`coalesce(request_id, '') || '1'`],
  ])('shows an edited %s, in whichever row', async (column, value) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (id) => {
        const edit = (tx: Tx) =>
          exec(tx, sql`update platform.audit set ${sql.ref(column)} = ${value} where id = ${id}`);
        const verdict = await tampered(edit, () => verifyAuditChain(t.db));
        expect(verdict).toEqual({ ok: false, rows: 40, faults: [{ id, why: 'edited' }] });
      }),
      { numRuns: 4 },
    );
  });

  test('shows an edited row also when its hash was computed again', async () => {
    const verdict = await tampered(
      async (tx) => {
        await exec(tx, sql`update platform.audit set action = 'other.act' where id = 7`);
        await exec(tx, sql`update platform.audit a set hash = sha256(prev || platform.audit_text(a)) where id = 7`);
      },
      () => verifyAuditChain(t.db),
    );
    expect(verdict.faults).toEqual([{ id: 8, why: 'unlinked' }]);
  });

  test.each([
    [
      12,
      'in the middle',
      [
        { id: 12, why: 'missing' },
        { id: 13, why: 'unlinked' },
      ],
    ],
    [40, 'at the end', [{ id: 40, why: 'missing' }]],
  ])('shows that row %i is gone: %s', async (id, _where, faults) => {
    const verdict = await tampered(
      (tx) => exec(tx, sql`delete from platform.audit where id = ${id}`),
      () => verifyAuditChain(t.db),
    );
    expect(verdict).toEqual({ ok: false, rows: 39, faults });
  });

  test('shows two rows that changed places', async () => {
    const swap = (tx: Tx) =>
      exec(tx, sql`update platform.audit set id = case id when 3 then -4 else -3 end where id in (3, 4)`).then(() =>
        exec(tx, sql`update platform.audit set id = -id where id < 0`),
      );
    const verdict = await tampered(swap, () => verifyAuditChain(t.db));
    expect(verdict.ok).toBe(false);
  });

  test('moves no number for a row whose transaction failed', async () => {
    const failing = transaction(t.db, async (tx) => {
      await writeAudit(tx, new Date(), { actor: SYSTEM, action: 'test.fails', outcome: 'done' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await write();
    expect(await verifyAuditChain(t.db)).toEqual({ ok: true, rows: 41, faults: [] });
  });

  test('stays in one order when many write at once, at any isolation', async () => {
    const before = await one<{ n: number }>(t.db, sql`select count(*) as n from platform.audit`);
    const repeatable = async (): Promise<void> => {
      for (;;) {
        try {
          await transaction(
            t.db,
            async (tx) => {
              await rows(tx, sql`select 1 from platform.audit limit 1`);
              await writeAudit(tx, new Date(), { actor: SYSTEM, action: 'test.many', outcome: 'done' });
            },
            { isolation: 'repeatable read' },
          );
          return;
        } catch (e) {
          // Many at once can collide more often than one transaction is tried again.
          if ((e as { code?: string }).code !== '40001') throw e;
        }
      }
    };
    await Promise.all(Array.from({ length: 30 }, (_, i) => (i % 3 ? write() : repeatable())));
    expect(await verifyAuditChain(t.db)).toEqual({ ok: true, rows: before.n + 30, faults: [] });
  });
});
