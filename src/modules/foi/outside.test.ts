import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import workdayData from '../../../law/workdays.json' with { type: 'json' };
import { day } from '../../lib/day.ts';
import { type CalendarData, calendarOf } from '../../lib/workdays.ts';
import { sql } from '../../platform/db/connection.ts';
import { PUBLIC } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
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

test('a letter sent on the last day that a new notice moves before it breaks nothing: the case opens, and the opinion is taken', async () => {
  w.clock.set('2026-03-02T09:30:00+08:00');
  const id = await d.opened();
  w.clock.set('2026-03-30T09:30:00+08:00');
  expect((await requestById(w.system.db, id))?.due).toBe('2026-03-30');
  const party = await d.consult(id);
  // Saturday the 28th becomes a working day: the last day was before the letter.
  const data = workdayData as CalendarData;
  const y2026 = data.years[2026];
  if (!y2026) throw new Error('no 2026');
  const then: System = {
    ...w.system,
    calendar: calendarOf({
      ...data,
      years: { ...data.years, 2026: { ...y2026, work: { ...y2026.work, '2026-03-28': '清明节' } } },
    }),
  };
  expect(await recompute(then)).toBeGreaterThan(0);
  expect(await requestById(w.system.db, id)).toMatchObject({ state: 'consulting', due: '2026-03-28' });
  await recompute(w.system);
  expect((await w.request('GET', `/console/foi/${id}`, { as: staff.clerk })).status).toBe(200);
  const said = { partyId: party, on: day('2026-03-30'), opinion: 'agree', reasons: '' };
  allowed(await acts.recordOpinion(then, staff.clerk, { ...(await d.at(id)), ...said }));
  expect(await requestById(w.system.db, id)).toMatchObject({ state: 'processing' });
});

describe('a day that is none, as 30 February', () => {
  const at = (id: string, act: string, form: Record<string, string>) =>
    d.at(id).then(({ version }) =>
      w.request('POST', `/console/foi/${id}/act/${act}`, {
        as: staff.clerk,
        form: { version: String(version), ...form },
      }),
    );
  test.each<[string, Parameters<typeof d.caseIn>[0], string, Record<string, string>, string]>([
    [
      'the day both sides confirmed',
      'awaitingConfirmation',
      'confirm',
      { on: '2026-02-30', how: '电话' },
      '没有这一天',
    ],
    ['until when to correct', 'received', 'requestCorrection', { by: '2026-02-30', points: '哪个村' }, '期限要写一个'],
    ['the day of delivery', 'decided', 'deliver', { on: '2026-02-30', how: '网站', proof: '记录' }, '没有这一天'],
    ['the day of payment', 'feePending', 'recordPayment', { on: '2026-02-30', receiptNo: '1' }, '没有这一天'],
    [
      'the day of a review',
      'delivered',
      'recordDispute',
      { on: '2026-02-30', block: 'review', body: '区政府' },
      '没有这一天',
    ],
  ])('is refused as %s, and stands in the form as typed', async (_what, state, act, form, say) => {
    w.clock.set('2026-03-02T09:30:00+08:00');
    const id = await d.caseIn(state);
    const out = await at(id, act, form);
    expect([out.status, out.text.includes(say), out.text.includes('2026-02-30')]).toEqual([422, true, true]);
  });

  test('is refused as the day of arrival at the window, and as the day an applicant disputes', async () => {
    const { id, no, password } = await d.apply();
    await d.confirm(id);
    const recorded = {
      ...application(),
      channel: 'counter',
      arrivedOn: null,
      submittedOn: null,
      filledByOffice: false,
      helpOffered: '',
    };
    expect(codesOf(await acts.recordApplication(w.system, staff.clerk, recorded))).toEqual(['bad_day']);
    const record = await w.request('POST', '/console/foi/record', {
      as: staff.clerk,
      form: {
        channel: 'counter',
        arrivedOn: '2026-02-30',
        unitId: 'minzheng',
        applicantKind: 'naturalPerson',
        name: '柳芽青',
      },
    });
    expect([record.status, record.text.includes('2026-02-30')]).toEqual([422, true]);
    const opened = await w.request('POST', '/foi/status', { form: { no, password } });
    const cookie = (opened.headers['set-cookie'] ?? '').split(';')[0] ?? '';
    const form = { 'day-year': '2026', 'day-month': '02', 'day-day': '30', words: '这天算错了' };
    const out = await w.request('POST', `/foi/r/${no}/objection`, { form, headers: { cookie } });
    expect([out.status, out.text.includes('请选日历里的一天'), out.text.includes('value="30"')]).toEqual([
      422,
      true,
      true,
    ]);
  });
});

test('a clerk who forgot the unit gets the form back with what was typed, and no closed door', async () => {
  const form = {
    channel: 'counter',
    arrivedOn: '2026-03-02',
    unitId: '',
    applicantKind: 'naturalPerson',
    name: '柳芽青',
    description: '救助名册',
  };
  const out = await w.request('POST', '/console/foi/record', { as: staff.clerk, form });
  expect([out.status, out.text.includes('还没选向哪个单位申请'), out.text.includes('救助名册')]).toEqual([
    422,
    true,
    true,
  ]);
});
