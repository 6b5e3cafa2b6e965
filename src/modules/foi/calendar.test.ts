import { afterAll, expect, test } from 'vitest';
import workdayData from '../../../law/workdays.json' with { type: 'json' };
import { type CalendarData, calendarOf } from '../../lib/workdays.ts';
import { one, sql } from '../../platform/db/connection.ts';
import { allowed, staff } from '../../testing/editorial.ts';
import { desk, foiWorld } from '../../testing/foi.ts';
import { recompute } from './calendar.ts';
import { duties } from './duties.ts';
import { seeMoved } from './index.ts';
import { fingerprint } from './rules/moved.ts';
import { eventsOf, partiesOf, requestById } from './store/index.ts';

/** The notice of a year that nobody has announced yet, as it might come: New Year's bridge days off, a Sunday worked. */
const data = workdayData as CalendarData;
const announced = calendarOf({
  ...data,
  years: {
    ...data.years,
    2027: {
      notice: '假设的2027年通知',
      sources: [],
      off: { '2027-01-01': '元旦', '2027-01-02': '元旦', '2027-01-03': '元旦', '2027-01-04': '元旦' },
      work: { '2027-01-10': '元旦' },
    },
  },
});

const w = await foiWorld({ at: '2026-12-10T09:30:00+08:00' });
const d = desk(w);
afterAll(() => w.end());

test('a new holiday notice computes all open cases anew; the changed ones are told, the closed ones keep their day', async () => {
  const open = await d.opened();
  const consulting = await d.opened();
  const party = await d.consult(consulting);
  const closed = await d.answered();
  await recompute(w.system);
  expect(await recompute(w.system)).toBe(0);
  const before = await requestById(w.system.db, open);
  expect(before).toMatchObject({ due: '2027-01-08', dueProvisional: true });
  const oldClosed = (await requestById(w.system.db, closed))?.due;

  const then = { ...w.system, calendar: announced };
  expect(fingerprint(announced)).not.toBe(fingerprint(w.system.calendar));
  // 4 January became a day off, Sunday the 10th a working day: one later for who ends between, the same for who ends after.
  expect(await recompute(then)).toBe(1);
  expect(await requestById(w.system.db, consulting)).toMatchObject({ dueProvisional: false, dueWas: null });
  expect(await requestById(w.system.db, open)).toMatchObject({
    due: '2027-01-10',
    dueProvisional: false,
    dueWas: '2027-01-08',
    version: (before?.version ?? 0) + 1,
  });
  expect((await requestById(w.system.db, closed))?.due).toBe(oldClosed);
  expect((await partiesOf(w.system.db, consulting)).find((p) => p.id === party)?.limitOn).toBe('2026-12-31');
  const told = (await eventsOf(w.system.db, open)).filter((e) => e.what === 'dueChanged');
  expect(told).toMatchObject([{ by: '系统', detail: { from: '2027-01-08', to: '2027-01-10' } }]);
  expect(await recompute(then)).toBe(0);
  expect((await eventsOf(w.system.db, open)).filter((e) => e.what === 'dueChanged')).toHaveLength(1);

  const listed = async () =>
    (await Promise.all(duties.map((s) => s(w.system.readDb, { today: w.clock.today(), units: 'all' }, then))))
      .flat()
      .filter((x) => x.key.includes(':moved:'));
  expect((await listed()).map((x) => x.note)).toContainEqual(
    expect.stringContaining('原来2027年1月8日，现在2027年1月10日'),
  );
  allowed(await seeMoved(then, staff.clerk, { id: open }));
  expect(await listed()).toEqual([]);
});

test('killed in the middle it begins anew and moves nothing twice', async () => {
  const id = await d.opened();
  const then = { ...w.system, calendar: announced };
  // The mark of the calendar is written last: forgotten, the whole walk is made again.
  await sql`update foi.setting set calendar = ''`.execute(w.system.db);
  expect(await recompute(then)).toBe(1);
  await sql`update foi.setting set calendar = ''`.execute(w.system.db);
  expect(await recompute(then)).toBe(0);
  const { n } = await one<{ n: number }>(
    w.system.db,
    sql`select count(*)::int as n from foi.event where request_id = ${id} and what = 'dueChanged'`,
  );
  expect(n).toBe(1);
});
