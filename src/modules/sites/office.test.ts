import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { connect, exec, one, rows, sql, transaction } from '../../platform/db/connection.ts';
import { published } from '../../testing/drafts.ts';
import { seedUnits } from '../../testing/editorial.ts';
import { seedSite } from '../../testing/site.ts';
import { actor, type World, world } from '../../testing/world.ts';
import { org } from '../org/index.ts';
import { publication } from '../publication/index.ts';
import { translog } from '../translog/index.ts';
import { reportDuties, silenceDuties } from './duties.ts';
import { failurePage, sites } from './index.ts';
import { measures } from './measures.ts';

const office = actor('ban', 'qu', ['office'], ['minzheng', 'shuiwu', 'cunju']);
const clerk = actor('mz-clerk', 'minzheng', ['clerk']);
const TODAY = day('2026-03-31');
let w: World;
let no = 0;

beforeAll(async () => {
  w = await world({
    modules: [org, translog, publication, sites],
    failurePage,
    env: { GONGKAI_TRUST_PROXY: '127.0.0.0/8' },
  });
  await seedUnits(w);
  w.clock.set('2025-01-10T09:00:00+08:00');
  await seedSite(w, {
    columns: [
      { path: 'tzgg', name: '通知公告', class: '通知公告', inNav: true },
      { path: 'zwdt', name: '政务动态', class: '动态要闻' },
      { path: 'gh', name: '规划', class: '规划计划' },
    ],
  });
  w.clock.set('2026-03-20T09:00:00+08:00');
  await published(w, { title: '开工动态', columns: ['zwdt'], kind: '动态' });
  no = (await published(w, { title: '停水通知', columns: ['tzgg'], unitId: 'shuiwu', unitName: '明河区水务局' })).no;
  w.clock.set('2026-03-31T09:30:00+08:00');
});
afterAll(() => w.end());

let visitor = 0;
/** Each from an address of its own, so that the limit of reports a minute does not meet the test. */
const post = (path: string, form: Record<string, string>, as?: typeof office, headers: Record<string, string> = {}) => {
  const from = { 'x-forwarded-for': `198.51.100.${(visitor++ % 250) + 1}` };
  return w.request('POST', path, { form, headers: { ...from, ...headers }, ...(as ? { as } : {}) });
};
const revision = async (): Promise<number> =>
  (await one<{ n: number }>(w.system.db, sql`select n from publication.revision`)).n;
const audit = async (action: string) =>
  rows<{ outcome: string; detail: { refusals?: string[] } }>(
    w.system.db,
    sql`select outcome, detail from platform.audit where action = ${action} order by id desc limit 1`,
  );

describe('columns in the console', () => {
  const column = (over: Record<string, string>) => ({
    name: '甲',
    class: '其他',
    position: '9',
    description: '',
    keywords: '',
    ...over,
  });

  test('the office opens one, and every web process hears of it', async () => {
    const before = await revision();
    expect(
      (await post('/console/columns', column({ path: 'zcjd', name: '政策', keywords: '政策、解读' }), office)).status,
    ).toBe(303);
    expect(await revision()).toBe(before + 1);
    expect((await w.request('GET', '/console/columns', { as: office })).text).toContain('zcjd');
    expect((await w.request('GET', '/c/zcjd')).status).toBe(200);
  });

  test('a fifth one in the fixed section is refused with the notice, leaves no trace but the audit row, and keeps what was typed', async () => {
    const before = await revision();
    const r = await post('/console/columns', column({ path: 'zfxxgk/yaowen', name: '区内要闻' }), office);
    expect(r.status).toBe(422);
    expect(r.text).toContain('国办公开办函〔2019〕61号');
    expect(r.text).toContain('value="zfxxgk/yaowen"');
    expect((await w.request('GET', '/c/zfxxgk/yaowen')).status).toBe(404);
    expect(await revision()).toBe(before);
    expect((await audit('site.column_add'))[0]).toMatchObject({
      outcome: 'refused',
      detail: { refusals: ['fixed_section'] },
    });
  });

  test.each([
    ['rename', '/console/columns/edit', { path: 'zfxxgk/zhinan', name: '办事指南', class: '其他', position: '0' }],
    ['archive', '/console/columns/archive', { path: 'zfxxgk/nianbao' }],
  ])('the fixed columns refuse to be changed: %s', async (_, path, form) => {
    const r = await post(path, form as Record<string, string>, office);
    expect(r.status).toBe(422);
    expect(r.text).toContain('不能增减或改名');
  });

  test('the database itself holds the section together', async () => {
    const put = (q: ReturnType<typeof sql>) => transaction(w.system.db, (tx) => exec(tx, q));
    await expect(
      put(sql`insert into sites.column (path, parent, name, class) values ('zfxxgk/x', 'zfxxgk', '甲', '其他')`),
    ).rejects.toThrow(/column_fixed_section/);
    await expect(put(sql`update sites.column set archived_at = now() where path = 'zfxxgk/zhidu'`)).rejects.toThrow(
      /column_fixed_stays/,
    );
    await expect(put(sql`delete from sites.column where path = 'zfxxgk'`)).rejects.toThrow();
  });

  test('an archived column leaves the navigation, keeps its page with the day, and takes nothing new', async () => {
    await post('/console/columns', column({ path: 'jiu', name: '旧栏目' }), office);
    expect((await post('/console/columns/archive', { path: 'jiu' }, office)).status).toBe(303);
    expect((await w.request('GET', '/c/jiu')).text).toContain('已归档，2026年3月31日');
    const child = await post('/console/columns', column({ path: 'jiu/xin', name: '新' }), office);
    expect(child.text).toContain('先建上一级');
  });

  test('a clerk may not come here', async () => {
    for (const path of ['/console/columns', '/console/topics', '/console/site', '/console/error-reports'])
      expect((await w.request('GET', path, { as: clerk })).status, path).toBe(403);
    expect((await post('/console/columns', column({ path: 'x' }), clerk)).status).toBe(403);
  });
});

describe('topics and identity', () => {
  test('a topic is opened, shown, archived with its day, and hidden', async () => {
    const topic = { slug: 'jiuye', name: '就业一件事', lead: '补贴和培训。', position: '1', active: '1' };
    expect((await post('/console/topics', topic, office)).status).toBe(303);
    expect((await w.request('GET', '/t')).text).toContain('就业一件事');
    expect((await post('/console/topics', topic, office)).text).toContain('换一个');
    await post('/console/topics/jiuye', { ...topic, archived: '1' }, office);
    expect((await w.request('GET', '/t/jiuye')).text).toContain('已归档，2026年3月31日');
    await post('/console/topics/jiuye', { name: '就业一件事' }, office);
    expect((await w.request('GET', '/t/jiuye')).status).toBe(404);
  });

  test('marks that have the wrong form are named, and right ones stand on the next page', async () => {
    const site = {
      name: '明河区人民政府',
      domain: 'www.minghe.example.gov.cn',
      siteCode: '9999010001',
      icp: '宁ICP备00000000号-1',
      police: '宁公网安备 00000000000000号',
      badgeHref: '',
    };
    const wrong = await post(
      '/console/site',
      { ...site, siteCode: '12', icp: '备案中', badgeHref: 'javascript:alert(1)' },
      office,
    );
    expect(wrong.status).toBe(422);
    for (const say of ['网站标识码是10位数字', 'ICP备案号写成', '要以https://']) expect(wrong.text).toContain(say);
    expect((await post('/console/site', site, office)).status).toBe(303);
    expect((await w.request('GET', '/')).text).toContain('宁ICP备00000000号-1');
  });
});

describe('我为政府网站找错', () => {
  const good = { page: '/p/2', kind: '错别字', what: '“停水”写成了“亭水”', contact: 'reader@example.com' };
  const receipt = async (over: Record<string, string> = {}): Promise<string> =>
    (await post('/error-report', { ...good, page: `/p/${no}`, ...over })).headers.location ?? '';

  test('anyone reports, gets a receipt, and the answer stands on it; the contact never does', async () => {
    const at = await receipt();
    const open = await w.request('GET', at);
    expect(open.text).toContain('最晚4月3日答复');
    expect(open.text).not.toContain('reader@example.com');
    const id = at.split('/').at(-1) ?? '';
    expect((await w.request('GET', `/console/error-reports/${id}`, { as: office })).text).toContain(
      'reader@example.com',
    );
    expect((await post(`/console/error-reports/${id}`, { answer: ' ' }, office)).status).toBe(422);
    expect((await post(`/console/error-reports/${id}`, { answer: '确实写错了，已经更正。' }, office)).status).toBe(303);
    expect((await w.request('GET', at)).text).toContain('确实写错了，已经更正。');
    expect((await post(`/console/error-reports/${id}`, { answer: '再答' }, office)).status).toBe(422);
  });

  test('what is missing is said, and what was typed stays', async () => {
    const r = await post('/error-report', { page: `/p/${no}`, kind: '', what: '第二段<b>不对</b>', contact: '张三' });
    expect(r.status).toBe(422);
    expect(r.text).toContain('请选一下是哪种错');
    expect(r.text).toContain('第二段&lt;b>不对&lt;/b>');
    expect(r.text).toContain('value="张三"');
  });

  test('a full address of this site is taken as its path; another site’s is refused', async () => {
    const r = await post('/error-report', { ...good, page: `http://test.local/p/${no}` });
    expect((await w.request('GET', r.headers.location ?? '')).text).toContain(`href="/p/${no}"`);
    expect((await post('/error-report', { ...good, page: 'https://evil.example/p/1' })).status).toBe(422);
  });

  test('is a duty of the office until it is answered, due after three working days, and counted for the unit it concerns', async () => {
    const id = (await receipt({ what: '电话打不通' })).split('/').at(-1) ?? '';
    const due = async () =>
      (await reportDuties(w.system.db, { today: TODAY, units: 'all' }, w.system)).find((d) => d.key.endsWith(id));
    expect(await due()).toMatchObject({ unitId: 'qu', due: '2026-04-03', may: 'site:manage' });
    expect(await reportDuties(w.system.db, { today: TODAY, units: ['minzheng'] }, w.system)).toEqual([]);
    const period = { from: TODAY, to: TODAY };
    const count = measures.find((m) => m.name === 'sites.error_reports')?.count;
    expect(await count?.(w.system.db, period, 'shuiwu')).toBeGreaterThan(0);
    expect(await count?.(w.system.db, period, 'minzheng')).toBe(0);
    await post(`/console/error-reports/${id}`, { answer: '已修好。' }, office);
    expect(await due()).toBeUndefined();
  });

  test('thirty days after closing the contact is gone, the report stays', async () => {
    const at = await receipt({ contact: '0999-0000 0009' });
    const id = at.split('/').at(-1) ?? '';
    await post(`/console/error-reports/${id}`, { answer: '已改。' }, office);
    const contacts = async () => rows(w.system.db, sql`select 1 from sites.error_contact where report_id = ${id}`);
    const forget = sites.jobs?.find((j) => j.name === 'sites.forget-contacts');
    w.clock.set('2026-04-30T09:29:00+08:00');
    await forget?.run(w.system, {});
    expect((await contacts()).length).toBe(1);
    w.clock.set('2026-04-30T09:31:00+08:00');
    await forget?.run(w.system, {});
    await forget?.run(w.system, {});
    expect((await contacts()).length).toBe(0);
    expect((await w.request('GET', at)).text).toContain('已改。');
    w.clock.set('2026-03-31T09:30:00+08:00');
  });

  test('five a minute from one address, not more', async () => {
    const narrow = await world({ modules: [org, translog, publication, sites], failurePage });
    const status = async () => (await narrow.request('POST', '/error-report', { form: { what: '' } })).status;
    const six = [];
    for (let i = 0; i < 6; i++) six.push(await status());
    await narrow.end();
    expect(six).toEqual([422, 422, 422, 422, 422, 429]);
  });
});

describe('columns that are silent too long', () => {
  const silent = async (today: string) =>
    (await silenceDuties(w.system.db, { today: day(today), units: 'all' }, w.system)).map((d) => [d.title, d.due]);
  test.each([
    ['2026-03-27', '政务动态', undefined, 'four days are left'],
    ['2026-03-31', '政务动态', '2026-04-03', 'named three days before two weeks are over'],
    ['2026-04-10', '政务动态', '2026-04-03', 'and after'],
    ['2026-09-16', '通知公告', undefined, 'six months are not over'],
    ['2026-09-20', '通知公告', '2026-09-20', 'six months'],
    ['2026-03-31', '规划', '2026-01-10', 'empty since it was opened, more than a year ago'],
  ])('on %s “%s” is due %s: %s', async (today, name, due, _why) => {
    const found = (await silent(today)).find(([title]) => title?.includes(`“${name}”`));
    expect(found?.[1]).toBe(due);
  });
});

describe('failures', () => {
  test('an unknown address says so, offers three ways and the search, and has the marks', async () => {
    const r = await w.request('GET', '/no/such/page');
    expect(r.status).toBe(404);
    expect(r.text).toContain('没有这一页');
    expect(r.text).toContain('action="/search"');
    expect(r.text).toContain('网站标识码');
    for (const way of ['回首页', '按栏目找', '告诉我们这里错了']) expect(r.text).toContain(way);
    expect((r.text.match(/<h1/g) ?? []).length).toBe(1);
  });
  test.each([
    '/p/999999',
    '/p/abc',
    '/p/-1',
    '/p/1e3',
    '/p/99999999999999999999',
    '/c/nothing',
    '/c/nothing/feed.xml',
    '/t/nothing',
    '/u/nothing',
    '/sitemaps/9.xml',
    '/sitemaps/x',
    '/error-report/x',
  ])('%s names nothing', async (path) => {
    expect((await w.request('GET', path)).status).toBe(404);
  });
  test('a signed-out clerk is led to the sign-in and back', async () => {
    const r = await w.request('GET', '/console/columns');
    expect(r.status).toBe(303);
    expect(r.headers.location).toBe('/console/login?back=%2Fconsole%2Fcolumns');
  });
  test('what was typed comes back readable, but never a password', async () => {
    const r = await post('/console/columns', { name: '写了很久的<说明>', password: '白塔镇的桥', otp: '123456' });
    expect(r.status).toBe(401);
    expect(r.text).toContain('写了很久的&lt;说明>');
    expect(r.text).not.toContain('白塔镇的桥');
    expect(r.text).not.toContain('123456');
  });
  test('a form from a foreign page is not offered for sending again', async () => {
    const r = await post('/error-report', { what: '别人替您写的' }, undefined, { origin: 'https://evil.example' });
    expect(r.status).toBe(403);
    expect(r.text).toContain('别人替您写的');
    expect(r.text).not.toContain('再交一次');
  });
  test('with the database away the page still has its marks, keeps the text and asks nothing of the database', async () => {
    await w.request('GET', '/');
    const away = connect('postgres://nobody@127.0.0.1:1/nothing', { name: 'away' });
    const readAway = connect('postgres://nobody@127.0.0.1:1/nothing', { name: 'away', readOnly: true });
    const { db, readDb } = w.system;
    Object.assign(w.system, { db: away.db, readDb: readAway.db });
    try {
      const r = await post('/error-report', { page: `/p/${no}`, kind: '错别字', what: '这段话不能丢', contact: '' });
      expect(r.status).toBe(503);
      expect(r.text).toContain('这段话不能丢');
      expect(r.text).toContain('再交一次');
      expect(r.text).toContain('宁ICP备00000000号-1');
    } finally {
      Object.assign(w.system, { db, readDb });
      await Promise.all([away.end(), readAway.end()]);
    }
  });
});
