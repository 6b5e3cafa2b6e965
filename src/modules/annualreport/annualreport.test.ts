import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowed, codesOf } from '../../testing/editorial.ts';
import { type Counted, closed, hands, reportWorld, TEXTS } from '../../testing/report.ts';
import type { World } from '../../testing/world.ts';
import { openWork } from '../publication/index.ts';
import * as act from './actions.ts';
import { reportData } from './data.ts';
import { build } from './rules/build.ts';
import { readReport } from './rules/read.ts';
import { NO_TEXTS } from './rules/sections.ts';
import * as store from './store.ts';
import { openReport } from './view.ts';

const ledger: Counted[] = [
  ...closed('minzheng', 2024, { granted: 4 }),
  ...closed('minzheng', 2025, { granted: 3, 'denied.thirdParty': 1 }),
  ...closed('minzheng', 2025, { partial: 1 }, 'business'),
  ...closed('shuiwu', 2025, { 'unable.notHeld': 2 }),
  // A village has no report of its own; its request is answered for by who stands above it.
  ...closed('cunju', 2025, { granted: 1 }),
];
const { minzheng, shuiwu, qu } = hands;

let w: World;
beforeAll(async () => {
  w = await reportWorld(ledger);
});
afterAll(() => w.end());

const open = (unitId: string, year = 2025) => openReport(w.system.db, w.system, unitId, year);
const at = async (unitId: string, year = 2025) => ({
  unitId,
  year,
  seen: (await store.reportOf(w.system.db, unitId, year))?.version ?? 1,
});

async function settle(unitId: 'minzheng' | 'shuiwu' | 'qu', texts = TEXTS): Promise<void> {
  const h = hands[unitId];
  allowed(await act.saveTexts(w.system, h.clerk, { ...(await at(unitId)), texts }));
  allowed(await act.submitReport(w.system, h.clerk, await at(unitId)));
  allowed(await act.approveReport(w.system, h.reviewer, await at(unitId)));
}

describe('the tables of a unit', () => {
  test('are what the ledger counts, added up, each cell with the way to its cases', async () => {
    const { built, failures } = await open('minzheng');
    expect(built.report.table3.new).toMatchObject({ naturalPerson: 4, business: 1, total: 5 });
    expect(built.report.table3.resultTotal).toMatchObject({ naturalPerson: 4, business: 1, total: 5 });
    expect(built.from['table3.denied.thirdParty.naturalPerson']).toMatchObject({
      kind: 'ledger',
      source: '依申请公开台账',
      href: '/console/cases?unit=minzheng&cell=table3.denied.thirdParty.naturalPerson',
    });
    expect(built.from['table3.new.total']).toEqual({ kind: 'sum' });
    expect(failures).toEqual([]);
  });

  test('of who answers for villages say in the data, of each cell, what was counted and of how many', () => {
    const above = reportData({
      ...build(
        { unit: '白塔镇人民政府', year: 2025 },
        ['baita', 'cunju'].map((unitId) => ({
          unitId,
          cell: 'table3.granted.naturalPerson' as const,
          count: 1,
          source: '依申请公开台账',
          href: `/console/cases?unit=${unitId}`,
        })),
        [],
      ),
      title: '白塔镇2025年政府信息公开工作年度报告',
      texts: { ...NO_TEXTS, ...TEXTS },
      until: '2025-12-31',
      state: 'draft',
    }) as { sources: Record<string, string> };
    expect(above.sources['table3.granted.naturalPerson']).toBe('2个单位相加，来源：依申请公开台账');
    expect(above.sources['table3.granted.total']).toBe('由同表各格相加');
    expect(above.sources['table3.partial.business']).toBe('台账里没有，按0计');
  });

  test('a case that the ledger has in two rows does not balance, and the column is named', async () => {
    ledger.push({ unitId: 'minzheng', year: 2025, cell: 'table3.partial.naturalPerson', count: 1 });
    const { failures, facts } = await open('minzheng');
    expect(failures.map((f) => [f.check, f.cells.at(-1)])).toEqual([
      ['table3.balance', 'table3.carriedOut.naturalPerson'],
      ['table3.balance', 'table3.carriedOut.total'],
    ]);
    expect(facts.errors[0]).toContain('“自然人”列：第一项加第二项是4，第三项加第四项是5，差1。');
    ledger.pop();
  });
});

describe('the way to publication', () => {
  test('a report with an empty part is not sent on, and each part is named', async () => {
    const out = await act.submitReport(w.system, minzheng.clerk, await at('minzheng'));
    expect(out.ok || out.refusals.map((r) => r.detail?.part)).toEqual([
      '一、总体情况',
      '五、存在的主要问题及改进情况',
      '六、其他需要报告的事项',
    ]);
  });

  test('a text that contradicts the table is told, and may still have its reason', async () => {
    allowed(
      await act.saveTexts(w.system, minzheng.clerk, {
        ...(await at('minzheng')),
        texts: { ...TEXTS, three: '2025年收到政府信息公开申请6件，办结5件。' },
      }),
    );
    const { failures } = await open('minzheng');
    expect(failures).toMatchObject([{ check: 'text.figure', severity: 'warning', expected: 5, got: 6 }]);
    expect(failures[0]?.say).toContain('收到政府信息公开申请6件');
    allowed(await act.saveTexts(w.system, minzheng.clerk, { ...(await at('minzheng')), texts: { three: '' } }));
  });

  test('who has an older page loses nothing by saving: the save is refused and says so', async () => {
    const stale = { ...(await at('minzheng')), seen: 1, texts: { one: '写了很久' } };
    expect(codesOf(await act.saveTexts(w.system, minzheng.clerk, stale))).toEqual(['stale']);
  });

  test('the writer does not approve, the reviewer does not publish, and nobody publishes what is not approved', async () => {
    allowed(await act.submitReport(w.system, minzheng.clerk, await at('minzheng')));
    expect(codesOf(await act.publishReport(w.system, minzheng.approver, await at('minzheng')))).toEqual([
      'wrong_state',
    ]);
    expect(codesOf(await act.returnReport(w.system, minzheng.reviewer, await at('minzheng')))).toEqual(['no_remark']);
    await expect(act.approveReport(w.system, minzheng.clerk, await at('minzheng'))).rejects.toMatchObject({
      code: 'forbidden',
    });
    allowed(await act.approveReport(w.system, minzheng.approver, await at('minzheng')));
    expect(codesOf(await act.publishReport(w.system, minzheng.approver, await at('minzheng')))).toEqual([
      'approver_is_reviewer',
    ]);
    allowed(await act.reopenReport(w.system, minzheng.reviewer, { ...(await at('minzheng')), remark: '换人审定' }));
    allowed(await act.submitReport(w.system, minzheng.clerk, await at('minzheng')));
    allowed(await act.approveReport(w.system, minzheng.reviewer, await at('minzheng')));
    allowed(await act.publishReport(w.system, minzheng.approver, await at('minzheng')));
  });

  test('what is public has the tables, its files, and stands in the column of annual reports', async () => {
    const row = await store.reportOf(w.system.db, 'minzheng', 2025);
    const work = await openWork(w.system.db, row?.publishedNo ?? -1);
    const content = work?.current?.content;
    expect(content?.title).toBe('明河区民政局2025年政府信息公开工作年度报告');
    expect(content?.columns).toEqual(['zfxxgk/nianbao']);
    expect(content?.html).toContain('本年新收政府信息公开申请数量');
    const json = content?.attachments.find((a) => a.name.endsWith('.json'));
    const bytes = await w.system.files.get(json?.sha256 ?? '');
    const read = readReport(JSON.parse(bytes.toString('utf8')));
    expect(read.ok && read.report.table3.granted.total).toBe(3);
    const start = async (ext: string) => {
      const file = content?.attachments.find((a) => a.name.endsWith(ext));
      return (await w.system.files.get(file?.sha256 ?? '')).subarray(0, 4).toString('latin1');
    };
    expect([await start('.pdf'), await start('.docx')]).toEqual(['%PDF', 'PK\u0003\u0004']);
  });

  test('a late entry in the ledger shows as a difference and changes nothing that is public', async () => {
    ledger.push(...closed('minzheng', 2025, { granted: 1 }));
    const now = await open('minzheng');
    expect(now.built.report.table3.granted.total).toBe(3);
    expect(now.drift).toContainEqual({ cell: 'table3.granted.naturalPerson', settled: 3, now: 4 });
    const row = await store.reportOf(w.system.db, 'minzheng', 2025);
    // The register as it was when the tables were settled: the publication is its next entry.
    expect(row?.logSize).toBe(row?.publishedNo);
    expect((await openWork(w.system.db, row?.publishedNo ?? -1))?.current?.content?.version).toBe(1);
  });

  test('a correction says why, keeps the number of the work, and takes the ledger as it is now', async () => {
    allowed(await act.reviseReport(w.system, minzheng.reviewer, { ...(await at('minzheng')), remark: '补记1件' }));
    allowed(await act.submitReport(w.system, minzheng.clerk, await at('minzheng')));
    allowed(await act.approveReport(w.system, minzheng.reviewer, await at('minzheng')));
    expect(codesOf(await act.publishReport(w.system, minzheng.approver, await at('minzheng')))).toEqual(['no_remark']);
    const before = await store.reportOf(w.system.db, 'minzheng', 2025);
    const remark = '12月30日收到的1件漏记，已补上';
    allowed(await act.publishReport(w.system, minzheng.approver, { ...(await at('minzheng')), remark }));
    const after = await store.reportOf(w.system.db, 'minzheng', 2025);
    expect(after?.publishedNo).toBe(before?.publishedNo);
    const content = (await openWork(w.system.db, after?.publishedNo ?? -1))?.current?.content;
    expect([content?.version, content?.reason]).toEqual([2, remark]);
    expect((await open('minzheng')).drift).toEqual([]);
  });
});

describe('beside last year', () => {
  test('what was carried over and is not carried in asks for a reason, and so does a jump', async () => {
    ledger.push(
      { unitId: 'shuiwu', year: 2024, cell: 'table3.new.naturalPerson', count: 30 },
      { unitId: 'shuiwu', year: 2024, cell: 'table3.granted.naturalPerson', count: 29 },
      { unitId: 'shuiwu', year: 2024, cell: 'table3.carriedOut.naturalPerson', count: 1 },
    );
    const { changes, facts } = await open('shuiwu');
    const asked = new Map(changes.filter((c) => c.asks).map((c) => [c.cell, c.asks]));
    expect(asked.get('table3.carriedIn.naturalPerson')).toContain('上年报告结转下年1件，本年写上年结转0件');
    expect(asked.get('table3.new.total')).toBe('比上年少28，93%');
    expect(asked.has('table3.carriedOut.total')).toBe(false);
    expect(facts.unexplained.length).toBe(asked.size);
  });

  test('the report goes on once each of them is explained', async () => {
    allowed(await act.saveTexts(w.system, shuiwu.clerk, { ...(await at('shuiwu')), texts: TEXTS }));
    expect(codesOf(await act.submitReport(w.system, shuiwu.clerk, await at('shuiwu')))).toContain('unexplained');
    const { changes } = await open('shuiwu');
    const reasons = Object.fromEntries(
      changes.filter((c) => c.asks).map((c) => [c.cell, '2024年集中办理了取水许可申请']),
    );
    allowed(await act.explainChanges(w.system, shuiwu.clerk, { ...(await at('shuiwu')), reasons }));
    allowed(await act.submitReport(w.system, shuiwu.clerk, await at('shuiwu')));
    allowed(await act.approveReport(w.system, shuiwu.reviewer, await at('shuiwu')));
  });
});

describe('the government’s report', () => {
  test('is the sum of its units, settled ones as they were settled', async () => {
    ledger.push(...closed('shuiwu', 2025, { granted: 50 }));
    const { built, parts } = await open('qu');
    expect(built.report.table3['unable.notHeld'].total).toBe(2);
    // The village's one request is in the government's own part; the late entry of the water office is not in yet.
    expect(built.report.table3.granted.total).toBe(5);
    expect(built.from['table3.granted.total']).toEqual({
      kind: 'units',
      parts: [
        { unitId: 'qu', value: 1 },
        { unitId: 'minzheng', value: 4 },
      ],
    });
    expect(parts.map((p) => [p.unitId, p.state, p.settled !== undefined])).toEqual([
      ['qu', 'none', false],
      ['minzheng', 'published', true],
      ['shuiwu', 'approved', true],
    ]);
    ledger.splice(-2);
  });

  test('cannot be settled before its units are, and names them', async () => {
    allowed(await act.reopenReport(w.system, shuiwu.reviewer, { ...(await at('shuiwu')), remark: '再核一遍' }));
    const { changes } = await open('qu');
    const reasons = Object.fromEntries(changes.filter((c) => c.asks).map((c) => [c.cell, '水务局集中办理']));
    allowed(await act.explainChanges(w.system, qu.clerk, { ...(await at('qu')), reasons }));
    allowed(await act.saveTexts(w.system, qu.clerk, { ...(await at('qu')), texts: TEXTS }));
    const out = await act.submitReport(w.system, qu.clerk, await at('qu'));
    expect(out.ok || out.refusals).toMatchObject([{ code: 'unit_open', detail: { unit: '明河区水务局' } }]);
    allowed(await act.submitReport(w.system, shuiwu.clerk, await at('shuiwu')));
    allowed(await act.approveReport(w.system, shuiwu.reviewer, await at('shuiwu')));
    await settle('qu');
  });

  test('a unit’s report that is wrong in one cell is named with its unit', async () => {
    const row = await store.reportOf(w.system.db, 'shuiwu', 2025);
    if (!row?.frozen) throw new Error('the water office has settled its report');
    // What a hand on the database would do: one cell, and no total with it.
    const report = structuredClone(row.frozen.report);
    report.table3['unable.notHeld'].naturalPerson = 3;
    await w.system.db
      .transaction()
      .execute((tx) => store.saveReport(tx, { ...row, frozen: row.frozen && { ...row.frozen, report } }));
    allowed(await act.reopenReport(w.system, qu.reviewer, { ...(await at('qu')), remark: '重算' }));
    const { failures } = await open('qu');
    expect(failures.filter((f) => f.severity === 'error').flatMap((f) => f.cells)).toContain(
      'table3.unable.notHeld.naturalPerson',
    );
    await w.system.db.transaction().execute((tx) => store.saveReport(tx, row));
  });
});

describe('the government’s report, settled', () => {
  test('is not published after a unit has settled another number: cell and unit are named, and adding up anew mends it', async () => {
    allowed(await act.submitReport(w.system, qu.clerk, await at('qu')));
    allowed(await act.approveReport(w.system, qu.reviewer, await at('qu')));
    allowed(await act.reopenReport(w.system, shuiwu.reviewer, { ...(await at('shuiwu')), remark: '漏记' }));
    // While it is corrected, what is public of it still holds.
    expect((await open('qu')).facts.moved).toEqual([]);
    ledger.push(...closed('shuiwu', 2025, { 'denied.stateSecret': 1 }));
    allowed(await act.submitReport(w.system, shuiwu.clerk, await at('shuiwu')));
    allowed(await act.approveReport(w.system, shuiwu.reviewer, await at('shuiwu')));
    const out = await act.publishReport(w.system, qu.approver, await at('qu'));
    expect(new Set(codesOf(out))).toEqual(new Set(['unit_moved']));
    expect(out.ok || out.refusals.map((r) => r.detail?.say)).toContain(
      '第三部分“一、本年新收”自然人列：明河区水务局后来审定的是3，汇总时是2。',
    );
    allowed(await act.reopenReport(w.system, qu.reviewer, { ...(await at('qu')), remark: '重算' }));
    const { changes } = await open('qu');
    const reasons = Object.fromEntries(changes.filter((c) => c.asks).map((c) => [c.cell, '水务局集中办理']));
    allowed(await act.explainChanges(w.system, qu.clerk, { ...(await at('qu')), reasons }));
    allowed(await act.submitReport(w.system, qu.clerk, await at('qu')));
    allowed(await act.approveReport(w.system, qu.reviewer, await at('qu')));
    expect((await open('qu')).facts.moved).toEqual([]);
    allowed(await act.reopenReport(w.system, qu.reviewer, { ...(await at('qu')), remark: '再写几句' }));
  });
});
