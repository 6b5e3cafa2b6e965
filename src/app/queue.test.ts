import { Logger, type TaskList } from 'graphile-worker';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exec, one, openPool, sql, transaction } from '../platform/db/connection.ts';
import { enqueueIn } from '../platform/jobs.ts';
import { type TestDatabase, testDatabase } from '../testing/cluster.ts';
import { runQueue } from './queue.ts';

const silent = new Logger(() => () => undefined);

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.drop());

/** Queues a job that a process took up a minute ago and has not ticked off. */
async function heldBy(queue: string, name: string): Promise<void> {
  await transaction(t.db, (tx) => enqueueIn(tx)(name, {}, { key: name }));
  await exec(
    t.db,
    sql`update graphile_worker._private_jobs set locked_by = ${queue}, locked_at = now() - interval '1 minute', attempts = 1 where key = ${name}`,
  );
}

const heldNow = async (name: string): Promise<string | null> =>
  (
    await one<{ by: string | null }>(
      t.db,
      sql`select locked_by as by from graphile_worker._private_jobs where key = ${name}`,
    )
  ).by;

describe('a process that dies while it holds jobs', () => {
  test('leaves them to the next one, which runs them at once; those of a queue that lives stay with it', async () => {
    const other = new pg.Client({ connectionString: t.url, application_name: 'gongkai queue pool-of-another' });
    await other.connect();
    await heldBy('pool-of-another', 'theirs');
    await heldBy('pool-that-died', 'left');
    const ran: string[] = [];
    let queue: Awaited<ReturnType<typeof runQueue>> | undefined;
    const done = new Promise<void>((go) => {
      const run = (name: string) => async (): Promise<void> => {
        ran.push(name);
        if (name === 'left') go();
      };
      const taskList: TaskList = { left: run('left'), theirs: run('theirs') };
      void runQueue(t.url, { taskList, logger: silent }).then((q) => {
        queue = q;
      });
    });
    await done;
    await queue?.stop();
    expect(ran).toEqual(['left']);
    expect(await heldNow('theirs')).toBe('pool-of-another');
    await other.end();
  });
});

describe('a job that keeps the process busy for longer than a connection may take to come', () => {
  test('does not make ticking off another job fail: the connection of the queue comes when there is time', async () => {
    const pool = openPool(t.url, { name: 'patient', connectTimeout: 0 });
    const coming = pool.connect();
    // Nothing else runs in this process meanwhile; longer than the five seconds of other pools.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5_500);
    const client = await coming;
    client.release();
    await pool.end();
  });
});
