import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exec, one, rows, sql, transaction } from '../../platform/db/connection.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import { draft, published } from '../../testing/drafts.ts';
import { seedUnits, staff } from '../../testing/editorial.ts';
import { type World, world } from '../../testing/world.ts';
import { org } from '../org/index.ts';
import { correct, type Draft, publication, withdraw } from '../publication/index.ts';
import { addSynonyms, addWord, countQuestion, removeSynonyms } from './actions.ts';
import { indexEdition, reindex } from './index-editions.ts';
import { permissions } from './permissions.ts';
import { ask, type Question, type Result, suggest } from './query.ts';
import { askedInVain, lockIndex, removeAllBut, size, synonyms } from './store.ts';

let w: World;
const nos: Record<string, number> = {};
const p = (...texts: string[]): string => texts.map((t) => `<p>${t}</p>`).join('');

/** What a district publishes, small; the key says what it is. */
const PIECES: Record<string, Partial<Draft>> = {
  allowance: {
    title: '明河区高龄津贴发放办法',
    docNo: '明政办发〔2026〕12号',
    unitId: 'minzheng',
    unitName: '明河区民政局',
    kind: '政策文件',
    columns: ['zwgk/zcwj'],
    answer: '80岁以上老年人每月领100元。',
    html: p('年满80周岁的老年人可以申请高龄津贴。', '津贴标准为每人每月100元，由社区受理。'),
  },
  dibao: {
    title: '关于调整低保标准的通知',
    docNo: '明民发〔2026〕3号',
    unitId: 'minzheng',
    unitName: '明河区民政局',
    columns: ['zwgk/tzgg'],
    html: p('自4月1日起，城市低保标准调整为每人每月980元。'),
  },
  water: {
    title: '柳桥村停水通知',
    unitId: 'shuiwu',
    unitName: '明河区水务局',
    columns: ['zwgk/tzgg'],
    html: p('因管网维修，柳桥村3月30日停水。', '联系人在明河区水务局值班。'),
  },
  flood: {
    title: '防汛工作要点',
    docNo: '明水务〔2026〕8号',
    unitId: 'shuiwu',
    unitName: '明河区水务局',
    kind: '政策文件',
    columns: ['zwgk/zcwj'],
    html: p('汛期值班和巡查。', '低洼地区的老年人优先转移。'),
  },
  full: {
    title: 'ＡＩ政务助手上线',
    unitId: 'shuiwu',
    unitName: '明河区水务局',
    html: p('２０２６年起，网上办事可以问ＡＩ政务助手。'),
  },
  odd: {
    title: '采购公告 "引号" & <尖括号> \\ 反斜线',
    unitId: 'minzheng',
    unitName: '明河区民政局',
    html: p(`价格100%_合计，编号${'x'.repeat(3000)}`),
  },
};

beforeAll(async () => {
  w = await world({ modules: [org, publication, { name: 'search', permissions, spread: indexEdition }] });
  await seedUnits(w);
  for (const [key, over] of Object.entries(PIECES)) nos[key] = (await published(w, over)).no;
  await w.runJobs();
});
afterAll(() => w.end());

const question = (text: string, more: Partial<Question> = {}, limit = 10, offset = 0): Promise<Result> =>
  ask(w.system, { text, ...more }, limit, offset);
const keyOf = (no: number): string => Object.keys(nos).find((k) => nos[k] === no) ?? String(no);
const found = async (text: string, more: Partial<Question> = {}): Promise<string[]> =>
  (await question(text, more)).found.map((f) => keyOf(f.listed.no));

describe('a question', () => {
  test.each([
    ['高龄津贴', 'allowance', 'by its title'],
    ['老人每月领100元', 'allowance', 'by what it means for the reader'],
    ['停水', 'water', 'one word'],
    ['柳桥村什么时候停水', 'water', 'asked as people ask'],
    ['水务局 防汛', 'flood', 'a unit by its common name, and a word'],
    ['明河区水务局防汛', 'flood', 'without a blank'],
    ['低洼地区转移', 'flood', 'in the text only'],
    ['ai政务助手', 'full', 'full width letters, asked in half width'],
    ['ＡＩ助手', 'full', 'and the other way'],
    ['2026年网上办事', 'full', 'full width digits'],
  ])('%s finds %s first: %s', async (text, first) => expect((await found(text))[0]).toBe(first));

  test('whose words stand in the title comes before one that only names them in passing', async () => {
    expect((await found('老年人')).slice(0, 2)).toEqual(['allowance', 'flood']);
  });

  test('shows where the words stand', async () => {
    const [first] = (await question('社区受理')).found;
    expect(first?.passage).toContain('由社区受理');
  });

  test('that nothing answers whole shows what has some of it, and says so', async () => {
    const r = await question('高龄津贴 停水');
    expect(r.some).toBe(true);
    expect(r.found.map((f) => keyOf(f.listed.no)).sort()).toEqual(['allowance', 'water']);
    expect(r.total).toBe(2);
  });

  test('of nothing but blanks, marks or unknown words finds nothing, and no counts', async () => {
    for (const text of ['', '   ', '。，！', '龘靐齉']) {
      const r = await question(text);
      expect([r.total, r.found], text).toEqual([0, []]);
      expect(r.facets, text).toEqual({ kinds: [], units: [], years: [] });
    }
  });

  test('by the newest first keeps to the order of days', async () => {
    w.clock.set('2026-04-05T09:00:00+08:00');
    const { no } = await published(w, {
      title: '补充说明',
      unitId: 'shuiwu',
      unitName: '明河区水务局',
      html: p('高龄津贴一事另行通知。'),
    });
    await w.runJobs();
    expect((await found('高龄津贴')).at(0)).toBe('allowance');
    expect((await question('高龄津贴', { order: 'date' })).found[0]?.listed.no).toBe(no);
    await transaction(w.system.db, (tx) => withdraw({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, no, '误发'));
    await w.runJobs();
    expect((await question('高龄津贴', { order: 'date' })).found.map((f) => keyOf(f.listed.no))).toEqual(['allowance']);
    w.clock.set('2026-03-31T09:30:00+08:00');
  });
});

describe('a document number', () => {
  test.each([
    '明政办发〔2026〕12号',
    '明政办发[2026]12号',
    '明政办发【2026】12号',
    '明政办发（2026）12号',
    '明政办发(2026)12号',
    '明政办发［2026］12号',
    '明政办发〔２０２６〕１２号',
    '明政办发 〔2026〕 12 号',
    '明政办发〔2026〕第012号',
    ' 明政办发〔2026〕12号 ',
  ])('written as %s finds its document, first', async (written) => {
    const r = await question(written);
    expect(r.found[0]).toMatchObject({ listed: { no: nos.allowance }, byDocNo: true });
    expect(r.found.filter((f) => f.byDocNo)).toHaveLength(1);
  });

  test('of another document finds not this one first', async () => {
    expect((await question('明政办发〔2025〕12号')).found.some((f) => f.byDocNo)).toBe(false);
    expect((await question('明政办发〔2026〕120号')).found.some((f) => f.byDocNo)).toBe(false);
  });

  test('is subject to the filters like any question, and counted on every page alike', async () => {
    const text = '明政办发〔2026〕12号';
    expect((await question(text, { units: ['shuiwu'] })).found.some((f) => f.byDocNo)).toBe(false);
    const whole = await question(text);
    const pages = await Promise.all(Array.from({ length: whole.total }, (_, i) => question(text, {}, 1, i)));
    expect(pages.map((x) => x.total)).toEqual(pages.map(() => whole.total));
    expect(pages.flatMap((x) => x.found.map((f) => f.listed.no))).toEqual(whole.found.map((f) => f.listed.no));
  });
});

describe('filters', () => {
  const sum = (facets: { n: number }[]): number => facets.reduce((n, f) => n + f.n, 0);
  test.each(['明河区', '老年人', '水务局', '通知', '2026', '高龄津贴 停水'])(
    'count what is found, each adding up to the whole: %s',
    async (text) => {
      const r = await question(text, {}, 50);
      expect(r.found).toHaveLength(r.total);
      for (const by of ['kinds', 'units', 'years'] as const) {
        expect(sum(r.facets[by]), by).toBe(r.total);
        for (const f of r.facets[by]) {
          const chosen = await question(text, by === 'years' ? { year: f.key } : { [by]: [f.key] });
          // A filter may leave nothing with all words; then some are searched, and say so.
          if (chosen.some === r.some) expect(chosen.total, `${by} ${f.key}`).toBe(f.n);
        }
      }
    },
  );

  test('of one kind still say what the others would give', async () => {
    const r = await question('明河区', { kinds: ['政策文件'] });
    expect(r.facets.kinds.length).toBeGreaterThan(1);
    expect(sum(r.facets.units)).toBe(r.total);
  });

  test('by a column take in what stands below it', async () => {
    expect((await question('明河区', { column: 'zwgk' })).total).toBeGreaterThan(
      (await question('明河区', { column: 'zwgk/zcwj' })).total,
    );
  });

  test.each(['0000', '20260', 'abcd', "2026' or 1=1", '9999'])(
    'by the year %s, which is none, filter nothing and break nothing',
    async (year) => {
      expect((await question('高龄津贴', { year })).total).toBe(1);
    },
  );
});

describe('synonyms', () => {
  test('kept by the office are searched too, both ways, and can be left out', async () => {
    expect((await question('最低生活保障标准')).some).toBe(true);
    await addSynonyms(w.system, staff.office, { words: ['低保', ' 最低生活保障 ', '低保'] });
    const r = await question('最低生活保障标准');
    expect(r.found.map((f) => keyOf(f.listed.no))).toEqual(['dibao']);
    expect([r.added, r.some]).toEqual([['低保'], false]);
    expect((await question('最低生活保障标准', { exact: true })).some).toBe(true);
    const { no } = await published(w, {
      title: '最低生活保障审核流程',
      unitName: '明河区民政局',
      html: p('先申请，后审核。'),
    });
    await w.runJobs();
    expect((await question('低保审核')).found[0]?.listed.no).toBe(no);
    const [group] = await synonyms(w.system.db);
    await removeSynonyms(w.system, staff.office, { id: group?.id ?? 0 });
    expect(await synonyms(w.system.db)).toEqual([]);
  });

  test('need two different words, and a word of the dictionary is Chinese', async () => {
    expect(await addSynonyms(w.system, staff.office, { words: ['低保', '低保 '] })).toMatchObject({
      ok: false,
      refusals: [{ code: 'one_word' }],
    });
    expect(await addWord(w.system, staff.office, { word: 'x y' })).toMatchObject({
      ok: false,
      refusals: [{ code: 'not_a_word' }],
    });
    await expect(addWord(w.system, staff.clerk, { word: '明河通' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a name of the district’s own is kept whole once the office says so', async () => {
    const { no } = await published(w, { title: '掌上明河通办上线', html: p('请下载。') });
    await addWord(w.system, staff.office, { word: '明河通办' });
    w.clock.set('2026-03-31T09:32:00+08:00');
    await w.runJobs();
    expect((await question('明河通办')).found[0]?.listed.no).toBe(no);
    w.clock.set('2026-03-31T09:30:00+08:00');
  });
});

describe('the index', () => {
  const documents = async () =>
    (await rows<{ change: number }>(w.system.db, sql`select * from search.document order by no`)).map(
      ({ change, ...rest }) => rest,
    );

  test('follows a correction and forgets what is withdrawn', async () => {
    const first = await published(w, { title: '公交改线', html: p('5路改走滨河路。') });
    await w.runJobs();
    expect((await question('滨河路')).found[0]?.listed.no).toBe(first.no);
    const ctx = (tx: Parameters<Parameters<typeof transaction>[1]>[0]) => ({
      tx,
      now: w.clock.now(),
      enqueue: enqueueIn(tx),
    });
    await transaction(w.system.db, (tx) =>
      correct(ctx(tx), first.no, draft({ title: '公交改线', html: p('5路改走建设路。') }), '路名写错'),
    );
    await w.runJobs();
    expect((await question('滨河路', { exact: true })).found.map((f) => f.listed.no)).not.toContain(first.no);
    expect((await question('建设路')).found[0]?.listed.no).toBe(first.no);
    await transaction(w.system.db, (tx) => withdraw(ctx(tx), first.no, '依据已经废止'));
    await w.runJobs();
    expect((await question('建设路')).found).toEqual([]);
    expect(await suggest(w.system, '公交改')).toEqual([]);
  });

  test('told twice of an edition, and in the wrong order, ends with the newest', async () => {
    const first = await published(w, { title: '第一版标题' });
    const second = await transaction(w.system.db, (tx) =>
      correct({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, first.no, draft({ title: '第二版标题' }), '写错'),
    );
    if (!second.ok) throw new Error('refused');
    for (const id of [second.value.editionId, first.editionId, first.editionId]) await indexEdition(w.system, id);
    const { title } = await one<{ title: string }>(
      w.system.db,
      sql`select title from search.document where no = ${first.no}`,
    );
    expect(title).toBe('第二版标题');
    await indexEdition(w.system, 'an edition that never was');
  });

  test('waits for another that brings the same piece up to date, so the older never comes last', async () => {
    const { no, editionId } = await published(w, { title: '等一等' });
    let release = (): void => undefined;
    const free = new Promise<void>((done) => {
      release = done;
    });
    let locked = (): void => undefined;
    const isLocked = new Promise<void>((done) => {
      locked = done;
    });
    const other = transaction(w.system.db, async (tx) => {
      await lockIndex(tx);
      locked();
      await free;
      await withdraw({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, no, '误发');
    });
    await isLocked;
    const indexing = indexEdition(w.system, editionId);
    release();
    await Promise.all([other, indexing]);
    expect(await rows(w.system.db, sql`select no from search.document where no = ${no}`)).toEqual([]);
  });

  test('rebuilt from editions is the same as the one that grew', async () => {
    await w.runJobs();
    const grown = await documents();
    expect(grown.length).toBeGreaterThan(5);
    await exec(w.system.db, sql`delete from search.document`);
    const steps: number[] = [];
    expect(await reindex(w.system, (n) => steps.push(n))).toBe(grown.length);
    expect(await documents()).toEqual(grown);
    expect(steps.at(-1)).toBeGreaterThanOrEqual(grown.length);
    await exec(w.system.db, sql`update search.document set title = 'old', terms = ''`);
    await exec(
      w.system.db,
      sql`insert into search.document select 0, 'none', 'x', 'x', null, 'u', 'u', 'k', '{}', '2020-01-01', null, '', 1`,
    );
    await reindex(w.system);
    expect(await documents()).toEqual(grown);
    expect(await size(w.system.db)).toBe(grown.length);
  });

  test('rebuilt while something is published keeps what was published after the last look', async () => {
    const { no } = await published(w, { title: '赶上的一件' });
    await w.runJobs();
    await transaction(w.system.db, (tx) => removeAllBut(tx, Object.values(nos), no - 1));
    expect((await question('赶上的一件')).found[0]?.listed.no).toBe(no);
    expect((await documents()).length).toBe(Object.keys(nos).length + 1);
    await reindex(w.system);
  });
});

describe('anything typed', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          '高龄',
          '津贴',
          "'",
          '"',
          '\\',
          '&',
          '|',
          '!',
          '(',
          ')',
          ':*',
          '<->',
          '\u0000',
          '%',
          '_',
          '\ud83d',
          '〔',
          '2026',
          '号',
          ' ',
        ),
      )
      .map((a) => a.join('')),
  );
  test('in quotes, with operators, with half characters, is searched and never breaks', async () => {
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        const r = await question(text);
        expect(r.found.length).toBeLessThanOrEqual(Math.max(r.total, 0));
        await suggest(w.system, text);
        await countQuestion(w.system, text, r.total);
      }),
      { numRuns: 150 },
    );
  });

  test('with signs of a pattern is completed as it stands', async () => {
    await exec(w.system.db, sql`delete from search.asked`);
    await countQuestion(w.system, '100%合计', 1);
    await countQuestion(w.system, '别的', 1);
    expect(await suggest(w.system, '采购公告 "引')).toEqual([PIECES.odd?.title]);
    expect(await suggest(w.system, '100%')).toEqual(['100%合计']);
    expect(await suggest(w.system, '%')).toEqual([]);
    expect(await suggest(w.system, '_')).toEqual([]);
  });

  test('is completed by what others asked with success, then by titles', async () => {
    await exec(w.system.db, sql`delete from search.asked`);
    for (const [q, n] of [
      ['高龄津贴怎么领', 3],
      ['高龄津贴多少钱', 1],
      ['高龄', 0],
    ] as const)
      await countQuestion(w.system, q, n);
    await countQuestion(w.system, '高龄津贴多少钱', 1);
    expect(await suggest(w.system, '高龄')).toEqual(['高龄津贴多少钱', '高龄津贴怎么领', '明河区高龄津贴发放办法']);
    expect(await askedInVain(w.system.db, w.clock.today())).toEqual([{ query: '高龄', times: 1 }]);
  });

  test('is kept without who asked, and forgotten after 90 days', async () => {
    w.clock.set('2026-06-29T09:00:00+08:00');
    await countQuestion(w.system, '新问题', 1);
    expect(
      await rows(w.system.db, sql`select query, day, times from search.asked where day < '2026-04-01' order by query`),
    ).toHaveLength(3);
    w.clock.set('2026-06-30T09:00:00+08:00');
    await countQuestion(w.system, '新问题', 1);
    expect(await rows(w.system.db, sql`select query, day, times from search.asked`)).toHaveLength(2);
    w.clock.set('2026-03-31T09:30:00+08:00');
  });
});
