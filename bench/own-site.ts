/** A site of its own for one benchmark: embedded database, all modules, gone afterwards. */
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationsDir, openSystem } from '../src/app/system.ts';
import { readConfig } from '../src/platform/config.ts';
import { withDatabase } from '../src/platform/db/embedded.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { silentLogger } from '../src/platform/log.ts';
import type { System } from '../src/platform/system.ts';

/** `home` is a folder that goes with the site. */
export async function onOwnSite<T>(name: string, run: (system: System, home: string) => Promise<T>): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), `gongkai-bench-${name}-`));
  await chmod(home, 0o755);
  const config = readConfig({ GONGKAI_DATA: join(home, 'data') }, home);
  await mkdir(config.dataDir, { mode: 0o751 });
  const database = await withDatabase(config);
  try {
    await migrate(database.url, migrationsDir);
    const { system, close } = await openSystem(config, database.url, `bench ${name}`, silentLogger);
    try {
      return await run(system, home);
    } finally {
      await close();
    }
  } finally {
    await database.stop();
    await rm(home, { recursive: true, force: true });
  }
}
