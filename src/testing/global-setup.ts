import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../platform/db/embedded.ts';
import { migrate } from '../platform/db/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the test cluster; its database `gongkai_template` is migrated and empty. */
    testCluster: string;
  }
}

/** One real PostgreSQL for a whole run; each test file copies the migrated template. TEST_DATABASE_URL names another server. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env.TEST_DATABASE_URL;
  const dir = mkdtempSync(join(tmpdir(), 'gongkai-cluster-'));
  const server = external ? { url: external, stop: async () => undefined } : await startEmbedded(dir);
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  if (!external) {
    // Tests need no durability; the product keeps every default.
    for (const off of ['fsync', 'synchronous_commit', 'full_page_writes']) await admin.query(`alter system set ${off} = off`);
    await admin.query('select pg_reload_conf()');
  }
  await admin.query('drop database if exists gongkai_template');
  await admin.query('create database gongkai_template');
  await admin.end();
  const template = new URL(server.url);
  template.pathname = '/gongkai_template';
  await migrate(template.href, join(import.meta.dirname, '..', '..', 'migrations'));
  project.provide('testCluster', server.url);
  return async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
