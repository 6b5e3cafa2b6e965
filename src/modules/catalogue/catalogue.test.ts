import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { transaction } from '../../platform/db/connection.ts';
import { published } from '../../testing/drafts.ts';
import { allowed, codesOf, unit } from '../../testing/editorial.ts';
import { actor, type World, world } from '../../testing/world.ts';
import { org, seedOrg, type Unit } from '../org/index.ts';
import { correct, publication, withdraw } from '../publication/index.ts';
import { sites } from '../sites/index.ts';
import * as actions from './actions.ts';
import { coverage, offered } from './coverage.ts';
import { coverageDuties } from './duties.ts';
import { hide, rebuildEvidence } from './evidence.ts';
import { catalogue } from './index.ts';
import { measures } from './measures.ts';
import { parseTiming } from './rules/timing.ts';
import * as store from './store.ts';

let w: World;
const clerk = actor('mz-clerk', 'minzheng', ['clerk']);
const townClerk = actor('bt-clerk', 'baita', ['clerk'], ['qianta']);
const office = actor('office', 'qu', ['office'], ['minzheng', 'baita', 'qianta', 'yizhong']);
const approver = actor('mz-approver', 'minzheng', ['approver']);
const RELIEF = '05-13';

beforeAll(async () => {
  w = await world({ modules: [org, publication, sites, catalogue], at: '2026-03-31T09:30:00+08:00' });
  await transaction(w.system.db, (tx) =>
    seedOrg(tx, {
      units: [
        unit('qu', '明河区人民政府', { kind: 'district', parentId: null }),
        unit('minzheng', '明河区民政局'),
        unit('baita', '白塔镇人民政府', { kind: 'township' }),
        unit('qianta', '白塔镇前塔村村民委员会', { kind: 'village', parentId: 'baita' }),
        unit('yizhong', '明河区第一中学', { kind: 'school' }),
      ],
      people: [],
    }),
  );
});
afterAll(() => w.end());

const unitNamed = async (id: string): Promise<Unit> => {
  const { unitById } = await import('../org/index.ts');
  const u = await unitById(w.system.db, id);
  if (!u) throw new Error(id);
  return u;
};
const theirs = async (id: string): Promise<string[]> =>
  (await offered(w.system.db, await unitNamed(id), day('2026-03-31'))).map((o) => o.item.id);
const cell = async (unitId: string, itemId: string) =>
  (await coverage(w.system.db, w.system.clock.today(), w.system.calendar, [unitId])).cells
    .get(unitId)
    ?.find((c) => c.item.id === itemId);
const out = (unitId: string, itemId: string | undefined, title: string) =>
  published(w, {
    unitId,
    title,
    ...(itemId ? { item: { id: itemId, title: '临时救助' } } : {}),
  });

describe('which items concern a unit', () => {
  test.each<[string, string, boolean, string]>([
    ['minzheng', RELIEF, true, 'relief is the civil affairs bureau’s'],
    ['baita', RELIEF, true, 'and the township’s'],
    ['minzheng', '05-05', false, 'the first list is made in the township'],
    ['minzheng', '00-02', true, 'what every organ publishes'],
    ['qianta', '19-19', true, 'a village shows what was paid'],
    ['qianta', '05-16', false, 'but not the county’s funds'],
    ['yizhong', 'S1-05', true, 'a school of the pilot has its own catalogue'],
    ['yizhong', RELIEF, false, 'and no relief'],
  ])('%s and %s: %s, because %s', async (id, item, yes) => {
    expect((await theirs(id)).includes(item)).toBe(yes);
  });
});

describe('adopting', () => {
  test('takes what concerns the unit, and says what does not', async () => {
    const take = (itemIds: string[], as = clerk, unitId = 'minzheng') =>
      actions.adoptItems(w.system, as, { unitId, itemIds });
    expect(allowed(await take([RELIEF, '05-16', '00-02'])).adopted).toBe(3);
    expect(allowed(await take([RELIEF])).adopted).toBe(0);
    expect(codesOf(await take(['19-02']))).toEqual(['not_theirs']);
    expect(codesOf(await take([]))).toEqual(['nothing_chosen']);
    await expect(take([RELIEF], clerk, 'baita')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(take([RELIEF], approver)).rejects.toMatchObject({ code: 'forbidden' });
    expect(allowed(await take([RELIEF], townClerk, 'baita')).adopted).toBe(1);
    expect(allowed(await take(['19-19'], townClerk, 'qianta')).adopted).toBe(1);
  });

  const adapt = (change: Parameters<typeof actions.adaptItem>[2]['change'], itemId = RELIEF, as = clerk) =>
    actions.adaptItem(w.system, as, { unitId: 'minzheng', itemId, change });
  const timing = (text: string) => parseTiming(text);

  test.each<[string, string, string[], string]>([
    [RELIEF, '信息形成之日起5个工作日内', [], 'earlier is allowed'],
    [RELIEF, '实时公开', [], 'at once too'],
    [RELIEF, '信息形成之日起10日内', [], 'ten calendar days are over before ten working days'],
    [RELIEF, '信息形成之日起20个工作日内', ['timing_wider'], 'the catalogue gives ten'],
    [RELIEF, '及时公开', ['timing_wider'], 'no number at all is wider than ten days'],
    [RELIEF, '看情况', ['timing_unread'], 'nobody can count that'],
    ['05-16', '每月10日前', [], 'monthly is more often than quarterly'],
    ['05-16', '每季度结束后20日内', ['timing_wider'], 'ten days later than the catalogue'],
    ['05-16', '每年1月31日前', ['timing_wider'], 'once a year is not each quarter'],
  ])('%s as %s: %j, because %s', async (item, text, codes) => {
    expect(codesOf(await adapt({ ...timing(text) }, item))).toEqual(codes);
  });

  test('cannot empty the content, the carriers, or leave out the site, and names all of it', async () => {
    expect(codesOf(await adapt({ content: ' ', carriers: ['公开查阅点'] }))).toEqual(['no_content', 'no_site']);
    expect(codesOf(await adapt({ carriers: [] }))).toEqual(['no_carrier']);
    expect(codesOf(await adapt({}, '19-02'))).toEqual(['not_theirs']);
    const own = allowed(await adapt({ content: '救助对象姓名、事由、金额，按月', contact: '社会救助股' }));
    expect(own).toMatchObject({ content: '救助对象姓名、事由、金额，按月', contact: '社会救助股', state: 'adopted' });
    expect((await cell('minzheng', RELIEF))?.item.content).toContain('按月');
  });

  test('leaving out wants a reason that the public reads', async () => {
    const drop = (reason: string, itemId = '00-02') =>
      actions.dropItem(w.system, clerk, { unitId: 'minzheng', itemId, reason });
    expect(codesOf(await drop('无'))).toEqual(['no_drop_reason']);
    expect(codesOf(await drop('本局没有这项职能', '19-02'))).toEqual(['not_theirs']);
    const { adoptedOn: before } = allowed(await drop('机构职能由政府办统一公开'));
    expect(await cell('minzheng', '00-02')).toBeUndefined();
    // Taken up again, it was owed all the time: leaving out and taking up would else wipe out what was overdue.
    expect(allowed(await adapt({}, '00-02'))).toMatchObject({ state: 'adopted', adoptedOn: before, reason: '' });
  });

  test('an own item says everything that is missing, and gets the next number', async () => {
    const add = (over: Record<string, unknown> = {}, text = '信息形成之日起20个工作日内') => {
      const { timing: t, unread } = parseTiming(text);
      return actions.addOwnItem(w.system, clerk, {
        unitId: 'minzheng',
        unread,
        item: {
          field: 'social-assistance',
          level1: '慈善',
          level2: '慈善超市物资去向',
          content: '物资名称、数量、去向',
          elements: [{ key: 'e1', label: '物资', type: 'text', required: true }],
          basis: [{ law: '中华人民共和国慈善法' }],
          timing: t,
          carriers: ['政府网站'],
          audience: 'all',
          ...over,
        },
      });
    };
    expect(codesOf(await add({ level2: '', content: '', basis: [], elements: [], carriers: [] }, '再说'))).toEqual([
      'own_no_name',
      'no_content',
      'own_no_basis',
      'timing_unread',
      'own_no_elements',
      'no_carrier',
    ]);
    expect(codesOf(await add({ field: 'none' }))).toEqual(['bad_field']);
    expect(allowed(await add())).toMatchObject({ itemId: 'own-1', own: { id: 'own-1', levels: ['county'] } });
    expect(allowed(await add())).toMatchObject({ itemId: 'own-2' });
    expect(await theirs('minzheng')).toContain('own-2');
  });
});

describe('evidence', () => {
  test('comes with the edition, moves with a correction, and falls away with a withdrawal', async () => {
    const { no } = await out('minzheng', RELIEF, '临时救助对象名单');
    await w.runJobs();
    expect((await cell('minzheng', RELIEF))?.evidence.map((e) => e.no)).toEqual([no]);
    const { draft } = await import('../../testing/drafts.ts');
    const { enqueueIn } = await import('../../platform/jobs.ts');
    const ctx = (tx: Parameters<Parameters<typeof transaction>[1]>[0]) => ({
      tx,
      now: w.clock.now(),
      enqueue: enqueueIn(tx),
    });
    await transaction(w.system.db, (tx) =>
      correct(ctx(tx), no, draft({ unitId: 'minzheng', item: { id: '05-16', title: '资金' } }), '放错了事项'),
    );
    await w.runJobs();
    expect((await cell('minzheng', RELIEF))?.evidence).toEqual([]);
    expect((await cell('minzheng', '05-16'))?.published).toBe(1);
    await transaction(w.system.db, (tx) => withdraw(ctx(tx), no, '名单有误'));
    await w.runJobs();
    expect((await cell('minzheng', '05-16'))?.published).toBe(0);
  });

  test('is rebuilt from the editions, whatever stood there', async () => {
    const { no } = await out('minzheng', RELIEF, '再次公布的名单');
    await out('minzheng', undefined, '没有事项的通知');
    await transaction(w.system.db, (tx) =>
      store.putEvidence(tx, {
        no: no + 1,
        unitId: 'minzheng',
        itemId: RELIEF,
        publishedOn: day('2026-03-01'),
        title: '不在了',
      }),
    );
    expect(await rebuildEvidence(w.system)).toBeGreaterThanOrEqual(3);
    expect((await store.evidence(w.system.db, ['minzheng'])).map((e) => e.no)).toEqual([no]);
  });
});

describe('what happened', () => {
  const record = (over: Record<string, unknown> = {}, as = townClerk) =>
    actions.recordHappening(w.system, as, {
      unitId: 'baita',
      itemId: RELIEF,
      on: day('2026-03-09'),
      what: '批准临时救助6户',
      rule: 0,
      ...over,
    });

  test('starts a deadline, is overdue, is urged once a day, and is served by a piece', async () => {
    expect(codesOf(await record({ on: day('2026-04-01'), what: ' ', rule: 3 }))).toEqual([
      'starts_nothing',
      'no_happening',
      'happens_later',
    ]);
    expect(codesOf(await record({ itemId: '05-06' }))).toEqual(['not_adopted']);
    await expect(record({}, clerk)).rejects.toMatchObject({ code: 'forbidden' });
    allowed(await record());
    expect(await cell('baita', RELIEF)).toMatchObject({ status: 'overdue', due: '2026-03-23', days: 6 });
    const urge = () => actions.urge(w.system, office, { unitId: 'baita', itemId: RELIEF });
    expect(allowed(await urge())).toMatchObject({ copied: '镇长', due: '2026-03-23' });
    expect(codesOf(await urge())).toEqual(['urged_today']);
    await expect(actions.urge(w.system, clerk, { unitId: 'baita', itemId: RELIEF })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(codesOf(await actions.urge(w.system, office, { unitId: 'minzheng', itemId: '00-02' }))).toEqual([
      'nothing_due',
    ]);
    const duties = await coverageDuties(w.system.db, { today: w.system.clock.today(), units: ['baita'] }, w.system);
    expect(duties.map((d) => [d.may, d.due, d.act.href])).toEqual([
      ['catalogue:write', '2026-03-23', '/console/pieces/new?unit=baita&item=05-13'],
      ['catalogue:publish', undefined, expect.stringContaining('/console/coverage?unit=baita')],
    ]);
    expect(duties[0]?.note).toContain('催办过');
    expect(duties[0]?.ticks).toEqual({ used: 16, total: 10 });
    await out('baita', RELIEF, '白塔镇临时救助对象名单');
    await w.runJobs();
    expect(await cell('baita', RELIEF)).toMatchObject({ status: 'published', published: 1 });
    expect(codesOf(await urge())).toEqual(['nothing_due']);
  });

  test('by a slip of the pen is struck', async () => {
    allowed(await record({ on: day('2026-03-31'), what: '记错了' }));
    const [row] = (await cell('baita', RELIEF))?.happenings.filter((h) => h.what === '记错了') ?? [];
    const strike = (unitId: string) =>
      actions.strikeHappening(w.system, unitId === 'baita' ? townClerk : clerk, { unitId, id: row?.id ?? 0 });
    expect(codesOf(await strike('minzheng'))).toEqual(['nothing_struck']);
    allowed(await strike('baita'));
    expect(codesOf(await strike('baita'))).toEqual(['nothing_struck']);
    expect((await cell('baita', RELIEF))?.happenings.some((h) => h.what === '记错了')).toBe(false);
  });
});

test('every change of what the map shows is told, once, and nothing is told twice', async () => {
  const { revision } = await import('../publication/index.ts');
  const { spread } = await import('./evidence.ts');
  const told = async (change: () => Promise<unknown>): Promise<number> => {
    const before = await revision(w.system.db);
    await change();
    return (await revision(w.system.db)) - before;
  };
  const [edition] = await (await import('../publication/index.ts')).editionsOf(
    w.system.db,
    (await store.evidence(w.system.db, ['baita']))[0]?.no ?? 0,
  );
  const { no } = edition ?? { no: 0 };
  expect(await told(() => spread(w.system, edition?.id ?? ''))).toBe(0);
  expect(await told(() => transaction(w.system.db, (tx) => hide(tx, no)))).toBe(1);
  expect(await told(() => transaction(w.system.db, (tx) => hide(tx, no)))).toBe(0);
  expect(await told(() => spread(w.system, edition?.id ?? ''))).toBe(1);
  expect(await told(() => actions.saveSetting(w.system, office, { soonDays: 10, silenceDays: null }))).toBe(1);
});

test('measures count what is covered and what is not, as of the end of a period', async () => {
  const [covered, overdue] = measures;
  const period = { from: day('2026-03-01'), to: day('2026-03-31') };
  expect(await covered?.count(w.system.db, period, 'baita')).toBe(100);
  expect(await overdue?.count(w.system.db, { ...period, to: day('2026-05-20') }, 'qianta')).toBe(1);
  expect(await overdue?.count(w.system.db, { ...period, to: day('2025-12-31') })).toBe(0);
  // A unit for which nothing has come due yet covers neither all nor nothing.
  expect(await covered?.count(w.system.db, period, 'nobody')).toBeNull();
});

test('measures of several periods say of each what they say of it alone, in the order asked', async () => {
  const ends = ['2026-05-20', '2025-12-31', '2026-02-28', '2026-03-31', '2026-04-30'].map(day);
  const periods = ends.map((to) => ({ from: day(`${to.slice(0, 8)}01`), to }));
  for (const m of measures)
    for (const unit of [undefined, 'qianta']) {
      const alone = [];
      for (const p of periods) alone.push(await m.count(w.system.db, p, unit));
      expect(await m.each?.(w.system.db, periods, unit)).toEqual(alone);
    }
  expect(new Set(await measures[0]?.each?.(w.system.db, periods)).size).toBeGreaterThan(1);
});

test('the district’s own settings are checked', async () => {
  const save = (soonDays: number, silenceDays: number | null) =>
    actions.saveSetting(w.system, office, { soonDays, silenceDays });
  expect(codesOf(await save(0, 0))).toEqual(['bad_soon', 'bad_silence']);
  expect(codesOf(await save(10.5, null))).toEqual(['bad_soon']);
  expect(allowed(await save(14, 365))).toEqual({ soonDays: 14, silenceDays: 365 });
  await expect(actions.saveSetting(w.system, clerk, { soonDays: 5, silenceDays: null })).rejects.toMatchObject({
    code: 'forbidden',
  });
  allowed(await save(10, null));
});
