import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exec, rows, sql, transaction } from '../../platform/db/connection.ts';
import { PUBLIC } from '../../platform/permission.ts';
import { questionWorld } from '../../testing/consultation.ts';
import { allowed, codesOf, staff } from '../../testing/editorial.ts';
import { actor, type World } from '../../testing/world.ts';
import { seenOf } from './handle.ts';
import { approveAnswer, askQuestion, returnAnswer, saveAnswer, submitAnswer } from './index.ts';
import { takeTurn } from './limiter.ts';
import { type Question, questionById } from './store.ts';

const PHONE = '13900000017';

let w: World;
let no = 0;
beforeAll(async () => {
  ({ w, no } = await questionWorld());
});
afterAll(() => w.end());

const asked = async (words = '没用完怎么办？') =>
  allowed(
    await askQuestion(w.system, PUBLIC, {
      workNo: no,
      clause: 'art-8',
      kind: '补贴',
      words,
      contact: PHONE,
      mayPublish: true,
      secret: words,
      ip: '192.0.2.1',
    }),
  ).question;
const DRAFT = {
  kind: '补贴',
  answer: '可以结转。',
  publicWords: '没用完怎么办？',
  publicAnswer: '可以结转。',
  keepPrivate: '',
  citedClause: 'art-8',
};

describe('the desk', () => {
  test('the contact is on no page but the answer to the click of the handling clerk', async () => {
    const q = await asked();
    const page = await w.request('GET', `/console/questions/${q.id}`, { as: staff.clerk });
    expect(page.text).toContain('看联系方式');
    expect(page.text).not.toContain(PHONE);
    expect((await w.request('POST', `/console/questions/${q.id}/contact`, { as: staff.clerk })).text).toContain(PHONE);
    for (const as of [staff.approver, staff.office])
      expect((await w.request('POST', `/console/questions/${q.id}/contact`, { as })).status).toBe(403);
    expect((await w.request('GET', '/console/questions', { as: staff.clerk })).text).toContain(q.no);
  });

  test('a no keeps what was written; another unit sees nothing', async () => {
    const q = await asked('写错了会怎样？');
    const form = { ...DRAFT, answer: '写了一半', publicWords: `打我电话${PHONE}` };
    const no = await w.request('POST', `/console/questions/${q.id}/submit`, { as: staff.clerk, form });
    expect(no.status).toBe(422);
    expect(no.text).toContain('写了一半');
    expect(no.text).toContain('有提问人的联系方式');
    const stranger = actor('sw-clerk', 'shuiwu', ['clerk']);
    expect((await w.request('GET', `/console/questions/${q.id}`, { as: stranger })).status).toBe(403);
  });

  test('from transfer to publication by the pages alone', async () => {
    const q = await asked('能一次领一年吗？');
    const at = `/console/questions/${q.id}`;
    const go = async (path: string, form: Record<string, string>, as = staff.clerk) => {
      const seen = seenOf((await questionById(w.system.db, q.id)) as Question);
      return w.request('POST', `${at}/${path}`, { as, form: { ...form, seen } });
    };
    expect((await go('save', { ...DRAFT, answer: '先记一句' })).status).toBe(303);
    expect((await w.request('GET', at, { as: staff.clerk })).text).toContain('先记一句');
    expect((await go('submit', DRAFT)).headers.location).toBe(at);
    expect((await go('approve', {})).status).toBe(403);
    expect((await go('return', { remark: '' }, staff.approver)).status).toBe(422);
    expect((await go('approve', {}, staff.approver)).status).toBe(303);
    expect((await questionById(w.system.db, q.id))?.state).toBe('answered');
    expect((await w.request('GET', `/answers/${q.no}`)).text).toContain('可以结转。');
    expect((await w.request('GET', '/console/questions?state=answered', { as: staff.office })).text).toContain(q.no);
  });
});

describe('channels', () => {
  test('the window gets a receipt with a password; the clause is typed as people say it', async () => {
    const form = {
      channel: 'window',
      words: '老人的卡丢了怎么办？',
      about: `/p/${no}`,
      clause: '第8条',
      kind: '办事',
      contact: '',
    };
    const r = await w.request('POST', '/console/questions/record', { as: staff.clerk, form });
    expect(r.text).toMatch(/[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/);
    expect(r.text).toContain('第八条');
    const bad = await w.request('POST', '/console/questions/record', {
      as: staff.clerk,
      form: { ...form, clause: '第80条' },
    });
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('老人的卡丢了怎么办？');
  });

  test('a list is taken row by row, twice is once, each refusal says why', async () => {
    const head = '渠道,外部编号,提问日期,登记号,条,哪方面,问题,联系方式,同意公开';
    const lines = [
      `热线,HL-1,2026-03-30,${no},第八条,补贴,热线问的一句,${PHONE},是`,
      '热线,HL-2,2019-01-01,,,其他,太早了,,否',
      '热线,,2026-03-30,,,其他,没有编号,,否',
      '新媒体,WB-1,2026-03-30,999,,其他,没有这份文件,,否',
    ];
    const send = (csv: string) => {
      const form = new FormData();
      form.set('file', new Blob([csv], { type: 'text/csv' }), '咨询.csv');
      return w.request('POST', '/console/questions/import', { as: staff.office, form });
    };
    const first = await send([head, ...lines].join('\r\n'));
    expect(first.text).toContain('1条登记了');
    for (const why of ['不能在今天以后', '还没填外部编号', '没有找到这份文件']) expect(first.text).toContain(why);
    expect((await send([head, ...lines].join('\n'))).text).toContain('以前登记过');
    expect((await send('渠道,问题\n热线,一句')).text).toContain('没有“外部编号”这一列');
    expect((await send('')).status).toBe(422);
  });

  test('the interface takes questions with a key alone, and gives the answers to all', async () => {
    const made = await w.request('POST', '/console/consultation/keys', {
      as: staff.office,
      form: { name: '热线系统', channel: 'hotline' },
    });
    const key = /gk_[\w-]{43}/.exec(made.text)?.[0] ?? '';
    const send = (json: unknown, headers: Record<string, string> = { authorization: `Bearer ${key}` }) =>
      w.request('POST', '/api/v1/questions', { json, headers });
    const body = { id: 'A-1', question: '接口来的一句', work: no, clause: 'art-8', mayPublish: true };
    expect((await send(body, {})).status).toBe(403);
    expect((await send(body, { authorization: 'Bearer gk_wrongwrongwrongwrongwrong' })).status).toBe(403);
    const first = await send(body);
    expect([first.status, (await send(body)).status]).toEqual([201, 200]);
    // At the limit of its key: the same number again is told its answer, another one to wait.
    const [{ id }] = (await rows(w.system.db, sql`select id from consultation.api_key`)) as [{ id: string }];
    await transaction(w.system.db, async (tx) => {
      for (let i = 0; i < 599; i++) await takeTurn(tx, w.system, `key ${id}`, { perTenMinutes: 600, perDay: 20_000 });
    });
    expect([(await send(body)).status, (await send({ ...body, id: 'A-9' })).status]).toEqual([200, 429]);
    await exec(w.system.db, sql`delete from consultation.arrival`);
    expect(first.json()).toMatchObject({ due: '2026-04-03', unit: 'minzheng', state: 'handling' });
    expect((await send({ id: 'A-2' })).json()).toMatchObject({ problems: [{ parameter: 'question' }] });
    expect((await send({ ...body, id: 'A-3', clause: 'art-99' })).status).toBe(422);
    const used = await rows(w.system.db, sql`select 1 from platform.audit where action = 'consultation.take'`);
    expect(used).toHaveLength(4);
    expect((await w.request('GET', '/api/v1/answers?q=没用完')).json()).toMatchObject({
      total: 1,
      answers: [{ answer: '可以结转。' }],
    });
    expect((await w.request('GET', '/api/v1/answers?colour=red')).status).toBe(400);
    expect((await w.request('GET', '/api/v1/openapi.json')).text).toContain('/api/v1/questions');
  });

  test('a channel may promise less than the law and not more', async () => {
    const set = (answerDays: string) =>
      w.request('POST', '/console/consultation/channels', {
        as: staff.office,
        form: { code: 'media', transferDays: '1', answerDays, confirmed: '1' },
      });
    expect((await set('6')).text).toContain('不能比国家要求的5个工作日长');
    expect((await set('2')).status).toBe(303);
    expect((await set('')).status).toBe(303);
    const form = { keepContactDays: '0', repeats: '3', perTenMinutes: 'x', perDay: '60' };
    const no = await w.request('POST', '/console/consultation/settings', { as: staff.office, form });
    expect(no.text).toContain('联系方式保留天数要填1到3650的整数');
  });
});

describe('two people over one answer', () => {
  let n = 0;
  const waiting = async () => (await asked(`谁先写${++n}`)).id;
  const mark = async (id: string) => seenOf((await questionById(w.system.db, id)) as Question);

  test('who writes second is told what stands there now, and nobody’s words are lost unseen', async () => {
    const id = await waiting();
    const seen = await mark(id);
    allowed(await saveAnswer(w.system, staff.clerk, { id, seen, draft: { ...DRAFT, answer: '甲写的' } }));
    const second = { id, seen, draft: { ...DRAFT, answer: '乙写的' } };
    expect(await saveAnswer(w.system, staff.clerk, second)).toMatchObject({
      refusals: [{ code: 'stale', detail: { answer: '甲写的' } }],
    });
    expect(codesOf(await submitAnswer(w.system, staff.clerk, second))).toEqual(['stale']);
    const at = `/console/questions/${id}`;
    const page = await w.request('POST', `${at}/save`, { as: staff.clerk, form: { ...second.draft, seen } });
    expect(page.status).toBe(422);
    for (const words of ['甲写的', '乙写的', `name="seen" value="${await mark(id)}"`])
      expect(page.text).toContain(words);
    allowed(await saveAnswer(w.system, staff.clerk, { ...second, seen: await mark(id) }));
  });

  test('what is approved is what was read: words that took its place meanwhile are not', async () => {
    const id = await waiting();
    allowed(await submitAnswer(w.system, staff.clerk, { id, draft: DRAFT }));
    const seen = await mark(id);
    allowed(await returnAnswer(w.system, staff.approver, { id, remark: '再核一遍' }));
    allowed(await submitAnswer(w.system, staff.clerk, { id, draft: { ...DRAFT, answer: '不能结转。' } }));
    expect(codesOf(await approveAnswer(w.system, staff.approver, { id, seen }))).toEqual(['stale']);
    allowed(await approveAnswer(w.system, staff.approver, { id, seen: await mark(id) }));
  });
});
