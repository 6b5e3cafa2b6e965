import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type World, world } from '../../testing/world.ts';
import { PUBLIC } from '../permission.ts';
import { text } from './answer.ts';
import { KeptPages } from './kept-pages.ts';
import { networks, safeBack, sameOrigin } from './security.ts';
import { buildServer } from './server.ts';
import type { Req } from './types.ts';

let w: World;
beforeAll(async () => {
  w = await world({ modules: [] });
});
afterAll(() => w.end());

const away = (): Error => Object.assign(new Error('Connection terminated unexpectedly'), { code: '57P01' });

describe('a public page', () => {
  let app: FastifyInstance;
  let stamp: string | null;
  let drawn: number;
  let broken: Error | undefined;
  let status: number;
  beforeEach(async () => {
    stamp = '1|2026-03-31';
    drawn = 0;
    broken = undefined;
    status = 200;
    const run = async (c: Req) => {
      if (broken) throw broken;
      return { ...text(`第${++drawn}次，${c.modes.elder ? '大字' : '普通'}，${c.path}${c.query}`), status };
    };
    app = await buildServer({
      system: w.system,
      routes: [
        { method: 'GET', path: '/p/:no', may: 'public', keep: true, run },
        { method: 'GET', path: '/fresh', may: 'public', run },
      ],
      authenticate: async () => PUBLIC,
      failurePage: async (_c, s) => ({ ...text(`failure ${s}`), status: s }),
      stamp: async () => {
        if (stamp === 'throws') throw away();
        return stamp;
      },
    });
  });
  afterEach(() => app.close());
  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

  test('is drawn once while nothing public changes, and anew as soon as something does', async () => {
    expect((await get('/p/1')).body).toBe('第1次，普通，/p/1');
    const again = await get('/p/1');
    expect([again.body, again.statusCode, again.headers['content-type']]).toEqual([
      '第1次，普通，/p/1',
      200,
      'text/plain; charset=utf-8',
    ]);
    stamp = '2|2026-03-31';
    expect((await get('/p/1')).body).toBe('第2次，普通，/p/1');
  });

  test('is drawn anew on the next day: what is in force may change by the date alone', async () => {
    await get('/p/1');
    stamp = '1|2026-04-01';
    expect((await get('/p/1')).body).toBe('第2次，普通，/p/1');
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
    expect(drawn).toBe(asked.length);
  });

  test.each([null, 'throws'])(
    'goes on being served, with a warning, while the database is away (stamp %s)',
    async (gone) => {
      await get('/p/1');
      stamp = gone;
      broken = away();
      const old = await get('/p/1');
      expect([old.statusCode, old.body]).toEqual([200, '第1次，普通，/p/1']);
      expect(old.headers.warning).toContain('database away');
      expect((await get('/p/2')).statusCode).toBe(503);
      expect((await get('/fresh')).statusCode).toBe(503);
    },
  );

  test('that is out of date is served when drawing it anew fails for want of the database, but not for a fault of ours', async () => {
    await get('/p/1');
    stamp = '2|2026-03-31';
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

  test('that failed or does not exist is not kept', async () => {
    status = 404;
    await get('/p/9');
    status = 200;
    const found = await get('/p/9');
    expect([found.statusCode, found.body]).toEqual([200, '第2次，普通，/p/9']);
  });

  test('drawn while the database is away is not kept, since nobody knows of when it is', async () => {
    stamp = null;
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
});

test('kept pages stay within their bytes; the ones not asked for longest go first', () => {
  const kept = new KeptPages(3000);
  // Noise cannot be packed: three fit, a fourth does not.
  const put = (i: number): void => kept.put(`/p/${i}`, 's', text(randomBytes(720).toString('base64')));
  const there = (): number[] => [0, 1, 2, 3].filter((i) => kept.get(`/p/${i}`, 's') !== undefined);
  for (const i of [0, 1, 2]) put(i);
  expect(there()).toEqual([0, 1, 2]);
  kept.get('/p/0', 's');
  put(3);
  expect(there()).toEqual([0, 2, 3]);
  kept.put('/p/9', 's', text('x'.repeat(10)));
  kept.put('/p/9', 't', text('y'));
  expect(kept.get('/p/9', 's')).toBeUndefined();
  expect(String(kept.get('/p/9', 't')?.body)).toBe('y');
});

describe('the way back after signing in', () => {
  test.each([
    ['/console/pieces?tab=all', '/console/pieces?tab=all'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['/a\r\nSet-Cookie: x=1', '/'],
    ['/\t/evil.example', '/'],
    ['', '/'],
    [null, '/'],
  ])('%j leads to %s', (path, to) => expect(safeBack(path)).toBe(to));

  test('never leads to another host, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((s) => `/${s}`),
          fc.webUrl(),
        ),
        (path) => {
          expect(new URL(safeBack(path), 'http://here.local').host).toBe('here.local');
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('networks', () => {
  const office = networks(['10.0.0.0/8', '2001:db8::/32', '192.0.2.7']);
  test.each([
    ['10.200.3.4', true],
    ['::ffff:10.200.3.4', true],
    ['11.0.0.1', false],
    ['2001:db8:1::5', true],
    ['2001:db9::1', false],
    ['192.0.2.7', true],
    ['192.0.2.8', false],
    ['not an address', false],
    ['', false],
  ])('%s is inside: %s', (ip, inside) => expect(office(ip)).toBe(inside));
  test.each(['10.0.0/8', 'localhost', ''])('%j is no network', (cidr) =>
    expect(() => networks([cidr])).toThrow(RangeError),
  );
});

test('a form from the public address is our own, also behind a proxy that names another host', () => {
  const from = { origin: 'https://www.example.gov.cn', host: 'inside:8080' };
  expect(sameOrigin(from)).toBe(false);
  expect(sameOrigin(from, 'https://www.example.gov.cn')).toBe(true);
  expect(
    sameOrigin({ referer: 'https://www.example.gov.cn/x', host: 'inside:8080' }, 'https://www.example.gov.cn'),
  ).toBe(true);
  expect(sameOrigin({ origin: 'not an origin', host: 'inside:8080' }, 'https://www.example.gov.cn')).toBe(false);
});
