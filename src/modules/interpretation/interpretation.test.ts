import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exec, rows, sql } from '../../platform/db/connection.ts';
import { published } from '../../testing/drafts.ts';
import { allowed, codesOf, seedUnits, staff } from '../../testing/editorial.ts';
import { pieceNow } from '../../testing/pieces.ts';
import { type World, world } from '../../testing/world.ts';
import { checks } from '../checks/index.ts';
import { createPiece, editorial, type PieceFields, passPiece, releasePiece, submitPiece } from '../editorial/index.ts';
import { org } from '../org/index.ts';
import { EXPLAINED_ELEMENTS, type Explanation, list, publication } from '../publication/index.ts';
import { sites } from '../sites/index.ts';
import { translog } from '../translog/index.ts';
import { elementDuties, missingDuties } from './duties.ts';
import { ELEMENTS, interpretation } from './index.ts';

let w: World;
beforeAll(async () => {
  // catalogue is left out on purpose: an interpretation needs no item.
  w = await world({ modules: [org, translog, publication, sites, checks, editorial, interpretation] });
  await seedUnits(w);
  await exec(w.system.db, sql`update org.unit set code_letters = '{明政规发}' where id = 'qu'`);
});
afterAll(() => w.end());

const { clerk, reviewer, approver } = staff;
const POLICY_TEXT =
  '<p>第一条　为了支持老年人在家养老，制定本办法。</p><p>第二条　本区户籍、年满六十周岁并经评估为失能的老年人，可以依照本办法申请补贴。</p><p>第八条　完全失能的，每人每月六百元；部分失能的，每人每月三百元。</p>';
const TOLD: Explanation = {
  form: 'text',
  answers: [
    { name: '背景依据', text: '老办法今年到期，失能老人七成住在家里。', article: '1' },
    { name: '执行标准', text: '完全失能每月600元，部分失能每月300元。', article: '8' },
    { name: '主要内容', text: '给在家养老的失能老人发服务补贴。', article: '99' },
  ],
  change: { oldName: '2021年办法', rows: [{ what: '对象', old: '70岁以上', now: '60岁以上' }] },
};

const now = (id: string) => pieceNow(w, id);
const begin = async (fields: Partial<PieceFields>): Promise<string> =>
  allowed(await createPiece(w.system, clerk, { unitId: 'minzheng', fields: { columns: ['zcjd'], ...fields } })).id;
const policy = (title: string) =>
  begin({ title, kind: '政策文件', docNo: '明政规发〔2026〕3号', html: POLICY_TEXT, issuedOn: null });
const explanation = (title: string, over: Partial<PieceFields>) =>
  begin({
    title,
    kind: '解读',
    html: '<p>老人在家也能领到钱。失能的老人请先到村里登记，镇上会派人到家里看，十五个工作日里告诉结果。</p>',
    explanation: TOLD,
    ...over,
  });
const submit = async (id: string, inSpite = '') =>
  submitPiece(w.system, clerk, { id, seen: (await now(id)).version, inSpite });
const pass = async (id: string) => passPiece(w.system, reviewer, { id, seen: (await now(id)).version });
const release = async (id: string, inSpite = '') =>
  releasePiece(w.system, approver, { id, seen: (await now(id)).version, inSpite });
const rulesIn = (r: { ok: boolean; refusals?: { detail?: Record<string, unknown> }[] }): unknown[] =>
  (r.refusals ?? []).map((x) => x.detail?.message);

test('the elements are the same wherever they are named', () =>
  expect(EXPLAINED_ELEMENTS.map((e) => e.name)).toEqual([...ELEMENTS]));

describe('a policy goes out with its interpretation', () => {
  let id = '';
  let other = '';

  test('without one it is stopped, and the approver may go on with a reason', async () => {
    id = await policy('居家养老补贴办法');
    const no = await submit(id);
    expect([codesOf(no), rulesIn(no as never)]).toEqual([['finding'], ['这份政策文件还没有解读']]);
  });

  test('one that is still being written is not enough; one that has passed review is', async () => {
    other = await explanation('居家养老补贴办法解读', { forPiece: id });
    expect(rulesIn((await submit(id)) as never)).toEqual(['这份政策文件的解读还没有审核通过']);
    allowed(await submit(other));
    allowed(await pass(other));
    allowed(await submit(id));
    allowed(await pass(id));
  });

  test('the interpretation does not go out before its policy', async () =>
    expect(codesOf(await release(other))).toEqual(['with_policy']));

  test('released together, in one act, and the page shows 一页看懂', async () => {
    const out = allowed(await release(id));
    const [told] = await list(w.system.readDb, { interprets: out.no });
    expect(told).toMatchObject({ title: '居家养老补贴办法解读', version: 1 });
    expect(await now(other)).toMatchObject({ state: 'published', interprets: out.no, forPiece: null });
    await w.runJobs();
    const page = (await w.request('GET', `/p/${out.no}`)).text;
    expect(page).toContain('一页看懂');
    expect(page).toContain('区民政局解读 · 与文件同日公开');
    expect(page).toContain('href="#art-8">第八条</a>');
    expect(page).toContain('<span class="nobr">第九十九条</span>');
    expect(page).toContain('<ins>60岁以上</ins>');
    expect(page).toContain('这一项没有写，已提醒区民政局');
    expect((await w.request('GET', `/p/${told?.no}`)).text).toContain(`href="/p/${out.no}"`);
    const at = { today: w.clock.today(), units: 'all' as const };
    expect((await elementDuties(w.system.readDb, at, w.system)).map((d) => [d.note, d.unitId])).toEqual([
      ['“一页看懂”还缺目标任务、惠民利民举措', 'minzheng'],
    ]);
    expect(await missingDuties(w.system.readDb, at, w.system)).toEqual([]);
  });

  test('an interpretation that may not go out stops the policy too, with its reasons', async () => {
    const p = await policy('渡口办法');
    const i = await explanation('渡口办法解读', { forPiece: p });
    allowed(await submit(i));
    allowed(await pass(i));
    allowed(await submit(p));
    allowed(await pass(p));
    // Whoever wrote the interpretation may not release it: here the approver had a hand in it.
    await exec(
      w.system.db,
      sql`insert into editorial.step (piece_id, at, actor_id, actor_label, act, remark, version)
          values (${i}, ${w.clock.now()}, ${approver.id}, '签发', 'save', '', 1)`,
    );
    const out = await release(p);
    expect(codesOf(out)).toEqual(['together']);
    expect([(await now(p)).state, (await now(i)).state]).toEqual(['passed', 'passed']);
  });

  test('a document of a department alone owes none', async () => {
    const p = await begin({ title: '局内办法', kind: '政策文件', docNo: '明民规发〔2026〕1号', html: POLICY_TEXT });
    expect(codesOf(await submit(p))).toEqual([]);
  });
});

describe('the copy meter in the editor', () => {
  const findings = async (p: string): Promise<string> =>
    (await w.request('GET', `/console/pieces/${p}`, { as: clerk })).text;

  test('a policy pasted as its own interpretation asks for a reason and is not stopped', async () => {
    const no = (await published(w, { title: '浇地补贴办法', kind: '政策文件', html: POLICY_TEXT })).no;
    const p = await explanation('浇地补贴办法解读', { html: POLICY_TEXT, interprets: no, explanation: null });
    const page = await findings(p);
    expect(page).toContain('和文件原文逐字相同的占100%');
    expect(page).toContain('六要素还缺');
    expect(codesOf(await submit(p))).toEqual([]);
  });

  test('without its policy named, and with a video without captions, it says so', async () => {
    const attachments = [{ name: '讲解.mp4', sha256: 'a'.repeat(64), size: 10, type: 'video/mp4' }];
    const p = await explanation('无名解读', {});
    const env = { today: w.clock.today(), piece: { unitId: 'x', unitName: 'x', kind: '解读', attachments } };
    const found = (interpretation.checks ?? []).flatMap((c) => [
      ...c.run(
        { name: '', format: 'piece', title: '', layers: [], grids: [], pictures: [], links: [], pages: [], blind: [] },
        env,
      ),
    ]);
    expect(found.map((f) => f.rule)).toEqual([
      'interpretation.unlinked',
      'interpretation.elements',
      'interpretation.captions',
    ]);
    expect(await findings(p)).toContain('没有写明解读的是哪一件');
  });

  test.each<[string, [string, string][], number]>([
    ['a film alone', [['讲解.mp4', 'video/mp4']], 1],
    [
      'with its captions',
      [
        ['讲解.mp4', 'video/mp4'],
        ['讲解.vtt', 'text/vtt'],
      ],
      0,
    ],
    [
      'with the only captions, whatever they are called',
      [
        ['讲解.mp4', 'video/mp4'],
        ['字幕.vtt', 'text/vtt'],
      ],
      0,
    ],
    [
      'two, one of them captioned',
      [
        ['一.mp4', 'video/mp4'],
        ['二.webm', 'video/webm'],
        ['一.vtt', 'text/vtt'],
      ],
      1,
    ],
    ['a sound, and too little to read', [['听.mp3', 'audio/mpeg']], 1],
  ])('%s: %j is a finding %i times', (_, files, n) => {
    const attachments = files.map(([name, type]) => ({ name, type }));
    const env = { today: w.clock.today(), piece: { unitId: 'x', unitName: 'x', kind: '解读', attachments } };
    const blank = { name: '', format: 'piece' as const, title: '', layers: [], grids: [], pictures: [], links: [] };
    const check = (interpretation.checks ?? []).find((c) => c.id === 'interpretation.captions');
    expect(check?.run({ ...blank, pages: [], blind: [] }, env)).toHaveLength(n);
  });

  test('the form takes elements, articles and a table; what it cannot read is said and nothing is lost', async () => {
    const p = await explanation('表单解读', { explanation: null });
    const seen = String((await now(p)).version);
    const form = {
      act: 'save',
      seen,
      title: '表单解读',
      explanationSent: '1',
      'explains-form': 'qa',
      'explains-0': '老办法到期。',
      'explains-article-0': '第三条',
      'explains-old': '2021年办法',
      'explains-change': '对象｜70岁｜60岁',
    };
    expect((await w.request('POST', `/console/pieces/${p}`, { as: clerk, form })).status).toBe(303);
    expect((await now(p)).explanation).toEqual({
      form: 'qa',
      answers: [{ name: '背景依据', text: '老办法到期。', article: '3' }],
      change: { oldName: '2021年办法', rows: [{ what: '对象', old: '70岁', now: '60岁' }] },
    });
    const bad = await w.request('POST', `/console/pieces/${p}`, {
      as: clerk,
      form: {
        ...form,
        seen: String((await now(p)).version),
        'explains-article-0': '前面',
        'explains-change': '对象70岁',
      },
    });
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('对应的条款写条号');
    expect(bad.text).toContain('新旧对照第1行要写成');
    expect(bad.text).toContain('对象70岁');
  });
});

describe('coverage in public', () => {
  test('counts what is in the government’s name, by unit and year, and names what is missing', async () => {
    w.clock.set('2025-03-03T09:00:00+08:00');
    const a = await published(w, { title: '甲办法', kind: '政策文件', docNo: '明政规发〔2025〕1号', unitId: 'shuiwu' });
    await published(w, { title: '乙办法', kind: '政策文件', docNo: '明政规发〔2025〕2号', unitId: 'shuiwu' });
    await published(w, { title: '局办法', kind: '政策文件', docNo: '明民规发〔2025〕2号', unitId: 'shuiwu' });
    w.clock.set('2025-03-06T09:00:00+08:00');
    await published(w, { title: '甲办法解读', kind: '解读', interprets: a.no, unitId: 'shuiwu' });
    await w.runJobs();
    const page = (await w.request('GET', '/interpretations/coverage?year=2025')).text;
    expect(page).toContain('2025年以区政府和政府办名义公开2件政策文件，有解读的1件，占50%');
    expect(page).toContain('乙办法');
    expect(page).not.toContain('局办法');
    expect((await w.request('GET', '/interpretations/coverage?year=xx')).status).toBe(400);
    const duties = await missingDuties(w.system.readDb, { today: w.clock.today(), units: ['shuiwu'] }, w.system);
    expect(duties.map((d) => [d.title, d.due])).toEqual([['写解读：乙办法', '2025-03-06']]);
    expect(
      await rows(w.system.db, sql`select policy_no as no from interpretation.explained where unit_id = 'shuiwu'`),
    ).toEqual([{ no: a.no }]);
  });

  test('the page of a policy without one says who owes it since when', async () => {
    const [p] = await list(w.system.readDb, { docNo: '明政规发〔2025〕2号' });
    expect((await w.request('GET', `/p/${p?.no}`)).text).toContain('这份文件还没有解读');
  });
});
