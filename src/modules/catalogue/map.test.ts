import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { transaction } from '../../platform/db/connection.ts';
import { catalogueWorld, decided, desk, filled, office, RELIEF } from '../../testing/catalogue.ts';
import { published } from '../../testing/drafts.ts';
import type { World } from '../../testing/world.ts';
import { coverage } from './coverage.ts';
import { itemsNow } from './national.ts';
import * as store from './store.ts';

const MANY = Array.from({ length: 12 }, (_, i) => `u${i}`);

let w: World;
beforeAll(async () => {
  w = await catalogueWorld(MANY);
  await decided(at);
  const id = await at.begun();
  await at.save(id, { act: 'submit', ...filled(w) });
  await at.released(id);
});
afterAll(() => w.end());
const at = desk(() => w);
const { post, get } = at;

describe('the map', () => {
  const cell = `unit=minzheng&field=social-assistance&item=${RELIEF}`;

  test('is one address in every form: cells, table, gaps, villages, a field opened, a day past', async () => {
    for (const query of [
      '',
      '?view=table',
      '?gaps=1',
      '?rows=villages',
      '?rows=schools',
      '?open=social-assistance',
      '?on=2026-02-01',
      '?on=1990-01-01',
      '?on=2010-01-01',
      '?on=9999-12-31',
      '?on=bad&rows=x&open=none&unit=none&field=x',
      `?${cell}`,
    ]) {
      for (const base of ['/console/coverage', '/coverage']) {
        const page = await get(`${base}${query}`);
        expect(page.status, base + query).toBe(200);
      }
    }
    const open = await get(`/console/coverage?${cell}`);
    expect(open.text).toContain('社会救助');
    expect(open.text).toContain('三月临时救助名单');
    expect(open.text).toContain('aria-current="true"');
    const xlsx = await get('/coverage.xlsx');
    expect(xlsx.headers['content-type']).toContain('spreadsheetml');
    expect((await get('/console/coverage.xlsx?gaps=1', office)).status).toBe(200);
  });

  test('the office urges from an opened cell, a clerk records what happened; the public has no buttons', async () => {
    const late = { unit: 'minzheng', item: RELIEF, what: '批准3户', happenedOn: '2026-03-16', rule: '0' };
    expect((await post('/console/coverage/happened', late)).status).toBe(303);
    const bad = await post('/console/coverage/happened', { ...late, happenedOn: '三月' });
    expect([bad.status, bad.text.includes('“三月”不是日期')]).toEqual([422, true]);
    // Served by what came out on 31 March; another one waits from the day after.
    w.clock.set('2026-04-20T09:00:00+08:00');
    expect((await post('/console/coverage/happened', { ...late, happenedOn: '2026-04-01' })).status).toBe(303);
    const seen = await get(`/console/coverage?${cell}`, office);
    expect(seen.text).toContain('催办，抄送局长');
    expect(seen.text).toContain('逾期');
    expect((await get(`/coverage?${cell}`)).text).not.toContain('催办，抄送');
    const urged = await post('/console/coverage/urge', { unit: 'minzheng', item: RELIEF }, office);
    expect(urged.headers.location).toContain('urged=1');
    const again = await post('/console/coverage/urge', { unit: 'minzheng', item: RELIEF }, office);
    expect([again.status, again.text.includes('今天已经催过一次')]).toEqual([422, true]);
    expect((await post('/console/coverage/urge', { unit: 'minzheng', item: RELIEF })).status).toBe(403);
    expect((await get(`/coverage?${cell}`)).text).toContain('4月20日一次');
    const why = await get(`/coverage/why?unit=minzheng&item=${RELIEF}`);
    expect(why.text).toContain('ruler-weeks');
    expect(why.text).toContain('清明');
    expect((await get('/coverage/why?unit=minzheng&item=none')).status).toBe(404);
  });

  test('settings are the office’s', async () => {
    expect((await post('/console/coverage/settings', { soonDays: '7', silenceDays: '' }, office)).status).toBe(303);
    expect((await post('/console/coverage/settings', { soonDays: '七', silenceDays: '-1' }, office)).status).toBe(422);
    expect((await post('/console/coverage/settings', { soonDays: '7' })).status).toBe(403);
  });

  test('holds a whole district, every item of it', async () => {
    const items = itemsNow(day('2026-04-20'));
    await transaction(w.system.db, async (tx) => {
      await store.adoptMany(
        tx,
        MANY.flatMap((unitId) => items.map((i) => ({ unitId, itemId: i.id, adoptedOn: day('2026-01-05') }))),
        w.clock.now(),
        '测试',
      );
    });
    const map = await coverage(w.system.db, day('2026-04-20'), w.system.calendar);
    expect([...map.cells.values()].flat().length).toBeGreaterThan(12 * 400);
  });
});

test('a piece without an item stays out of the map', async () => {
  const { no } = await published(w, { unitId: 'minzheng', title: '普通通知' });
  await w.runJobs();
  expect((await store.evidence(w.system.db)).some((e) => e.no === no)).toBe(false);
});
