import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { allowed, staff } from '../../testing/editorial.ts';
import { desk, foiWorld } from '../../testing/foi.ts';
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
