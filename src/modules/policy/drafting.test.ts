import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, day } from '../../lib/day.ts';
import type { Ruling } from '../../lib/ruling.ts';
import type { Actor } from '../../platform/permission.ts';
import { PUBLIC } from '../../platform/permission.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { oldPolicy, policyWorld } from '../../testing/policy.ts';
import { actor, type World } from '../../testing/world.ts';
import { dutiesOf } from '../duties/gather.ts';
import { passPiece, pieceById, releasePiece, submitPiece } from '../editorial/index.ts';
import { openWork } from '../publication/index.ts';
import * as act from './actions/index.ts';
import * as store from './store/index.ts';

const { clerk, reviewer, approver, office, justice } = staff;
const HTML = '<p>第一条　为了规范高龄津贴发放，制定本办法。</p><p>第二条　年满80周岁的老年人每人每月100元。</p>';

let w: World;
beforeAll(async () => {
  w = await policyWorld();
});
afterAll(() => w.end());

const at = (iso: string) => w.clock.set(`${iso}T09:30:00+08:00`);

/** Takes the step on the draft as it is now; answers the codes of its refusal. */
async function step<I extends { id: string; seen: number }>(
  go: (system: World['system'], a: Actor, input: I) => Promise<Ruling<unknown>>,
  who: Actor,
  id: string,
  input: Omit<I, 'id' | 'seen'>,
): Promise<string> {
  const seen = (await store.draftById(w.system.db, id))?.version ?? 0;
  return codesOf(await go(w.system, who, { ...input, id, seen } as I)).join(' ');
}

const begin = async (over: Partial<act.DraftFields> = {}): Promise<string> =>
  allowed(
    await act.createDraft(w.system, clerk, {
      unitId: 'minzheng',
      fields: {
        issuerId: 'qu',
        title: '明河区高龄津贴发放办法',
        html: HTML,
        note: '原办法到期，标准提高。',
        touchesRights: true,
        replacesId: null,
        ...over,
      },
    }),
  ).id;
const stateOf = async (id: string) => (await store.draftById(w.system.db, id))?.state;
const materials = { draft: '送审稿', bases: '老年人权益保障法第三十三条', opinions: '见采纳情况', own: '没有发现违法' };

describe('a normative document from its draft to its filing', () => {
  let id = '';
  let oldNo = 0;

  test('what is none by its title is sent elsewhere', async () => {
    const out = await act.createDraft(w.system, clerk, {
      unitId: 'minzheng',
      fields: { issuerId: 'qu', title: '2026年工作方案', html: HTML, note: '', touchesRights: false, replacesId: null },
    });
    expect(codesOf(out)).toEqual(['not_normative']);
  });

  test('begins, is argued about, and is put to the public for thirty days', async () => {
    oldNo = await oldPolicy(w, {
      title: '明河区高龄津贴发放暂行办法',
      docNo: '明政规发〔2021〕4号',
      from: '2021-05-01',
      until: '2026-04-30',
    });
    id = await begin({ replacesId: (await store.documentOfWork(w.system.db, oldNo))?.id ?? null });
    expect(await step(act.assessDraft, clerk, id, { conclusion: ' ' })).toBe('no_conclusion');
    expect(await step(act.assessDraft, clerk, id, { conclusion: '必要、可行，财政能承担' })).toBe('');
    expect(await step(act.submitDraft, clerk, id, { materials })).toBe('wrong_state');
    expect(await step(act.skipRound, clerk, id, { why: 'internal', reason: '没有影响' })).toBe('skip_touches_rights');
    expect(await step(act.openRound, clerk, id, { untilOn: day('2026-03-20') })).toBe('consult_short');
    expect(await step(act.openRound, clerk, id, { untilOn: day('2026-04-01') })).toBe('');
  });

  test('anyone writes without an account, to a clause or to the whole', async () => {
    const send = (clause: string, text: string) =>
      act.takeComment(w.system, PUBLIC, { draftId: id, clause, text, contact: '' });
    allowed(await send('2', '每月100元太少，我电话13800138000'));
    allowed(await send('', '支持'));
    expect(codesOf(await send('9', '第九条'))).toEqual(['no_such_clause']);
    expect(codesOf(await send('', ' '))).toEqual(['no_words']);
    at('2026-04-02');
    expect(codesOf(await send('', '来晚了'))).toEqual(['round_over']);
  });

  test('the outcome waits for the end, and for every remark; what is public is masked', async () => {
    const duties = await dutiesOf(w.system, w.system.db, 'all', w.system.clock.today());
    expect(duties.map((d) => d.title)).toContain('公布意见采纳情况：明河区高龄津贴发放办法');
    const [one, two] = (await store.commentsOf(w.system.db, id)).map((k) => k.id);
    expect(await step(act.answerRound, clerk, id, { answer: '' })).toBe('ungrouped');
    const group = (comments: (string | undefined)[], verdict: string, done: string) =>
      step(act.groupComments, clerk, id, {
        said: '标准太低（电话13800138000）',
        verdict,
        done,
        comments: comments.filter((x) => x !== undefined),
      });
    expect(await group([one], 'not', '')).toBe('group_without_reason');
    expect(await group([one], 'partly', '提高到120元')).toBe('');
    // Nobody's words are told as the public's, and a remark is in one group only.
    expect(await group([], 'adopted', '')).toBe('group_empty');
    expect(await group([one, two], 'adopted', '')).toBe('grouped_before');
    expect((await store.groupsOf(w.system.db, id)).map((g) => g.comments)).toEqual([1]);
    expect(await group([two], 'adopted', '')).toBe('');
    expect((await store.groupsOf(w.system.db, id))[0]).toMatchObject({
      said: '标准太低（电话〔电话已遮盖〕）',
      comments: 1,
    });
    expect(await step(act.answerRound, clerk, id, { answer: '共收到2条。' })).toBe('');
    expect(await stateOf(id)).toBe('consulted');
  });

  test('is not reviewed in haste, nor by its drafter, nor without its materials', async () => {
    expect(await step(act.submitDraft, clerk, id, { materials: { ...materials, own: '' } })).toBe('material_missing');
    expect(await step(act.submitDraft, clerk, id, { materials })).toBe('');
    expect(await step(act.saveDraftText, clerk, id, { fields: { html: '<p>别的</p>' } })).toBe('wrong_state');
    const review = { result: 'amend', opinion: '第二条应写明资金来源', failed: ['content'], urgent: '' };
    expect(await step(act.reviewDraft, justice, id, review)).toBe('review_hasty');
    const both = actor('mz-clerk', 'minzheng', ['justice']);
    at('2026-04-13');
    expect(await step(act.reviewDraft, both, id, review)).toBe('reviewer_is_drafter');
    expect(await step(act.reviewDraft, justice, id, review)).toBe('');
  });

  test('goes before the meeting only with an explanation of what was not adopted; then is signed by a third', async () => {
    expect(await step(act.discussDraft, approver, id, { meeting: '第8次常务会', passed: true })).toBe('not_explained');
    expect(await step(act.explainDraft, clerk, id, { why: '资金来源由财政办法另行规定' })).toBe('');
    expect(await step(act.discussDraft, approver, id, { meeting: '第8次常务会', passed: true })).toBe('');
    const owed = async (unit: string) =>
      (await dutiesOf(w.system, w.system.db, [unit], w.system.clock.today())).filter((d) => d.act.label === '签发');
    expect([(await owed('qu')).length, (await owed('minzheng')).length]).toEqual([1, 0]);
    const drafterSigns = actor('mz-clerk', 'minzheng', ['approver']);
    expect(await step(act.signDraft, drafterSigns, id, {})).toBe('signer_is_drafter');
    expect(await step(act.signDraft, approver, id, {})).toBe('');
  });

  test('gets both numbers, each of which nobody else has', async () => {
    const input = {
      docNo: '明政规发〔2021〕4号',
      unifiedNo: 'MHGS—2026—01',
      issuedOn: day('2026-04-13'),
      fromOn: day('2026-05-01'),
      untilOn: null,
      longReason: '',
    };
    expect(await step(act.registerDraft, office, id, input)).toBe('doc_no_year doc_no_taken');
    const good = { ...input, docNo: '明政规发〔2026〕4号' };
    expect(await step(act.registerDraft, office, id, { ...good, untilOn: day('2032-01-01') })).toBe('validity_long');
    expect(await step(act.registerDraft, office, id, good)).toBe('');
    expect(await store.draftById(w.system.db, id)).toMatchObject({ untilOn: '2031-04-30', unifiedSerial: 1 });
  });

  test('goes public as a piece through three people, and comes into the ledger; the old one stops when it is in force', async () => {
    expect(await step(act.publishDraft, clerk, id, {})).toBe('');
    const pieceId = (await store.draftById(w.system.db, id))?.pieceId ?? '';
    const seen = async () => (await pieceById(w.system.db, pieceId))?.version ?? 0;
    expect(await step(act.publishDraft, clerk, id, {})).toBe('piece_there');
    allowed(await submitPiece(w.system, clerk, { id: pieceId, seen: await seen() }));
    allowed(await passPiece(w.system, reviewer, { id: pieceId, seen: await seen() }));
    allowed(await releasePiece(w.system, approver, { id: pieceId, seen: await seen() }));
    await w.runJobs();
    const draft = await store.draftById(w.system.db, id);
    expect(draft?.state).toBe('published');
    const inLedger = await store.documentOfWork(w.system.db, draft?.no ?? 0);
    expect(inLedger).toMatchObject({ unifiedNo: 'MHGS—2026—01', source: 'draft', issuer: '明河区人民政府' });
    expect((await store.documentOfWork(w.system.db, oldNo))?.decided).toBeNull();
    at('2026-05-01');
    allowed(await act.replaceDue(w.system, { ...office, kind: 'system' }, { all: true }));
    expect(await store.documentOfWork(w.system.db, oldNo)).toMatchObject({
      decided: 'repealed',
      decidedOn: '2026-05-01',
      successorId: inLedger?.id,
    });
    const old = await openWork(w.system.db, oldNo);
    expect(old?.listing).toMatchObject({ validStatus: '废止', version: 2 });
    expect(old?.current.check).toBe('same');
  });

  test('is filed, and every step is in its history', async () => {
    expect(await step(act.fileDraft, office, id, { on: null, to: '' })).toBe('no_filing');
    expect(await step(act.fileDraft, office, id, { on: day('2026-04-20'), to: '市司法局' })).toBe('');
    expect((await store.draftEvents(w.system.db, id)).map((e) => e.move).join(' ')).toBe(
      'create assess consult answer submit review explain discuss sign register publish file',
    );
  });
});

describe('what may not be done', () => {
  test('another unit may not touch it, and nobody reviews without the role', async () => {
    const id = await begin({ title: '明河区殡葬服务补贴办法' });
    const stranger = actor('sw', 'shuiwu', ['clerk']);
    await expect(step(act.assessDraft, stranger, id, { conclusion: '可行' })).rejects.toThrow('may not');
    await expect(
      step(act.reviewDraft, clerk, id, { result: 'lawful', opinion: '', failed: [], urgent: '' }),
    ).rejects.toThrow('may not');
  });

  test('without review, or found unlawful, nothing comes before the meeting', async () => {
    const id = await begin({ title: '明河区临时救助办法' });
    expect(await step(act.discussDraft, approver, id, { meeting: '第9次', passed: true })).toBe(
      'wrong_state not_reviewed',
    );
    await step(act.assessDraft, clerk, id, { conclusion: '可行' });
    expect(await step(act.skipRound, clerk, id, { why: 'urgent', reason: '暴雨应急' })).toBe('');
    await step(act.submitDraft, clerk, id, { materials });
    const bad = { result: 'unlawful', opinion: '设了收费', failed: ['creation'], urgent: '防汛应急响应' };
    expect(await step(act.reviewDraft, justice, id, bad)).toBe('');
    expect(await step(act.discussDraft, approver, id, { meeting: '第9次', passed: true })).toBe('found_unlawful');
    expect(await step(act.reviseDraft, clerk, id, { why: '删去收费' })).toBe('');
    expect(await stateOf(id)).toBe('consulted');
  });

  test('who saw an older version is told so and changes nothing', async () => {
    const id = await begin({ title: '明河区养老机构管理办法' });
    await step(act.saveDraftText, clerk, id, { fields: { note: '第二版说明' } });
    expect(codesOf(await act.assessDraft(w.system, clerk, { id, seen: 1, conclusion: '可行' }))).toEqual(['stale']);
    expect(await stateOf(id)).toBe('drafting');
  });

  test('how to reach who wrote goes some days after the draft was given up, as after an answer', async () => {
    const id = await begin({ title: '明河区老年食堂管理办法' });
    await step(act.assessDraft, clerk, id, { conclusion: '可行' });
    await step(act.openRound, clerk, id, { untilOn: addDays(w.system.clock.today(), 40) });
    allowed(
      await act.takeComment(w.system, PUBLIC, { draftId: id, clause: '', text: '支持', contact: 'a@example.org' }),
    );
    await step(act.stopDraft, clerk, id, { why: '上级另有规定' });
    const left = async (days: number): Promise<number> => {
      const before = new Date(w.system.clock.now().getTime() - days * 86_400_000);
      await w.system.db.transaction().execute((tx) => store.forgetContacts(tx, before));
      return (await store.commentsOf(w.system.db, id)).filter((k) => k.reachable).length;
    };
    expect([await left(30), await left(-1)]).toEqual([1, 0]);
  });

  test('a draft keeps its name and the unit in whose name it is made, whenever it is saved', async () => {
    const id = await begin({ title: '明河区养老床位管理办法' });
    for (const [fields, why] of [
      [{ title: ' ' }, 'no_title'],
      [{ issuerId: 'nobody' }, 'no_issuer'],
      [{ title: '明河区养老工作方案' }, 'not_normative'],
    ] as const)
      expect(await step(act.saveDraftText, clerk, id, { fields })).toBe(why);
    await expect(step(act.saveDraftText, clerk, id, { fields: { replacesId: 'none' } })).rejects.toMatchObject({
      code: 'bad_request',
    });
    const page = await w.request('POST', `/console/policy/drafts/${id}/save`, {
      as: clerk,
      form: { seen: '1', title: '', issuerId: 'qu', html: '<p>写了很久的一条</p>', note: '说明' },
    });
    expect([page.status, page.text.includes('写了很久的一条')]).toEqual([422, true]);
  });
});
