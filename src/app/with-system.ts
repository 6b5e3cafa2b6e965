import { mkdir } from 'node:fs/promises';
import { reapplyErasures } from '../modules/publication/index.ts';
import type { Config } from '../platform/config.ts';
import { withDatabase } from '../platform/db/embedded.ts';
import { migrate } from '../platform/db/migrate.ts';
import type { Logger } from '../platform/log.ts';
import type { System } from '../platform/system.ts';
import { migrationsDir, openSystem } from './system.ts';

/** Runs one piece of work on the data folder: talks to the running database, or starts it for the time being. */
export async function withSystem<T>(config: Config, log: Logger, work: (system: System) => Promise<T>): Promise<T> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o751 });
  const database = await withDatabase(config);
  try {
    await migrate(database.url, migrationsDir);
    const { system, close } = await openSystem(config, database.url, 'gongkai verb', log);
    try {
      await reapplyErasures(system);
      return await work(system);
    } finally {
      await close();
    }
  } finally {
    await database.stop();
  }
}
