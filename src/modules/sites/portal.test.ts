import { createHash } from 'node:crypto';
import { parseDocument } from 'htmlparser2';
import { parse } from 'parse5';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonical } from '../../lib/canonical.ts';
import { exec, sql, transaction } from '../../platform/db/connection.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import { draft, published } from '../../testing/drafts.ts';
import { seedUnits } from '../../testing/editorial.ts';
import { seedSite } from '../../testing/site.ts';
import { type World, world } from '../../testing/world.ts';
import { org } from '../org/index.ts';
import { correct, type Draft, publication, withdraw } from '../publication/index.ts';
import { translog } from '../translog/index.ts';
import { failurePage, sites } from './index.ts';

const SITE = {
  name: '明河区人民政府',
  organiser: '明河区人民政府办公室',
  contact: '政务公开办',
  phone: '0999-0000 0001',
  address: '明河区安平路1号',
  hours: '工作日 8:30–12:00',
  domain: 'www.minghe.example.gov.cn',
  siteCode: '9999010001',
  icp: '宁ICP备00000000号-1',
  police: '宁公网安备 00000000000000号',
};
const SEVEN = [
  '党政机关网站标识',
  '我为政府网站找错',
  '9999010001',
  '明河区人民政府办公室',
  '宁ICP备00000000号-1',
  '宁公网安备 00000000000000号',
  '网站地图',
];

let w: World;
const no = { policy: 0, words: 0, corrected: 0, withdrawn: 0, tampered: 0, hostile: 0 };
const ctx = () => ({ now: w.clock.now() });
const act = <T>(run: (c: { tx: never; now: Date; enqueue: never }) => Promise<T>): Promise<T> =>
  transaction(w.system.db, (tx) => run({ tx: tx as never, ...ctx(), enqueue: enqueueIn(tx) as never }));
const publishAt = async (at: string, over: Partial<Draft>): Promise<number> => {
  w.clock.set(at);
  return (await published(w, over)).no;
};

beforeAll(async () => {
  w = await world({ modules: [org, translog, publication, sites], failurePage });
  await seedUnits(w);
  await seedSite(w, {
    site: SITE,
    columns: [
      { path: 'zcjd', name: '政策与解读', inNav: true },
      {
        path: 'zcjd/wenjian',
        name: '政策文件',
        description: '区政府和部门的文件',
        keywords: ['政策', '通知'],
        class: '政策文件',
      },
      { path: 'tzgg', name: '通知公告', class: '通知公告', inNav: true },
      { path: 'kong', name: '空栏目', inNav: true },
      { path: 'zdly', name: '重点领域' },
      { path: 'zdly/ylfw', name: '养老服务' },
    ],
    topics: [{ slug: 'yanglao', name: '养老一件事', lead: '补贴、机构、助餐。' }],
  });
  const file = await w.system.files.put(Buffer.from('a,b\n1,2\n'));
  no.policy = await publishAt('2026-03-18T09:30:00+08:00', {
    title: '明河区居家和社区养老服务补贴办法',
    kind: '政策文件',
    unitId: 'minzheng',
    unitName: '明河区民政局',
    columns: ['zcjd/wenjian', 'zdly/ylfw'],
    topics: ['yanglao'],
    docNo: '明政规发〔2026〕3号',
    issuedOn: '2026-03-12' as never,
    answer: '60岁以上失能老人，每月补300元到800元。',
    basis: [{ law: '政府信息公开条例', article: '第二十条第一项' }],
    validity: { from: '2026-03-20' as never, until: '2031-03-19' as never, status: '有效' },
    html: '<h2>第一章　总则</h2><p>第一条　为了支持养老，制定本办法。</p><h2>第二章　标准</h2><p>第八条　每月600元。</p><h2>第三章　附则</h2><p>见<a href="https://shop.example/x">说明</a>。</p>',
    attachments: [{ name: '申请点.csv', sha256: file, size: 8, type: 'text/csv; charset=utf-8' }],
  });
  no.words = await publishAt('2026-03-18T10:00:00+08:00', {
    title: '补贴办法解读',
    kind: '解读',
    unitId: 'minzheng',
    unitName: '明河区民政局',
    columns: ['zcjd'],
    interprets: no.policy,
  });
  no.corrected = await publishAt('2026-03-30T09:00:00+08:00', {
    title: '停水通知',
    columns: ['tzgg'],
    html: '<p>3月31日停水6小时。</p><p>请提前存水。</p>',
  });
  w.clock.set('2026-03-30T11:00:00+08:00');
  await act((c) =>
    correct(
      c,
      no.corrected,
      draft({ title: '停水通知', columns: ['tzgg'], html: '<p>3月31日停水8小时。</p><p>请提前存水。</p>' }),
      '停水时间写错',
    ),
  );
  no.withdrawn = await publishAt('2026-03-30T12:00:00+08:00', { title: '不该公开的通知', columns: ['tzgg'] });
  await act((c) => withdraw(c, no.withdrawn, '含有没遮盖的电话'));
  no.tampered = await publishAt('2026-03-31T08:40:00+08:00', {
    title: '高龄津贴标准',
    columns: ['tzgg'],
    html: '<p>每月600元。</p>',
  });
  no.hostile = await publishAt('2026-03-31T08:50:00+08:00', {
    title: '<script>alert(1)</script>&“引号”]]>',
    columns: ['tzgg'],
  });
  w.clock.set('2026-03-31T09:30:00+08:00');
});
afterAll(() => w.end());

const get = (path: string, cookie?: string) => w.request('GET', path, cookie ? { headers: { cookie } } : {});
const meta = (html: string, name: string): string | undefined =>
  new RegExp(`<meta name="${name}" content="([^"]*)"`).exec(html)?.[1];

const PAGES: [string, () => string][] = [
  ['the home page', () => '/'],
  ['a column', () => '/c/zcjd/wenjian'],
  ['a filtered column', () => '/c/tzgg?year=2026&page=1'],
  ['an empty column', () => '/c/kong'],
  ['the fixed section', () => '/zfxxgk'],
  ['topics', () => '/t'],
  ['a topic', () => '/t/yanglao'],
  ['units', () => '/u'],
  ['a unit', () => '/u/minzheng'],
  ['a piece', () => `/p/${no.policy}`],
  ['a corrected piece', () => `/p/${no.corrected}`],
  ['a withdrawn piece', () => `/p/${no.withdrawn}`],
  ['an old edition', () => `/p/${no.corrected}/v/1`],
  ['a comparison', () => `/p/${no.corrected}/compare`],
  ['a whole comparison', () => `/p/${no.corrected}/compare?from=1&to=2&all=1`],
  ['the day trace', () => `/p/${no.policy}/why`],
  ['the check', () => `/p/${no.policy}/check`],
  ['a hostile title', () => `/p/${no.hostile}`],
  ['the register', () => '/register'],
  ['the site map', () => '/sitemap'],
  ['help on accessibility', () => '/help/accessibility'],
  ['help on subscriptions', () => '/help/subscribe'],
  ['help on checking', () => '/help/check'],
  ['the marks', () => '/help/identity'],
  ['the error form', () => '/error-report?page=/p/0'],
  ['leaving the site', () => '/go?u=https%3A%2F%2Fshop.example%2Fx'],
];

type Node = { nodeName: string; attrs?: { name: string; value: string }[]; childNodes?: Node[]; value?: string };
const walk = (n: Node): Node[] => [n, ...(n.childNodes ?? []).flatMap(walk)];

describe.each([
  ['ordinary', ''],
  ['large print', 'gk_elder=1'],
  ['largest print, dark', 'gk_elder=2; gk_theme=dark'],
])('every page in %s', (_, cookie) => {
  test.each(PAGES)('%s is a whole page with the footer marks, one h1 and nothing inline', async (_name, path) => {
    const r = await get(path(), cookie);
    expect(r.status, r.text.slice(0, 400)).toBe(200);
    for (const mark of SEVEN) expect(r.text).toContain(mark);
    expect(r.text.startsWith('<!doctype html><html lang="zh-CN"')).toBe(true);
    const nodes = walk(parse(r.text) as unknown as Node);
    expect(nodes.filter((n) => n.nodeName === 'h1').length).toBe(1);
    for (const n of nodes) {
      const a = Object.fromEntries((n.attrs ?? []).map((x) => [x.name, x.value]));
      expect(a.style, n.nodeName).toBeUndefined();
      for (const name of Object.keys(a)) expect(name).not.toMatch(/^on/);
      if (n.nodeName === 'script') expect(a.src !== undefined || a.type === 'application/ld+json').toBe(true);
      expect(n.nodeName).not.toBe('style');
    }
    const ids = nodes.flatMap((n) => (n.attrs ?? []).filter((x) => x.name === 'id').map((x) => x.value));
    expect(ids.filter((x, i) => ids.indexOf(x) !== i)).toEqual([]);
  });
});

describe('page tags', () => {
  test('every page carries the site’s, a column page its column’s, an article its own and its column’s', async () => {
    const [home, column, piece] = await Promise.all([get('/'), get('/c/zcjd/wenjian'), get(`/p/${no.policy}`)]);
    for (const r of [home, column, piece]) {
      expect(meta(r.text, 'SiteName')).toBe('明河区人民政府');
      expect(meta(r.text, 'SiteDomain')).toBe('www.minghe.example.gov.cn');
      expect(meta(r.text, 'SiteIDCode')).toBe('9999010001');
    }
    for (const r of [column, piece]) {
      expect(meta(r.text, 'ColumnName')).toBe('政策文件');
      expect(meta(r.text, 'ColumnDescription')).toBe('区政府和部门的文件');
      expect(meta(r.text, 'ColumnKeywords')).toBe('政策,通知');
      expect(meta(r.text, 'ColumnType')).toBe('政策文件');
    }
    expect(meta(piece.text, 'ArticleTitle')).toBe('明河区居家和社区养老服务补贴办法');
    expect(meta(piece.text, 'PubDate')).toBe('2026-03-18 09:30');
    expect(meta(piece.text, 'ContentSource')).toBe('明河区民政局');
  });

  test('a correction does not move the publication time', async () => {
    expect(meta((await get(`/p/${no.corrected}`)).text, 'PubDate')).toBe('2026-03-30 09:00');
  });

  test('markup in a title stays text everywhere', async () => {
    for (const path of ['/', `/p/${no.hostile}`, '/c/tzgg', '/register', '/feed.xml', '/c/tzgg/feed.xml']) {
      const { text } = await get(path);
      expect(text, path).not.toContain('<script>alert(1)');
      expect(text, path).toContain('alert(1)');
    }
  });
});

describe('columns', () => {
  test('an empty column is in no navigation and no map, and its own page says so', async () => {
    const [home, map, page] = await Promise.all([get('/'), get('/sitemap'), get('/c/kong')]);
    expect(home.text).not.toContain('空栏目');
    expect(map.text).not.toContain('空栏目');
    expect(page.text).toContain('还没有公开过一件');
  });
  test('the four columns of the fixed section are always there', async () => {
    const { text } = await get('/zfxxgk');
    for (const name of ['政府信息公开指南', '政府信息公开制度', '法定主动公开内容', '政府信息公开年报'])
      expect(text).toContain(name);
    expect((await get('/c/zfxxgk')).headers.location).toBe('/zfxxgk');
  });
  test('filters add up to what is shown, and odd parameters are left out', async () => {
    expect((await get('/c/tzgg?year=2026')).text).toContain('3件');
    expect((await get('/c/tzgg?year=1999')).text).toContain('这样筛没有一件');
    expect((await get('/c/tzgg?year=%27%22&unit=%3Cb%3E&page=-7')).text).toContain('3件');
  });
});

describe('what was withdrawn', () => {
  test('stands in no list, feed, map or interface, and its page says when and why', async () => {
    for (const path of [
      '/',
      '/c/tzgg',
      '/feed.xml',
      '/c/tzgg/feed.xml',
      '/sitemaps/1.xml',
      '/api/v1/pieces?per=100',
      '/u/yingji',
    ])
      expect((await get(path)).text, path).not.toContain('不该公开的通知');
    const r = await get(`/p/${no.withdrawn}`);
    expect(r.status).toBe(200);
    expect(r.text).toContain('含有没遮盖的电话');
    expect(r.text).toContain('3月30日 12:00');
    expect(meta(r.text, 'robots')).toBe('noindex');
    expect(r.text).not.toContain('汛期将至');
  });
  test('its first edition stays addressable under a notice', async () => {
    const r = await get(`/p/${no.withdrawn}/v/1`);
    expect(r.text).toContain('汛期将至');
    expect(r.text).toContain('已撤下');
    expect(meta(r.text, 'robots')).toBe('noindex');
  });
});

describe('versions', () => {
  test('an old edition leads to the present one, which leads back and names the reason', async () => {
    const [old, now] = await Promise.all([get(`/p/${no.corrected}/v/1`), get(`/p/${no.corrected}`)]);
    expect(old.text).toContain('停水6小时');
    expect(old.text).toContain(`href="/p/${no.corrected}"`);
    expect(now.text).toContain('停水8小时');
    expect(now.text).toContain('更正原因：停水时间写错');
    expect((await get(`/p/${no.corrected}/v/2`)).headers.location).toBe(`/p/${no.corrected}`);
    expect((await get(`/p/${no.corrected}/v/9`)).status).toBe(404);
  });
  test('the comparison shows what went and what came', async () => {
    const { text } = await get(`/p/${no.corrected}/compare?from=1&to=2`);
    expect(text).toContain('<del>6</del>');
    expect(text).toContain('<ins>8</ins>');
    expect(text).not.toContain('请提前存水');
    expect((await get(`/p/${no.corrected}/compare?from=2&to=1`)).status).toBe(404);
    expect((await get(`/p/${no.policy}/compare`)).text).toContain('只有一版');
  });
  test('document and interpretation lead to each other', async () => {
    expect((await get(`/p/${no.policy}`)).text).toContain(`href="/p/${no.words}"`);
    expect((await get(`/p/${no.words}`)).text).toContain(`href="/p/${no.policy}"`);
  });
});

describe('the stub', () => {
  test('says the working day and its limit, and opens to the day trace', async () => {
    const { text } = await get(`/p/${no.policy}`);
    expect(text).toContain('第4个工作日，期限20个');
    expect(text).toContain('文本与登记一致，发布后未改动');
    const why = await get(`/p/${no.policy}/why`);
    expect(why.text).toContain('第二十六条');
    expect(why.text).toContain('最后一天：4月10日');
  });

  test('what is downloaded lets anyone make the proof again', async () => {
    const s = (await get(`/p/${no.policy}/stub.json`)).json<{
      salt: string;
      content: unknown;
      leaf: { index: number; hash: string; data: { content: string } };
    }>();
    const hash = (...parts: Uint8Array[]): string =>
      parts.reduce((h, p) => h.update(p), createHash('sha256')).digest('hex');
    expect(hash(Buffer.from(s.salt, 'hex'), canonical(s.content))).toBe(s.leaf.data.content);
    expect(hash(Buffer.from([0]), canonical(s.leaf.data))).toBe(s.leaf.hash);
    expect(s.leaf.index).toBe(no.policy);
  });

  test('gives nothing but the leaf of a withdrawn piece', async () => {
    const { text } = await get(`/p/${no.withdrawn}/stub.json`);
    expect(text).not.toContain('汛期将至');
    expect(text).toContain('"hash"');
  });

  test('differs as soon as one figure in the stored bytes is changed, and tells the reader not to use it', async () => {
    expect((await get(`/p/${no.tampered}`)).text).toContain('文本与登记一致');
    const swap = (from: string, to: string) =>
      transaction(w.system.db, async (tx) => {
        await exec(tx, sql`alter table publication.content disable trigger content_is_final`);
        await exec(
          tx,
          sql`update publication.content set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), ${from}, ${to}), 'UTF8')
              where edition_id in (select id from publication.edition where work_no = ${no.tampered})`,
        );
        await exec(tx, sql`alter table publication.content enable trigger content_is_final`);
      });
    await swap('600元', '900元');
    const [page, check, api] = await Promise.all([
      get(`/p/${no.tampered}`),
      get(`/p/${no.tampered}/check`),
      get(`/api/v1/pieces/${no.tampered}`),
    ]);
    expect(page.text).toContain('和登记的不一样，请不要使用');
    expect(page.text).not.toContain('文本与登记一致');
    expect(check.text).toContain('和登记的不一样，请不要使用。');
    expect(api.json<{ check: string }>().check).toBe('differs');
    await swap('900元', '600元');
    expect((await get(`/p/${no.tampered}/check`)).text).toContain('一个字没改');
  });
});

describe('feeds', () => {
  type El = { type: string; name?: string; attribs?: Record<string, string>; children?: El[]; data?: string };
  const els = (n: El): El[] => (n.children ?? []).filter((k) => k.name !== undefined);
  const words = (n: El): string => (n.children ?? []).map((k) => k.data ?? words(k)).join('');
  const child = (n: El, name: string): El[] => els(n).filter((k) => k.name === name);

  const rootOf = (xml: string): El =>
    els(parseDocument(xml, { xmlMode: true }) as unknown as El).find((e) => e.type === 'tag') as El;

  test.each(['/feed.xml', '/c/zcjd/feed.xml', '/c/kong/feed.xml'])('%s is Atom as RFC 4287 wants it', async (path) => {
    const r = await get(path);
    expect(r.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(r.text.startsWith('<?xml version="1.0" encoding="utf-8"?>')).toBe(true);
    const feed = rootOf(r.text);
    expect(feed.name).toBe('feed');
    expect(feed.attribs?.xmlns).toBe('http://www.w3.org/2005/Atom');
    for (const name of ['id', 'title', 'updated', 'author']) expect(child(feed, name).length, name).toBe(1);
    const self = child(feed, 'link').find((l) => l.attribs?.rel === 'self');
    expect(self?.attribs?.href).toBe(`http://test.local${path}`);
    const entries = child(feed, 'entry');
    const ids = entries.map((e) => words(child(e, 'id')[0] as El));
    expect(new Set(ids).size).toBe(ids.length);
    for (const e of entries) {
      for (const name of ['id', 'title', 'updated', 'published', 'summary'])
        expect(child(e, name).length, name).toBe(1);
      expect(words(child(e, 'id')[0] as El)).toMatch(/^tag:www\.minghe\.example\.gov\.cn,2026:p\/\d+$/);
      expect(child(e, 'link')[0]?.attribs?.href).toMatch(/^http:\/\/test\.local\/p\/\d+$/);
      expect(Number.isNaN(Date.parse(words(child(e, 'updated')[0] as El)))).toBe(false);
    }
    const times = entries.map((e) => words(child(e, 'updated')[0] as El)).sort();
    if (times.length > 0) expect(words(child(feed, 'updated')[0] as El)).toBe(times.at(-1));
  });

  test('a correction keeps the entry’s id and first time, and moves its change', async () => {
    const feed = rootOf((await get('/c/tzgg/feed.xml')).text);
    const entry = child(feed, 'entry').find((e) => words(child(e, 'id')[0] as El).endsWith(`:p/${no.corrected}`)) as El;
    expect(words(child(entry, 'published')[0] as El)).toBe('2026-03-30T01:00:00.000Z');
    expect(words(child(entry, 'updated')[0] as El)).toBe('2026-03-30T03:00:00.000Z');
  });
});

describe('files', () => {
  test('a file of an edition is handed out for keeping, under its name, and never guessed at', async () => {
    const href = /href="(\/files\/[^"]+)"/.exec((await get(`/p/${no.policy}`)).text)?.[1] ?? '';
    const r = await get(href);
    expect(r.text).toBe('a,b\n1,2\n');
    expect(r.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(r.headers['content-disposition']).toBe(
      `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent('申请点.csv')}`,
    );
    expect(r.headers['x-content-type-options']).toBe('nosniff');
    expect(r.headers['content-length']).toBe('8');
  });
  test.each<[Record<string, string>, number, string, string]>([
    [{ range: 'bytes=4-6' }, 206, '1,2', 'a part, for those who go on with a download'],
    [{ range: 'bytes=-2' }, 206, '2\n', 'the last bytes'],
    [{ range: 'bytes=99-' }, 416, '', 'a part that is not there'],
    [{ range: 'bytes=4-6', 'if-range': '"other"' }, 200, 'a,b\n1,2\n', 'a part of another file: the whole of this one'],
    [{ 'if-none-match': 'TAG' }, 304, '', 'a reader who has it'],
  ])('a file asked for with %j is answered %i: %j (%s)', async (headers, status, text) => {
    const href = /href="(\/files\/[^"]+)"/.exec((await get(`/p/${no.policy}`)).text)?.[1] ?? '';
    const tag = `"${href.split('/')[2]}"`;
    const asked = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, v.replace('TAG', tag)]));
    const r = await w.request('GET', href, { headers: asked });
    expect([r.status, r.text]).toEqual([status, text]);
    expect(r.headers.etag).toBe(tag);
    if (status === 206) expect(r.headers['content-length']).toBe(String(text.length));
    expect(r.headers['content-security-policy']).toBe("sandbox; default-src 'none'");
  });
  test('a file that lies in the store but in no edition is not found, nor is any other path', async () => {
    const secret = await w.system.files.put(Buffer.from('draft only'));
    for (const path of [`/files/${secret}/x.txt`, '/files/..%2F..%2Fetc/passwd', `/files/${'0'.repeat(64)}/x`]) {
      const r = await get(path);
      expect(r.status, path).toBe(404);
      expect(r.text).not.toContain('draft only');
    }
  });
});

describe('reading modes', () => {
  test('a plain link remembers the mode and goes back to where the reader was', async () => {
    const r = await get('/mode?elder=1&theme=dark&back=%2Fp%2F3%3Ffull%3D1');
    expect(r.status).toBe(303);
    expect(r.headers.location).toBe('/p/3?full=1');
    expect(r.headers['set-cookie']).toMatch(/gk_elder=1;[^\n]*Max-Age=31536000/);
    expect(r.headers['set-cookie']).toMatch(/gk_theme=dark/);
  });
  test.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    'javascript:alert(1)',
    '/x\r\nset-cookie: a=b',
    '',
  ])('never leads to %j', async (back) => {
    expect((await get(`/mode?elder=1&back=${encodeURIComponent(back)}`)).headers.location).toBe('/');
  });
  test('an unknown value changes nothing', async () => {
    expect((await get('/mode?elder=9&theme=neon')).headers['set-cookie']).toBeUndefined();
  });
  test('the large-print home page has five tasks at most, the telephone, and the newest rule', async () => {
    const { text } = await get('/', 'gk_elder=1');
    expect(text).toContain('您要办什么事？');
    expect(text).toContain('tel:099900000001');
    expect(text).toContain('养老服务补贴办法');
    expect((text.match(/<li><a href="[^"]*"><svg class="icon" width="44"/g) ?? []).length).toBeLessThanOrEqual(5);
  });
  test('the large-print page of a piece begins with what it means; the text is one press away', async () => {
    const short = await get(`/p/${no.policy}`, 'gk_elder=1');
    expect(short.text).toContain('跟我有什么关系');
    expect(short.text).not.toContain('为了支持养老');
    expect((await get(`/p/${no.policy}?full=1`, 'gk_elder=1')).text).toContain('为了支持养老');
  });
});

describe('leaving the site', () => {
  test('a government address is opened at once, another one after a notice, a script never', async () => {
    expect((await get('/go?u=https%3A%2F%2Fwww.gov.cn%2Fa')).headers.location).toBe('https://www.gov.cn/a');
    expect((await get('/go?u=https%3A%2F%2Fshop.example%2Fx')).text).toContain('要离开本站了');
    for (const u of ['javascript:alert(1)', 'data:text/html,x', '//x', '', 'https://'])
      expect((await get(`/go?u=${encodeURIComponent(u)}`)).status, u).toBe(400);
  });
  test('the article’s own link to a shop leads there over the notice', async () => {
    expect((await get(`/p/${no.policy}`)).text).toContain('href="/go?u=https%3A%2F%2Fshop.example%2Fx"');
  });
});

describe('interfaces', () => {
  test('pieces can be filtered and paged, and a wrong parameter is named', async () => {
    type Page = { total: number; next?: string; pieces: { no: number; docNo: string | null }[] };
    const byNumber = (await get(`/api/v1/pieces?docNo=${encodeURIComponent('明政规发[2026]3号')}`)).json<Page>();
    expect(byNumber.pieces.map((p) => p.no)).toEqual([no.policy]);
    const first = (await get('/api/v1/pieces?per=2')).json<Page>();
    expect(first).toMatchObject({ total: 5, next: 'http://test.local/api/v1/pieces?per=2&page=2' });
    expect((await get('/api/v1/pieces?per=2&page=3')).json<Page>().pieces.length).toBe(1);
    const wrong = await get('/api/v1/pieces?from=2026-02-30&colour=red');
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('"parameter":"from"');
    expect(wrong.text).toContain('colour');
  });
  test('the description names every address that answers', async () => {
    const { paths } = (await get('/api/v1/openapi.json')).json<{ paths: Record<string, unknown> }>();
    for (const path of Object.keys(paths))
      expect((await get(path.replace('{no}', String(no.policy)))).status, path).toBe(200);
  });
  test('columns and units are given as the portal has them', async () => {
    expect((await get('/api/v1/columns')).text).toContain('"path":"zcjd/wenjian"');
    expect((await get('/api/v1/units')).text).toContain('明河区民政局');
  });
  test('robots find the map, its parts, and every published piece in them', async () => {
    expect((await get('/robots.txt')).text).toContain('Sitemap: http://test.local/sitemap.xml');
    const parts = [...(await get('/sitemap.xml')).text.matchAll(/<loc>http:\/\/test\.local([^<]+)<\/loc>/g)].map(
      (m) => m[1] ?? '',
    );
    const all = (await Promise.all(parts.map((p) => get(p)))).map((r) => r.text).join('');
    for (const n of [no.policy, no.words, no.corrected]) expect(all).toContain(`<loc>http://test.local/p/${n}</loc>`);
    expect(all).not.toContain(`/p/${no.withdrawn}<`);
  });
});

describe('the register', () => {
  test('has every number once, corrections and withdrawals too', async () => {
    const { text } = await get('/register');
    const numbers = [...text.matchAll(/id="n(\d+)"/g)].map((m) => Number(m[1]));
    expect(numbers).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    expect(text).toContain('更正，第2版');
    expect(text).toContain('撤下，第2版');
  });
});
