import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import workdayData from '../../../../law/workdays.json' with { type: 'json' };
import { type CalendarData, calendarOf } from '../../../lib/workdays.ts';
import { exec, rows, sql } from '../../../platform/db/connection.ts';
import { SYSTEM } from '../../../platform/permission.ts';
import { applied, cookieOf, desk, FORM, foiWorld, numberIn, onceIn, passwordIn } from '../../../testing/foi-portal.ts';
import type { World } from '../../../testing/world.ts';
import { importLaws } from '../../regulation/index.ts';
import { recompute } from '../calendar.ts';
import * as store from '../store/index.ts';
import { PORTAL_CODES, sayPortal } from './say.ts';

let w: World;
beforeAll(async () => {
  w = await foiWorld();
});
afterAll(() => w.end());

const page = (no: string, cookie: string, path = '') =>
  w.request('GET', `/foi/r/${no}${path}`, { headers: { cookie } });
const post = (no: string, cookie: string, path: string, form: Record<string, string>) =>
  w.request('POST', `/foi/r/${no}/${path}`, { headers: { cookie }, form });

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

describe('the status of one’s own case', () => {
  test('number and password open it; a guess is counted, audited and locked out', async () => {
    const a = await applied(w, { words: '第一季度救助资金支出明细' });
    for (let i = 0; i < 5; i++) {
      const wrong = await w.request('POST', '/foi/status', { form: { no: a.no, password: 'aaaa-aaaa-aaaa' } });
      expect(wrong.status).toBe(i < 4 ? 422 : 429);
    }
    const right = await w.request('POST', '/foi/status', { form: { no: a.no, password: a.password } });
    expect(right.status).toBe(429);
    const tried = await rows<{ n: number }>(
      w.system.db,
      sql`select count(*)::int as n from platform.audit where action = 'foi.open' and outcome = 'refused'`,
    );
    expect(tried[0]?.n).toBe(6);
    w.clock.set('2026-03-02T09:50:00+08:00');
    const after = await w.request('POST', '/foi/status', {
      form: { no: a.no.toLowerCase().replaceAll('-', ' '), password: a.password.toUpperCase() },
    });
    expect(after.headers.location).toBe(`/foi/r/${a.no}`);
    expect(cookieOf(after)).not.toBe('');
  });

  test('the cookie of one case opens no other', async () => {
    const [a, b] = [await applied(w, { words: '甲项' }), await applied(w, { words: '乙项' })];
    expect((await page(b.no, a.cookie)).headers.location).toBe('/foi/status');
    expect((await page(a.no, '')).headers.location).toBe('/foi/status');
  });

  test('after two hours the password is asked for again, and what was typed is not lost', async () => {
    const a = await applied(w, { words: '写了很久的补充' });
    w.clock.set('2026-03-02T13:00:00+08:00');
    const late = await post(a.no, a.cookie, 'supplement', { words: '写了两个小时的话' });
    expect(late.status).toBe(422);
    expect(late.text).toContain('写了两个小时的话');
    expect(late.text).toContain('再用编号和查询密码打开一次');
  });

  test('the trace: receipt, a letter to a third party that names nobody, the last day', async () => {
    w.clock.set('2026-03-02T10:00:00+08:00');
    const a = await applied(w);
    expect((await page(a.no, a.cookie)).text).toContain('等区民政局和您确认收到');
    const d = desk(w);
    await d.confirm(a.id);
    await d.register(a.id, '小河湾村高标准农田建设项目验收报告');
    w.clock.set('2026-03-09T10:00:00+08:00');
    await d.consult(a.id, '明河区柳林施工队');
    w.clock.set('2026-03-12T10:00:00+08:00');
    const found = await w.request('POST', '/foi/status', { form: { no: a.no, password: a.password } });
    const { text } = await page(a.no, cookieOf(found));
    expect(text).toContain('正在书面征求意见');
    expect(text).toContain('9日发函征求意见，当天仍算');
    expect(text).not.toContain('柳林施工队');
    expect(text).not.toContain('报价');
  });

  test('a correction is asked for once and sent in from the page; the days begin anew', async () => {
    w.clock.set('2026-06-15T10:00:00+08:00');
    const a = await applied(w, { words: '那个文件' });
    const d = desk(w);
    await d.confirm(a.id);
    await d.askCorrection(a.id, ['写明是哪一年的哪一份文件'], '2026-07-06');
    const asked = (await page(a.no, a.cookie)).text;
    expect(asked).toContain('请在7月6日（周一）前补正');
    expect(asked).toContain('写明是哪一年的哪一份文件');
    expect((await post(a.no, a.cookie, 'correct', { words: '' })).status).toBe(422);
    w.clock.set('2026-07-01T10:00:00+08:00');
    const again = await w.request('POST', '/foi/status', { form: { no: a.no, password: a.password } });
    const cookie = cookieOf(again);
    const sent = await post(a.no, cookie, 'correct', { words: '2025年《居家养老服务补贴办法》的起草说明' });
    expect(sent.status).toBe(303);
    const { text } = await page(a.no, cookie, '?done=correct');
    expect(text).toContain('最晚7月29日（周三）答复您');
    expect(text).toContain('收到补正后的申请重新起算');
  });

  test('a fee: how much, until when, how; an objection is heard', async () => {
    w.clock.set('2026-04-01T10:00:00+08:00');
    const a = await applied(w, { words: '十年的会议纪要' });
    const d = desk(w);
    await d.confirm(a.id);
    await d.register(a.id, '会议纪要');
    await d.fee(a.id, 44);
    const { text } = await page(a.no, a.cookie);
    expect(text).toContain('请在4月30日（周四）前缴140元');
    expect(text).toContain('这个网站不收钱');
    expect((await post(a.no, a.cookie, 'fee-objection', { words: '只要了30页' })).status).toBe(303);
    expect((await page(a.no, a.cookie)).text).toContain('只要了30页');
  });

  test('supplement, another way of contact, a disputed date, withdrawal: each its page and its trace', async () => {
    w.clock.set('2026-03-02T10:00:00+08:00');
    const a = await applied(w, { words: '村级小型水利项目清单' });
    const d = desk(w);
    await d.confirm(a.id);
    await d.register(a.id, '水利项目清单');
    for (const act of ['supplement', 'contact', 'objection', 'withdraw'])
      expect((await page(a.no, a.cookie, `/${act}`)).status, act).toBe(200);
    expect((await post(a.no, a.cookie, 'supplement', { words: '只要2025年的' })).status).toBe(303);
    expect(
      (await post(a.no, a.cookie, 'objection', { words: '', 'day-year': '2026', 'day-month': '13', 'day-day': '40' }))
        .status,
    ).toBe(422);
    expect(
      (
        await post(a.no, a.cookie, 'objection', {
          words: '清明不该算',
          'day-year': '2026',
          'day-month': '3',
          'day-day': '6',
        })
      ).status,
    ).toBe(303);
    const seen = (await page(a.no, a.cookie)).text;
    expect(seen).toContain('只要2025年的');
    expect(seen).toContain('清明不该算');
    expect((await post(a.no, a.cookie, 'withdraw', { why: '找到了' })).status).toBe(303);
    expect((await page(a.no, a.cookie)).text).toContain('您撤回了申请');
    expect((await post(a.no, a.cookie, 'withdraw', { why: '' })).status).toBe(422);
  });

  test('the answer with how to object by its day, then how clear it was', async () => {
    w.clock.set('2026-03-02T10:00:00+08:00');
    const a = await applied(w, { words: '过程稿' });
    const d = desk(w);
    await d.confirm(a.id);
    await d.register(a.id, '养老补贴办法讨论稿');
    await d.attach(a.id, '办理情况说明.txt', '说明的内容');
    const [file] = await rows<{ id: string }>(w.system.db, sql`select id from foi.file where request_id = ${a.id}`);
    const path = `/file/${file?.id}`;
    // Before the answer it is nobody's.
    expect((await page(a.no, a.cookie, path)).status).toBe(404);
    await d.answer(a.id, {
      key: 'denied.processInfo',
      reasons: '您要的是讨论过程中的稿子。',
    });
    w.clock.set('2026-03-04T10:00:00+08:00');
    await d.deliver(a.id);
    const open = await w.request('POST', '/foi/status', { form: { no: a.no, password: a.password } });
    const cookie = cookieOf(open);
    const { text } = await page(a.no, cookie);
    expect(text).toContain('讨论过程中的稿子');
    expect(text).toContain('办理情况说明.txt');
    expect((await page(a.no, cookie, path)).text).toBe('说明的内容');
    const stranger = await applied(w, { words: '别人的一件' });
    expect((await page(stranger.no, stranger.cookie, path)).status).toBe(404);
    expect(text).toContain('依法应当先申请行政复议');
    // The sixtieth day lies in 劳动节.
    expect(text).toContain('最晚2026年5月6日');
    expect((await post(a.no, cookie, 'rate', { rating: '' })).status).toBe(422);
    expect((await post(a.no, cookie, 'rate', { rating: 'clear' })).status).toBe(303);
    expect((await page(a.no, cookie)).text).toContain('谢谢您');
    expect((await post(a.no, cookie, 'rate', { rating: 'unclear' })).status).toBe(422);
  });
});

test('a new holiday notice: the applicant reads the old day struck out, the new one and why', async () => {
  w.clock.set('2026-12-10T10:00:00+08:00');
  const a = await applied(w, { words: '来年的一件' });
  await desk(w).confirm(a.id);
  expect((await page(a.no, a.cookie)).text).toContain('暂定最晚2027年1月8日');
  const before = w.system.calendar;
  const data = workdayData as CalendarData;
  const off = { '2027-01-01': '元旦', '2027-01-02': '元旦', '2027-01-03': '元旦', '2027-01-04': '元旦' };
  const notice = { notice: '假设的2027年通知', sources: [], off, work: {} };
  Object.assign(w.system, { calendar: calendarOf({ ...data, years: { ...data.years, 2027: notice } }) });
  await recompute(w.system);
  const { text } = await page(a.no, a.cookie);
  expect(text).toContain('<del>2027年1月8日</del>');
  expect(text).toContain('现在是<b>2027年1月11日</b>');
  expect(text).toContain('新的放假安排公布了');
  Object.assign(w.system, { calendar: before });
});

describe('the register anybody may read', () => {
  test('has what, when, how it ended and who answered, and nothing of who asked', async () => {
    const { text, status } = await w.request('GET', '/foi/register');
    expect(status).toBe(200);
    expect(text).toContain('养老补贴办法讨论稿');
    expect(text).toContain('讨论记录、过程稿');
    expect(text).not.toContain('测试申请人甲');
    expect(text).not.toContain('0999-0000 0017');
    // What was typed is the applicant's: the register has the clerk's title or says that there is none yet.
    expect(text).not.toContain('那个文件');
    expect(text).toContain('题目正在整理');
  });

  test.each([
    ['?result=denied', '养老补贴办法讨论稿', '水利项目清单'],
    ['?q=水利', '水利项目清单', '养老补贴办法讨论稿'],
    ['?year=2026&unit=minzheng&result=other', '水利项目清单', '养老补贴办法讨论稿'],
  ])('%s', async (query, has, hasNot) => {
    const { text } = await w.request('GET', `/foi/register${query}`);
    const main = text.slice(text.indexOf('results-head'), text.indexOf('各机关办得怎样'));
    expect(main).toContain(has);
    expect(main).not.toContain(hasNot);
  });

  test('a kept page of it is drawn anew when what it shows has changed, and only then', async () => {
    const revision = async () =>
      (await rows<{ n: string; told: string[] | null }>(w.system.db, sql`select n, told from publication.revision`))[0];
    const a = await applied(w, { words: '登记前的一件' });
    const before = await revision();
    await exec(w.system.db, sql`update foi.request set version = version + 1, rating_note = '' where id = ${a.id}`);
    expect((await revision())?.n).toBe(before?.n);
    await desk(w).confirm(a.id);
    expect((await revision())?.told).toEqual(['foi-register']);
    await desk(w).register(a.id, '=SUM(1)开头的题目');
    expect((await w.request('GET', '/foi/register?q=开头的题目')).text).toContain('1件');
    // A spreadsheet does not run it.
    expect((await w.request('GET', '/foi/register.csv?q=开头的题目')).text).toContain("'=SUM(1)开头的题目");
  });

  test('as a spreadsheet, with the same filters', async () => {
    const { text, headers } = await w.request('GET', '/foi/register.csv?result=denied');
    expect(headers['content-type']).toContain('text/csv');
    expect(text.split('\r\n').filter(Boolean)).toHaveLength(2);
    expect(text).toContain('养老补贴办法讨论稿');
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

test('articles lead to the law as the site keeps it', async () => {
  w.clock.set('2026-03-02T10:00:00+08:00');
  const dir = await mkdtemp(join(tmpdir(), 'gongkai-laws-'));
  const law = {
    id: 'foi-2019',
    group: 'g-foi',
    title: '中华人民共和国政府信息公开条例',
    kind: '行政法规',
    region: null,
    issued: '2019-04-03',
    first_issued: '2007-04-05',
    effective: '2019-05-15',
    status: '现行有效',
    events: [],
    text: '第三十条 补正。\n\n第三十一条 收到。\n\n第三十三条 答复。',
    source: 'test',
  };
  await writeFile(join(dir, 'laws.jsonl'), JSON.stringify(law));
  await importLaws(w.system, SYSTEM, join(dir, 'laws.jsonl'));
  const a = await applied(w, { words: '有依据的一项' });
  await desk(w).confirm(a.id);
  const { text } = await page(a.no, a.cookie);
  expect(text).toContain('<a href="/laws/g-foi#art-31">条例第三十一条</a>');
  expect(text).toContain('<a href="/laws/g-foi#art-33">条例第三十三条</a>');
  await rm(dir, { recursive: true });
});

test('every page of a person is kept nowhere on the way', async () => {
  const a = await applied(w, { words: '另一项' });
  for (const path of ['', '/receipt', '/supplement', '/contact', '/withdraw', '/objection'])
    expect((await page(a.no, a.cookie, path)).headers['cache-control'], path).toBe('no-store');
  expect((await store.requestByNo(w.system.db, a.no))?.state).toBe('awaitingConfirmation');
});
