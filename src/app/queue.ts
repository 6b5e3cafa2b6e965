import { EventEmitter } from 'node:events';
import { type Logger, type ParsedCronItem, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { keepNight } from '../modules/duties/index.ts';
import { openPool } from '../platform/db/connection.ts';
import type { System } from '../platform/system.ts';

/** What a queue's own connection is called in the database, before the queue's number: as long as it is there, the queue lives. */
const LIVES = 'gongkai queue ';
const PULSE_MS = 10_000;

/** What the queue runs: every module's jobs; what one of them came upon by the clock is kept for the console. */
export const tasksOf = (system: System): TaskList =>
  Object.fromEntries(
    system.modules
      .flatMap((m) => m.jobs ?? [])
      .map((j) => [j.name, async (payload: unknown) => keepNight(system, j, await j.run(system, payload))]),
  );

type Queue = { ended: Promise<void>; stop(): Promise<void> };

/**
 * Runs queued jobs. A process that dies leaves the jobs it held locked, and the library gives those back after four hours only;
 * so each queue shows by a connection that it lives, and takes back what is held by one that does not.
 */
export async function runQueue(
  url: string,
  o: { taskList: TaskList; cron?: ParsedCronItem[]; concurrency?: number; logger?: Logger },
): Promise<Queue> {
  // A job that was done has to be ticked off, however long another one keeps this process busy meanwhile: without a limit, since
  // a failure there ends the process.
  const pool = openPool(url, { name: 'gongkai jobs', max: 4, connectTimeout: 0, onIdleError: () => undefined });
  const events: WorkerEvents = new EventEmitter();
  let pulse: { stop(): Promise<void> } | undefined;
  events.on('pool:create', ({ workerPool }) => {
    pulse = showLife(url, workerPool.id);
  });
  const runner = await run({
    pgPool: pool,
    taskList: o.taskList,
    parsedCronItems: o.cron ?? [],
    concurrency: o.concurrency ?? 2,
    noHandleSignals: true,
    // A release due now goes out within seconds even when a notification is lost.
    pollInterval: 2000,
    events,
    ...(o.logger ? { logger: o.logger } : {}),
  });
  return {
    ended: runner.promise,
    stop: async () => {
      await runner.stop().catch(() => undefined);
      await pulse?.stop();
      await pool.end();
    },
  };
}

/** Holds the connection that shows that a queue lives, opens it again when it is lost, and looks for queues that have none. */
function showLife(url: string, id: string): { stop(): Promise<void> } {
  let client: pg.Client | undefined;
  let busy: Promise<void> | undefined;
  const beat = async (): Promise<void> => {
    if (!client) {
      const c = new pg.Client({ connectionString: url, application_name: `${LIVES}${id}`, keepAlive: true });
      const lost = (): void => {
        if (client === c) client = undefined;
      };
      c.on('error', lost).on('end', lost);
      await c.connect();
      client = c;
    }
    await client.query(TAKE_BACK, [id]);
  };
  const next = (): void => {
    // The database may be away; the next beat tries again.
    busy ??= beat()
      .catch(() => undefined)
      .finally(() => {
        busy = undefined;
      });
  };
  next();
  const timer = setInterval(next, PULSE_MS).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await busy;
      await client?.end().catch(() => undefined);
    },
  };
}

/**
 * Jobs held by queues that have no connection, given back at once. One that has just begun is left its first seconds to show
 * itself. Should a living one have lost its connection, a job runs twice, which every job bears.
 */
const TAKE_BACK = `
  select graphile_worker.force_unlock_workers(array_agg(distinct j.locked_by)) from graphile_worker._private_jobs j
  where j.locked_by <> $1 and j.locked_at < now() - interval '5 seconds'
    and not exists (select from pg_stat_activity a where a.application_name = '${LIVES}' || j.locked_by)
  having count(*) > 0`;
