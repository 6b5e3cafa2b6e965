import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { calendar } from '../../../law/index.ts';
import { type Day, day } from '../../lib/day.ts';
import { exec, sql } from '../../platform/db/connection.ts';
import { approver, catalogueWorld, clerk, desk, RELIEF } from '../../testing/catalogue.ts';
import { allowed, codesOf } from '../../testing/editorial.ts';
import { actor, type World } from '../../testing/world.ts';
import { adaptItem, adoptItems, dropItem, recordHappening, seenOf } from './actions.ts';
import { coverage } from './coverage.ts';
import { coverageDuties } from './duties.ts';
import { publishCatalogue } from './release.ts';
import { coverageOf, type Setting } from './rules/coverage.ts';
import { sayDue } from './say.ts';
import * as store from './store.ts';

let w: World;
beforeAll(async () => {
  w = await catalogueWorld();
});
afterAll(() => w.end());
beforeEach(async () => {
  w.clock.set('2026-03-02T09:00:00+08:00');
  await exec(w.system.db, sql`truncate catalogue.adoption, catalogue.happening, catalogue.evidence`);
});

const item = { unitId: 'minzheng', itemId: RELIEF };
const now = () => store.adoptionOf(w.system.db, 'minzheng', RELIEF);
const statusOn = async (on: string): Promise<string | undefined> =>
  (await coverage(w.system.db, day(on), calendar, ['minzheng'])).cells
    .get('minzheng')
    ?.find((c) => c.item.id === RELIEF)?.status;

describe('two people at one item', () => {
  const other = actor('mz-clerk-2', 'minzheng', ['clerk']);
  test('who decides on an older page is told what stands now; nothing is laid over it unseen', async () => {
    const seen = seenOf(await now());
    allowed(await adaptItem(w.system, clerk, { ...item, seen, change: { contact: '社会救助股' } }));
    const late = { ...item, seen, change: { contact: '办公室' } };
    expect(codesOf(await adaptItem(w.system, other, late))).toEqual(['changed_meanwhile']);
    expect(codesOf(await dropItem(w.system, other, { ...item, seen, reason: '改由乡镇公开' }))).toEqual([
      'changed_meanwhile',
    ]);
    expect((await now())?.contact).toBe('社会救助股');
    // Of the same hand a double click is one, and the later page wins.
    allowed(await adaptItem(w.system, clerk, { ...item, seen, change: { contact: '社会救助股' } }));
  });

  test('at the very same moment one of them is refused, whichever was slower', async () => {
    allowed(await adoptItems(w.system, clerk, { unitId: 'minzheng', itemIds: [RELIEF] }));
    const seen = seenOf(await now());
    w.clock.set('2026-03-02T09:05:00+08:00');
    const both = await Promise.all([
      adaptItem(w.system, clerk, { ...item, seen, change: { contact: '社会救助股' } }),
      dropItem(w.system, other, { ...item, seen, reason: '改由乡镇公开' }),
    ]);
    expect(both.map((r) => r.ok).sort()).toEqual([false, true]);
    expect(both.flatMap(codesOf)).toEqual(['changed_meanwhile']);
  });

  test('the page says it, shows both, and pressing once more is a decision', async () => {
    const { post, get } = desk(() => w);
    const path = `/console/catalogue/minzheng/items/${RELIEF}`;
    const seen = '';
    expect((await get(path)).text).toMatch(/name="seen" value(="")?\/?>/);
    const form = { act: 'adapt', content: '名单', timing: '信息形成之日起5个工作日内', carrier: ['政府网站'] };
    expect((await post(path, { ...form, seen, contact: '社会救助股' })).status).toBe(303);
    w.clock.set('2026-03-02T09:05:00+08:00');
    const no = await post(path, { ...form, seen, contact: '办公室' }, other);
    expect(no.status).toBe(422);
    for (const said of ['刚改过', '现在的决定', '社会救助股', '办公室']) expect(no.text, said).toContain(said);
    const again = /name="seen" value="([^"]*)"/.exec(no.text)?.[1] ?? '';
    expect((await post(path, { ...form, seen: again, contact: '办公室' }, other)).status).toBe(303);
    expect((await now())?.contact).toBe('办公室');
  });
});

describe('an item that was left out', () => {
  test('was owed until then: the map of an earlier day still shows it overdue', async () => {
    allowed(await adoptItems(w.system, clerk, { unitId: 'minzheng', itemIds: [RELIEF] }));
    allowed(await recordHappening(w.system, clerk, { ...item, on: day('2026-03-02'), what: '批准3户', rule: 0 }));
    w.clock.set('2026-06-10T09:00:00+08:00');
    const overdue = await statusOn('2026-06-09');
    expect(['overdue', 'never']).toContain(overdue);
    allowed(await dropItem(w.system, clerk, { ...item, reason: '改由乡镇公开这一项' }));
    expect(await statusOn('2026-06-09')).toBe(overdue);
    expect(await statusOn('2026-06-10')).toBeUndefined();
    // Another reason, later, does not move the day.
    w.clock.set('2026-07-01T09:00:00+08:00');
    allowed(await dropItem(w.system, clerk, { ...item, reason: '改由乡镇和村公开这一项' }));
    expect(await statusOn('2026-06-15')).toBeUndefined();
  });

  test('stands on the public page with its name and not as a number alone', async () => {
    allowed(await dropItem(w.system, clerk, { ...item, reason: '改由乡镇公开这一项' }));
    const page = await desk(() => w).get('/coverage/minzheng');
    expect(page.text).toContain(`${RELIEF} 临时救助·审核审批信息`);
  });
});

describe('a unit that was merged into another', () => {
  test('owes nothing more and stands on no map; its own page says so and leads to what it published', async () => {
    allowed(await adoptItems(w.system, clerk, { unitId: 'minzheng', itemIds: [RELIEF] }));
    await exec(w.system.db, sql`update org.unit set active = false where id = 'minzheng'`);
    const { get } = desk(() => w);
    expect(await coverageDuties(w.system.db, { today: day('2026-12-01'), units: 'all' }, w.system)).toEqual([]);
    const page = await get('/coverage/minzheng');
    expect([page.status, page.text.includes('已经不再设置'), page.text.includes('href="/u/minzheng"')]).toEqual([
      200,
      true,
      true,
    ]);
    expect((await get('/coverage')).text).not.toContain('民政局');
    await exec(w.system.db, sql`update org.unit set active = true where id = 'minzheng'`);
  });

  test('or renamed keeps what it decided, under its new name', async () => {
    allowed(await adoptItems(w.system, clerk, { unitId: 'minzheng', itemIds: [RELIEF] }));
    await exec(w.system.db, sql`update org.unit set name = '明河区社会事务局' where id = 'minzheng'`);
    const { get } = desk(() => w);
    const page = await get('/console/catalogue/minzheng');
    expect(page.text).toContain('明河区社会事务局的公开目录');
    expect(page.text).toContain(`${RELIEF} 审核审批信息`);
    expect((await get('/coverage/minzheng')).text).toContain('明河区社会事务局公开得怎样');
    await exec(w.system.db, sql`update org.unit set name = '明河区民政局' where id = 'minzheng'`);
  });
});

describe('whose hand it was', () => {
  test('is told by the person, not by how they are called', async () => {
    allowed(await adoptItems(w.system, clerk, { unitId: 'minzheng', itemIds: [RELIEF] }));
    const publish = (as: typeof clerk) => publishCatalogue(w.system, as, { unitId: 'minzheng', reason: '' });
    // The same person, by now called otherwise.
    const both = { ...actor('mz-clerk', 'minzheng', ['approver']), label: '民政局·签发' };
    expect(codesOf(await publish(both))).toEqual(['same_hands']);
    // Another person who happens to be called alike.
    allowed(await publish({ ...approver, label: clerk.label }));
  });
});

describe('an item that nobody compared with its guide', () => {
  test('says so to the clerk, to the public, in the table to take away and in the published catalogue', async () => {
    const { get } = desk(() => w);
    allowed(await adoptItems(w.system, clerk, { unitId: 'minzheng', itemIds: ['05-15', RELIEF] }));
    expect((await get('/console/catalogue/minzheng?q=发放情况')).text).toContain('待核对');
    expect((await get('/console/catalogue/minzheng?q=审核审批')).text).not.toContain('待核对');
    expect((await get('/console/catalogue/minzheng/items/05-15')).text).toContain('出处待核对');
    const cell = (id: string) => `/coverage?unit=minzheng&field=social-assistance&item=${id}`;
    expect((await get(cell('05-15'))).text).toContain('出处待核对');
    expect((await get(cell(RELIEF))).text).not.toContain('出处待核对');
    const done = allowed(await publishCatalogue(w.system, approver, { unitId: 'minzheng', reason: '加上发放情况' }));
    expect((await get(`/p/${done.no}`)).text).toContain('出处待核对（还没有和国家的标准指引逐字核对过）：05-15。');
  });
});

describe('around New Year', () => {
  const SET: Setting = { soonDays: 10, firstWorkdays: 20, silenceDays: null };
  const due = (from: string, number: number) =>
    coverageOf(
      {
        rules: [{ kind: 'after', number, unit: 'workday', event: '信息形成或者变更' }],
        adoptedOn: day('2020-01-06'),
        publications: [{ no: 1, on: day('2020-01-07') }],
        happenings: [{ id: 1, on: day(from), what: '作出决定', rule: 0 }],
      },
      SET,
      day(from),
      calendar,
    );
  test.each([
    [
      '2025-12-31',
      1,
      '2026-01-04',
      undefined,
      'the holiday of 1 to 3 January does not count, the Sunday after it is worked',
    ],
    ['2026-12-18', 9, '2026-12-31', undefined, 'the last day that the announced year has'],
    [
      '2026-12-18',
      10,
      '2027-01-04',
      true,
      '1 January is off by law, 2 and 3 are a weekend; how it is shifted nobody knows yet',
    ],
    ['2026-12-31', 20, '2027-01-29', true, 'a deadline wholly in a year that is not announced may still move'],
    ['2024-02-28', 1, '2024-02-29', undefined, 'the leap day is a Thursday and counts'],
  ])('%s and %i working days end on %s: %s %s', (from, number, on, provisional, _why) => {
    const state = due(from, number);
    expect([state.due, state.provisional]).toEqual([on, provisional]);
    expect(sayDue(state, day(from) as Day).includes('暂定')).toBe(provisional === true);
  });

  test.each([
    ['2024-02-29', { kind: 'every', cycle: 'month', day: 31 }, '2024-02-29', 'the last day of a leap February'],
    ['2026-02-10', { kind: 'every', cycle: 'month', day: 30 }, '2026-02-28', 'a month without the day has its last'],
    [
      '2026-12-31',
      { kind: 'every', cycle: 'year', month: 1, day: 31 },
      '2027-01-31',
      'the last year’s report is due in the new one',
    ],
  ] as const)('on %s what comes round is due on %s: %s', (today, rule, on, _why) => {
    const state = coverageOf(
      { rules: [rule], adoptedOn: day(today), publications: [], happenings: [] },
      SET,
      day(today),
      calendar,
    );
    expect([state.due, state.provisional]).toEqual([on, undefined]);
  });

  test('the duty says that its day may still move', async () => {
    w.clock.set('2026-12-21T09:00:00+08:00');
    allowed(await adoptItems(w.system, clerk, { unitId: 'minzheng', itemIds: [RELIEF] }));
    w.clock.set('2027-01-06T09:00:00+08:00');
    const [owed] = await coverageDuties(w.system.db, { today: day('2027-01-06'), units: ['minzheng'] }, w.system);
    expect(owed?.why).toContain('暂定');
  });
});
