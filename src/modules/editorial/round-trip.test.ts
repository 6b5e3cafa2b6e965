import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transaction } from '../../platform/db/connection.ts';
import { controlsOf } from '../../testing/controls.ts';
import { allowed, seedUnits, staff } from '../../testing/editorial.ts';
import { type World, world } from '../../testing/world.ts';
import { adoptItems, catalogue, dropItem } from '../catalogue/index.ts';
import { checks } from '../checks/index.ts';
import { org } from '../org/index.ts';
import { publication } from '../publication/index.ts';
import { seedSites, sites } from '../sites/index.ts';
import { readExplanation } from './explanation-read.ts';
import { createPiece, editorial, type Piece, pieceById, savePiece, submitPiece } from './index.ts';

/** 残疾人两项补贴 asks for figures, money and a telephone; 救助资金支出 for a table. */
const FIGURES = '05-15';
const TABLE = '05-16';

let w: World;
beforeAll(async () => {
  w = await world({
    modules: [org, publication, sites, catalogue, checks, editorial],
    at: '2026-03-31T09:30:00+08:00',
  });
  await seedUnits(w);
  await transaction(w.system.db, (tx) =>
    seedSites(
      tx,
      {
        columns: [
          { path: 'zcjd', name: '政策解读' },
          { path: 'tzgg', name: '通知公告' },
        ],
        topics: [{ slug: 'yl', name: '养老', lead: '' }],
      },
      w.clock.now(),
    ),
  );
  allowed(await adoptItems(w.system, clerk, { unitId: 'minzheng', itemIds: [FIGURES, TABLE] }));
});
afterAll(() => w.end());

const { clerk } = staff;

/** Every field of the form, with something typed into it; `wrong`: typed so that it cannot be understood. */
const FIELDS: readonly { name: string; typed: string; wrong?: string }[] = [
  { name: 'title', typed: '失能补贴办法解读' },
  { name: 'kind', typed: '解读' },
  { name: 'column', typed: 'zcjd' },
  { name: 'column2', typed: 'tzgg' },
  { name: 'topic', typed: 'yl' },
  { name: 'html', typed: '<p>写了很久的正文。</p>' },
  { name: 'answer', typed: '60岁以上失能老人可以领。' },
  { name: 'docNo', typed: '明民发〔2026〕1号' },
  { name: 'indexNo', typed: '000014349/2026-00007' },
  { name: 'issuer', typed: '明河区人民政府' },
  { name: 'source', typed: '明河日报' },
  { name: 'issuedOn', typed: '2026-03-30', wrong: '三月三十日' },
  { name: 'basis', typed: '《政府信息公开条例》第二十条\n《社会救助暂行办法》' },
  { name: 'validFrom', typed: '2026-04-01', wrong: '四月' },
  { name: 'validUntil', typed: '2031-03-31', wrong: '五年' },
  { name: 'interprets', typed: '', wrong: '那份办法' },
  { name: 'explains-form', typed: 'qa' },
  ...[0, 1, 2, 3, 4, 5].flatMap((i) => [
    { name: `explains-${i}`, typed: `第${i}个要素写了一句。` },
    { name: `explains-article-${i}`, typed: `第${i + 1}条`, wrong: '前面那一条' },
  ]),
  { name: 'explains-old', typed: '2021年办法' },
  {
    name: 'explains-change',
    typed: '对象｜70岁以上｜60岁以上\n标准｜200元｜300元',
    wrong: '对象从70岁改到60岁\n标准｜200元',
  },
  { name: 'explains-questions', typed: '补贴｜没用完怎么办｜可以结转到年底｜第8条', wrong: '没用完怎么办？可以结转' },
  { name: 'el-period', typed: '2026年第一季度' },
  { name: 'el-living', typed: '128', wrong: '一百来个' },
  { name: 'el-livingpaid', typed: '25600', wrong: '两万多' },
  { name: 'el-care', typed: '60' },
  { name: 'el-carepaid', typed: '12000' },
  { name: 'el-complain', typed: '0999-55501234', wrong: '问门卫' },
];
const SENT = { explanationSent: '1', topicsSent: '1', elementsSent: '1', elementsOf: FIGURES, attachmentsSent: '1' };

const now = async (id: string): Promise<Piece> => {
  const p = await pieceById(w.system.db, id);
  if (!p) throw new Error('no piece');
  return p;
};
const begun = async (itemId = FIGURES): Promise<string> => {
  const form = { unitId: 'minzheng', itemId };
  const reply = await w.request('POST', '/console/pieces', { as: clerk, form });
  return /\/console\/pieces\/(\w+)$/.exec(reply.headers.location ?? '')?.[1] ?? '';
};
/** All fields as typed, with some of them wrong. */
const formWith = (wrong: readonly string[]): Record<string, string> => ({
  ...SENT,
  ...Object.fromEntries(FIELDS.map((f) => [f.name, wrong.includes(f.name) ? (f.wrong ?? '') : f.typed])),
});
const shownIn = (html: string): Record<string, string> => Object.fromEntries(controlsOf(html, 'piece-form'));
const page = async (id: string): Promise<string> =>
  (await w.request('GET', `/console/pieces/${id}`, { as: clerk })).text;
/** Values are typed here as the form writes them: money in plain figures, articles in digits. */
const tidy = (form: Record<string, string>): Record<string, string> =>
  Object.fromEntries(FIELDS.map(({ name }) => [name, (form[name] ?? '').replace(/\r\n/g, '\n')]));
const stored = async (id: string) => ({ act: 'save', seen: String((await now(id)).version) });

const CASES: [string, string[]][] = [
  ['nothing', []],
  ...FIELDS.filter((f) => f.wrong !== undefined).map((f): [string, string[]] => [f.name, [f.name]]),
  ['everything', FIELDS.filter((f) => f.wrong !== undefined).map((f) => f.name)],
];

describe('nothing that was typed is lost', () => {
  test.each(CASES)(
    'a save in which %s is not understood: every field stands there again, on the page and after it',
    async (_, wrong) => {
      const id = await begun();
      const form = formWith(wrong);
      const reply = await w.request('POST', `/console/pieces/${id}`, {
        as: clerk,
        form: { ...form, ...(await stored(id)) },
      });
      expect(reply.status).toBe(wrong.length > 0 ? 422 : 303);
      if (wrong.length > 0) expect(tidy(shownIn(reply.text))).toEqual(tidy(form));
      expect(tidy(shownIn(await page(id)))).toEqual(tidy(form));
    },
  );

  test.each(CASES)(
    'saved by itself while %s is not understood: opened again later, every field is as it was left',
    async (_, wrong) => {
      const id = await begun();
      const form = formWith(wrong);
      const reply = await w.request('POST', `/console/pieces/${id}/autosave`, {
        as: clerk,
        form: { ...form, ...(await stored(id)) },
      });
      expect(reply.status).toBe(200);
      expect(tidy(shownIn(await page(id)))).toEqual(tidy(form));
    },
  );

  test('a second writer’s fields all stand on the page that shows both versions, also those not understood', async () => {
    const id = await begun();
    const seen = String((await now(id)).version);
    allowed(await savePiece(w.system, clerk, { id, seen: Number(seen), fields: { title: '先存的' } }));
    const form = formWith(['issuedOn', 'explains-change', 'explains-article-0', 'el-living']);
    const reply = await w.request('POST', `/console/pieces/${id}`, { as: clerk, form: { ...form, act: 'save', seen } });
    expect(reply.status).toBe(409);
    expect(tidy(shownIn(reply.text))).toEqual(tidy(form));
    expect(reply.text).toContain('data-conflict');
  });

  test('what is mended afterwards is taken in, and nothing is left over', async () => {
    const id = await begun();
    await w.request('POST', `/console/pieces/${id}`, {
      as: clerk,
      form: { ...formWith(['issuedOn', 'explains-change']), ...(await stored(id)) },
    });
    expect(Object.keys((await now(id)).unread).sort()).toEqual(['explains-change', 'explains-old', 'issuedOn']);
    const again = { ...formWith([]), ...(await stored(id)) };
    expect((await w.request('POST', `/console/pieces/${id}`, { as: clerk, form: again })).status).toBe(303);
    expect(await now(id)).toMatchObject({
      unread: {},
      issuedOn: '2026-03-30',
      explanation: { change: { oldName: '2021年办法' } },
    });
  });

  test.each([
    ['an article without words yet', { 'explains-2': '', 'explains-article-2': '第8条' }],
    ['the old name without a row yet', { 'explains-change': '', 'explains-old': '2021年办法' }],
    ['首次制定 beside rows', { 'explains-first': '1' }],
  ])('%s waits in its field', async (_, over: Record<string, string>) => {
    const id = await begun();
    const form: Record<string, string> = { ...formWith([]), ...over };
    await w.request('POST', `/console/pieces/${id}/autosave`, { as: clerk, form: { ...form, ...(await stored(id)) } });
    const shown = shownIn(await page(id));
    expect(tidy(shown)).toEqual(tidy(form));
    expect(shown['explains-first']).toBe(over['explains-first']);
  });

  test('a table pasted with a wrong figure comes back as it was pasted', async () => {
    const id = await begun(TABLE);
    const pasted = '救助种类\t人数\t支出金额（元）\n低保\t很多\t1200.00';
    const form = {
      title: '支出',
      kind: '通知公告',
      column: 'tzgg',
      elementsSent: '1',
      elementsOf: TABLE,
      'el-paid': pasted,
      'el-total': '1200.00元',
    };
    for (const path of ['', '/autosave']) {
      const reply = await w.request('POST', `/console/pieces/${id}${path}`, {
        as: clerk,
        form: { ...form, ...(await stored(id)) },
      });
      expect(reply.status).toBe(path ? 200 : 422);
      const shown = shownIn(path ? await page(id) : reply.text)['el-paid'] ?? '';
      for (const cell of ['低保', '很多', '1200']) expect(shown).toContain(cell);
    }
  });

  test('reasons typed beside findings and for the approver stay while something else is done', async () => {
    const id = await begun();
    const aside = { 'why-0123456789abcdef': '引用原文', inSpite: '当事人要求写全' };
    const form = { ...formWith(['issuedOn']), ...aside, ...(await stored(id)) };
    const reply = await w.request('POST', `/console/pieces/${id}`, { as: clerk, form });
    expect(reply.status).toBe(422);
    expect((await now(id)).unread).toMatchObject(aside);
  });
});

describe('files', () => {
  const CSV = new Blob([new Uint8Array(Buffer.from('日期,地点\n4月1日,柳河村\n'))]);
  const send = async (id: string, text: Record<string, string>, file: boolean) => {
    const form = new FormData();
    for (const [k, v] of Object.entries({ ...SENT, act: 'save', ...text })) form.append(k, v);
    if (file) form.append('attachment', CSV, '安排.csv');
    return w.request('POST', `/console/pieces/${id}`, { as: clerk, form });
  };

  test('sent with a form that was not understood are kept', async () => {
    const id = await begun();
    expect((await send(id, { ...formWith(['issuedOn']), ...(await stored(id)) }, true)).status).toBe(422);
    expect((await now(id)).attachments).toMatchObject([{ name: '安排.csv' }]);
  });

  test('sent by the second of two writers go on with the form, and are saved when theirs counts', async () => {
    const id = await begun();
    const seen = String((await now(id)).version);
    allowed(await savePiece(w.system, clerk, { id, seen: Number(seen), fields: { title: '先存的' } }));
    const reply = await send(id, { ...formWith([]), seen }, true);
    expect(reply.status).toBe(409);
    expect((await now(id)).attachments).toEqual([]);
    const shown = controlsOf(reply.text, 'piece-form');
    const pick = (name: string): string => shown.find(([k]) => k === name)?.[1] ?? '';
    expect(reply.text).toContain('安排.csv');
    const again = { ...formWith([]), seen: pick('seen'), keep: pick('keep'), carried: pick('carried') };
    expect((await send(id, again, false)).status).toBe(303);
    expect((await now(id)).attachments).toMatchObject([{ name: '安排.csv' }]);
  });

  test.each([
    ['another piece’s', async (token: string) => ({ token, id: await begun() })],
    ['a forged', async (token: string) => ({ token: `${token.split('.')[0]}.${'A'.repeat(43)}`, id: '' })],
  ])('%s line brings no file in', async (_, change) => {
    const id = await begun();
    const { carry } = await import('./carried.ts');
    const sha256 = await w.system.files.put(Buffer.from('别的单位的文件'));
    const line = { name: '别的.txt', sha256, size: 21, type: 'text/plain' };
    const token = [...(await carry(w.system, id, [line])).values()][0] ?? '';
    const forged = await change(token);
    const target = forged.id || id;
    await send(target, { ...formWith([]), ...(await stored(target)), keep: sha256, carried: forged.token }, false);
    expect((await now(target)).attachments).toEqual([]);
    await send(id, { ...formWith([]), ...(await stored(id)), keep: sha256, carried: token }, false);
    expect((await now(id)).attachments).toMatchObject([{ name: '别的.txt' }]);
  });
});

describe('elements whose item changed while the form was open', () => {
  const OLD = { key: 'gone', label: '从前的栏目', type: 'text', value: '只有它知道的话' };

  test('stay with the piece and stand in the form, until somebody empties them', async () => {
    const id = await begun();
    allowed(await savePiece(w.system, clerk, { id, seen: 1, fields: { elements: [OLD] } }));
    expect(shownIn(await page(id))['el-gone']).toBe(OLD.value);
    await w.request('POST', `/console/pieces/${id}/autosave`, {
      as: clerk,
      form: { ...formWith([]), ...(await stored(id)) },
    });
    expect((await now(id)).elements).toContainEqual(OLD);
    const emptied = { ...formWith([]), 'el-gone': '', ...(await stored(id)) };
    await w.request('POST', `/console/pieces/${id}/autosave`, { as: clerk, form: emptied });
    expect((await now(id)).elements.map((e) => e.key)).not.toContain('gone');
  });

  test('are not lost when the unit has dropped the item meanwhile', async () => {
    const id = await begun(TABLE);
    allowed(await dropItem(w.system, clerk, { unitId: 'minzheng', itemId: TABLE, reason: '并入年度决算' }));
    const form = { ...formWith([]), elementsOf: TABLE, 'el-note': '第一季度没有新增。', ...(await stored(id)) };
    await w.request('POST', `/console/pieces/${id}/autosave`, { as: clerk, form });
    expect((await now(id)).elements).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ key: 'note', value: '第一季度没有新增。' })]),
    );
    expect(shownIn(await page(id))['el-note']).toBe('第一季度没有新增。');
  });
});

test('words beside old and new stay while the form shows no table of them', () => {
  const beside = [{ at: '8', words: '标准提高了。' }];
  const form = {
    text: (name: string): string => (name === 'explanationSent' ? '1' : ''),
    all: () => [],
    file: () => undefined,
    files: () => [],
    entries: (): [string, string][] => [['explanationSent', '1']],
  };
  expect(readExplanation(form, { form: 'text', answers: [], beside }).explanation?.beside).toEqual(beside);
});

test('what could not be understood never goes out: it is no part of what is checked or published', async () => {
  const { id } = allowed(
    await createPiece(w.system, clerk, {
      unitId: 'minzheng',
      fields: { title: '通知', html: '<p>正文。</p>', columns: ['tzgg'], unread: { issuedOn: '某日' } },
    }),
  );
  allowed(await submitPiece(w.system, clerk, { id, seen: 1 }));
  expect((await w.request('GET', `/console/pieces/${id}/preview`, { as: clerk })).text).not.toContain('某日');
});
