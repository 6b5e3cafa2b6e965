import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendar } from '../../../law/index.ts';
import { day } from '../../lib/day.ts';
import { one, sql } from '../../platform/db/connection.ts';
import type { Paper } from '../../platform/documents/index.ts';
import { PUBLIC } from '../../platform/permission.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { desk, foiWorld, GRANTED } from '../../testing/foi.ts';
import { actor, type World } from '../../testing/world.ts';
import * as acts from './index.ts';
import { rewriteLetter, saveLetter, writeLetter } from './letters/actions.ts';
import { fieldsOf, seal16 } from './letters/edit.ts';
import { lastDays } from './rules/law.ts';
import * as store from './store/index.ts';

let w: World;
let d: ReturnType<typeof desk>;
beforeAll(async () => {
  w = await foiWorld();
  d = desk(w);
});
afterAll(() => w.end());
const on = (date: string): void => w.clock.set(`${date}T09:30:00+08:00`);
const { clerk } = staff;

describe('what is approved is what was read', () => {
  const letterOf = async (id: string) => {
    const l = await store.letterOnce(w.system.db, id, 'answer');
    if (!l) throw new Error('no letter');
    return l;
  };
  const rewordedBy = async (id: string) => {
    const l = await letterOf(id);
    const paragraphs = fieldsOf(l.body as Paper).flatMap((x) => (x === undefined ? [] : [`${x}谢谢。`]));
    const typed = { paragraphs, remark: '', attachments: '' };
    return saveLetter(w.system, clerk, { id, letterId: l.id, seen: seal16(l.body), typed });
  };

  test.each<[string, (id: string) => Promise<unknown>]>([
    ['the clerk changes its words', async (id) => allowed(await rewordedBy(id))],
    [
      'the clerk has it written anew',
      async (id) => allowed(await rewriteLetter(w.system, clerk, { id, letterId: (await letterOf(id)).id })),
    ],
  ])('the approver has the letter open, %s: the approval is told that it is old', async (_what, change) => {
    const id = await d.opened();
    await d.propose(id);
    const read = await d.at(id);
    await change(id);
    const out = await acts.decide(w.system, staff.approver, read);
    expect(codesOf(out)).toEqual(['changed']);
    expect(out.ok ? '' : out.refusals.map(acts.sayFoi).join()).toContain('minzheng·clerk已经办了“改文书”');
    allowed(await acts.decide(w.system, staff.approver, await d.at(id)));
  });

  test('a letter to a sister office that lies beside the answer disturbs nobody', async () => {
    const id = await d.opened();
    await d.propose(id);
    const read = await d.at(id);
    const { letterId } = allowed(
      await writeLetter(w.system, clerk, { id, kind: 'assist', agency: '农业股', matter: '核对' }),
    );
    allowed(await rewriteLetter(w.system, clerk, { id, letterId }));
    allowed(await acts.decide(w.system, staff.approver, read));
  });
});

describe('what the applicant is given', () => {
  const attach = async (id: string, role: string, toApplicant = true) =>
    acts.attach(w.system, clerk, {
      ...(await d.at(id)),
      role,
      file: { name: '材料.csv', bytes: Buffer.from('一,二\n') },
      toApplicant,
    });
  const given = async (id: string): Promise<number> => {
    const r = await store.requestById(w.system.db, id);
    return (await store.filesOf(w.system.db, r?.applicationId ?? '', id)).filter((f) => f.toApplicant).length;
  };

  test.each(['source', 'opinion', 'delivery', 'application', 'proof', 'mandate', 'correction'])(
    'is never the %s: the reply of a third party or an original not covered would go out with one tick',
    async (role) => {
      const id = await d.opened();
      expect(codesOf(await attach(id, role))).toEqual(['not_for_applicant']);
      allowed(await attach(id, role, false));
      expect(await given(id)).toBe(0);
    },
  );

  test('is there before the answer is approved, and not added afterwards by one person', async () => {
    const id = await d.answered();
    expect(codesOf(await attach(id, 'answer'))).toEqual(['given_after_answer']);
    allowed(await attach(id, 'delivery', false));
    expect(await given(id)).toBe(0);
  });

  test('goes out with a refusal when it was given for it', async () => {
    const id = await d.opened();
    allowed(await attach(id, 'answer'));
    await d.propose(id, { key: 'denied.processInfo', reasons: '讨论稿', supply: '' });
    await d.decide(id);
    expect(await given(id)).toBe(1);
  });

  test('stays in the case when the answer becomes a refusal', async () => {
    const { id, no, password } = await d.apply();
    await d.confirm(id);
    await d.register(id);
    const { fileId } = allowed(await attach(id, 'answer'));
    await d.propose(id);
    expect(await given(id)).toBe(1);
    await d.propose(id, { key: 'denied.processInfo', reasons: '讨论稿', supply: '' });
    await d.decide(id);
    expect(await given(id)).toBe(0);
    const opened = await w.request('POST', '/foi/status', { form: { no, password } });
    const cookie = (opened.headers['set-cookie'] ?? '').split(';')[0] ?? '';
    expect((await w.request('GET', `/foi/r/${no}/file/${fileId}`, { headers: { cookie } })).status).toBe(404);
  });
});

describe('a correction that never came', () => {
  test.each<[string, (id: string) => Promise<unknown>]>([
    ['closed by the office', async (id) => allowed(await acts.closeUncorrected(w.system, clerk, await d.at(id)))],
    ['withdrawn by the applicant', async (id) => allowed(await acts.own.withdraw(w.system, PUBLIC, { id, why: '' }))],
  ])('%s: the period was void, so nobody was late, in the register neither', async (_how, close) => {
    on('2026-03-02');
    const { id, no } = await d.apply();
    await d.confirm(id);
    await d.askCorrection(id, '2026-04-20');
    on('2026-04-21');
    const late = async (): Promise<string> =>
      /<td[^>]*>合计[\s\S]*?<\/tr>/
        .exec((await w.request('GET', '/foi/register')).text)?.[0]
        .replace(/<[^>]+>|\s/g, ' ') ?? '';
    const before = await late();
    await close(id);
    expect(await store.requestById(w.system.db, id)).toMatchObject({ due: null, days: null });
    expect((await late()).trim().split(/\s+/).at(-1)).toBe(before.trim().split(/\s+/).at(-1));
    const page = (await w.request('GET', `/console/foi/${id}`, { as: clerk })).text;
    expect([page.includes(no), page.includes('已经逾期'), page.includes('晚了')]).toEqual([true, false, false]);
    on('2026-03-02');
  });
});

describe('two at the same application', () => {
  const parts = async (): Promise<string[]> => {
    const id = await d.handedIn('2026-03-02', { description: '一要合同，二要验收报告' });
    const { others } = allowed(await acts.split(w.system, clerk, { ...(await d.at(id)), parts: ['合同', '验收报告'] }));
    return [id, ...others];
  };

  test('each splits another part at the same moment: every part has its own number', async () => {
    const [a = '', b = ''] = await parts();
    const again = async (id: string) => acts.split(w.system, clerk, { ...(await d.at(id)), parts: ['甲', '乙', '丙'] });
    for (const out of await Promise.all([again(a), again(b)])) allowed(out);
    const r = await store.requestById(w.system.db, a);
    const all = await store.requestsOf(w.system.db, r?.applicationId ?? '');
    expect(all.map((x) => x.part)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(all.map((x) => x.no)).size).toBe(6);
  });

  test('one writes another telephone on one part, another mailbox on the other: both are kept', async () => {
    const [a = '', b = ''] = await parts();
    const out = await Promise.all([
      acts.own.changeContact(w.system, PUBLIC, { id: a, phone: '13900000088' }),
      acts.own.changeContact(w.system, PUBLIC, { id: b, email: 'liu@example.invalid' }),
    ]);
    for (const x of out) allowed(x);
    const who = allowed(await acts.seeIdentity(w.system, clerk, { id: a }));
    expect([who.phone, who.email]).toEqual(['13900000088', 'liu@example.invalid']);
  });
});

test('a dispute of a case that was withdrawn before receipt, on a day that is none, is a refusal and no fault', async () => {
  const id = await d.caseIn('withdrawn');
  expect(await one(w.system.db, sql`select received_on from foi.request where id = ${id}`)).toEqual({
    received_on: null,
  });
  const form = { version: String((await d.at(id)).version), block: 'review', body: '区政府', on: '哪天忘了' };
  const out = await w.request('POST', `/console/foi/${id}/act/recordDispute`, { as: clerk, form });
  expect([out.status, out.text.includes('没有这一天'), out.text.includes('哪天忘了')]).toEqual([422, true, true]);
});

test('the clerk of an archived case has left: a colleague takes it over, and answers the court who asked', async () => {
  const id = await d.caseIn('archived');
  const second = actor('mz-clerk-2', 'minzheng', ['clerk']);
  expect(codesOf(await acts.seeIdentity(w.system, second, { id }))).toEqual(['not_handling']);
  allowed(await acts.takeOver(w.system, second, await d.at(id)));
  expect(allowed(await acts.seeIdentity(w.system, second, { id })).name).toBe('柳芽青');
});

test('whoever objected to the fee and paid it is answered all the same, before the file goes to the shelf', async () => {
  const { id, no, password } = await d.apply();
  await d.confirm(id);
  await d.register(id);
  await d.fee(id);
  allowed(await acts.own.objectFee(w.system, PUBLIC, { id, words: '只有20页' }));
  await d.pay(id);
  await d.propose(id);
  await d.decide(id);
  await d.deliver(id);
  expect(codesOf(await acts.archive(w.system, clerk, await d.at(id)))).toEqual(['objection_open']);
  allowed(await acts.answerFee(w.system, clerk, { ...(await d.at(id)), answer: '附件也算，共44页。' }));
  const opened = await w.request('POST', '/foi/status', { form: { no, password } });
  const cookie = (opened.headers['set-cookie'] ?? '').split(';')[0] ?? '';
  expect((await w.request('GET', `/foi/r/${no}`, { headers: { cookie } })).text).toContain(
    '答复了您对收费的异议：附件也算，共44页。',
  );
  allowed(await acts.archive(w.system, clerk, await d.at(id)));
});

describe('the last days to object', () => {
  const B = { reviewDays: 60, suitMonths: 6 };
  test.each([
    ['2026-03-02', '2026-05-06', '2026-09-02', '60 days end on 1 May: 劳动节 to the 5th, then a working day'],
    ['2026-03-05', '2026-05-06', '2026-09-07', 'the 4th of May is a holiday, 5 September a Saturday'],
    ['2026-08-03', '2026-10-08', '2027-02-03', '2 October lies in 国庆'],
    ['2026-03-10', '2026-05-09', '2026-09-10', 'Saturday 9 May is worked: it is the last day itself'],
    ['2026-08-31', '2026-10-30', '2027-03-01', '31 February is none: the 28th, a Sunday, gives way'],
  ])('served on %s: review until %s, suit until %s (%s)', (served, review, suit, _why) =>
    expect(lastDays(B, day(served), calendar)).toEqual({ review, suit }),
  );

  test('are told on the page of the applicant', async () => {
    const { id, no, password } = await d.apply();
    await d.confirm(id);
    await d.register(id);
    allowed(await acts.propose(w.system, clerk, { ...(await d.at(id)), draft: GRANTED, keepLetter: false }));
    await d.decide(id);
    await d.deliver(id);
    const opened = await w.request('POST', '/foi/status', { form: { no, password } });
    const cookie = (opened.headers['set-cookie'] ?? '').split(';')[0] ?? '';
    const page = await w.request('GET', `/foi/r/${no}`, { headers: { cookie } });
    expect(page.text).toContain('申请复议，最晚2026年5月6日；直接起诉，最晚2026年9月2日');
  });
});
