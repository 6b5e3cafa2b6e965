import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { connect, type Db, type ReadDb } from '../platform/db/connection.ts';

export type TestDatabase = { url: string; db: Db; readDb: ReadDb; drop(): Promise<void> };

/** A fresh copy of the migrated template, for one test file. */
export async function testDatabase(): Promise<TestDatabase> {
  const cluster = inject('testCluster');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const run = async (statement: string): Promise<void> => {
    const admin = new pg.Client({ connectionString: cluster });
    await admin.connect();
    try {
      await admin.query(statement);
    } finally {
      await admin.end();
    }
  };
  await run(`create database ${name} template gongkai_template`);
  const at = new URL(cluster);
  at.pathname = `/${name}`;
  const write = connect(at.href, { name: 'test', max: 6 });
  const read = connect(at.href, { name: 'test (reading)', max: 4, readOnly: true });
  return {
    url: at.href,
    db: write.db,
    readDb: read.db,
    drop: async () => {
      await Promise.all([write.end(), read.end()]);
      await run(`drop database ${name} with (force)`);
    },
  };
}
