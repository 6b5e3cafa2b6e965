import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rows, sql } from '../../../platform/db/connection.ts';
import { allowed, codesOf, staff } from '../../../testing/editorial.ts';
import { applied, desk, foiWorld } from '../../../testing/foi-portal.ts';
import type { World } from '../../../testing/world.ts';
import { passPiece, pieceById, releasePiece, savePiece, submitPiece } from '../../editorial/index.ts';
import { requestById } from '../store/index.ts';
import { confirmFrequent, dismissFrequent, draftFrequent, joinFrequent, lookForFrequent } from './frequent.ts';
import { frequentDuties } from './frequent-duties.ts';
import { applicantsIn, gramsOf, likeness } from './rules/frequent.ts';
import * as store from './store/frequent.ts';

let w: World;
beforeAll(async () => {
  w = await foiWorld();
});
afterAll(() => w.end());

/** Valid by its arithmetic, of nobody: province 99. */
const IDS = [
  '999901198001010016',
  '999901198001010024',
  '999901198001010032',
  '999901198001010040',
  '999901198001010059',
  '999901198001010067',
];
const ask = async (i: number, words: string): Promise<string> => {
  const a = await applied(w, { words, idNo: IDS[i] ?? '', name: `申请人${i}` });
  if (a.id === '') throw new Error(a.reply.text.slice(0, 4000));
  await desk(w).confirm(a.id);
  return a.id;
};
const groups = () => store.frequents(w.system.db, { units: 'all', states: ['offered', 'confirmed', 'published'] }, 20);
const duties = () => frequentDuties(w.system.db, { today: w.system.clock.today(), units: 'all' }, w.system);

test.each([
  [
    '青溪乡小河湾村2025年高标准农田建设项目的验收报告',
    '申请公开小河湾村高标准农田建设项目验收报告',
    true,
    'the same in other words',
  ],
  ['青溪乡小河湾村高标准农田建设项目验收报告', '2025年城乡低保对象名单', false, 'another thing'],
  ['农机购置补贴资金使用明细', '农机购置补贴资金使用明细（2025年）', true, 'with a year'],
])('“%s” and “%s”', (a, b, alike) => {
  const [x, y] = [gramsOf(a), gramsOf(b)];
  const shared = x.filter((g) => y.includes(g)).length;
  expect(likeness(shared, x.length, y.length) >= 0.5).toBe(alike);
});

test('those who cannot be told apart count once', () => {
  expect(applicantsIn([{ applicant: 'a' }, { applicant: 'a' }, { applicant: null }, { applicant: null }])).toBe(2);
});

describe('three different applicants for the same information', () => {
  const words = '小河湾村高标准农田建设项目验收报告';
  let ids: string[] = [];

  test('one person asking three times raises nothing', async () => {
    for (let i = 0; i < 3; i++) await ask(0, `农机补贴名单第${i}次`);
    await lookForFrequent(w.system);
    expect(await groups()).toEqual([]);
  });

  test('the third different one raises it once, however often it is looked for; another thing stays out', async () => {
    ids = [await ask(0, words), await ask(1, `申请公开${words}`), await ask(2, `青溪乡${words}`)];
    await ask(3, '2025年城乡低保对象名单');
    expect(await lookForFrequent(w.system)).toBe(1);
    expect(await lookForFrequent(w.system)).toBe(0);
    const [f] = await groups();
    expect(f).toMatchObject({ unitId: 'minzheng', state: 'offered', applicants: 3 });
    expect((await store.membersOf(w.system.db, f?.id ?? 0)).map((m) => m.requestId).sort()).toEqual([...ids].sort());
    expect((await duties()).map((d) => d.title)).toEqual(['3位申请人要的像是同一项信息']);
  });

  test('a clerk says that it is the same; two are too few, and a number of a person is no title', async () => {
    const [f] = await groups();
    const id = f?.id ?? 0;
    const few = await confirmFrequent(w.system, staff.clerk, {
      id,
      same: ids.slice(0, 2),
      seen: ids,
      subject: '打13900000017问',
    });
    expect(codesOf(few)).toEqual(['frequent_few', 'frequent_personal']);
    expect(codesOf(await draftFrequent(w.system, staff.clerk, { id, requestId: ids[0] ?? '' }, ''))).toEqual([
      'frequent_not_confirmed',
      'frequent_not_answered',
    ]);
    const out = await confirmFrequent(w.system, staff.clerk, {
      id,
      same: ids,
      seen: ids,
      subject: '小河湾村项目验收报告',
    });
    expect(out.ok).toBe(true);
    expect((await duties()).map((d) => d.title)).toEqual(['主动公开：小河湾村项目验收报告']);
    const page = await w.request('GET', `/console/foi-frequent/${id}`, { as: staff.clerk });
    expect(page.status).toBe(200);
    expect(page.text).toContain('还没有一件答复为予以公开');
  });

  test('whoever asks afterwards changes no count that a person confirmed, and the clerk is told', async () => {
    const later = await ask(4, `要${words}`);
    await lookForFrequent(w.system);
    const [f] = await groups();
    expect(f).toMatchObject({ state: 'confirmed', applicants: 3 });
    expect((await duties()).map((d) => d.note)).toEqual(['3位申请人要过，又来了1件像是同一项的']);
    // A form opened before it came says nothing of it.
    const again = { id: f?.id ?? 0, same: ids, seen: ids, subject: '小河湾村项目验收报告' };
    expect((await confirmFrequent(w.system, staff.clerk, again)).ok).toBe(true);
    expect((await store.membersOf(w.system.db, again.id)).find((m) => m.requestId === later)?.same).toBe(null);
    const seen = [...ids, later];
    expect((await confirmFrequent(w.system, staff.clerk, { ...again, same: seen, seen })).ok).toBe(true);
    expect(await groups()).toMatchObject([{ applicants: 4 }]);
    expect((await duties()).map((d) => d.note)).toEqual(['4位申请人要过']);
  });

  test('two look for groups at the same moment: nothing is raised twice', async () => {
    const wish = '渔业增殖放流苗种采购合同';
    for (const i of [1, 2, 3]) await ask(i, wish);
    const found = await Promise.all([lookForFrequent(w.system), lookForFrequent(w.system)]);
    expect(found.reduce((a, b) => a + b, 0)).toBe(1);
    const [f] = await store.frequents(w.system.db, { units: 'all', states: ['offered'] }, 5);
    expect((await store.membersOf(w.system.db, f?.id ?? 0)).length).toBe(3);
    expect((await dismissFrequent(w.system, staff.clerk, { id: f?.id ?? 0, reason: '三年的合同，各是各的' })).ok).toBe(
      true,
    );
  });

  test('one click makes a draft without its applicant; when it is out the duty ends and the cases lead to it', async () => {
    const [f] = await groups();
    const id = f?.id ?? 0;
    const [first = ''] = ids;
    await desk(w).register(first, '小河湾村项目验收报告');
    await desk(w).attach(first, '验收报告.txt', '验收报告的内容');
    await desk(w).answer(first, {
      key: 'granted',
      reasons: '验收合格，联系人13900000017。',
      secrecy: '保密审查：可以公开',
      supply: '网上下载',
    });
    // Whoever may not write pieces leaves no open copy of what lay sealed.
    const sha = createHash('sha256').update('验收报告的内容').digest('hex');
    const { 'piece:write': write, ...others } = w.system.permissions;
    if (!write) throw new Error('no piece:write');
    const barred = { ...w.system, permissions: { ...others, 'piece:write': { ...write, roles: ['reviewer'] } } };
    await expect(draftFrequent(barred, staff.clerk, { id, requestId: first })).rejects.toThrow('piece:write');
    expect(await w.system.files.size(sha)).toBe(undefined);
    // Two clicks make one draft.
    const clicks = await Promise.all(
      [1, 2].map(() => draftFrequent(w.system, staff.clerk, { id, requestId: first }, '')),
    );
    expect(clicks.map((x) => (x.ok ? 'made' : codesOf(x)[0])).sort()).toEqual(['frequent_drafted', 'made']);
    expect(
      await rows(w.system.db, sql`select 1 from editorial.piece where title = '小河湾村项目验收报告'`),
    ).toHaveLength(1);
    const made = clicks.find((x) => x.ok);
    if (!made?.ok) throw new Error(JSON.stringify(clicks));
    const piece = await pieceById(w.system.db, made.value.pieceId);
    expect(piece?.html).toContain('第四十四条');
    expect(piece?.html).not.toContain('13900000017');
    expect(piece?.html).not.toContain('申请人0');
    // What lay sealed for the applicant is kept once more, open, for everybody.
    const [file] = piece?.attachments ?? [];
    expect((await w.system.files.get(file?.sha256 ?? '')).toString()).toBe('验收报告的内容');
    // On the page the second click leads to the draft that is there.
    const second = await w.request('POST', `/console/foi-frequent/${id}/draft`, {
      as: staff.clerk,
      form: { from: first },
    });
    expect(second.headers.location).toBe(`/console/pieces/${made.value.pieceId}`);

    const at = async () => ({
      id: made.value.pieceId,
      seen: (await pieceById(w.system.db, made.value.pieceId))?.version ?? 0,
    });
    allowed(await savePiece(w.system, staff.clerk, { ...(await at()), fields: { columns: ['tzgg'] } }));
    allowed(await submitPiece(w.system, staff.clerk, await at()));
    allowed(await passPiece(w.system, staff.reviewer, await at()));
    allowed(await releasePiece(w.system, staff.approver, await at()));
    await w.runJobs();
    const no = (await pieceById(w.system.db, made.value.pieceId))?.no ?? -1;
    expect(await groups()).toMatchObject([{ state: 'published', workNo: no }]);
    expect(await duties()).toEqual([]);
    expect((await requestById(w.system.db, ids[1] ?? ''))?.workNo).toBe(no);
    const register = await w.request('GET', '/foi/register');
    expect(register.text).toContain(`href="/p/${no}"`);
    // Whoever writes the next application is offered it.
    const offered = await w.request(
      'GET',
      `/foi/apply/similar?q=${encodeURIComponent('想要小河湾村高标准农田验收的报告')}`,
    );
    expect(offered.text).toContain(`href="/p/${no}"`);
  });

  test('who asks when it is long public is not swallowed: the clerk looks, and the case leads to what is public', async () => {
    const [f] = await groups();
    const id = f?.id ?? 0;
    const [same, other] = [await ask(5, `我要${words}`), await ask(3, `大河湾村高标准农田建设项目验收报告`)];
    await lookForFrequent(w.system);
    expect(await duties()).toMatchObject([
      { title: '已经公开的又有人要：小河湾村项目验收报告', note: expect.stringContaining('新来2件') },
    ]);
    const page = await w.request('GET', `/console/foi-frequent/${id}`, { as: staff.clerk });
    expect(page.text).toContain('公开以后又有人要');
    const list = (await w.request('GET', '/console/foi-frequent', { as: staff.clerk })).text;
    expect(list.indexOf('又来了2件')).toBeGreaterThan(list.indexOf('要办的'));
    expect(list.indexOf('又来了2件')).toBeLessThan(list.indexOf('办完的') >>> 0);
    const form = { same, seen: [same, other] };
    const said = await w.request('POST', `/console/foi-frequent/${id}/join`, { as: staff.clerk, form });
    expect(said.status).toBe(303);
    expect((await requestById(w.system.db, same))?.workNo).toBe(f?.workNo);
    expect((await requestById(w.system.db, other))?.workNo).toBe(null);
    expect(await duties()).toEqual([]);
    expect(await groups()).toMatchObject([{ state: 'published', applicants: 5 }]);
    expect(codesOf(await joinFrequent(w.system, staff.clerk, { id, same: [same], seen: [same] }))).toEqual([
      'frequent_nothing_new',
    ]);
  });

  test('what was said not to be the same raises nothing again', async () => {
    const other = ['村级光伏电站收益分配', '公开村级光伏电站收益分配情况', '光伏电站收益分配（村级）'];
    for (const [i, t] of other.entries()) await ask(i, t);
    expect(await lookForFrequent(w.system)).toBe(1);
    const [f] = await store.frequents(w.system.db, { units: 'all', states: ['offered'] }, 5);
    expect(codesOf(await dismissFrequent(w.system, staff.clerk, { id: f?.id ?? 0, reason: ' ' }))).toEqual([
      'frequent_no_reason',
    ]);
    expect((await dismissFrequent(w.system, staff.clerk, { id: f?.id ?? 0, reason: '三个村，不是一项' })).ok).toBe(
      true,
    );
    await ask(3, '村级光伏电站收益分配');
    expect(await lookForFrequent(w.system)).toBe(0);
  });
});
