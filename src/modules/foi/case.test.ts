import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { rows, sql } from '../../platform/db/connection.ts';
import { PUBLIC } from '../../platform/permission.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { application, desk, foiWorld } from '../../testing/foi.ts';
import { actor, type World } from '../../testing/world.ts';
import * as acts from './index.ts';
import { jobs } from './jobs.ts';
import * as store from './store/index.ts';

let w: World;
let d: ReturnType<typeof desk>;
beforeAll(async () => {
  w = await foiWorld();
  d = desk(w);
});
afterAll(() => w.end());
const on = (date: string, time = '09:30'): void => w.clock.set(`${date}T${time}:00+08:00`);
beforeEach(() => on('2026-03-02'));

const caseOf = async (id: string): Promise<store.Request> => {
  const r = await store.requestById(w.system.db, id);
  if (!r) throw new Error(id);
  return r;
};
const dueOf = async (id: string) => (await caseOf(id)).due;
/** A case received on a day, handed in. */
const handedIn = async (date: string, over: object = {}): Promise<string> => {
  on(date);
  const { id } = allowed(
    await acts.recordApplication(w.system, staff.clerk, {
      ...application(),
      channel: 'counter',
      arrivedOn: day(date),
      submittedOn: null,
      filledByOffice: false,
      helpOffered: '',
      ...over,
    }),
  );
  return id;
};

describe('worked examples, by the acts that make them', () => {
  test.each([
    ['2026-01-30', '2026-02-10', '2026-03-05', '2026-04-02', 'over the Spring Festival'],
    ['2026-02-10', '2026-02-26', '2026-03-16', '2026-04-14', 'both make-up Saturdays work'],
    ['2026-09-24', '2026-10-12', '2026-10-29', '2026-11-26', 'Mid-Autumn and National Day'],
    ['2026-05-16', '2026-05-26', '2026-06-12', '2026-07-13', 'an ordinary Saturday, handed in on site'],
    ['2026-05-09', '2026-05-19', '2026-06-05', '2026-07-06', 'a make-up Saturday: day zero all the same'],
  ])('received %s: notice by %s, answer by %s, with the whole extension %s: %s', async (from, notice, due, longest) => {
    const id = await handedIn(from);
    expect(await caseOf(id)).toMatchObject({ due, nextDue: notice, dueProvisional: false });
    await d.register(id);
    allowed(await acts.draftExtension(w.system, staff.clerk, { ...(await d.at(id)), days: 20, why: '数据量大' }));
    expect(await dueOf(id)).toBe(due);
    expect(allowed(await acts.approveExtension(w.system, staff.approver, await d.at(id))).due).toBe(longest);
  });

  test('five days used, the opinion comes on the 20th: fifteen are left, to 13 April', async () => {
    const id = await handedIn('2026-03-02');
    await d.register(id);
    on('2026-03-09');
    const party = await d.consult(id);
    on('2026-03-11');
    await d.gotLetter(id, party);
    expect((await store.partiesOf(w.system.db, id))[0]?.limitOn).toBe('2026-04-01');
    on('2026-03-20');
    await d.opinion(id, party, 'agree');
    expect(await caseOf(id)).toMatchObject({ state: 'processing', due: '2026-04-13' });
  });

  test('a corrected request begins anew; the first day of receipt is kept for the statistics', async () => {
    const id = await handedIn('2026-06-15');
    expect((await caseOf(id)).nextDue).toBe('2026-06-25');
    await d.askCorrection(id, '2026-07-10');
    expect(await caseOf(id)).toMatchObject({ state: 'correctionPending', due: null, nextDue: '2026-07-10' });
    on('2026-07-01');
    await d.correct(id);
    expect(await caseOf(id)).toMatchObject({ state: 'received', due: '2026-07-29', receivedOn: '2026-06-15' });
  });

  test('a fee notified on 1 April and paid on the 20th: to be paid by the 30th, then answered by 20 May', async () => {
    const id = await handedIn('2026-04-01');
    await d.register(id);
    expect(await d.fee(id)).toMatchObject({ yuan: 140, payBy: '2026-04-30' });
    on('2026-04-20');
    await d.pay(id);
    expect(await caseOf(id)).toMatchObject({ state: 'processing', due: '2026-05-20' });
  });

  test('a day beyond the announced calendar is provisional and says so', async () => {
    expect(await caseOf(await handedIn('2026-12-10'))).toMatchObject({ dueProvisional: true });
  });
});

describe('rules that are easily got wrong', () => {
  test('a net application waits for both sides; its day is that of the confirmation, not of the sending', async () => {
    const { id } = await d.apply();
    on('2026-03-05');
    await d.confirm(id);
    expect(await caseOf(id)).toMatchObject({ receivedOn: '2026-03-05', due: '2026-04-02' });
  });

  test('a second correction notice is refused, a first one after the seventh working day too', async () => {
    const id = await handedIn('2026-06-15');
    on('2026-06-26');
    const late = await acts.requestCorrection(w.system, staff.clerk, {
      ...(await d.at(id)),
      points: ['x'],
      by: day('2026-07-10'),
    });
    expect(codesOf(late)).toEqual(['correction_late']);
    const other = await handedIn('2026-06-15');
    await d.askCorrection(other, '2026-07-10');
    await d.correct(other);
    const second = await acts.requestCorrection(w.system, staff.clerk, {
      ...(await d.at(other)),
      points: ['x'],
      by: day('2026-07-10'),
    });
    expect(codesOf(second)).toEqual(['second_correction']);
    // What is left then is to say that it is still unclear.
    await d.register(other);
    await d.propose(other, { key: 'unable.stillUnclear', reasons: '补正后仍看不出要哪一份', secrecy: '', supply: '' });
    await d.decide(other);
    expect(await caseOf(other)).toMatchObject({ reportRow: 'unable.stillUnclear', remedyClass: 'B' });
  });

  test('a late correction needs a good reason; without one the case ends as row 其他处理 1', async () => {
    const id = await d.caseIn('correctionPending');
    const other = await d.caseIn('correctionPending');
    on('2026-03-24');
    const late = (lateReason: string) => async () =>
      acts.takeCorrection(w.system, staff.clerk, {
        ...(await d.at(id)),
        on: w.clock.today(),
        words: '小河湾村',
        lateReason,
      });
    expect(codesOf(await late('')())).toEqual(['late_without_reason']);
    allowed(await late('住院，有证明')());
    on('2026-03-20');
    expect(codesOf(await acts.closeUncorrected(w.system, staff.clerk, await d.at(other)))).toEqual(['not_yet']);
    on('2026-03-23');
    allowed(await acts.closeUncorrected(w.system, staff.clerk, await d.at(other)));
    expect(await caseOf(other)).toMatchObject({ reportRow: 'other.overdueCorrection', closedOn: '2026-03-23' });
  });

  test.each<['third' | 'coproducer', string, string]>([
    ['third', '第三方', 'silence is no consent: the agency decides, and must say so'],
    ['coproducer', '共同制作机关', 'silence is consent'],
  ])('a %s that says nothing for fifteen days: %s, since %s', async (kind) => {
    const id = await d.opened();
    await d.consult(id, kind);
    on('2026-03-23');
    expect(codesOf(await acts.endConsultation(w.system, staff.clerk, await d.at(id)))).toEqual(['not_yet']);
    // The night after the fifteenth day the case goes on by itself, however often the job runs.
    on('2026-03-24', '00:05');
    for (let n = 0; n < 2; n++) await jobs.find((j) => j.name === 'foi.end-consultations')?.run(w.system, null);
    expect(await caseOf(id)).toMatchObject({ state: 'processing', due: '2026-04-21' });
    const [p] = await store.partiesOf(w.system.db, id);
    expect(p).toMatchObject({ opinion: 'silent', opinionOn: '2026-03-23' });
    const letters = await store.lettersOf(w.system.db, id);
    const body = JSON.stringify(
      letters.find((l) => l.kind === (kind === 'third' ? 'consultThird' : 'consultCo'))?.body,
    );
    expect(body.includes('视为同意')).toBe(kind === 'coproducer');
    expect((await store.eventsOf(w.system.db, id)).filter((e) => e.what === 'consultationEnded')).toHaveLength(1);
  });

  test('two consultations that overlap are one pause, never added up', async () => {
    const id = await d.opened();
    const a = await d.consult(id);
    on('2026-03-04');
    const b = await d.consult(id, 'coproducer');
    on('2026-03-06');
    await d.opinion(id, b, 'agree');
    expect((await caseOf(id)).state).toBe('consulting');
    on('2026-03-10');
    await d.opinion(id, a, 'agree');
    // 3 to 10 March: six working days once.
    expect(await caseOf(id)).toMatchObject({ state: 'processing', due: '2026-04-08' });
  });

  test('an objection with reasons is overridden only with reasons, and the party is told', async () => {
    const id = await d.opened();
    const party = await d.consult(id);
    await d.opinion(id, party, 'object', '单价是商业秘密');
    const propose = async (override: string) =>
      acts.propose(w.system, staff.clerk, {
        ...(await d.at(id)),
        keepLetter: false,
        draft: {
          key: 'granted',
          grounds: [],
          reasons: '',
          whereabouts: '',
          secrecy: '不涉密',
          supply: '网站',
          override,
        },
      });
    expect(codesOf(await propose(''))).toEqual(['objected']);
    allowed(await propose('涉及饮水安全，不公开会对公共利益造成重大影响'));
    await d.decide(id);
    const letters = await store.lettersOf(w.system.db, id);
    expect(letters.filter((l) => l.kind === 'thirdNotice').map((l) => l.state)).toEqual(['issued']);
    expect(JSON.stringify(letters)).not.toContain('某建设公司');
  });

  test('an extension: once, at most twenty days, before the last day is over, by another than the drafter', async () => {
    const id = await handedIn('2026-03-02');
    await d.register(id);
    const draft = async (days: number) =>
      acts.draftExtension(w.system, staff.clerk, { ...(await d.at(id)), days, why: '数据量大' });
    for (const days of [0, 21, 2.5]) expect(codesOf(await draft(days))).toEqual(['extension_length']);
    on('2026-03-30');
    allowed(await draft(10));
    const both = actor('mz-clerk', 'minzheng', ['clerk', 'approver']);
    expect(codesOf(await acts.approveExtension(w.system, both, await d.at(id)))).toEqual(['approver_is_writer']);
    on('2026-03-31');
    expect(codesOf(await acts.approveExtension(w.system, staff.approver, await d.at(id)))).toEqual(['past_due']);
    on('2026-03-30');
    allowed(await acts.approveExtension(w.system, staff.approver, await d.at(id)));
    expect(codesOf(await draft(5))).toEqual(['already_extended']);
    expect((await store.lettersOf(w.system.db, id)).filter((l) => l.kind === 'extension')).toMatchObject([
      { state: 'issued', issuedOn: '2026-03-30' },
    ]);
  });

  test('no fee, no notice; one tariff, never both; a payment too late is none', async () => {
    const id = await d.opened();
    const notice = async (tariff: string, pages: number) =>
      acts.feeNotice(w.system, staff.clerk, { ...(await d.at(id)), tariff, pages });
    expect(codesOf(await notice('pages', 30))).toEqual(['no_fee']);
    expect(codesOf(await notice('pages', 0))).toEqual(['bad_count']);
    expect(codesOf(await notice('weight', 3))).toEqual(['no_tariff']);
    expect(allowed(await notice('pages', 72)).yuan).toBe(420);
    expect(codesOf(await notice('items', 0))).toEqual(['wrong_state', 'no_fee', 'tariff_fixed']);
    const pay = async (date: string) => {
      on(date);
      return acts.recordPayment(w.system, staff.clerk, { ...(await d.at(id)), on: day(date), receiptNo: '1' });
    };
    expect(codesOf(await pay('2026-03-31'))).toEqual(['late_payment']);
    allowed(await acts.closeUnpaid(w.system, staff.clerk, await d.at(id)));
    expect(await caseOf(id)).toMatchObject({ state: 'abandonedFee', reportRow: 'other.overdueFee' });
  });

  test('the n-th request of the month counts by the day of receipt, in the month, at this agency', async () => {
    const me = { idKind: '护照', idNumber: 'E00000011' };
    for (const date of ['2026-08-31', '2026-09-01', '2026-09-02']) await handedIn(date, me);
    const elsewhere = actor('sw-clerk', 'shuiwu', ['clerk']);
    on('2026-09-02');
    const other = allowed(
      await acts.recordApplication(w.system, elsewhere, {
        ...application(me),
        unitId: 'shuiwu',
        channel: 'counter',
        arrivedOn: day('2026-09-02'),
        submittedOn: null,
        filledByOffice: false,
        helpOffered: '',
      }),
    );
    const id = await handedIn('2026-09-03', me);
    await d.register(id);
    const nth = async (of: string) => {
      const { nthOf } = await import('./actions/index.ts');
      const { workOf } = await import('./work.ts');
      return nthOf(w.system.db, await workOf(w.system.db, await caseOf(of), w.clock.today(), w.system.calendar));
    };
    expect([await nth(id), await nth(other.id)]).toEqual([3, 1]);
    const setting = await store.settingOf(w.system.db);
    allowed(await acts.saveSettings(w.system, staff.office, { ...setting, feeAcrossUnits: true }));
    expect([await nth(id), await nth(other.id)]).toEqual([4, 3]);
    allowed(await acts.saveSettings(w.system, staff.office, setting));
  });

  test('a partial answer counts once, as partial, and its remedy follows the strictest ground', async () => {
    const id = await d.opened();
    const draft = { key: 'partial', reasons: '第4页单价是第三方商业秘密', grounds: ['denied.thirdParty'] };
    const refused = await acts.propose(w.system, staff.clerk, {
      ...(await d.at(id)),
      keepLetter: false,
      draft: { ...draft, grounds: [], whereabouts: '', secrecy: '不涉密', supply: '网站', override: '' },
    });
    expect(codesOf(refused)).toEqual(['no_grounds']);
    const party = await d.consult(id);
    await d.opinion(id, party, 'object', '商业秘密');
    await d.propose(id, { ...draft, override: '只公开其余部分' });
    await d.decide(id);
    expect(await caseOf(id)).toMatchObject({ reportRow: 'partial', remedyClass: 'A', grounds: ['denied.thirdParty'] });
    const letter = await store.letterOnce(w.system.db, id, 'answer');
    expect(JSON.stringify(letter?.body)).toContain('应当先申请行政复议');
  });

  test('a third party’s rights cannot be the ground before the third party was asked', async () => {
    const id = await d.opened();
    const out = await acts.propose(w.system, staff.clerk, {
      ...(await d.at(id)),
      keepLetter: false,
      draft: {
        key: 'denied.thirdParty',
        grounds: [],
        reasons: '',
        whereabouts: '',
        secrecy: '',
        supply: '',
        override: '',
      },
    });
    expect(codesOf(out)).toEqual(['third_not_asked', 'no_reasons']);
  });

  test('不予处理 for mass requests only after asking for reasons and waiting for them', async () => {
    const id = await d.opened();
    const abusive = async () =>
      acts.propose(w.system, staff.clerk, {
        ...(await d.at(id)),
        keepLetter: false,
        draft: {
          key: 'notProcessed.abusive',
          grounds: [],
          reasons: '没有说明理由',
          whereabouts: '',
          secrecy: '',
          supply: '',
          override: '',
        },
      });
    expect(codesOf(await abusive())).toEqual(['reasons_not_asked']);
    const ask = { ...(await d.at(id)), why: '本月第40件', by: day('2026-03-16') };
    allowed(await acts.askReasons(w.system, staff.clerk, ask));
    expect(codesOf(await abusive())).toEqual(['reasons_wait']);
    on('2026-03-17');
    allowed(await abusive());
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
});

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
  allowed(await acts.own.takeCorrection(w.system, PUBLIC, { id, words: '小河湾村', lateReason: '' }));
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
  expect(codesOf(await acts.own.rate(w.system, PUBLIC, { id, rating: 'clear', note: '' }))).toEqual(['rated_before']);
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
