import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { csvCell } from '../../lib/csv.ts';
import { writeAudit } from '../../platform/audit.ts';
import { exec, rows, sql, transaction } from '../../platform/db/connection.ts';
import { projectRoot } from '../../platform/root.ts';
import { actorIn, orgWorld, passwordOf } from '../../testing/org-world.ts';
import type { Reply, World } from '../../testing/world.ts';
import { org } from './index.ts';
import { ORG_CODES, sayOrg } from './say.ts';

let w: World;
beforeAll(async () => {
  w = await orgWorld();
});
afterAll(() => w.end());
beforeEach(() => w.clock.set('2026-03-31T09:30:00+08:00'));

const sessionOf = (r: Reply): string => /gk_session=([^;\n]+)/.exec(r.headers['set-cookie'] ?? '')?.[1] ?? '';
const withSession = (token: string) => ({ headers: { cookie: `gk_session=${token}` } });
const login = (id: string, password = passwordOf(id), more: Record<string, string> = {}) =>
  w.request('POST', '/console/login', { form: { login: id, password, ...more } });
const as = async (id: string) => ({ as: await actorIn(w.system, id, `session-of-${id}`) });

describe('signing in on the pages', () => {
  test('the login page leads citizens back to the portal and offers no single sign-on that is not there', async () => {
    const page = await w.request('GET', '/console/login');
    expect(page.status).toBe(200);
    expect(page.text).toContain('明河区人民政府');
    expect(page.text).toContain('不用登录');
    expect(page.text).not.toContain('/console/oidc');
    expect((await w.request('GET', '/console/oidc')).headers.location).toBe('/console/login');
  });

  test('a right password leads on, with a cookie no script can read', async () => {
    const r = await login('mzj-xinxiyuan');
    expect(r.status).toBe(303);
    expect(r.headers.location).toBe('/console');
    expect(r.headers['set-cookie']).toMatch(/gk_session=[\w-]{43};.*HttpOnly/);
    expect(r.headers['set-cookie']).toMatch(/SameSite=Lax/i);
    expect((await w.request('GET', '/console/account', withSession(sessionOf(r)))).text).toContain('民政局·信息员');
  });

  test('a wrong one says how many tries are left, keeps the name and forgets the password', async () => {
    const r = await login('mzj-shenhe', 'typed-and-wrong');
    expect(r.status).toBe(422);
    expect(r.text).toContain('密码不对，还能试4次。');
    expect(r.text).toContain('连错5次会锁15分钟。');
    expect(r.text).toContain('value="mzj-shenhe"');
    expect(r.text).not.toContain('typed-and-wrong');
    expect(sessionOf(r)).toBe('');
  });

  test('a form from a foreign page signs nobody in', async () => {
    const r = await w.request('POST', '/console/login', {
      form: { login: 'mzj-shenhe', password: passwordOf('mzj-shenhe') },
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(r.status).toBe(403);
    expect(sessionOf(r)).toBe('');
  });

  test.each([
    ['/console/pieces?tab=mine', '/console/pieces?tab=mine', 'back to where one was'],
    ['https://elsewhere.example/console', '/console', 'never to another site'],
    ['//elsewhere.example', '/console', 'nor by two slashes'],
    ['/consolation', '/console', 'nor out of the console'],
  ])('asked to go back to %s it goes to %s: %s', async (back, to) => {
    expect((await login('baita-shenhe', passwordOf('baita-shenhe'), { back })).headers.location).toBe(to);
  });

  test('sign-out is a form, ends the session and takes the cookie away', async () => {
    const token = sessionOf(await login('mzj-xinxiyuan'));
    expect((await w.request('GET', '/console/logout', withSession(token))).status).toBe(404);
    const out = await w.request('POST', '/console/logout', withSession(token));
    expect(out.headers.location).toBe('/console/login?out=1');
    expect((await w.request('GET', '/console/account', withSession(token))).status).toBe(401);
  });
});

test('a new person: first password, own password, second factor, signed in with a code', async () => {
  const made = await w.request('POST', '/console/admin/people', {
    ...(await as('admin')),
    form: { login: 'jyj-qianfa', label: '教育局·签发', unitId: 'jiaoyu', email: '' },
  });
  const first = /<p class="mono">([a-z2-9-]{14})<\/p>/.exec(made.text)?.[1] ?? '';
  const { id = '' } =
    (await rows<{ id: string }>(w.system.db, sql`select id from org.person where login = 'jyj-qianfa'`))[0] ?? {};
  await w.request('POST', `/console/admin/people/${id}/role`, {
    ...(await as('admin')),
    form: { unitId: 'jiaoyu', role: 'approver', on: '1' },
  });

  const entered = await login('jyj-qianfa', first);
  expect(entered.headers.location).toBe('/console/account');
  const here = withSession(sessionOf(entered));
  expect((await w.request('GET', '/console/account', here)).text).toContain('还在用第一次的密码');
  const own = '教育局门前两棵树和一口井';
  const bad = await w.request('POST', '/console/account/password', { ...here, form: { old: first, next: 'short' } });
  expect(bad.status).toBe(422);
  expect(bad.text).toContain('密码至少10个字符');
  expect(
    (await w.request('POST', '/console/account/password', { ...here, form: { old: first, next: own } })).status,
  ).toBe(303);
  expect((await w.request('GET', '/console/account', here)).text).not.toContain('还在用第一次的密码');

  const offer = await w.request('POST', '/console/account/totp', here);
  const secret = /<p class="mono">([A-Z2-7]{32})<\/p>/.exec(offer.text)?.[1] ?? '';
  expect(offer.text).toContain('<svg');
  const code = (): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: w.clock.now().getTime() });
  const mistyped = await w.request('POST', '/console/account/totp-confirm', { ...here, form: { code: '000000' } });
  expect(mistyped.status).toBe(422);
  expect(mistyped.text, 'the same code can be scanned again').toContain(secret);
  const on = await w.request('POST', '/console/account/totp-confirm', { ...here, form: { code: code() } });
  expect(on.text).toContain('下面8个恢复码只显示这一次');

  w.clock.set('2026-03-31T09:31:00+08:00');
  const half = await login('jyj-qianfa', own, { back: '/console/account' });
  expect(half.headers.location).toBe('/console/second-factor?back=%2Fconsole%2Faccount');
  const halfway = withSession(sessionOf(half));
  expect((await w.request('GET', '/console/account', halfway)).status, 'the password alone opens nothing').toBe(401);
  const wrong = await w.request('POST', '/console/second-factor', { ...halfway, form: { code: '000000' } });
  expect(wrong.text).toContain('还能试4次');
  const whole = await w.request('POST', '/console/second-factor', {
    ...halfway,
    form: { code: code(), back: '/console/account' },
  });
  expect(whole.headers.location).toBe('/console/account');
  expect((await w.request('GET', '/console/account', withSession(sessionOf(whole)))).status).toBe(200);
});

describe('what each role may open', () => {
  const gets = (org.routes ?? []).filter((r) => r.method === 'GET' && r.path.startsWith('/console/admin'));
  test.each(gets.map((r) => [r.path, r.may] as const))('%s needs %s', async (path, need) => {
    const at = path.replace(':id', path.includes('units') ? 'minzheng' : 'mzj-shenhe');
    expect((await w.request('GET', at)).status).toBe(401);
    for (const id of ['admin', 'gongkaiban', 'mzj-xinxiyuan', 'mzj-shenhe', 'mzj-qianfa']) {
      const want = need === 'org:admin' ? id === 'admin' : ['admin', 'gongkaiban'].includes(id);
      expect((await w.request('GET', at, await as(id))).status, id).toBe(want ? 200 : 403);
    }
  });

  test('the navigation shows what one may open, and no more', async () => {
    const nav = async (id: string) => (await w.request('GET', '/console/account', await as(id))).text;
    expect(await nav('admin')).toContain('href="/console/admin/units"');
    expect(await nav('gongkaiban')).not.toContain('href="/console/admin/units"');
    expect(await nav('gongkaiban')).toContain('href="/console/admin/audit"');
    expect(await nav('mzj-xinxiyuan')).not.toContain('/console/admin/');
  });
});

describe('former names of a unit', () => {
  const form = {
    formerName: '明河区乡村振兴局',
    formerFrom: '2021-06-01',
    formerTo: '2024-03-31',
    formerSource: '明编发〔2024〕16号',
  };
  const page = '/console/admin/units/jiaoyu';
  const post = async (path: string, f: Record<string, string>, who = 'admin') =>
    w.request('POST', `${page}/${path}`, { ...(await as(who)), form: f });

  test('are kept with their days and source, corrected, and dropped', async () => {
    expect((await post('former', form)).headers.location).toBe(`${page}#former`);
    expect((await post('former', { ...form, formerSource: '明编发〔2024〕17号' })).status).toBe(303);
    const shown = (await w.request('GET', page, await as('admin'))).text;
    for (const words of ['明河区乡村振兴局', '2021-06-01至2024-03-31', '明编发〔2024〕17号'])
      expect(shown).toContain(words);
    expect(shown).not.toContain('明编发〔2024〕16号');
    expect((await post('former/drop', { formerName: '明河区乡村振兴局' })).status).toBe(303);
    expect((await w.request('GET', page, await as('admin'))).text).toContain('没有记过');
    expect((await post('former/drop', { formerName: '明河区乡村振兴局' })).text).toContain('没有这个曾用名');
  });

  test.each<[string, Partial<typeof form>, string]>([
    ['nothing', { formerName: ' ' }, '还没写从前的全称'],
    ['no source', { formerSource: '' }, '还没写依据'],
    ['an end before the beginning', { formerTo: '2020-01-01' }, '结束日期早于开始日期'],
    ['an end to come', { formerTo: '2099-01-01' }, '曾用名要已经不用了'],
    ['no day', { formerTo: '去年' }, '日期要写成'],
  ])('%s comes back with why and what was typed', async (_, over, says) => {
    const r = await post('former', { ...form, ...over });
    expect(r.status).toBe(422);
    expect(r.text).toContain(says);
    if (over.formerName === undefined) expect(r.text).toContain('value="明河区乡村振兴局"');
  });

  test('only an administrator keeps them', async () => {
    expect((await post('former', form, 'gongkaiban')).status).toBe(403);
  });
});

describe('units and people on the pages', () => {
  test('a refused unit keeps what was typed and says why', async () => {
    const form = {
      id: 'Shuiwu!',
      name: '明河区水务局',
      parentId: 'minghe',
      kind: 'department',
      active: '1',
      phone: '0999-0000 0002',
    };
    const r = await w.request('POST', '/console/admin/units', { ...(await as('admin')), form });
    expect(r.status).toBe(422);
    expect(r.text).toContain('单位代号用小写字母、数字和短横线。');
    expect(r.text).toContain('0999-0000 0002');
    const fixed = await w.request('POST', '/console/admin/units', {
      ...(await as('admin')),
      form: { ...form, id: 'shuiwu' },
    });
    expect(fixed.status).toBe(303);
    expect((await w.request('GET', '/console/admin/units', await as('admin'))).text).toContain('明河区水务局');
  });

  test('a renamed unit shows its old name in its history', async () => {
    const form = { name: '明河区教育体育局', parentId: 'minghe', kind: 'department', active: '1', threePeople: '1' };
    await w.request('POST', '/console/admin/units/jiaoyu', { ...(await as('admin')), form });
    expect((await w.request('GET', '/console/admin/units/jiaoyu', await as('admin'))).text).toContain(
      '“明河区教育局”改名“明河区教育体育局”',
    );
  });

  test.each([
    ['/console/admin/units/nowhere', 404],
    ['/console/admin/people/nobody', 404],
    ['/console/admin/audit?page=-4&from=yesterday&unit=%00', 200],
    ['/console/admin/audit?page=99999999999999999999', 200],
  ])('%s answers %s', async (path, status) => {
    expect((await w.request('GET', path, await as('admin'))).status).toBe(status);
  });

  test.each([
    ['/console/admin/people/admin', { act: 'become-king' }],
    ['/console/admin/people/admin/role', { unitId: 'minghe', role: 'king', on: '1' }],
    ['/console/admin/second-factor', { value: 'maybe' }],
    [
      '/console/account/delegation',
      { held: 'minghe|king', to: 'gongkaiban', starts: '2026-04-01', ends: '2026-04-01' },
    ],
  ])('POST %s with %j is a bad request, not a failure', async (path, form) => {
    expect((await w.request('POST', path, { ...(await as('admin')), form })).status).toBe(400);
  });

  test('a delegation given on the account page stands there, and can be taken back', async () => {
    const me = await as('mzj-qianfa');
    const form = { held: 'minzheng|approver', to: 'mzj-shenhe', starts: '2026-04-01', ends: '2026-04-03' };
    expect((await w.request('POST', '/console/account/delegation', { ...me, form })).status).toBe(303);
    const page = (await w.request('GET', '/console/account', me)).text;
    expect(page).toContain('民政局·签发 → 民政局·审核：民政局 签发');
    expect(page, 'nobody of another department is offered').not.toContain('value="jyj-xinxiyuan"');
    const id = /name="id" value="(\d+)"/.exec(page)?.[1] ?? '';
    await w.request('POST', '/console/account/delegation-end', { ...me, form: { id } });
    expect((await w.request('GET', '/console/account', me)).text).toContain('已收回');
  });
});

describe('the audit page', () => {
  beforeAll(async () => {
    for (let i = 0; i < 60; i++)
      await transaction(w.system.db, async (tx) =>
        writeAudit(tx, new Date(Date.UTC(2026, 0, 1 + (i % 2), 15, 59 + (i % 2))), {
          actor: { kind: 'person', id: 'p-1', label: '=HYPERLINK("http://x")', grants: [] },
          action: 'piece.write',
          outcome: i % 3 === 0 ? 'refused' : 'done',
          unitId: 'minzheng',
          subject: `piece:${i}`,
        }),
      );
  });
  const count = async (query: string): Promise<number> => {
    const page = await w.request('GET', `/console/admin/audit?${query}`, await as('gongkaiban'));
    return Number(/([\d,]+)条，只增不改/.exec(page.text)?.[1]?.replace(',', ''));
  };

  test.each([
    ['actor=p-1', 60, 'one person'],
    ['actor=p-1&outcome=refused', 20, 'what was refused'],
    ['action=piece&subject=piece:7', 1, 'one piece'],
    ['actor=p-1&unit=minzheng', 60, 'a unit'],
    ['actor=p-1&unit=jiaoyu', 0, 'another unit'],
    ['actor=p-1&from=2026-01-01&to=2026-01-01', 30, 'a day that ends at midnight in China'],
    ['actor=p-1&from=2026-01-03&to=2026-01-03', 30, 'one minute past that midnight two days on'],
  ])('filtered by %s shows %s: %s', async (query, want) => {
    expect(await count(query)).toBe(want);
  });

  test('gives fifty a page', async () => {
    const page = await w.request('GET', '/console/admin/audit?actor=p-1&page=2', await as('gongkaiban'));
    expect(page.text.match(/piece:\d+/g)).toHaveLength(10);
  });

  test('tells on demand that the chain holds, and where it does not', async () => {
    const ask = async () => (await w.request('GET', '/console/admin/audit?verify=1', await as('gongkaiban'))).text;
    expect(await ask()).toContain('一条不少，没有改过');
    await exec(w.system.db, sql`alter table platform.audit disable trigger user`);
    await exec(w.system.db, sql`update platform.audit set actor_label = '别人' where subject = 'piece:7'`);
    await exec(w.system.db, sql`alter table platform.audit enable trigger user`);
    expect(await ask()).toMatch(/第\d+条被改过。请保留现场/);
  });

  test('is downloaded for spreadsheets, and no cell becomes a formula', async () => {
    const file = await w.request('GET', '/console/admin/audit.csv?actor=p-1&outcome=refused', await as('gongkaiban'));
    expect(file.headers['content-type']).toContain('text/csv');
    expect(file.text.startsWith('\uFEFF"序号"')).toBe(true);
    expect(file.text.trimEnd().split('\r\n')).toHaveLength(21);
    expect(file.text).toContain(`"'=HYPERLINK(""http://x"")"`);
  });
});

test.each<[string | null, string, string]>([
  ['民政局', '"民政局"', 'plain text'],
  ['=1+1', `"'=1+1"`, 'a formula'],
  ['＝1+1', `"'＝1+1"`, 'full width'],
  [' +1', `"' +1"`, 'behind a blank'],
  ['@SUM', `"'@SUM"`, 'an old spreadsheet’s formula'],
  ['\tx', `"'\tx"`, 'behind a tab'],
  ['说“好”,"是"', '"说“好”,""是"""', 'quotes and commas'],
  [null, '""', 'nothing'],
])('the cell %j is written %s: %s', (value, want) => {
  expect(csvCell(value)).toBe(want);
});

test('every reason this module refuses with has its sentence', async () => {
  const dir = join(projectRoot, 'src/modules/org');
  const files = (await readdir(dir, { recursive: true })).filter((f) => /\.tsx?$/.test(f) && !f.includes('test'));
  const used = new Set<string>();
  for (const f of files)
    for (const m of (await readFile(join(dir, f), 'utf8')).matchAll(/code: (?:[^'}]*\? )?'(\w+)'(?: : '(\w+)')?/g))
      for (const c of m.slice(1)) if (c) used.add(c);
  expect(used.size).toBeGreaterThan(20);
  for (const code of used) {
    expect(ORG_CODES).toContain(code);
    const said = sayOrg({ code, basis: '', detail: { left: 3, tries: 5, minutes: 15, min: 10 } });
    expect(said, code).not.toMatch(/undefined|操作失败/);
  }
});
