import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { oldPolicy, policyWorld } from '../../testing/policy.ts';
import type { World } from '../../testing/world.ts';
import { dutiesOf } from '../duties/index.ts';
import { passPiece, pieceById, releasePiece, submitPiece } from '../editorial/index.ts';
import { openWork } from '../publication/index.ts';
import * as act from './actions/index.ts';
import { lawOf, lawWith, RULES } from './law.ts';
import * as store from './store/index.ts';

const { clerk, office, approver, reviewer, justice } = staff;
const TABLE = '<table><tbody><tr><td>一级</td><td>180元</td></tr></tbody></table>';
const LINK = '/console/policy/settings';
let w: World;
beforeAll(async () => {
  w = await policyWorld();
});
afterAll(() => w.end());

const set = (rule: string, number: string, reason = '区政府办公室2026年通知') =>
  w.request('POST', LINK, { as: office, form: { rule, number, reason } });

describe('numbers that no national text gives', () => {
  test('stand on a page with where they come from; the law’s own are not to be changed', async () => {
    const { text } = await w.request('GET', LINK, { as: clerk });
    for (const r of RULES) expect(text).toContain(r.title);
    expect(text).toContain('国办发〔2018〕115号');
    expect(text).toContain('本区设定，未见全国统一规定');
    expect(text).not.toContain('name="number"');
    expect((await w.request('GET', LINK, { as: office })).text.match(/name="number"/g)).toHaveLength(
      RULES.filter((r) => r.range).length,
    );
  });

  test.each<[string, string, string, string]>([
    ['policy.legal-review', '30', '依据', '国家有规定，本区不能改'],
    ['policy.consultation', '3', '依据', '要写7到180之间的整数'],
    ['policy.consultation', '半个月', '依据', '要写7到180之间的整数'],
    ['policy.consultation', '15', ' ', '还没写理由'],
    ['policy.unheard-of', '15', '依据', '国家有规定，本区不能改'],
  ])('%s set to %s (%s) is refused', async (rule, number, reason, say) => {
    const out = await set(rule, number, reason);
    expect([out.status, out.text.includes(say)]).toEqual([422, true]);
    expect(await store.settings(w.system.db)).toEqual([]);
  });

  test('only the office sets them', async () => {
    const form = { rule: 'policy.consultation', number: '15', reason: '依据' };
    expect((await w.request('POST', LINK, { as: clerk, form })).status).toBe(403);
  });

  test('count from the day they are set, with the reason beside; what was counted before stays', async () => {
    expect((await set('policy.consultation', '15')).status).toBe(303);
    const law = await lawOf(w.system.db);
    expect([law.consultation(day('2026-03-01')).number, law.consultation(day('2026-03-02')).number]).toEqual([30, 15]);
    expect(law.consultation(day('2026-03-02')).basis).toBe('本区2026年3月2日起设为15：区政府办公室2026年通知');
    expect((await w.request('GET', LINK, { as: clerk })).text).toContain('15天，区政府办公室2026年通知');
    const fields = {
      issuerId: 'qu',
      title: '明河区十五天办法',
      html: '<p>第一条　甲。</p>',
      note: '说明',
      touchesRights: true,
    };
    const made = allowed(
      await act.createDraft(w.system, clerk, { unitId: 'minzheng', fields: { ...fields, replacesId: null } }),
    );
    const one = allowed(await act.assessDraft(w.system, clerk, { id: made.id, seen: 1, conclusion: '可行' }));
    const round = (until: string) =>
      act.openRound(w.system, clerk, { id: made.id, seen: one.version, untilOn: day(until) });
    expect(codesOf(await round('2026-03-16'))).toEqual(['consult_short']);
    expect((await round('2026-03-17')).ok).toBe(true);
  });

  test('decide when a document becomes a duty', async () => {
    await oldPolicy(w, { title: '快到期办法', docNo: '明政规发〔2021〕9号', from: '2021-07-01', until: '2026-06-30' });
    const owed = async () =>
      (await dutiesOf(w.system, w.system.db, 'all', w.clock.today())).filter((d) =>
        d.key.startsWith('policy:expiring'),
      );
    expect((await owed()).length).toBeGreaterThan(0);
    await set('policy.expiry-look', '2');
    expect(await owed()).toEqual([]);
    await set('policy.expiry-look', '6');
  });

  test('two of one day: the later one counts', () => {
    const at = new Date();
    const s = (number: number, on: string) => ({
      rule: 'interpretation.copy-line',
      fromOn: day(on),
      number,
      reason: 'x',
      setBy: 'y',
      setAt: at,
    });
    const law = lawWith([s(70, '2026-03-01'), s(80, '2026-03-05')]);
    expect([law.copyLine(day('2026-02-28')), law.copyLine(day('2026-03-04')), law.copyLine(day('2026-03-09'))]).toEqual(
      [0.6, 0.7, 0.8],
    );
  });
});

describe('filing', () => {
  test('is owed by who issued the document, within the days of the district, said to be its own', async () => {
    const step = async (run: (seen: number) => Promise<{ ok: boolean }>) => {
      const seen = (await store.draftById(w.system.db, id))?.version ?? 0;
      expect((await run(seen)).ok).toBe(true);
    };
    const materials = { draft: '送审稿', bases: '有关法律', opinions: '没有征求', own: '没有违法' };
    const { id } = allowed(
      await act.createDraft(w.system, clerk, {
        unitId: 'minzheng',
        fields: {
          issuerId: 'qu',
          title: '明河区应急救助办法',
          html: `<p>第一条　甲。</p>${TABLE}`,
          note: '说明',
          touchesRights: true,
          replacesId: null,
        },
      }),
    );
    const urgent = { result: 'lawful', opinion: '合法', failed: [], urgent: '暴雨应急' };
    await step((seen) => act.assessDraft(w.system, clerk, { id, seen, conclusion: '可行' }));
    await step((seen) => act.skipRound(w.system, clerk, { id, seen, why: 'urgent', reason: '暴雨应急' }));
    await step((seen) => act.submitDraft(w.system, clerk, { id, seen, materials }));
    await step((seen) => act.reviewDraft(w.system, justice, { id, seen, ...urgent }));
    await step((seen) => act.discussDraft(w.system, approver, { id, seen, meeting: '第9次', passed: true }));
    await step((seen) => act.signDraft(w.system, approver, { id, seen }));
    const on = w.clock.today();
    const numbers = { docNo: '明政规发〔2026〕8号', unifiedNo: 'MHGS—2026—08', issuedOn: on, fromOn: on };
    await step((seen) => act.registerDraft(w.system, office, { id, seen, ...numbers, untilOn: null, longReason: '' }));
    await step((seen) => act.publishDraft(w.system, clerk, { id, seen }));
    const pieceId = (await store.draftById(w.system.db, id))?.pieceId ?? '';
    const seen = async () => (await pieceById(w.system.db, pieceId))?.version ?? 0;
    allowed(await submitPiece(w.system, clerk, { id: pieceId, seen: await seen() }));
    allowed(await passPiece(w.system, reviewer, { id: pieceId, seen: await seen() }));
    allowed(await releasePiece(w.system, approver, { id: pieceId, seen: await seen() }));
    await w.runJobs();
    // What was signed with a table is out with it.
    const no = (await store.draftById(w.system.db, id))?.no ?? 0;
    expect((await openWork(w.system.db, no))?.current.content?.html).toContain('<td>180元</td>');
    const owed = async (unit: string) =>
      (await dutiesOf(w.system, w.system.db, [unit], w.clock.today())).filter((d) => d.act.label === '记备案');
    expect((await owed('qu')).map((d) => [d.title, d.due])).toEqual([['报送备案：明河区应急救助办法', '2026-04-01']]);
    expect((await owed('qu'))[0]?.why).toContain('本区设定，未见全国统一规定');
    expect(await owed('minzheng')).toEqual([]);
    const text = (await w.request('GET', `/console/policy/drafts/${id}`, { as: office })).text;
    expect(text).toContain('最晚4月1日，公布后30天内（本区设定，未见全国统一规定）');
  });
});

describe('the register as data', () => {
  test('is described, and answers with what the description says', async () => {
    const api = (await w.request('GET', '/api/v1/openapi.json')).json<{
      paths: Record<string, unknown>;
      components: { schemas: Record<string, { properties: Record<string, unknown> }> };
    }>();
    expect(Object.keys(api.paths)).toContain('/api/v1/policies');
    const list = (await w.request('GET', '/api/v1/policies')).json<{ policies: Record<string, unknown>[] }>();
    const known = Object.keys(api.components.schemas.PolicyDocument?.properties ?? {}).sort();
    expect(Object.keys(list.policies[0] ?? {}).sort()).toEqual(known);
    expect(Object.keys(list).every((k) => k in (api.components.schemas.PolicyList?.properties ?? {}))).toBe(true);
  });
});
