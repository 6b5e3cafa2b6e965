import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exec, rows, sql } from '../../platform/db/connection.ts';
import { questionWorld } from '../../testing/consultation.ts';
import { allowed, staff } from '../../testing/editorial.ts';
import type { World } from '../../testing/world.ts';
import { approveAnswer, submitAnswer } from './index.ts';
import { questionByNo } from './store.ts';

const PHONE = '13900000017';
const IDENTITY = '999901198001010016';

let w: World;
let no = 0;
beforeAll(async () => {
  ({ w, no } = await questionWorld());
});
afterAll(() => w.end());

const onceIn = (html: string): string => /name="once" value="([\w-]+)"/.exec(html)?.[1] ?? '';
const numberIn = (html: string): string => /ZX-\d{4}-\d{5}/.exec(html)?.[0] ?? '';
const passwordIn = (html: string): string => /[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/.exec(html)?.[0] ?? '';
const ask = async (over: Record<string, string> = {}) => {
  const form = await w.request('GET', `/ask?about=${no}&clause=art-8`);
  return w.request('POST', '/ask', {
    form: {
      once: onceIn(form.text),
      about: String(no),
      clause: 'art-8',
      kind: '补贴',
      words: '没用完的补贴怎么办？',
      contact: '',
      publish: '1',
      ...over,
    },
  });
};
const answered = async (number: string, publicWords = '没用完的补贴怎么办？') => {
  const id = (await questionByNo(w.system.db, number))?.id ?? '';
  const draft = {
    kind: '补贴',
    answer: '可以结转，只答复您。',
    publicWords,
    publicAnswer: '可以结转到年底。',
    keepPrivate: '',
    citedClause: 'art-8',
  };
  allowed(await submitAnswer(w.system, staff.clerk, { id, draft }));
  allowed(await approveAnswer(w.system, staff.approver, { id }));
};

describe('asking from a clause, without an account', () => {
  test('the form knows the clause and says until when an answer comes', async () => {
    const { text, status } = await w.request('GET', `/ask?about=${no}&clause=art-8`);
    expect(status).toBe(200);
    expect(text).toContain('补贴当月未用完的，可以结转。</blockquote>');
    expect(text).toContain('最晚4月8日（周三）答复');
    expect(text).toContain('明河区民政局');
  });

  test('sent twice it is one receipt; the password stands in no address and opens the status', async () => {
    const form = onceIn((await w.request('GET', `/ask?about=${no}`)).text);
    const first = await ask({ once: form, contact: PHONE });
    const second = await ask({ once: form, contact: PHONE });
    expect(first.status).toBe(200);
    expect(first.headers['cache-control']).toBe('no-store');
    expect([numberIn(second.text), passwordIn(second.text)]).toEqual([numberIn(first.text), passwordIn(first.text)]);
    const wrong = await w.request('POST', '/ask/status', { form: { no: numberIn(first.text), password: 'nope' } });
    expect(wrong.status).toBe(422);
    const open = await w.request('POST', '/ask/status', {
      form: { no: numberIn(first.text), password: passwordIn(first.text) },
    });
    expect(open.headers.location).toBe(`/ask/q/${numberIn(first.text)}`);
    const cookie = (open.headers['set-cookie'] ?? '').split(';')[0] ?? '';
    const page = await w.request('GET', `/ask/q/${numberIn(first.text)}`, { headers: { cookie } });
    expect(page.text).toContain('还有5个工作日');
    expect(page.text).toContain('清明');
    expect(page.text).not.toContain(PHONE);
    expect((await w.request('GET', `/ask/q/${numberIn(first.text)}`)).headers.location).toBe('/ask/status');
    await answered(numberIn(first.text));
    const after = await w.request('GET', `/ask/q/${numberIn(first.text)}`, { headers: { cookie } });
    expect(after.text).toContain('可以结转，只答复您。');
    const rated = await w.request('POST', `/ask/q/${numberIn(first.text)}/rate`, {
      headers: { cookie },
      form: { rating: 'clear', note: '' },
    });
    expect(rated.status).toBe(303);
  });

  test('every reason at once, and nothing typed is lost', async () => {
    const r = await ask({ words: ' ', contact: '张', clause: 'art-99', kind: '补贴' });
    expect(r.status).toBe(422);
    for (const words of ['还没写要问什么', '联系方式好像不完整', '没有这一条']) expect(r.text).toContain(words);
    expect(r.text).toContain('value="张"');
  });

  test('a script is text, on every page', async () => {
    const words = '<script>alert(1)</script>🙂';
    const r = await ask({ words });
    expect(r.status).toBe(200);
    expect(r.text).not.toContain('<script>alert');
    expect(r.text).toContain('&lt;script>alert(1)&lt;/script>🙂');
  });

  test('ten in ten minutes from one address; the next keeps its words, is counted and may come later', async () => {
    w.clock.set('2026-03-31T11:00:00+08:00');
    for (let i = 0; i < 9; i++) expect((await ask({ words: `第${i}问` })).status).toBe(200);
    const once = onceIn((await w.request('GET', `/ask?about=${no}`)).text);
    const tenth = await ask({ once, words: '第10问' });
    // A double click on the last one that fits is the same question, and not one too many.
    const again = await ask({ once, words: '第10问' });
    expect([again.status, numberIn(again.text), passwordIn(again.text)]).toEqual([
      200,
      numberIn(tenth.text),
      passwordIn(tenth.text),
    ]);
    const r = await ask({ words: '急着问的一句' });
    expect(r.status).toBe(429);
    expect(r.headers['retry-after']).toBe('600');
    expect(r.text).toContain('急着问的一句');
    expect(r.text).toContain('没有丢');
    const [counted] = await rows<{ n: number }>(w.system.db, sql`select n from consultation.turned_away`);
    expect(counted?.n).toBe(1);
    w.clock.set('2026-03-31T11:11:00+08:00');
    expect((await ask({ words: '急着问的一句' })).status).toBe(200);
  });
});

describe('what everyone reads', () => {
  test('the clause has its box, the policy its way to ask, and all answers their page', async () => {
    const page = (await w.request('GET', `/p/${no}`)).text;
    expect(page).toMatch(/个人问过“没用完的补贴怎么办？”/);
    expect(page).toContain(`/ask?about=${no}&amp;clause=art-8`);
    expect(page).toContain('问这份文件');
    for (const path of [
      `/p/${no}/questions`,
      '/answers',
      '/answers?q=补贴没用完',
      '/answers?unit=minzheng&kind=补贴&year=2026',
    ])
      expect((await w.request('GET', path)).text, path).toContain('可以结转到年底');
    expect((await w.request('GET', '/answers?kind=处罚')).text).toContain('没有问答');
    const s = await w.request('GET', '/answers/suggest?q=补贴没用完');
    expect(s.json()).toEqual({ suggestions: ['没用完的补贴怎么办？'] });
    expect((await w.request('GET', '/answers/suggest?q=')).json()).toEqual({ suggestions: [] });
  });

  test('without consent nothing of a question is public, with it only the masked words', async () => {
    const secret = numberIn((await ask({ words: '我家的事，不要公开。', publish: '' })).text);
    await answered(secret);
    const open = numberIn((await ask({ words: `我的身份证号${IDENTITY}，能领吗？`, contact: PHONE })).text);
    await answered(open, '能领吗？');
    const all = await Promise.all(
      ['/answers', `/p/${no}`, `/p/${no}/questions`, `/answers/${open}`, `/answers/${secret}`].map((p) =>
        w.request('GET', p),
      ),
    );
    for (const r of all)
      for (const words of ['我家的事', IDENTITY, PHONE, '只答复您']) expect(r.text).not.toContain(words);
    expect(all[4]?.status).toBe(404);
    await exec(w.system.db, sql`delete from consultation.visit`);
  });
});
