import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { convert } from '../../platform/documents/index.ts';
import type { VerbIo } from '../../platform/module.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { type Counted, closed, reportWorld } from '../../testing/report.ts';
import type { World } from '../../testing/world.ts';
import { verbs } from './verbs.ts';

const ledger: Counted[] = [
  ...closed('minzheng', 2025, { granted: 3, 'denied.thirdParty': 1 }),
  ...closed('shuiwu', 2025, { 'unable.notHeld': 2 }),
];

let w: World;
let dir = '';
beforeAll(async () => {
  w = await reportWorld(ledger);
  dir = await mkdtemp(join(tmpdir(), 'gongkai-report-'));
});
afterAll(async () => {
  await w.end();
  await rm(dir, { recursive: true, force: true });
});

async function run(name: string, args: string[], json = true): Promise<{ code: number; out: string }> {
  let out = '';
  const verb = verbs.find((v) => v.name === name);
  const io: VerbIo = {
    json,
    actor: SYSTEM,
    system: w.system,
    err: () => undefined,
    out: (t) => {
      out += t;
    },
  };
  return { code: (await verb?.run(args, io)) ?? -1, out };
}
const file = async (name: string, text: string): Promise<string> => {
  await writeFile(join(dir, name), text);
  return join(dir, name);
};
const annual = (unit: string, ...more: string[]) => run('report annual', ['--unit', unit, '--year', '2025', ...more]);

describe('report annual', () => {
  test('gives the report of a unit, by id or by name, in the shape that report check reads', async () => {
    const { out } = await annual('明河区民政局');
    const json = JSON.parse(out) as { table3: { granted: { total: number } }; state: string };
    expect([json.table3.granted.total, json.state]).toEqual([3, 'none']);
    expect(await run('report check', [await file('mz.json', out)])).toMatchObject({ code: 0 });
  });

  test('gives the government’s report as the sum of its units, which report check adds up again', async () => {
    const all = await Promise.all(
      ['qu', 'minzheng', 'shuiwu'].map(async (u) => file(`${u}.json`, (await annual(u)).out)),
    );
    const [whole = '', mz = '', sw = ''] = all;
    expect(await run('report check', [whole, '--units', mz, '--units', sw])).toMatchObject({ code: 0 });
    // A unit that reports one case more than the government counted of it.
    const wrong = JSON.parse(await readFile(sw, 'utf8')) as { table3: Record<string, Record<string, number>> };
    for (const row of ['new', 'unable.notHeld', 'resultTotal'])
      for (const c of ['naturalPerson', 'total']) (wrong.table3[row] ?? {})[c] = 3;
    const { code, out } = await run('report check', [
      whole,
      '--units',
      mz,
      await file('sw2.json', JSON.stringify(wrong)),
    ]);
    const said = JSON.parse(out) as { failures: { check: string; cells: string[]; say: string }[] };
    expect(code).toBe(1);
    expect(said.failures.map((f) => f.cells[0])).toContain('table3.unable.notHeld.naturalPerson');
    expect(said.failures[0]?.say).toContain('明河区水务局3');
  });

  test('its page says the same as its data', async () => {
    const { out } = await annual('minzheng', '--format', 'html');
    const { code, out: said } = await run('report check', [await file('mz.html', out)]);
    expect([code, JSON.parse(said)]).toMatchObject([0, { ok: true, failures: [], warnings: [], form: '2021' }]);
  });

  test('its .docx and .pdf hold the words of the form', async () => {
    for (const format of ['docx', 'pdf']) {
      const out = join(dir, `mz.${format}`);
      expect((await annual('minzheng', '--format', format, '--out', out)).code).toBe(0);
      const read = await convert({ name: `mz.${format}`, bytes: await readFile(out) });
      expect(JSON.stringify(read), format).toContain('本年新收');
    }
  });

  test.each<[string[], string]>([
    [['--unit', 'nobody', '--year', '2025'], '没有“nobody”这个单位'],
    [['--unit', 'cunju', '--year', '2025'], '柳桥村不单独编年度报告'],
    [['--unit', 'minzheng', '--year', '2099'], '--year 写2008到2026之间的年份'],
    [['--unit', 'minzheng', '--year', '2025', '--format', 'ofd'], '--format 写 json、html、docx 或 pdf'],
  ])('%j is answered with one line: %s', async (args, say) => {
    await expect(run('report annual', args)).rejects.toMatchObject({
      code: 'bad_request',
      say: expect.stringContaining(say),
    });
  });
});

describe('report check', () => {
  test('says in words what does not hold in a page, and where', async () => {
    const { out } = await annual('minzheng', '--format', 'html');
    // 予以公开 of natural persons: 3 in the ledger, 5 on the page.
    const spoilt = out.replace(/(予以公开<\/th><td[^>]*>)3/, '$15');
    const { code, out: said } = await run('report check', [await file('bad.html', spoilt)], false);
    expect(code).toBe(1);
    expect(said).toContain('“自然人”列：各项办理结果加起来是6，（七）总计写的是4。');
    expect(said).toContain('table3.granted.naturalPerson');
  });
  test.each<[string, string, string]>([
    ['a.json', '{"table3": {"new": {"total": -3}}}', '不小于0的整数'],
    ['b.html', '<p>停水通知</p>', '没有第三部分的表'],
    ['c.txt', '一份年度报告', '不是JSON，也不是网页'],
  ])('%s, %s, is refused with what is wrong: %s', async (name, text, say) => {
    await expect(run('report check', [await file(name, text)])).rejects.toMatchObject({
      say: expect.stringContaining(say),
    });
  });
});
