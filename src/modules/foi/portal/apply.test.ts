import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rows, sql } from '../../../platform/db/connection.ts';
import { applied, FORM, foiWorld, numberIn, onceIn, passwordIn } from '../../../testing/foi-portal.ts';
import type { World } from '../../../testing/world.ts';
import { PORTAL_CODES, sayPortal } from './say.ts';

let w: World;
beforeAll(async () => {
  w = await foiWorld();
});
afterAll(() => w.end());

const page = (no: string, cookie: string, path = '') =>
  w.request('GET', `/foi/r/${no}${path}`, { headers: { cookie } });

describe('applying without an account, without a purpose, without script', () => {
  test('the form asks for three things and says the last day before it is sent', async () => {
    const { status, text } = await w.request('GET', '/foi/apply');
    expect(status).toBe(200);
    expect(text).toContain('今天确认收到的话，最晚3月30日答复');
    expect(text.match(/name="[a-zA-Z]+"/g)?.filter((n) => /purpose|use|account/.test(n))).toEqual([]);
  });

  test('sent twice it is one case and one receipt, and the password stands in no address', async () => {
    const once = onceIn((await w.request('GET', '/foi/apply')).text);
    const [first, second] = await Promise.all([
      w.request('POST', '/foi/apply', { form: { once, ...FORM } }),
      w.request('POST', '/foi/apply', { form: { once, ...FORM } }),
    ]);
    expect(first.status).toBe(200);
    expect(first.headers['cache-control']).toBe('no-store');
    expect(numberIn(first.text)).not.toBe('');
    expect([numberIn(second.text), passwordIn(second.text)]).toEqual([numberIn(first.text), passwordIn(first.text)]);
    const [n] = await rows<{ n: number }>(w.system.db, sql`select count(*)::int as n from foi.application`);
    expect(n?.n).toBe(1);
  });

  test.each<[string, Record<string, string>, string[], string]>([
    [
      'nothing at all',
      { words: '', name: '', idNo: '', phone: '' },
      ['还没写要什么信息', '还没写姓名', '身份证明', '怎么联系您'],
      'the three items of 条例 29',
    ],
    ['a digit too few', { phone: '138 0000 000' }, ['手机号少了1位', '应为11位，现在是10位'], 'the design’s own error'],
    ['a forged identity number', { idNo: '999901198001010011' }, ['身份证号好像写错了，和校验码对不上'], 'MOD 11-2'],
    ['by post without an address', { way: 'post' }, ['选了邮寄，还没写通信地址'], ''],
    ['no way chosen', { way: '' }, ['还没选怎么取'], ''],
    ['a unit that is none', { unit: 'nobody' }, ['单位'], ''],
  ])('%s: every reason, and nothing typed is lost', async (_, over, says) => {
    const { reply } = await applied(w, { ...over, name: over.name ?? '甲<b>😀' });
    expect(reply.status).toBe(422);
    for (const say of says) expect(reply.text).toContain(say);
    if (over.words === undefined) expect(reply.text).toContain(FORM.words);
    if (over.name === undefined) expect(reply.text).toContain('甲&lt;b>😀');
  });

  test('what is wrong is said in the order of the form, top to bottom, whoever found it', async () => {
    const { reply } = await applied(w, {
      words: '',
      unit: 'nobody',
      name: '',
      idNo: '999901198001010011',
      phone: '138 0000 000',
      email: 'a@',
      way: '',
    });
    const summary = /class="error-summary"[\s\S]*?<\/ul>/.exec(reply.text)?.[0] ?? '';
    expect([...summary.matchAll(/href="#(\w+)"/g)].map((m) => m[1])).toEqual([
      'words',
      'name',
      'idNo',
      'phone',
      'email',
      'way',
    ]);
    const whole = await applied(w, { words: '', unit: 'nobody', name: '', idNo: '999901198001010011', way: '' });
    const all = /class="error-summary"[\s\S]*?<\/ul>/.exec(whole.reply.text)?.[0] ?? '';
    expect([...all.matchAll(/href="#(\w+)"/g)].map((m) => m[1])).toEqual(['words', 'unit', 'name', 'idNo', 'way']);
  });

  test('an organisation, a script in the words and an emoji in the name are taken as they are', async () => {
    const a = await applied(w, {
      kind: 'publicWelfare',
      name: '柳林救助😀协会',
      idNo: '',
      words: '<script>alert(1)</script>的批文',
      idNo2: '',
    });
    expect(a.reply.status).toBe(422);
    const b = await applied(w, {
      kind: 'publicWelfare',
      name: '柳林救助😀协会',
      idNo: '52990100MJX000001A',
      words: '<script>alert(1)</script>的批文',
    });
    expect(b.reply.status).toBe(200);
    const text = (await page(b.no, b.cookie)).text;
    expect(text).toContain('&lt;script>alert(1)&lt;/script>的批文');
    expect(text).not.toContain('<script>alert');
  });

  test('a scan that is too large is refused with the limit, and the form is as it was', async () => {
    const once = onceIn((await w.request('GET', '/foi/apply')).text);
    const form = new FormData();
    for (const [k, v] of Object.entries({ once, ...FORM })) form.set(k, v);
    form.set('proof', new Blob([Buffer.alloc(21 * 1024 * 1024, 1)], { type: 'image/jpeg' }), '身份证.jpg');
    const reply = await w.request('POST', '/foi/apply', { form });
    expect(reply.status).toBe(413);
    expect(reply.text).toContain('不超过20MB');
    expect(reply.text).toContain(FORM.words);
  });

  test('looking first shows the form again with everything in it', async () => {
    const reply = await w.request('POST', '/foi/apply/look', { form: { ...FORM } });
    expect(reply.status).toBe(200);
    expect(reply.text).toContain(FORM.words);
    expect(reply.text).toContain('没有找到已经公开的，接着往下写');
  });
});

test.each(PORTAL_CODES)('“%s” has its Chinese sentence', (code) => {
  const say = sayPortal({
    code,
    basis: '',
    detail: { off: -1, has: 10, right: 11, mb: 20, n: 2, least: 3, say: '有号码' },
  });
  expect(say).toMatch(/\p{Script=Han}/u);
  expect(say).not.toMatch(/undefined|NaN/);
});

test('the guide takes its numbers from dated data', async () => {
  const { text, status } = await w.request('GET', '/foi/guide');
  expect(status).toBe(200);
  for (const said of ['20个工作日', '7个工作日', '15个工作日', '第11至30件', '每件100元', '第31至100页', '每页10元'])
    expect(text).toContain(said);
  expect((await w.request('GET', '/foi')).status).toBe(200);
});
