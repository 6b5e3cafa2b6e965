import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { day } from '../../lib/day.ts';
import { transaction } from '../../platform/db/connection.ts';
import { published } from '../../testing/drafts.ts';
import { unit } from '../../testing/editorial.ts';
import { seedSite } from '../../testing/site.ts';
import { actor, type World, world } from '../../testing/world.ts';
import { editorial, pieceById } from '../editorial/index.ts';
import { org, seedOrg } from '../org/index.ts';
import { openWork, publication } from '../publication/index.ts';
import { sites } from '../sites/index.ts';
import { catalogue } from './index.ts';
import * as store from './store.ts';

let w: World;
const clerk = actor('mz-clerk', 'minzheng', ['clerk']);
const reviewer = actor('mz-reviewer', 'minzheng', ['reviewer']);
const approver = actor('mz-approver', 'minzheng', ['approver']);
const office = actor('office', 'qu', ['office'], ['minzheng', 'baita']);
const RELIEF = '05-13';
const MANY = Array.from({ length: 12 }, (_, i) => `u${i}`);

beforeAll(async () => {
  w = await world({ modules: [org, publication, sites, catalogue, editorial] });
  const units = [
    unit('qu', '明河区人民政府', { kind: 'district', parentId: null }),
    unit('minzheng', '明河区民政局'),
    unit('baita', '白塔镇人民政府', { kind: 'township' }),
    ...MANY.map((id) => unit(id, `单位${id}`)),
  ];
  await transaction(w.system.db, (tx) => seedOrg(tx, { units, people: [] }));
  await seedSite(w, {
    site: { name: '明河区人民政府', domain: 'www.minghe.example', siteCode: '9999010001' },
    columns: [
      { path: 'zfxxgk', name: '政府信息公开' },
      { path: 'zfxxgk/fdzdgk', name: '法定主动公开内容' },
      { path: 'zdly', name: '重点领域' },
      { path: 'zdly/shjz', name: '社会救助' },
    ],
  });
});
afterAll(() => w.end());

const post = (path: string, form: Record<string, string | string[]>, as = clerk) =>
  w.request('POST', path, { as, form });
const get = (path: string, as = clerk) => w.request('GET', path, { as });

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

describe('a piece under an item', () => {
  const begun = async (): Promise<string> => {
    const made = await post('/console/pieces', { unitId: 'minzheng', itemId: RELIEF });
    return made.headers.location?.replace('/console/pieces/', '') ?? '';
  };
  const piece = async (id: string) => {
    const p = await pieceById(w.system.db, id);
    if (!p) throw new Error(id);
    return p;
  };
  const save = async (id: string, form: Record<string, string>) =>
    post(`/console/pieces/${id}`, {
      seen: String((await piece(id)).version),
      title: '三月临时救助名单',
      html: '',
      elementsSent: '1',
      ...form,
    });

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
    const spec = (await import('./national.ts')).itemNow(RELIEF, day('2026-03-31'));
    const fill = Object.fromEntries(
      (spec?.elements ?? []).flatMap((e): [string, string][] => {
        if (e.type === 'table')
          return [
            [
              `el-${e.key}`,
              [
                (e.columns ?? []).map((k) => k.label).join('\t'),
                (e.columns ?? [])
                  .map((k) =>
                    k.type === 'money'
                      ? '1,200元'
                      : k.type === 'number'
                        ? '2'
                        : k.type === 'date'
                          ? '2026-03-20'
                          : '王*',
                  )
                  .join('\t'),
              ].join('\n'),
            ],
          ];
        if (e.type === 'file') return [];
        return [
          [
            `el-${e.key}`,
            e.type === 'money'
              ? '1200'
              : e.type === 'number'
                ? '1'
                : e.type === 'date'
                  ? '2026-03-20'
                  : e.type === 'phone'
                    ? '0999-5550123'
                    : e.type === 'choice'
                      ? (e.choices?.[0] ?? '')
                      : '2026年3月',
          ],
        ];
      }),
    );
    const sent = await save(id, { act: 'submit', ...fill });
    expect(sent.status, /<div class="error-summary.*?<\/div>/.exec(sent.text)?.[0]).toBe(303);
    const step = async (act: string, as: typeof clerk) =>
      post(`/console/pieces/${id}/step`, { act, seen: String((await piece(id)).version) }, as);
    expect((await step('pass', reviewer)).status).toBe(303);
    expect((await step('release', approver)).status).toBe(303);
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

describe('the map', () => {
  const cell = `unit=minzheng&field=social-assistance&item=${RELIEF}`;

  test('is one address in every form: cells, table, gaps, villages, a field opened, a day past', async () => {
    for (const query of [
      '',
      '?view=table',
      '?gaps=1',
      '?rows=villages',
      '?rows=schools',
      '?open=social-assistance',
      '?on=2026-02-01',
      '?on=1990-01-01',
      '?on=2010-01-01',
      '?on=9999-12-31',
      '?on=bad&rows=x&open=none&unit=none&field=x',
      `?${cell}`,
    ]) {
      for (const base of ['/console/coverage', '/coverage']) {
        const page = await get(`${base}${query}`);
        expect(page.status, base + query).toBe(200);
      }
    }
    const open = await get(`/console/coverage?${cell}`);
    expect(open.text).toContain('社会救助');
    expect(open.text).toContain('三月临时救助名单');
    expect(open.text).toContain('aria-current="true"');
    const xlsx = await get('/coverage.xlsx');
    expect(xlsx.headers['content-type']).toContain('spreadsheetml');
    expect((await get('/console/coverage.xlsx?gaps=1', office)).status).toBe(200);
  });

  test('the office urges from an opened cell, a clerk records what happened; the public has no buttons', async () => {
    const late = { unit: 'minzheng', item: RELIEF, what: '批准3户', happenedOn: '2026-03-16', rule: '0' };
    expect((await post('/console/coverage/happened', late)).status).toBe(303);
    const bad = await post('/console/coverage/happened', { ...late, happenedOn: '三月' });
    expect([bad.status, bad.text.includes('“三月”不是日期')]).toEqual([422, true]);
    // Served by what came out on 31 March; another one waits from the day after.
    w.clock.set('2026-04-20T09:00:00+08:00');
    expect((await post('/console/coverage/happened', { ...late, happenedOn: '2026-04-01' })).status).toBe(303);
    const seen = await get(`/console/coverage?${cell}`, office);
    expect(seen.text).toContain('催办，抄送局长');
    expect(seen.text).toContain('逾期');
    expect((await get(`/coverage?${cell}`)).text).not.toContain('催办，抄送');
    const urged = await post('/console/coverage/urge', { unit: 'minzheng', item: RELIEF }, office);
    expect(urged.headers.location).toContain('urged=1');
    const again = await post('/console/coverage/urge', { unit: 'minzheng', item: RELIEF }, office);
    expect([again.status, again.text.includes('今天已经催过一次')]).toEqual([422, true]);
    expect((await post('/console/coverage/urge', { unit: 'minzheng', item: RELIEF })).status).toBe(403);
    expect((await get(`/coverage?${cell}`)).text).toContain('4月20日一次');
    const why = await get(`/coverage/why?unit=minzheng&item=${RELIEF}`);
    expect(why.text).toContain('ruler-weeks');
    expect(why.text).toContain('清明');
    expect((await get('/coverage/why?unit=minzheng&item=none')).status).toBe(404);
  });

  test('settings are the office’s', async () => {
    expect((await post('/console/coverage/settings', { soonDays: '7', silenceDays: '' }, office)).status).toBe(303);
    expect((await post('/console/coverage/settings', { soonDays: '七', silenceDays: '-1' }, office)).status).toBe(422);
    expect((await post('/console/coverage/settings', { soonDays: '7' })).status).toBe(403);
  });

  test('holds a whole district, every item of it', async () => {
    const { itemsNow } = await import('./national.ts');
    const items = itemsNow(day('2026-04-20'));
    await transaction(w.system.db, async (tx) => {
      await store.adoptMany(
        tx,
        MANY.flatMap((unitId) => items.map((i) => ({ unitId, itemId: i.id, adoptedOn: day('2026-01-05') }))),
        w.clock.now(),
        '测试',
      );
    });
    const { coverage } = await import('./coverage.ts');
    const map = await coverage(w.system.db, day('2026-04-20'), w.system.calendar);
    expect([...map.cells.values()].flat().length).toBeGreaterThan(12 * 400);
  });
});

test('a piece without an item stays out of the map', async () => {
  const { no } = await published(w, { unitId: 'minzheng', title: '普通通知' });
  await w.runJobs();
  expect((await store.evidence(w.system.db)).some((e) => e.no === no)).toBe(false);
});
