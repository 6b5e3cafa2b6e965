import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transaction } from '../../platform/db/connection.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import { published } from '../../testing/drafts.ts';
import { allowed, unit } from '../../testing/editorial.ts';
import { actor, type World, world } from '../../testing/world.ts';
import { org, seedOrg } from '../org/index.ts';
import { publication, withdraw } from '../publication/index.ts';
import { sites } from '../sites/index.ts';
import * as actions from './actions.ts';
import { coverage } from './coverage.ts';
import { catalogue } from './index.ts';
import { townshipOf } from './township.ts';

/** 一卡通发放公示: within twenty working days, of townships and villages. */
const PAID = '19-19';

let w: World;
const clerk = actor('bt-clerk', 'baita', ['clerk'], ['qianta', 'nanzhuang', 'tabei']);
const office = actor('office', 'qu', ['office'], ['baita', 'qianta', 'nanzhuang', 'tabei', 'liuhe']);

beforeAll(async () => {
  w = await world({ modules: [org, publication, sites, catalogue], at: '2026-03-02T09:30:00+08:00' });
  await transaction(w.system.db, (tx) =>
    seedOrg(tx, {
      units: [
        unit('qu', '明河区人民政府', { kind: 'district', parentId: null }),
        unit('baita', '白塔镇人民政府', { kind: 'township', shortName: '白塔镇' }),
        unit('qianta', '白塔镇前塔村村民委员会', { kind: 'village', parentId: 'baita', shortName: '白塔镇前塔村' }),
        unit('nanzhuang', '白塔镇南庄村村民委员会', { kind: 'village', parentId: 'baita', shortName: '白塔镇南庄村' }),
        unit('tabei', '白塔镇塔北社区居民委员会', { kind: 'village', parentId: 'baita', shortName: '白塔镇塔北社区' }),
        unit('yunhu', '云湖镇人民政府', { kind: 'township', shortName: '云湖镇' }),
        unit('liuhe', '云湖镇柳河村村民委员会', { kind: 'village', parentId: 'yunhu', shortName: '云湖镇柳河村' }),
        unit('qingxi', '青溪乡人民政府', { kind: 'township', shortName: '青溪乡' }),
      ],
      people: [],
    }),
  );
  const take = async (unitId: string, itemIds: string[]) =>
    allowed(await actions.adoptItems(w.system, clerk, { unitId, itemIds }));
  await take('qianta', [PAID]);
  await take('nanzhuang', [PAID]);
  await published(w, { unitId: 'qianta', title: '前塔村补贴发放公示', item: { id: PAID, title: '发放公示' } });
  await w.runJobs();
  // A month on: 南庄村 has shown nothing and its twenty working days are over.
  w.clock.set('2026-04-20T09:30:00+08:00');
});
afterAll(() => w.end());

const map = () => coverage(w.system.db, w.system.clock.today(), w.system.calendar);

describe('a township with its villages on one page', () => {
  test('each item of a village is a row, the township and its own villages are the columns, no others', async () => {
    const t = townshipOf(await map(), 'baita', false);
    expect(t?.units.map((u) => u.id)).toEqual(['baita', 'nanzhuang', 'qianta']);
    expect(t?.groups.map((g) => [g.field, g.rows.map((r) => r.item.id)])).toEqual([['farm-subsidies', [PAID]]]);
    expect(t?.groups[0]?.rows[0]?.cells.map((c) => c?.status)).toEqual([undefined, 'never', 'published']);
    expect(t?.counts).toMatchObject({ published: 1, never: 1 });
    expect(t?.silent.map((u) => u.id)).toEqual(['tabei']);
  });

  test.each([
    ['a unit nobody knows', 'nowhere'],
    ['a village', 'qianta'],
    ['a township without villages', 'qingxi'],
    ['the district', 'qu'],
  ])('%s has no such page', async (_, id) => {
    expect(townshipOf(await map(), id, false)).toBeUndefined();
    expect((await w.request('GET', `/coverage/${id}/villages`)).status).toBe(404);
  });

  test('anyone sees who lacks what, and each cell opens its evidence', async () => {
    const page = await w.request('GET', '/coverage/baita/villages');
    expect(page.status).toBe(200);
    for (const words of [
      '2个村、社区，1个事项',
      '1个从未公开',
      '南庄村',
      '还没有采用公开事项，看不出缺不缺',
      '塔北社区',
    ])
      expect(page.text, words).toContain(words);
    expect(page.text).not.toContain('柳河村');
    const href = /href="(\/coverage\?rows=villages[^"]*unit=nanzhuang[^"]*)"/.exec(page.text)?.[1] ?? '';
    const cell = await w.request('GET', href.replaceAll('&amp;', '&').replace('#cell', ''));
    expect(cell.text).toContain('还没有公开过');
    const unitPage = await w.request('GET', '/coverage/baita');
    expect(unitPage.text).toContain('/coverage/baita/villages');
  });

  test('only the gaps: a village list that is out is no gap', async () => {
    const before = await w.request('GET', '/coverage/baita/villages?gaps=1');
    expect(before.text).toContain(PAID);
    await published(w, { unitId: 'nanzhuang', title: '南庄村补贴发放公示', item: { id: PAID, title: '发放公示' } });
    await w.runJobs();
    const after = await w.request('GET', '/coverage/baita/villages?gaps=1');
    expect(after.text).toContain('没有缺口');
    expect(after.text).toContain('各村合起来没有缺口');
  });

  test('staff have it in the console, from the map of villages', async () => {
    const all = await w.request('GET', '/console/coverage?rows=villages', { as: office });
    expect(all.text).toContain('/console/coverage/baita/villages');
    const page = await w.request('GET', '/console/coverage/baita/villages', { as: office });
    expect(page.text).toContain('/console/catalogue/qianta');
    expect((await w.request('GET', '/console/coverage/baita/villages')).status).toBe(401);
  });
});

describe('the township’s lists, filtered for one village', () => {
  test('show the rows of the village from the works themselves, and go with them', async () => {
    const { no } = await published(w, {
      unitId: 'baita',
      title: '白塔镇第一季度补贴名单',
      item: { id: PAID, title: '发放公示' },
      html: '<table><thead><tr><th>姓名</th><th>村、社区</th><th>金额</th></tr></thead><tbody><tr><td>王*</td><td>前塔村</td><td>200</td></tr><tr><td>李*</td><td>南庄村</td><td>300</td></tr></tbody></table>',
      elements: [
        {
          key: 'r',
          label: '名单',
          type: 'table',
          head: ['户主', '住址', '面积（亩）'],
          rows: [
            ['赵*', '前塔村2组', '3'],
            ['周*', '南庄村', '5'],
          ],
          nums: [false, false, true],
        },
      ],
    });
    await w.runJobs();
    const page = await w.request('GET', '/coverage/qianta/lists');
    expect(page.status).toBe(200);
    for (const words of ['白塔镇第一季度补贴名单', '王*', '赵*', `登记号${no}`, '和原件是同一份数据'])
      expect(page.text, words).toContain(words);
    for (const other of ['李*', '周*']) expect(page.text).not.toContain(other);
    await transaction(w.system.db, (tx) =>
      withdraw({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, no, '名单有误'),
    );
    await w.runJobs();
    expect((await w.request('GET', '/coverage/qianta/lists')).text).not.toContain('王*');
  });

  test('a unit that is no village has none', async () => {
    for (const id of ['baita', 'qu', 'nowhere'])
      expect((await w.request('GET', `/coverage/${id}/lists`)).status, id).toBe(404);
  });
});
