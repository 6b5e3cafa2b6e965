import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { rows, sql } from '../../../platform/db/connection.ts';
import { pdfOf, textOp } from '../../../platform/documents/fixtures-pdf.ts';
import { closeConverter } from '../../../platform/documents/index.ts';
import { allowed, staff } from '../../../testing/editorial.ts';
import { desk, foiWorld, IDENTITY } from '../../../testing/foi.ts';
import { actor, type World } from '../../../testing/world.ts';
import { decide, openFile, sayFoi, takeOver } from '../index.ts';
import { filesOf, requestById } from '../store/index.ts';
import { redactionsOf } from './store.ts';

// Drawing pages takes a second each, and more on a machine that does other things.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let w: World;
let d: ReturnType<typeof desk>;
beforeAll(async () => {
  w = await foiWorld();
  d = desk(w);
});
afterAll(async () => {
  await w.end();
  await closeConverter();
});

const clerk = staff.clerk;
const FILE = pdfOf({
  pages: [
    { content: `${textOp('受助人甲', 60, 760)} ${textOp(`身份证号${IDENTITY}`, 60, 700)}` },
    { content: textOp('第二页', 60, 700) },
  ],
});
const NUMBER = { x: '9', y: '14', width: '70', height: '4', reason: 'denied.internalAffairs' };
const up = async (id: string): Promise<string> => {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(FILE)], '名册.pdf'));
  const out = await w.request('POST', `/console/foi/${id}/redact`, { as: clerk, form });
  expect(out.status).toBe(303);
  return out.headers.location ?? '';
};
const version = async (at: string): Promise<string> =>
  /name="version" value="(\d+)"/.exec((await w.request('GET', at, { as: clerk })).text)?.[1] ?? '';
const cover = async (at: string, bar: object = NUMBER) =>
  w.request('POST', at, { as: clerk, form: { version: await version(at), ...bar } });
const order = async (at: string, despite = '') =>
  w.request('POST', `${at}/make`, { as: clerk, form: { version: await version(at), despite } });
const PARTIAL = { key: 'partial', grounds: ['denied.internalAffairs'], reasons: '名册含个人信息' };
const approve = async (id: string) => decide(w.system, staff.approver, await d.at(id));
const given = async (id: string): Promise<string[]> => {
  const r = await requestById(w.system.db, id);
  return (await filesOf(w.system.db, r?.applicationId ?? '', id)).filter((f) => f.toApplicant).map((f) => f.name);
};

describe('a covered file and the decision', () => {
  test('while it is being made nothing is approved; once it is there it goes out with the answer', async () => {
    const id = await d.opened();
    const at = await up(id);
    expect((await cover(at)).status).toBe(303);
    expect((await order(at)).status).toBe(303);
    await d.propose(id, PARTIAL);
    const early = await approve(id);
    expect(early.ok ? '' : early.refusals.map(sayFoi).join()).toContain('遮盖后的文件还在生成');
    await w.runJobs();
    expect(await given(id)).toEqual(['名册（遮盖后）.pdf']);
    await d.propose(id, PARTIAL);
    allowed(await approve(id));
    expect(await given(id)).toEqual(['名册（遮盖后）.pdf']);
  });

  test('made for a partial disclosure it is not handed out when the answer becomes a refusal', async () => {
    const { id, no, password } = await d.apply();
    await d.confirm(id);
    await d.register(id);
    const at = await up(id);
    await cover(at);
    await order(at);
    await w.runJobs();
    const [made] = await redactionsOf(w.system.db, id);
    expect(await given(id)).toHaveLength(1);
    await d.propose(id, PARTIAL);
    await d.propose(id, { key: 'denied.internalAffairs', reasons: '名册属于内部事务信息', supply: '' });
    await d.decide(id);
    expect(await given(id)).toEqual([]);
    const opened = await w.request('POST', '/foi/status', { form: { no, password } });
    const cookie = (opened.headers['set-cookie'] ?? '').split(';')[0] ?? '';
    const page = await w.request('GET', `/foi/r/${no}`, { headers: { cookie } });
    expect([page.status, page.text.includes('（遮盖后）')]).toEqual([200, false]);
    const file = await w.request('GET', `/foi/r/${no}/file/${made?.resultId}`, { headers: { cookie } });
    expect(file.status).toBe(404);
  });

  test('whose words cannot be read is not made: nothing found in it would let it pass', async () => {
    const id = await d.opened();
    const at = await up(id);
    // Nobody has looked at its page yet, so its words were never read.
    expect((await w.request('POST', at, { as: clerk, form: { version: '1', ...NUMBER } })).status).toBe(303);
    const [r] = await redactionsOf(w.system.db, id);
    // The original on the disk is none any more, as after a fault of the disk.
    const broken = await w.system.files.put(Buffer.from('%PDF-1.7\nnot what it was'));
    await sql`update foi.file set sha256 = ${broken}, sealed = false where id = ${r?.sourceId}`.execute(w.system.db);
    const out = await w.request('POST', `${at}/make`, { as: clerk, form: { version: '2', despite: '没有问题' } });
    expect(out.status).toBe(503);
    expect(await redactionsOf(w.system.db, id)).toMatchObject([{ state: 'open', resultId: null }]);
    expect(await w.runJobs()).not.toContain('foi.redact');
  });
});

describe('half of a number', () => {
  test('is told on the page and counts as readable: the file is not made without a reason', async () => {
    const id = await d.opened();
    const at = await up(id);
    // Through the middle of the line: every character is reached, none is hidden.
    expect((await cover(at, { ...NUMBER, y: '15.5', height: '0.8' })).status).toBe(303);
    const page = await w.request('GET', at, { as: clerk });
    expect(page.text).toContain('有的字只遮住了一部分');
    expect(page.text).toContain('没遮住的地方还有个人的号码');
    const no = await order(at);
    expect([no.status, /第1页还能看到：.*身份证/.test(no.text)]).toEqual([422, true]);
    await cover(at);
    const whole = await w.request('GET', at, { as: clerk });
    expect(whole.text).not.toContain('有的字只遮住了一部分');
    expect((await order(at)).status).toBe(303);
    await w.runJobs();
  });
});

describe('the pages of an original', () => {
  const looks = async (who: string) =>
    rows<{ outcome: string; file: string }>(
      w.system.db,
      sql`select outcome, detail->>'file' as file from platform.audit
          where action = 'foi.pages' and actor_id = ${who} order by id`,
    );
  test('are looked at with a note in the audit, once for a file and session, whatever number of pages', async () => {
    const id = await d.opened();
    const at = await up(id);
    const [r] = await redactionsOf(w.system.db, id);
    const reader = actor('mz-approver-7', 'minzheng', ['approver']);
    for (const page of [1, 2, 1])
      expect((await w.request('GET', `${at}/page/${page}.png`, { as: reader })).status).toBe(200);
    expect(await looks('mz-approver-7')).toEqual([{ outcome: 'done', file: r?.sourceId }]);
    // Signed in again it is another opening.
    expect((await w.request('GET', `${at}/page/1.png`, { as: { ...reader, sessionId: 'another' } })).status).toBe(200);
    expect(await looks('mz-approver-7')).toHaveLength(2);
  });

  test('of another file are another opening; another unit opens nothing and leaves no such note', async () => {
    const reader = actor('mz-approver-8', 'minzheng', ['approver']);
    const stranger = actor('sw-clerk-8', 'shuiwu', ['clerk']);
    for (const at of [await up(await d.opened()), await up(await d.opened())]) {
      expect((await w.request('GET', `${at}/page/1.png`, { as: reader })).status).toBe(200);
      expect((await w.request('GET', `${at}/page/1.png`, { as: stranger })).status).toBe(403);
    }
    expect(new Set((await looks('mz-approver-8')).map((l) => l.file)).size).toBe(2);
    expect(await looks('sw-clerk-8')).toEqual([]);
  });

  test('are for the handling clerk and the approver: nobody else of the unit opens the page, a picture, the file, or covers', async () => {
    const id = await d.opened();
    const at = await up(id);
    const [r] = await redactionsOf(w.system.db, id);
    const colleague = actor('mz-clerk-9', 'minzheng', ['clerk']);
    for (const who of [colleague, staff.reviewer]) {
      const page = await w.request('GET', at, { as: who });
      expect([page.status, page.text.includes(IDENTITY), page.text.includes('只有承办人和负责人能看')]).toEqual([
        422,
        false,
        true,
      ]);
      expect((await w.request('GET', `${at}/page/1.png`, { as: who })).status).toBe(403);
      const file = await openFile(w.system, who, { id, fileId: r?.sourceId ?? '' });
      expect(file.ok ? [] : file.refusals.map((x) => x.code)).toEqual(['file_not_yours']);
    }
    const form = { version: '1', ...NUMBER };
    const covered = await w.request('POST', at, { as: colleague, form });
    expect([covered.status, covered.text.includes('只有承办人和负责人能看')]).toEqual([422, true]);
    expect((await w.request('POST', `${at}/make`, { as: colleague, form })).status).toBe(422);
    const another = new FormData();
    another.set('file', new File([new Uint8Array(FILE)], '又一份.pdf'));
    expect((await w.request('POST', `/console/foi/${id}/redact`, { as: colleague, form: another })).status).toBe(422);
    expect(await redactionsOf(w.system.db, id)).toMatchObject([{ bars: [], state: 'open' }]);
    expect((await looks('mz-clerk-9')).every((l) => l.outcome === 'refused')).toBe(true);

    // Who has taken the case over sees it; who had it, and had opened it in this very session, does no more.
    expect((await w.request('GET', at, { as: clerk })).text).toContain('没遮住的地方还有个人的号码');
    allowed(await takeOver(w.system, colleague, await d.at(id)));
    expect((await w.request('GET', at, { as: colleague })).text).toContain('没遮住的地方还有个人的号码');
    expect((await w.request('GET', at, { as: clerk })).status).toBe(422);
    expect((await w.request('GET', `${at}/page/1.png`, { as: clerk })).status).toBe(403);
  });

  test('each change of what is covered leaves its row in the audit, a refused one too', async () => {
    const id = await d.opened();
    const at = await up(id);
    const [r] = await redactionsOf(w.system.db, id);
    await cover(at);
    await w.request('POST', at, { as: clerk, form: { version: '1', ...NUMBER, x: '20' } });
    const left = await rows<{ outcome: string; bars: number | null }>(
      w.system.db,
      sql`select outcome, (detail->>'bars')::int as bars from platform.audit
          where action = 'foi.saveBars' and subject = ${`foi:${(await requestById(w.system.db, id))?.no}`} order by id`,
    );
    expect(left).toMatchObject([{ outcome: 'done', bars: 1 }, { outcome: 'refused' }]);
    expect(r?.state).toBe('open');
  });
});
