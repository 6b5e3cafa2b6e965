import { reapplyErasures } from '../modules/publication/index.ts';
import type { Config } from '../platform/config.ts';
import { makeDataDir, withDatabase } from '../platform/db/embedded.ts';
import { EmbeddedError } from '../platform/db/embedded-error.ts';
import { migrate } from '../platform/db/migrate.ts';
import type { Logger } from '../platform/log.ts';
import type { System } from '../platform/system.ts';
import { isUnfinished } from './demo-loader.ts';
import { migrationsDir, openSystem } from './system.ts';

/** Runs one piece of work on the data folder: talks to the running database, or starts it for the time being. */
export async function withSystem<T>(config: Config, log: Logger, work: (system: System) => Promise<T>): Promise<T> {
  makeDataDir(config.dataDir);
  // What a verb did there would go with the rest when the next start begins anew.
  if (!config.databaseUrl && isUnfinished(config.dataDir))
    throw new EmbeddedError(
      '第一次启动没有完成，先运行 ./start，等它开始服务。',
      'the first start did not finish: run ./start',
    );
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
