import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ruling } from '../../lib/ruling.ts';
import { one, sql } from '../../platform/db/connection.ts';
import { PUBLIC } from '../../platform/permission.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { desk, foiWorld, GRANTED } from '../../testing/foi.ts';
import type { World } from '../../testing/world.ts';
import * as acts from './index.ts';
import { longestIn } from './rules/length.ts';

let w: World;
let d: ReturnType<typeof desk>;
beforeAll(async () => {
  w = await foiWorld();
  d = desk(w);
});
afterAll(() => w.end());
const { own } = acts;
const said = (out: Ruling<unknown>): string[] => (out.ok ? [] : out.refusals.map(acts.sayFoi));

describe('what an applicant types may be long, not without end', () => {
  test.each<
    [
      string,
      Parameters<ReturnType<typeof desk>['caseIn']>[0],
      number,
      (id: string, words: string) => Promise<Ruling<unknown>>,
      string,
    ]
  >([
    ['why it is withdrawn', 'processing', 500, (id, why) => own.withdraw(w.system, PUBLIC, { id, why }), ''],
    ['an objection to the fee', 'feePending', 5000, (id, words) => own.objectFee(w.system, PUBLIC, { id, words }), ''],
    ['more about what is wanted', 'received', 5000, (id, words) => own.supplement(w.system, PUBLIC, { id, words }), ''],
    [
      'a new telephone',
      'received',
      200,
      (id, phone) => own.changeContact(w.system, PUBLIC, { id, phone }),
      '“新的电话”',
    ],
    ['a new mailbox', 'received', 200, (id, email) => own.changeContact(w.system, PUBLIC, { id, email }), '“新的邮箱”'],
    [
      'a new address',
      'received',
      200,
      (id, address) => own.changeContact(w.system, PUBLIC, { id, address }),
      '“新的通信地址”',
    ],
  ])('%s (%s): %i characters and no more', async (_what, state, most, act, field) => {
    const id = await d.caseIn(state);
    const before = (await d.at(id)).version;
    expect(said(await act(id, '1'.repeat(most + 1)))).toEqual([
      `${field}写了${most + 1}字，最多${most}字。请写短些，说要点就行。`,
    ]);
    expect((await d.at(id)).version).toBe(before);
    allowed(await act(id, '1'.repeat(most)));
  });

  test('why a correction is late: the reason and the correction are each told by their own limit', async () => {
    const id = await d.caseIn('correctionPending');
    w.clock.set('2026-03-23T09:30:00+08:00');
    const out = await own.takeCorrection(w.system, PUBLIC, { id, words: '村', lateReason: '病'.repeat(501) });
    expect(said(out)).toEqual(['“为什么晚了”写了501字，最多500字。请写短些，说要点就行。']);
    w.clock.set('2026-03-02T09:30:00+08:00');
  });

  test('over the portal the form comes back with every character of it', async () => {
    const { no, password, id } = await d.apply();
    const opened = await w.request('POST', '/foi/status', { form: { no, password } });
    const cookie = (opened.headers['set-cookie'] ?? '').split(';')[0] ?? '';
    const why = `不要了，${'因为'.repeat(300)}就是这样`;
    const out = await w.request('POST', `/foi/r/${no}/withdraw`, { form: { why }, headers: { cookie } });
    expect([out.status, out.text.includes(why), out.text.includes('写了608字，最多500字')]).toEqual([422, true, true]);
    expect(await one(w.system.db, sql`select state from foi.request where id = ${id}`)).toEqual({
      state: 'awaitingConfirmation',
    });
  });
});

describe('what a clerk types', () => {
  test('has an end in every act, in the draft of a decision too', async () => {
    const id = await d.opened();
    const long = '字'.repeat(5001);
    const at = await d.at(id);
    const draft = { ...GRANTED, secrecy: long };
    const all = [
      acts.propose(w.system, staff.clerk, { ...at, draft, keepLetter: false }),
      acts.consult(w.system, staff.clerk, { ...at, kind: 'third', name: '某公司', about: long }),
      acts.offerHelp(w.system, staff.clerk, { ...at, what: long }),
      acts.transfer(w.system, staff.clerk, { ...at, unitId: 'shuiwu', reason: long }),
    ];
    for (const out of await Promise.all(all)) expect(codesOf(out as Ruling<never>)).toEqual(['too_long']);
  });
  test('the longest text of a form is found wherever it stands', () => {
    expect(longestIn({ a: '一二', b: { c: ['一', '一二三四'] }, n: 12345678, no: null })).toBe(4);
    expect(longestIn({ emoji: '👍👍' })).toBe(2);
  });
});

describe('another way of delivery', () => {
  const change = (id: string, over: object) => own.changeContact(w.system, PUBLIC, { id, ...over });
  test.each<[object, string[], string]>([
    [{ wantedForm: 'paper', wantedWay: 'post' }, ['no_address_for_way'], 'a letter needs an address'],
    [{ wantedWay: 'email' }, ['no_email_for_way'], 'a mail needs a mailbox'],
    [{ wantedWay: 'email', email: '柳芽青' }, ['no_email_for_way'], 'that is no mailbox'],
    [{ wantedForm: 'paper', wantedWay: 'post', address: '青溪乡小河湾村9号' }, [], 'the address comes with it'],
    [{ wantedWay: 'email', email: 'liu@example.invalid' }, [], 'so does the mailbox'],
    [{ wantedWay: 'pickup' }, [], 'whoever comes needs neither'],
    [{ phone: '13900000018' }, [], 'the old way stays'],
  ])('%j: %j, %s', async (over, codes, _why) => {
    const { id } = await d.apply();
    expect(codesOf(await change(id, over))).toEqual(codes);
  });

  test('what was given before counts', async () => {
    const { id } = await d.apply({ address: '青溪乡小河湾村9号' });
    allowed(await change(id, { wantedForm: 'paper', wantedWay: 'post' }));
  });
});
