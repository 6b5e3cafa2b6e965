import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { published } from '../../testing/drafts.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { oldPolicy, policyWorld } from '../../testing/policy.ts';
import { actor, type World } from '../../testing/world.ts';
import { dutiesOf } from '../duties/gather.ts';
import { openWork } from '../publication/index.ts';
import * as act from './actions/index.ts';
import { staleCites } from './duties.ts';
import * as store from './store/index.ts';
import { takeInAll } from './take-in.ts';
import { verbs } from './verbs.ts';

const { office, justice } = staff;
const waterClerk = actor('sw-clerk', 'shuiwu', ['clerk']);
let w: World;
/** Documents by the serial of their number. */
const ids = new Map<number, string>();
let citing = 0;
const idOf = (n: number): string => ids.get(n) ?? '';

beforeAll(async () => {
  w = await policyWorld();
  for (let n = 1; n <= 13; n++) {
    const no = await oldPolicy(w, {
      title: `明河区第${n}项管理办法`,
      docNo: `明政规发〔2023〕${n}号`,
      from: '2023-03-01',
      until: n === 13 ? '2026-02-28' : '2028-02-29',
    });
    ids.set(n, (await store.documentOfWork(w.system.db, no))?.id ?? '');
  }
  citing = (
    await published(w, {
      title: '关于申领补贴的指南',
      unitId: 'shuiwu',
      html: '<p>依据《明河区第8项管理办法》和明政规发[2023]9号办理。</p>',
      columns: ['zfxxgk/fdzdgk'],
    })
  ).no;
  await w.runJobs();
});
afterAll(() => w.end());

describe('the ledger', () => {
  test('takes in what is published, once, whatever is run again', async () => {
    expect((await store.documents(w.system.db)).length).toBe(13);
    expect(await takeInAll(w.system)).toMatchObject({ added: 0 });
  });
  test('knows who names whom, by title and by number in any writing', async () => {
    const named = (await store.allCites(w.system.db)).filter((c) => c.fromNo === citing).map((c) => c.documentId);
    expect(named.sort()).toEqual([idOf(8), idOf(9)].sort());
  });
  test('takes a document that is not on this site by an act, and no number twice', async () => {
    const input = {
      title: '白塔镇集市管理办法',
      docNo: '白政规发〔2024〕1号',
      unitId: 'shuiwu',
      issuer: '明河区水务局',
      issuedOn: day('2024-05-01'),
      fromOn: day('2024-06-01'),
      untilOn: day('2026-05-31'),
    };
    allowed(await act.addDocument(w.system, justice, input));
    expect(codesOf(await act.addDocument(w.system, justice, { ...input, docNo: '白政规发[2024]第1号' }))).toEqual([
      'doc_no_form',
      'doc_no_form',
      'known_document',
    ]);
    await expect(act.addDocument(w.system, staff.clerk, input)).rejects.toThrow('may not');
    const wrong = { ...input, docNo: '白政规发〔2024〕9号', issuedOn: day('2030-01-01'), untilOn: day('2020-01-01') };
    expect(codesOf(await act.addDocument(w.system, justice, { ...wrong, fromOn: day('2024-03-01') }))).toEqual([
      'issued_in_future',
      'until_before_from',
    ]);
    const form = {
      title: input.title,
      docNo: '白政规发〔2024〕9号',
      unitId: input.unitId,
      issuedOn: '2024年3月',
      untilOn: '2029-02-30',
    };
    const page = await w.request('POST', '/console/policy/documents', { as: justice, form });
    expect(page.status).toBe(422);
    for (const said of ['成文日期要写成', '有效期至要写成', '2029-02-30']) expect(page.text).toContain(said);
  });
  test('raises a duty six months before the end, for its unit and for who keeps the ledger', async () => {
    const titles = (await dutiesOf(w.system, w.system.db, 'all', w.system.clock.today())).map((d) => d.title);
    expect(titles).toContain('白塔镇集市管理办法');
    expect(titles).not.toContain('明河区第1项管理办法');
  });
  test('goes on for a while longer when it was looked at in its last half year, not before', async () => {
    const no = await oldPolicy(w, {
      title: '明河区渡口管理办法',
      docNo: '明政规发〔2024〕3号',
      from: '2024-06-01',
      until: '2026-05-31',
    });
    const documentId = (await store.documentOfWork(w.system.db, no))?.id ?? '';
    const go = (id: string, untilOn: string, reason = '评估后仍然需要') =>
      act.prolongDocument(w.system, justice, { documentId: id, untilOn: day(untilOn), reason });
    expect(codesOf(await go(idOf(1), '2030-01-01'))).toEqual(['not_yet_due']);
    expect(codesOf(await go(idOf(13), '2030-01-01'))).toEqual(['lapsed_cannot_go_on']);
    expect(codesOf(await go(documentId, '2026-05-31', ''))).toEqual(['no_reason', 'until_not_later']);
    expect(codesOf(await go(documentId, '2028-05-31', '群众一三九〇〇〇〇〇〇一七来电要求'))).toEqual([
      'reason_names_person',
    ]);
    allowed(await go(documentId, '2028-05-31'));
    expect((await openWork(w.system.db, no))?.listing).toMatchObject({ validUntil: '2028-05-31', version: 2 });
  });
  test('only who made it, or stands above, decides about it', async () => {
    const input = {
      documentId: idOf(1),
      bodyId: 'shuiwu',
      decided: 'repealed',
      reason: '不再需要',
      statusDoc: '明水发〔2026〕2号',
      successorId: null,
    };
    expect(codesOf(await act.decideDocument(w.system, justice, input))).toEqual(['wrong_body']);
    // The reason goes out with the decision, and meets the rules of everything that does.
    const named = { ...input, reason: '群众身份证号999901198001010016反映的' };
    expect(codesOf(await act.decideDocument(w.system, justice, named))).toEqual(['wrong_body', 'reason_names_person']);
  });
});

test('the command takes in what is there, and says how much that was', async () => {
  const said: string[] = [];
  const io = {
    json: true,
    out: (t: string) => said.push(t),
    err: (t: string) => said.push(t),
    system: w.system,
    actor: SYSTEM,
  };
  expect(await verbs[0]?.run(['take-in'], io)).toBe(0);
  expect(JSON.parse(said[0] ?? '')).toMatchObject({ added: 0 });
  expect(await verbs[0]?.run(['everything'], io)).toBe(2);
});

describe('a clean-up', () => {
  let campaignId = '';
  const verdict = (n: number, v: string, reason = '', successorId: string | null = null) =>
    act.giveVerdict(w.system, justice, { campaignId, documentId: idOf(n), verdict: v, reason, successorId });

  test('gives each document exactly one verdict', async () => {
    campaignId = allowed(
      await act.openCampaign(w.system, justice, {
        title: '2026年规范性文件清理',
        bodyId: 'qu',
        cutOff: day('2023-12-31'),
      }),
    ).id;
    for (let n = 1; n <= 6; n++) allowed(await verdict(n, 'keep'));
    allowed(await verdict(7, 'amend', '标准要提高'));
    for (let n = 8; n <= 10; n++) allowed(await verdict(n, 'void', '任务已经完成'));
    allowed(await verdict(11, 'repeal', '与上位法不一致'));
    expect(codesOf(await verdict(1, 'repeal', '改主意'))).toEqual(['decided_twice']);
    expect(codesOf(await verdict(13, 'keep'))).toEqual(['lapsed_cannot_go_on']);
    allowed(await verdict(13, 'void', '有效期已满'));
    expect(codesOf(await verdict(12, 'repeal', '被替代', idOf(12)))).toEqual(['successor_cycle']);
  });

  test('is blocked by what is undecided, by name', async () => {
    const out = await act.closeCampaign(w.system, justice, { campaignId });
    expect(out.ok ? [] : out.refusals.map((r) => r.detail?.title)).toEqual(['明河区第12项管理办法']);
    allowed(await verdict(12, 'repeal', '被第1项替代', idOf(1)));
    allowed(await act.closeCampaign(w.system, justice, { campaignId }));
    expect(codesOf(await verdict(12, 'keep'))).toEqual(
      ['campaign_closed', 'decided_twice', 'kept_with_successor'].slice(0, 2),
    );
  });

  test('is released by another hand, and the three lists are editions', async () => {
    const decisionNo = '明政发〔2026〕12号';
    const closer = { ...actor(justice.id, 'qu', ['office']) };
    expect(codesOf(await act.releaseCampaign(w.system, closer, { campaignId, decisionNo }))).toEqual(['same_hand']);
    const { nos } = allowed(await act.releaseCampaign(w.system, office, { campaignId, decisionNo }));
    await w.runJobs();
    const titles = await Promise.all(nos.map(async (no) => (await openWork(w.system.db, no))?.listing.title));
    expect(titles).toEqual([
      '2026年规范性文件清理：继续有效的规范性文件目录（7件）',
      '2026年规范性文件清理：废止的规范性文件目录（2件）',
      '2026年规范性文件清理：宣布失效的规范性文件目录（4件）',
    ]);
    expect(codesOf(await act.releaseCampaign(w.system, office, { campaignId, decisionNo }))).toEqual([
      'campaign_not_closed',
    ]);
  });

  test('stops its documents on that day, on their own pages too', async () => {
    const d = await store.documentById(w.system.db, idOf(12));
    expect(d).toMatchObject({
      decided: 'repealed',
      decidedOn: '2026-03-02',
      statusDoc: '明政发〔2026〕12号',
      successorId: idOf(1),
    });
    expect((await openWork(w.system.db, d?.no ?? 0))?.current.content).toMatchObject({
      validity: { status: '废止', note: '被第1项替代' },
      reason: '有效性变更为“废止”：被第1项替代（明政发〔2026〕12号）',
    });
    expect(await store.documentById(w.system.db, idOf(7))).toMatchObject({ decided: null, toAmend: true });
  });

  test('what is repealed cannot be repealed again', async () => {
    const again = {
      documentId: idOf(12),
      bodyId: 'qu',
      decided: 'repealed',
      reason: '再废一次',
      statusDoc: '',
      successorId: null,
    };
    expect(codesOf(await act.decideDocument(w.system, justice, again))).toEqual(['already_stopped']);
    expect(
      codesOf(await act.decideDocument(w.system, justice, { ...again, documentId: idOf(1), successorId: idOf(12) })),
    ).toEqual(['successor_cycle']);
  });

  test('pages that name a stopped document become a duty of their unit until somebody has looked', async () => {
    w.clock.set('2026-03-03T09:30:00+08:00');
    const stale = async () =>
      (await staleCites(w.system.db, w.system.clock.today())).map((s) => [s.fromNo, s.document.id]);
    const both = [
      [citing, idOf(8)],
      [citing, idOf(9)],
    ];
    // The three lists name them as well, and owe nothing.
    expect(new Set(await stale())).toEqual(new Set(both));
    const duties = await dutiesOf(w.system, w.system.db, ['shuiwu'], w.system.clock.today());
    expect(duties.filter((d) => d.title === '核对引用：关于申领补贴的指南').length).toBe(2);
    const settle = (why: string) => act.settleCite(w.system, waterClerk, { fromNo: citing, documentId: idOf(8), why });
    expect(codesOf(await settle(' '))).toEqual(['no_reason']);
    allowed(await settle('只是说明来历'));
    await takeInAll(w.system);
    expect(await stale()).toEqual([both[1]]);
  });
});
