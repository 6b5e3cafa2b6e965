import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { allow } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import { exec, sql } from '../../platform/db/connection.ts';
import type { Job, Looked } from '../../platform/jobs.ts';
import type { Duty, Module } from '../../platform/module.ts';
import { seedUnits, staff } from '../../testing/editorial.ts';
import { type World, world } from '../../testing/world.ts';
import { org } from '../org/index.ts';
import { duties } from './index.ts';
import { keepNight } from './night.tsx';
import { countWaiting, entryOf } from './waiting.ts';

const duty = (key: string, href: string, over: Partial<Duty> = {}): Duty => ({
  key,
  icon: 'edit',
  title: key,
  note: '',
  unitId: 'minzheng',
  may: 'piece:write',
  act: { label: '去办', href },
  ...over,
});
let owed: Duty[] = [];

const probe: Job = {
  name: 'probe',
  run: async () => ({ looked: 48, found: 0 }),
  cron: '30 18 * * *',
  tells: {
    title: '要点证据',
    looked: (n) => `${n}件证据`,
    found: (n) => `${n}件打不开`,
    none: '都打得开',
    bad: true,
    open: { label: '看台账', href: '/console/ledger', may: 'piece:release' },
  },
};
const quiet: Job = { name: 'quiet', run: async () => undefined };

const owing: Module = {
  name: 'owing',
  permissions: {
    'piece:write': { roles: ['clerk'], reach: 'exact', say: '写' },
    'piece:release': { roles: ['approver'], reach: 'exact', say: '签发' },
  },
  links: [
    { section: '公开', label: '稿件', href: '/console/pieces', icon: 'file', may: 'signed-in', order: 10 },
    { section: '公开', label: '台账', href: '/console/policy', icon: 'list', may: 'signed-in', order: 11 },
    { section: '公开', label: '起草', href: '/console/policy/drafts', icon: 'edit', may: 'signed-in', order: 12 },
  ],
  jobs: [probe, quiet],
  duties: [async (_db, at) => owed.filter((d) => at.units === 'all' || at.units.includes(d.unitId))],
};
const act = action('thing.done', { may: 'piece:write' }, async (_ctx, _input: null) => allow(true));

let w: World;
beforeAll(async () => {
  w = await world({ modules: [org, duties, owing] });
  await seedUnits(w);
});
afterAll(() => w.end());
beforeEach(async () => {
  w.clock.set('2026-03-31T09:30:00+08:00');
  await exec(w.system.db, sql`truncate duties.waiting, duties.counted, duties.night`);
});

/** What stands beside each entry of the rail, as `稿件2`; an exclamation mark where it is red. */
async function rail(path: string, as = staff.clerk): Promise<string[]> {
  const nav = /<nav class="con-nav".*?<\/nav>/s.exec((await w.request('GET', path, { as })).text)?.[0] ?? '';
  return [...nav.matchAll(/con-nav-text">([^<]*)<\/span><span class="con-count( con-count-urgent)?">(\d+)/g)].map(
    ([, text, urgent, n]) => `${text}${n}${urgent ? '!' : ''}`,
  );
}

test.each([
  ['/console/pieces/01J5', '/console/pieces', 'a page below an entry lies behind it'],
  ['/console/pieces/new?column=zc', '/console/pieces', ''],
  ['/console/pieces?state=draft', '/console/pieces', 'so does the entry itself, filtered'],
  ['/console/policy/drafts/7', '/console/policy/drafts', 'the nearest of two'],
  ['/console/policy/documents/7#cites', '/console/policy', ''],
  ['/console/piecesold/1', '', 'a name that only begins alike is another'],
  ['/console/works/12', '', 'what lies behind no entry is counted with the day only'],
])('%s lies behind “%s”: %s', (href, entry) => {
  expect(entryOf(href, ['/console/policy/drafts', '/console/pieces', '/console/policy'])).toBe(entry);
});

describe('the rail', () => {
  const all = [
    duty('overdue', '/console/pieces/1', { due: day('2026-03-24') }),
    duty('waits', '/console/pieces/2'),
    duty('later', '/console/policy/drafts/3', { due: day('2026-04-20') }),
    duty('elsewhere', '/console/works/4'),
    duty('not hers', '/console/pieces/5', { may: 'piece:release' }),
    duty('not theirs', '/console/pieces/6', { unitId: 'shuiwu' }),
  ];

  test('says on the day what is to do today and what waits behind each entry, of what is this person’s', async () => {
    owed = all;
    const told = ['我的工作3!', '稿件2', '起草1'];
    expect(await rail('/console')).toEqual(told);
    // Who looks at the whole unit has no more to do for it.
    expect(await rail('/console?of=unit')).toEqual(told);
  });

  test('says on every other page what the worker counted, and the same', async () => {
    owed = all;
    expect(await rail('/console/reminders')).toEqual([]);
    expect(await countWaiting(w.system)).toBe(true);
    expect(await rail('/console/reminders')).toEqual(['我的工作3!', '稿件2', '起草1']);
    expect(await rail('/console/reminders', staff.approver)).toEqual(['我的工作1', '稿件1']);
    expect(await rail('/console/reminders', staff.justice)).toEqual([]);
  });

  test('of what a permission of before an update counted is left out, until the worker has counted again', async () => {
    owed = all;
    await countWaiting(w.system);
    await exec(w.system.db, sql`update duties.waiting set may = 'piece:gone' where may = 'piece:release'`);
    expect(await rail('/console/reminders', staff.approver)).toEqual([]);
    expect(await rail('/console/reminders')).toEqual(['我的工作3!', '稿件2', '起草1']);
  });

  test('is counted anew when something was done, when the day changes, and now and then; otherwise it is left alone', async () => {
    owed = all;
    expect(await countWaiting(w.system)).toBe(true);
    owed = all.slice(1);
    expect(await countWaiting(w.system), 'nothing was done').toBe(false);
    await act(w.system, staff.clerk, null);
    expect(await countWaiting(w.system), 'a clerk did something').toBe(true);
    expect(await rail('/console/reminders')).toEqual(['我的工作2', '稿件1', '起草1']);
    w.clock.set('2026-03-31T23:59:00+08:00');
    expect(await countWaiting(w.system), 'hours later').toBe(true);
    w.clock.set('2026-04-01T00:01:00+08:00');
    expect(await countWaiting(w.system), 'it is another day').toBe(true);
    w.clock.set('2026-04-01T00:02:00+08:00');
    expect(await countWaiting(w.system)).toBe(false);
    owed = [];
    w.clock.set('2026-04-20T09:00:00+08:00');
    expect(await countWaiting(w.system)).toBe(true);
    expect(await rail('/console/reminders'), 'what is done is gone').toEqual([]);
  });
});

describe('昨晚自动核对', () => {
  const box = async (as = staff.clerk): Promise<string> =>
    /昨晚自动核对.*?<\/section>/s
      .exec((await w.request('GET', '/console', { as })).text)?.[0]
      .replace(/<[^>]+>/g, '') ?? '';
  const ran = (at: string, told: Looked): Promise<void> => {
    w.clock.set(at);
    return keepNight(w.system, probe, told);
  };

  test('says when what was looked at, how much, and what was found; who may go there has the way', async () => {
    await ran('2026-03-31T02:30:00+08:00', { looked: 48, found: 0 });
    w.clock.set('2026-03-31T08:40:00+08:00');
    expect(await box()).toContain('要点证据：看了48件证据，都打得开');
    await ran('2026-04-01T02:30:00+08:00', { looked: 48, found: 2 });
    w.clock.set('2026-04-01T08:40:00+08:00');
    expect(await box()).toContain('看了48件证据，2件打不开');
    expect(await box()).toContain('02:30');
    expect(await box()).not.toContain('看台账');
    expect(await box(staff.approver)).toContain('看台账');
  });

  test('a night that was missed is said and not passed over with the numbers of the one before', async () => {
    await ran('2026-03-30T02:30:00+08:00', { looked: 48, found: 0 });
    w.clock.set('2026-03-31T08:40:00+08:00');
    expect(await box()).toContain('要点证据：昨晚没有做');
    expect(await box()).toContain('上一次是');
  });

  test('what was never done is no good news', async () => {
    expect(await box()).toContain('要点证据：每天夜里做一次，还没有结果');
    expect(await box()).not.toContain('都打得开');
  });

  test('a job that tells of nothing leaves nothing', async () => {
    await keepNight(w.system, quiet, undefined);
    expect(await box()).not.toContain('quiet');
  });
});
