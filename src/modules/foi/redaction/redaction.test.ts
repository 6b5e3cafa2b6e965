import { createCanvas, loadImage } from '@napi-rs/canvas';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { docx, paragraph } from '../../../platform/documents/fixtures.ts';
import { pdfOf, textOp } from '../../../platform/documents/fixtures-pdf.ts';
import { closeConverter, examine, pagePicture, pageWords } from '../../../platform/documents/index.ts';
import { allowed, staff } from '../../../testing/editorial.ts';
import { desk, foiWorld, IDENTITY } from '../../../testing/foi.ts';
import { actor } from '../../../testing/world.ts';
import { decide, openFile, sayFoi } from '../index.ts';
import { foiLaw } from '../law.ts';
import { filesOf, requestById } from '../store/index.ts';
import { redactJob } from './actions.ts';
import { barProblems, type Covered, feet, leftBeside, reasonsOf } from './rules/bars.ts';
import { redactionsOf } from './store.ts';

// Drawing pages takes a second each, and more on a machine that does other things.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const w = await foiWorld();
const d = desk(w);
afterAll(async () => {
  await w.end();
  await closeConverter();
});

const REASON = 'denied.thirdParty';
const bar = (over: Partial<Covered> = {}): Covered => ({
  page: 0,
  x: 0.05,
  y: 0.1,
  width: 0.8,
  height: 0.1,
  reason: REASON,
  ...over,
});

describe('bars', () => {
  test.each<[Partial<Covered>, string[], string]>([
    [{}, [], 'a bar with a reason'],
    [{ page: 3 }, ['no_such_page'], 'the file has three pages'],
    [{ x: 1.2 }, ['bar_outside'], 'beside the paper nothing is covered'],
    [{ y: Number.NaN }, ['bar_outside'], 'a letter for a number'],
    [{ width: 0 }, ['bar_empty'], 'no width covers nothing'],
    [{ reason: '' }, ['bar_without_reason'], 'nothing is withheld without a reason'],
    [{ reason: 'granted' }, ['bar_without_reason'], 'a disclosure is no reason to cover'],
    [{ page: -1, x: 2, reason: 'x' }, ['no_such_page', 'bar_outside', 'bar_without_reason'], 'all are told at once'],
  ])('%j → %j: %s', (over, codes, _why) =>
    expect(barProblems([bar(over)], 3, foiLaw).map((x) => x.code)).toEqual(codes),
  );

  test('reasons are the law’s own grounds, with their articles', () => {
    expect(reasonsOf(foiLaw)).toHaveLength(8);
    expect(reasonsOf(foiLaw).find((r) => r.key === REASON)).toEqual({
      key: REASON,
      text: '商业秘密、个人隐私等会损害第三方合法权益',
      article: '条例第十五条',
    });
  });

  test('each page says what was covered on it, the first one of the whole', () => {
    const sizes = Array.from({ length: 3 }, () => ({ width: 595, height: 842 }));
    const said = feet(
      [bar(), bar(), bar({ page: 2, reason: 'denied.internalAffairs' })],
      sizes,
      foiLaw,
      '《条例》第三十七条',
    );
    expect(said[0]).toContain('本文件共3页，依照《条例》第三十七条作区分处理，共遮盖3处。');
    expect(said[0]).toContain('本页遮盖2处：商业秘密、个人隐私等会损害第三方合法权益（条例第十五条）2处。');
    expect(said[1]).toBe('');
    expect(said[2]).toContain('本页遮盖1处');
  });

  test('what is left beside the bars is told character by character', () => {
    const words = [{ page: 0, text: '号码110101', x: 0.1, y: 0.1, width: 0.8, height: 0.02 }];
    const half = bar({ x: 0.3, width: 0.6, y: 0.09, height: 0.04 });
    expect(leftBeside(words, [half], 1).texts).toEqual(['号码██████']);
    expect(leftBeside(words, [], 1).texts).toEqual(['号码110101']);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (x, width) => {
          const [left = ''] = leftBeside(words, [bar({ x, width, y: 0, height: 1 })], 1).texts;
          expect([...left]).toHaveLength(8);
          // A wider bar never uncovers anything.
          const [more = ''] = leftBeside(words, [bar({ x, width: width + 0.1, y: 0, height: 1 })], 1).texts;
          for (const [i, c] of [...left].entries()) if (c === '█') expect([...more][i]).toBe('█');
        },
      ),
    );
  });
});

describe('a file of a case', () => {
  const FILE = pdfOf({
    pages: [
      { content: `${textOp('受助人甲', 60, 760)} ${textOp(`身份证号${IDENTITY}`, 60, 700)}` },
      { content: textOp('第二页', 60, 700) },
    ],
    info: { Author: '经办人' },
  });
  const clerk = staff.clerk;
  const up = async (id: string, name: string, bytes: Buffer): Promise<string> => {
    const form = new FormData();
    form.set('file', new File([new Uint8Array(bytes)], name));
    const out = await w.request('POST', `/console/foi/${id}/redact`, { as: clerk, form });
    expect([out.status, out.text.match(/class="error-summary"[\s\S]{0,300}/)?.[0]]).toEqual([303, undefined]);
    return out.headers.location ?? '';
  };
  const version = (html: string): string => /name="version" value="(\d+)"/.exec(html)?.[1] ?? '';
  const number = { x: '9', y: '14', width: '70', height: '4', reason: REASON };
  const post = async (at: string, form: Record<string, string>) =>
    w.request('POST', at, {
      as: clerk,
      form: { version: version((await w.request('GET', at, { as: clerk })).text), ...form },
    });

  test('is covered in the browser’s form, made by the worker, and holds nothing of what was covered', async () => {
    const id = await d.opened();
    const at = await up(id, '名册.pdf', FILE);
    const page = await w.request('GET', at, { as: clerk });
    // Before anything is covered the number is found, and the file is not made.
    expect(page.text).toContain('没遮住的地方还有个人的号码');
    const early = await post(`${at}/make`.replace('/make', ''), number);
    expect(early.status).toBe(303);
    const covered = await w.request('GET', at, { as: clerk });
    expect(covered.text).not.toContain('没遮住的地方还有个人的号码');
    const ordered = await w.request('POST', `${at}/make`, { as: clerk, form: { version: version(covered.text) } });
    expect(ordered.status).toBe(303);
    expect(await w.runJobs()).toContain('foi.redact');
    const [r] = await redactionsOf(w.system.db, id);
    expect(r).toMatchObject({ state: 'done' });
    const { bytes, file } = allowed(await openFile(w.system, clerk, { id, fileId: r?.resultId ?? '' }));
    expect(file).toMatchObject({ role: 'redacted', toApplicant: true, sealed: true, name: '名册（遮盖后）.pdf' });
    const read = await examine({ name: 'a.pdf', bytes });
    const said = read.ok ? read.specimen.layers.filter((l) => l.text.trim()).map((l) => l.kind) : ['unread'];
    expect(new Set(said)).toEqual(new Set(['metadata']));
    expect(JSON.stringify(read)).not.toMatch(/经办人|999901/);
    const drawn = await pagePicture({ name: 'a.pdf', bytes }, 0);
    if (!drawn.ok) throw new Error(drawn.say);
    const image = await loadImage(Buffer.from(drawn.bytes));
    const context = createCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    // The page grew by its foot: the bar lies between 14 and 18 per cent of the old height.
    const size = { width: image.width, height: (image.width / 595) * 842 };
    const under = context.getImageData(0.1 * size.width, 0.15 * size.height, 0.6 * size.width, 0.02 * size.height).data;
    expect(new Set(under.filter((_, i) => i % 4 !== 3))).toEqual(new Set([0]));
    // Where the number stood in the original there were letters.
    const words = await pageWords({ name: 'a.pdf', bytes: FILE });
    const box = words.ok ? words.words.find((x) => x.text.includes(IDENTITY)) : undefined;
    expect(box && box.y > 0.14 && box.y + box.height < 0.18).toBe(true);
  });

  test('with a number left uncovered is not made, unless the clerk answers for it', async () => {
    const id = await d.opened();
    const at = await up(id, '名册.pdf', FILE);
    expect((await post(at, { ...number, y: '60' })).status).toBe(303);
    const html = (await w.request('GET', at, { as: clerk })).text;
    const no = await w.request('POST', `${at}/make`, { as: clerk, form: { version: version(html) } });
    expect(no.status).toBe(422);
    expect(no.text).toMatch(/第1页还能看到：.*身份证/);
    const yes = await w.request('POST', `${at}/make`, {
      as: clerk,
      form: { version: version(html), despite: '虚构的样例号码' },
    });
    expect(yes.status).toBe(303);
    expect(await redactionsOf(w.system.db, id)).toMatchObject([{ state: 'making', despite: '虚构的样例号码' }]);
    await w.runJobs();
  });

  test('makes the answer a partial one, for the reasons that were used', async () => {
    const id = await d.opened();
    const at = await up(id, '名册.pdf', FILE);
    expect((await post(at, { ...number, reason: 'denied.internalAffairs' })).status).toBe(303);
    const html = (await w.request('GET', at, { as: clerk })).text;
    await w.request('POST', `${at}/make`, { as: clerk, form: { version: version(html) } });
    await w.runJobs();
    const refusedFor = async (draft: object): Promise<string> => {
      await d.propose(id, draft);
      const out = await decide(w.system, staff.approver, await d.at(id));
      return out.ok ? 'released' : out.refusals.map(sayFoi).join();
    };
    expect(await refusedFor({})).toContain('决定应是“部分公开”');
    const partial = { key: 'partial', reasons: '名册含个人信息' };
    expect(await refusedFor({ ...partial, grounds: ['denied.processInfo'] })).toContain('决定里没有写这个理由');
    expect(await refusedFor({ ...partial, grounds: ['denied.internalAffairs'] })).toBe('released');
    // What goes out with an answer is made before it.
    const form = new FormData();
    form.set('file', new File([new Uint8Array(FILE)], '又一份.pdf'));
    const late = await w.request('POST', at.replace(/\/[^/]+$/, ''), { as: clerk, form });
    expect([late.status, late.text.includes('这一件已经答复')]).toEqual([422, true]);
  });

  test('of text or tables becomes plain pages, and says so', async () => {
    const id = await d.opened();
    const at = await up(
      id,
      '说明.docx',
      await docx(paragraph('关于验收情况的说明') + paragraph(`联系人身份证号${IDENTITY}`)),
    );
    const html = (await w.request('GET', at, { as: clerk })).text;
    expect(html).toContain('版式已经简化');
    expect(html).toContain('没遮住的地方还有个人的号码');
  });

  test('that cannot be shown is refused with a line, and nothing is kept', async () => {
    const id = await d.opened();
    const form = new FormData();
    form.set('file', new File(['只有文字'], '说明.txt'));
    const out = await w.request('POST', `/console/foi/${id}/redact`, { as: clerk, form });
    expect(out.status).toBe(422);
    expect(out.text).toContain('不能逐页显示');
    form.set('file', new File([], '名册.pdf'));
    const empty = await w.request('POST', `/console/foi/${id}/redact`, { as: clerk, form });
    expect([empty.status, empty.text.includes('这个文件是空的')]).toEqual([422, true]);
    expect(await redactionsOf(w.system.db, id)).toEqual([]);
    expect((await filesOf(w.system.db, (await requestById(w.system.db, id))?.applicationId ?? '', id)).length).toBe(0);
  });

  test('two clerks on one page: the second is told; what is made is not changed', async () => {
    const id = await d.opened();
    const at = await up(id, '名册.pdf', FILE);
    const seen = version((await w.request('GET', at, { as: clerk })).text);
    expect((await w.request('POST', at, { as: clerk, form: { version: seen, ...number } })).status).toBe(303);
    const late = await w.request('POST', at, { as: clerk, form: { version: seen, ...number, x: '50' } });
    expect(late.status).toBe(422);
    expect(late.text).toContain('这份遮盖改过了');
    expect(late.text).toContain('value="50"');
    const html = (await w.request('GET', at, { as: clerk })).text;
    await w.request('POST', `${at}/make`, { as: clerk, form: { version: version(html) } });
    // Twice, as when a worker is killed after the work and before it says so.
    const [r] = await redactionsOf(w.system.db, id);
    await Promise.all([1, 2].map(() => redactJob.run(w.system, { redactionId: r?.id })));
    await redactJob.run(w.system, { redactionId: r?.id });
    const applicationId = (await requestById(w.system.db, id))?.applicationId ?? '';
    expect((await filesOf(w.system.db, applicationId, id)).filter((f) => f.role === 'redacted')).toHaveLength(1);
    const done = await w.request('POST', at, { as: clerk, form: { version: '9', ...number } });
    expect(done.text).toContain('已经生成，遮盖1处');
  });

  test('is seen by its unit alone, original and pictures', async () => {
    const id = await d.opened();
    const at = await up(id, '名册.pdf', FILE);
    const other = actor('sw-clerk', 'shuiwu', ['clerk']);
    for (const path of [at, `${at}/page/1.png`, `${at}/result.pdf`])
      expect((await w.request('GET', path, { as: other })).status).toBe(403);
    const png = await w.request('GET', `${at}/page/1.png`, { as: clerk });
    expect([png.status, png.headers['cache-control']]).toEqual([200, 'private, max-age=600']);
    expect((await w.request('GET', `${at}/page/9.png`, { as: clerk })).status).toBe(404);
    expect((await w.request('GET', `${at}/page/x.png`, { as: clerk })).status).toBe(404);
  });
});
