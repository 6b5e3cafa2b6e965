import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Day } from '../lib/day.ts';
import { ledger, openToPublic } from '../modules/ledger/index.ts';
import { insertPlan } from '../modules/ledger/store/index.ts';
import { org } from '../modules/org/index.ts';
import { unitById, updateUnit } from '../modules/org/store.ts';
import {
  correct,
  type Draft,
  forgetPages,
  pagesForgotten,
  publication,
  publish,
  revision,
  withdraw,
} from '../modules/publication/index.ts';
import { saveTopic } from '../modules/sites/actions.ts';
import { failurePage, seedSites, sites } from '../modules/sites/index.ts';
import { translog } from '../modules/translog/index.ts';
import { exec, sql, type Tx, transaction } from '../platform/db/connection.ts';
import { buildServer } from '../platform/http/server.ts';
import { enqueueIn } from '../platform/jobs.ts';
import type { Module } from '../platform/module.ts';
import { PUBLIC } from '../platform/permission.ts';
import { draft } from '../testing/drafts.ts';
import { seedUnits, staff } from '../testing/editorial.ts';
import { seedSite } from '../testing/site.ts';
import { type World, world } from '../testing/world.ts';
import { type RevisionWatch, watchRevision } from './revision.ts';

let w: World;
let watch: RevisionWatch;
/** Draws everything anew for each request: what the kept pages are compared with. */
let plain: FastifyInstance;
let drawn: string[] = [];

const watched = (m: Module): Module => ({
  ...m,
  routes: (m.routes ?? []).map((r) => ({
    ...r,
    run: (c) => {
      if (r.keep) drawn.push(decodeURI(c.path) + (c.query.size > 0 ? `?${c.query}` : ''));
      return r.run(c);
    },
  })),
});

const COLUMNS = ['tzgg', 'zcjd', 'zcjd/wenjian', 'kong', 'zdly'];
const no = { policy: 0, notice: 0 };
const PAGES = [
  '/',
  '/feed.xml',
  '/zfxxgk',
  ...COLUMNS.map((c) => `/c/${c}`),
  '/c/tzgg/feed.xml',
  '/c/zcjd/feed.xml',
  '/c/tzgg?unit=shuiwu',
  '/c/tzgg?unit=minzheng',
  '/t',
  '/t/yanglao',
  '/u',
  '/u/minzheng',
  '/u/shuiwu',
  '/register',
  '/sitemap',
  '/sitemap.xml',
  '/help/check',
];

const act = <T>(run: (c: { tx: Tx; now: Date; enqueue: ReturnType<typeof enqueueIn> }) => Promise<T>): Promise<T> =>
  transaction(w.system.db, (tx) => run({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }));
const PLAN = {
  id: 'plan-2026',
  title: '明河区2026年政务公开工作要点',
  issuer: '明河区人民政府办公室',
  docNo: null,
  year: 2026,
  issuedOn: '2026-03-01' as Day,
  fingerprint: 'f',
  sourceName: 'f.txt',
  sourceFile: 'a'.repeat(64),
  isPublic: false,
  closing: '',
  findings: [],
  looksBack: null,
  importedAt: new Date('2026-03-02T09:00:00+08:00'),
  importedBy: '政务公开办',
};
const put = async (over: Partial<Draft>): Promise<number> => {
  const out = await act((c) => publish(c, draft(over)));
  if (!out.ok) throw new Error(out.refusals.map((r) => r.code).join());
  return out.value.no;
};

/** Every web process has heard of what was committed until now. */
const heard = async (): Promise<void> => {
  expect(await pagesForgotten(w.system.readDb, await revision(w.system.readDb))).toBe(0);
};
const kept = async (url: string, cookie = ''): Promise<string> =>
  (await w.server.inject({ url, headers: { host: 'test.local', ...(cookie ? { cookie } : {}) } })).body;
const anew = async (url: string, cookie = ''): Promise<string> =>
  (await plain.inject({ url, headers: { host: 'test.local', ...(cookie ? { cookie } : {}) } })).body;

beforeAll(async () => {
  w = await world({
    modules: [org, translog, publication, watched(sites), ledger],
    failurePage,
    revision: (system, url) => {
      watch = watchRevision(system, url);
      return watch;
    },
  });
  plain = await buildServer({
    system: { ...w.system, modules: [org, translog, publication, sites, ledger] },
    routes: [...(sites.routes ?? []), ...(ledger.routes ?? [])],
    authenticate: async () => PUBLIC,
    failurePage,
    perMinute: 1_000_000,
  });
  await seedUnits(w);
  await seedSite(w, {
    columns: COLUMNS.map((path) => ({ path, name: `栏目${path.replace('/', '')}`, inNav: !path.includes('/') })),
    topics: [{ slug: 'yanglao', name: '养老一件事' }],
  });
  no.policy = await put({
    title: '补贴办法',
    kind: '政策文件',
    unitId: 'minzheng',
    unitName: '明河区民政局',
    columns: ['zcjd/wenjian'],
    topics: ['yanglao'],
  });
  no.notice = await put({ title: '停水通知', unitId: 'shuiwu', unitName: '明河区水务局', columns: ['tzgg'] });
  PAGES.push(`/p/${no.policy}`, `/p/${no.policy}/why`, `/p/${no.notice}`);
});
afterAll(async () => {
  await watch.stop();
  await plain.close();
  await w.end();
});

/** Which pages of all are drawn anew after something happened. */
async function drawnAfter(happens: () => Promise<unknown>): Promise<string[]> {
  await heard();
  // An address with a question is kept when it is asked for again.
  for (let i = 0; i < 2; i++) for (const p of PAGES) await kept(p);
  drawn = [];
  for (const p of PAGES) await kept(p);
  expect(drawn, 'nothing happened yet').toEqual([]);
  await happens();
  await heard();
  for (const p of PAGES) await kept(p);
  const again = [...drawn].sort();
  for (const p of PAGES) expect(await kept(p), p).toBe(await anew(p));
  return again;
}

/** Lists of everything: each publication changes them. */
const ALWAYS = ['/', '/feed.xml', '/register', '/sitemap.xml'];

describe('a change draws anew the pages that it changes and no other', () => {
  test.each<[string, () => Promise<unknown>, string[]]>([
    [
      'a notice of 水务局 in tzgg',
      () => put({ title: '又停水', unitId: 'shuiwu', unitName: '明河区水务局', columns: ['tzgg'] }),
      [...ALWAYS, '/c/tzgg', '/c/tzgg/feed.xml', '/c/tzgg?unit=shuiwu', '/c/tzgg?unit=minzheng', '/u/shuiwu'],
    ],
    [
      'an interpretation of the policy in zcjd, by 民政局: the policy leads to it; nothing about the column below',
      () =>
        put({
          title: '补贴办法解读',
          kind: '解读',
          unitId: 'minzheng',
          unitName: '明河区民政局',
          columns: ['zcjd'],
          interprets: no.policy,
        }),
      [...ALWAYS, '/c/zcjd', '/c/zcjd/feed.xml', '/u/minzheng', `/p/@policy`],
    ],
    [
      'a correction of the policy: its pages, its columns up to the first level, its unit and topic',
      () =>
        act((c) =>
          correct(
            c,
            no.policy,
            draft({
              title: '补贴办法',
              kind: '政策文件',
              unitId: 'minzheng',
              unitName: '明河区民政局',
              columns: ['zcjd/wenjian'],
              topics: ['yanglao'],
              html: '<p>每月600元。</p>',
            }),
            '数字写错',
          ),
        ),
      [
        ...ALWAYS,
        '/c/zcjd',
        '/c/zcjd/wenjian',
        '/c/zcjd/feed.xml',
        '/u/minzheng',
        '/t/yanglao',
        '/p/@policy',
        '/p/@policy/why',
      ],
    ],
    [
      'the telephone number of 水务局: where it stands, and lists that name units',
      async () => {
        const u = await unitById(w.system.readDb, 'shuiwu');
        if (u) await transaction(w.system.db, (tx) => updateUnit(tx, { ...u, phone: '0999-0000 0002' }));
      },
      [
        '/',
        ...COLUMNS.map((c) => `/c/${c}`),
        '/c/tzgg?unit=minzheng',
        '/c/tzgg?unit=shuiwu',
        '/p/@notice',
        '/sitemap',
        '/t/yanglao',
        '/u',
        '/u/minzheng',
        '/u/shuiwu',
      ],
    ],
    [
      'the words of a topic',
      () =>
        saveTopic(w.system, staff.office, {
          slug: 'yanglao',
          name: '养老一件事',
          lead: '新的话',
          position: 0,
          active: true,
          archived: false,
          isNew: false,
        }),
      ['/', '/sitemap', '/t', '/t/yanglao'],
    ],
    [
      'a plan of the ledger opened to the public: the home page leads there',
      async () => {
        await transaction(w.system.db, (tx) => insertPlan(tx, PLAN));
        await openToPublic(w.system, staff.office, { planId: PLAN.id, isPublic: true });
      },
      ['/'],
    ],
  ])('%s', async (_what, happens, pages) => {
    const numbered = pages.map((p) => p.replace('@policy', String(no.policy)).replace('@notice', String(no.notice)));
    expect(await drawnAfter(happens)).toEqual(numbered.sort());
  });

  test('the first piece of a column brings it into the navigation of every page', async () => {
    const again = await drawnAfter(() => put({ title: '第一件', columns: ['kong'] }));
    expect(again).toEqual(PAGES.filter((p) => !p.startsWith('/c/') || !p.endsWith('/feed.xml')).sort());
  });

  test('marks of the site change every page', async () => {
    const again = await drawnAfter(() =>
      transaction(w.system.db, (tx) => seedSites(tx, { site: { phone: '0999-0000 0003' } }, w.clock.now())),
    );
    expect(again).toEqual([...PAGES].sort());
  });

  test('the figures at the foot are those of now on pages that were not drawn anew', async () => {
    await kept('/help/check');
    await put({ columns: ['tzgg'] });
    await heard();
    drawn = [];
    expect(await kept('/help/check')).toBe(await anew('/help/check'));
    expect(drawn).toEqual([]);
  });

  test('a piece that lapses with a day is said to have lapsed on the next', async () => {
    w.clock.set('2026-06-30T12:00:00+08:00');
    const lapsing = await put({ columns: ['tzgg'], validity: { until: '2026-06-30' as Day, status: '有效' } });
    await heard();
    expect(await kept(`/p/${lapsing}`)).not.toContain('已失效');
    w.clock.set('2026-07-01T00:00:00+08:00');
    expect(await kept(`/p/${lapsing}`)).toContain('已失效');
  });
});

test('what must be forgotten is gone from every process when the wait ends, and stays gone without a database', async () => {
  const secret = await put({ title: '不该有的话', columns: ['tzgg'] });
  await heard();
  for (const p of [`/p/${secret}`, '/c/tzgg', '/c/tzgg/feed.xml', '/']) expect(await kept(p)).toContain('不该有的话');
  const n = await act(async ({ tx }) => {
    const moved = await forgetPages(tx, secret);
    await exec(tx, sql`update publication.listing set state = 'erased', title = '已删除' where no = ${secret}`);
    await exec(tx, sql`update publication.work set state = 'erased' where no = ${secret}`);
    return moved;
  });
  expect(await pagesForgotten(w.system.readDb, n)).toBe(0);
  expect(await pagesForgotten(w.system.readDb, n + 1, 0)).toBe(1);
  for (const p of ['/c/tzgg', '/c/tzgg/feed.xml', '/']) expect(await kept(p)).not.toContain('不该有的话');
});

test('while the listening connection is down the database is asked, and it is taken up again', async () => {
  await heard();
  await exec(
    w.system.db,
    sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'gongkai revision %'`,
  );
  while (watch.changes.now !== undefined) await new Promise(setImmediate);
  await put({ title: '没有听到的一件', columns: ['tzgg'] });
  expect(await kept('/c/tzgg')).toContain('没有听到的一件');
  while (watch.changes.now === undefined) await new Promise(setImmediate);
  await put({ title: '又听到的一件', columns: ['tzgg'] });
  await heard();
  expect(await kept('/c/tzgg')).toContain('又听到的一件');
});

test('a message that is none of ours makes the connection begin anew, and nothing stays old', async () => {
  await heard();
  await kept('/c/tzgg');
  await exec(w.system.db, sql`select pg_notify('revision', '7')`);
  while (watch.changes.now !== undefined) await new Promise(setImmediate);
  await put({ title: '其间的一件', columns: ['tzgg'] });
  expect(await kept('/c/tzgg')).toContain('其间的一件');
});

test('no page is ever older than what was committed, whatever happens in whatever order', async () => {
  const pick = <T>(...of: T[]) => fc.constantFrom(...of);
  const columns = fc.subarray(COLUMNS, { minLength: 1, maxLength: 2 });
  const unit = pick('minzheng', 'shuiwu');
  const text = pick('甲', '乙', '丙', '丁');
  const piece = fc.record({ columns, unitId: unit, title: text, topics: fc.subarray(['yanglao']) });
  const nth = fc.nat(1000);
  const happening = fc.oneof(
    { weight: 4, arbitrary: piece.map((p) => ({ do: 'publish' as const, p, nth: 0 })) },
    { weight: 2, arbitrary: fc.tuple(piece, nth).map(([p, i]) => ({ do: 'correct' as const, p, nth: i })) },
    { weight: 1, arbitrary: nth.map((i) => ({ do: 'withdraw' as const, nth: i })) },
    { weight: 1, arbitrary: fc.tuple(unit, text).map(([u, t]) => ({ do: 'unit' as const, u, t })) },
    { weight: 1, arbitrary: text.map((t) => ({ do: 'topic' as const, t })) },
    { weight: 1, arbitrary: text.map((t) => ({ do: 'column' as const, t })) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }).map((hours) => ({ do: 'time' as const, hours })) },
    { weight: 2, arbitrary: nth.map((i) => ({ do: 'read' as const, nth: i })) },
  );
  const published: number[] = [no.policy, no.notice];
  const happen = async (h: typeof happening extends fc.Arbitrary<infer T> ? T : never): Promise<void> => {
    if (h.do === 'publish')
      published.push(await put({ ...h.p, ...(h.p.title === '甲' ? { interprets: no.policy } : {}) }));
    if (h.do === 'correct' || h.do === 'withdraw') {
      const which = published[h.nth % published.length] ?? no.policy;
      // A refusal (it is withdrawn already) changes nothing, which is as good.
      await act((c) => (h.do === 'correct' ? correct(c, which, draft(h.p), '写错') : withdraw(c, which, '重复')));
    }
    if (h.do === 'unit') {
      const u = await unitById(w.system.readDb, h.u);
      if (u) await transaction(w.system.db, (tx) => updateUnit(tx, { ...u, phone: h.t, shortName: `${h.t}局` }));
    }
    if (h.do === 'topic')
      await saveTopic(w.system, staff.office, {
        slug: 'yanglao',
        name: h.t,
        lead: '',
        position: 0,
        active: h.t !== '丁',
        archived: false,
        isNew: false,
      });
    if (h.do === 'column') await seedSite(w, { columns: [{ path: 'zdly', name: h.t, inNav: h.t === '甲' }] });
    if (h.do === 'time') w.clock.set(new Date(w.clock.now().getTime() + h.hours * 3_600_000).toISOString());
  };
  const pages = (): string[] => [...PAGES, ...published.slice(-6).flatMap((n) => [`/p/${n}`, `/p/${n}/v/1`])];
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 2, maxLength: 8 }), async (all) => {
      for (const h of all) {
        const reading = h.do === 'read' ? [] : pages().filter((_, i) => i % 3 === 0);
        // Readers come while it happens.
        await Promise.all([happen(h), ...reading.map((p) => kept(p))]);
        await heard();
        const some = pages();
        for (let i = 0; i < 6; i++) {
          const p = some[((h.do === 'read' ? h.nth : all.length) * 7 + i * 5) % some.length] ?? '/';
          expect(await kept(p), `${p} after ${JSON.stringify(h)}`).toBe(await anew(p));
        }
      }
      for (const p of pages()) expect(await kept(p), p).toBe(await anew(p));
      expect(await kept('/', 'gk_elder=1')).toBe(await anew('/', 'gk_elder=1'));
    }),
    { numRuns: 12 },
  );
});
