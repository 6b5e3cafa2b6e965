import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exec, rows, sql, transaction } from '../../platform/db/connection.ts';
import { recording } from '../../platform/depends.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { draft, published } from '../../testing/drafts.ts';
import { codesOf, seedUnits, staff } from '../../testing/editorial.ts';
import { type World, world } from '../../testing/world.ts';
import { org } from '../org/index.ts';
import { correct, publication, withdraw } from '../publication/index.ts';
import { sites } from '../sites/index.ts';
import { translog } from '../translog/index.ts';
import { importLaws } from './actions.ts';
import { answerCitation } from './answer.ts';
import { citedBy, worksCiting } from './cited.ts';
import { citationDuties } from './duties.ts';
import { lawsFile, WATER_2010, WATER_2020 } from './fixtures.ts';
import { regulation } from './index.ts';
import { forget, spreadAllCitations, spreadCitations } from './spread.ts';

let w: World;
let dir: string;
beforeAll(async () => {
  w = await world({ modules: [org, translog, publication, sites, regulation] });
  dir = await mkdtemp(join(tmpdir(), 'gongkai-law-pages-'));
  await seedUnits(w);
});
afterAll(async () => {
  await w.end();
  await rm(dir, { recursive: true, force: true });
});

const take = async (name: string, ...lines: unknown[]): Promise<void> => {
  const out = await importLaws(w.system, SYSTEM, await lawsFile(dir, name, lines));
  expect(out.refused).toEqual([]);
};
const citing = (html: string) =>
  published(w, { title: '关于洗车用水的通知', unitId: 'shuiwu', unitName: '明河区水务局', html });
const duties = async () =>
  (await citationDuties(w.system.readDb, { today: w.clock.today(), units: 'all' }, w.system)).map((d) => [
    d.title,
    d.note,
    d.unitId,
  ]);
const page = async (path: string) => (await w.request('GET', path)).text;

/** One library over time, so the tests go in order. */
describe('the library as pages', () => {
  let no = 0;
  let unseen = 0;

  test('an empty library says so, and a work that cites a law it does not know has no link', async () => {
    expect(await page('/laws')).toContain('法规库里还没有收进法规');
    unseen = (await citing('<p>照《明河节约用水条例》办。</p>')).no;
    no = (await citing('<p>依照《明河节约用水条例》第二条，洗车应当循环用水。</p>')).no;
    await w.runJobs();
    // As if it had come out before anybody wrote down what is cited.
    await exec(w.system.db, sql`delete from regulation.cited where no = ${unseen}`);
    expect(await page(`/p/${no}`)).not.toContain('class="cites"');
  });

  test('a law that comes in is linked from the work that named it before', async () => {
    await take('old.jsonl.gz', WATER_2010);
    const text = await page(`/p/${no}`);
    expect(text).toContain('<a href="/laws/g-water?on=2026-03-31#art-2" class="cites">《明河节约用水条例》第二条</a>');
    expect(await rows(w.system.db, sql`select no, law_id as law, article from regulation.cited order by no`)).toEqual([
      { no, law: 'g-water', article: '2' },
    ]);
    expect(await duties()).toEqual([]);
  });

  test('filling the library for the first time looks at what came out before', async () => {
    await w.runJobs();
    const row = await rows(
      w.system.db,
      sql`select law_id as law, version_id as v from regulation.cited where no = ${unseen}`,
    );
    expect(row).toEqual([{ law: 'g-water', v: 'v1' }]);
    await transaction(w.system.db, (tx) =>
      withdraw({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, unseen, '重复'),
    );
    await w.runJobs();
  });

  test.each([
    ['/laws?q=节约用水', '明河节约用水条例', 'a part of the name'],
    ['/laws?q=国务院令第901号', '明河节约用水条例', 'an order number'],
    ['/laws?q=901', '明河节约用水条例', 'the number alone'],
    ['/laws?kind=行政法规', '明河节约用水条例', 'a kind'],
    ['/laws?q=没有这部', '没有找到', 'nothing, with a way on'],
    ['/laws?q=100%25_', '没有找到', 'signs that mean something to the database'],
  ])('%s finds %s', async (path, words, _why) => expect(await page(path)).toContain(words));

  test('the page of a law shows the text of the day', async () => {
    // Judged by the old text only where the edition came out under it: this one did not.
    w.clock.set('2015-06-01T09:00:00+08:00');
    const early = await citing('<p>按《明河节约用水条例》第二条办。</p>');
    await w.runJobs();
    w.clock.set('2026-03-31T10:00:00+08:00');
    await take('new.jsonl.gz', WATER_2020);
    expect(await page('/laws/g-water')).toContain('第三条</b>　洗车应当循环用水。');
    expect(await page('/laws/g-water?on=2015-01-01')).toContain('第二条</b>　洗车应当循环用水。');
    expect(await page('/laws/g-water?on=2009-01-01')).toContain('法规库里没有');
    expect(await page('/laws/g-water')).toContain('第一章 总则');
    expect((await w.request('GET', '/laws/g-water?on=tomorrow')).status).toBe(400);
    expect((await w.request('GET', '/laws/none')).status).toBe(404);
    expect(await page(`/p/${early.no}`)).toContain('引用时有效');
    await transaction(w.system.db, (tx) =>
      withdraw({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, early.no, '重复'),
    );
    await w.runJobs();
  });

  test('two texts stand article beside article; a renumbered one is no change', async () => {
    const text = await page('/laws/g-water/compare?from=v1&to=v2&all=1');
    expect(text).toContain('新增1条，没变2条');
    expect(text).toContain('原第二条');
    expect((await w.request('GET', '/laws/g-water/compare?from=v2&to=v1')).status).toBe(404);
  });

  test('the new text is a duty of the unit whose work cites the law, and the withdrawn one is none', async () => {
    expect(await duties()).toEqual([
      ['核对引用：关于洗车用水的通知', '《明河节约用水条例》2020年6月1日起有新的文本，引用了第二条', 'shuiwu'],
    ]);
  });

  test('a text that is announced and not yet in force is no duty before its day', async () => {
    await take('coming.jsonl.gz', { ...WATER_2020, id: 'v3', issued: '2026-03-01', effective: '2026-07-01' });
    expect(await duties()).toHaveLength(1);
    expect(await page('/laws/g-water')).toContain('公布了，还没有施行');
    w.clock.set('2026-07-01T09:00:00+08:00');
    expect(await duties()).toHaveLength(2);
    w.clock.set('2026-03-31T10:00:00+08:00');
  });

  test('the owner says why nothing has to change: with a reason, once, and nobody else', async () => {
    const key = { no, lawId: 'g-water', versionId: 'v2' };
    const office = staff.office;
    expect(codesOf(await answerCitation(w.system, office, { ...key, answer: ' ' }))).toEqual(['no_alarm_answer']);
    await expect(answerCitation(w.system, staff.clerk, { ...key, answer: '不用改' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const form = { no: String(no), law: 'g-water', version: 'v2', answer: '' };
    const again = await w.request('POST', '/console/citations', { as: office, form });
    expect([again.status, again.text.includes('请写明核对的结果')]).toEqual([422, true]);
    const done = await w.request('POST', '/console/citations', { as: office, form: { ...form, answer: '条文没变' } });
    expect(done.status).toBe(303);
    expect(codesOf(await answerCitation(w.system, office, { ...key, answer: '再答' }))).toEqual(['alarm_answered']);
    expect(await duties()).toEqual([]);
  });

  test('a law that lapses is a duty again, and a correction answers it', async () => {
    await take('lapsed.jsonl.gz', {
      ...WATER_2020,
      id: 'v3',
      issued: '2026-03-01',
      effective: '2026-03-02',
      status: '废止',
    });
    expect((await duties()).map((d) => d[1])).toContain('《明河节约用水条例》来源标明已经废止或失效');
    await transaction(w.system.db, (tx) =>
      correct(
        { tx, now: w.clock.now(), enqueue: enqueueIn(tx) },
        no,
        draft({
          title: '关于洗车用水的通知',
          unitId: 'shuiwu',
          unitName: '明河区水务局',
          html: '<p>改按新规定办。</p>',
        }),
        '引用的法规已废止',
      ),
    );
    await w.runJobs();
    expect(await duties()).toEqual([]);
  });

  test('a page drawn before anybody knew what its text cites hears of it, and only it and the law’s own do', async () => {
    const told = async () =>
      (await rows<{ told: string[] | null }>(w.system.db, sql`select told from publication.revision`))[0]?.told;
    const e = await citing('<p>按《明河节约用水条例》第一条办。</p>');
    const reading = (read: () => Promise<unknown>) => recording(read).then((r) => r.dependencies);
    expect(await reading(() => citedBy(w.system.readDb, e.no))).toEqual([`cited:${e.no}`]);
    expect(await reading(() => worksCiting(w.system.readDb, 'g-water', '', 10))).toEqual(['citing:g-water']);
    expect(await page(`/p/${e.no}`)).not.toContain('引用时有效');
    await w.runJobs();
    expect(await told()).toEqual([`cited:${e.no}`, 'citing:g-water']);
    expect(await page(`/p/${e.no}`)).toContain('引用时有效');
    // Said a second time it is no news, and no page is drawn again for it.
    await exec(w.system.db, sql`update publication.revision set told = array['quiet']`);
    await spreadCitations(w.system, e.editionId);
    await spreadAllCitations(w.system, [e.editionId]);
    expect(await told()).toEqual(['quiet']);
    await transaction(w.system.db, (tx) => withdraw({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, e.no, '重复'));
    await w.runJobs();
    expect(await told()).toEqual([`cited:${e.no}`, 'citing:g-water']);
  });

  test('what is erased leaves nothing here', async () => {
    const e = await citing('<p>见《张某某保密规定》。</p>');
    await w.runJobs();
    const left = () => rows(w.system.db, sql`select name_key from regulation.cited where no = ${e.no}`);
    expect(await left()).toHaveLength(1);
    await transaction(w.system.db, (tx) =>
      forget(tx, {
        id: 'e1',
        no: e.no,
        whole: true,
        current: true,
        editions: [],
        files: [],
        titles: [],
        texts: [],
        at: w.clock.now(),
      }),
    );
    expect(await left()).toEqual([]);
  });
});
