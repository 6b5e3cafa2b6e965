import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../../platform/db/connection.ts';
import { desk, foiWorld } from '../../../testing/foi.ts';
import type { World } from '../../../testing/world.ts';
import { lookForFrequent } from './frequent.ts';
import { gramsOf } from './rules/frequent.ts';
import { answeredBefore } from './store/register.ts';

let w: World;
let d: ReturnType<typeof desk>;
beforeAll(async () => {
  w = await foiWorld();
  d = desk(w);
});
afterAll(() => w.end());

describe('what was answered before', () => {
  const published = async (description: string, work: number): Promise<string> => {
    const id = await d.opened({ description });
    await sql`update foi.request set work_no = ${work} where id = ${id}`.execute(w.system.db);
    return id;
  };
  test('is looked for by what is rare in the question: words that thousands used lead nowhere of themselves', async () => {
    await published('青溪桥荷载检测的结论', 71);
    await published('项目资金使用的台账', 72);
    await lookForFrequent(w.system);
    const ask = async (words: string) =>
      (await answeredBefore(w.system.readDb, gramsOf(words), 10)).map((a) => a.workNo);
    // One case alone has them, and is found by them.
    expect(await ask('青溪桥的荷载检测')).toEqual([71]);
    expect(await ask('项目资金使用')).toEqual([72]);
    // As in a district where many thousands asked for projects and their money.
    await sql`update foi.gram set n = 5000 where gram in ('项目', '目资', '资金', '金使', '使用')`.execute(w.system.db);
    expect(await ask('青溪桥荷载检测项目资金使用')).toEqual([71]);
    // Of nothing but common words the rarest still lead to something.
    expect(await ask('项目资金使用')).toEqual([72]);
    expect(await ask('')).toEqual([]);
    expect(await ask('从来没有人问过')).toEqual([]);
  });
});

describe('the register asked for a year that is none', () => {
  test.each(['0000', '1899', '2026-02-30', '9999', "2026' or true", ''])(
    'year=%s: the whole register, no fault',
    async (year) => {
      await d.opened();
      const q = new URLSearchParams({ year }).toString();
      const page = await w.request('GET', `/foi/register?${q}`);
      expect([page.status, page.text.includes('SQ-2026-00001')]).toEqual([200, true]);
      const csv = await w.request('GET', `/foi/register.csv?${q}`);
      expect([csv.status, csv.text.includes('SQ-2026-00001')]).toEqual([200, true]);
      expect(csv.headers['content-disposition']).toContain('requests-2026.csv');
    },
  );
});
