import type { Calendar } from '../lib/workdays.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Db, ReadDb } from './db/connection.ts';
import type { FileStore } from './files.ts';
import type { Logger } from './log.ts';
import type { Module } from './module.ts';
import type { PermissionTable } from './permission.ts';

/** Everything an action or a page may reach; built once by an entry point in `app/` (or a test's world) and passed down. */
export type System = {
  config: Config;
  db: Db;
  /** Portal pages read through this one: the connection refuses to write. */
  readDb: ReadDb;
  clock: Clock;
  calendar: Calendar;
  files: FileStore;
  log: Logger;
  /** Changes with each build; part of the addresses of styles and scripts. */
  assetVersion: string;
  /** All modules' tables in one. */
  permissions: PermissionTable;
  /** All modules, in the order of `app/modules.ts`; for those who gather from everyone and import no one. */
  modules: readonly Module[];
};
