import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { one, rows, sql, transaction } from '../../platform/db/connection.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import { published } from '../../testing/drafts.ts';
import { allowed, codesOf, seedUnits, staff } from '../../testing/editorial.ts';
import { seedSite } from '../../testing/site.ts';
import { actor, type World, world } from '../../testing/world.ts';
import { duties } from '../duties/index.ts';
import { org } from '../org/index.ts';
import { publication, withdraw } from '../publication/index.ts';
import { sites } from '../sites/index.ts';
import * as actions from './actions/index.ts';
import { type Board, board } from './board.ts';
import { ledger, parsePlan, planFromText } from './index.ts';
import { jobs } from './jobs.ts';
import * as store from './store/index.ts';

const PLAN = `明河区人民政府办公室
2026年1月20日
明河区2026年政务公开工作要点
一、深化公开
（一）做好救助公开。名册上网。2026年6月底前完成。（区民政局牵头，区水务局负责落实）
（二）做好供水公开。（区水务局负责落实）
二、加强监督
（一）开展培训。（区培训中心负责）
`;

let w: World;
let site: Server;
let outside: string;
/** Pages of the pretended outside: path → status. */
const pages: Record<string, number> = { '/gone': 404 };

beforeAll(async () => {
  site = createServer((req, res) => res.writeHead(pages[req.url ?? ''] ?? 200).end('<p>x</p>'));
  await new Promise<void>((up) => site.listen(0, '127.0.0.1', up));
  outside = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  w = await world({
    modules: [duties, org, publication, sites, ledger],
    // Addresses of one's own site may be private; all others are refused.
    env: { GONGKAI_PUBLIC_URL: outside },
  });
  await seedUnits(w);
  await seedSite(w);
});
afterAll(async () => {
  await w.end();
  await new Promise((down) => site.close(down));
});

const waterClerk = actor('sw-clerk', 'shuiwu', ['clerk']);
let planId = '';
const now = async (): Promise<Board> => {
  const b = await board(w.system.db, planId, w.system.clock.today());
  if (!b) throw new Error('no board');
  return b;
};
const taskOf = async (no: string) => {
  const t = (await now()).tasks.find((x) => x.task.no === no);
  if (!t) throw new Error(no);
  return t;
};
const reportOf = async (no: string, unitId: string): Promise<string> => {
  const found = await store.reportsOf(w.system.db, (await taskOf(no)).task.id);
  return found.findLast((r) => r.unitId === unitId)?.id ?? '';
};
const say = (no: string, unitId: string, evidence: actions.EvidenceInput[], text = '已经公开。') =>
  taskOf(no).then((t) =>
    actions.report(w.system, unitId === 'minzheng' ? staff.clerk : waterClerk, {
      taskId: t.task.id,
      unitId,
      text,
      evidence,
    }),
  );

describe('a work plan', () => {
  test('becomes tasks with units and deadlines; a name nobody has waits for the office', async () => {
    const plan = parsePlan({ blocks: planFromText(PLAN) });
    const input = { plan, sourceName: '要点.txt', sourceFile: null };
    const first = allowed(await actions.importPlan(w.system, staff.office, input));
    planId = first.planId;
    expect([first.tasks, first.unresolved]).toEqual([3, ['区培训中心']]);
    const b = await now();
    expect(b.tasks.map((t) => [t.task.no, t.due, t.shares.map((s) => s.unitId)])).toEqual([
      ['一（一）', '2026-06-30', ['minzheng', 'shuiwu']],
      ['一（二）', null, ['shuiwu']],
      ['二（一）', null, [null]],
    ]);
    expect(allowed(await actions.importPlan(w.system, staff.office, input))).toMatchObject({ planId, unchanged: true });
  });

  test('without a task is refused, and only the office may import', async () => {
    const empty = {
      plan: parsePlan({ blocks: planFromText('停水通知\n明天停水。') }),
      sourceName: 'x',
      sourceFile: null,
    };
    expect(codesOf(await actions.importPlan(w.system, staff.office, empty))).toEqual(['no_items']);
    await expect(actions.importPlan(w.system, staff.clerk, empty)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a share without a unit is given to one, and the history says so', async () => {
    const t = await taskOf('二（一）');
    const shareId = t.shares[0]?.id ?? 0;
    allowed(
      await actions.assign(w.system, staff.office, {
        taskId: t.task.id,
        unitId: 'shuiwu',
        role: 'responsible',
        shareId,
      }),
    );
    expect((await taskOf('二（一）')).shares.map((s) => s.unitId)).toEqual(['shuiwu']);
    expect((await store.eventsOf(w.system.db, t.task.id)).map((e) => e.act)).toEqual(['import', 'assign']);
  });
});

describe('a report', () => {
  test.each<[string, string, actions.EvidenceInput[], string, string[], string]>([
    ['一（二）', 'minzheng', [], '做了。', ['not_yours'], 'the task is another unit’s'],
    ['一（一）', 'minzheng', [], ' ', ['no_report_text'], 'nothing said'],
  ])('on %s by %s is refused: %j', async (no, unitId, evidence, text, codes) =>
    expect(codesOf(await say(no, unitId, evidence, text))).toEqual(codes),
  );

  test('shows evidence, which is looked at at once: a page that answers, one that does not, one inside the network', async () => {
    allowed(
      await say('一（一）', 'minzheng', [
        { kind: 'link', target: `${outside}/list`, name: '名册' },
        { kind: 'link', target: `${outside}/gone`, name: '旧页' },
        { kind: 'link', target: 'http://10.0.0.8/secret', name: '内网' },
        { kind: 'edition', target: '99999', name: '没有的件' },
      ]),
    );
    const seen = await store.evidenceOfReport(w.system.db, await reportOf('一（一）', 'minzheng'));
    expect(seen.map((e) => [e.name, e.probe, e.why]).sort()).toEqual([
      ['内网', 'broken', '这是内部网络的地址，群众打不开'],
      ['名册', 'ok', '页面能打开'],
      ['旧页', 'broken', '页面打不开（404）'],
      ['没有的件', 'broken', '登记号99999不存在'],
    ]);
    expect(codesOf(await say('一（一）', 'minzheng', []))).toEqual(['report_open']);
  });

  test('whose evidence does not answer cannot be accepted, only returned with what is missing', async () => {
    const reportId = await reportOf('一（一）', 'minzheng');
    expect(codesOf(await actions.acceptReport(w.system, staff.office, { reportId }))).toEqual([
      'evidence_broken',
      'evidence_broken',
      'evidence_broken',
    ]);
    expect(codesOf(await actions.returnReport(w.system, staff.office, { reportId, reason: ' ' }))).toEqual([
      'no_return_reason',
    ]);
    allowed(await actions.returnReport(w.system, staff.office, { reportId, reason: '旧页打不开，换一个。' }));
    expect(codesOf(await actions.acceptReport(w.system, staff.office, { reportId }))).toContain('already_decided');
  });

  test('that nobody may decide but the office', async () => {
    const reportId = await reportOf('一（一）', 'minzheng');
    await expect(actions.acceptReport(w.system, staff.clerk, { reportId })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('with an edition counts as done, and falls back when the edition is withdrawn', async () => {
    const { no } = await published(w, { title: '3月救助名册', unitId: 'minzheng', unitName: '明河区民政局' });
    for (const unitId of ['minzheng', 'shuiwu']) {
      allowed(await say('一（一）', unitId, [{ kind: 'edition', target: String(no), name: `登记号${no}` }]));
      allowed(await actions.acceptReport(w.system, staff.office, { reportId: await reportOf('一（一）', unitId) }));
    }
    expect((await taskOf('一（一）')).standing).toBe('done');
    await transaction(w.system.db, (tx) => withdraw({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, no, '误发'));
    await w.runJobs();
    const t = await taskOf('一（一）');
    expect(t.standing).toBe('broken');
    expect((await store.eventsOf(w.system.db, t.task.id)).at(-1)).toMatchObject({ act: 'evidence_broken' });
  });

  test('is looked at every night, and a night that was broken off and begun again tells of all of it', async () => {
    const probe = jobs.find((j) => j.name === 'ledger.probe');
    const before = w.clock.now();
    w.clock.set('2026-04-02T02:30:00+08:00');
    const told = await probe?.run(w.system, {});
    // Both units showed the work that was withdrawn since.
    expect(told).toMatchObject({ found: 2 });
    expect(told?.looked).toBeGreaterThanOrEqual(2);
    expect(await probe?.run(w.system, {})).toEqual(told);
    w.clock.set(before.toISOString());
  });

  test('leaves its audit row, and a refused one leaves only that', async () => {
    const acts = await rows<{ action: string; outcome: string }>(
      w.system.db,
      sql`select distinct action, outcome from platform.audit where action like 'ledger.%' order by 1, 2`,
    );
    expect(acts).toContainEqual({ action: 'ledger.accept', outcome: 'forbidden' });
    expect(acts).toContainEqual({ action: 'ledger.report', outcome: 'refused' });
    expect(acts).toContainEqual({ action: 'ledger.accept', outcome: 'done' });
  });
});

describe('the console', () => {
  test('a refused upload keeps the board it came from, and says what was wrong with the file', async () => {
    const form = new FormData();
    form.set('plan', new File(['停水通知\n明天停水。'], 'notice.txt'));
    const reply = await w.request('POST', '/console/ledger', { as: staff.office, form });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('没有从这份文件里找到任务');
    expect(reply.text).toContain('3项任务，办到哪了');
  });

  test('a year that is not over has no look-back yet; the board stays and says why', async () => {
    const reply = await w.request('POST', `/console/ledger/${planId}/look-back`, { as: staff.office, form: {} });
    expect([reply.status, reply.text.includes('2026年还没过完')]).toEqual([422, true]);
  });

  test('is public only where the office says so', async () => {
    expect((await w.request('GET', `/ledger/${planId}`)).status).toBe(404);
    await w.request('POST', `/console/ledger/${planId}/public`, { as: staff.office, form: { public: '1' } });
    expect((await w.request('GET', `/ledger/${planId}`)).status).toBe(200);
  });
});

test('a look-back takes over tasks, units, and the evidence that goes on being looked at', async () => {
  w.clock.set('2027-01-15T09:00:00+08:00');
  const made = allowed(await actions.lookBack(w.system, staff.office, { planId, due: null }));
  const b = await board(w.system.db, made.planId, w.system.clock.today());
  expect(b?.tasks.map((t) => t.task.no)).toEqual(['一（一）', '一（二）', '二（一）']);
  const kept = await one<{ n: number }>(
    w.system.db,
    sql`select count(*)::int as n from ledger.evidence e join ledger.report r on r.id = e.report_id
        join ledger.task t on t.id = r.task_id where t.plan_id = ${made.planId}`,
  );
  expect(kept.n).toBe(2);
  expect(codesOf(await actions.lookBack(w.system, staff.office, { planId, due: null }))).toEqual([
    'already_looked_back',
  ]);
});
