import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exec, rows, sql, transaction } from '../../platform/db/connection.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import { type Actor, PUBLIC } from '../../platform/permission.ts';
import { questionWorld } from '../../testing/consultation.ts';
import { draft } from '../../testing/drafts.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { actor, type World } from '../../testing/world.ts';
import { dutiesFor } from '../duties/index.ts';
import { openByPassword } from '../org/index.ts';
import { confirmErasure, correct, refuseErasure, requestErasure } from '../publication/index.ts';
import { forgetWork, lookAgain, nextSeen, spreadEdition } from './again.ts';
import { receipted } from './ask.ts';
import { entries, entryOf, flag } from './entries.ts';
import { approveAnswer, askQuestion, submitAnswer } from './index.ts';
import { eventsOf, questionById, questionByNo } from './store.ts';

/** A telephone of nobody and an identity number of the fictional division 999901. */
const PHONE = '13900000017';
const IDENTITY = '999901198001010016';

const TEXT = (eight: string) =>
  `<h2>第一章　总则</h2><p>第一条　为了支持老年人居家养老，制定本办法。</p><h2>第二章　标准</h2><p>第八条　${eight}</p><p>第九条　享受长期护理保险待遇的，就高享受，不重复发放。</p>`;
const EIGHT = '补贴按月计入本人服务账户，当月未用完的，可以结转至当年12月31日。';
const DRAFT = {
  kind: '补贴',
  answer: '可以结转，年底清零。',
  publicWords: '当月没用完的补贴怎么办？',
  publicAnswer: '可以结转至当年12月31日。',
  keepPrivate: '',
  citedClause: 'art-8',
};

let w: World;
let no = 0;
/** The one question that was answered before the policy changed. */
let answered = '';
beforeAll(async () => {
  ({ w, no } = await questionWorld([TEXT(EIGHT)]));
  answered = allowed(await ask({ contact: PHONE })).question.id;
  allowed(await submitAnswer(w.system, staff.clerk, { id: answered, draft: DRAFT }));
  allowed(await approveAnswer(w.system, staff.approver, { id: answered }));
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
const owedBy = (who: Actor) => dutiesFor(w.system, who, w.clock.today(), true);
const newest = async (): Promise<string> => {
  const [edition] = await rows<{ id: string }>(
    w.system.db,
    sql`select id from publication.edition where work_no = ${no} order by version desc limit 1`,
  );
  return edition?.id ?? '';
};

describe('a new edition', () => {
  test.each<[string, number | null, string]>([
    [EIGHT, null, 'the clause stayed, only another changed'],
    [EIGHT.replace('12月31日', '6月30日'), 3, 'the clause changed'],
  ])('%s: flagged in version %s, since %s', async (eight, version) => {
    const [e] = await entries(w.system.readDb, { workNo: no }, 1);
    const html = TEXT(eight).replace('制定本办法', version ? '特制定本办法' : '制定本办法。本办法适用于全区');
    await transaction(w.system.db, (tx) =>
      correct(
        { tx, now: w.clock.now(), enqueue: enqueueIn(tx) },
        no,
        draft({
          title: '明河区居家养老服务补贴办法',
          kind: '政策文件',
          unitId: 'minzheng',
          unitName: '明河区民政局',
          html,
        }),
        '改了',
      ),
    );
    await spreadEdition(w.system, await newest());
    await spreadEdition(w.system, await newest());
    expect((await entryOf(w.system.db, e?.questionId ?? ''))?.lookAgain).toBe(version);
  });

  test('the unit looks again: as it stands by the clerk, other words by a second person', async () => {
    const [e] = await entries(w.system.readDb, { workNo: no }, 1);
    const id = e?.questionId ?? '';
    expect((await owedBy(staff.clerk)).some((d) => d.key === `consult:${id}:again:3`)).toBe(true);
    const other = '可以结转至当年6月30日。';
    const look = (who: Actor, answer: string, version = 3) => lookAgain(w.system, who, { id, version, answer });
    // The page was opened before the third edition came out: what it was held against is no longer the newest.
    expect(await look(staff.clerk, e?.answer ?? '', 2)).toMatchObject({
      refusals: [{ code: 'changed_again', detail: { version: 3 } }],
    });
    await expect(look(clerkOfWater, e?.answer ?? '')).rejects.toMatchObject({ code: 'forbidden' });
    expect(codesOf(await look(staff.approver, `${other}请打1390000 0017问。`))).toContain('holds_contact');
    expect(codesOf(await look(staff.approver, ' '))).toEqual(['no_answer']);
    // The clerk's words wait; so do those of the approver, who is no second person to the own hand.
    expect(allowed(await look(staff.clerk, '可以结转到明年。'))).toBe(false);
    const owed = (await owedBy(staff.approver)).filter((d) => d.key.startsWith(`consult:${id}:again`));
    expect(owed).toMatchObject([{ key: `consult:${id}:again:3:decide`, may: 'consult:approve' }]);
    expect(allowed(await look(staff.approver, other))).toBe(false);
    expect(codesOf(await look(staff.approver, other))).toEqual(['words_need_second']);
    expect(await entryOf(w.system.db, id)).toMatchObject({ lookAgain: 3, answer: e?.answer });
    // What the approver read was the clerk's; the clerk has written on since.
    const read = nextSeen({ nextAnswer: other });
    expect(allowed(await look(staff.clerk, `${other}不再延长。`))).toBe(false);
    const late = await lookAgain(w.system, staff.approver, { id, version: 3, answer: other, seen: read });
    expect(late).toMatchObject({ refusals: [{ code: 'stale', detail: { answer: `${other}不再延长。` } }] });
    expect(allowed(await look(staff.clerk, other))).toBe(false);
    expect(allowed(await look(staff.approver, other))).toBe(true);
    expect(await entryOf(w.system.db, id)).toMatchObject({ lookAgain: null, version: 3, answer: other });
    expect((await eventsOf(w.system.db, id)).at(-1)?.note).toContain('对照第3版，改了答复');
    // Whoever clicks second is told, and not turned away as a stranger.
    expect(codesOf(await look(staff.clerk, e?.answer ?? ''))).toEqual(['not_flagged']);
  });

  test('the page says against which edition, and keeps what was typed', async () => {
    const [e] = await entries(w.system.readDb, { workNo: no }, 1);
    const id = e?.questionId ?? '';
    await transaction(w.system.db, (tx) => flag(tx, id, 4, w.clock.now()));
    const page = await w.request('GET', `/console/questions/${id}`, { as: staff.approver });
    expect(page.text).toContain('对照第4版');
    expect(page.text).toContain('name="version" value="4"');
    const post = (version: string, lookAnswer: string, seen = nextSeen({ nextAnswer: null })) =>
      w.request('POST', `/console/questions/${id}/look`, { as: staff.approver, form: { version, lookAnswer, seen } });
    const late = await post('3', '另写的一句话。');
    expect(late.status).toBe(422);
    for (const words of ['又出了第4版', '另写的一句话。']) expect(late.text).toContain(words);
    const seenIn = (html: string): string => /name="seen" value="(\w+)"/.exec(html)?.[1] ?? '';
    const clerk = await w.request('POST', `/console/questions/${id}/look`, {
      as: staff.clerk,
      form: { version: '4', lookAnswer: '信息员改的一句话。', seen: seenIn(page.text) },
    });
    expect(clerk.status).toBe(303);
    // The approver's page is older than these words: they come first.
    const old = await post('4', '另写的一句话。', seenIn(page.text));
    expect([old.status, old.text.includes('信息员改的一句话。'), old.text.includes('另写的一句话。')]).toEqual([
      422,
      true,
      true,
    ]);
    const now = (await w.request('GET', `/console/questions/${id}`, { as: staff.approver })).text;
    expect(now).toContain('等您定');
    expect((await post('4', '信息员改的一句话。', seenIn(now))).status).toBe(303);
    expect((await entryOf(w.system.db, id))?.answer).toBe('信息员改的一句话。');
  });
});

test('words for one edition are nobody’s consent to them against the next: somebody proposes them anew', async () => {
  const [e] = await entries(w.system.readDb, { workNo: no }, 1);
  const id = e?.questionId ?? '';
  const flagged = (version: number) => transaction(w.system.db, (tx) => flag(tx, id, version, w.clock.now()));
  const look = (who: Actor, version: number) => lookAgain(w.system, who, { id, version, answer: '三十日内结转。' });
  await flagged(5);
  expect(allowed(await look(staff.clerk, 5))).toBe(false);
  await flagged(6);
  const owed = (await owedBy(staff.clerk)).filter((d) => d.key.startsWith(`consult:${id}:again`));
  expect(owed.map((d) => d.key)).toEqual([`consult:${id}:again:6`]);
  const page = (await w.request('GET', `/console/questions/${id}`, { as: staff.approver })).text;
  expect([page.includes('对照更早的一版'), page.includes('等您定')]).toEqual([true, false]);
  expect(allowed(await look(staff.approver, 6))).toBe(false);
  expect(codesOf(await look(staff.approver, 6))).toEqual(['words_need_second']);
  // The clerk alone decides nothing; a second person who approves does.
  expect(allowed(await look(staff.clerk, 6))).toBe(false);
  expect(allowed(await look(staff.approver, 6))).toBe(true);
  expect((await entryOf(w.system.db, id))?.version).toBe(6);
  await exec(
    w.system.db,
    sql`update consultation.entry set answer = ${e?.answer}, version = ${e?.version} where question_id = ${id}`,
  );
});

describe('the policy leaks', () => {
  const ASK = {
    whole: true,
    versions: [] as number[],
    files: [] as string[],
    kind: 'identity',
    reason: '正文里有身份证号。',
    publicReason: '有个人信息。',
    hides: true,
  };
  const entry = async () => entryOf(w.system.db, answered);

  test('an answer approved while its work is hidden stays hidden, and the asker is not told otherwise', async () => {
    const { question, password } = allowed(await ask({ words: '冬天的取暖补贴另算吗？' }));
    const { id } = question;
    allowed(await submitAnswer(w.system, staff.clerk, { id, draft: DRAFT }));
    const a = allowed(await requestErasure(w.system, staff.clerk, { ...ASK, no }));
    allowed(await approveAnswer(w.system, staff.approver, { id }));
    expect((await entryOf(w.system.db, id))?.hidden).toBe(true);
    expect(await entries(w.system.readDb, { workNo: no }, 9)).toEqual([]);
    expect((await w.request('GET', `/answers/${question.no}`)).status).toBe(404);
    const { token } = allowed(
      await openByPassword(w.system, receipted, { no: question.no, password, ip: '192.0.2.7' }, 'r'),
    );
    const own = async () =>
      (await w.request('GET', `/ask/q/${question.no}`, { headers: { cookie: `${receipted.cookie.name}=${token}` } }))
        .text;
    const hidden = await own();
    expect(hidden).toContain('文件正在核查，暂时看不到');
    expect(hidden).not.toContain('看公开的问答');
    // An edition that comes out meanwhile does not bring it back.
    await spreadEdition(w.system, await newest());
    expect((await entryOf(w.system.db, id))?.hidden).toBe(true);
    allowed(await refuseErasure(w.system, staff.approver, { id: a.id, refusal: '没有泄露。' }));
    await w.runJobs();
    const back = await own();
    expect(back).toContain('去掉个人信息后已公开');
    expect(back).toContain(`href="/answers/${question.no}"`);
    await exec(w.system.db, sql`delete from consultation.entry where question_id = ${id}`);
  });

  test('of an erased attachment the answers stay: none of its words were the policy’s', async () => {
    const none = { titles: [], texts: [], editions: [], whole: false, current: false };
    await transaction(w.system.db, (tx) =>
      forgetWork(tx, { ...none, id: 'e', no, files: ['f'.repeat(64)], at: w.clock.now() }),
    );
    expect((await entry())?.answer).toContain('话');
  });

  test('hidden, its questions are not shown; kept, they come back; erased, they and their copies go', async () => {
    const shown = async () => (await entries(w.system.readDb, { workNo: no }, 9)).length;
    expect(await shown()).toBe(1);
    const a = allowed(await requestErasure(w.system, staff.clerk, { ...ASK, no }));
    expect(await shown()).toBe(0);
    allowed(await refuseErasure(w.system, staff.approver, { id: a.id, refusal: '没有泄露。' }));
    await w.runJobs();
    expect(await shown()).toBe(1);
    const open = allowed(await ask({ clause: null, words: `名册里有${IDENTITY}，对吗？` }));
    const { id: draft } = allowed(await ask({ clause: null, words: '送审的一句。' })).question;
    const leaking = { ...DRAFT, keepPrivate: `名册里的${IDENTITY}说不清` };
    allowed(await submitAnswer(w.system, staff.clerk, { id: draft, draft: leaking }));
    const b = allowed(await requestErasure(w.system, staff.clerk, { ...ASK, no }));
    allowed(await confirmErasure(w.system, staff.approver, { id: b.id }));
    expect(await shown()).toBe(0);
    const after = await questionByNo(w.system.db, open.question.no);
    expect(after?.words).toContain('名册里有');
    expect(after?.words).not.toContain(IDENTITY);
    // What was written on it goes too, and whoever answers writes anew: nothing empty waits for a second person.
    expect(await questionById(w.system.db, draft)).toMatchObject({ state: 'handling', answer: '', keepPrivate: '' });
    expect((await questionByNo(w.system.db, 'ZX-2026-00001'))?.words).toBe('（内容已删除）');
    expect(await entry()).toBeUndefined();
  });
});
