import { exec, sql, type Tx } from './db/connection.ts';
import type { System } from './system.ts';

/** A job as a module declares it. Each is safe to run twice: the queue promises at least once, not exactly once. */
export type Job = {
  name: string;
  run(system: System, payload: unknown): Promise<void>;
  /** Crontab expression in UTC, as the queue reads it, for jobs that a clock starts: `30 18 * * *` is half past two at night in China. */
  cron?: string;
};

export type Enqueue = (name: string, payload: unknown, opts?: { key?: string; runAt?: Date }) => Promise<void>;

/** Queues a job in the caller's transaction: committed with the change, so never lost and never early. */
export const enqueueIn =
  (tx: Tx): Enqueue =>
  async (name, payload, opts = {}) => {
    await exec(
      tx,
      sql`select graphile_worker.add_job(${name}, payload := ${JSON.stringify(payload)}::json,
            job_key := ${opts.key ?? null}, run_at := ${opts.runAt ?? null})`,
    );
  };

/** Takes a queued job back, e.g. when a planned release is called off. */
export async function dequeue(tx: Tx, key: string): Promise<void> {
  await exec(tx, sql`select graphile_worker.remove_job(${key})`);
}
