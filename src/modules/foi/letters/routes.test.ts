import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { closeConverter } from '../../../platform/documents/index.ts';
import { staff } from '../../../testing/editorial.ts';
import { desk, foiWorld } from '../../../testing/foi.ts';
import { actor, type World } from '../../../testing/world.ts';
import { lettersOf } from '../store/index.ts';

// Drawing pages takes a second each, and more on a machine that does other things.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let w: World;
let d: ReturnType<typeof desk>;
let at = '';
let id = '';
beforeAll(async () => {
  w = await foiWorld();
  d = desk(w);
  id = await d.opened();
  await d.propose(id, { key: 'denied.processInfo', reasons: '该报告是讨论稿', supply: '' });
  at = `/console/foi/${id}/letters`;
});
afterAll(async () => {
  await w.end();
  await closeConverter();
});

const answer = async () => {
  const found = (await lettersOf(w.system.db, id)).find((l) => l.kind === 'answer');
  if (!found) throw new Error('no answer');
  return found;
};
const clerk = staff.clerk;
const field = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const paragraphs = (html: string): string[] =>
  [...html.matchAll(/<textarea[^>]*name="p"[^>]*>([^<]*)</g)].map((m) => m[1] ?? '');

test('the clerk sees the draft, saves it, and reads what is wrong beside what was typed', async () => {
  const page = await w.request('GET', `${at}/${(await answer()).id}`, { as: clerk });
  expect(page.status).toBe(200);
  expect(page.text).toContain('核对过：决定、文书、依据、救济途径和期限一致');
  const p = paragraphs(page.text);
  expect(p.join('')).toContain('应当先申请行政复议');
  const form = {
    seen: field(page.text, 'seen'),
    p: p.map((x) => x.replace('60日内', '90日内')),
    remark: '',
    attachments: '',
  };
  const saved = await w.request('POST', `${at}/${(await answer()).id}`, { as: clerk, form });
  expect(saved.status).toBe(303);
  const again = await w.request('GET', saved.headers.location ?? '', { as: clerk });
  expect(again.text).toContain('申请行政复议的期限写成90日，应是60日。');
  // The same form sent once more is stale: nothing is written over, and what was typed is still there.
  const stale = await w.request('POST', `${at}/${(await answer()).id}`, {
    as: clerk,
    form: { ...form, p: ['我写的话'] },
  });
  expect(stale.status).toBe(422);
  expect(stale.text).toContain('我写的话');
  expect(stale.text).toContain('这份文书改过了');
});

test('the preview is a PDF of the draft without the name', async () => {
  const pdf = await w.request('GET', `${at}/${(await answer()).id}/preview.pdf`, { as: clerk });
  expect(pdf.headers['content-type']).toBe('application/pdf');
  expect(pdf.text.slice(0, 5)).toBe('%PDF-');
});

test('a letter to a sister office is written from its form; an empty form says what is missing', async () => {
  const empty = await w.request('POST', at, { as: clerk, form: { kind: 'assist', agency: '', matter: '核对' } });
  expect(empty.status).toBe(422);
  expect(empty.text).toContain('还没写请谁协办');
  expect(empty.text).toContain('核对');
  const made = await w.request('POST', at, {
    as: clerk,
    form: { kind: 'assist', agency: '档案股', matter: '核对是否保存' },
  });
  expect(made.status).toBe(303);
  const page = await w.request('GET', made.headers.location ?? '', { as: clerk });
  const issued = await w.request('POST', `${made.headers.location}/issue`, {
    as: clerk,
    form: { seen: field(page.text, 'seen') },
  });
  expect(issued.status).toBe(303);
  await w.runJobs();
  const file = await w.request('GET', `${made.headers.location}/file.docx`, { as: clerk });
  expect(file.status).toBe(200);
  expect(file.headers['content-disposition']).toContain(encodeURIComponent('协办函'));
});

test('of a letter whose job never ran the files are made when its clerk asks, and once', async () => {
  const other = await d.opened();
  const receipt = (await lettersOf(w.system.db, other)).find((l) => l.kind === 'receipt');
  expect(receipt).toMatchObject({ state: 'issued', pdf: null });
  const path = `/console/foi/${other}/letters/${receipt?.id}/file.pdf`;
  const stranger = await w.request('GET', path, { as: actor('sw-clerk', 'shuiwu', ['clerk']) });
  expect(stranger.status).toBe(403);
  expect((await lettersOf(w.system.db, other)).find((l) => l.kind === 'receipt')?.pdf).toBeNull();
  const file = await w.request('GET', path, { as: clerk });
  expect(file.text.slice(0, 5)).toBe('%PDF-');
  const made = (await lettersOf(w.system.db, other)).find((l) => l.kind === 'receipt')?.pdf;
  await w.runJobs();
  expect((await lettersOf(w.system.db, other)).find((l) => l.kind === 'receipt')?.pdf).toBe(made);
});

test('an approver reads and does not write; another unit reads nothing; a stranger is sent to sign in', async () => {
  const l = await answer();
  const form = { seen: 'x', p: [''] };
  expect((await w.request('GET', `${at}/${l.id}`, { as: staff.approver })).status).toBe(200);
  expect((await w.request('POST', `${at}/${l.id}`, { as: staff.approver, form })).status).toBe(403);
  const other = actor('sw-clerk', 'shuiwu', ['clerk']);
  for (const path of [at, `${at}/${l.id}`, `${at}/${l.id}/preview.pdf`, `${at}/${l.id}/file.pdf`])
    expect((await w.request('GET', path, { as: other })).status).toBe(403);
  expect((await w.request('GET', at)).status).not.toBe(200);
  expect((await w.request('GET', `${at}/nothing`, { as: clerk })).status).toBe(404);
});
