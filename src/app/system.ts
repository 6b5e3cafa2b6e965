import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { calendar } from '../../law/index.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { connect } from '../platform/db/connection.ts';
import { type FileStore, fileStore } from '../platform/files.ts';
import { jsonLogger, type Logger } from '../platform/log.ts';
import { projectRoot } from '../platform/root.ts';
import type { System } from '../platform/system.ts';
import { assetVersion } from './assets.ts';
import { allPermissions, modules } from './modules.ts';

/** Where the SQL migrations lie. */
export const migrationsDir = join(projectRoot, 'migrations');

/** The files of a data folder. */
export async function openFiles(config: Pick<Config, 'dataDir'>): Promise<FileStore> {
  const folder = join(config.dataDir, 'files');
  await mkdir(folder, { recursive: true });
  return fileStore(folder);
}

type Opened = { system: System; close(): Promise<void> };

/**
 * Puts the parts together around one database address. `name` is what the process is called in the database; `unsettled` as
 * in `connect`.
 */
export async function openSystem(
  config: Config,
  url: string,
  name: string,
  log: Logger = jsonLogger(),
  unsettled = false,
): Promise<Opened> {
  const onIdleError = (error: Error) => log.warn({ error: error.message }, 'a database connection was closed');
  const write = connect(url, { name, onIdleError, unsettled });
  const read = connect(url, { name: `${name} (reading)`, readOnly: true, onIdleError });
  return {
    system: {
      config,
      db: write.db,
      readDb: read.db,
      clock: systemClock,
      calendar,
      files: await openFiles(config),
      log,
      assetVersion,
      permissions: allPermissions,
      modules,
    },
    close: async () => {
      await Promise.all([write.end(), read.end()]);
    },
  };
}
