import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { docx, PNG, paragraph, picture } from '../../platform/documents/fixtures.ts';
import { closeConverter } from '../../platform/documents/index.ts';
import type { Actor } from '../../platform/permission.ts';
import { allowed, seedUnits, staff } from '../../testing/editorial.ts';
import { pieceNow } from '../../testing/pieces.ts';
import { seedSite } from '../../testing/site.ts';
import { actor, type World, world } from '../../testing/world.ts';
import { duties } from '../duties/index.ts';
import { org } from '../org/index.ts';
import { publication } from '../publication/index.ts';
import { sites } from '../sites/index.ts';
import * as actions from './actions/index.ts';
import { editorial } from './index.ts';

let w: World;
beforeAll(async () => {
  w = await world({ modules: [duties, org, publication, sites, editorial], at: '2027-03-31T09:30:00+08:00' });
  await seedUnits(w);
  await seedSite(w, {
    columns: [
      { path: 'tzgg', name: '通知公告' },
      { path: 'zcwj', name: '政策文件' },
    ],
  });
});
afterAll(async () => {
  await closeConverter();
  await w.end();
});

const { clerk, reviewer, approver, office } = staff;
const now = (id: string) => pieceNow(w, id);
/** Begins a piece as a clerk does, with a click. */
async function begun(): Promise<string> {
  const reply = await w.request('POST', '/console/pieces', { as: clerk, form: { unitId: 'minzheng' } });
  expect(reply.status).toBe(303);
  return /\/console\/pieces\/(\w+)$/.exec(reply.headers.location ?? '')?.[1] ?? '';
}
const FIELDS = { title: '高龄津贴标准', column: 'tzgg', kind: '通知公告', html: '<p>每人每月100元。</p>' };
const save = async (id: string, form: Record<string, string | string[]>, as: Actor = clerk) =>
  w.request('POST', `/console/pieces/${id}`, { as, form: { seen: String((await now(id)).version), ...form } });
const step = async (id: string, act: string, as: Actor, form: Record<string, string> = {}) =>
  w.request('POST', `/console/pieces/${id}/step`, {
    as,
    form: { act, seen: String((await now(id)).version), ...form },
  });

describe('beside the day of a writer', () => {
  const day = async (as: Actor): Promise<string> => (await w.request('GET', '/console', { as })).text;
  const panel = async (as: Actor = clerk): Promise<string> =>
    /我交出去的.*?<\/section>/s.exec(await day(as))?.[0] ?? '';

  test('stands where each piece that was handed on lies now, and nothing for who handed on none', async () => {
    const id = await begun();
    expect((await save(id, { ...FIELDS, title: '交出去的一件', act: 'save' })).status).toBe(303);
    expect(await panel()).not.toContain('交出去的一件');
    expect((await save(id, { ...FIELDS, title: '交出去的一件', act: 'submit' })).status).toBe(303);
    expect(await panel()).toContain('3月31日 09:30交审核');
    expect(await day(reviewer)).not.toContain('我交出去的');
    await step(id, 'pass', reviewer);
    expect(await panel()).toContain('审核通过，等签发');
    await step(id, 'release', approver);
    const { no } = await now(id);
    expect(await panel()).toContain(`登记号${no}，3月31日 09:30公开`);
  });
});

describe('the editor', () => {
  test('takes a piece from the first word to the public page', async () => {
    const id = await begun();
    expect((await w.request('GET', `/console/pieces/${id}`, { as: clerk })).text).toContain('data-editor');
    expect(
      (
        await save(id, {
          ...FIELDS,
          act: 'save',
          docNo: '明民发〔2027〕1号',
          issuedOn: '2027-03-30',
          basis: '《政府信息公开条例》第二十条',
        })
      ).status,
    ).toBe(303);
    expect((await w.request('GET', `/console/pieces/${id}/preview`, { as: clerk })).text).toContain('每人每月100元。');
    expect((await save(id, { ...FIELDS, act: 'submit' })).status).toBe(303);
    expect((await w.request('GET', `/console/pieces/${id}`, { as: reviewer })).text).toContain('审核');
    expect((await step(id, 'pass', reviewer)).status).toBe(303);
    expect((await step(id, 'release', approver)).status).toBe(303);
    const piece = await now(id);
    expect(piece).toMatchObject({
      state: 'published',
      docNo: '明民发〔2027〕1号',
      basis: [{ law: '政府信息公开条例', article: '第二十条' }],
    });
    const page = await w.request('GET', `/p/${piece.no}`);
    expect([page.status, page.text.includes('每人每月100元。')]).toEqual([200, true]);
    const history = await w.request('GET', `/console/pieces/${id}`, { as: clerk });
    for (const word of ['起草', '提交审核', '审核通过', '签发公开']) expect(history.text).toContain(word);
  });

  test('without script takes plain text: blank lines part paragraphs', async () => {
    const id = await begun();
    await save(id, { ...FIELDS, html: '第一段 <3\r\n第二行\r\n\r\n第二段', act: 'save' });
    expect((await now(id)).html).toBe('<p>第一段 &lt;3<br>第二行</p>\n<p>第二段</p>');
  });

  test('gives everything back that was typed when something is not understood, and keeps the rest of it', async () => {
    const id = await begun();
    const reply = await save(id, { ...FIELDS, title: '写了很久', issuedOn: '三月三十日', act: 'save' });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('成文日期要写成2026-03-31这样，您写的是“三月三十日”');
    expect(reply.text).toContain('写了很久');
    expect(reply.text).toContain('value="三月三十日"');
    expect(await now(id)).toMatchObject({ title: '写了很久', issuedOn: null });
  });

  test('shows both versions to the second of two, with what was typed, and the first stays', async () => {
    const id = await begun();
    const seen = String((await now(id)).version);
    expect((await save(id, { ...FIELDS, title: '甲的标题', html: '<p>甲写的。</p>', act: 'save' })).status).toBe(303);
    const second = await save(id, { ...FIELDS, title: '乙的标题', html: '<p>乙写的。</p>', act: 'save', seen });
    expect(second.status).toBe(409);
    for (const text of ['乙的标题', '乙写的。', '甲写的。', '被别人改过']) expect(second.text).toContain(text);
    expect(await now(id)).toMatchObject({ title: '甲的标题', html: '<p>甲写的。</p>' });
  });

  test('saves by itself, and says when somebody else was first', async () => {
    const id = await begun();
    const path = `/console/pieces/${id}/autosave`;
    const first = await w.request('POST', path, {
      as: clerk,
      form: { seen: '1', title: '自动存的', issuedOn: '2027-03-30' },
    });
    expect([first.status, first.json()]).toMatchObject([200, { saved: true, version: 2 }]);
    const late = await w.request('POST', path, { as: clerk, form: { seen: '1', title: '晚了' } });
    expect([late.status, late.json()]).toMatchObject([409, { saved: false, codes: ['stale'], by: clerk.label }]);
    // A day half typed is not understood; what was stored stays.
    await w.request('POST', path, { as: clerk, form: { seen: '2', title: '自动存的', issuedOn: '2027-0' } });
    expect(await now(id)).toMatchObject({ title: '自动存的', issuedOn: '2027-03-30', version: 3 });
  });

  test('keeps what it has no field for: the words of a basis and the status of a document', async () => {
    const { id } = allowed(
      await actions.createPiece(w.system, clerk, {
        unitId: 'minzheng',
        fields: {
          basis: [{ law: '条例', article: '第八条', text: '原文' }],
          validity: { status: '废止', note: '见新办法' },
        },
      }),
    );
    await save(id, {
      ...FIELDS,
      basis: '《条例》第八条\n《宪法》',
      validFrom: '2027-01-01',
      validUntil: '',
      act: 'save',
    });
    expect(await now(id)).toMatchObject({
      basis: [{ law: '条例', article: '第八条', text: '原文' }, { law: '宪法' }],
      validity: { status: '废止', note: '见新办法', from: '2027-01-01' },
    });
  });
});

describe('a file', () => {
  const upload = async (id: string, files: [string, string, Buffer][], text: Record<string, string>) => {
    const form = new FormData();
    for (const [k, v] of Object.entries({ seen: String((await now(id)).version), ...FIELDS, ...text }))
      form.append(k, v);
    for (const [field, name, bytes] of files) form.append(field, new Blob([new Uint8Array(bytes)]), name);
    return w.request('POST', `/console/pieces/${id}`, { as: clerk, form });
  };

  test('of Word becomes the text, with its pictures, and the title when there is none', async () => {
    const id = await begun();
    const body = paragraph('灌区示意图如下。') + picture('p1', '示意图');
    const bytes = await docx(body, {
      relations: [{ id: 'p1', type: 'image', target: 'media/image1.png' }],
      extra: { 'word/media/image1.png': PNG },
    });
    const reply = await upload(id, [['document', '方案.docx', bytes]], { act: 'import' });
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('已从方案.docx读入正文');
    const piece = await now(id);
    expect(piece.html).toMatch(/灌区示意图如下。[\s\S]*<img src="\/files\/[0-9a-f]{64}\/[^"@]+" alt="示意图">/);
    expect(piece.attachments).toMatchObject([{ name: '图1.png', type: 'image/png', size: PNG.length }]);
    expect(
      (await w.request('GET', `/console/pieces/${id}/files/${piece.attachments[0]?.sha256}`, { as: clerk })).status,
    ).toBe(200);
    // Not public before the piece is.
    expect((await w.request('GET', `/files/${piece.attachments[0]?.sha256}/x.png`)).status).toBe(404);
  });

  test('that is no use is named, and the text that was typed is not lost', async () => {
    const id = await begun();
    for (const [field, name] of [
      ['document', '坏的.docx'],
      ['attachment', '程序.exe'],
    ] as const) {
      const reply = await upload(id, [[field, name, Buffer.from('MZ no')]], {
        act: field === 'document' ? 'import' : 'save',
        attachmentsSent: '1',
        html: '<p>写了很久。</p>',
      });
      expect(reply.status, name).toBe(422);
      expect(reply.text, name).toContain('写了很久。');
    }
    expect(await now(id)).toMatchObject({ html: '<p>写了很久。</p>', attachments: [] });
  });

  test('attached stays until it is unticked', async () => {
    const id = await begun();
    expect(
      (
        await upload(id, [['attachment', '名册.csv', Buffer.from('序号,村\n1,柳桥\n')]], {
          act: 'save',
          attachmentsSent: '1',
        })
      ).status,
    ).toBe(303);
    const [file] = (await now(id)).attachments;
    expect(file).toMatchObject({ name: '名册.csv' });
    await upload(id, [], { act: 'save', attachmentsSent: '1', keep: file?.sha256 ?? '' });
    expect((await now(id)).attachments).toHaveLength(1);
    await upload(id, [], { act: 'save', attachmentsSent: '1' });
    expect((await now(id)).attachments).toEqual([]);
  });

  test('of a piece is given to nobody outside the unit', async () => {
    const id = await begun();
    await upload(id, [['attachment', '名册.csv', Buffer.from('a,b\n')]], { act: 'save', attachmentsSent: '1' });
    const path = `/console/pieces/${id}/files/${(await now(id)).attachments[0]?.sha256}`;
    expect((await w.request('GET', path, { as: reviewer })).status).toBe(200);
    expect((await w.request('GET', path, { as: actor('sw', 'shuiwu', ['clerk']) })).status).toBe(403);
    expect((await w.request('GET', `/console/pieces/${id}/files/${'0'.repeat(64)}`, { as: clerk })).status).toBe(404);
  });
});

describe('a step', () => {
  test('that is refused shows why, with its basis, and keeps the remark', async () => {
    const id = await begun();
    await save(id, { ...FIELDS, act: 'submit' });
    const empty = await step(id, 'return', reviewer, { remark: ' ' });
    expect([empty.status, empty.text.includes('退回要写明改什么')]).toEqual([422, true]);
    const both = actor('both', 'minzheng', ['reviewer', 'approver']);
    expect((await step(id, 'pass', both)).status).toBe(303);
    const same = await step(id, 'release', both, { remark: '同意公开' });
    expect(same.status).toBe(422);
    expect(same.text).toContain('这件是您审核的，签发要换一个人。');
    expect(same.text).toContain('三审三校');
    expect((await step(id, 'schedule', approver, { at: '2027-04-01T08:00' })).status).toBe(303);
    expect((await now(id)).releaseAt).toEqual(new Date('2027-04-01T08:00:00+08:00'));
    expect((await step(id, 'schedule', approver, { at: 'tomorrow' })).status).toBe(422);
    for (const act of ['no such act', 'constructor', '__proto__'])
      expect((await step(id, act, approver)).status).toBe(400);
  });

  test('on a version that somebody else changed is answered 409 with the present one', async () => {
    const id = await begun();
    await save(id, { ...FIELDS, act: 'submit' });
    expect((await step(id, 'pass', reviewer, { seen: '1' })).status).toBe(409);
    expect((await now(id)).state).toBe('submitted');
  });

  test.each(['pass', 'return', 'release', 'schedule', 'unschedule', 'take_back', 'discard'])(
    '%s by someone of another unit is answered 403',
    async (act) => {
      const id = await begun();
      await save(id, { ...FIELDS, act: 'submit' });
      const stranger = actor('sw', 'shuiwu', ['clerk', 'reviewer', 'approver']);
      expect((await step(id, act, stranger, { remark: 'x', at: '2027-04-01T08:00' })).status).toBe(403);
      expect((await w.request('GET', `/console/pieces/${id}`, { as: stranger })).status).toBe(403);
      expect((await now(id)).state).toBe('submitted');
    },
  );
});

describe('the list of pieces', () => {
  test('shows those of one’s own units, by state and by words', async () => {
    const id = await begun();
    await save(id, { ...FIELDS, title: '独一无二的标题', act: 'submit' });
    const has = async (path: string, as: Actor) =>
      (await w.request('GET', path, { as })).text.includes('独一无二的标题');
    expect(await has('/console/pieces', clerk)).toBe(true);
    expect(await has('/console/pieces', office)).toBe(true);
    expect(await has('/console/pieces?tab=reviewing', reviewer)).toBe(true);
    expect(await has('/console/pieces?tab=writing', reviewer)).toBe(false);
    expect(await has(`/console/pieces?q=${encodeURIComponent('独一')}`, clerk)).toBe(true);
    expect(await has('/console/pieces', actor('sw', 'shuiwu', ['clerk']))).toBe(false);
  });

  test.each(['page=1.5', 'page=-1', 'page=1e300', 'q=%00%25_', 'tab=none', 'tab=constructor'])(
    'asked with %s is answered',
    async (query) => {
      expect((await w.request('GET', `/console/pieces?${query}`, { as: clerk })).status).toBe(200);
    },
  );
});

describe('what is published', () => {
  test('is corrected and withdrawn from its own page', async () => {
    const id = await begun();
    await save(id, { ...FIELDS, act: 'submit' });
    await step(id, 'pass', reviewer);
    await step(id, 'release', approver);
    const { no } = await now(id);
    expect((await w.request('GET', `/console/works/${no}`, { as: clerk })).text).toContain('写更正稿');
    const first = await w.request('POST', `/console/works/${no}/correct`, { as: clerk });
    expect(first.headers.location).toMatch(/^\/console\/pieces\/\w+$/);
    // A second click leads to the correction that is open.
    expect((await w.request('POST', `/console/works/${no}/correct`, { as: clerk })).headers.location).toBe(
      first.headers.location,
    );
    const bare = await w.request('POST', `/console/works/${no}/withdraw`, { as: approver, form: { reason: '' } });
    expect([bare.status, bare.text.includes('请写明原因')]).toEqual([422, true]);
    expect(
      (await w.request('POST', `/console/works/${no}/withdraw`, { as: clerk, form: { reason: 'x' } })).status,
    ).toBe(403);
    expect(
      (await w.request('POST', `/console/works/${no}/withdraw`, { as: approver, form: { reason: '依据已经废止' } }))
        .status,
    ).toBe(303);
    expect((await w.request('GET', `/p/${no}`)).text).toContain('依据已经废止');
    for (const bad of ['0', '999999', 'x', '1e9', '9007199254740993'])
      expect((await w.request('GET', `/console/works/${bad}`, { as: clerk })).status, bad).toBe(404);
    for (const bad of ['999999', 'x'])
      expect((await w.request('POST', `/console/works/${bad}/correct`, { as: clerk })).status, bad).toBe(404);
  });
});
