import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exec, one, sql, transaction } from '../../platform/db/connection.ts';
import { docx, PNG, paragraph, picture } from '../../platform/documents/fixtures.ts';
import { closeConverter } from '../../platform/documents/index.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import type { VerbIo } from '../../platform/module.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { projectRoot } from '../../platform/root.ts';
import { seedUnits, staff } from '../../testing/editorial.ts';
import { seedSite } from '../../testing/site.ts';
import { type World, world } from '../../testing/world.ts';
import { checks } from '../checks/index.ts';
import { org } from '../org/index.ts';
import { list, openWork, publication, withdraw } from '../publication/index.ts';
import { sites } from '../sites/index.ts';
import { importAll, intake, type Report, sourcesOf } from './index.ts';
import { verbs } from './verbs.ts';

let w: World;
let dir: string;
beforeAll(async () => {
  w = await world({ modules: [org, publication, sites, checks, intake] });
  await seedUnits(w);
});
afterAll(async () => {
  await closeConverter();
  await w.end();
});
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gongkai-import-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const NOTHING = { found: [], unmeasured: 0 };
const NONE = { errors: 0, warnings: 0, hints: 0 };
const TO = { unitId: 'shuiwu', column: 'zwgk/zcwj' };
const put = async (name: string, text: string | Buffer): Promise<void> => {
  await mkdir(join(dir, name, '..'), { recursive: true });
  await writeFile(join(dir, name), text);
};
const notice = (n: number): string => `关于第${n}次防汛演练的通知\n\n各乡镇：\n\n　　请于4月${n}日参加演练。\n`;
const run = async (onEach: (done: number) => void = () => undefined): Promise<Report> =>
  importAll(w.system, { actor: SYSTEM }, await sourcesOf([dir]), TO, onEach);
const works = async (): Promise<number> =>
  (await one<{ n: number }>(w.system.db, sql`select count(*)::int as n from publication.work`)).n;

describe('a folder with an index', () => {
  beforeEach(async () => {
    await put('国发_2019_5.txt', notice(1));
    await put('sub/办法.md', '# 节水办法\n\n第一条　为了节约用水，制定本办法。\n');
    await put('page.html', '<h1>停水公告</h1><p onclick="x()">管网维修，停水一天。</p><script>alert(1)</script>');
    await put('left-out.txt', notice(9));
    await put(
      'index.json',
      JSON.stringify([
        {
          file: '国发_2019_5.txt',
          title: '关于防汛\n演练的通知',
          docNo: '国发〔2019〕5号',
          issuer: '国务院',
          signedOn: '2019年01月27日',
          publishedOn: '2019年02月15日',
          indexNo: '000014349/2019-00007',
        },
        { file: 'sub/办法.md' },
        { file: 'page.html' },
      ]),
    );
  });

  test('is imported as the index says, registered today, and nothing else is taken', async () => {
    const steps: number[] = [];
    expect(await run((n) => steps.push(n))).toEqual({
      imported: 3,
      updated: 0,
      unchanged: 0,
      refused: [],
      findings: NONE,
      alike: NOTHING,
    });
    expect(steps).toEqual([1, 2, 3]);
    const found = await list(w.system.db, { unitId: 'shuiwu', docNo: '国发[2019]5号' });
    expect(found).toMatchObject([
      {
        title: '关于防汛演练的通知',
        docNo: '国发〔2019〕5号',
        indexNo: '000014349/2019-00007',
        issuedOn: '2019-01-27',
        publishedOn: '2026-03-31',
        kind: '政策文件',
        columns: ['zwgk', 'zwgk/zcwj'],
      },
    ]);
    const content = (await openWork(w.system.db, found[0]?.no ?? 0))?.current.content;
    expect(content).toMatchObject({
      source: '国务院，2019-02-15首次公开',
      unitName: '明河区水务局',
      hands: { writer: '历史文件导入' },
    });
    expect(content?.html).toContain('请于4月1日参加演练。');
    const page = (await list(w.system.db, { unitId: 'shuiwu' })).find((l) => l.title === '停水公告');
    const html = (await openWork(w.system.db, page?.no ?? 0))?.current.content?.html ?? '';
    expect(html).toContain('管网维修');
    expect(html).not.toMatch(/script|onclick|alert/);
    expect((await list(w.system.db, { unitId: 'shuiwu' }, 50)).some((l) => l.title.includes('第9次'))).toBe(false);
  });

  test('imported again changes nothing, not even the numbers', async () => {
    await run();
    const before = await one(
      w.system.db,
      sql`select (select size from translog.head) as size, (select n from publication.revision) as n`,
    );
    expect(await run()).toMatchObject({ imported: 0, updated: 0, unchanged: 3, refused: [] });
    expect(
      await one(
        w.system.db,
        sql`select (select size from translog.head) as size, (select n from publication.revision) as n`,
      ),
    ).toEqual(before);
  });

  test('with one file changed becomes a correction of that piece, and its first version stays', async () => {
    await run();
    await put('page.html', '<h1>停水公告</h1><p>管网维修，停水两天。</p>');
    expect(await run()).toMatchObject({ imported: 0, updated: 1, unchanged: 2 });
    const changed = (await list(w.system.db, { unitId: 'shuiwu' }, 50)).find(
      (l) => l.title === '停水公告' && l.version > 1,
    );
    const work = await openWork(w.system.db, changed?.no ?? 0);
    expect(work?.editions.at(-1)).toMatchObject({ act: 'correct', reason: '导入的文件有更新' });
    expect(work?.current.content?.html).toContain('停水两天');
    // Back as it was, for the other tests of this folder.
    await put('page.html', '<h1>停水公告</h1><p onclick="x()">管网维修，停水一天。</p><script>alert(1)</script>');
    expect(await run()).toMatchObject({ updated: 1 });
  });

  test('changed after its piece was withdrawn is refused with the reason, and the rest goes on', async () => {
    await run();
    const { no } = await one<{ no: number }>(w.system.db, sql`select no from intake.item where path = 'sub/办法.md'`);
    await transaction(w.system.db, (tx) =>
      withdraw({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, no, '依据已经废止'),
    );
    await put('sub/办法.md', '# 节水办法\n\n改过的。\n');
    expect(await run()).toMatchObject({
      unchanged: 2,
      refused: [{ file: 'sub/办法.md', why: '这件现在没有公开，不能更正或撤下。' }],
    });
  });
});

describe('an import', () => {
  test('broken off half-way and begun again takes the rest, and nothing twice', async () => {
    for (let i = 1; i <= 12; i++) await put(`${String(i).padStart(2, '0')}.txt`, notice(100 + i));
    const before = await works();
    const broken = run((done) => {
      if (done === 5) throw new Error('the terminal was closed');
    });
    await expect(broken).rejects.toThrow('closed');
    const half = (await works()) - before;
    expect(half).toBeGreaterThanOrEqual(5);
    const again = await run();
    expect(again.refused).toEqual([]);
    expect(again.imported + again.unchanged).toBe(12);
    expect((await works()) - before).toBe(12);
  });

  test('of files that are no use says of each why, and takes the others', async () => {
    await put('good.txt', notice(50));
    await put('empty.txt', '');
    await put('not-really.docx', 'this is no zip');
    await put('not-really.pdf', 'nor is this a PDF');
    await put('blank.html', '<p> </p>');
    const report = await run();
    expect(report).toMatchObject({ imported: 1, updated: 0, unchanged: 0 });
    expect(report.refused.map((r) => r.file)).toEqual(['blank.html', 'empty.txt', 'not-really.docx', 'not-really.pdf']);
    for (const { file, why } of report.refused) expect(why, file).toMatch(/^[^a-z]*[\u4e00-\u9fff].*。$/u);
  });

  test('of a file that the index names and that is not there says so', async () => {
    await put('index.json', JSON.stringify([{ file: 'gone.txt' }]));
    expect((await run()).refused).toEqual([{ file: 'gone.txt', why: '文件打不开，或者索引里的文件名不对。' }]);
  });

  test('by someone without the right takes nothing', async () => {
    await put('a.txt', notice(60));
    const before = await works();
    await expect(
      importAll(w.system, { actor: staff.clerk }, await sourcesOf([dir]), TO, () => undefined),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(await works()).toBe(before);
  });

  test('stops when the database goes away, so that it can be begun again', async () => {
    await put('a.txt', notice(61));
    const away = Object.assign(new Error('terminating connection'), { code: '57P01' });
    const db = {
      ...w.system.db,
      transaction: () => ({ execute: () => Promise.reject(away) }),
    } as unknown as typeof w.system.db;
    await expect(
      importAll({ ...w.system, db }, { actor: SYSTEM }, await sourcesOf([dir]), TO, () => undefined),
    ).rejects.toBe(away);
  });
});

describe('one file', () => {
  test('imported by two at the same moment is published once', async () => {
    await put('a.txt', notice(62));
    const before = await works();
    const both = await Promise.all([run(), run()]);
    expect(both.map((r) => r.imported + r.unchanged)).toEqual([1, 1]);
    expect((await works()) - before).toBe(1);
  });

  test('with pictures is published with them, and they are served', async () => {
    const body = paragraph('灌区示意图如下。') + picture('p1', '灌区示意图');
    const relations = [{ id: 'p1', type: 'image', target: 'media/image1.png' }];
    await put('图文.docx', await docx(body, { relations, extra: { 'word/media/image1.png': PNG } }));
    await put('index.json', JSON.stringify([{ file: '图文.docx', title: '灌区示意图' }]));
    expect(await run()).toMatchObject({ imported: 1, refused: [] });
    const [line] = (await list(w.system.db, { unitId: 'shuiwu' }, 50)).filter((l) => l.title === '灌区示意图');
    const html = (await openWork(w.system.db, line?.no ?? 0))?.current.content?.html ?? '';
    const src = /<img src="([^"]+)" alt="灌区示意图">/.exec(html)?.[1] ?? '';
    const served = await w.request('GET', src);
    expect([served.status, served.headers['content-type']]).toEqual([200, 'image/png']);
    expect(served.headers['content-security-policy']).toContain('sandbox');
  });
});

describe('what is to be imported', () => {
  test('of a folder without an index is every file of a kind we read, in one order', async () => {
    for (const name of ['b.txt', 'a.HTML', 'sub/c.pdf', 'x.exe', 'y.jpg', '.hidden/z.docx']) await put(name, 'x');
    expect((await sourcesOf([dir])).map((s) => s.name)).toEqual(['.hidden/z.docx', 'a.HTML', 'b.txt', 'sub/c.pdf']);
    expect((await sourcesOf([join(dir, 'b.txt'), join(dir, 'x.exe')])).map((s) => s.name)).toEqual(['b.txt', 'x.exe']);
  });

  test.each([
    ['not JSON', '不是JSON'],
    ['{}', 'JSON数组'],
    ['[{"file":"../outside.txt"}]', '第1项'],
    ['[{"file":"/etc/passwd"}]', '第1项'],
    ['[{"title":"no file"}]', '第1项'],
  ])('with the index %s is refused before anything is taken: %s', async (index, says) => {
    await put('index.json', index);
    await expect(sourcesOf([dir])).rejects.toThrow(says);
  });

  test('may have two dots in its name', async () => {
    await put('index.json', JSON.stringify([{ file: '办法（试行）..txt' }]));
    expect((await sourcesOf([dir])).map((s) => s.name)).toEqual(['办法（试行）..txt']);
  });

  test('that is not there is said in one line', async () => {
    await expect(sourcesOf([join(dir, 'nowhere')])).rejects.toThrow('请核对路径');
    await expect(sourcesOf([dir], join(dir, 'nowhere.json'))).rejects.toThrow('打不开索引');
  });

  test('may have its index elsewhere', async () => {
    await put('docs/a.txt', notice(70));
    await put('index-elsewhere.json', JSON.stringify([{ file: 'a.txt', title: '另放的索引' }]));
    expect(await sourcesOf([join(dir, 'docs')], join(dir, 'index-elsewhere.json'))).toEqual([
      { path: join(dir, 'docs', 'a.txt'), name: 'a.txt', entry: { file: 'a.txt', title: '另放的索引' } },
    ]);
  });
});

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
    const first = await verb([dir, '--unit', 'minzheng', '--column', COLUMN]);
    expect(first.status).toBe(0);
    expect(first.out.map((t) => JSON.parse(t) as unknown)).toEqual([
      { imported: 2, updated: 0, unchanged: 0, refused: [], findings: expect.anything(), alike: expect.anything() },
    ]);
    expect(first.err.at(-1)).toBe('2/2');
    expect((await verb([dir, '--unit', 'minzheng', '--column', COLUMN], false)).out).toEqual([
      '导入0件，更新0件，没变2件，没收0件。',
    ]);
  });

  test('says what a document is like and where its links lead, with file, number and why', async () => {
    await put('old-page.html', '<h1>旧页面之二</h1><p>见<a href="/p/987655">原文件</a>。</p>');
    const { status, out } = await verb([dir, '--column', COLUMN], false);
    expect(status).toBe(0);
    expect(out.join('\n')).toMatch(/old-page\.html（登记号\d+）：1个链接打不开。没有登记过这一件/);
  });

  test('ends with 1 when something was refused, and says what', async () => {
    await put('a.txt', '');
    const { status, out } = await verb([dir, '--column', COLUMN], false);
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
    await rm(dir, { recursive: true });
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
    { timeout: 300_000 },
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
