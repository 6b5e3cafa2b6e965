import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, day } from '../../lib/day.ts';
import { one, sql } from '../../platform/db/connection.ts';
import { PUBLIC } from '../../platform/permission.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { desk, foiWorld } from '../../testing/foi.ts';
import { actor, type World } from '../../testing/world.ts';
import * as acts from './index.ts';
import { jobs } from './jobs.ts';
import { type KeptCase, keeping } from './rules/keeping.ts';
import { keptCases, settingOf } from './store/index.ts';

let w: World;
let d: ReturnType<typeof desk>;
beforeAll(async () => {
  w = await foiWorld();
  d = desk(w);
});
afterAll(() => w.end());
const on = (date: string): void => w.clock.set(`${date}T09:30:00+08:00`);
const DAYS = 1095;

const kept = (over: Partial<KeptCase> = {}): KeptCase => ({
  state: 'delivered',
  closedOn: day('2026-03-02'),
  deliveredOn: day('2026-03-03'),
  disputes: [],
  ...over,
});
const closed = (date: string) => ({ closedOn: day(date) });

describe('who applied is kept', () => {
  test.each<[KeptCase[], string | null, string[], string]>([
    [[kept()], '2029-03-02', [], 'three years from delivery'],
    [[kept({ state: 'withdrawn', deliveredOn: null })], '2029-03-01', [], 'withdrawn: nothing to deliver'],
    [[kept({ state: 'decided', deliveredOn: null })], null, ['undelivered'], 'nobody would know where to send it'],
    [[kept({ disputes: [{ closedOn: null }] })], null, ['disputed'], 'the court asks who'],
    [[kept({ disputes: [closed('2027-01-05'), { closedOn: null }] })], null, ['disputed'], 'the second one is pending'],
    [[kept({ disputes: [closed('2027-01-05')] })], '2030-01-04', [], 'from the outcome on'],
    [[kept(), kept({ state: 'processing', closedOn: null, deliveredOn: null })], null, ['open'], 'a part is worked on'],
    [
      [kept(), kept({ closedOn: day('2026-05-06'), deliveredOn: day('2026-05-07') })],
      '2029-05-06',
      [],
      'the last part',
    ],
    [
      [
        kept({ state: 'decided', deliveredOn: null, disputes: [{ closedOn: null }] }),
        kept({ state: 'received', closedOn: null }),
      ],
      null,
      ['undelivered', 'disputed', 'open'],
      'every reason is named',
    ],
    [[], null, ['open'], 'of nothing no day is known'],
  ])('%j: until %s, waits %j (%s)', (cases, until, waits, _why) =>
    expect(keeping(cases, DAYS)).toEqual({ until, waits }),
  );

  test('never less than the days that were promised after any end, and for ever while something is open', () => {
    const someDay = fc.integer({ min: 0, max: 3000 }).map((n) => addDays(day('2020-01-01'), n));
    const dispute = fc.record({ closedOn: fc.option(someDay) });
    const one_ = fc.record({
      state: fc.constantFrom('decided', 'delivered', 'archived', 'withdrawn', 'processing') as fc.Arbitrary<
        KeptCase['state']
      >,
      closedOn: fc.option(someDay),
      deliveredOn: fc.option(someDay),
      disputes: fc.array(dispute, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(one_, { minLength: 1, maxLength: 4 }), fc.integer({ min: 30, max: 2000 }), (cases, days) => {
        const k = keeping(cases, days);
        const pending = cases.some(
          (c) =>
            c.closedOn === null ||
            ['processing', 'decided'].includes(c.state) ||
            c.disputes.some((x) => x.closedOn === null),
        );
        expect(k.until === null).toBe(pending);
        expect(k.waits.length > 0).toBe(pending);
        if (k.until === null) return;
        for (const c of cases)
          for (const end of [c.closedOn, c.deliveredOn, ...c.disputes.map((x) => x.closedOn)])
            if (end) expect(k.until >= addDays(end, days)).toBe(true);
      }),
    );
  });
});

describe('the night that forgets', () => {
  const forget = async (date: string): Promise<void> => {
    w.clock.set(`${date}T03:35:00+08:00`);
    await jobs.find((j) => j.name === 'foi.forget-identities')?.run(w.system, null);
    await w.runJobs();
    on('2026-03-02');
  };
  const stored = async (id: string): Promise<{ there: boolean; until: string | null }> =>
    one(
      w.system.db,
      sql`select i.application_id is not null as there, i.expires_on as until from foi.request r
          left join foi.identity i on i.application_id = r.application_id where r.id = ${id}`,
    );
  const dispute = async (id: string, date: string) => {
    on(date);
    const input = { ...(await d.at(id)), block: 'review', on: day(date), body: '明河区人民政府' };
    return allowed(await acts.recordDispute(w.system, staff.clerk, input)).disputeId;
  };
  const outcome = async (id: string, disputeId: string, date: string) => {
    on(date);
    const input = { ...(await d.at(id)), disputeId, outcome: 'upheld', on: day(date), note: '' };
    allowed(await acts.closeDispute(w.system, staff.clerk, input));
  };

  test('waits for an answer that was never delivered, and counts from the day it is', async () => {
    const id = await d.answered();
    expect(await stored(id)).toEqual({ there: true, until: null });
    await forget('2031-01-01');
    expect((await stored(id)).there).toBe(true);
    await d.deliver(id);
    expect(await stored(id)).toEqual({ there: true, until: '2029-03-01' });
    await forget('2029-03-01');
    expect((await stored(id)).there).toBe(true);
    await forget('2029-03-02');
    expect((await stored(id)).there).toBe(false);
  });

  test('waits while a review is pending, also one that came after the day had been written down', async () => {
    const id = await d.answered();
    await d.deliver(id);
    const review = await dispute(id, '2026-04-07');
    expect((await stored(id)).until).toBeNull();
    // As rows of an earlier version stand there, or as a slip of the pen would leave them.
    await sql`update foi.identity set expires_on = '2026-06-01' where application_id = (select application_id from foi.request where id = ${id})`.execute(
      w.system.db,
    );
    await forget('2029-06-01');
    expect(await stored(id)).toEqual({ there: true, until: null });
    await outcome(id, review, '2026-06-30');
    expect(await stored(id)).toEqual({ there: true, until: '2029-06-29' });
    await forget('2029-06-30');
    expect((await stored(id)).there).toBe(false);
  });

  test('hears of another number of days: the day of everybody moves with it', async () => {
    const id = await d.caseIn('withdrawn');
    const setting = await settingOf(w.system.db);
    allowed(await acts.saveSettings(w.system, staff.office, { ...setting, keepIdentityDays: 365 }));
    expect((await stored(id)).until).toBe('2027-03-02');
    await forget('2027-03-03');
    expect((await stored(id)).there).toBe(false);
    allowed(await acts.saveSettings(w.system, staff.office, setting));
  });

  test('what the clerk reads on the page says until when, or why not yet', async () => {
    const id = await d.answered();
    const shown = async (): Promise<string> => (await w.request('GET', `/console/foi/${id}`, { as: staff.clerk })).text;
    expect(await shown()).toContain('身份信息先不删：答复还没有送达。');
    await d.deliver(id);
    expect(await shown()).toContain('身份信息保留到2029年3月1日');
    const { applicationId } = await one<{ applicationId: string }>(
      w.system.db,
      sql`select application_id as "applicationId" from foi.request where id = ${id}`,
    );
    expect((await keptCases(w.system.db, [applicationId])).get(applicationId)).toHaveLength(1);
  });
});

describe('names in a case', () => {
  const second = actor('mz-clerk-2', 'minzheng', ['clerk']);
  const parties = (id: string, who = staff.clerk) =>
    w.request('POST', `/console/foi/${id}/parties`, { as: who, form: {} });

  test('of third parties are for the handling clerk and who approves; a colleague and a reviewer are told so', async () => {
    const id = await d.opened();
    await d.consult(id);
    for (const who of [staff.clerk, staff.approver]) expect((await parties(id, who)).text).toContain('某建设公司');
    for (const who of [second, staff.reviewer]) {
      const no = await parties(id, who);
      expect([no.status, no.text.includes('某建设公司')]).toEqual([422, false]);
      expect(no.text).toContain('第三方是谁，只有承办人和负责人能看');
    }
    for (const who of [staff.office, actor('sw-clerk', 'shuiwu', ['clerk']), PUBLIC])
      expect((await parties(id, who)).text).not.toContain('某建设公司');
    const looks = await sql<{
      outcome: string;
    }>`select outcome from platform.audit where action = 'foi.parties' order by id`.execute(w.system.db);
    expect(looks.rows.map((r) => r.outcome)).toEqual(['done', 'done', 'refused', 'refused']);
  });

  test.each(['application', 'correction', 'opinion', 'delivery', 'proof'])(
    'stand in a file of the role %s, which a colleague does not open',
    async (role) => {
      const id = await d.opened();
      const file = { name: '材料.csv', bytes: Buffer.from('姓名\n柳芽青\n') };
      const { fileId } = allowed(
        await acts.attach(w.system, staff.clerk, { ...(await d.at(id)), role, file, toApplicant: false }),
      );
      const open = (who: typeof second) => acts.openFile(w.system, who, { id, fileId });
      allowed(await open(staff.clerk));
      const code = role === 'proof' ? 'not_handling' : 'file_not_yours';
      expect(codesOf(await open(second))).toEqual([code]);
      expect(codesOf(await open(staff.reviewer))).toEqual([code]);
      if (role === 'proof') expect(codesOf(await open(staff.approver))).toEqual([code]);
      else allowed(await open(staff.approver));
    },
  );
});
