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
import { KeptPages } from './kept-pages.ts';
import { SECURITY_HEADERS, sameOrigin } from './security.ts';
import type { Answer, Form, Modes, Req, Route } from './types.ts';

const SMALL_BODY = 2 * 1024 * 1024;

/** Statuses after which the reader has the page. */
const SEEN = new Set([200, 206, 304]);

export type ServerOptions = {
  system: System;
  routes: readonly Route[];
  /** Who is asking; called for every route that is not public, and for public ones with a session cookie. */
  authenticate(req: { cookies: Record<string, string | undefined>; ip: string }): Promise<Actor>;
  /** Pages for failures, drawn by the site. `say` is for the person; `c.form` holds what was typed. */
  failurePage(c: Req, status: number, say: string | undefined): Promise<Answer>;
  /** Changes whenever anything public changes; null while the database is away. */
  stamp(): Promise<string | null>;
  /** Told of each page that was given to a reader (GET, 200, 206 or 304). */
  served?(path: string, userAgent: string): void;
  /** General limit of requests a minute from one address. */
  perMinute?: number;
};

const modesOf = (cookies: Record<string, string | undefined>): Modes => ({
  elder: cookies.gk_elder === '1' ? 1 : cookies.gk_elder === '2' ? 2 : 0,
  theme: cookies.gk_theme === 'dark' ? 'dark' : cookies.gk_theme === 'light' ? 'light' : 'auto',
});

/** Never throws: a request line may hold anything. */
const urlOf = (line: string): URL =>
  URL.canParse(`http://local${line}`) ? new URL(`http://local${line}`) : new URL('http://local/');

const pairsOf = (pairs: Iterable<[string, string]>): [string, string][] =>
  [...pairs].map(([k, v]) => [k, withoutNul(v)]);

function protect(req: FastifyRequest, reply: FastifyReply): void {
  // A page may ask for stricter ones.
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) if (!reply.hasHeader(name)) reply.header(name, value);
  if (!reply.hasHeader('cache-control'))
    reply.header('cache-control', req.url.startsWith('/console') ? 'no-store' : 'no-cache');
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
  const app = fastify({
    bodyLimit: SMALL_BODY,
    // Stands in the audit trail, so it must not come again after a restart.
    genReqId: () => randomUUID(),
    logger: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    trustProxy: system.config.trustProxy.length > 0 ? [...system.config.trustProxy] : false,
    requestTimeout: 60_000,
    // Hooks do not run for a request line that was refused.
    frameworkErrors: (e, req, reply) => {
      protect(req, reply);
      void fail(req, reply, e, undefined);
    },
  });
  await app.register(cookie);
  // How much of it is kept is for `readForm` to say, which also keeps the text when a file is too much.
  await app.register(multipart, { limits: { fields: 500, fieldSize: SMALL_BODY } });
  await app.register(rateLimit, { global: true, max: o.perMinute ?? 1200, timeWindow: 60_000 });
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

  const kept = new KeptPages();

  const asReq = (req: FastifyRequest, actor: Actor, form: Form): Req => {
    const url = urlOf(req.url);
    // Absent when the request line itself was refused.
    const cookies: Record<string, string | undefined> = req.cookies ?? {};
    return {
      system,
      actor,
      method: req.method,
      path: url.pathname,
      origin: system.config.publicUrl ?? `${req.protocol}://${req.host}`,
      params: Object.fromEntries(pairsOf(Object.entries(req.params ?? {}) as [string, string][])),
      query: new URLSearchParams(pairsOf(url.searchParams)),
      form,
      json: req.body instanceof URLSearchParams ? undefined : req.body,
      modes: modesOf(cookies),
      cookies,
      ip: req.ip,
      userAgent: String(req.headers['user-agent'] ?? ''),
      requestId: req.id,
    };
  };

  /** `max` 0: whoever asks may not come here, so only the text is read, to be given back. */
  const toReq = async (req: FastifyRequest, actor: Actor, max = 0): Promise<Req> =>
    asReq(req, actor, req.method === 'POST' ? await readForm(req, max || SMALL_BODY, max > 0) : formOf([]));

  const send = (reply: FastifyReply, req: FastifyRequest, answer: Answer): FastifyReply => {
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
      o.served(urlOf(req.url).pathname, req.headers['user-agent'] ?? '');
  });
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
        const key = `${req.url}|${req.cookies.gk_elder ?? ''}|${req.cookies.gk_theme ?? ''}|${req.host}`;
        const keeps = route.keep === true && route.method === 'GET';
        try {
          if (
            route.method === 'POST' &&
            !sameOrigin(req.headers, system.config.publicUrl) &&
            !req.headers.authorization
          )
            throw new AppError('forbidden', 'foreign origin', '这个表单不是从本站打开的。请回到本站的页面再提交一次。');
          if (keeps) {
            const stamp = await o.stamp().catch(() => null);
            const fresh = kept.get(key, stamp);
            if (fresh) {
              if (stamp === null) reply.header('warning', '110 - "database away"');
              return send(reply, req, fresh);
            }
            c = await toReq(req, PUBLIC);
            const answer = await route.run(c);
            if (stamp !== null) kept.put(key, stamp, answer);
            return send(reply, req, answer);
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
          if (keeps && isDatabaseAway(e)) {
            const stale = kept.get(key, null);
            if (stale)
              return send(reply, req, { ...stale, headers: { ...stale.headers, warning: '110 - "database away"' } });
          }
          return fail(req, reply, e, c);
        }
      },
    });
  }
  return app;
}
