import type { FastifyInstance } from 'fastify';
import { authenticate } from '../modules/org/index.ts';
import { failurePage } from '../modules/sites/index.ts';
import { buildServer } from '../platform/http/server.ts';
import type { Route } from '../platform/http/types.ts';
import type { System } from '../platform/system.ts';
import { assetRoutes } from './assets.ts';
import { modules } from './modules.ts';
import { ops } from './ops.ts';
import { countReads } from './reads.ts';
import { watchRevision } from './revision.ts';

/** Every route of the portal, the console and the API, in one list that tests can walk. */
export const moduleRoutes: readonly Route[] = [...assetRoutes, ...modules.flatMap((m) => [...(m.routes ?? [])])];

/** The web process: routes of all modules behind one server. */
export async function webServer(
  system: System,
  url: string,
): Promise<{ server: FastifyInstance; close(): Promise<void> }> {
  const figures = ops(system.config);
  const watch = watchRevision(system, url);
  const reads = countReads(system);
  const server = await buildServer({
    system,
    routes: [...figures.routes, ...moduleRoutes],
    authenticate: (req) => authenticate(system, req),
    failurePage,
    revision: watch,
    perMinute: system.config.perMinute,
    warm: figures.warm,
    served: reads.served,
  });
  server.addHook('onResponse', async (req, reply) => {
    figures.observe(req.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000);
  });
  return {
    server,
    close: async () => {
      await watch.stop();
      await server.close();
      await reads.stop();
    },
  };
}
