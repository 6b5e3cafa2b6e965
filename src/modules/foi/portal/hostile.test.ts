import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rows, sql } from '../../../platform/db/connection.ts';
import { PNG } from '../../../platform/documents/fixtures.ts';
import { applied, cookieOf, desk, FORM, foiWorld, numberIn, onceIn } from '../../../testing/foi-portal.ts';
import type { World } from '../../../testing/world.ts';

let w: World;
beforeAll(async () => {
  w = await foiWorld();
});
afterAll(() => w.end());

const page = (no: string, cookie: string, path = '') =>
  w.request('GET', `/foi/r/${no}${path}`, { headers: { cookie } });
const post = (no: string, cookie: string, path: string, form: Record<string, string>) =>
  w.request('POST', `/foi/r/${no}/${path}`, { headers: { cookie }, form });
const events = async (id: string, what: string): Promise<number> =>
  (await rows(w.system.db, sql`select 1 from foi.event where request_id = ${id} and what = ${what}`)).length;
const withFile = async (bytes: Buffer, name: string, over: Record<string, string> = {}) => {
  const form = new FormData();
  for (const [k, v] of Object.entries({
    ...FORM,
    idNo: '',
    ...over,
    once: onceIn((await w.request('GET', '/foi/apply')).text),
  }))
    form.set(k, v);
  form.set('proof', new Blob([new Uint8Array(bytes)]), name);
  return w.request('POST', '/foi/apply', { form });
};

describe('a form sent twice, as by a double click without script', () => {
  const opened = async (): Promise<Awaited<ReturnType<typeof applied>>> => {
    const a = await applied(w, { words: '点了两下的事' });
    await desk(w).confirm(a.id);
    return a;
  };
  const twice = async (a: { no: string; cookie: string }, act: string, form: Record<string, string>) => {
    const first = await post(a.no, a.cookie, act, form);
    const second = await post(a.no, a.cookie, act, form);
    expect([first.status, second.status], second.text.match(/class="error-summary"[\s\S]{0,300}/)?.[0]).toEqual([
      303, 303,
    ]);
    expect(second.headers.location).toBe(first.headers.location);
  };
  test('a supplement is one', async () => {
    const a = await opened();
    await twice(a, 'supplement', { words: '只要2025年的' });
    expect(await events(a.id, 'supplemented')).toBe(1);
    // Other words are another.
    expect((await post(a.no, a.cookie, 'supplement', { words: '还要2024年的' })).status).toBe(303);
    expect(await events(a.id, 'supplemented')).toBe(2);
  });
  test('but the same words after something happened are said again', async () => {
    const a = await opened();
    const say = () => post(a.no, a.cookie, 'supplement', { words: '请尽快办理' });
    expect((await say()).status).toBe(303);
    await desk(w).register(a.id, '会议纪要');
    expect((await say()).status).toBe(303);
    expect(await events(a.id, 'supplemented')).toBe(2);
  });
  test('an objection to a day is one', async () => {
    const a = await opened();
    await twice(a, 'objection', { words: '不该算', 'day-year': '2026', 'day-month': '3', 'day-day': '6' });
    expect(await events(a.id, 'dateObjected')).toBe(1);
  });
  test('a withdrawal is one', async () => {
    const a = await opened();
    await twice(a, 'withdraw', { why: '找到了' });
  });
  test('a correction is one', async () => {
    const a = await opened();
    await desk(w).askCorrection(a.id, ['写明是哪一年的'], '2026-03-20');
    await twice(a, 'correct', { words: '2025年的' });
    expect(await events(a.id, 'corrected')).toBe(1);
  });
  test('a correction sent again with the scan that was forgotten is refused: the scan is not thrown away in silence', async () => {
    const a = await opened();
    await desk(w).askCorrection(a.id, ['身份证明'], '2026-03-20');
    expect((await post(a.no, a.cookie, 'correct', { words: '补好了' })).status).toBe(303);
    const form = new FormData();
    form.set('words', '补好了');
    form.set('file', new Blob([new Uint8Array(PNG)]), '身份证.png');
    const second = await w.request('POST', `/foi/r/${a.no}/correct`, { headers: { cookie: a.cookie }, form });
    expect([second.status, second.text.includes('补好了')]).toEqual([422, true]);
  });
  test('an objection to a fee, and a rating', async () => {
    const a = await opened();
    const d = desk(w);
    await d.register(a.id, '会议纪要');
    await d.fee(a.id, 44);
    await twice(a, 'fee-objection', { words: '只要了30页' });
    const b = await opened();
    await d.register(b.id, '会议纪要');
    await d.answer(b.id, { key: 'denied.processInfo', reasons: '过程稿。' });
    await d.deliver(b.id);
    await twice(b, 'rate', { rating: 'clear', note: '清楚' });
  });
});

describe('what a person may type or send', () => {
  test.each([
    ['a byte that no text has', '甲\u0000乙'],
    ['half of a character', '甲\ud83d乙'],
    ['marks that turn the direction', '甲\u202e乙\u202c丙'],
    ['markup', '"><img src=x onerror=alert(1)>'],
  ])('%s, in every field', async (_, odd) => {
    const { reply } = await applied(w, {
      words: odd,
      name: odd,
      address: odd,
      phone: odd,
      email: odd,
      unit: odd,
      way: odd,
      kind: odd,
      idNo: odd,
    });
    expect(reply.status).toBe(422);
    expect(reply.text).not.toContain('<img src=x');
    const fine = await applied(w, { words: `${odd}的批文`, name: odd, address: odd });
    expect(fine.reply.status).toBe(200);
    expect((await page(fine.no, fine.cookie)).text).not.toContain('<img src=x');
    await desk(w).confirm(fine.id);
    for (const act of ['supplement', 'withdraw']) {
      const sent = await post(fine.no, fine.cookie, act, { words: odd, why: odd });
      expect(sent.status, act).toBe(303);
    }
    expect((await page(fine.no, fine.cookie)).text).not.toContain('<img src=x');
  });

  test('a file of no bytes is said to be empty, and nothing is kept', async () => {
    const empty = await withFile(Buffer.alloc(0), '身份证.jpg');
    expect([empty.status, empty.text.includes('href="#proof"'), empty.text.includes('这个文件是空的')]).toEqual([
      422,
      true,
      true,
    ]);
    // Together with a slip of the pen: nobody chooses the same file once more to be told then.
    const both = await withFile(Buffer.alloc(0), '身份证.jpg', { phone: '139' });
    for (const field of ['proof', 'phone']) expect(both.text).toContain(`href="#${field}"`);
  });

  test('a name and an address of a thousand characters are each told at their field; a file of such a name is kept', async () => {
    const long = await applied(w, { name: '名'.repeat(1000), address: '路'.repeat(1000), words: '长名字的一件' });
    expect([long.reply.status, long.reply.text.includes('名'.repeat(1000))]).toEqual([422, true]);
    for (const field of ['name', 'address'])
      expect([
        field,
        long.reply.text.includes(`href="#${field}"`),
        long.reply.text.includes(`id="${field}-error"`),
      ]).toEqual([field, true, true]);
    const named = await withFile(PNG, `${'长'.repeat(1000)}.png`);
    expect(named.status).toBe(200);
  });
});

describe('ways nobody meant', () => {
  test('an address that only takes forms, opened: the page of the case', async () => {
    const a = await applied(w, { words: '刷新的一件' });
    for (const act of ['correct', 'reasons', 'rate'])
      expect([act, (await page(a.no, a.cookie, `/${act}`)).headers.location]).toEqual([act, `/foi/r/${a.no}#${act}`]);
    expect((await w.request('GET', '/foi/apply/look')).headers.location).toBe('/foi/apply');
    expect((await page(a.no, a.cookie, '/nonsense')).status).toBe(404);
    expect((await page(a.no, a.cookie, '/__proto__')).status).toBe(404);
  });

  test('back to the sent form, another telephone, sent again: one case, and it is said that the change is not in it', async () => {
    const once = onceIn((await w.request('GET', '/foi/apply')).text);
    const first = await w.request('POST', '/foi/apply', { form: { once, ...FORM, words: '退回去改的一件' } });
    const second = await w.request('POST', '/foi/apply', {
      form: { once, ...FORM, words: '退回去改的一件', phone: '0999-0000 0018' },
    });
    expect(numberIn(second.text)).toBe(numberIn(first.text));
    expect(second.text).toContain('改联系方式或接收方式');
  });

  test('a form without its one-time mark, or with a forged one, is taken as one sending', async () => {
    for (const once of ['', 'x', '<script>'])
      expect((await w.request('POST', '/foi/apply', { form: { once, ...FORM, words: '没有标记的一件' } })).status).toBe(
        200,
      );
  });

  test('two tabs with two cases: the form of the first asks for its password, with everything typed in it', async () => {
    const [a, b] = [await applied(w, { words: '甲项' }), await applied(w, { words: '乙项' })];
    const sent = await post(a.no, b.cookie, 'supplement', { words: '写给甲项的话' });
    expect([sent.status, sent.text.includes('写给甲项的话'), sent.text.includes(`value="${a.no}"`)]).toEqual([
      422,
      true,
      true,
    ]);
    expect(cookieOf(sent)).toBe('');
  });

  test('there is an end to supplements on the portal, and what was typed comes back', async () => {
    const a = await applied(w, { words: '很多补充的一件' });
    for (let i = 1; i <= 20; i++)
      expect((await post(a.no, a.cookie, 'supplement', { words: `第${i}次` })).status).toBe(303);
    const more = await post(a.no, a.cookie, 'supplement', { words: '第21次' });
    expect([more.status, more.text.includes('已经补充、改过20次'), more.text.includes('第21次')]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await post(a.no, a.cookie, 'contact', { phone: '0999-0000 0018', way: 'net' })).status).toBe(422);
  });
});
