import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { exec, rows, sql, transaction } from '../../platform/db/connection.ts';
import { allowed, staff } from '../../testing/editorial.ts';
import { oldPolicy, policyWorld } from '../../testing/policy.ts';
import { actor, everything, type World } from '../../testing/world.ts';
import { refuseErasure, requestErasure } from '../publication/index.ts';
import * as act from './actions/index.ts';
import { forget } from './forget.ts';
import { policy } from './index.ts';
import { policyParts } from './parts.tsx';
import * as store from './store/index.ts';

const { clerk, justice } = staff;
let w: World;
let old = 0;
let now = 0;
let draftId = '';

beforeAll(async () => {
  w = await policyWorld();
  old = await oldPolicy(w, {
    title: '明河区居家养老服务补贴办法（2021年）',
    docNo: '明政规发〔2021〕5号',
    from: '2021-03-20',
    until: '2026-03-19',
    html: '<p>第一条　为了帮助老年人，制定本办法。</p><p>第二条　本区户籍、年满70周岁的老年人，可以申请补贴。</p><p>第三条　虚报、冒领补贴的，追回资金。</p>',
  });
  now = await oldPolicy(w, {
    title: '明河区居家养老服务补贴办法',
    docNo: '明政规发〔2026〕3号',
    from: '2026-03-01',
    until: '2031-02-28',
    html: '<p>第一条　为了帮助老年人，制定本办法。</p><p>第二条　本区户籍、年满60周岁的老年人，可以申请补贴。</p><p>第三条　补贴按月计入本人账户。</p><p>第四条　虚报、冒领补贴的，追回资金。</p>',
  });
  const idOf = async (no: number) => (await store.documentOfWork(w.system.db, no))?.id ?? '';
  allowed(
    await act.decideDocument(w.system, justice, {
      documentId: await idOf(old),
      bodyId: 'qu',
      decided: 'repealed',
      reason: '由新办法替代',
      statusDoc: '明政规发〔2026〕3号',
      successorId: await idOf(now),
    }),
  );
  const made = allowed(
    await act.createDraft(w.system, clerk, {
      unitId: 'minzheng',
      fields: {
        issuerId: 'qu',
        title: '明河区高龄津贴办法',
        html: '<p>第一条　为了发放高龄津贴，制定本办法。</p><p>第二条　每人每月100元。</p>',
        note: '标准提高。',
        touchesRights: true,
        replacesId: null,
      },
    }),
  );
  draftId = made.id;
  const one = allowed(await act.assessDraft(w.system, clerk, { id: draftId, seen: 1, conclusion: '可行' }));
  allowed(await act.openRound(w.system, clerk, { id: draftId, seen: one.version, untilOn: day('2026-04-01') }));
});
afterAll(() => w.end());

describe('the register for everybody', () => {
  test('shows each document with its validity and why', async () => {
    const page = await w.request('GET', '/policies');
    expect(page.status).toBe(200);
    expect(page.text).toContain('明政规发〔2021〕5号');
    expect(page.text).toContain('2026年3月2日起废止，由新办法替代，明政规发〔2026〕3号');
  });
  test('filters by status, unit and year, and finds a number in any writing', async () => {
    const gone = await w.request('GET', '/policies?status=repealed');
    expect(gone.text).toContain('（2021年）');
    expect(gone.text).not.toContain('明政规发〔2026〕3号</span>');
    expect((await w.request('GET', '/policies?q=%E6%98%8E%E6%94%BF%E8%A7%84%E5%8F%91[2021]5%E5%8F%B7')).text).toContain(
      '1件',
    );
    expect((await w.request('GET', '/policies?year=1999')).text).toContain('这样筛没有一件');
  });
  test('is data too, and names a wrong parameter', async () => {
    const all = (await w.request('GET', '/api/v1/policies?status=repealed')).json<{
      total: number;
      policies: object[];
    }>();
    expect(all).toMatchObject({
      total: 1,
      policies: [{ docNo: '明政规发〔2021〕5号', status: 'repealed', successor: '明政规发〔2026〕3号', no: old }],
    });
    expect((await w.request('GET', '/api/v1/policies?colour=red')).status).toBe(400);
  });
  test('the data give the reason of a decision only while it is the decision that counts', async () => {
    const no = await oldPolicy(w, {
      title: '明河区河道采砂管理办法',
      docNo: '明水规发〔2024〕2号',
      unitId: 'shuiwu',
      from: '2024-05-01',
      until: '2026-12-31',
    });
    allowed(
      await act.decideDocument(w.system, staff.justice, {
        documentId: (await store.documentOfWork(w.system.db, no))?.id ?? '',
        bodyId: 'shuiwu',
        decided: 'amended',
        reason: '第五条改了许可期限',
        statusDoc: '明水规发〔2026〕1号',
        successorId: null,
      }),
    );
    const before = w.clock.now();
    const told = async (at: string) => {
      w.clock.set(`${at}T09:00:00+08:00`);
      const all = await w.request('GET', '/api/v1/policies?unit=shuiwu&q=采砂');
      return all.json<{ policies: object[] }>().policies[0];
    };
    expect(await told('2026-12-31')).toMatchObject({
      status: 'amended',
      statusReason: '第五条改了许可期限',
      statusDocNo: '明水规发〔2026〕1号',
    });
    // On its last day it ended; what was amended two years ago is not why.
    expect(await told('2027-01-01')).toMatchObject({
      status: 'lapsed',
      statusOn: '2027-01-01',
      statusReason: null,
      statusDocNo: null,
    });
    w.clock.set(before.toISOString());
  });
});

describe('a document that is looked into', () => {
  test('is there without its words, in the register, the data, its history and on the page of what took its place', async () => {
    const asked = allowed(
      await requestErasure(w.system, actor('qu-clerk', 'qu', ['clerk']), {
        no: old,
        whole: true,
        versions: [],
        files: [],
        kind: 'identity',
        reason: '标题里有一个人',
        publicReason: '其中有不应公开的个人信息。',
        hides: true,
      }),
    );
    const pages = ['/policies', '/api/v1/policies', `/p/${old}/history`, `/p/${now}/history`, `/p/${now}`];
    for (const page of pages) expect((await w.request('GET', page)).text, page).not.toContain('补贴办法（2021年）');
    // Nor what was said of it when it was decided.
    const told = await rows<{ detail: string }>(
      w.system.db,
      sql`select e.detail from policy.document_event e join policy.document d on d.id = e.document_id
          where d.no = ${old} and e.detail <> ''`,
    );
    expect(told.length).toBeGreaterThan(0);
    const history = (await w.request('GET', `/p/${old}/history`)).text;
    for (const { detail } of told) expect(history).not.toContain(detail);
    expect((await w.request('GET', '/policies')).text).toContain('正在核查');
    allowed(await refuseErasure(w.system, staff.office, { id: asked.id, refusal: '没有不该公开的' }));
    for (const page of pages.slice(0, 3))
      expect((await w.request('GET', page)).text, page).toContain('补贴办法（2021年）');
  });
});

describe('a document', () => {
  test('tells its line, and why it ends on that day', async () => {
    const page = await w.request('GET', `/p/${now}/history`);
    expect(page.text).toContain('替代了');
    expect(page.text).toContain(`/p/${now}/compare-articles?with=${old}`);
    expect(page.text).toContain('满期的前一天为止');
    expect((await w.request('GET', '/p/99999/history')).status).toBe(404);
  });
  test('stands beside what it replaced, article by article; a new number is no change', async () => {
    const page = await w.request('GET', `/p/${now}/compare-articles?with=${old}`);
    expect(page.text).toContain('新旧合起来4条：改了1条，新增1条，没变2条');
    expect(page.text).toContain('<del>70</del>');
    expect(page.text).toContain('<ins>60</ins>');
    expect(page.text).not.toContain('追回资金');
    const all = await w.request('GET', `/p/${now}/compare-articles?with=${old}&all=1`);
    expect(all.text).toContain('追回资金');
    expect((await w.request('GET', `/p/${now}/compare-articles?with=abc`)).status).toBe(404);
  });
  test('two editions of the same document compare as well', async () => {
    const page = await w.request('GET', `/p/${old}/compare-articles?from=1&to=2`);
    expect(page.text).toContain('每一条的文字都一样');
  });
  test('gives its page a note at the top once it has stopped', async () => {
    const c = { system: w.system } as Parameters<typeof policyParts>[0];
    const work = {
      no: old,
      unitId: 'qu',
      kind: '政策文件',
      title: '',
      html: '',
      publishedOn: day('2026-03-31'),
      explainedBy: 0,
    };
    expect((await policyParts(c, work)).map((p) => p.place)).toEqual(['head', 'aside']);
    expect((await policyParts(c, { ...work, no: now })).map((p) => p.place)).toEqual(['aside']);
    expect(await policyParts(c, { ...work, kind: '解读' })).toEqual([]);
  });
});

describe('a draft before the public', () => {
  test('has days left and a form for each article, without an account', async () => {
    expect((await w.request('GET', '/drafts')).text).toContain('还有30天');
    const page = await w.request('GET', `/drafts/${draftId}`);
    expect(page.text).toContain('对第二条说说');
    expect(page.text).toContain('未见全国统一规定');
  });
  test('takes a remark, and gives back what was typed when it cannot', async () => {
    const send = (form: Record<string, string>) => w.request('POST', `/drafts/${draftId}/comments`, { form });
    expect((await send({ clause: '2', text: '太少', contact: '' })).status).toBe(303);
    const bad = await send({ clause: '9', text: '我写了很久', contact: '' });
    expect(bad.status).toBe(422);
    const long = await send({ clause: '2', text: `${'长'.repeat(3001)}尾`, contact: 'a@example.org' });
    expect(long.status).toBe(422);
    expect(long.text).toContain('长尾');
    expect((await store.commentsOf(w.system.db, draftId)).length).toBe(1);
  });
  test('how to reach who wrote lies sealed, and is shown to the drafting unit on a click, each look audited', async () => {
    const form = { clause: '', text: '想当面说', contact: '0999-0000 0017' };
    expect((await w.request('POST', `/drafts/${draftId}/comments`, { form })).status).toBe(303);
    // One of before contacts were sealed: read as it stands until the night seals it.
    await exec(
      w.system.db,
      sql`insert into policy.comment (id, draft_id, clause, body, contact, at)
          values ('old', ${draftId}, '', '早先的意见', '0999-0000 0018', now())`,
    );
    const at = `/console/policy/drafts/${draftId}`;
    const early = await w.request('POST', `${at}/contacts`, { as: clerk, form: {} });
    for (const contact of ['0999-0000 0017', '0999-0000 0018']) expect(early.text).toContain(contact);
    await policy.jobs?.find((j) => j.name === 'policy.night')?.run(w.system, {});
    expect(await everything(w)).not.toMatch(/0999-0000 001[78]/);
    const before = await w.request('GET', at, { as: clerk });
    expect([before.text.includes('留了联系方式'), before.text.includes('0999-0000 0017')]).toEqual([true, false]);
    const shown = await w.request('POST', `${at}/contacts`, { as: clerk, form: {} });
    expect([shown.status, shown.headers['cache-control']]).toEqual([200, 'no-store']);
    for (const contact of ['0999-0000 0017', '0999-0000 0018']) expect(shown.text).toContain(contact);
    expect((await w.request('POST', `${at}/contacts`, { as: justice, form: {} })).status).toBe(403);
    const stranger = actor('sw', 'shuiwu', ['clerk']);
    expect((await w.request('POST', `${at}/contacts`, { as: stranger, form: {} })).status).toBe(403);
    const looks = await rows<{ outcome: string }>(
      w.system.db,
      sql`select outcome from platform.audit where action = 'policy.round.contacts' order by id`,
    );
    expect(looks.map((l) => l.outcome)).toEqual(['done', 'done', 'forbidden']);
    await exec(w.system.db, sql`delete from policy.comment where body in ('想当面说', '早先的意见')`);
  });
  test('what people wrote is never on the public page', async () => {
    expect((await w.request('GET', `/drafts/${draftId}`)).text).not.toContain('太少');
  });
});

describe('the console', () => {
  test('shows the drafter the remarks and the forms of this step only', async () => {
    const page = await w.request('GET', `/console/policy/drafts/${draftId}`, { as: clerk });
    expect(page.status).toBe(200);
    expect(page.text).toContain('太少');
    expect(page.text).toContain('公布采纳情况');
    expect(page.text).not.toContain('出具审核意见</button>');
    const other = await w.request('GET', `/console/policy/drafts/${draftId}`, { as: justice });
    expect(other.text).not.toContain('太少');
  });
  test('shows a draft to its own units, to who issues it and to who reviews it, and to nobody else', async () => {
    const stranger = actor('sw', 'shuiwu', ['clerk']);
    expect((await w.request('GET', `/console/policy/drafts/${draftId}`, { as: stranger })).status).toBe(403);
    expect((await w.request('GET', '/console/policy/drafts', { as: stranger })).text).not.toContain('高龄津贴');
    const issuer = actor('qu-approver', 'qu', ['approver']);
    expect((await w.request('GET', `/console/policy/drafts/${draftId}`, { as: issuer })).status).toBe(200);
  });
  test('says every reason and keeps what was typed', async () => {
    const seen = String((await store.draftById(w.system.db, draftId))?.version);
    const form = { seen, said: '', verdict: '', done: '写了一半的处理' };
    const page = await w.request('POST', `/console/policy/drafts/${draftId}/group`, { as: clerk, form });
    expect(page.status).toBe(422);
    expect(page.text).toContain('这一类还没写“您说了”什么');
    expect(page.text).toContain('写了一半的处理');
  });
  test.each([
    '/console/policy',
    '/console/policy?status=expiring',
    '/console/policy/drafts',
    '/console/policy/cleanups',
    '/console/policy/documents/new',
  ])('%s opens for who keeps the ledger', async (path) => {
    expect((await w.request('GET', path, { as: justice })).status).toBe(200);
  });
});

test('what is erased goes from the ledger too; that there was a document stays', async () => {
  const no = await oldPolicy(w, {
    title: '明河区泄露了名字的办法',
    docNo: '明政规发〔2025〕9号',
    from: '2025-03-20',
    until: '2030-03-19',
  });
  const what = { id: 'e', no, whole: true, current: true, editions: [], files: [], titles: [], texts: [] };
  await transaction(w.system.db, (tx) => forget(tx, { ...what, at: w.clock.now() }));
  expect(await store.documentOfWork(w.system.db, no)).toMatchObject({
    title: '（内容已删除）',
    docNo: '明政规发〔2025〕9号',
  });
  expect((await w.request('GET', '/policies')).text).not.toContain('泄露了名字');
});
