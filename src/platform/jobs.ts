import { exec, sql, type Tx } from './db/connection.ts';
import type { System } from './system.ts';

/** What a job came upon that looks at something by the clock; `looked` is null where it takes what is due and counts no others. */
export type Looked = { looked: number | null; found: number };

/** A job as a module declares it. Each is safe to run twice: the queue promises at least once, not exactly once. */
export type Job = {
  name: string;
  run(system: System, payload: unknown): Promise<Looked | void>;
  /** Crontab expression in UTC, as the queue reads it, for jobs that a clock starts: `30 18 * * *` is half past two at night in China. */
  cron?: string;
  /** Runs missed while nothing ran are made up for, a day back; not those of a job for which only the next one counts. */
  missed?: 'let go';
  /** How the console tells everyone of its last run; its `run` gives the numbers. */
  tells?: {
    title: string;
    /** `12件证据`, of 12. */
    looked(n: number): string;
    /** What was found, of at least one: `2件打不开了`. `bad`: somebody has to mend it. */
    found(n: number): string;
    /** Where nothing was found. */
    none: string;
    bad?: boolean;
    /** Where the findings stand, for who may go there. */
    open?: { label: string; href: string; may: string };
  };
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
