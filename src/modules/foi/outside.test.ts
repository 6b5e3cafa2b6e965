import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../platform/db/connection.ts';
import { PUBLIC } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { allowed, staff } from '../../testing/editorial.ts';
import { application, desk, foiWorld } from '../../testing/foi.ts';
import type { World } from '../../testing/world.ts';
import { recompute } from './calendar.ts';
import * as acts from './index.ts';
import { eventsOf, requestById, settingOf } from './store/index.ts';

let w: World;
let d: ReturnType<typeof desk>;
beforeAll(async () => {
  w = await foiWorld();
  d = desk(w);
  await recompute(w.system);
});
afterAll(() => w.end());

test('the office decides otherwise what payment does: the days of open cases are computed anew at once, and their people told', async () => {
  w.clock.set('2026-03-02T09:30:00+08:00');
  const paid = await d.opened();
  const waiting = await d.opened();
  const free = await d.opened();
  w.clock.set('2026-03-09T09:30:00+08:00');
  for (const id of [paid, waiting]) await d.fee(id);
  w.clock.set('2026-03-16T09:30:00+08:00');
  await d.pay(paid);
  const dues = async (): Promise<(string | null | undefined)[]> =>
    Promise.all([paid, waiting, free].map(async (id) => (await requestById(w.system.db, id))?.due));
  // Paid on the 16th: twenty working days from there. Unpaid: twenty from the last day to pay, 7 April, over 劳动节.
  expect(await dues()).toEqual(['2026-04-14', '2026-05-08', '2026-03-30']);
  const setting = await settingOf(w.system.db);
  const save = async (restartOnPayment: boolean) =>
    allowed(await acts.saveSettings(w.system, staff.office, { ...setting, restartOnPayment }));

  await save(false);
  expect(await w.runJobs()).toContain('foi.calendar');
  // Only the waiting is taken out: five working days before the notice are used, fifteen are left.
  expect(await dues()).toEqual(['2026-04-07', '2026-04-28', '2026-03-30']);
  expect(await requestById(w.system.db, paid)).toMatchObject({ dueWas: '2026-04-14' });
  const told = (await eventsOf(w.system.db, paid)).at(-1);
  expect(told).toMatchObject({
    what: 'dueChanged',
    by: '系统',
    detail: { from: '2026-04-14', to: '2026-04-07', why: 'setting' },
  });
  expect(told?.note).toContain('缴费以后期限怎么算的设置改了');
  const page = await w.request('GET', `/console/foi/${paid}`, { as: staff.clerk });
  expect(page.text).toContain('缴费以后期限怎么算的设置改了，在办的都重新算过。');
  expect((await eventsOf(w.system.db, free)).some((e) => e.what === 'dueChanged')).toBe(false);

  // Saved again without a change nothing is computed; taken back, the days are as they were.
  await save(false);
  expect(await w.runJobs()).not.toContain('foi.calendar');
  await save(true);
  await w.runJobs();
  expect(await dues()).toEqual(['2026-04-14', '2026-05-08', '2026-03-30']);
});

test('whoever waits for the counter has hashed and sealed before: the next applicant waits for nothing of it', async () => {
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  let sealed = 0;
  const watched: System = {
    ...w.system,
    files: {
      ...w.system.files,
      put: async (bytes) => {
        sealed += 1;
        return w.system.files.put(bytes);
      },
    },
  };
  await d.apply();
  let sent: ReturnType<typeof acts.apply> | undefined;
  await w.system.db.transaction().execute(async (tx) => {
    await sql`select n from foi.counter where kind = 'application' for update`.execute(tx);
    sent = acts.apply(watched, PUBLIC, application({ proof: { name: '证件.png', bytes: PNG } }));
    // Until it stands at the counter.
    for (;;) {
      const { rows } =
        await sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%foi.counter%'`.execute(
          w.system.db,
        );
      if (rows.length > 0) break;
      await new Promise((r) => setTimeout(r, 5));
    }
    expect(sealed).toBe(1);
  });
  allowed(await (sent as ReturnType<typeof acts.apply>));
});

test('a double click with a scan leaves one scan on the disk', async () => {
  const put: string[] = [];
  const removed: string[] = [];
  const watched: System = {
    ...w.system,
    files: {
      ...w.system.files,
      put: async (bytes) => {
        const sha = await w.system.files.put(bytes);
        put.push(sha);
        return sha;
      },
      remove: async (sha) => {
        removed.push(sha);
        await w.system.files.remove(sha);
      },
    },
  };
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const form = application({ secret: 'two clicks with a scan', proof: { name: '证件.png', bytes: PNG } });
  const both = (await Promise.all([1, 2].map(() => acts.apply(watched, PUBLIC, form)))).map(allowed);
  expect(new Set(both.map((r) => r.no)).size).toBe(1);
  expect([put.length, removed.length]).toEqual([2, 1]);
  const left = put.filter((sha) => !removed.includes(sha));
  const { rows } = await sql<{
    sha256: string;
  }>`select sha256 from foi.file where application_id = ${both[0]?.applicationId}`.execute(w.system.db);
  expect(rows.map((r) => r.sha256)).toEqual(left);
});
