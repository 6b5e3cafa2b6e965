import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import type { Finding } from '../../lib/finding.ts';
import { replaceInHtml, specimenOfHtml, textOf } from '../../platform/documents/index.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { type World, world } from '../../testing/world.ts';
import { importLaws } from './actions.ts';
import { citationEnv } from './cite-env.ts';
import { lawsFile, WATER_2010, WATER_2020 } from './fixtures.ts';
import { regulation } from './index.ts';
import { citationChecks } from './rules/checks.ts';

const NOISE = {
  ...WATER_2010,
  id: 'n1',
  group: 'g-noise',
  title: '明河噪声防治条例',
  status: '现行有效',
  events: [],
  text: '第一条 夜间二十二时至次日六时，禁止在居民区从事产生噪声污染的建筑施工。\n\n第二条 广场活动不得干扰周围居民。',
};
const GONE = { ...NOISE, id: 'x1', group: 'g-gone', title: '明河渡口条例', status: '废止', text: '第一条 渡口。' };
const COMING = {
  ...NOISE,
  id: 'c1',
  group: 'g-coming',
  title: '明河湿地条例',
  issued: '2026-03-01',
  first_issued: '2026-03-01',
  effective: '2026-07-01',
  text: '第一条 湿地。',
};

let w: World;
let dir: string;
beforeAll(async () => {
  w = await world({ modules: [regulation] });
  dir = await mkdtemp(join(tmpdir(), 'gongkai-cite-env-'));
});
afterAll(async () => {
  await w.end();
  await rm(dir, { recursive: true, force: true });
});

const html = (text: string): string => `<p>${text}</p>`;
async function findings(text: string): Promise<Finding[]> {
  const specimen = specimenOfHtml(html(text), { name: '稿', title: '稿' });
  const today = day('2026-03-31');
  const env = { today, ...(await citationEnv(w.system, w.system.readDb, { specimen, today })) };
  return citationChecks.flatMap((c) => [...c.run(specimen, env)]);
}
/** The text after one click, or unchanged without one. */
async function mended(text: string): Promise<string> {
  let out = html(text);
  for (const f of await findings(text))
    if (f.remedy?.kind === 'replace')
      out = replaceInHtml(
        out,
        f.remedy.edits.map((e) => ({ ...e })),
      );
  return textOf(out);
}

describe('citations while a text is written', () => {
  test('an empty library says nothing', async () =>
    expect(await findings('依照《明河节约用水条例》第九条')).toEqual([]));

  test('fills the library', async () => {
    const path = await lawsFile(dir, 'laws.jsonl.gz', [WATER_2010, WATER_2020, NOISE, GONE, COMING]);
    expect((await importLaws(w.system, SYSTEM, path)).imported).toBe(5);
  });

  test.each([
    ['依照《明河节约用水条例》第三条办理。', [], '依照《明河节约用水条例》第三条办理。', 'in order'],
    [
      '依照《明河节约用水条例》（国务院令第901号）办理。',
      ['regulation.in-force warning 国务院令第902号'],
      '依照《明河节约用水条例》（国务院令第902号）办理。',
      'the order of the text in force is known',
    ],
    [
      '依照《明河节约用水条例》（国务院令第901号）第二条办理。',
      ['regulation.in-force warning 国务院令第902号第三条'],
      '依照《明河节约用水条例》（国务院令第902号）第三条办理。',
      'the article moved with the new text',
    ],
    [
      '依照《明河节约用水条例》第九条办理。',
      ['regulation.article warning '],
      '依照《明河节约用水条例》第九条办理。',
      'no text ever had it: a person must look',
    ],
    [
      '依照国务院令第901号《明河节约用水条例》第二条办理。',
      ['regulation.in-force warning 国务院令第902号第三条'],
      '依照国务院令第901号《明河节约用水条例》第二条办理。',
      'the order stands before the title: said, and left to a person',
    ],
    [
      '依照《明河节约用水条例》国务院令第901号第二条办理。',
      ['regulation.in-force warning 国务院令第902号第三条'],
      '依照《明河节约用水条例》国务院令第902号第三条办理。',
      'behind it without brackets',
    ],
    [
      '依照《明河节约用水条例》（国务院第901号令）办理。',
      ['regulation.in-force warning 国务院令第902号'],
      '依照《明河节约用水条例》（国务院第902号令）办理。',
      'the other way round',
    ],
    ['依照《明河渡口条例》办理。', ['regulation.in-force warning '], '依照《明河渡口条例》办理。', 'repealed'],
    ['《明河渡口条例》同时废止。', [], '《明河渡口条例》同时废止。', 'named in order to say that it ends'],
    ['依照《明河湿地条例》办理。', ['regulation.in-force warning '], '依照《明河湿地条例》办理。', 'not yet in force'],
    [
      '依照《云湖船舶条例》办理。',
      ['regulation.known hint '],
      '依照《云湖船舶条例》办理。',
      'unknown, and only a hint',
    ],
    [
      '《明河噪声防治条例》第一条规定：“夜间二十二时至次日六时，禁止在居民区从事产生噪声污染的建筑施工”。',
      [],
      '《明河噪声防治条例》第一条规定：“夜间二十二时至次日六时，禁止在居民区从事产生噪声污染的建筑施工”。',
      'quoted word for word',
    ],
    [
      '《明河噪声防治条例》第一条规定：“夜间二十三时至次日六时，禁止在居民区从事产生噪声的建筑施工”。',
      ['regulation.quote warning 夜间二十二时至次日六时，禁止在居民区从事产生噪声污染的建筑施工'],
      '《明河噪声防治条例》第一条规定：“夜间二十二时至次日六时，禁止在居民区从事产生噪声污染的建筑施工”。',
      'misquoted, and it is clear what was meant',
    ],
    [
      '《明河噪声防治条例》第二条规定：“各单位应当成立领导小组负责落实”。',
      ['regulation.quote warning '],
      '《明河噪声防治条例》第二条规定：“各单位应当成立领导小组负责落实”。',
      'words of somebody else',
    ],
    [
      '《明河噪声防治条例》第一条规定：“夜间二十二时……禁止在居民区从事产生噪声污染的建筑施工”。',
      [],
      '《明河噪声防治条例》第一条规定：“夜间二十二时……禁止在居民区从事产生噪声污染的建筑施工”。',
      'an ellipsis leaves words out',
    ],
    [
      '按《明河噪声防治条例》第二条，开展“安静小区创建活动”的评选。',
      [],
      '按《明河噪声防治条例》第二条，开展“安静小区创建活动”的评选。',
      'a name in quotation marks is no quotation',
    ],
  ])('%s', async (text, expected, after, _why) => {
    expect((await findings(text)).map((f) => `${f.rule} ${f.severity} ${f.suggestion ?? ''}`)).toEqual(expected);
    expect(await mended(text)).toBe(after);
  });

  test('one law cited twice the same way is one finding, mended together', async () => {
    const text = '按《明河节约用水条例》（国务院令第901号），又按《明河节约用水条例》（国务院令第901号）。';
    const [f, more] = await findings(text);
    expect([f?.spans?.length, more]).toEqual([2, undefined]);
    expect(await mended(text)).toBe(text.replaceAll('901', '902'));
  });
});
