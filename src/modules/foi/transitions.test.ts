import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import type { Refusal, Ruling } from '../../lib/ruling.ts';
import { one, sql } from '../../platform/db/connection.ts';
import { type Actor, PUBLIC } from '../../platform/permission.ts';
import { staff } from '../../testing/editorial.ts';
import { desk, foiWorld, GRANTED } from '../../testing/foi.ts';
import { actor, type World } from '../../testing/world.ts';
import * as acts from './index.ts';
import { ACTS, type Act, MOVES } from './rules/life.ts';
import { STATES } from './rules/types.ts';

let w: World;
let d: ReturnType<typeof desk>;
const ids = new Map<string, string>();
beforeAll(async () => {
  w = await foiWorld();
  d = desk(w);
  for (const s of STATES) ids.set(s, await d.caseIn(s));
});
afterAll(() => w.end());

type At = { id: string; version: number };
const TODAY = day('2026-03-02');
const LATER = day('2026-03-20');
/** Each act with input that a clerk could mean: what stands in its way is then the state, and what the state leaves undone. */
const CALL: Record<Act, (who: Actor, at: At) => Promise<Ruling<unknown>>> = {
  confirm: (a, at) => acts.confirm(w.system, a, { ...at, on: TODAY, how: '电话' }),
  register: (a, at) => acts.register(w.system, a, { ...at, subject: '验收报告' }),
  takeOver: (a, at) => acts.takeOver(w.system, a, at),
  offerHelp: (a, at) => acts.offerHelp(w.system, a, { ...at, what: '读给他听' }),
  supplement: (a, at) => acts.supplement(w.system, a, { ...at, words: '电子版' }),
  requestCorrection: (a, at) => acts.requestCorrection(w.system, a, { ...at, points: ['哪个村'], by: LATER }),
  takeCorrection: (a, at) => acts.takeCorrection(w.system, a, { ...at, on: TODAY, words: '小河湾村', lateReason: '' }),
  closeUncorrected: (a, at) => acts.closeUncorrected(w.system, a, at),
  transfer: (a, at) => acts.transfer(w.system, a, { ...at, unitId: 'shuiwu', reason: '水务局制作' }),
  split: (a, at) => acts.split(w.system, a, { ...at, parts: ['一', '二'] }),
  askReasons: (a, at) => acts.askReasons(w.system, a, { ...at, why: '太多', by: LATER }),
  giveReasons: (a, at) => acts.giveReasons(w.system, a, { ...at, words: '研究用' }),
  consult: (a, at) => acts.consult(w.system, a, { ...at, kind: 'third', name: '某公司', about: '单价' }),
  recordReceived: (a, at) => acts.recordReceived(w.system, a, { ...at, partyId: 'none', on: TODAY }),
  recordOpinion: (a, at) =>
    acts.recordOpinion(w.system, a, { ...at, partyId: 'none', on: TODAY, opinion: 'agree', reasons: '' }),
  endConsultation: (a, at) => acts.endConsultation(w.system, a, at),
  draftExtension: (a, at) => acts.draftExtension(w.system, a, { ...at, days: 10, why: '量大' }),
  approveExtension: (a, at) => acts.approveExtension(w.system, a, at),
  feeNotice: (a, at) => acts.feeNotice(w.system, a, { ...at, tariff: 'pages', pages: 44 }),
  objectFee: (a, at) => acts.objectFee(w.system, a, { ...at, words: '太多' }),
  answerFee: (a, at) => acts.answerFee(w.system, a, { ...at, answer: '不多' }),
  recordPayment: (a, at) => acts.recordPayment(w.system, a, { ...at, on: TODAY, receiptNo: '1' }),
  closeUnpaid: (a, at) => acts.closeUnpaid(w.system, a, at),
  refund: (a, at) => acts.refund(w.system, a, { ...at, on: TODAY, yuan: 1, reason: '多收' }),
  propose: (a, at) => acts.propose(w.system, a, { ...at, draft: GRANTED, keepLetter: false }),
  returnProposal: (a, at) => acts.returnProposal(w.system, a, { ...at, remark: '改' }),
  decide: (a, at) => acts.decide(w.system, a, at),
  deliver: (a, at) => acts.deliver(w.system, a, { ...at, on: TODAY, how: '网站', proof: '记录' }),
  withdraw: (a, at) => acts.withdraw(w.system, a, { ...at, on: TODAY, how: '书面' }),
  archive: (a, at) => acts.archive(w.system, a, at),
  recordDispute: (a, at) => acts.recordDispute(w.system, a, { ...at, block: 'review', on: TODAY, body: '区政府' }),
  closeDispute: (a, at) =>
    acts.closeDispute(w.system, a, { ...at, disputeId: 'none', outcome: 'upheld', on: TODAY, note: '' }),
  objectDate: (_, { id }) => acts.own.objectDate(w.system, PUBLIC, { id, day: TODAY, words: '不对' }),
  answerObjection: (a, at) => acts.answerObjection(w.system, a, { ...at, objectionId: 'none', answer: '对的' }),
  rate: (_, { id }) => acts.own.rate(w.system, PUBLIC, { id, rating: 'clear', note: '' }),
};
/** Who may, of 民政局, by the table of moves. */
const whoMay = (act: Act): Actor => (MOVES[act].who[0] === 'approver' ? staff.approver : staff.clerk);
const refusalsOf = (r: Ruling<unknown>): Refusal[] => (r.ok ? [] : r.refusals);
/** Everything of a case, to see that a refusal left nothing behind. */
const traceOf = async (id: string): Promise<string> =>
  (
    await one<{ t: string }>(
      w.system.db,
      sql`select (select r::text from foi.request r where r.id = ${id})
            || (select count(*) from foi.event where request_id = ${id})
            || (select count(*) from foi.letter where request_id = ${id})
            || (select count(*) from foi.party where request_id = ${id}) as t`,
    )
  ).t;

describe.each(STATES)('in %s', (state) => {
  test.each(ACTS.filter((a) => !MOVES[a].from.includes(state)))(
    '%s is refused, with the state and every other reason',
    async (act) => {
      const id = ids.get(state) ?? '';
      const before = await traceOf(id);
      const no = refusalsOf(await CALL[act](whoMay(act), await d.at(id)));
      const wrong = no.find((r) => r.code === 'wrong_state');
      expect(wrong?.detail).toEqual({ act, state });
      for (const r of no) {
        expect(r.basis).not.toBe('');
        expect(acts.sayFoi(r)).toMatch(/[。]$/);
      }
      expect(await traceOf(id)).toBe(before);
    },
  );
});

test.each<[Act, string, string[]]>([
  ['requestCorrection', 'correctionPending', ['wrong_state', 'second_correction']],
  ['takeCorrection', 'processing', ['wrong_state']],
  ['feeNotice', 'decided', ['wrong_state']],
  ['feeNotice', 'feePending', ['wrong_state', 'fee_notified']],
  ['decide', 'archived', ['wrong_state', 'no_decision_drafted']],
  ['decide', 'consulting', ['wrong_state', 'no_decision_drafted']],
  ['recordOpinion', 'feePending', ['wrong_state', 'no_party']],
  ['refund', 'feePending', ['wrong_state', 'not_paid']],
  ['giveReasons', 'feePending', ['wrong_state', 'reasons_not_asked']],
  ['closeUncorrected', 'processing', ['wrong_state']],
  ['split', 'consulting', ['wrong_state', 'split_too_late']],
])('%s in %s: %j, all at once', async (act, state, codes) => {
  const no = refusalsOf(await CALL[act](whoMay(act), await d.at(ids.get(state) ?? '')));
  expect(no.map((r) => r.code)).toEqual(codes);
});

describe('who may', () => {
  const ROLES: [string, Actor][] = [
    ['clerk', staff.clerk],
    ['reviewer', staff.reviewer],
    ['approver', staff.approver],
    ['office', staff.office],
    ['admin', staff.admin],
    ['justice', staff.justice],
    ['a clerk of another unit', actor('sw-clerk', 'shuiwu', ['clerk'])],
    ['an approver of another unit', actor('sw-approver', 'shuiwu', ['approver'])],
    ['anybody', PUBLIC],
  ];
  const OWN: readonly Act[] = ['objectDate', 'rate'];
  const allowedTo = (role: string, act: Act): boolean => {
    const { who } = MOVES[act];
    if (role === 'clerk') return who.includes('clerk');
    if (role === 'approver') return who.includes('approver');
    return role === 'office' && act === 'transfer';
  };
  test.each(ROLES)('%s: exactly the acts of the table', async (role, who) => {
    const got: string[] = [];
    for (const act of ACTS.filter((a) => !OWN.includes(a))) {
      // Asked with a version that is none, so that whoever may gets a reason and changes nothing.
      const id = ids.get('archived') ?? '';
      const out = await CALL[act](who, { id, version: -1 }).then(
        (r) => (r.ok ? 'done' : 'refused'),
        (e: { code?: string }) => e.code,
      );
      if (out !== 'forbidden') got.push(act);
      expect(out, act).toBe(allowedTo(role, act) ? 'refused' : 'forbidden');
    }
    expect(got).toEqual(ACTS.filter((a) => !OWN.includes(a) && allowedTo(role, a)));
  });
});
