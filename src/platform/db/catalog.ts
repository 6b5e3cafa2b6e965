import { sql } from './connection.ts';

/**
 * Which schemas are ours: all but PostgreSQL's own, the job queue's and `public`. To be used in a query whose
 * `pg_namespace` is called `n`.
 */
export const OURS = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker', 'public')`;
export const ours = sql.raw(OURS);

/** `"schema"."table"`, quoted for a statement. */
export const quoted = (...names: string[]): string => names.map((n) => `"${n.replaceAll('"', '""')}"`).join('.');

/**
 * Jobs still to be run, as what `graphile_worker.add_job` takes; rows of the job queue's own tables, whose shape belongs to
 * the pinned version. One that runs right now is queued again: every job is safe to run twice. Attempts start afresh.
 */
export const JOBS = `select t.identifier, j.payload, q.queue_name, j.run_at, j.max_attempts, j.key, j.priority,
    array(select jsonb_object_keys(j.flags)) as flags
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
  where j.attempts < j.max_attempts order by j.id`;
