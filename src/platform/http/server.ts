import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { isDatabaseAway } from '../db/connection.ts';
import { AppError } from '../errors.ts';
import { type Actor, may, PUBLIC } from '../permission.ts';
import type { System } from '../system.ts';
import { STATUS } from './answer.ts';
import { FormError, formOf, readForm, withoutNul } from './form.ts';
import { Keeping, modesOf, type Revision, urlOf } from './keeping.ts';
import type { Page } from './kept-pages.ts';
import { isSomebodys, packed } from './packing.ts';
import { allHeaders, isConsole, limitKey, sameOrigin } from './security.ts';
import type { Answer, Form, Req, Route } from './types.ts';
import { warmServer } from './warm.ts';

const KEEP_ALIVE_MS = 72_000;
const REQUEST_MS = 60_000;
const SMALL_BODY = 2 * 1024 * 1024;

/** Statuses after which the reader has the page. */
const SEEN = new Set([200, 206, 304]);

type ServerOptions = {
  system: System;
  routes: readonly Route[];
  /** Who is asking; called for every route that is not public, and for public ones with a session cookie. */
  authenticate(req: { cookies: Record<string, string | undefined>; ip: string }): Promise<Actor>;
  /** Pages for failures, drawn by the site. `say` is for the person; `c.form` holds what was typed. */
  failurePage(c: Req, status: number, say: string | undefined): Promise<Answer>;
  /** What changed, and when; without it no page is kept. */
  revision?: Revision;
  /** Told of each page that was given to a reader (GET, 200, 206 or 304); `n` readings at once for kept ones. */
  served?(path: string, userAgent: string, n: number): void;
  /** Told of each answer that came from memory without the framework, which `onResponse` hooks do not see. */
  warm?(status: number): void;
  /** General limit of requests a minute from one address. */
  perMinute?: number;
};

const originOf = (system: System, req: FastifyRequest): string =>
  system.config.publicUrl ?? `${req.protocol}://${req.host}`;

const pairsOf = (pairs: Iterable<[string, string]>): [string, string][] =>
  [...pairs].map(([k, v]) => [k, withoutNul(v)]);

const ALWAYS = Object.entries(allHeaders('/', {}));
const CONSOLE = Object.entries(allHeaders('/console', {}));

function protect(req: FastifyRequest, reply: FastifyReply): void {
  for (const [name, value] of isConsole(req.url) ? CONSOLE : ALWAYS)
    if (!reply.hasHeader(name)) reply.header(name, value);
  reply.header('x-request-id', req.id);
}

/** Why the actor may not come to a route at all; undefined when it may. */
function refusalOf(system: System, route: Route, actor: Actor): AppError | undefined {
  if (route.may === 'public') return undefined;
  if (actor.kind === 'public') return new AppError('unauthenticated', route.path);
  if (route.may === 'signed-in' || may(system.permissions, actor, route.may)) return undefined;
  return new AppError('forbidden', `${actor.id} may not ${route.may}`);
}

/** Builds the web server; `server.inject()` is the in-process request of the tests. */
export async function buildServer(o: ServerOptions): Promise<FastifyInstance> {
  const { system } = o;
  const keeping = new Keeping({ system, revision: o.revision, served: o.served, warm: o.warm });
  const warm: { end(): void }[] = [];
  const app = fastify({
    serverFactory: (handler, given) => {
      const made = warmServer(handler, {
        http: given.http ?? {},
        keepAliveTimeout: KEEP_ALIVE_MS,
        requestTimeout: REQUEST_MS,
        // What a proxy says of the site's address matters only when we trust it and are not told the address.
        proxied: system.config.trustProxy.length > 0 && !system.config.publicUrl,
        answer: (r) => keeping.ready(r),
      });
      warm.push(made);
      return made.server;
    },
    bodyLimit: SMALL_BODY,
    // Stands in the audit trail, so it must not come again after a restart.
    genReqId: () => randomUUID(),
    logger: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    trustProxy: system.config.trustProxy.length > 0 ? [...system.config.trustProxy] : false,
    // Hooks do not run for a request line that was refused.
    frameworkErrors: (e, req, reply) => {
      protect(req, reply);
      void fail(req, reply, e, undefined);
    },
  });
  await app.register(cookie);
  // How much of it is kept is for `readForm` to say, which also keeps the text when a file is too much.
  await app.register(multipart, { limits: { fields: 500, fieldSize: SMALL_BODY } });
  await app.register(rateLimit, {
    global: true,
    max: o.perMinute ?? 1200,
    timeWindow: 60_000,
    keyGenerator: (req) => limitKey(req.ip),
  });
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_req, body, done) => {
    try {
      done(null, JSON.parse(String(body)));
    } catch (e) {
      done(new AppError('bad_request', 'body is not JSON', undefined, { cause: e }));
    }
  });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_req, body, done) =>
    done(null, new URLSearchParams(String(body))),
  );

  const asReq = (req: FastifyRequest, actor: Actor, form: Form): Req => {
    const url = urlOf(req.url);
    // Absent when the request line itself was refused.
    const cookies: Record<string, string | undefined> = req.cookies ?? {};
    return {
      system,
      actor,
      method: req.method,
      path: url.pathname,
      origin: originOf(system, req),
      params: Object.fromEntries(pairsOf(Object.entries(req.params ?? {}) as [string, string][])),
      query: new URLSearchParams(pairsOf(url.searchParams)),
      form,
      json: req.body instanceof URLSearchParams ? undefined : req.body,
      modes: modesOf(cookies),
      cookies,
      ip: req.ip,
      userAgent: String(req.headers['user-agent'] ?? ''),
      authorization: String(req.headers.authorization ?? ''),
      requestId: req.id,
      wants: {
        ifNoneMatch: String(req.headers['if-none-match'] ?? ''),
        range: String(req.headers.range ?? ''),
        ifRange: String(req.headers['if-range'] ?? ''),
      },
    };
  };

  /** `max` 0: whoever asks may not come here, so only the text is read, to be given back. */
  const toReq = async (req: FastifyRequest, actor: Actor, max = 0): Promise<Req> =>
    asReq(req, actor, req.method === 'POST' ? await readForm(req, max || SMALL_BODY, max > 0) : formOf([]));

  const send = (reply: FastifyReply, req: FastifyRequest, given: Answer): FastifyReply => {
    // Not what a session or a visit opens: the length of a packed page could tell what stands in it to whoever makes a browser ask.
    const answer = isSomebodys(req.headers.cookie ?? '')
      ? given
      : packed(given, String(req.headers['accept-encoding'] ?? ''));
    for (const k of answer.cookies ?? [])
      reply.setCookie(k.name, k.value, {
        path: k.path ?? '/',
        httpOnly: k.httpOnly ?? true,
        sameSite: 'lax',
        secure: (system.config.publicUrl ?? '').startsWith('https:') || req.protocol === 'https',
        ...(k.maxAge === undefined ? {} : { maxAge: k.maxAge }),
      });
    return reply.status(answer.status).headers(answer.headers).send(answer.body);
  };

  const sendPage = (reply: FastifyReply, req: FastifyRequest, page: Page, away: boolean): FastifyReply => {
    const answer = keeping.answer(page, {
      acceptEncoding: String(req.headers['accept-encoding'] ?? ''),
      ifNoneMatch: String(req.headers['if-none-match'] ?? ''),
    });
    if (away) reply.header('warning', '110 - "database away"');
    return reply.status(answer.status).headers(answer.headers).send(answer.body);
  };

  /** Turns anything thrown into one answer; this is the only place where an error becomes a status. */
  const fail = async (
    req: FastifyRequest,
    reply: FastifyReply,
    e: unknown,
    c: Req | undefined,
  ): Promise<FastifyReply> => {
    const away = isDatabaseAway(e);
    // 22021: a NUL byte, which no text of ours holds and the database refuses.
    const nul = (e as { code?: unknown }).code === '22021';
    const known =
      e instanceof AppError
        ? e
        : away
          ? new AppError('unavailable', 'database away')
          : nul
            ? new AppError('bad_request', 'NUL byte')
            : undefined;
    const fromFastify = (e as { statusCode?: number }).statusCode;
    const status = known ? STATUS[known.code] : fromFastify && fromFastify < 500 ? fromFastify : 500;
    if (status === 500 || away)
      system.log.error({ error: e, requestId: req.id, path: urlOf(req.url).pathname }, 'request failed');
    if (status === 503) reply.header('retry-after', '30');
    if (req.url.startsWith('/api/'))
      return reply.status(status).send({ error: known?.code ?? 'failed', requestId: req.id });
    const asked =
      c ??
      (e instanceof FormError ? asReq(req, PUBLIC, e.form) : undefined) ??
      (await toReq(req, PUBLIC).catch(() => asReq(req, PUBLIC, formOf([]))));
    try {
      return send(reply, req, await o.failurePage(asked, status, known?.say));
    } catch (drawing) {
      system.log.error({ error: drawing, requestId: req.id }, 'the page for a failure could not be drawn');
      return reply.status(status).header('content-type', 'text/plain; charset=utf-8').send(`${status} ${req.id}\n`);
    }
  };

  app.addHook('onSend', async (req, reply) => protect(req, reply));
  app.addHook('onResponse', async (req, reply) => {
    if (o.served && req.method === 'GET' && SEEN.has(reply.statusCode))
      o.served(urlOf(req.url).pathname, req.headers['user-agent'] ?? '', 1);
  });
  app.addHook('preClose', async () => {
    for (const w of warm) w.end();
  });
  app.addHook('onClose', async () => keeping.end());
  app.setErrorHandler((e, req, reply) => fail(req, reply, e, undefined));
  app.setNotFoundHandler((req, reply) => fail(req, reply, new AppError('not_found', req.url), undefined));

  for (const route of o.routes) {
    app.route({
      method: route.method,
      url: route.path,
      ...(route.maxBody ? { bodyLimit: route.maxBody } : {}),
      config: route.perMinute ? { rateLimit: { max: route.perMinute, timeWindow: 60_000 } } : {},
      handler: async (req, reply) => {
        let c: Req | undefined;
        const keep = route.method === 'GET' ? route.keep : undefined;
        const origin = originOf(system, req);
        const key = keep && keeping.keyOf(origin, modesOf(req.cookies), req.url);
        try {
          if (
            route.method === 'POST' &&
            !sameOrigin(req.headers, system.config.publicUrl) &&
            !req.headers.authorization
          )
            throw new AppError('forbidden', 'foreign origin', '这个表单不是从本站打开的。请回到本站的页面再提交一次。');
          if (key !== undefined) {
            const given = await keeping.page(key, origin, req.url, keep === 'what it reads', async () => {
              c = await toReq(req, PUBLIC);
              return route.run(c);
            });
            return 'page' in given ? sendPage(reply, req, given.page, given.away) : send(reply, req, given.answer);
          }
          // A form is read before anything that may fail, so that its text can be given back.
          const actor = await o.authenticate({ cookies: req.cookies, ip: req.ip }).catch(async (e) => {
            c = await toReq(req, PUBLIC);
            throw e;
          });
          const why = refusalOf(system, route, actor);
          c = await toReq(req, actor, why ? 0 : (route.maxBody ?? SMALL_BODY));
          if (why) throw why;
          return send(reply, req, await route.run(c));
        } catch (e) {
          if (e instanceof FormError && e.code === 'too_large' && route.tooLarge) {
            const again = await route.tooLarge(asReq(req, PUBLIC, e.form)).catch(() => undefined);
            if (again) return send(reply, req, again);
          }
          const old = key !== undefined && isDatabaseAway(e) ? keeping.old(key) : undefined;
          if (old) return sendPage(reply, req, old, true);
          return fail(req, reply, e, c);
        }
      },
    });
  }
  return app;
}
