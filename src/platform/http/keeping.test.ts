import { randomBytes } from 'node:crypto';
import { type AddressInfo, connect as dial } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type World, world } from '../../testing/world.ts';
import { allOf, dependOn } from '../depends.ts';
import { PUBLIC } from '../permission.ts';
import { text } from './answer.ts';
import { Changes } from './changes.ts';
import { KeptPages, Page } from './kept-pages.ts';
import { buildServer } from './server.ts';
import type { Req } from './types.ts';
import { readPlain } from './warm.ts';

let w: World;
beforeAll(async () => {
  w = await world({ modules: [] });
});
afterAll(() => w.end());

const away = (): Error => Object.assign(new Error('Connection terminated unexpectedly'), { code: '57P01' });

let app: FastifyInstance;
let changes: Changes;
let n: number;
let drawn: number;
let broken: Error | undefined;
let status: number;
let during: (() => Promise<void>) | undefined;
let registered: number;
let seen: string[];
let warmed: number[];

beforeEach(async () => {
  w.clock.set('2026-03-31T09:30:00+08:00');
  n = 1;
  changes = new Changes();
  changes.connected(n, 0);
  drawn = 0;
  broken = undefined;
  status = 200;
  during = undefined;
  registered = 7;
  seen = [];
  warmed = [];
  const run = async (c: Req) => {
    if (broken) throw broken;
    dependOn(`work:${c.params.no}`, allOf(['column:a', 'unit:x']));
    await during?.();
    return {
      ...text(`第${++drawn}次，${c.modes.elder ? '大字' : '普通'}，${c.path}${c.query}${'。'.repeat(500)}`),
      status,
    };
  };
  const late = async () => {
    const before = Buffer.byteLength(`第${++drawn}次，共`);
    const hole = [before, before + String(registered).length] as const;
    return {
      ...text(`第${drawn}次，共${registered}件。`),
      late: { holes: [hole], fill: async () => [String(registered)] },
    };
  };
  app = await buildServer({
    system: w.system,
    routes: [
      { method: 'GET', path: '/p/:no', may: 'public', keep: 'what it reads', run },
      { method: 'GET', path: '/all/:no', may: 'public', keep: 'any change', run },
      { method: 'GET', path: '/late', may: 'public', keep: 'what it reads', run: late },
      { method: 'GET', path: '/fresh', may: 'public', run },
      { method: 'POST', path: '/form', may: 'public', run: async (c) => text(`took ${c.form.text('x')}`) },
    ],
    authenticate: async () => PUBLIC,
    failurePage: async (_c, s) => ({ ...text(`failure ${s}`), status: s }),
    revision: {
      changes,
      ask: async () => {
        if (n < 0) throw away();
        return changes.asked(n, 0);
      },
    },
    served: (path, agent, times) => void seen.push(`${path} ${agent} ${times}`),
    warm: (s) => void warmed.push(s),
  });
});
afterEach(() => app.close());

const get = async (url: string, headers: Record<string, string> = {}) => {
  const r = await app.inject({ url, headers });
  return { ...r, headers: r.headers, statusCode: r.statusCode, body: r.body.replaceAll('。', '') };
};
const tell = (...tags: string[]): void => changes.hear({ n: ++n, tags, forget: false });
const tellAll = (): void => changes.hear({ n: ++n, tags: null, forget: false });
const databaseGone = (): void => {
  changes.lost();
  n = -1;
  broken = away();
};

describe('a public page', () => {
  test('is drawn once while nothing that it reads changes, and anew as soon as something does', async () => {
    expect((await get('/p/1')).body).toBe('第1次，普通，/p/1');
    const again = await get('/p/1');
    expect([again.body, again.statusCode, again.headers['content-type']]).toEqual([
      '第1次，普通，/p/1',
      200,
      'text/plain; charset=utf-8',
    ]);
    tell('work:1');
    expect((await get('/p/1')).body).toBe('第2次，普通，/p/1');
  });

  test.each<[string, string[], boolean, string]>([
    ['/p/1', ['work:2'], false, 'another work'],
    ['/p/1', ['work:1', 'any'], true, 'this work'],
    ['/p/1', ['column:a'], false, 'the column, but no piece of the unit in it'],
    ['/p/1', ['unit:x', 'column:b', 'column:a'], true, 'a piece of the unit in the column'],
    ['/all/1', ['work:2'], true, 'a page that does not say what it reads'],
  ])('%s after a change of %j is drawn anew: %s (%s)', async (url, tags, anew) => {
    await get(url);
    tell(...tags);
    await get(url);
    expect(drawn).toBe(anew ? 2 : 1);
  });

  test('is drawn anew after a change that does not say what it touched, and after a number that was missed', async () => {
    await get('/p/1');
    tellAll();
    await get('/p/1');
    expect(drawn).toBe(2);
    n += 1;
    tell('work:9');
    await get('/p/1');
    expect(drawn).toBe(3);
  });

  test('stays while other things change, however often, and is drawn anew when too much changed to know', async () => {
    await get('/p/1');
    for (let i = 0; i < 1500; i++) tell('work:2');
    await get('/p/1');
    expect(drawn).toBe(1);
    for (let i = 0; i < 2500; i++) tell('work:2');
    await get('/p/1');
    expect(drawn).toBe(2);
  });

  test('is drawn anew on the next day: what is in force may change by the date alone', async () => {
    await get('/p/1');
    w.clock.set('2026-03-31T23:59:59+08:00');
    await get('/p/1');
    expect(drawn).toBe(1);
    w.clock.set('2026-04-01T00:00:00+08:00');
    expect((await get('/p/1')).body).toBe('第2次，普通，/p/1');
  });

  test('whose data changes while it is drawn is given to that reader and to no other', async () => {
    during = async () => tell('work:1');
    expect((await get('/p/1')).body).toBe('第1次，普通，/p/1');
    during = undefined;
    expect((await get('/p/1')).body).toBe('第2次，普通，/p/1');
    during = async () => tell('work:2');
    await get('/p/3');
    during = undefined;
    await get('/p/3');
    expect(drawn).toBe(3);
  });

  test('is drawn once for readers who come together', async () => {
    let go: () => void = () => undefined;
    const open = new Promise<void>((done) => {
      go = done;
    });
    during = () => open;
    const three = [get('/p/1'), get('/p/1'), get('/p/1')];
    during = async () => go();
    await get('/p/2');
    const bodies = (await Promise.all(three)).map((r) => r.body);
    expect(new Set(bodies).size).toBe(1);
    expect(drawn).toBe(2);
  });

  test('has words that are filled in without drawing it', async () => {
    expect((await get('/late')).body).toBe('第1次，共7件');
    registered = 12_345;
    tell('work:9');
    const filled = await get('/late');
    expect(filled.body).toBe('第1次，共12345件');
    registered = 8;
    tell('work:9');
    const again = await get('/late');
    expect(again.body).toBe('第1次，共8件');
    expect(again.headers.etag).not.toBe(filled.headers.etag);
  });

  test('is kept apart for each address, question, reading mode and host', async () => {
    const asked: [string, Record<string, string>][] = [
      ['/p/1', {}],
      ['/p/2', {}],
      ['/p/1?page=2', {}],
      ['/p/1', { cookie: 'gk_elder=1' }],
      ['/p/1', { cookie: 'gk_theme=dark' }],
      ['/p/1', { host: 'other.local' }],
    ];
    for (const [url, headers] of asked) await get(url, headers);
    expect(drawn).toBe(asked.length);
    expect((await get('/p/1', { cookie: 'gk_elder=1' })).body).toContain('大字');
    await get('/p/1', { cookie: 'gk_theme=made-up; gk_elder=7; gk_session=x' });
    expect(drawn).toBe(asked.length);
  });

  test('with a question is kept when it is asked for again: most questions are asked once', async () => {
    for (const _ of [1, 2, 3]) await get('/p/1?x=1');
    expect(drawn).toBe(2);
    for (const _ of [1, 2, 3]) await get('/p/1');
    expect(drawn).toBe(3);
  });

  test('goes on being served, with a warning, while the database is away', async () => {
    await get('/p/1');
    databaseGone();
    const old = await get('/p/1');
    expect([old.statusCode, old.body]).toEqual([200, '第1次，普通，/p/1']);
    expect(old.headers.warning).toContain('database away');
    expect((await get('/p/2')).statusCode).toBe(503);
    expect((await get('/fresh')).statusCode).toBe(503);
  });

  test('that is out of date is served when drawing it anew fails for want of the database, but not for a fault of ours', async () => {
    await get('/p/1');
    tell('work:1');
    broken = away();
    const old = await get('/p/1');
    expect([old.statusCode, old.body]).toEqual([200, '第1次，普通，/p/1']);
    expect(old.headers.warning).toContain('database away');
    broken = new TypeError('a bug');
    expect((await get('/p/1')).statusCode).toBe(500);
    broken = undefined;
    const back = await get('/p/1');
    expect(back.body).toBe('第2次，普通，/p/1');
    expect(back.headers.warning).toBeUndefined();
  });

  test('while nobody listens is compared with what the database says, and no number is taken on hearsay', async () => {
    await get('/p/1');
    changes.lost();
    await get('/p/1');
    expect(drawn).toBe(1);
    n = 2;
    await get('/p/1');
    await get('/p/1');
    expect(drawn).toBe(2);
    changes.connected(2, 0);
    await get('/p/1');
    expect(drawn).toBe(2);
  });

  test('that failed or does not exist is not kept', async () => {
    status = 404;
    await get('/p/9');
    status = 200;
    const found = await get('/p/9');
    expect([found.statusCode, found.body]).toEqual([200, '第2次，普通，/p/9']);
  });

  test('drawn while the database is away is not kept, since nobody knows of when it is', async () => {
    databaseGone();
    broken = undefined;
    await get('/p/1');
    await get('/p/1');
    expect(drawn).toBe(2);
  });

  test('not made to be kept is drawn each time', async () => {
    await get('/fresh');
    await get('/fresh');
    expect(drawn).toBe(2);
  });

  test('answers a HEAD like the GET, without its body', async () => {
    const head = await app.inject({ method: 'HEAD', url: '/p/1' });
    expect([head.statusCode, head.body]).toEqual([200, '']);
    expect((await get('/p/1')).body).toBe('第1次，普通，/p/1');
  });

  test('is answered 304 to a reader who has it, and packed to one who takes gzip', async () => {
    const first = await get('/p/1');
    const tag = String(first.headers.etag);
    const same = await app.inject({ url: '/p/1', headers: { 'if-none-match': `"x", ${tag}` } });
    expect([same.statusCode, same.body, same.headers.etag]).toEqual([304, '', tag]);
    const packed = await app.inject({ url: '/p/1', headers: { 'accept-encoding': 'br, gzip;q=0.5' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.headers.vary).toBe('accept-encoding, cookie');
    expect(gunzipSync(packed.rawPayload).toString()).toContain('第1次');
    const plain = await app.inject({ url: '/p/1', headers: { 'accept-encoding': 'gzip;q=0' } });
    expect(plain.headers['content-encoding']).toBeUndefined();
  });
});

describe('a page that must be forgotten', () => {
  test('is gone for good, also for times when the database is away; others stay', async () => {
    await get('/p/1');
    await get('/p/2');
    changes.hear({ n: ++n, tags: ['work:1'], forget: true });
    databaseGone();
    expect((await get('/p/1')).statusCode).toBe(503);
    expect((await get('/p/2')).statusCode).toBe(200);
  });

  test.each<[string, (at: number) => void, number]>([
    ['was told while the connection was down', (at) => changes.connected(at, at), 503],
    ['happened before a change that was told', (at) => changes.asked(at + 5, at), 503],
    ['was not among what was missed', (at) => changes.connected(at, 0), 200],
    ['may be among numbers that were missed', (at) => changes.hear({ n: at + 2, tags: [], forget: false }), 503],
  ])('is gone when that %s', async (_why, happens, then) => {
    await get('/p/1');
    changes.lost();
    happens(n + 1);
    databaseGone();
    expect((await get('/p/1')).statusCode).toBe(then);
  });

  test('and is just being drawn is not kept', async () => {
    during = async () => changes.hear({ n: ++n, tags: ['work:1'], forget: true });
    await get('/p/1');
    databaseGone();
    expect((await get('/p/1')).statusCode).toBe(503);
  });
});

describe('kept pages stay within their bytes', () => {
  const page = (bytes: number): Page =>
    new Page(text(randomBytes(Math.ceil((bytes * 3) / 4)).toString('base64')), [], { n: 1, day: 1 }, '/');

  test('the ones not asked for longest go first', () => {
    const kept = new KeptPages(120_000);
    for (let i = 0; i < 40; i++) {
      kept.put(`/p/${i}`, page(6000), 'site');
      kept.get('/p/0');
    }
    expect(kept.bytes).toBeLessThanOrEqual(120_000);
    const there = [...kept.entries()].map(([key]) => key);
    expect(there).toContain('/p/0');
    expect(there).toContain('/p/39');
    expect(there).not.toContain('/p/1');
  });

  test('what anybody can make up does not push out the site', () => {
    const kept = new KeptPages(200_000);
    for (let i = 0; i < 10; i++) kept.put(`/p/${i}`, page(3000), 'site');
    for (let i = 0; i < 500; i++) kept.put(`/p/1?x=${i}`, page(3000), 'guest');
    const there = [...kept.entries()].map(([key]) => key);
    expect(there.filter((k) => !k.includes('?')).length).toBe(10);
    expect(there.length).toBeLessThan(40);
    expect(kept.bytes).toBeLessThanOrEqual(200_000);
  });

  test('a page whose plain body made room for others is the same page', () => {
    const kept = new KeptPages(60_000);
    const first = page(8000);
    const body = first.body().toString();
    kept.put('/p/0', first, 'site');
    for (let i = 1; i < 4; i++) kept.put(`/p/${i}`, page(8000), 'site');
    const found = kept.get('/p/0');
    expect(found && kept.plain(found).toString()).toBe(body);
  });

  test('questions, other writings and many hosts are anybody’s', async () => {
    for (let i = 0; i < 12; i++) await get('/p/1', { host: `h${i}.local` });
    await get('/p/1', { host: 'h0.local' });
    expect(drawn).toBe(12);
  });
});

/** Says something on one connection, in pieces, and answers with all that came until the server was silent or closed. */
async function talk(pieces: readonly string[], answers: number): Promise<string> {
  const { port } = app.server.address() as AddressInfo;
  return new Promise((done, fail) => {
    let said = '';
    const socket = dial(port, '127.0.0.1');
    socket.setNoDelay(true);
    socket.on('data', (b) => {
      said += b.toString('latin1');
      if (said.split('HTTP/1.1 ').length - 1 >= answers && said.includes('\r\n\r\n')) socket.end();
    });
    socket.on('close', () => done(said));
    socket.on('error', fail);
    const next = (i: number): void => {
      const piece = pieces[i];
      if (piece === undefined) return;
      socket.write(piece, 'latin1', () => setImmediate(() => next(i + 1)));
    };
    socket.on('connect', () => next(0));
  });
}

const headersOf = (answer: string): Map<string, string> =>
  new Map(
    answer
      .slice(0, answer.indexOf('\r\n\r\n'))
      .split('\r\n')
      .map((line, i): [string, string] =>
        i === 0 ? ['', line] : [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)],
      ),
  );

describe('a kept page on a connection', () => {
  beforeEach(() => app.listen({ host: '127.0.0.1', port: 0 }));
  const GET = (url: string, more = ''): string => `GET ${url} HTTP/1.1\r\nHost: a.local\r\n${more}\r\n`;

  test.each<[string, string, string]>([
    ['GET', '', 'a plain one'],
    ['GET', 'accept-encoding: gzip, deflate, br\r\n', 'packed'],
    ['GET', 'if-none-match: TAG\r\n', 'for a reader who has it'],
    ['HEAD', '', 'the head alone'],
    ['HEAD', 'accept-encoding: gzip\r\n', 'the head alone, packed'],
    ['GET', 'cookie: a=b; gk_elder=1\r\n', 'in large print'],
  ])('is answered from memory with the same head and body as by the framework: %s %j (%s)', async (method, more) => {
    const tag = headersOf(await talk([GET('/p/1')], 1)).get('etag') ?? '';
    const ask = `${method} /p/1 HTTP/1.1\r\nHost: a.local\r\nuser-agent: t\r\n${more.replace('TAG', tag)}\r\n`;
    // With this the request is no plain one, and means the same.
    const slow = await talk([ask.replace('user-agent', 'te: trailers\r\nuser-agent')], 1);
    expect(warmed).toEqual([]);
    await talk([ask], 1);
    const warm = await talk([ask], 1);
    expect(warmed.length).toBeGreaterThan(0);
    const [a, b] = [headersOf(slow), headersOf(warm)];
    for (const counted of ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset']) a.delete(counted);
    expect(b.get('x-request-id')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(b.get('x-request-id')).not.toBe(a.get('x-request-id'));
    for (const own of ['x-request-id', 'date']) {
      expect(a.has(own) && b.has(own), own).toBe(true);
      a.delete(own);
      b.delete(own);
    }
    expect(Object.fromEntries([...b].sort())).toEqual(Object.fromEntries([...a].sort()));
    expect(warm.slice(warm.indexOf('\r\n\r\n'))).toBe(slow.slice(slow.indexOf('\r\n\r\n')));
  });

  test('is never answered from memory once it changed', async () => {
    await talk([GET('/p/1')], 1);
    await talk([GET('/p/1')], 1);
    expect(warmed).toEqual([200]);
    tell('work:1');
    expect(await talk([GET('/p/1')], 1)).toContain(Buffer.from('第2次').toString('latin1'));
    changes.lost();
    await talk([GET('/p/1')], 1);
    expect(warmed).toEqual([200]);
  });

  test('and whatever else is asked on the same connection are answered in order', async () => {
    await talk([GET('/p/1')], 1);
    const post =
      'POST /form HTTP/1.1\r\nHost: a.local\r\nOrigin: http://a.local\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\nx=7';
    const said = await talk([GET('/p/1'), GET('/p/1') + GET('/fresh'), post, GET('/p/1')], 5);
    const statuses = [...said.matchAll(/HTTP\/1\.1 (\d+)/g)].map((m) => m[1]);
    expect(statuses).toEqual(['200', '200', '200', '200', '200']);
    expect(said).toContain('took 7');
    expect(said.indexOf('took 7')).toBeGreaterThan(said.indexOf('/fresh'));
  });

  test('is read by one who takes it byte by byte', async () => {
    const ask = GET('/p/1');
    const said = await talk([...ask], 1);
    expect(said).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  test('leaves a closing server: connections that wait are closed, the server ends', async () => {
    await talk([GET('/p/1')], 1);
    const { port } = app.server.address() as AddressInfo;
    const socket = dial(port, '127.0.0.1');
    const closed = new Promise((done) => socket.on('close', done));
    await new Promise((done) => {
      socket.once('data', done);
      socket.write(GET('/p/1'));
    });
    await app.close();
    await closed;
  });

  test('is counted as read, by program, and told at the latest when the server closes', async () => {
    await talk([GET('/p/1', 'user-agent: t\r\n')], 1);
    await talk([GET('/p/1', 'user-agent: t\r\n')], 1);
    await talk([GET('/p/1', 'user-agent: u\r\n')], 1);
    await talk(['HEAD /p/1 HTTP/1.1\r\nHost: a.local\r\n\r\n'], 1);
    await app.close();
    expect(warmed).toEqual([200, 200, 200]);
    expect(seen.sort()).toEqual(['/p/1 t 1', '/p/1 t 1', '/p/1 u 1']);
  });
});

describe('a plain request', () => {
  const H = 'Host: a.local\r\n';
  test.each<[string, boolean, string]>([
    [`GET / HTTP/1.1\r\n${H}\r\n`, true, 'nothing more'],
    [`HEAD /p/1?x=%20 HTTP/1.1\r\n${H}Connection: Keep-Alive\r\nAccept: */*\r\n\r\n`, true, 'what browsers say'],
    [
      `GET / HTTP/1.1\r\n${H}X-Forwarded-For: 10.0.0.1\r\nX-Forwarded-Proto: https\r\n\r\n`,
      true,
      'a proxy that nobody asks',
    ],
    [`POST / HTTP/1.1\r\n${H}\r\n`, false, 'a change'],
    [`GET / HTTP/1.0\r\n${H}\r\n`, false, 'an old protocol'],
    [`GET / HTTP/1.1\r\n\r\n`, false, 'no host'],
    [`GET / HTTP/1.1\r\n${H}${H}\r\n`, false, 'two hosts'],
    [`GET / HTTP/1.1\r\nHost: a b\r\n\r\n`, false, 'no name of a host'],
    [`GET / HTTP/1.1\r\n${H}Content-Length: 3\r\n\r\n`, false, 'a body follows'],
    [`GET / HTTP/1.1\r\n${H}Transfer-Encoding: chunked\r\n\r\n`, false, 'a body follows'],
    [`GET / HTTP/1.1\r\n${H}Content-Length : 3\r\n\r\n`, false, 'a blank before the colon'],
    [`GET / HTTP/1.1\r\n${H}A: b\r\n c\r\n\r\n`, false, 'a folded line'],
    [`GET / HTTP/1.1\r\n${H}A: b\nContent-Length: 3\r\n\r\n`, false, 'a bare line feed'],
    [`GET / HTTP/1.1\n${H}\r\n`, false, 'a bare line feed'],
    [`GET / HTTP/1.1\r\n${H}A: b\0\r\n\r\n`, false, 'a NUL'],
    [`GET / HTTP/1.1\r\n${H}Connection: close\r\n\r\n`, false, 'the last one of its connection'],
    [`GET / HTTP/1.1\r\n${H}Upgrade: h2c\r\n\r\n`, false, 'another protocol'],
    [`GET / HTTP/1.1\r\n${H}Range: bytes=0-1\r\n\r\n`, false, 'a part'],
    [`GET / HTTP/1.1\r\n${H}\r\nGET / HTTP/1.1\r\n${H}\r\n`, false, 'two at once'],
    [`GET http://b/ HTTP/1.1\r\n${H}\r\n`, false, 'a whole address'],
    [`GET / HTTP/1.1\r\n${H}`, false, 'half of one'],
    [`GET /${'a'.repeat(9000)} HTTP/1.1\r\n${H}\r\n`, false, 'a long one'],
  ])('%j is one: %s (%s)', (asked, plain) => expect(readPlain(asked) !== undefined).toBe(plain));

  test('says nothing of the address when a proxy that we trust says more', () =>
    expect(readPlain(`GET / HTTP/1.1\r\n${H}X-Forwarded-Proto: https\r\n\r\n`, true)).toBeUndefined());
});
