import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { application, desk, foiWorld } from '../../testing/foi.ts';
import { actor } from '../../testing/world.ts';
import * as acts from './index.ts';
import { jobs } from './jobs.ts';
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
});
