import { afterAll, beforeAll, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { transaction } from '../../platform/db/connection.ts';
import type { Duty } from '../../platform/module.ts';
import { seedUnits, staff } from '../../testing/editorial.ts';
import { type World, world } from '../../testing/world.ts';
import { org } from '../org/index.ts';
import { duties } from './index.ts';
import { remember } from './store.ts';

const duty = (title: string, over: Partial<Duty> = {}): Duty => ({
  key: title,
  icon: 'edit',
  title,
  note: '',
  unitId: 'minzheng',
  may: 'piece:write',
  act: { label: '去办', href: `/console/do/${title.length}` },
  ...over,
});
const owed = [
  duty('周日到期的', { due: day('2026-04-05') }),
  duty('没有日期的'),
  duty('上周逾期的', { due: day('2026-03-24'), why: '条例第二十六条' }),
  duty('今天到期的', { due: day('2026-03-31') }),
  duty('下月到期的', { due: day('2026-04-30') }),
  duty('签发人的', { may: 'piece:release' }),
];

let w: World;
beforeAll(async () => {
  w = await world({
    modules: [
      org,
      duties,
      {
        name: 'owing',
        permissions: {
          'piece:write': { roles: ['clerk'], reach: 'exact', say: '写' },
          'piece:release': { roles: ['approver'], reach: 'exact', say: '签发' },
        },
        duties: [async () => owed],
        measures: [
          {
            name: 'm',
            title: '公开件数',
            unit: '件',
            main: true,
            count: async (_db, _period, unitId) => (unitId ? 7 : 70),
          },
          { name: 'late', title: '逾期的', unit: '件', bad: true, count: async () => 2 },
          { name: 'none', title: '退回次数', unit: '次', bad: true, count: async () => 0 },
          {
            name: 'other',
            title: '收到的意见',
            unit: '条',
            count: async (_db, p) => (p.from === '2026-02-01' ? 4 : 5),
          },
          { name: 'share', title: '满意率', unit: '%', main: true, count: async () => null },
        ],
      },
    ],
  });
  await seedUnits(w);
});
afterAll(() => w.end());

test('my work today says in one sentence what is to do, and lists it in the order of the day', async () => {
  const { text, status } = await w.request('GET', '/console', { as: staff.clerk });
  expect(status).toBe(200);
  expect(text).toContain('3月31日，今天要办3件');
  expect(text).toContain('1件已逾期，1件今天到期，1件等您处理，1件本周内。');
  expect(text).toContain('条例第二十六条');
  const order = ['上周逾期的', '今天到期的', '没有日期的', '周日到期的', '下月到期的'].map((t) => text.indexOf(t));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(order[0]).toBeGreaterThan(0);
  expect(text).not.toContain('签发人的');
  expect((await w.request('GET', '/console?of=unit', { as: staff.clerk })).text).toContain('签发人的');
});

test('beside the day stand the main figures of the unit and what is not as it should be; the others are one click away', async () => {
  const { text } = await w.request('GET', '/console', { as: staff.clerk });
  for (const there of ['区民政局3月', '公开件数', '7件', '逾期的', '2件', '/console/figures'])
    expect(text).toContain(there);
  for (const absent of ['退回次数', '收到的意见']) expect(text).not.toContain(absent);
  const all = await w.request('GET', '/console/figures', { as: staff.clerk });
  expect(all.status).toBe(200);
  for (const there of ['区民政局的数字', '退回次数', '0次', '收到的意见', '5条', '4条', '3月', '2月'])
    expect(all.text).toContain(there);
});

test('a share of nothing is said so, on the day, among the figures and on the dashboard, and is never 0 %', async () => {
  const pages = [
    ['/console', staff.clerk],
    ['/console/figures', staff.clerk],
    ['/console/dashboard', staff.office],
  ] as const;
  for (const [path, as] of pages) {
    const { text } = await w.request('GET', path, { as });
    expect(text, path).toMatch(/满意率.*没有可算的/s);
    expect(text, path).not.toMatch(/[>率]0%|null|NaN/);
  }
});

test('who owes nothing today is told so', async () => {
  expect((await w.request('GET', '/console', { as: staff.justice })).text).toContain('今天没有到期的');
});

test('reminders stand in the console until they were seen', async () => {
  const at = w.clock.now();
  await transaction(w.system.db, (tx) =>
    remember(tx, {
      dutyKey: 'a',
      stage: 'today',
      personId: 'mz-clerk',
      at,
      title: '改稿：高龄津贴',
      href: '/console/pieces/a',
    }),
  );
  const before = await w.request('GET', '/console/reminders', { as: staff.clerk });
  expect(before.text).toContain('改稿：高龄津贴');
  expect(before.text).toContain('今天到期　新');
  expect((await w.request('GET', '/console/reminders', { as: staff.reviewer })).text).not.toContain('改稿：高龄津贴');
  expect((await w.request('POST', '/console/reminders', { as: staff.clerk })).status).toBe(303);
  expect((await w.request('GET', '/console/reminders', { as: staff.clerk })).text).not.toContain('今天到期　新');
});

test('the dashboard shows the figures of every module to the office, and to nobody else', async () => {
  const { text, status } = await w.request('GET', '/console/dashboard', { as: staff.office });
  expect([status, text.includes('公开件数'), text.includes('70')]).toEqual([200, true, true]);
  // The mark at the red bar is its own number.
  const late = text.slice(text.indexOf('逾期的2件'), text.indexOf('退回次数'));
  expect(late).toMatch(/class="chart-in"[^>]*>2</);
  // Red is for what is overdue; fewer returned pieces would be better, and are no fault.
  expect(late).toContain('chart-bad');
  expect(text.slice(text.indexOf('退回次数'))).not.toContain('chart-bad');
  for (const who of [staff.clerk, staff.reviewer, staff.approver, staff.justice])
    expect((await w.request('GET', '/console/dashboard', { as: who })).status).toBe(403);
});
