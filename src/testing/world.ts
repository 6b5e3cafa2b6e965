import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { h } from 'preact';
import { calendar } from '../../law/index.ts';
import { type Clock, fixedClock } from '../platform/clock.ts';
import { readConfig } from '../platform/config.ts';
import { rows, sql } from '../platform/db/connection.ts';
import { fileStore } from '../platform/files.ts';
import { page } from '../platform/http/answer.ts';
import type { Revision } from '../platform/http/keeping.ts';
import { buildServer } from '../platform/http/server.ts';
import type { Answer, Req, Route } from '../platform/http/types.ts';
import { silentLogger } from '../platform/log.ts';
import type { Module } from '../platform/module.ts';
import { type Actor, type Grant, PUBLIC } from '../platform/permission.ts';
import type { System } from '../platform/system.ts';
import { testDatabase } from './cluster.ts';

/** An invented person with roles at one unit; `covers` adds units below. */
export function actor(id: string, unitId: string, roles: readonly string[], covers: readonly string[] = []): Actor {
  const grants: Grant[] = roles.map((role) => ({ role, unitId, covers: new Set([unitId, ...covers]) }));
  return { kind: 'person', id, label: `${unitId}·${roles.join('、')}`, unitId, grants, sessionId: `session-${id}` };
}

export type Reply = { status: number; headers: Record<string, string | undefined>; text: string; json<T>(): T };
type Asked = {
  as?: Actor;
  form?: Record<string, string | string[]> | FormData;
  headers?: Record<string, string>;
  json?: unknown;
};

export type World = {
  system: System;
  clock: Clock & { set(iso: string): void };
  /** One request in the process; `as` skips signing in. POSTs come from our own origin. */
  request(method: 'GET' | 'POST', path: string, asked?: Asked): Promise<Reply>;
  server: FastifyInstance;
  /** Runs what is queued, until nothing due is left; returns the names that ran. */
  runJobs(): Promise<string[]>;
  end(): Promise<void>;
};

export type WorldOptions = {
  modules: readonly Module[];
  at?: string;
  env?: Record<string, string>;
  failurePage?: (c: Req, status: number, say: string | undefined) => Promise<Answer>;
  served?: (path: string, userAgent: string) => void;
  /** Which pages are kept and when they are drawn anew; the test ends what it starts. */
  revision?: (system: System, databaseUrl: string) => Revision;
  authenticate?: Parameters<typeof buildServer>[0]['authenticate'];
};

const plainFailure = async (_c: Req, status: number, say: string | undefined): Promise<Answer> =>
  page(h('p', null, `${status} ${say ?? ''}`), status);

/** A whole system for one test file: its own database, its own folder, a clock that stands still. */
export async function world(o: WorldOptions): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'gongkai-test-'));
  const database = await testDatabase();
  const clock = fixedClock(o.at ?? '2026-03-31T09:30:00+08:00');
  const config = readConfig({ GONGKAI_DATA: dir, ...o.env }, dir);
  const system: System = {
    config,
    db: database.db,
    readDb: database.readDb,
    clock,
    calendar,
    files: fileStore(join(dir, 'files')),
    log: silentLogger,
    assetVersion: '',
    permissions: Object.assign({}, ...o.modules.map((m) => m.permissions ?? {})),
    modules: o.modules,
  };
  let speaking: Actor | undefined;
  const routes: Route[] = o.modules.flatMap((m) => [...(m.routes ?? [])]);
  const server = await buildServer({
    system,
    routes,
    authenticate: async (req) => speaking ?? (o.authenticate ? await o.authenticate(req) : PUBLIC),
    failurePage: o.failurePage ?? plainFailure,
    // Tests look at one page right after changing it, so nothing is kept unless one asks for it.
    ...(o.revision ? { revision: o.revision(system, database.url) } : {}),
    ...(o.served ? { served: o.served } : {}),
    perMinute: 100_000,
  });
  await server.ready();

  const request: World['request'] = async (method, path, asked = {}) => {
    const body = await payloadOf(asked);
    speaking = asked.as;
    try {
      const res = await server.inject({
        method,
        url: path,
        headers: { host: 'test.local', origin: 'http://test.local', ...body.headers, ...asked.headers },
        ...(body.payload === undefined ? {} : { payload: body.payload }),
      });
      const headers = Object.fromEntries(
        Object.entries(res.headers).map(([k, v]) => [k, Array.isArray(v) ? v.join('\n') : v?.toString()]),
      );
      return { status: res.statusCode, headers, text: res.body, json: <T>() => JSON.parse(res.body) as T };
    } finally {
      speaking = undefined;
    }
  };

  const runJobs = async (): Promise<string[]> => {
    const ran: string[] = [];
    const known = new Map(o.modules.flatMap((m) => m.jobs ?? []).map((j) => [j.name, j]));
    for (;;) {
      const due = await rows<{ id: string; name: string; payload: unknown }>(
        system.db,
        sql`select j.id::text as id, t.identifier as name, j.payload
            from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
            where j.run_at <= ${clock.now() > new Date() ? clock.now() : new Date()} and j.attempts < j.max_attempts order by j.id limit 50`,
      );
      if (due.length === 0) return ran;
      for (const job of due) {
        await known.get(job.name)?.run(system, job.payload);
        await sql`delete from graphile_worker._private_jobs where id = ${job.id}::bigint`.execute(system.db);
        ran.push(job.name);
      }
    }
  };

  return {
    system,
    clock,
    request,
    server,
    runJobs,
    end: async () => {
      await server.close();
      await database.drop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Everything in every table, as one text: what must not be kept must not stand here. */
export async function everything(w: World): Promise<string> {
  const tables = await rows<{ name: string }>(
    w.system.db,
    sql`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname !~ '^(pg_|information_schema)'`,
  );
  const texts = await Promise.all(
    tables.map(async ({ name }) =>
      (await rows<{ t: string }>(w.system.db, sql`select t::text as t from ${sql.raw(name)} t`))
        .map((r) => r.t)
        .join('\n'),
    ),
  );
  return texts.join('\n');
}

async function payloadOf(asked: Asked): Promise<{ headers: Record<string, string>; payload?: string | Buffer }> {
  if (asked.json !== undefined)
    return { headers: { 'content-type': 'application/json' }, payload: JSON.stringify(asked.json) };
  if (!asked.form) return { headers: {} };
  if (asked.form instanceof FormData) {
    const encoded = new Response(asked.form);
    return {
      headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
      payload: Buffer.from(await encoded.arrayBuffer()),
    };
  }
  const pairs = Object.entries(asked.form).flatMap(([k, v]) => (Array.isArray(v) ? v.map((x) => [k, x]) : [[k, v]]));
  return {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(pairs as [string, string][]).toString(),
  };
}
