import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exec, rows, sql } from '../../platform/db/connection.ts';
import { FORGOTTEN, type Remark } from '../../platform/module.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { type Counted, closed, hands, reportWorld, TEXTS } from '../../testing/report.ts';
import { actor, type World } from '../../testing/world.ts';
import { confirmErasure, PUBLICATION_CODES, requestErasure } from '../publication/index.ts';
import * as act from './actions.ts';
import { remarks } from './forget.ts';
import { REPORT_CODES, sayReport } from './say.ts';
import * as store from './store.ts';
import { openReport } from './view.ts';

/** An identity number of the fictional division 999901. */
const IDENTITY = '999901193911040019';
const NAME = '柳某甲';
const LEAK = `已向${NAME}（身份证${IDENTITY}）道歉。`;
const MZ = '/console/annual-reports/2025/minzheng';

const ledger: Counted[] = [
  ...closed('minzheng', 2024, { granted: 40 }),
  ...closed('minzheng', 2025, { granted: 3 }),
  ...closed('shuiwu', 2025, { granted: 2 }),
];
const { minzheng } = hands;
let w: World;
beforeAll(async () => {
  w = await reportWorld(ledger);
});
afterAll(() => w.end());

const at = async (unitId = 'minzheng') => ({
  unitId,
  year: 2025,
  seen: (await store.reportOf(w.system.db, unitId, 2025))?.version ?? 1,
});
const post = async (as: typeof minzheng.clerk, form: Record<string, string>) =>
  w.request('POST', MZ, { as, form: { seen: String((await at()).seen), ...form } });
const open = () => openReport(w.system.db, w.system, 'minzheng', 2025);
const events = () => store.eventsOf(w.system.db, 'minzheng', 2025);
/** Everything of this module's tables as one text. */
const dump = async (): Promise<string> =>
  (
    await Promise.all(
      ['report', 'event', 'reason', 'entry'].map((t) =>
        rows<{ t: string }>(w.system.db, sql`select t::text as t from ${sql.raw(`annualreport.${t}`)} t`),
      ),
    )
  )
    .flat()
    .map((r) => r.t)
    .join('\n');

test('every reason of this module and of the door has its words', () => {
  for (const code of [...REPORT_CODES, ...PUBLICATION_CODES]) {
    const said = sayReport({ code, basis: '', detail: { cell: 'table2.penalty', say: '差1。' } });
    expect([code, /[一-龥]/.test(said), said.includes(code)]).toEqual([code, true, false]);
  }
});

/** One report through its life, so the tests go in order. */
describe('the words of a report', () => {
  test('are looked at as any that go out: a number of a person stops it, with place and basis, and nothing typed is lost', async () => {
    const out = await act.enterFigures(w.system, minzheng.clerk, {
      ...(await at()),
      figures: [
        { cell: 'table2.licensing', value: '12', source: `${NAME}的台账，电话13900000017` },
        { cell: 'table2.penalty', value: '', source: ' ' },
      ],
    });
    allowed(out);
    const { changes } = await open();
    const reasons = Object.fromEntries(changes.filter((c) => c.asks).map((c) => [c.cell, `${NAME}集中申请`]));
    allowed(await act.explainChanges(w.system, minzheng.clerk, { ...(await at()), reasons }));
    allowed(
      await act.saveTexts(w.system, minzheng.clerk, { ...(await at()), texts: { ...TEXTS, five: TEXTS.five + LEAK } }),
    );
    const page = await w.request('GET', MZ, { as: minzheng.clerk });
    expect(page.text).toContain('“五、存在的主要问题及改进情况”');
    expect(page.text).toContain('带着交');
    const no = await post(minzheng.clerk, { act: 'submit' });
    expect(no.status).toBe(422);
    expect(no.text).toContain('身份证号');
    expect(no.text).toContain('确实有理由的，写明理由再继续');
    const direct = await act.submitReport(w.system, minzheng.clerk, await at());
    expect(direct).toMatchObject({
      refusals: expect.arrayContaining([
        {
          code: 'finding',
          basis: expect.stringContaining('第十五条'),
          detail: expect.objectContaining({ rule: 'personal.id-number' }),
        },
      ]),
    });
    // Not even who was refused is told the number again, nor the audit trail for good.
    expect(JSON.stringify(direct)).not.toContain(IDENTITY);
  });

  test('go on with a reason, which the next hands see; a reason too long is said and not cut', async () => {
    const long = await post(minzheng.clerk, { act: 'submit', inSpite: '理'.repeat(501) });
    expect(long.text).toContain('超过500字');
    expect(long.text).toContain('理'.repeat(501));
    expect((await post(minzheng.clerk, { act: 'submit', inSpite: '本人书面同意公开' })).status).toBe(303);
    expect((await events()).slice(-2).map((e) => [e.act, e.detail])).toEqual([
      ['in_spite', expect.stringContaining('理由：本人书面同意公开')],
      ['submit', ''],
    ]);
    const next = await w.request('GET', MZ, { as: minzheng.reviewer });
    expect(next.text).toContain('本人书面同意公开');
    const audit = await rows<{ t: string }>(
      w.system.db,
      sql`select detail::text as t from platform.audit where action = 'report.submit' and outcome = 'done'`,
    );
    expect(audit.at(-1)?.t).toContain('personal.id-number');
    expect(audit.at(-1)?.t).not.toContain(IDENTITY);
  });

  test('are answered for once more by who publishes', async () => {
    allowed(await act.approveReport(w.system, minzheng.reviewer, await at()));
    expect(codesOf(await act.publishReport(w.system, minzheng.approver, await at()))).toContain('finding');
    allowed(await act.publishReport(w.system, minzheng.approver, { ...(await at()), inSpite: '看过同意书' }));
  });

  test('that leaked are erased with everything typed beside them: reasons, sources, remarks, and a correction on its way', async () => {
    allowed(await act.reviseReport(w.system, minzheng.reviewer, { ...(await at()), remark: `${NAME}来电` }));
    allowed(await act.submitReport(w.system, minzheng.clerk, { ...(await at()), inSpite: `${NAME}同意` }));
    allowed(await act.approveReport(w.system, minzheng.reviewer, { ...(await at()), remark: `${NAME}的那件核过` }));
    const before = await store.reportOf(w.system.db, 'minzheng', 2025);
    const asked = allowed(
      await requestErasure(w.system, staff.clerk, {
        no: before?.publishedNo ?? -1,
        whole: true,
        versions: [],
        files: [],
        kind: 'identity',
        reason: '正文里有身份证号。',
        publicReason: '有个人信息。',
        hides: true,
      }),
    );
    expect(await dump()).toContain(NAME);
    allowed(await confirmErasure(w.system, staff.approver, { id: asked.id }));
    const left = await dump();
    expect([left.includes(NAME), left.includes(IDENTITY), left.includes('13900000017')]).toEqual([false, false, false]);
    const after = await store.reportOf(w.system.db, 'minzheng', 2025);
    // Figures name nobody and stay; who did what and when stays too.
    expect(after?.shown?.report).toEqual(before?.shown?.report);
    expect(after?.shown?.from['table2.licensing']).toMatchObject({ kind: 'entry', source: FORGOTTEN });
    expect((await events()).map((e) => e.act)).toEqual([
      'enter',
      'explain',
      'save',
      'in_spite',
      'submit',
      'approve',
      'in_spite',
      'publish',
      'revise',
      'in_spite',
      'submit',
      'approve',
    ]);
    expect((await events()).find((e) => e.act === 'publish')?.detail).toMatch(/^登记号\d+$/);
    expect([after?.state, after?.texts.one]).toEqual(['draft', '']);
  });

  test('erased, the report’s desk opens and says what to do; the public sees nothing of it', async () => {
    const page = await w.request('GET', MZ, { as: minzheng.clerk });
    expect(page.status).toBe(200);
    expect(page.text).toContain('现在谁也看不到这份报告');
    expect(page.text).toContain(FORGOTTEN);
    expect((await w.request('GET', '/annual-reports/2025/minzheng')).status).toBe(404);
    expect((await w.request('GET', '/console/annual-reports/2025', { as: minzheng.clerk })).text).toContain(
      '公开的页面撤下了',
    );
  });

  test('erased, it is written and published anew under another number, without a reason for a correction', async () => {
    const old = (await store.reportOf(w.system.db, 'minzheng', 2025))?.publishedNo;
    w.clock.set('2026-01-14T09:30:00+08:00');
    allowed(await act.saveTexts(w.system, minzheng.clerk, { ...(await at()), texts: TEXTS }));
    const { changes } = await open();
    const reasons = Object.fromEntries(changes.filter((c) => c.asks).map((c) => [c.cell, '上年集中申请']));
    allowed(await act.explainChanges(w.system, minzheng.clerk, { ...(await at()), reasons }));
    allowed(
      await act.enterFigures(w.system, minzheng.clerk, {
        ...(await at()),
        figures: [{ cell: 'table2.licensing', value: '12', source: '审批系统' }],
      }),
    );
    allowed(await act.submitReport(w.system, minzheng.clerk, await at()));
    allowed(await act.approveReport(w.system, minzheng.reviewer, await at()));
    const done = allowed(await act.publishReport(w.system, minzheng.approver, await at()));
    expect(done.publishedNo).not.toBe(old);
    expect(done.publishedOn).toBe('2026-01-14');
    expect((await w.request('GET', '/annual-reports/2025/minzheng')).status).toBe(200);
  });
});

describe('hands', () => {
  test('nobody approves or publishes what they wrote on, however many wrote after them', async () => {
    const both = actor('both', 'shuiwu', ['clerk', 'reviewer', 'approver']);
    const { clerk } = hands.shuiwu;
    allowed(await act.saveTexts(w.system, both, { ...(await at('shuiwu')), texts: TEXTS }));
    allowed(await act.saveTexts(w.system, clerk, { ...(await at('shuiwu')), texts: { five: '另一个人改了一句。' } }));
    allowed(await act.submitReport(w.system, clerk, await at('shuiwu')));
    expect(codesOf(await act.approveReport(w.system, both, await at('shuiwu')))).toEqual(['same_hand']);
    allowed(await act.approveReport(w.system, hands.shuiwu.reviewer, await at('shuiwu')));
    expect(codesOf(await act.publishReport(w.system, both, await at('shuiwu')))).toEqual(['same_hand']);
    const page = await w.request('GET', '/console/annual-reports/2025/shuiwu', { as: both });
    expect(page.text).toContain('要换一位公布');
  });

  test('a report whose steps were written before hands were named knows at least its last one', async () => {
    const both = actor('both', 'qu', ['clerk', 'reviewer', 'approver']);
    allowed(await act.saveTexts(w.system, both, { ...(await at('qu')), texts: TEXTS }));
    await exec(w.system.db, sql`update annualreport.event set actor_id = null where unit_id = 'qu'`);
    expect((await openReport(w.system.db, w.system, 'qu', 2025)).facts.writerIds).toEqual(['both']);
  });
});

describe('words of another text that leaked', () => {
  test('may stand in any place of a report where people type, and are forgotten there one by one', async () => {
    const place = (key: string) => remarks.find((r) => r.key === `annualreport.${key}`);
    const rowsOf = async (key: string): Promise<Remark[]> => {
      const found: Remark[] = [];
      await place(key)?.each(w.system.db, (r) => found.push(r));
      return found;
    };
    for (const key of ['report', 'event', 'reason', 'entry']) {
      const found = await rowsOf(key);
      expect([key, found.length !== 0]).toEqual([key, true]);
      for (const r of found) expect((await w.request('GET', r.href ?? '', { as: minzheng.clerk })).status).toBe(200);
    }
    // A source stands in what was settled as well, and on the public page.
    const [entry] = await rowsOf('entry');
    expect((await w.request('GET', '/annual-reports/2025/minzheng')).text).toContain('审批系统');
    await w.system.db.transaction().execute((tx) => place('entry')?.forget?.(tx, entry?.id ?? '') ?? Promise.resolve());
    expect((await w.request('GET', '/annual-reports/2025/minzheng')).text).not.toContain('审批系统');
    const [reason] = await rowsOf('reason');
    await w.system.db
      .transaction()
      .execute((tx) => place('reason')?.forget?.(tx, reason?.id ?? '') ?? Promise.resolve());
    expect(Object.values((await open()).reasons)).toContain(FORGOTTEN);
  });
});
