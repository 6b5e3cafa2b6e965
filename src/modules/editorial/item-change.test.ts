import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowed, codesOf, seedUnits, staff } from '../../testing/editorial.ts';
import { pieceNow } from '../../testing/pieces.ts';
import { seedSite } from '../../testing/site.ts';
import { type World, world } from '../../testing/world.ts';
import { adoptItems, catalogue } from '../catalogue/index.ts';
import { org } from '../org/index.ts';
import { type FilledElement, publication } from '../publication/index.ts';
import { sites } from '../sites/index.ts';
import { changeItem, createPiece, savePiece } from './actions/index.ts';
import { editorial, type Piece } from './index.ts';
import { presetChanges, withLoose } from './rules/item-change.ts';
import { historyOf } from './store.ts';

const { clerk, reviewer, office } = staff;
/** 社会救助: policies and their basis; 资金支出: a table of figures. */
const POLICY = '05-03';
const SPENT = '05-16';

let w: World;
beforeAll(async () => {
  w = await world({ modules: [org, publication, sites, catalogue, editorial], at: '2026-03-31T09:30:00+08:00' });
  await seedUnits(w);
  await seedSite(w, {
    columns: [
      { path: 'shjz', name: '社会救助' },
      { path: 'tzgg', name: '通知公告' },
    ],
  });
  allowed(await adoptItems(w.system, clerk, { unitId: 'minzheng', itemIds: [POLICY, SPENT] }));
});
afterAll(() => w.end());

const now = (id: string) => pieceNow(w, id);

const typed = (key: string, label: string, value: string): FilledElement => ({ key, label, type: 'text', value });

/** A piece begun under an item as a clerk begins it, with a click; then filled in. */
async function begun(itemId: string, fields: Partial<Piece> = {}): Promise<Piece> {
  const reply = await w.request('POST', '/console/pieces', { as: clerk, form: { unitId: 'minzheng', itemId } });
  const id = /\/console\/pieces\/(\w+)$/.exec(reply.headers.location ?? '')?.[1] ?? '';
  return allowed(await savePiece(w.system, clerk, { id, seen: 1, fields }));
}

describe('another item for a begun piece', () => {
  test('keeps what the new form asks for too and puts the rest behind the text, nothing lost', async () => {
    const p = await begun(SPENT, {
      html: '<p>第一季度情况。</p>',
      elements: [
        typed('nowhere', '从前的栏目', '只有它知道的话 <b>&'),
        {
          key: 'old',
          label: '从前的名册',
          type: 'table',
          head: ['村', '户数'],
          rows: [['柳桥村', '12']],
          nums: [false, true],
        },
      ],
    });
    const page = await w.request('GET', `/console/pieces/${p.id}/item?item=${POLICY}`, { as: clerk });
    expect(page.status).toBe(200);
    for (const word of ['2项要素在新的表单里放不下', '从前的栏目', '从前的名册', '还要填的'])
      expect(page.text).toContain(word);
    // Looking changes nothing.
    expect((await now(p.id)).item?.id).toBe(SPENT);

    const reply = await w.request('POST', `/console/pieces/${p.id}/item`, {
      as: clerk,
      form: { itemId: POLICY, seen: String(p.version) },
    });
    expect(reply.headers.location).toBe(`/console/pieces/${p.id}#item`);
    const after = await now(p.id);
    expect(after.item?.id).toBe(POLICY);
    expect(after.elements).toEqual([]);
    expect(after.html.startsWith('<p>第一季度情况。</p>')).toBe(true);
    for (const word of ['从前的栏目：只有它知道的话 &lt;b&gt;&amp;', '<td>柳桥村</td>', '<th>户数</th>'])
      expect(after.html).toContain(word);
    const steps = await historyOf(w.system.db, p.id);
    expect(steps.at(-1)).toMatchObject({ act: 'save' });
    expect(steps.at(-1)?.remark).toMatch(/^事项从“05-16 .*换成“05-03 /);
  });

  test('what the old item had filled in follows the new one, what the clerk chose stays', async () => {
    const p = await begun(SPENT, { columns: ['tzgg'] });
    const after = allowed(await changeItem(w.system, clerk, { id: p.id, seen: p.version, itemId: POLICY }));
    expect(after.columns).toEqual(['tzgg']);
    expect(after.kind).toBe('政策文件');
    expect(after.basis).not.toEqual(p.basis);
  });

  test('a piece begun without one takes an item on, and can do without again', async () => {
    const made = allowed(await createPiece(w.system, clerk, { unitId: 'minzheng' }));
    const form = await w.request('GET', `/console/pieces/${made.id}`, { as: clerk });
    expect(form.text).toContain('选一个事项');
    const on = allowed(await changeItem(w.system, clerk, { id: made.id, seen: 1, itemId: POLICY }));
    expect([on.item?.id, on.columns]).toEqual([POLICY, ['shjz']]);
    const off = allowed(await changeItem(w.system, clerk, { id: made.id, seen: on.version, itemId: '' }));
    expect([off.item, off.columns]).toEqual([null, ['shjz']]);
  });

  test.each([
    ['an item the unit has not adopted', SPENT, '99-01', 0, clerk, ['no_item']],
    ['the item it has', SPENT, SPENT, 0, clerk, ['same_item']],
    ['a version somebody changed meanwhile', SPENT, POLICY, -1, clerk, ['stale']],
  ] as const)('%s is refused', async (_, from, to, off, who, codes) => {
    const p = await begun(from);
    expect(codesOf(await changeItem(w.system, who, { id: p.id, seen: p.version + off, itemId: to }))).toEqual(codes);
  });

  test('only who writes for the unit may, and only before it is handed on', async () => {
    const p = await begun(SPENT);
    for (const who of [reviewer, office])
      await expect(changeItem(w.system, who, { id: p.id, seen: p.version, itemId: POLICY })).rejects.toThrow();
    const page = await w.request('GET', `/console/pieces/${p.id}/item`, { as: reviewer });
    expect(page.status).toBe(303);
  });

  test('who still had the old form open sees everything typed again, beside the new item', async () => {
    const p = await begun(SPENT, { title: '支出情况' });
    const seen = String(p.version);
    allowed(await changeItem(w.system, clerk, { id: p.id, seen: p.version, itemId: POLICY }));
    const late = await w.request('POST', `/console/pieces/${p.id}`, {
      as: clerk,
      form: {
        act: 'save',
        seen,
        title: '支出情况',
        html: '<p>正文</p>',
        elementsSent: '1',
        elementsOf: SPENT,
        'el-period': '二〇二六年第一季度写了很久',
      },
    });
    expect(late.status).toBe(409);
    expect(late.text).toContain('二〇二六年第一季度写了很久');
    expect((await now(p.id)).item?.id).toBe(POLICY);
  });

  test('the button in the editor saves what was typed first', async () => {
    const p = await begun(SPENT);
    const reply = await w.request('POST', `/console/pieces/${p.id}`, {
      as: clerk,
      form: { act: 'item', seen: String(p.version), title: '刚写的标题', html: '<p>刚写的。</p>' },
    });
    expect(reply.headers.location).toBe(`/console/pieces/${p.id}/item`);
    expect(await now(p.id)).toMatchObject({ title: '刚写的标题', html: '<p>刚写的。</p>' });
    const list = await w.request('GET', `/console/pieces/${p.id}/item?q=政策`, { as: clerk });
    expect(list.text).toContain(`item?item=${POLICY}`);
    expect(list.text).not.toContain(`item?item=${SPENT}`);
  });
});

describe('kind, columns and basis', () => {
  const none = { kind: '通知公告', columns: [], basis: [] };
  const old = { kind: '名册公示', columns: ['shjz'], basis: [{ law: '甲法' }] };
  const next = { kind: '政策文件', columns: ['yljg'], basis: [{ law: '乙法' }] };
  test.each([
    ['untouched since the old item', old, old, next, { columns: true, kind: true, basis: true }],
    ['a column chosen by hand', { ...old, columns: ['tzgg'] }, old, next, { columns: false, kind: true, basis: true }],
    ['an empty basis', { ...old, basis: [] }, old, next, { columns: true, kind: true, basis: true }],
    ['a piece without item, as it begins', none, none, next, { columns: true, kind: true, basis: true }],
    ['a new item that names no column', old, old, { ...next, columns: [] }, { kind: true, basis: true }],
    ['the same in both', old, old, old, {}],
  ])('%s', (_, p, before, to, expected) => {
    expect(Object.fromEntries(presetChanges(p, before, to).map((f) => [f.field, f.taken]))).toEqual(expected);
  });

  test('with nothing loose the text is untouched', () => {
    expect(withLoose('<p>一</p>', '甲', [])).toBe('<p>一</p>');
  });
});
