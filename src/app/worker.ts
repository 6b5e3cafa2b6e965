import { type ParsedCronItem, parseCronItems } from 'graphile-worker';
import { readConfig } from '../platform/config.ts';
import { modules } from './modules.ts';
import { runQueue, tasksOf } from './queue.ts';
import { openSystem } from './system.ts';

/**
 * The worker process: runs what actions queued and what clocks start. The database's address comes from the parent by
 * environment. When the parent goes away, the channel closes and the worker finishes what it holds and ends.
 */
const url = process.env.GONGKAI_WORKER_DB;
if (!url) {
  process.stderr.write('the worker is started by ./start\n');
  process.exit(2);
}
const config = readConfig(process.env, process.cwd());
const { system, close } = await openSystem(config, url, 'gongkai worker');
const jobs = modules.flatMap((m) => [...(m.jobs ?? [])]);
const cron: ParsedCronItem[] = parseCronItems(
  jobs.flatMap((j) =>
    j.cron
      ? [
          {
            task: j.name,
            match: j.cron,
            identifier: j.name,
            options: { backfillPeriod: j.missed === 'let go' ? 0 : 86_400_000 },
          },
        ]
      : [],
  ),
);
const queue = await runQueue(url, { taskList: tasksOf(system), cron });
process.send?.('ready');

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  await queue.stop();
  await close();
  process.exit(0);
};
process.on('disconnect', stop);
process.on('SIGTERM', stop);
// Ctrl-C reaches the whole group; the parent tells when to stop.
process.on('SIGINT', () => undefined);
await queue.ended.catch((e: unknown) => {
  system.log.error({ error: e }, 'the worker stopped');
  process.exit(1);
});
