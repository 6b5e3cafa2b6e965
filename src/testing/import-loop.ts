/** Imports a folder and says how many are done; the kill test ends it at any moment. Arguments: database, data folder, folder. */
import { openSystem } from '../app/system.ts';
import { importAll, sourcesOf } from '../modules/intake/index.ts';
import { readConfig } from '../platform/config.ts';
import { closeConverter } from '../platform/documents/index.ts';
import { silentLogger } from '../platform/log.ts';
import { SYSTEM } from '../platform/permission.ts';

const [url, dataDir, folder] = process.argv.slice(2);
if (!url || !dataDir || !folder) process.exit(2);
const { system, close } = await openSystem(
  readConfig({ GONGKAI_DATA: dataDir }, dataDir),
  url,
  'import loop',
  silentLogger,
);
await importAll(
  system,
  { actor: SYSTEM },
  await sourcesOf([folder]),
  { unitId: 'qu', column: 'zcwj' },
  (done) => void process.stdout.write(`${done}\n`),
);
await closeConverter();
await close();
