import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { docx, paragraph } from '../../platform/documents/fixtures.ts';
import { allowed, staff } from '../../testing/editorial.ts';
import { policyWorld } from '../../testing/policy.ts';
import type { World } from '../../testing/world.ts';
import * as act from './actions/index.ts';
import * as store from './store/index.ts';

const { clerk } = staff;
const LIST = '/console/policy/drafts';
const TABLE =
  '<table><thead><tr><th>等级</th><th>每月</th></tr></thead><tbody><tr><td>一级</td><td>180元</td></tr></tbody></table>';
const HTML = `<h2>第一章　总则</h2><p>第一条　为了发放照护补贴，制定本办法。</p><p>第二条　标准如下：</p>${TABLE}<p>第三条　自公布之日起施行。</p>`;

let w: World;
let id = '';
beforeAll(async () => {
  w = await policyWorld();
});
afterAll(() => w.end());

const FIELDS = {
  unitId: 'minzheng',
  issuerId: 'qu',
  title: '明河区照护补贴办法',
  note: '标准提高。',
  touchesRights: '1',
};
const post = (path: string, form: Record<string, string> | FormData) => w.request('POST', path, { as: clerk, form });
const page = async (path: string) => (await w.request('GET', path, { as: clerk })).text;
const withFile = (name: string, bytes: Uint8Array, more: Record<string, string> = {}): FormData => {
  const form = new FormData();
  for (const [k, v] of Object.entries({ ...FIELDS, act: 'import', ...more })) form.append(k, v);
  form.append('document', new Blob([new Uint8Array(bytes)]), name);
  return form;
};

describe('a draft in the rich editor', () => {
  test('keeps headings, articles and tables, and nothing that runs', async () => {
    const out = await post(LIST, { ...FIELDS, html: `${HTML}<script>alert(1)</script>` });
    expect(out.status).toBe(303);
    id = String(out.headers.location).split('/').at(-1) ?? '';
    const stored = await store.draftById(w.system.db, id);
    expect(stored?.html).toContain('<td>180元</td>');
    expect(stored?.html).not.toContain('script');
    const text = await page(`${LIST}/${id}`);
    expect(text).toContain('data-editor-frame');
    expect(text).toContain('editor.js');
    expect(text).toMatch(/<div class="prose">[\s\S]*<td>180元<\/td>/);
  });

  test('takes plain lines from who writes without script', async () => {
    const out = await post(LIST, {
      ...FIELDS,
      title: '另一份办法',
      html: '第一章 总则\n第一条　a < b。\n\n第二条　乙。',
    });
    const other = await store.draftById(w.system.db, String(out.headers.location).split('/').at(-1) ?? '');
    expect(other?.html).toBe('<h2>第一章 总则</h2>\n<p>第一条　a &lt; b。</p>\n<p>第二条　乙。</p>');
  });

  test('goes before the public with its table, a place to write after each article', async () => {
    const one = allowed(await act.assessDraft(w.system, clerk, { id, seen: 1, conclusion: '可行' }));
    allowed(await act.openRound(w.system, clerk, { id, seen: one.version, untilOn: day('2026-04-05') }));
    const text = (await w.request('GET', `/drafts/${id}`)).text;
    expect(text).toMatch(/id="art-2"[\s\S]*<td>180元<\/td>[\s\S]*对第二条说说[\s\S]*id="art-3"/);
    expect(text.match(/对第.条说说<\/summary>/g)).toHaveLength(3);
  });
});

describe('a draft out of a Word file', () => {
  test('is read into the field with its title and tables, to be looked at before it is saved', async () => {
    const cell = (t: string) => `<w:tc>${paragraph(t)}</w:tc>`;
    const table = `<w:tbl><w:tr>${cell('等级')}${cell('每月')}</w:tr><w:tr>${cell('一级')}${cell('180元')}</w:tr></w:tbl>`;
    const bytes = await docx(
      `${paragraph('第一条　为了发放补贴，制定本办法。')}${paragraph('第二条　标准如下：')}${table}`,
    );
    const before = (await store.drafts(w.system.db)).length;
    const out = await post(LIST, withFile('送审稿.docx', bytes));
    expect(out.status).toBe(200);
    expect(out.text).toContain('已从送审稿.docx读入正文，请核对。');
    expect(out.text).toMatch(/<textarea[^>]*name="html"[^>]*>[\s\S]*180元/);
    expect(out.text).toContain('value="明河区照护补贴办法"');
    expect((await store.drafts(w.system.db)).length).toBe(before);
  });

  test('that is none is said so, and what was typed is still there', async () => {
    const out = await post(LIST, withFile('程序.docx', Buffer.from('MZ\x90\0'), { html: HTML }));
    expect(out.status).toBe(422);
    expect(out.text).toContain('程序.docx：');
    expect(out.text).toContain('180元');
    const none = await post(LIST, withFile('', Buffer.alloc(0), { html: HTML }));
    expect([none.status, none.text.includes('还没选文件')]).toEqual([422, true]);
  });

  test('a page with a picture comes without it, and says so', async () => {
    const html = Buffer.from(
      '<html><body><p>第一条　甲。</p><img src="data:image/png;base64,AAAA" alt="章"></body></html>',
    );
    const one = await store.draftById(w.system.db, id);
    const out = await post(`${LIST}/${id}/save`, withFile('稿.html', html, { seen: String(one?.version) }));
    expect(out.text).not.toMatch(/<textarea[^>]*name="html"[^>]*>[^<]*&lt;img/);
  });
});
