import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approver, catalogueWorld, decided, desk, filled, RELIEF, reviewer } from '../../testing/catalogue.ts';
import type { World } from '../../testing/world.ts';
import * as store from './store.ts';

let w: World;
beforeAll(async () => {
  w = await catalogueWorld();
  await decided(at);
});
afterAll(() => w.end());
const at = desk(() => w);
const { post, get, piece, begun, save, step } = at;

describe('a piece under an item', () => {
  test('is chosen from the unit’s own items, found by words without script', async () => {
    const page = await get('/console/pieces/new');
    expect(page.text).toContain('05-13 审核审批信息');
    expect(page.text).not.toContain('00-21 治安管理');
    expect((await get('/console/pieces/new?q=慈善')).text).not.toContain('05-13');
    expect((await get(`/console/pieces/new?item=${RELIEF}`)).text).toContain('按这个事项写');
    const gone = await post('/console/pieces', { unitId: 'minzheng', itemId: '00-21' });
    expect([gone.status, gone.text.includes('没有事项00-21')]).toEqual([422, true]);
    const p = await piece(await begun());
    expect(p).toMatchObject({
      kind: '名册公示',
      columns: ['zdly/shjz'],
      item: { id: RELIEF, title: '临时救助·审核审批信息' },
    });
    expect(p.basis.map((b) => b.law)).toContain('社会救助暂行办法');
  });

  test('asks for exactly its elements; errors name each field and nothing is lost', async () => {
    const id = await begun();
    const form = await get(`/console/pieces/${id}`);
    expect(form.text).toContain('公开要素：05-13 审核审批信息');
    const item = (await store.adoptionOf(w.system.db, 'minzheng', RELIEF)) && form.text;
    expect(item).toContain('临时救助对象名单');
    const bad = await save(id, { act: 'save', 'el-period': '2026年3月', 'el-amount': '很多', 'el-persons': '三个半' });
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('很多');
    expect(bad.text).toContain('2026年3月');
    // Kept as it was typed, and not handed on: the form asks again.
    expect((await piece(id)).elements).toContainEqual(expect.objectContaining({ key: 'amount', value: '很多' }));
    const untouched = { act: 'submit', 'el-period': '2026年3月', 'el-amount': '很多', 'el-persons': '三个半' };
    expect((await save(id, untouched)).status).toBe(422);
    expect((await piece(id)).state).toBe('draft');
    const some = await save(id, { act: 'save', 'el-period': '2026年3月' });
    expect(some.status).toBe(303);
    expect((await piece(id)).elements).toMatchObject([{ key: 'period', value: '2026年3月' }]);
    const lacking = await save(id, { act: 'submit', 'el-period': '2026年3月' });
    expect([lacking.status, lacking.text.includes('没有填')]).toEqual([422, true]);
  });

  test('becomes an edition with its elements, shown as tables, and speaks for the item', async () => {
    const id = await begun();
    const { item } = await piece(id);
    expect(item?.id).toBe(RELIEF);
    const sent = await save(id, { act: 'submit', ...filled(w) });
    expect(sent.status, /<div class="error-summary.*?<\/div>/.exec(sent.text)?.[0]).toBe(303);
    expect((await step(id, 'pass', reviewer)).status).toBe(303);
    expect((await step(id, 'release', approver)).status).toBe(303);
    await w.runJobs();
    const { no } = await piece(id);
    const page = await get(`/p/${no}`);
    expect(page.text).toContain('公开要素');
    expect(page.text).toContain('临时救助对象名单（1行）');
    expect(page.text).toContain('1200');
    expect(page.text).toContain(`/coverage/minzheng#i-${RELIEF}`);
    expect((await store.evidence(w.system.db, ['minzheng'])).map((e) => [e.no, e.itemId])).toEqual([[no, RELIEF]]);
    expect((await get('/coverage/minzheng')).text).toContain('三月临时救助名单');
    // A correction begins with what was filled in.
    const fix = await post(`/console/works/${no}/correct`, {});
    const draft = await piece(fix.headers.location?.replace('/console/pieces/', '') ?? '');
    expect(draft.item?.id).toBe(RELIEF);
    expect(draft.elements.length).toBeGreaterThan(2);
  });

  test('whose item was dropped meanwhile keeps what was filled in, and says so', async () => {
    const id = await begun();
    await save(id, { act: 'save', 'el-period': '2026年2月' });
    await post(`/console/catalogue/minzheng/items/${RELIEF}`, { act: 'drop', reason: '改由乡镇公开这一项' });
    expect((await get(`/console/pieces/${id}`)).text).toContain('现在不在本单位的目录里');
    expect((await save(id, { act: 'save' })).status).toBe(303);
    expect((await piece(id)).elements).toMatchObject([{ value: '2026年2月' }]);
    const adopt = { act: 'adapt', content: '名单', timing: '信息形成之日起5个工作日内', carrier: ['政府网站'] };
    expect((await post(`/console/catalogue/minzheng/items/${RELIEF}`, adopt)).status).toBe(303);
  });
});
