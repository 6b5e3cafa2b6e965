import { readConfig } from '../platform/config.ts';
import { loadDemo } from './demo.ts';
import { openSystem } from './system.ts';

/**
 * Loads the demonstration district and ends: a process of its own, so that the memory it takes is gone when the site
 * serves. Tells the accounts to the parent; null when there was nothing to load.
 */
const url = process.env.GONGKAI_WORKER_DB;
if (!url || !process.send) {
  process.stderr.write('the demonstration district is loaded by ./start\n');
  process.exit(2);
}
const { system, close } = await openSystem(readConfig(process.env, process.cwd()), url, 'gongkai demo');
const accounts = await loadDemo(system);
await close();
process.send(accounts ?? null, () => process.disconnect());
