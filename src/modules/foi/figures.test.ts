import { afterAll, expect, test } from 'vitest';
import { type Day, day } from '../../lib/day.ts';
import { RESULTS } from '../../lib/report-cells.ts';
import { allowed, staff } from '../../testing/editorial.ts';
import { desk, foiWorld } from '../../testing/foi.ts';
import { measures, reportFigures } from './figures.ts';
import * as acts from './index.ts';
import { APPLICANTS } from './rules/types.ts';

const w = await foiWorld();
const d = desk(w);
afterAll(() => w.end());
const { on } = d;
const figures = async (year: number, until = `${year}-12-31`, unitIds = ['minzheng', 'shuiwu', 'qu']) =>
  new Map(
    (await reportFigures(w.system.readDb, { year, until: day(until), unitIds })).map((f) => [
      `${f.unitId} ${f.cell}`,
      f.count,
    ]),
  );

test('the register becomes the report: each case once, in its row and column, and every column balances', async () => {
  on('2025-11-20');
  const old = await d.opened({ applicantKind: 'business', idKind: '', idNumber: '9X' });
  const carriedTwice = await d.opened({ applicantKind: 'research', idKind: '', idNumber: '8X' });
  const inYear = await d.opened();
  await d.propose(inYear);
  await d.decide(inYear);

  on('2026-01-05');
  await d.propose(old, { key: 'unable.notHeld', reasons: '没有', whereabouts: '查了档案室', secrecy: '', supply: '' });
  await d.decide(old);

  on('2026-03-02');
  // Corrected and begun anew: one case, counted by its first day.
  const corrected = (await d.apply()).id;
  await d.confirm(corrected);
  await d.askCorrection(corrected, '2026-03-20');
  on('2026-03-10');
  await d.correct(corrected);
  await d.register(corrected);
  await d.propose(corrected, {
    key: 'unable.notOurs',
    reasons: '不归本机关',
    whereabouts: '不掌握',
    secrecy: '',
    supply: '',
  });
  await d.decide(corrected);
  // Withdrawn before both sides confirmed: never received, so in no row at all.
  await d.withdraw((await d.apply()).id);
  const paid = await d.opened();
  await d.fee(paid);
  await d.pay(paid);
  const unpaid = await d.opened({ applicantKind: 'legalService', idKind: '', idNumber: '7X' });
  await d.fee(unpaid, 72);
  const dropped = await d.opened();
  await d.withdraw(dropped);
  const suited = await d.opened();
  await d.propose(suited, { key: 'denied.processInfo', reasons: '过程稿', secrecy: '', supply: '' });
  await d.decide(suited);
  const review = allowed(
    await acts.recordDispute(w.system, staff.clerk, {
      ...(await d.at(suited)),
      block: 'review',
      on: day('2026-03-10'),
      body: '区政府',
    }),
  );
  on('2026-04-20');
  allowed(await acts.closeUnpaid(w.system, staff.clerk, await d.at(unpaid)));
  on('2027-01-08');
  allowed(
    await acts.closeDispute(w.system, staff.clerk, {
      ...(await d.at(suited)),
      disputeId: review.disputeId,
      outcome: 'corrected',
      on: day('2027-01-08'),
      note: '',
    }),
  );

  const y2026 = await figures(2026);
  expect(Object.fromEntries(y2026)).toEqual({
    'minzheng table3.carriedIn.business': 1,
    'minzheng table3.carriedIn.research': 1,
    'minzheng table3.new.naturalPerson': 4,
    'minzheng table3.new.legalService': 1,
    'minzheng table3.unable.notHeld.business': 1,
    'minzheng table3.unable.notHeld.naturalPerson': 1,
    'minzheng table3.other.overdueFee.legalService': 1,
    'minzheng table3.other.misc.naturalPerson': 1,
    'minzheng table3.denied.processInfo.naturalPerson': 1,
    'minzheng table3.carriedOut.naturalPerson': 1,
    'minzheng table3.carriedOut.research': 1,
    'minzheng table4.review.pending': 1,
    'minzheng section6.feeRequests': 2,
    'minzheng section6.feeYuan': 140,
  });
  const y2027 = await figures(2027);
  expect([y2027.get('minzheng table4.review.corrected'), y2027.get('minzheng table4.review.pending')]).toEqual([
    1,
    undefined,
  ]);
  const y2025 = await figures(2025);
  for (const [year, cells] of [
    [2025, y2025],
    [2026, y2026],
  ] as const)
    for (const c of APPLICANTS) {
      const n = (row: string): number => cells.get(`minzheng table3.${row}.${c}`) ?? 0;
      const results = RESULTS.reduce((sum, r) => sum + n(r), 0);
      expect(n('new') + n('carriedIn'), `${year} ${c}`).toBe(results + n('carriedOut'));
      if (year === 2026) expect(n('carriedIn')).toBe(y2025.get(`minzheng table3.carriedOut.${c}`) ?? 0);
    }
  expect(carriedTwice).not.toBe('');
  expect(await figures(2026, '2026-12-31', ['shuiwu'])).toEqual(new Map());
});

test('while the year runs, what is open today is carried out', async () => {
  const then = await figures(2026, '2026-03-09');
  expect(then.get('minzheng table3.new.naturalPerson')).toBe(1);
  expect(then.get('minzheng table3.carriedOut.naturalPerson')).toBe(1);
});

test('what the dashboard counts', async () => {
  const period = { from: '2026-01-01' as Day, to: '2026-12-31' as Day };
  const at = async (unit?: string) =>
    Object.fromEntries(
      await Promise.all(measures.map(async (m) => [m.name, await m.count(w.system.readDb, period, unit)] as const)),
    );
  expect(await at('minzheng')).toMatchObject({ 'foi.received': 5, 'foi.closed': 5, 'foi.late': 1, 'foi.in_time': 2 });
  // Of nobody who answered there is no share, and of no answer no mean.
  expect(await at('shuiwu')).toMatchObject({
    'foi.received': 0,
    'foi.closed': 0,
    'foi.days': null,
    'foi.satisfied': null,
  });
});
