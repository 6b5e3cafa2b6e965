import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { action } from '../../platform/action.ts';
import { exec, rows, sql } from '../../platform/db/connection.ts';
import { type Actor, PUBLIC } from '../../platform/permission.ts';
import { questionWorld } from '../../testing/consultation.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { actor, everything, type World } from '../../testing/world.ts';
import { dutiesFor } from '../duties/index.ts';
import { openByPassword, tokenHash } from '../org/index.ts';
import { entries } from './entries.ts';
import {
  approveAnswer,
  askQuestion,
  assign,
  makeKey,
  rate,
  receipted,
  recordQuestion,
  returnAnswer,
  revokeKey,
  saveAnswer,
  seeContact,
  submitAnswer,
  takeByKey,
  transfer,
} from './index.ts';
import { jobs } from './jobs.ts';
import { measures } from './measures.ts';
import { type Incoming, receive } from './receive.ts';
import { keyByHash } from './settings.ts';
import { eventsOf } from './store.ts';

/** A telephone of nobody and an identity number of the fictional division 999901. */
const PHONE = '13900000017';
const IDENTITY = '999901198001010016';

const TEXT = (eight: string) =>
  `<h2>第一章　总则</h2><p>第一条　为了支持老年人居家养老，制定本办法。</p><h2>第二章　标准</h2><p>第八条　${eight}</p><p>第九条　享受长期护理保险待遇的，就高享受，不重复发放。</p>`;
const EIGHT = '补贴按月计入本人服务账户，当月未用完的，可以结转至当年12月31日。';

let w: World;
let no = 0;
beforeAll(async () => {
  ({ w, no } = await questionWorld([TEXT(EIGHT)]));
});
afterAll(() => w.end());

const clerkOfWater = actor('sw-clerk', 'shuiwu', ['clerk']);
let sent = 0;
const ask = (over: Partial<Parameters<typeof askQuestion>[2]> = {}) =>
  askQuestion(w.system, PUBLIC, {
    workNo: no,
    clause: 'art-8',
    kind: '补贴',
    words: '当月没用完的补贴怎么办？',
    contact: '',
    mayPublish: true,
    secret: `form-${++sent}`,
    ip: `192.0.2.${sent}`,
    ...over,
  });
const DRAFT = {
  kind: '补贴',
  answer: '可以结转，年底清零。',
  publicWords: '当月没用完的补贴怎么办？',
  publicAnswer: '可以结转至当年12月31日。',
  keepPrivate: '',
  citedClause: 'art-8',
};
const owedBy = (who: Actor) => dutiesFor(w.system, who, w.clock.today(), true);

/** What a list does with one of its rows. */
const receiving = action('test.receive', { may: 'consult:manage' }, (ctx, i: Incoming) => receive(ctx, i));
const INCOMING: Incoming = {
  channel: 'hotline',
  outsideNo: null,
  workNo: null,
  clause: null,
  kind: '其他',
  words: '热线记下的一句。',
  contact: '',
  mayPublish: false,
  arrivedOn: null,
  who: null,
  once: null,
  password: null,
};

describe('one question from the clause to the evaluation', () => {
  let number = '';
  let password = '';
  let id = '';

  test('it goes to the unit that drafted the policy, with five working days, 清明 left out', async () => {
    const r = allowed(await ask({ contact: PHONE, words: `当月没用完的补贴怎么办？我的号码${PHONE}。` }));
    ({ no: number, id } = r.question);
    password = r.password;
    expect(r.question).toMatchObject({ no: 'ZX-2026-00001', unitId: 'minzheng', state: 'handling', due: '2026-04-08' });
    expect(r.question).toMatchObject({ clauseLabel: '第八条', version: 1 });
    expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/);
  });

  test('a double click is one question, with the same number and password, and no number is lost', async () => {
    const same = { secret: 'one form', clause: null };
    const [a, b] = await Promise.all([ask(same), ask(same)]);
    const [x, y] = [allowed(a), allowed(b)];
    expect(x.question.no).toBe(y.question.no);
    expect(x.password).toBe(y.password);
    expect([x.again, y.again].sort()).toEqual([false, true]);
    const next = allowed(await ask({ ...same, words: '同一张表单里另问一句。' }));
    expect(next.question.no).toBe('ZX-2026-00003');
  });

  test('how the asker is reached lies nowhere in clear, and is shown to the handling clerk alone, each look audited', async () => {
    await exec(w.system.db, sql`update consultation.question set words = '当月没用完的补贴怎么办？' where id = ${id}`);
    expect(await everything(w)).not.toContain(PHONE);
    expect(allowed(await seeContact(w.system, staff.clerk, { id }))).toBe(PHONE);
    for (const who of [staff.approver, staff.office, clerkOfWater])
      await expect(seeContact(w.system, who, { id })).rejects.toMatchObject({ code: 'forbidden' });
    const looks = await rows<{ outcome: string }>(
      w.system.db,
      sql`select outcome from platform.audit where action = 'consultation.contact' order by id`,
    );
    expect(looks.map((l) => l.outcome)).toEqual(['done', 'forbidden', 'forbidden', 'forbidden']);
  });

  test('number and password open it; the fifth wrong one locks for a quarter of an hour, all audited', async () => {
    const typed = { no: number.replaceAll('-', ' '), password: password.toUpperCase() };
    expect(allowed(await openByPassword(w.system, receipted, typed, 'r')).no).toBe(number);
    for (const why of ['wrong_password', 'wrong_password', 'wrong_password', 'wrong_password', 'too_many_tries'])
      expect(codesOf(await openByPassword(w.system, receipted, { no: number, password: 'aaaa' }, 'r'))).toEqual([why]);
    expect(codesOf(await openByPassword(w.system, receipted, typed, 'r'))).toEqual(['too_many_tries']);
    w.clock.set('2026-03-31T09:46:00+08:00');
    expect((await openByPassword(w.system, receipted, typed, 'r')).ok).toBe(true);
    expect(codesOf(await openByPassword(w.system, receipted, { no: 'ZX-2026-99999', password }, 'r'))).toEqual([
      'wrong_password',
    ]);
    const tries = await rows<{ outcome: string }>(
      w.system.db,
      sql`select outcome from platform.audit where action = 'consultation.open'`,
    );
    expect(tries).toHaveLength(9);
  });

  test('given on with a reason; not back to who gave it on, which is for the office', async () => {
    expect(codesOf(await transfer(w.system, staff.clerk, { id, unitId: 'shuiwu', reason: '' }))).toEqual(['no_reason']);
    allowed(await transfer(w.system, staff.clerk, { id, unitId: 'shuiwu', reason: '资金在水务。' }));
    expect(codesOf(await transfer(w.system, clerkOfWater, { id, unitId: 'minzheng', reason: '不归我们。' }))).toEqual([
      'had_it',
    ]);
    allowed(await assign(w.system, staff.office, { id, unitId: 'minzheng', reason: '文件是民政局起草的。' }));
    const log = (await eventsOf(w.system.db, id)).map((e) => `${e.what} ${e.fromUnit ?? ''}→${e.toUnit ?? ''}`);
    expect(log).toEqual(['asked →', 'assigned →minzheng', 'transferred minzheng→shuiwu', 'assigned shuiwu→minzheng']);
  });

  test('what is still personal keeps the answer from going out; every reason is said', async () => {
    const leaking = { ...DRAFT, publicWords: `我的号码${IDENTITY}，电话139 0000 0017`, answer: '' };
    const said = await submitAnswer(w.system, staff.clerk, { id, draft: leaking });
    expect(codesOf(said)).toEqual(expect.arrayContaining(['no_answer', 'personal', 'holds_contact']));
    expect(JSON.stringify(said)).not.toContain(IDENTITY);
    allowed(await saveAnswer(w.system, staff.clerk, { id, draft: DRAFT }));
    allowed(await submitAnswer(w.system, staff.clerk, { id, draft: DRAFT }));
  });

  test('another person decides; a return says what to change', async () => {
    const both = actor('mz-clerk', 'minzheng', ['clerk', 'approver']);
    expect(codesOf(await approveAnswer(w.system, both, { id }))).toEqual(['approver_is_writer']);
    allowed(await returnAnswer(w.system, staff.approver, { id, remark: '写明哪天为止。' }));
    // Somebody else goes on with it: who began it wrote it all the same.
    const colleague = actor('mz-clerk-2', 'minzheng', ['clerk']);
    allowed(await submitAnswer(w.system, colleague, { id, draft: DRAFT }));
    expect(codesOf(await approveAnswer(w.system, both, { id }))).toEqual(['approver_is_writer']);
    w.clock.set('2026-04-02T10:00:00+08:00');
    expect(allowed(await approveAnswer(w.system, staff.approver, { id }))).toEqual({ published: true });
    const [found] = await entries(w.system.readDb, { q: '补贴没有用完能不能结转' }, 5);
    expect(found).toMatchObject({ no: number, clause: 'art-8', version: 1, answer: DRAFT.publicAnswer });
    expect(await entries(w.system.readDb, { q: '公租房摇号' }, 5)).toEqual([]);
  });

  test('the asker says once whether it was clear', async () => {
    expect(codesOf(await rate(w.system, PUBLIC, { id, rating: 'great', note: '' }))).toEqual(['no_rating']);
    allowed(await rate(w.system, PUBLIC, { id, rating: 'clear', note: '' }));
    expect(codesOf(await rate(w.system, PUBLIC, { id, rating: 'clear', note: '' }))).toEqual(['rated_before']);
  });

  test('the figures: asked, in time, days, content', async () => {
    const period = { from: '2026-03-01', to: '2026-03-31' } as never;
    const figures = await Promise.all(measures.map((m) => m.count(w.system.readDb, period, 'minzheng')));
    expect(figures).toEqual([3, 1, 2, 100, 0]);
    const none = await Promise.all(measures.map((m) => m.count(w.system.readDb, period, 'shuiwu')));
    expect(none).toEqual([0, 0, null, null, 0]);
  });

  test('contact and mark of the asker go ninety days after the answer', async () => {
    w.clock.set('2026-06-30T10:00:00+08:00');
    await jobs[0]?.run(w.system, null);
    expect((await seeContact(w.system, staff.clerk, { id })).ok).toBe(true);
    w.clock.set('2026-07-02T10:00:00+08:00');
    await jobs[0]?.run(w.system, null);
    expect(codesOf(await seeContact(w.system, staff.clerk, { id }))).toEqual(['no_contact']);
    w.clock.set('2026-04-02T10:00:00+08:00');
  });
});

describe('other channels', () => {
  test('the window writes down for somebody; a question without a policy waits for the office', async () => {
    const r = allowed(
      await recordQuestion(w.system, staff.office, {
        channel: 'window',
        workNo: null,
        clause: null,
        kind: '办事',
        words: '在哪里办老年证？',
        contact: '',
        mayPublish: false,
      }),
    );
    // Three working days by the channel's promise: 3 April, then 清明, 7 and 8 April.
    expect(r.question).toMatchObject({ state: 'new', unitId: null, due: '2026-04-08' });
    await exec(
      w.system.db,
      sql`update consultation.question set words = ${`我是${IDENTITY}`} where id = ${r.question.id}`,
    );
    const owed = (await owedBy(staff.office)).find((d) => d.key === `consult:${r.question.id}:assign`);
    expect(owed?.title).not.toContain(IDENTITY);
    expect(owed).toMatchObject({ due: '2026-04-03', may: 'consult:manage' });
  });

  test('a key is kept as a hash, is the channel, takes one number of its system once, and ends', async () => {
    const made = allowed(await makeKey(w.system, staff.office, { name: '热线系统', channel: 'hotline' }));
    expect(await everything(w)).not.toContain(made.key);
    const key = await keyByHash(w.system.db, tokenHash(made.key));
    if (!key) throw new Error('no key');
    const take = () =>
      takeByKey(w.system, PUBLIC, {
        key,
        outsideNo: 'HL-77',
        asker: 'c-1',
        workNo: no,
        clause: null,
        kind: '其他',
        words: '热线转来的一句。',
        contact: '',
        mayPublish: true,
      });
    const first = allowed(await take());
    expect(allowed(await take())).toMatchObject({ again: true, question: { no: first.question.no } });
    expect(await keyByHash(w.system.db, tokenHash(made.key))).toMatchObject({ uses: 2 });
    // The same number at the same moment with days of two years, which no counter keeps apart.
    const row = (arrivedOn: string) =>
      receiving(w.system, staff.office, { ...INCOMING, outsideNo: 'HL-78', arrivedOn: day(arrivedOn) });
    const both = (await Promise.all(['2025-12-31', '2026-01-01'].map(row))).map(allowed);
    expect(both.map((r) => r.again).sort()).toEqual([false, true]);
    expect(both[0]?.question.no).toBe(both[1]?.question.no);
    const [lost] = await rows<{ n: number }>(
      w.system.db,
      sql`select sum(c.n)::int - (select count(*)::int from consultation.question) as n from consultation.counter c`,
    );
    expect(lost?.n).toBe(0);
    allowed(await revokeKey(w.system, staff.office, { id: made.id }));
    expect(codesOf(await revokeKey(w.system, staff.office, { id: made.id }))).toEqual(['no_key']);
  });
});
