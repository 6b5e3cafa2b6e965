import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../platform/permission.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { type Counted, closed, hands, reportWorld } from '../../testing/report.ts';
import type { World } from '../../testing/world.ts';
import * as act from './actions.ts';
import * as store from './store.ts';
import { openReport } from './view.ts';

const ledger: Counted[] = [...closed('minzheng', 2025, { granted: 3 })];
const { minzheng, shuiwu, qu } = hands;

let w: World;
beforeAll(async () => {
  w = await reportWorld(ledger);
});
afterAll(() => w.end());

const open = (unitId: string) => openReport(w.system.db, w.system, unitId, 2025);
const at = async (unitId: string) => ({
  unitId,
  year: 2025,
  seen: (await store.reportOf(w.system.db, unitId, 2025))?.version ?? 1,
});
const enter = async (who: Actor, unitId: string, ...figures: act.Entered[]) =>
  act.enterFigures(w.system, who, { ...(await at(unitId)), figures });

describe('figures that live elsewhere', () => {
  test.each<[string, string, string, string[], string]>([
    ['table2.licensing', '1,204', '审批系统', ['no_count'], 'a comma is no digit: the clerk is asked, not guessed for'],
    ['table2.licensing', '1204', ' ', ['no_source'], 'a number without a source is a rumour'],
    ['table2.normativeDocuments.made', '3', '司法局', ['counted_by_ledger'], 'the ledger of documents counts it'],
    ['table3.granted.naturalPerson', '9', '登记本', ['counted_by_ledger'], 'and that of requests counts this'],
    ['table9.anything', '9', '登记本', ['not_manual'], 'there is no such cell'],
    ['table2.penalty', '12.5', '执法平台', ['no_count'], 'half a decision'],
    ['table2.feesWanYuan', '59237.2449', '财政局非税系统', [], 'money is in units of ten thousand, with decimals'],
    ['table2.licensing', '1204', '区审批系统2025年办件统计', [], 'as it should be'],
  ])('%s = %s from “%s”: %j, %s', async (cell, value, source, codes) => {
    const out = await enter(minzheng.clerk, 'minzheng', { cell, value, source });
    expect(codesOf(out)).toEqual(codes);
  });

  test('show who entered them, from where and when', async () => {
    const { built } = await open('minzheng');
    expect(built.report.table2.licensing).toBe(1204);
    expect(built.from['table2.licensing']).toEqual({
      kind: 'entry',
      source: '区审批系统2025年办件统计',
      by: 'minzheng·clerk',
      at: '2026-01-12',
    });
  });

  test('give way once the ledger counts the same cell', async () => {
    ledger.push({ unitId: 'minzheng', year: 2025, cell: 'table2.regulations.made', count: 0 });
    allowed(
      await enter(shuiwu.clerk, 'shuiwu', {
        cell: 'table2.regulations.made',
        value: '0',
        source: '本局',
      }),
    );
    expect(
      codesOf(
        await enter(minzheng.clerk, 'minzheng', {
          cell: 'table2.regulations.made',
          value: '5',
          source: '本局',
        }),
      ),
    ).toEqual(['counted_by_ledger']);
    ledger.pop();
  });

  test('are entered by the unit itself and by nobody else', async () => {
    const figure = { cell: 'table2.penalty', value: '1', source: '执法平台' };
    await expect(enter(shuiwu.clerk, 'minzheng', figure)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(enter(staff.office, 'minzheng', figure)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the government’s report', () => {
  test('takes figures of its own level by hand, beside what its units entered', async () => {
    const figure = { cell: 'table2.licensing', value: '6', source: '区政府审批件台账' };
    allowed(await enter(qu.clerk, 'qu', figure));
    const { built, own } = await open('qu');
    expect(own.report.table2.licensing).toBe(6);
    expect(built.report.table2.licensing).toBe(1204 + 6);
    const page = await w.request('GET', '/console/annual-reports/2025/qu', { as: qu.clerk });
    expect(page.text).toContain('区政府本级');
    expect(page.text).toContain('来源：区政府审批件台账');
  });
});
