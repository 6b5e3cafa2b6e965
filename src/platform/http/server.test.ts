import type { AddressInfo } from 'node:net';
import { connect as dial } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { h } from 'preact';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actor, type World, world } from '../../testing/world.ts';
import { AppError, type ErrorCode } from '../errors.ts';
import { jsonLogger } from '../log.ts';
import { PUBLIC } from '../permission.ts';
import { download, page, STATUS, seeOther, text } from './answer.ts';
import { buildServer } from './server.ts';
import type { Answer, Req, Route } from './types.ts';

const away = (): Error => Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });

/** Draws what a failure page is given, so that a test can read it. */
const failurePage = async (c: Req, status: number, say: string | undefined): Promise<Answer> =>
  page(h('p', null, JSON.stringify({ status, say: say ?? null, typed: c.form.entries(), path: c.path })), status);

const get = (path: string, run: Route['run'], more: Partial<Route> = {}): Route => ({
  method: 'GET',
  path,
  may: 'public',
  run,
  ...more,
});
const post = (path: string, run: Route['run'], more: Partial<Route> = {}): Route => ({
  ...get(path, run, more),
  method: 'POST',
});
const echo = async (c: Req): Promise<Answer> =>
  text(
    JSON.stringify({
      fields: c.form.entries(),
      files: ['a', 'b'].flatMap((n) => c.form.files(n).map((f) => [f.name, f.type, f.bytes.length])),
    }),
  );

const routes: Route[] = [
  get('/plain', async () => page(h('p', null, '<b>你好</b>'))),
  get('/long', async () => page(h('p', null, '公开'.repeat(1000)))),
  get('/long/bytes', async () => ({ ...text(''), body: Buffer.from('公开'.repeat(1000)) })),
  get('/console/plain', async () => page(h('p', null, 'x')), { may: 'signed-in' }),
  get('/named/:name', async (c) => text(c.params.name ?? '')),
  get('/bug', async () => {
    throw new Error('password of the database is 1234');
  }),
  get('/cookie', async () =>
    seeOther('/plain', [
      { name: 'gk_elder', value: '1', maxAge: 60 },
      { name: 's', value: 'x' },
    ]),
  ),
  get('/file', async () => download('内容', 'text/csv', '附表 1.csv')),
  get('/strict', async () => ({ ...text('x'), headers: { 'content-security-policy': "sandbox; default-src 'none'" } })),
  get('/limited', async () => text('ok'), { perMinute: 3 }),
  post('/echo', echo),
  post('/big', echo, { maxBody: 8 * 1024 * 1024 }),
  post('/write', echo, { may: 'thing:write' }),
  post('/away', async () => {
    throw away();
  }),
  post('/api/v1/json', async (c) => text(JSON.stringify(c.json ?? null))),
  get('/api/v1/gone', async () => {
    throw new AppError('gone', 'x', '删了');
  }),
  ...(Object.keys(STATUS) as ErrorCode[]).map((code) =>
    get(`/fails/${code}`, async () => {
      throw new AppError(code, 'for the log only', `说明${code}`);
    }),
  ),
];

let w: World;
const lines: string[] = [];
beforeAll(async () => {
  w = await world({
    modules: [
      { name: 'things', routes, permissions: { 'thing:write': { roles: ['clerk'], reach: 'exact', say: '写' } } },
    ],
    failurePage,
  });
  w.system.log = jsonLogger((l) => lines.push(l));
});
afterAll(() => w.end());

type Shown = { status: number; say: string | null; typed: [string, string][]; path: string };
const shown = (reply: { text: string }): Shown =>
  JSON.parse(
    reply.text
      .replace(/^<!doctype html><p>|<\/p>$/g, '')
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&'),
  ) as Shown;

describe('every answer', () => {
  test.each(['/plain', '/nowhere', '/bug', '/limited', '/api/v1/gone', '/cookie', '/%E0%A4%A'])(
    'of %s carries the protecting headers',
    async (path) => {
      const { headers } = await w.request('GET', path);
      const csp = headers['content-security-policy'] ?? '';
      expect(csp).not.toMatch(/unsafe|\*|http/);
      for (const part of [
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ])
        expect(csp).toContain(part);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
      });
      expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers['cache-control']).toMatch(/^no-/);
    },
  );

  test('may have stricter headers of its own', async () => {
    const { headers } = await w.request('GET', '/strict');
    expect(headers['content-security-policy']).toBe("sandbox; default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test.each<[string, string, string | undefined, string]>([
    ['/long', 'gzip, deflate, br', 'gzip', 'a long page, to a reader who takes it'],
    ['/long/bytes', 'gzip', 'gzip', 'also one that was put together from bytes'],
    ['/long', 'br', undefined, 'not to one who does not'],
    ['/plain', 'gzip', undefined, 'three words fit a packet anyway'],
    ['/file', 'gzip', undefined, 'nor a short file'],
  ])('of %s to a reader of %s is packed as %s: %s', async (path, accept, coding, _why) => {
    const { headers, status } = await w.request('GET', path, { headers: { 'accept-encoding': accept } });
    expect([status, headers['content-encoding']]).toEqual([200, coding]);
    expect(headers.vary === undefined).toBe(!path.startsWith('/long'));
  });

  test.each<[string, string | undefined, string]>([
    ['gk_elder=1; gk_theme=dark', 'gzip', 'how to read says nothing of who reads'],
    [
      'gk_theme=dark; gk_visit=abc',
      undefined,
      'what a visit opened is one person’s: its length could tell what stands in it',
    ],
    ['session=abc', undefined, 'so is what a session opens'],
    ['gk_elderly=1', undefined, 'a name that only begins alike'],
  ])('to a reader with %s is packed as %s: %s', async (cookie, coding) => {
    const { headers } = await w.request('GET', '/long', { headers: { 'accept-encoding': 'gzip', cookie } });
    expect(headers['content-encoding']).toBe(coding);
  });

  test('of the console is kept by no browser', async () => {
    const { headers } = await w.request('GET', '/console/plain', { as: actor('a', 'u', []) });
    expect(headers['cache-control']).toBe('no-store');
  });

  test('escapes what stands in it', async () =>
    expect((await w.request('GET', '/plain')).text).toBe('<!doctype html><p>&lt;b>你好&lt;/b></p>'));

  test('a cookie is for this site only, and out of reach of scripts', async () => {
    const { headers, status } = await w.request('GET', '/cookie');
    expect(status).toBe(303);
    expect(headers['set-cookie']?.split('\n')).toEqual([
      'gk_elder=1; Max-Age=60; Path=/; HttpOnly; SameSite=Lax',
      's=x; Path=/; HttpOnly; SameSite=Lax',
    ]);
  });

  test('a cookie behind TLS is sent by TLS only', async () => {
    const system = { ...w.system, config: { ...w.system.config, publicUrl: 'https://www.example.gov.cn' } };
    const app = await buildServer({
      system,
      routes,
      authenticate: async () => PUBLIC,
      failurePage,
    });
    expect((await app.inject('/cookie')).headers['set-cookie']?.toString()).toContain('; Secure');
    await app.close();
  });

  test('a download keeps its Chinese name', async () => {
    const { headers } = await w.request('GET', '/file');
    expect(headers['content-disposition']).toBe(
      `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent('附表 1.csv')}`,
    );
  });
});

describe('a form', () => {
  test.each<[Record<string, string>, number, string]>([
    [{ origin: 'https://evil.example' }, 403, 'of a foreign page'],
    [{ origin: 'null', referer: 'https://evil.example/x' }, 403, 'of a foreign page that hides its origin'],
    [{ origin: 'null' }, 403, 'of nowhere'],
    [{ origin: '' }, 403, 'without any origin'],
    [{ origin: 'http://test.local.evil.example' }, 403, 'of a host whose name begins like ours'],
    [{ origin: 'http://test.local' }, 200, 'of our own page'],
    [{ origin: 'null', referer: 'http://test.local/form' }, 200, 'of our own page in an old browser'],
    [{ origin: '', authorization: 'Bearer x' }, 200, 'of a program that signs in by itself, without cookies'],
  ])('sent with %j is answered %i: it is %s', async (headers, status) => {
    const reply = await w.request('POST', '/echo', { form: { a: '1' }, headers });
    expect(reply.status).toBe(status);
    if (status === 403) expect(shown(reply).say).toContain('不是从本站打开的');
  });

  test('gives its fields in order, several of one name too', async () => {
    const reply = await w.request('POST', '/echo', { form: { title: '通 知+&', column: ['a', 'b'] } });
    expect(reply.json()).toEqual({
      fields: [
        ['title', '通 知+&'],
        ['column', 'a'],
        ['column', 'b'],
      ],
      files: [],
    });
  });

  test.each([
    [PUBLIC, 401],
    [actor('r', 'u', ['reviewer']), 403],
    [actor('c', 'u', ['clerk']), 200],
  ])('for clerks only, sent by %j, is answered %i, and its text comes back', async (as, status) => {
    for (const form of [{ title: '写了很久' }, fields({ title: '写了很久' }, { a: [['x.docx', 3_000_000]] })]) {
      if (status === 200 && form instanceof FormData) continue;
      const reply = await w.request('POST', '/write', { as, form });
      expect(reply.status).toBe(status);
      if (status !== 200) expect(shown(reply).typed).toEqual([['title', '写了很久']]);
    }
  });

  test('whose saving fails because the database is away is answered 503, with all its text to give back', async () => {
    const reply = await w.request('POST', '/away', { form: { title: '关于防汛的通知', html: '<p>写了很久</p>' } });
    expect(reply.status).toBe(503);
    expect(reply.headers['retry-after']).toBe('30');
    expect(shown(reply)).toMatchObject({
      typed: [
        ['title', '关于防汛的通知'],
        ['html', '<p>写了很久</p>'],
      ],
      path: '/away',
    });
  });

  test('keeps its text too when not even the session can be looked up', async () => {
    const app = await buildServer({
      system: w.system,
      routes,
      authenticate: () => Promise.reject(away()),
      failurePage,
    });
    const form = new URLSearchParams({ title: '写了很久' }).toString();
    const headers = {
      host: 'test.local',
      origin: 'http://test.local',
      'content-type': 'application/x-www-form-urlencoded',
    };
    const reply = await app.inject({ method: 'POST', url: '/write', payload: form, headers });
    expect(reply.statusCode).toBe(503);
    expect(shown({ text: reply.body }).typed).toEqual([['title', '写了很久']]);
    await app.close();
  });
});

/** A form with files of so many bytes. */
function fields(
  text: Record<string, string>,
  files: Record<string, [string, number][]>,
  after: Record<string, string> = {},
): FormData {
  const form = new FormData();
  for (const [k, v] of Object.entries(text)) form.append(k, v);
  for (const [k, list] of Object.entries(files))
    for (const [name, size] of list)
      form.append(
        k,
        new Blob([Buffer.alloc(size, 'x')], { type: name ? 'text/csv' : 'application/octet-stream' }),
        name,
      );
  for (const [k, v] of Object.entries(after)) form.append(k, v);
  return form;
}

describe('a form with files', () => {
  test('gives text and files; a file field left empty is no file', async () => {
    const reply = await w.request('POST', '/big', {
      form: fields(
        { title: '通知' },
        {
          a: [
            ['附表.csv', 5],
            ['', 0],
          ],
          b: [['空.csv', 0]],
        },
      ),
    });
    expect(reply.json()).toEqual({
      fields: [['title', '通知']],
      files: [
        ['附表.csv', 'text/csv', 5],
        ['空.csv', 'text/csv', 0],
      ],
    });
  });

  const MB = 1024 * 1024;
  test.each([
    ['/echo', { a: [['big.csv', 3 * MB]] }, 'a page that takes no files keeps the small limit'],
    [
      '/echo',
      {
        a: [
          ['1.csv', MB],
          ['2.csv', MB],
          ['3.csv', MB],
        ],
      },
      'all files together count',
    ],
    ['/big', { a: [['big.csv', 9 * MB]] }, 'one file beyond the page’s limit'],
    ['/big', { a: Array.from({ length: 21 }, (_, i): [string, number] => [`${i}.csv`, 1]) }, 'the twenty-first file'],
  ] as [string, Record<string, [string, number][]>, string][])(
    'to %s that is too much is answered 413 with its text: %s',
    async (path, files) => {
      const reply = await w.request('POST', path, { form: fields({ title: '通知' }, files, { html: '写了很久' }) });
      expect(reply.status).toBe(413);
      expect(shown(reply)).toMatchObject({
        say: '传的东西太大：每个文件不超过50MB，一次不超过20个。',
        typed: [
          ['title', '通知'],
          ['html', '写了很久'],
        ],
      });
    },
  );

  test('whose text is too long is refused and not cut short', async () => {
    const reply = await w.request('POST', '/big', { form: fields({ html: 'x'.repeat(2 * MB + 1) }, {}) });
    expect(reply.status).toBe(413);
  });

  test.each([
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n通知\r\n--x\r\nContent-Disp',
      'broken off',
    ],
    ['multipart/form-data', 'nothing', 'without a boundary'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n1\r\n--x--\r\n',
      'with a name that means harm',
    ],
  ])('%s that is %j is answered 400: it is %s', async (type, payload) => {
    const reply = await w.server.inject({
      method: 'POST',
      url: '/echo',
      payload,
      headers: { host: 'test.local', origin: 'http://test.local', 'content-type': type },
    });
    expect(reply.statusCode).toBe(400);
    expect(shown({ text: reply.body }).say).toBe('表单没有传完整，请再传一次。');
  });

  test('a text form beyond two megabytes is answered 413', async () => {
    expect((await w.request('POST', '/echo', { form: { html: 'x'.repeat(2 * MB) } })).status).toBe(413);
  });
});

describe('a failure', () => {
  test.each(Object.entries(STATUS))(
    '%s becomes a page with status %i that says what the person may know',
    async (code, status) => {
      const reply = await w.request('GET', `/fails/${code}`);
      expect(reply.status).toBe(status);
      expect(shown(reply)).toMatchObject({ status, say: `说明${code}` });
      expect(reply.text).not.toContain('for the log only');
    },
  );

  test('of an unknown address is a page with 404, whatever the method and the address', async () => {
    for (const path of ['/nowhere', '/nowhere?x=1', '//evil.example/x', '/%E0%A4%A', '/a/%2e%2e/b'])
      for (const method of ['GET', 'POST'] as const) {
        const reply = await w.request(method, path);
        expect([400, 404], `${method} ${path}`).toContain(reply.status);
        expect(reply.headers['content-type'], `${method} ${path}`).toBe('text/html; charset=utf-8');
      }
  });

  test('of a posted form to an unknown address keeps its text', async () => {
    expect(shown(await w.request('POST', '/nowhere', { form: { a: '写了很久' } })).typed).toEqual([['a', '写了很久']]);
  });

  test('that is a fault of ours is a page with 500 that tells nothing of it, and one line in the log with the same number', async () => {
    lines.length = 0;
    const reply = await w.request('GET', '/bug?token=secret-token', {
      headers: { cookie: 'gk_session=secret-session' },
    });
    expect(reply.status).toBe(500);
    expect(reply.text).not.toContain('1234');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      requestId: reply.headers['x-request-id'],
      path: '/bug',
    });
    expect(lines[0]).not.toMatch(/secret-token|secret-session/);
  });

  test('of a form writes nothing of the form to the log', async () => {
    lines.length = 0;
    await w.request('POST', '/away', { form: { password: 'secret-password', html: '没发的稿子' } });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/secret-password|没发的稿子/);
  });

  test('that is no fault of ours is not logged', async () => {
    lines.length = 0;
    await w.request('GET', '/nowhere');
    await w.request('GET', '/fails/forbidden');
    expect(lines).toEqual([]);
  });

  test('whose page cannot be drawn still tells nothing, and is logged', async () => {
    lines.length = 0;
    const app = await buildServer({
      system: w.system,
      routes,
      authenticate: async () => PUBLIC,
      failurePage: () => Promise.reject(new Error('drawing password 1234')),
    });
    const reply = await app.inject('/bug');
    expect(reply.statusCode).toBe(500);
    expect(reply.body).toBe(`500 ${reply.headers['x-request-id']}\n`);
    expect(lines).toHaveLength(2);
    await app.close();
  });

  test('of the API is JSON', async () => {
    const gone = await w.request('GET', '/api/v1/gone');
    expect([gone.status, gone.json()]).toEqual([410, { error: 'gone', requestId: gone.headers['x-request-id'] }]);
    const nowhere = await w.request('GET', '/api/v1/nowhere');
    expect([nowhere.status, nowhere.json<{ error: string }>().error]).toEqual([404, 'not_found']);
    const torn = await w.request('POST', '/api/v1/json', { form: {}, headers: { 'content-type': 'application/json' } });
    expect(torn.status).toBe(400);
    expect((await w.request('POST', '/api/v1/json', { json: { a: ['一'] } })).json()).toEqual({ a: ['一'] });
  });

  test('a body of an unknown kind is answered 415', async () => {
    expect(
      (await w.request('POST', '/echo', { form: { a: '1' }, headers: { 'content-type': 'application/x-odd' } })).status,
    ).toBe(415);
  });
});

test('a NUL in an address, a question or a form is left out: no text of the database can hold it', async () => {
  expect((await w.request('GET', '/named/a%00b')).text).toBe('ab');
  const reply = await w.request('POST', '/echo', { form: { title: '通\u0000知' } });
  expect(reply.json()).toMatchObject({ fields: [['title', '通知']] });
});

test('a long Chinese name in an address arrives whole', async () => {
  const name = `${'附'.repeat(200)}.pdf`;
  expect((await w.request('GET', `/named/${encodeURIComponent(name)}`)).text).toBe(name);
});

describe('too many requests', () => {
  test('to one page with a limit of its own are answered 429, and other pages go on', async () => {
    const app = await server();
    const seen = [];
    for (let i = 0; i < 4; i++) seen.push((await app.inject('/limited')).statusCode);
    expect(seen).toEqual([200, 200, 200, 429]);
    expect((await app.inject('/plain')).statusCode).toBe(200);
    const other = await app.inject({ url: '/limited', remoteAddress: '192.0.2.9' });
    expect(other.statusCode).toBe(200);
    await app.close();
  });

  test('of one address in all are answered 429 with a page and the time to wait', async () => {
    const app = await server(5);
    for (let i = 0; i < 5; i++) await app.inject('/plain');
    const reply = await app.inject('/plain');
    expect(reply.statusCode).toBe(429);
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    expect(shown({ text: reply.body }).status).toBe(429);
    await app.close();
  });

  const server = (perMinute = 1000): Promise<FastifyInstance> =>
    buildServer({
      system: w.system,
      routes,
      authenticate: async () => PUBLIC,
      failurePage,
      perMinute,
    });
});

test('a line that is no HTTP is answered 400 and the server goes on', async () => {
  const app = await buildServer({
    system: w.system,
    routes,
    authenticate: async () => PUBLIC,
    failurePage,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const answer = await new Promise<string>((done) => {
    const socket = dial(port, '127.0.0.1', () => socket.write('GARBAGE\r\n\r\n'));
    let said = '';
    socket.on('data', (b) => {
      said += b.toString();
    });
    socket.on('close', () => done(said));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect((await fetch(`http://127.0.0.1:${port}/plain`)).status).toBe(200);
  await app.close();
});
