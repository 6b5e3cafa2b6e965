import { systemClock } from '../platform/clock.ts';
import { readConfig } from '../platform/config.ts';
import { settle } from '../platform/db/connection.ts';
import { jsonLogger } from '../platform/log.ts';
import { loadDemo, prepareDemo } from './demo.ts';
import { openFiles, openSystem } from './system.ts';

/**
 * Loads the demonstration district and ends: a process of its own, so that the memory it takes is gone when the site
 * serves; it ends with its parent. What needs no database is made ready while that is still being created; the parent sends
 * its address. Tells the accounts to the parent once all is on the disk; null when there was nothing to load.
 */
if (!process.send) {
  process.stderr.write('the demonstration district is loaded by ./start\n');
  process.exit(2);
}
const config = readConfig(process.env, process.cwd());
const alone = (): never => process.exit(1);
process.once('disconnect', alone);
const address = new Promise<string>((go) => process.once('message', (url) => go(String(url))));
const ready = await prepareDemo(await openFiles(config), systemClock.today());
const { system, close } = await openSystem(config, await address, 'gongkai demo', jsonLogger(), true);
const accounts = await loadDemo(system, ready);
await settle(system.db);
await close();
process.removeListener('disconnect', alone);
process.send(accounts ?? null, () => process.disconnect());
