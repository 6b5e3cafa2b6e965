import type pg from 'pg';
import type { TableShape } from './archive-format.ts';
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

/** All tables with the columns that are not computed from others. */
export async function tablesOf(client: pg.ClientBase): Promise<Omit<TableShape, 'rows'>[]> {
  const found = await client.query<Omit<TableShape, 'rows'>>(
    `select n.nspname as schema, c.relname as name,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
               and a.attgenerated = '' order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and ${OURS} order by 1, 2`,
  );
  return found.rows;
}
