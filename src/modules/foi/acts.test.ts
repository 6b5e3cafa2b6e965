import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { rows, sql } from '../../platform/db/connection.ts';
import { PUBLIC } from '../../platform/permission.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { desk, foiWorld } from '../../testing/foi.ts';
import { actor } from '../../testing/world.ts';
import * as acts from './index.ts';
import * as store from './store/index.ts';

const w = await foiWorld();
const d = desk(w);
afterAll(() => w.end());
const { on, handedIn } = d;
beforeEach(() => on('2026-03-02'));

const caseOf = async (id: string): Promise<store.Request> => {
  const r = await store.requestById(w.system.db, id);
  if (!r) throw new Error(id);
  return r;
};
const dueOf = async (id: string) => (await caseOf(id)).due;

describe('two at once', () => {
  test('two approvers decide in the same moment: one wins, the other sees who and what', async () => {
    const id = await d.opened();
    await d.propose(id);
    const at = await d.at(id);
    const second = actor('mz-approver-2', 'minzheng', ['approver']);
    const both = await Promise.all([acts.decide(w.system, staff.approver, at), acts.decide(w.system, second, at)]);
    expect(both.map((r) => r.ok).sort()).toEqual([false, true]);
    const lost = both.find((r) => !r.ok);
    expect(codesOf(lost ?? { ok: true, value: null })).toEqual(['changed', 'wrong_state', 'no_decision_drafted']);
    const why = lost && !lost.ok ? acts.sayFoi(lost.refusals[0] ?? { code: '', basis: '' }) : '';
    expect(why).toMatch(/minzheng·approver已经办了“(答复|出具文书)”/);
    expect((await store.lettersOf(w.system.db, id)).filter((l) => l.kind === 'answer')).toHaveLength(1);
    expect((await store.eventsOf(w.system.db, id)).filter((e) => e.what === 'decided')).toHaveLength(1);
  });

  test('a form filled in on an older case is told, and nothing is written', async () => {
    const id = await d.opened();
    const at = await d.at(id);
    allowed(await acts.supplement(w.system, staff.clerk, { ...at, words: '只要电子版' }));
    const before = (await store.eventsOf(w.system.db, id)).length;
    expect(
      codesOf(await acts.consult(w.system, staff.clerk, { ...at, kind: 'third', name: '某公司', about: '单价' })),
    ).toEqual(['changed']);
    expect((await store.eventsOf(w.system.db, id)).length).toBe(before);
    expect(await store.partiesOf(w.system.db, id)).toEqual([]);
  });

  test('withdrawn by the applicant while the clerk decides: whoever comes first settles it', async () => {
    const id = await d.opened();
    await d.propose(id);
    const [a, b] = await Promise.all([
      acts.decide(w.system, staff.approver, await d.at(id)),
      acts.own.withdraw(w.system, PUBLIC, { id, why: '' }),
    ]);
    expect([a.ok, b.ok].filter(Boolean)).toHaveLength(1);
    expect(['decided', 'withdrawn']).toContain((await caseOf(id)).state);
  });
});

describe('the letter', () => {
  test('decision and letter must agree in kind and articles', async () => {
    const id = await d.opened();
    await d.propose(id, { key: 'denied.processInfo', reasons: '过程稿', secrecy: '', supply: '' });
    const letter = await store.letterOnce(w.system.db, id, 'answer');
    if (!letter) throw new Error('no letter');
    const change = (over: Partial<typeof letter>) =>
      w.system.db
        .transaction()
        .execute((tx) => store.saveLetter(tx, { ...letter, ...over, at: w.clock.now(), byLabel: '' }));
    await change({ decision: 'granted', basis: [] });
    const out = await acts.decide(w.system, staff.approver, await d.at(id));
    expect(codesOf(out)).toEqual(['letter_differs', 'letter_basis']);
    expect(out.ok ? '' : acts.sayFoi(out.refusals[1] ?? { code: '', basis: '' })).toContain('第十六条第二款');
    await change({});
    allowed(await acts.decide(w.system, staff.approver, await d.at(id)));
    expect(await change({ title: '改过的' })).toBe(false);
  });

  test('is numbered once with the decision, in one transaction, without gaps', async () => {
    const ids = [await d.opened(), await d.opened()];
    for (const id of ids) await d.propose(id);
    const taken = async () =>
      (
        await rows<{ n: number }>(
          w.system.db,
          sql`select n from foi.counter where kind = 'letter:minzheng' and year = 2026`,
        )
      )[0]?.n ?? 0;
    const before = await taken();
    await Promise.all(ids.map((id) => d.decide(id)));
    expect(await taken()).toBe(before + 2);
    const nos = await rows<{ no: string }>(w.system.db, sql`select no from foi.letter where state = 'issued'`);
    expect(new Set(nos.map((n) => n.no)).size).toBe(nos.length);
  });
});

test('the applicant does alone: corrects, adds, gives reasons, objects to a day, rates; each once where once is right', async () => {
  const id = await d.caseIn('correctionPending');
  allowed(await acts.own.takeCorrection(w.system, PUBLIC, { id, words: '小河湾村', lateReason: '', file: null }));
  await d.register(id);
  allowed(await acts.own.supplement(w.system, PUBLIC, { id, words: '电子版就行' }));
  const object = (date: string) => acts.own.objectDate(w.system, PUBLIC, { id, day: day(date), words: '这天应该算' });
  expect(codesOf(await object('2026-12-24'))).toEqual(['day_not_in_trace']);
  for (const date of ['2026-03-07', '2026-03-08', '2026-03-09']) allowed(await object(date));
  expect(codesOf(await object('2026-03-10'))).toEqual(['objections_wait']);
  const [first] = await store.objectionsOf(w.system.db, id);
  allowed(
    await acts.answerObjection(w.system, staff.clerk, {
      ...(await d.at(id)),
      objectionId: first?.id ?? '',
      answer: '7日是周六',
    }),
  );
  await d.propose(id);
  await d.decide(id);
  expect(codesOf(await acts.own.withdraw(w.system, PUBLIC, { id, why: '' }))).toEqual(['wrong_state']);
  await d.deliver(id);
  allowed(await acts.own.rate(w.system, PUBLIC, { id, rating: 'clear', note: '' }));
  expect(codesOf(await acts.own.rate(w.system, PUBLIC, { id, rating: 'unclear', note: '' }))).toEqual(['rated_before']);
  // The very same once more is the form sent twice.
  allowed(await acts.own.rate(w.system, PUBLIC, { id, rating: 'clear', note: '' }));
  expect(codesOf(await acts.archive(w.system, staff.clerk, await d.at(id)))).toEqual(['objection_open']);
});

test('a new address keeps what the law asks for complete', async () => {
  const id = await d.opened();
  const change = (over: object) => acts.own.changeContact(w.system, PUBLIC, { id, ...over });
  expect(codesOf(await change({ wantedWay: 'pigeon' }))).toEqual(['no_way']);
  allowed(await change({ email: 'a@example.invalid', phone: '', wantedWay: 'email' }));
  const who = allowed(await acts.seeIdentity(w.system, staff.clerk, { id }));
  // What was left blank stays as it was.
  expect([who.email, who.phone]).toEqual(['a@example.invalid', '13900000017']);
});

test('given on inside the district: the days run on, and nobody is passed round in a circle', async () => {
  const id = await d.opened();
  const due = await dueOf(id);
  const to = async (unitId: string, who = staff.clerk) =>
    acts.transfer(w.system, who, { ...(await d.at(id)), unitId, reason: '由水务局制作' });
  expect(codesOf(await to('minzheng'))).toEqual(['same_unit']);
  allowed(await to('shuiwu'));
  expect(await caseOf(id)).toMatchObject({ unitId: 'shuiwu', due, clerkId: null });
  const water = actor('sw-clerk', 'shuiwu', ['clerk']);
  expect(codesOf(await to('minzheng', water))).toEqual(['had_it']);
  await expect(to('cunju', staff.clerk)).rejects.toMatchObject({ code: 'forbidden' });
  allowed(await to('minzheng', staff.office));
});

test('a dispute: after review only when a review is there; the outcome once', async () => {
  const id = await d.caseIn('delivered');
  const record = async (block: string) =>
    acts.recordDispute(w.system, staff.clerk, {
      ...(await d.at(id)),
      block,
      on: day('2026-03-02'),
      body: '明河区人民政府',
    });
  expect(codesOf(await record('litigationAfterReview'))).toEqual(['no_review_recorded']);
  const { disputeId } = allowed(await record('review'));
  expect(codesOf(await record('review'))).toEqual(['dispute_pending']);
  const close = async (outcome: string) =>
    acts.closeDispute(w.system, staff.clerk, {
      ...(await d.at(id)),
      disputeId,
      outcome,
      on: day('2026-03-02'),
      note: '',
    });
  expect(codesOf(await close('pending'))).toEqual(['no_outcome']);
  allowed(await close('corrected'));
  expect(codesOf(await close('upheld'))).toEqual(['dispute_closed']);
  allowed(await record('litigationAfterReview'));
});

test('fees are objected to in time, answered, and paid back at most once', async () => {
  const id = await d.caseIn('feePending');
  allowed(await acts.own.objectFee(w.system, PUBLIC, { id, words: '只有20页' }));
  expect(codesOf(await acts.own.objectFee(w.system, PUBLIC, { id, words: '再说一遍' }))).toEqual(['objected_before']);
  allowed(await acts.answerFee(w.system, staff.clerk, { ...(await d.at(id)), answer: '附件也算，共44页' }));
  const back = async (yuan: number) =>
    acts.refund(w.system, staff.clerk, { ...(await d.at(id)), on: w.clock.today(), yuan, reason: '多算了10页' });
  expect(codesOf(await back(100))).toEqual(['wrong_state', 'not_paid']);
  await d.pay(id);
  expect(codesOf(await back(141))).toEqual(['bad_amount']);
  allowed(await back(100));
  expect(codesOf(await back(1))).toEqual(['refunded_before']);
});

test('duties: what is due by whom, with its day and why; nothing personal in a title', async () => {
  const { duties } = await import('./duties.ts');
  const id = await d.opened({ description: '我的号码13900000017，要报告' });
  const { id: waiting } = await d.apply({ description: '我的号码13900000017，要报告' });
  const all = (
    await Promise.all(duties.map((s) => s(w.system.readDb, { today: w.clock.today(), units: ['minzheng'] }, w.system)))
  ).flat();
  expect(all.find((x) => x.key === `foi:${id}:processing`)).toMatchObject({
    due: '2026-03-30',
    may: 'foi:handle',
    ticks: { used: 0, total: 20 },
    act: { label: '去办', href: `/console/foi/${id}` },
  });
  expect(all.find((x) => x.key === `foi:${waiting}:awaitingConfirmation`)).toMatchObject({ due: '2026-03-02' });
  expect(JSON.stringify(all)).not.toContain('13900000017');
  await d.propose(id);
  const then = (
    await Promise.all(duties.map((s) => s(w.system.readDb, { today: w.clock.today(), units: ['minzheng'] }, w.system)))
  ).flat();
  expect(then.find((x) => x.key === `foi:${id}:approve`)).toMatchObject({ may: 'foi:approve' });
});

test('a case split in parts: one receipt, one day of receipt, each part its own number and decision', async () => {
  const id = await handedIn('2026-03-02', { description: '一要合同，二要验收报告，三要付款凭证' });
  const out = allowed(
    await acts.split(w.system, staff.clerk, { ...(await d.at(id)), parts: ['合同', '验收报告', '付款凭证'] }),
  );
  const all = await store.requestsOf(w.system.db, (await caseOf(id)).applicationId);
  const { no } = await caseOf(id);
  expect(all.map((r) => [r.no, r.wanted, r.receivedOn, r.due, r.state])).toEqual([
    [no, '合同', '2026-03-02', '2026-03-30', 'received'],
    [`${no}-2`, '验收报告', '2026-03-02', '2026-03-30', 'received'],
    [`${no}-3`, '付款凭证', '2026-03-02', '2026-03-30', 'received'],
  ]);
  for (const part of [id, ...out.others]) await d.register(part);
  await d.propose(out.others[0] ?? '', {
    key: 'unable.notHeld',
    reasons: '没有',
    whereabouts: '查了档案室和办公系统',
    secrecy: '',
    supply: '',
  });
  await d.decide(out.others[0] ?? '');
  expect((await caseOf(id)).state).toBe('processing');
});
