import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { one, sql, transaction } from '../../platform/db/connection.ts';
import { docx, PNG, paragraph, picture } from '../../platform/documents/fixtures.ts';
import { closeConverter } from '../../platform/documents/index.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { staff } from '../../testing/editorial.ts';
import { importDesk, importWorld, notice, TO } from '../../testing/intake.ts';
import type { World } from '../../testing/world.ts';
import { list, openWork, withdraw } from '../publication/index.ts';
import { importAll, sourcesOf } from './index.ts';

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
      importAll(w.system, { actor: staff.clerk }, await sourcesOf([dir()]), TO, () => undefined),
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
      importAll({ ...w.system, db }, { actor: SYSTEM }, await sourcesOf([dir()]), TO, () => undefined),
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
  test('of a folder without an index is every document, in one order; one that cannot be a text is refused by name', async () => {
    for (const name of ['b.txt', 'a.HTML', 'sub/c.pdf', 'x.exe', 'y.jpg', '.hidden/z.docx', 'd.xlsx', '~$b.docx'])
      await put(name, 'x');
    expect((await sourcesOf([dir()])).map((s) => s.name)).toEqual([
      '.hidden/z.docx',
      'a.HTML',
      'b.txt',
      'd.xlsx',
      'sub/c.pdf',
    ]);
    expect((await sourcesOf([join(dir(), 'b.txt'), join(dir(), 'x.exe')])).map((s) => s.name)).toEqual([
      'b.txt',
      'x.exe',
    ]);
  });

  test.each([
    ['not JSON', '不是JSON'],
    ['{}', 'JSON数组'],
    ['[{"file":"../outside.txt"}]', '第1项'],
    ['[{"file":"/etc/passwd"}]', '第1项'],
    ['[{"title":"no file"}]', '第1项'],
  ])('with the index %s is refused before anything is taken: %s', async (index, says) => {
    await put('index.json', index);
    await expect(sourcesOf([dir()])).rejects.toThrow(says);
  });

  test('may have two dots in its name', async () => {
    await put('index.json', JSON.stringify([{ file: '办法（试行）..txt' }]));
    expect((await sourcesOf([dir()])).map((s) => s.name)).toEqual(['办法（试行）..txt']);
  });

  test('that is not there is said in one line', async () => {
    await expect(sourcesOf([join(dir(), 'nowhere')])).rejects.toThrow('请核对路径');
    await expect(sourcesOf([dir()], join(dir(), 'nowhere.json'))).rejects.toThrow('打不开索引');
  });

  test('may have its index elsewhere', async () => {
    await put('docs/a.txt', notice(70));
    await put('index-elsewhere.json', JSON.stringify([{ file: 'a.txt', title: '另放的索引' }]));
    expect(await sourcesOf([join(dir(), 'docs')], join(dir(), 'index-elsewhere.json'))).toEqual([
      { path: join(dir(), 'docs', 'a.txt'), name: 'a.txt', entry: { file: 'a.txt', title: '另放的索引' } },
    ]);
  });
});
