import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rows, sql } from '../../../platform/db/connection.ts';
import { applied, cookieOf, desk, foiWorld } from '../../../testing/foi-portal.ts';
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

describe('the page of one’s own case', () => {
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

  test('a file comes with a correction: a card for the handling clerk alone, anything else with the case; the same checks', async () => {
    w.clock.set('2026-06-15T10:00:00+08:00');
    const d = desk(w);
    const asked = async (): Promise<Awaited<ReturnType<typeof applied>>> => {
      const a = await applied(w, { words: '另一个文件' });
      await d.confirm(a.id);
      await d.askCorrection(a.id, ['请补身份证件'], '2026-07-06');
      return a;
    };
    const send = (a: { no: string; cookie: string }, bytes: Buffer, name: string, kind: string, words = '补好了') => {
      const form = new FormData();
      for (const [k, v] of Object.entries({ words, fileKind: kind })) form.set(k, v);
      form.set('file', new Blob([new Uint8Array(bytes)]), name);
      return w.request('POST', `/foi/r/${a.no}/correct`, { headers: { cookie: a.cookie }, form });
    };
    const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex');
    const kept = (a: { id: string }) =>
      rows<{ role: string; sealed: boolean; of: boolean }>(
        w.system.db,
        sql`select f.role, f.sealed, f.request_id is not null as of from foi.file f
            join foi.request r on r.application_id = f.application_id where r.id = ${a.id}`,
      );
    const a = await asked();
    // What is no picture, whatever it is called, is not kept, and the words stay.
    const script = await send(a, Buffer.from('<html><script>'), '身份证.jpg', 'proof', '写好的补正');
    expect(script.status).toBe(422);
    expect(script.text).toContain('href="#file"');
    expect(script.text).toContain('写好的补正');
    expect(script.text).toContain('刚才选的“身份证.jpg”没有保存');
    expect((await send(a, jpeg, '身份证.jpg', 'proof', '')).status).toBe(422);
    const big = await send(a, Buffer.alloc(21 * 1024 * 1024, 1), '身份证.jpg', 'proof', '写好的补正');
    expect(big.status).toBe(413);
    expect(big.text).toContain('写好的补正');
    expect(await kept(a)).toEqual([]);
    expect((await send(a, jpeg, '身份证.jpg', 'proof')).status).toBe(303);
    expect(await kept(a)).toEqual([{ role: 'proof', sealed: true, of: false }]);
    const b = await asked();
    expect((await send(b, jpeg, '地图.jpg', 'material')).status).toBe(303);
    expect(await kept(b)).toEqual([{ role: 'correction', sealed: true, of: true }]);
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
    // What the case does not take any more is said before anybody writes.
    for (const act of ['supplement', 'contact', 'objection', 'withdraw', 'fee-objection']) {
      const late = await page(a.no, a.cookie, `/${act}`);
      expect([act, late.status, late.text.includes('<form method="post" action="/foi/r/')]).toEqual([act, 409, false]);
      expect(late.text).toContain('这件现在是“已撤回”，不能');
    }
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

  test('a letter that no job has drawn is drawn when its applicant opens it, once, and for nobody else', async () => {
    w.clock.set('2026-03-02T10:00:00+08:00');
    const a = await applied(w, { words: '接收回执在这里' });
    await desk(w).confirm(a.id);
    const [at] = /\/foi\/r\/[^"]*\/letter\/[^"]*/.exec((await page(a.no, a.cookie)).text) ?? [''];
    const paper = await w.request('GET', at, { headers: { cookie: a.cookie } });
    expect([paper.status, paper.headers['content-type'], paper.text.slice(0, 4)]).toEqual([
      200,
      'application/pdf',
      '%PDF',
    ]);
    expect((await w.request('GET', at, { headers: { cookie: a.cookie } })).text).toBe(paper.text);
    const stranger = await applied(w, { words: '别人的另一件' });
    expect((await w.request('GET', at, { headers: { cookie: stranger.cookie } })).status).toBe(303);
    const theirs = at.replace(a.no, stranger.no);
    expect((await w.request('GET', theirs, { headers: { cookie: stranger.cookie } })).status).toBe(404);
  });
});
