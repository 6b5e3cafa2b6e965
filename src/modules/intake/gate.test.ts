import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exec, one, sql } from '../../platform/db/connection.ts';
import { closeConverter } from '../../platform/documents/index.ts';
import type { VerbIo } from '../../platform/module.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { projectRoot } from '../../platform/root.ts';
import { importDesk, importWorld, notice } from '../../testing/intake.ts';
import { seedSite } from '../../testing/site.ts';
import type { World } from '../../testing/world.ts';
import { list } from '../publication/index.ts';
import { importAll, type Report, sourcesOf } from './index.ts';
import { verbs } from './verbs.ts';

let w: World;
beforeAll(async () => {
  w = await importWorld();
});
afterAll(async () => {
  await closeConverter();
  await w.end();
});
const { dir, put, run } = importDesk(() => w);
const NOTHING = { found: [], unmeasured: 0 };
const NONE = { errors: 0, warnings: 0, hints: 0 };
const _TO = { unitId: 'shuiwu', column: 'zwgk/zcwj' };
const _works = async (): Promise<number> =>
  (await one<{ n: number }>(w.system.db, sql`select count(*)::int as n from publication.work`)).n;

describe('the gate', () => {
  // Passes the arithmetic, under the fictional division.
  const ID = '999901193911040019';

  test('refuses personal data with its places and never repeats it; the rest goes on', async () => {
    await put('名册.txt', `高龄津贴名册\n\n现予公示。\n\n联系人身份证号${ID}。\n`);
    await put('通知.txt', notice(21));
    const report = await run();
    expect(report).toMatchObject({ imported: 1, refused: [{ file: '名册.txt' }] });
    expect(report.refused[0]?.why).toMatch(
      /有不能公开的个人信息，没有收：1个身份证号没有遮盖（第3段）。依据.*第十五条/,
    );
    expect(JSON.stringify(report)).not.toContain(ID);
    const leaked = (await list(w.system.db, { unitId: 'shuiwu' }, 100)).some((l) => l.title === '高龄津贴名册');
    expect(leaked).toBe(false);
  });

  test('takes it once it is masked', async () => {
    await put('名册.txt', '高龄津贴名册\n\n现予公示。\n\n联系人身份证号9999**********0019。\n');
    expect(await run()).toMatchObject({ imported: 1, refused: [] });
  });

  test('counts what else it finds and stops for none of it', async () => {
    await put('值守.txt', '关于值守的通知\n\n各乡镇：\n\n联系人手机13900000000，请保持畅通。\n');
    const report = await run();
    expect(report).toMatchObject({ imported: 1, refused: [] });
    expect(report.findings.errors + report.findings.warnings + report.findings.hints).toBeGreaterThan(0);
  });
});

const COLUMN = 'zcwj';

describe('./gongkai import', () => {
  const verb = async (args: string[], json = true) => {
    const out: string[] = [];
    const err: string[] = [];
    const io: VerbIo = { json, out: (t) => out.push(t), err: (t) => err.push(t), system: w.system, actor: SYSTEM };
    const [found] = verbs;
    return { status: await found?.run(args, io), out, err };
  };
  beforeAll(async () => {
    await seedSite(w, { columns: [{ path: COLUMN, name: '政策文件', class: '政策文件' }] });
  });

  test('prints one JSON document, and the progress apart from it', async () => {
    await put('a.txt', notice(80));
    await put('b.txt', notice(81));
    const first = await verb([dir(), '--unit', 'minzheng', '--column', COLUMN]);
    expect(first.status).toBe(0);
    expect(first.out.map((t) => JSON.parse(t) as unknown)).toEqual([
      { imported: 2, updated: 0, unchanged: 0, refused: [], findings: expect.anything(), alike: expect.anything() },
    ]);
    expect(first.err.at(-1)).toBe('2/2');
    expect((await verb([dir(), '--unit', 'minzheng', '--column', COLUMN], false)).out).toEqual([
      '导入0件，更新0件，没变2件，没收0件。',
    ]);
  });

  test('says what a document is like and where its links lead, with file, number and why', async () => {
    await put('old-page.html', '<h1>旧页面之二</h1><p>见<a href="/p/987655">原文件</a>。</p>');
    const { status, out } = await verb([dir(), '--column', COLUMN], false);
    expect(status).toBe(0);
    expect(out.join('\n')).toMatch(/old-page\.html（登记号\d+）：1个链接打不开。没有登记过这一件/);
  });

  test('ends with 1 when something was refused, and says what', async () => {
    await put('a.txt', '');
    const { status, out } = await verb([dir(), '--column', COLUMN], false);
    expect(status).toBe(1);
    expect(out[0]).toBe('导入0件，更新0件，没变0件，没收1件。');
    expect(out[1]).toContain('a.txt');
  });

  test.each([
    [[], '用法'],
    [['/nowhere'], '打不开'],
    [['.', '--unit', 'nobody'], '没有“nobody”这个单位'],
    [['.', '--column', 'none'], '没有“none”这个栏目'],
  ])('%j ends with 2 and says why: %s', async (args, says) => {
    const { status, out, err } = await verb(args);
    expect([status, out]).toEqual([2, []]);
    expect(err.join('')).toContain(says);
  });
});

describe('what comes in is held against what is out', () => {
  const LONG =
    '各乡镇、各部门：今冬雨雪偏多，请在十二月十日前完成农村公路、桥梁和校舍的排查，备足融雪剂和防滑料，落实二十四小时值班，遇有险情先处置后报告。区应急管理局将组织抽查，抽查结果在全区通报，并计入年度考核。各乡镇要把排查出的隐患逐处登记，写明位置、责任人和整改期限，十二月十五日前报区应急管理局汇总；校车、客运班线和农村集市周边道路先除先通，孤寡老人和留守儿童家庭逐户上门看一遍取暖和用电。';
  const told = (r: Report): string[] => r.alike.found.map((f) => `${f.file}：${f.message}`);

  test('a copy under another name is found, of the same batch and of what was out before, and stops nothing', async () => {
    await put('near-a.txt', `关于做好今冬除雪工作的通知\n\n${LONG}\n`);
    await put('near-b.txt', `关于做好今冬除雪工作的通知（再发）\n\n${LONG}\n`);
    await put('near-c.txt', notice(27));
    const first = await run();
    expect(first).toMatchObject({ imported: 3, refused: [] });
    // Which of the two is first depends on which was read first.
    expect(told(first)).toHaveLength(1);
    expect(told(first)[0]).toMatch(/^near-[ab]\.txt：和(已经公开的)?《关于做好今冬除雪工作的通知/);
    expect(first.findings.warnings + first.findings.hints).toBeGreaterThan(0);
    // The worker has made their sketches: the next folder is held against them.
    await w.runJobs();
    await rm(dir(), { recursive: true });
    await put('near-again.txt', `除雪工作再通知\n\n${LONG}\n`);
    const second = await run();
    expect(second.imported).toBe(1);
    expect(second.alike.found.length).toBeGreaterThan(0);
    expect(new Set(second.alike.found.map((f) => f.file))).toEqual(new Set(['near-again.txt']));
    expect(second.alike.unmeasured).toBe(0);
  });

  test('a corrected file is not held against the work it corrects', async () => {
    await put(
      'near-only.txt',
      `关于汛期水库调度的通知\n\n${LONG.replaceAll('雨雪', '降水').replaceAll('除雪', '防汛').replace('十二月', '六月')}水库管理处每日报告水位。\n`,
    );
    await run();
    await w.runJobs();
    await put(
      'near-only.txt',
      `关于汛期水库调度的通知\n\n${LONG.replaceAll('雨雪', '降水').replaceAll('除雪', '防汛').replace('十二月', '七月')}水库管理处每日报告水位。\n`,
    );
    const out = await run();
    expect(out.updated).toBe(1);
    expect(out.alike.found.filter((f) => f.message.includes('汛期水库调度'))).toEqual([]);
  });

  test('links within the site that lead nowhere are named with their file', async () => {
    await put('near-ok.html', '<h1>办事指南</h1><p>见<a href="/u/shuiwu">水务局</a>。</p>');
    await put(
      'near-dead.html',
      '<h1>旧页面</h1><p>见<a href="/p/987654">原文件</a>和<a href="/c/nothing">栏目</a>。</p>',
    );
    const out = await run();
    expect(out.alike.found.map((f) => [f.file, f.message, f.why])).toEqual([
      ['near-dead.html', '1个链接打不开', '没有登记过这一件，请核对地址。'],
      ['near-dead.html', '1个链接打不开', '没有这个栏目，请核对地址。'],
    ]);
    expect(out.findings.warnings).toBeGreaterThanOrEqual(2);
  });
});

const CORPUS = join(projectRoot, '..', 'shared', 'corpus', 'documents');

describe('the real documents', () => {
  test.skipIf(!existsSync(CORPUS) && process.env.CI !== 'true')(
    'import completely, and a second time change nothing (skipped: needs ../shared/corpus/documents beside the project)',
    async () => {
      const index = JSON.parse(await readFile(join(CORPUS, 'index.json'), 'utf8')) as { file: string }[];
      const sources = await sourcesOf([CORPUS]);
      expect(sources).toHaveLength(index.length);
      const to = { unitId: 'qu', column: 'zwgk/zcwj' };
      const first = await importAll(w.system, { actor: SYSTEM }, sources, to, () => undefined);
      expect(first).toMatchObject({ imported: index.length, updated: 0, unchanged: 0, refused: [] });
      const second = await importAll(w.system, { actor: SYSTEM }, sources, to, () => undefined);
      expect(second).toEqual({
        imported: 0,
        updated: 0,
        unchanged: index.length,
        refused: [],
        findings: NONE,
        alike: NOTHING,
      });
      expect(await list(w.system.db, { docNo: '国发[2019]5号', unitId: 'qu' })).toMatchObject([
        { issuedOn: '2019-01-27', publishedOn: '2026-03-31' },
      ]);
      await exec(w.system.db, sql`delete from graphile_worker._private_jobs`);
    },
  );
});
