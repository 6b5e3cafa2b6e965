/** Asks a hundred questions in a process of its own and prints its memory in MB: before, after, and once it is idle. */
import { openSystem } from '../../src/app/system.ts';
import { ask } from '../../src/modules/search/index.ts';
import { readerOf } from '../../src/modules/search/reader.ts';
import { segmenter } from '../../src/modules/search/segment.ts';
import { readConfig } from '../../src/platform/config.ts';
import { silentLogger } from '../../src/platform/log.ts';

const [dataDir = '', url = ''] = process.argv.slice(2);
const { system, close } = await openSystem(
  readConfig({ GONGKAI_DATA: dataDir }, dataDir),
  url,
  'bench reader',
  silentLogger,
);
const rss = (): number => {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 1e6);
};
// The dictionary of the segmentation is not the index's; it is there before.
await segmenter(system.db, Date.now());
const before = rss();
const words = ['应当', '规定', '人民政府', '条例', '部门', '管理', '单位', '责任', '依法', '行政'];
for (const a of words) for (const b of words) await ask(system, { text: `${a} ${b}` });
const asked = rss();
readerOf(system).close();
const idle = rss();
process.stdout.write(JSON.stringify({ before, asked, idle }));
await close();
