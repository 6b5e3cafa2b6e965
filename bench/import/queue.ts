import { one, sql } from '../../src/platform/db/connection.ts';
import type { System } from '../../src/platform/system.ts';

/** Jobs that tell the modules of what was published: search, likeness, coverage, ledger. Others are the night's and the clock's. */
const waiting = async (system: System): Promise<number> =>
  (
    await one<{ n: number }>(
      system.db,
      sql`select count(*)::int as n from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
          where t.identifier like 'publication.spread%' and j.attempts < j.max_attempts`,
    )
  ).n;

/** Resolves when every module has heard of what was published. */
export async function untilSpread(system: System): Promise<void> {
  while ((await waiting(system)) > 0) await new Promise((go) => setTimeout(go, 50));
}
