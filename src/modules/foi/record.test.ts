import { afterAll, describe, expect, test } from 'vitest';
import { rows, sql } from '../../platform/db/connection.ts';
import type { Actor } from '../../platform/permission.ts';
import { staff } from '../../testing/editorial.ts';
import { foiWorld } from '../../testing/foi.ts';

const w = await foiWorld();
afterAll(() => w.end());
const get = (path: string, as: Actor) => w.request('GET', path, { as });
const post = (path: string, as: Actor, form: Record<string, string | string[]>) =>
  w.request('POST', path, { as, form });

describe('登记申请', () => {
  const FORM = {
    channel: 'post-signed',
    arrivedOn: '2026-03-02',
    submittedOn: '2026-02-27',
    unitId: 'minzheng',
    applicantKind: 'business',
    name: '某苗圃',
    idKind: '统一社会信用代码',
    idNumber: '99999999MA00000000',
    phone: '13900000017',
    description: '苗木补贴的发放明细',
    wantedForm: 'paper',
    wantedWay: 'post',
  };
  test('gives number and password once, with the last day', async () => {
    const r = await post('/console/foi/record', staff.clerk, FORM);
    expect(r.status).toBe(200);
    expect(r.text).toMatch(/SQ-2026-\d{5}/);
    expect(r.text).toMatch(/[a-z2-9]{4}(-[a-z2-9]{4}){2}/);
    expect(r.text).toContain('2026年3月30日');
  });
  test('clicked twice it is one case with one password; the next form is another', async () => {
    const once = async (): Promise<string> =>
      /name="once" value="([\w-]+)"/.exec((await get('/console/foi/record', staff.clerk)).text)?.[1] ?? '';
    const form = { ...FORM, once: await once(), description: '点了两下的一件' };
    const [a, b] = await Promise.all([1, 2].map(() => post('/console/foi/record', staff.clerk, form)));
    const shown = (html = ''): (string | undefined)[] => [
      /SQ-2026-\d{5}/.exec(html)?.[0],
      /[a-z2-9]{4}(?:-[a-z2-9]{4}){2}/.exec(html)?.[0],
    ];
    expect(shown(b?.text)).toEqual(shown(a?.text));
    expect(shown(a?.text).every(Boolean)).toBe(true);
    expect([a, b].filter((r) => r?.text.includes('这张表刚才已经登记过')).length).toBe(1);
    const cases = async () =>
      (await rows(w.system.db, sql`select 1 from foi.application where description = '点了两下的一件'`)).length;
    expect(await cases()).toBe(1);
    // After a refusal it is still the same sending.
    const refused = await post('/console/foi/record', staff.clerk, { ...form, arrivedOn: '明天' });
    expect(refused.text).toContain(`name="once" value="${form.once}"`);
    expect((await post('/console/foi/record', staff.clerk, { ...form, once: await once() })).status).toBe(200);
    expect(await cases()).toBe(2);
  });
  test('printed letters that differ only in who sent them are two, though the form was taken back in the browser', async () => {
    const once = /name="once" value="([\w-]+)"/.exec((await get('/console/foi/record', staff.clerk)).text)?.[1] ?? '';
    const letter = { ...FORM, once, name: '某合作社', idNumber: '', idKind: '', description: '印好的信' };
    for (const address of ['柳河村', '白塔村'])
      expect((await post('/console/foi/record', staff.clerk, { ...letter, address })).text).not.toContain('只算一件');
    expect((await rows(w.system.db, sql`select 1 from foi.application where description = '印好的信'`)).length).toBe(2);
  });
  test('what is missing is listed for the correction; what cannot be is refused with everything typed', async () => {
    const bare = await post('/console/foi/record', staff.clerk, { ...FORM, wantedForm: '', phone: '' });
    expect(bare.text).toContain('还没选要什么形式');
    const bad = await post('/console/foi/record', staff.clerk, { ...FORM, arrivedOn: '明天' });
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('苗木补贴的发放明细');
    expect(bad.text).toContain('明天');
  });
  test('what is wrong stands at its field and on top, in the order of the form; a chosen file is named', async () => {
    const form = new FormData();
    const typed = {
      ...FORM,
      channel: 'nothing',
      arrivedOn: '明天',
      idKind: '居民身份证',
      idNumber: '999901198001010011',
    };
    for (const [k, v] of Object.entries(typed)) form.set(k, v);
    form.set('proof', new Blob(['<html>']), '身份证.png');
    const bad = await w.request('POST', '/console/foi/record', { as: staff.clerk, form });
    expect(bad.status).toBe(422);
    const summary = /class="error-summary"[\s\S]*?<\/ul>/.exec(bad.text)?.[0] ?? '';
    const fields = ['channel', 'arrivedOn', 'idNumber', 'proof'];
    expect([...summary.matchAll(/href="#(\w+)"/g)].map((m) => m[1])).toEqual(fields);
    for (const f of fields) expect(bad.text).toContain(`id="${f}-error"`);
    expect(bad.text).toContain('刚才选的“身份证.png”没有保存');
  });
});
