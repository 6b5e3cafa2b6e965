import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Config } from '../platform/config.ts';
import { maybe, sql } from '../platform/db/connection.ts';
import { AppError } from '../platform/errors.ts';
import { json, text } from '../platform/http/answer.ts';
import { networks } from '../platform/http/security.ts';
import type { Route } from '../platform/http/types.ts';

type Ops = {
  routes: readonly Route[];
  observe(route: string, status: number, seconds: number): void;
  /** Counts an answer from memory. */
  warm(status: number): void;
};

/** What operators and their monitors ask: alive, ready, figures. */
export function ops(config: Config): Ops {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'gongkai_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.03, 0.1, 0.3, 1, 3],
    registers: [registry],
  });
  // Counted by hand between two questions: a label look-up costs more than the whole answer.
  const warm = new Map<number, number>();
  new Counter({
    name: 'gongkai_warm_answers_total',
    help: 'Answers given from memory, by status',
    labelNames: ['status'],
    registers: [registry],
    collect() {
      for (const [status, n] of warm) this.inc({ status: String(status) }, n);
      warm.clear();
    },
  });
  // One for each route and status, looked up by their names once.
  const known = new Map<string, Histogram.Internal<'route' | 'status'>>();
  const figureOf = (route: string, status: number): Histogram.Internal<'route' | 'status'> => {
    const key = `${status} ${route}`;
    const found = known.get(key) ?? requests.labels(route, String(status));
    known.set(key, found);
    return found;
  };
  const inside = networks(config.metricsFrom);
  return {
    warm: (status) => void warm.set(status, (warm.get(status) ?? 0) + 1),
    observe: (route, status, seconds) => figureOf(route, status).observe(seconds),
    routes: [
      { method: 'GET', path: '/healthz', may: 'public', run: async () => json({ status: 'ok' }) },
      {
        method: 'GET',
        path: '/readyz',
        may: 'public',
        run: async (c) => {
          try {
            await maybe(c.system.readDb, sql`select 1 as up`);
            return json({ status: 'ok' });
          } catch {
            return json({ status: 'database away' }, 503);
          }
        },
      },
      {
        method: 'GET',
        path: '/metrics',
        may: 'public',
        run: async (c) => {
          if (!inside(c.ip)) throw new AppError('not_found', '/metrics from outside');
          return text(await registry.metrics(), registry.contentType);
        },
      },
    ],
  };
}
