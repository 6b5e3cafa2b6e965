import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Records as a collection of laws has them; titles and texts are invented. */
export const WATER_2010 = {
  id: 'v1',
  group: 'g-water',
  title: '明河节约用水条例',
  kind: '行政法规',
  region: null as string | null,
  issued: '2010-03-01',
  first_issued: '2010-03-01',
  effective: '2010-05-01',
  status: '有更新版本',
  events: [{ date: '2010-03-01', event: '中华人民共和国国务院令第901号公布' }],
  text: '第一条 为了节约用水。\n\n第二条 洗车应当循环用水。',
  source: 'test',
};
export const WATER_2020 = {
  ...WATER_2010,
  id: 'v2',
  issued: '2020-03-01',
  effective: '2020-06-01',
  status: '现行有效',
  events: [...WATER_2010.events, { date: '2020-03-01', event: '中华人民共和国国务院令第902号修订' }],
  text: '## 第一章 总则\n\n第一条 为了节约用水。\n\n第二条 居民阶梯水价。\n\n第三条 洗车应当循环用水。',
};

/** Writes records as JSONL, packed unless told; strings go as they are. Answers the path. */
export async function lawsFile(dir: string, name: string, lines: readonly unknown[], packed = true): Promise<string> {
  const text = lines.map((l) => (typeof l === 'string' ? l : JSON.stringify(l))).join('\n');
  const path = join(dir, name);
  await writeFile(path, packed ? gzipSync(text) : text);
  return path;
}
