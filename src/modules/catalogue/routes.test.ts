import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { approver, catalogueWorld, clerk, desk, RELIEF, reviewer } from '../../testing/catalogue.ts';
import type { World } from '../../testing/world.ts';
import { openWork } from '../publication/index.ts';
import * as store from './store.ts';

let w: World;
beforeAll(async () => {
  w = await catalogueWorld();
});
afterAll(() => w.end());
const { post, get } = desk(() => w);

describe('a unit’s catalogue', () => {
  test('lists what concerns the unit; a clerk adopts by ticking, others only read', async () => {
    const page = await get('/console/catalogue/minzheng');
    expect(page.text).toContain('05-13 审核审批信息');
    expect(page.text).not.toContain('19-02 耕地地力保护补贴');
    expect((await get('/console/catalogue/minzheng', reviewer)).text).not.toContain('采用勾选的');
    expect((await get('/console/catalogue/minzheng?q=临时救助+审批')).text).not.toContain('05-06 审批信息');
    expect((await post('/console/catalogue/minzheng/adopt', { item: [RELIEF, '05-16'] })).status).toBe(303);
    expect((await post('/console/catalogue/minzheng/adopt', {})).text).toContain('还没选事项');
    expect((await post('/console/catalogue/minzheng/adopt?field=none', { all: '1' })).status).toBe(422);
    expect((await post('/console/catalogue/baita/adopt', { item: RELIEF })).status).toBe(403);
    expect((await get('/console/catalogue/none')).status).toBe(404);
  });

  test('a change wider than the law comes back with the reason and everything that was typed', async () => {
    const path = `/console/catalogue/minzheng/items/${RELIEF}`;
    const wide = await post(path, {
      act: 'adapt',
      content: '姓名、事由和金额',
      timing: '信息形成之日起60个工作日内',
      contact: '社会救助股',
      carrier: ['公开查阅点'],
    });
    expect(wide.status).toBe(422);
    for (const words of ['比目录的', '不能去掉', '姓名、事由和金额', '信息形成之日起60个工作日内', '社会救助股'])
      expect(wide.text, words).toContain(words);
    const good = {
      act: 'adapt',
      content: '姓名、事由和金额',
      timing: '信息形成之日起5个工作日内',
      contact: '社会救助股',
    };
    expect((await post(path, { ...good, carrier: ['政府网站', '公开查阅点'] })).status).toBe(303);
    expect(await store.adoptionOf(w.system.db, 'minzheng', RELIEF)).toMatchObject({
      timingText: '信息形成之日起5个工作日内',
      content: '姓名、事由和金额',
    });
    expect((await post('/console/catalogue/minzheng/items/00-21', { act: 'drop', reason: '无' })).text).toContain(
      '不采用要写明原因',
    );
    expect(
      (await post('/console/catalogue/minzheng/items/00-21', { act: 'drop', reason: '治安由公安分局公开' })).status,
    ).toBe(303);
  });

  test('an own item is read from plain lines; a line that means nothing is named', async () => {
    const form = {
      field: 'social-assistance',
      level2: '慈善超市物资去向',
      content: '物资、数量、去向',
      elements: '截至日期：日期\n物资：表格：名称、数量、金额（元）',
      basis: '《中华人民共和国慈善法》第七十八条',
      timing: '每季度结束后10日内',
      carrier: ['政府网站'],
    };
    const bad = await post('/console/catalogue/minzheng/own', { ...form, elements: '物资：表格\n谁：猜' });
    expect([bad.status, bad.text.includes('看不懂要素“谁：猜”'), bad.text.includes('慈善超市物资去向')]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await post('/console/catalogue/minzheng/own', form)).status).toBe(303);
    const own = (await store.adoptionOf(w.system.db, 'minzheng', 'own-1'))?.own;
    expect(own?.elements.map((e) => [e.label, e.type, e.columns?.map((k) => k.type)])).toEqual([
      ['截至日期', 'date', undefined],
      ['物资', 'table', ['text', 'number', 'money']],
    ]);
    expect(own?.timing.rules).toEqual([{ kind: 'every', cycle: 'quarter', day: 10 }]);
  });

  test('is published in the standard columns by somebody else, and again only when something changed', async () => {
    const publish = (as = approver, reason = '') => post('/console/catalogue/minzheng/publish', { reason }, as);
    expect((await publish(clerk)).status).toBe(403);
    const first = await publish();
    expect(first.status).toBe(303);
    const page = await get(first.headers.location ?? '');
    for (const words of [
      '公开内容（要素）',
      '信息形成之日起5个工作日内',
      '■政府网站',
      '治安由公安分局公开',
      '社会救助股',
    ])
      expect(page.text, words).toContain(words);
    expect((await publish()).text).toContain('没有改动');
    await post(`/console/catalogue/minzheng/items/05-16`, {
      act: 'adapt',
      content: '各项救助的资金来源和支出',
      timing: '每月10日前',
      carrier: ['政府网站'],
    });
    expect((await publish()).text).toContain('请写明原因');
    const second = await publish(approver, '救助资金改为按月公开');
    expect(second.headers.location).toBe(first.headers.location);
    const open = await openWork(w.system.db, Number(first.headers.location?.replace('/p/', '')));
    expect(open?.editions.map((e) => e.act)).toEqual(['publish', 'correct']);
    expect((await get(`${first.headers.location}/compare`)).text).toContain('救助资金支出');
  });

  test('begins from a table that the unit already has; what was decided stays', async () => {
    const html = `<table><tr><th>序号</th><th>一级事项</th><th>二级事项</th><th>公开内容（要素）</th><th>公开依据</th><th>公开时限</th><th>公开主体</th><th>公开渠道和载体</th><th>公开对象</th><th>公开方式</th><th>公开层级</th></tr>
      <tr><td>1</td><td>最低生活保障</td><td>审批信息</td><td>低保对象名单</td><td>《社会救助暂行办法》</td><td>5个工作日内</td><td>民政局</td><td>■政府网站</td><td>全社会</td><td>主动</td><td>县级</td></tr>
      <tr><td>2</td><td>临时救助</td><td>办事指南</td><td>条件、标准</td><td>《社会救助暂行办法》</td><td>信息形成之日起60个工作日内</td><td>民政局</td><td>■政府网站</td><td>全社会</td><td>主动</td><td>县级</td></tr>
      <tr><td>3</td><td>福利彩票</td><td>公益金去向</td><td>项目、金额</td><td>《彩票管理条例》</td><td>及时公开</td><td>民政局</td><td>■政府网站</td><td>全社会</td><td>主动</td><td>县级</td></tr></table>`;
    const form = new FormData();
    form.append('table', new Blob([html]), '目录.html');
    const reply = await w.request('POST', '/console/catalogue/minzheng/upload', { as: clerk, form });
    expect(reply.status, reply.text.slice(0, 400)).toBe(200);
    expect(reply.text).toContain('2个对上国家目录，1个作为自己增加的事项');
    expect(reply.text).toContain('05-12 办事指南：“信息形成之日起60个工作日内”');
    expect(await store.adoptionOf(w.system.db, 'minzheng', '05-12')).toMatchObject({ timing: null });
    expect(await store.adoptionOf(w.system.db, 'minzheng', 'own-2')).toMatchObject({ own: { level2: '公益金去向' } });
    const sheet = await writeXlsxFile([
      {
        sheet: '目录',
        data: [
          [
            '序号',
            '一级事项',
            '二级事项',
            '公开内容（要素）',
            '公开依据',
            '公开时限',
            '公开主体',
            '公开渠道和载体',
            '公开对象',
            '公开方式',
            '公开层级',
          ],
          [
            '1',
            '特困人员救助供养',
            '审批信息',
            '特困人员名单',
            '《社会救助暂行办法》',
            '5个工作日内',
            '民政局',
            '■政府网站',
            '全社会',
            '主动',
            '县级',
          ],
        ].map((row) => row.map((value) => ({ value }))),
      },
    ]).toBuffer();
    const workbook = new FormData();
    workbook.append('table', new Blob([new Uint8Array(sheet)]), '目录.xlsx');
    const second = await w.request('POST', '/console/catalogue/minzheng/upload', { as: clerk, form: workbook });
    expect(second.text).toContain('1个对上国家目录，0个作为自己增加的事项');
    expect(await store.adoptionOf(w.system.db, 'minzheng', '05-10')).toMatchObject({ content: '特困人员名单' });
    const none = new FormData();
    none.append('table', new Blob(['<p>没有表格</p>']), 'x.html');
    expect((await w.request('POST', '/console/catalogue/minzheng/upload', { as: clerk, form: none })).text).toContain(
      '没有从这个文件里认出目录表格',
    );
    expect((await post('/console/catalogue/minzheng/upload', {})).text).toContain('还没选文件');
  });
});
