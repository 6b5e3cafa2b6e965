import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../lib/day.ts';
import { noteBackup } from '../../platform/db/backups.ts';
import { transaction } from '../../platform/db/connection.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import { draft, published } from '../../testing/drafts.ts';
import { allowed, codesOf, seedUnits, staff } from '../../testing/editorial.ts';
import { seedSite } from '../../testing/site.ts';
import { actor, type World, world } from '../../testing/world.ts';
import { duties, dutiesFor } from '../duties/index.ts';
import { editorial } from '../editorial/index.ts';
import { org } from '../org/index.ts';
import {
  confirmErasure,
  correct,
  erasureById,
  publication,
  refuseErasure,
  requestErasure,
} from '../publication/index.ts';
import { addReads, sites } from '../sites/index.ts';
import { translog } from '../translog/index.ts';
import { erasure, leakReport, tickNotice } from './index.ts';
import { letterOf } from './report-page.tsx';

let w: World;
beforeAll(async () => {
  w = await world({
    modules: [duties, org, translog, publication, erasure, sites, editorial],
    at: '2026-03-27T09:30:00+08:00',
  });
  await seedUnits(w);
  await seedSite(w, {
    columns: [{ path: 'tzgg', name: '通知公告', class: '通知公告', inNav: true }],
  });
});
afterAll(() => w.end());

const base = { unitId: 'minzheng', unitName: '明河区民政局', columns: ['tzgg'] };
const ASK = {
  whole: true,
  versions: [] as number[],
  files: [] as string[],
  kind: 'identity',
  reason: '附件里有身份证号。',
  publicReason: '有个人信息。',
  hides: true,
};

describe('who could have seen it', () => {
  let no = 0;
  let id = '';
  const report = async () => {
    const e = await erasureById(w.system.db, id);
    const r = e && (await leakReport(w.system, e, 'http://test.local'));
    if (!r) throw new Error('no report');
    return r;
  };

  test('counts minutes per version, reads by day and kind, feeds, backups made meanwhile', async () => {
    const file = await w.system.files.put(Buffer.from('泄露的'));
    ({ no } = await published(w, {
      ...base,
      attachments: [{ name: '名册.csv', sha256: file, size: 9, type: 'text/csv' }],
    }));
    w.clock.set('2026-03-30T09:30:00+08:00');
    await transaction(w.system.db, (tx) =>
      correct({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, no, draft({ ...base, title: '改过的' }), '日期写错'),
    );
    await addReads(w.system.db, [
      { day: day('2026-03-28'), path: `/p/${no}`, kind: 'browser', n: 40 },
      { day: day('2026-03-30'), path: `/p/${no}/v/1`, kind: 'crawler', n: 3 },
      { day: day('2026-03-30'), path: `/files/${file}`, kind: 'browser', n: 2 },
      { day: day('2026-03-30'), path: '/p/999', kind: 'browser', n: 99 },
    ]);
    for (const [at, name] of [
      ['2026-03-20T02:00:00+08:00', '/backup/before.tar.gz'],
      ['2026-03-29T02:00:00+08:00', '/backup/during.tar.gz'],
      ['2026-04-02T02:00:00+08:00', '/backup/after.tar.gz'],
    ] as const)
      await noteBackup(w.system.db, { madeAt: new Date(at), file: name, bytes: 1000 });
    w.clock.set('2026-03-31T11:00:00+08:00');
    ({ id } = allowed(await requestErasure(w.system, staff.clerk, { ...ASK, no })));
    w.clock.set('2026-03-31T11:20:00+08:00');
    allowed(await confirmErasure(w.system, staff.approver, { id }));
    const r = await report();
    expect(r.spans).toEqual([
      // Four days and an hour and a half, until it was hidden: an old version keeps its address.
      {
        version: 1,
        from: new Date('2026-03-27T09:30:00+08:00'),
        until: new Date('2026-03-31T11:00:00+08:00'),
        minutes: 4 * 1440 + 90,
        replacedAt: new Date('2026-03-30T09:30:00+08:00'),
      },
      {
        version: 2,
        from: new Date('2026-03-30T09:30:00+08:00'),
        until: new Date('2026-03-31T11:00:00+08:00'),
        minutes: 1440 + 90,
        replacedAt: null,
      },
    ]);
    expect(r.reads).toEqual([
      { day: '2026-03-28', kind: 'browser', n: 40 },
      { day: '2026-03-30', kind: 'browser', n: 2 },
      { day: '2026-03-30', kind: 'crawler', n: 3 },
    ]);
    expect(r.backups.map((b) => b.file)).toEqual(['/backup/during.tar.gz']);
    expect(r.feeds.map((f) => f.href)).toEqual(['/feed.xml', '/c/tzgg/feed.xml']);
  });

  test('what is read of the notice afterwards is not counted as read of what leaked', async () => {
    await addReads(w.system.db, [{ day: day('2026-03-31'), path: `/p/${no}/check`, kind: 'browser', n: 7 }]);
    expect((await report()).reads.map((x) => x.n)).toEqual([40, 2, 3]);
  });

  test('comes with a text to send to those who keep copies: addresses and days, no word of what leaked', async () => {
    const text = letterOf(await report(), '明河区人民政府');
    expect(text).toContain(`http://test.local/p/${no}\n`);
    expect(text).toContain(`http://test.local/p/${no}/v/1`);
    expect(text).toContain('2026-03-27 09:30起，2026-03-31 11:00止');
    expect(text).not.toContain('防汛');
  });

  test('opens in the console as a page and as a workbook', async () => {
    const page = await w.request('GET', `/console/erasures/${id}/report`, { as: staff.clerk });
    expect(page.status).toBe(200);
    expect(page.text).toContain('4天1小时30分');
    expect(page.text).toContain('搜索引擎等爬虫');
    expect(page.text).toContain('/backup/during.tar.gz');
    const xlsx = await w.request('GET', `/console/erasures/${id}/report.xlsx`, { as: staff.clerk });
    expect(xlsx.status).toBe(200);
    expect(xlsx.text.slice(0, 2)).toBe('PK');
  });

  test('whom to tell stands as duties with their days and basis until each is ticked', async () => {
    const owed = async () =>
      (await dutiesFor(w.system, staff.approver, day('2026-03-31'), false)).filter((d) => d.key.startsWith('erasure:'));
    expect((await owed()).map((d) => [d.key.split(':')[2], d.due])).toEqual([
      ['authority', '2026-03-31'],
      ['persons', '2026-03-31'],
      ['engines', '2026-04-01'],
      ['office', '2026-04-01'],
      ['backups', '2026-04-08'],
    ]);
    expect((await owed())[1]?.why).toContain('第五十七条');
    const told = await w.request('POST', `/console/erasures/${id}/notices`, {
      as: staff.clerk,
      form: { code: 'persons', note: '电话告知12人。' },
    });
    expect(told.status).toBe(303);
    expect(await owed()).toHaveLength(4);
    expect(codesOf(await tickNotice(w.system, staff.clerk, { id, code: 'persons', note: '又告知' }))).toEqual([
      'already_told',
    ]);
    const bad = await w.request('POST', `/console/erasures/${id}/notices`, {
      as: staff.clerk,
      form: { code: 'authority', note: '报了0999-0000 0001' },
    });
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('报了0999-0000 0001');
    const page = await w.request('GET', `/console/erasures/${id}`, { as: staff.office });
    expect(page.text).toContain('还有4项没办');
    expect(page.text).toContain('电话告知12人。');
  });
});

describe('in the console', () => {
  test('a request is a duty of the approver and of the office until it is decided, and of nobody else', async () => {
    const { no } = await published(w, base);
    const { id } = allowed(await requestErasure(w.system, staff.clerk, { ...ASK, no }));
    const owed = async (as: typeof staff.clerk) =>
      (await dutiesFor(w.system, as, day('2026-03-31'), false)).filter((d) => d.key.startsWith(`erasure:${id}`)).length;
    expect(await owed(staff.approver)).toBe(1);
    expect(await owed(staff.office)).toBe(1);
    expect(await owed(staff.clerk)).toBe(0);
    allowed(await refuseErasure(w.system, staff.office, { id, refusal: '依法公示。' }));
    expect(await owed(staff.approver)).toBe(0);
  });

  test('who decides can look at what readers no longer see, also at its files; afterwards nobody can', async () => {
    const file = await w.system.files.put(Buffer.from('名册的字节'));
    const { no } = await published(w, {
      ...base,
      html: `<p>泄露的一段</p><img src="/files/${file}/a.png" alt="图">`,
      attachments: [{ name: '名册.csv', sha256: file, size: 15, type: 'text/csv' }],
    });
    const { id } = allowed(await requestErasure(w.system, staff.clerk, { ...ASK, no }));
    const detail = await w.request('GET', `/console/erasures/${id}`, { as: staff.approver });
    expect(detail.text).toContain(`/console/erasures/${id}/look/1`);
    const look = await w.request('GET', `/console/erasures/${id}/look/1`, { as: staff.approver });
    expect(look.text).toContain('泄露的一段');
    expect(look.text).toContain(`/console/erasures/${id}/files/${file}`);
    expect(look.text).not.toContain(`"/files/${file}`);
    expect(look.headers['cache-control']).toBe('no-store');
    expect((await w.request('GET', `/console/erasures/${id}/files/${file}`, { as: staff.office })).text).toBe(
      '名册的字节',
    );
    expect((await w.request('GET', `/files/${file}/a.png`)).status).toBe(410);
    for (const path of [`look/1`, `files/${file}`])
      expect(
        (await w.request('GET', `/console/erasures/${id}/${path}`, { as: actor('sw-clerk', 'shuiwu', ['clerk']) }))
          .status,
      ).toBe(403);
    allowed(await confirmErasure(w.system, staff.approver, { id }));
    expect((await w.request('GET', `/console/erasures/${id}/look/1`, { as: staff.approver })).status).toBe(410);
    expect((await w.request('GET', `/console/erasures/${id}/files/${file}`, { as: staff.approver })).status).toBe(404);
  });

  test('the page of a work leads to it, the list shows it, other units see neither', async () => {
    const { no } = await published(w, base);
    const work = await w.request('GET', `/console/works/${no}`, { as: staff.clerk });
    expect(work.text).toContain(`/console/erasures/new?no=${no}`);
    const form = await w.request('GET', `/console/erasures/new?no=${no}`, { as: staff.clerk });
    expect(form.text).toContain('收不回来');
    const sent = await w.request('POST', `/console/erasures?no=${no}`, {
      as: staff.clerk,
      form: {
        sent: '1',
        scope: 'whole',
        kind: 'health',
        reason: '第2页有病情',
        publicReason: '有健康信息。',
        hides: '1',
      },
    });
    expect(sent.status).toBe(303);
    const id = sent.headers.location?.split('/').at(-1) ?? '';
    expect((await w.request('GET', '/console/erasures', { as: staff.approver })).text).toContain(
      `/console/erasures/${id}`,
    );
    const other = actor('sw-clerk', 'shuiwu', ['clerk']);
    expect((await w.request('GET', '/console/erasures', { as: other })).text).not.toContain(`/console/erasures/${id}`);
    for (const path of ['', '/report', '/report.xlsx'])
      expect((await w.request('GET', `/console/erasures/${id}${path}`, { as: other })).status).toBe(403);
    const no_ = await w.request('POST', `/console/erasures/${id}/refuse`, {
      as: staff.approver,
      form: { refusal: '' },
    });
    expect(no_.status).toBe(422);
    expect(no_.text).toContain('不删要写明为什么');
    const done = await w.request('POST', `/console/erasures/${id}/confirm`, { as: staff.approver, form: {} });
    expect(done.headers.location).toBe(`/console/erasures/${id}`);
    expect((await w.request('GET', `/console/erasures/${id}`, { as: staff.approver })).text).toContain(
      '各处的内容已经删掉',
    );
  });

  test('a clean version may follow where only the newest was erased: the correction begins empty', async () => {
    const { no } = await published(w, base);
    await transaction(w.system.db, (tx) =>
      correct({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, no, draft({ ...base, title: '泄露的标题' }), '补'),
    );
    const { id } = allowed(await requestErasure(w.system, staff.clerk, { ...ASK, no, whole: false, versions: [2] }));
    allowed(await confirmErasure(w.system, staff.approver, { id }));
    const start = await w.request('POST', `/console/works/${no}/correct`, { as: staff.clerk, form: {} });
    expect(start.status).toBe(303);
    const piece = await w.request('GET', start.headers.location ?? '', { as: staff.clerk });
    expect(piece.status).toBe(200);
    expect(piece.text).not.toContain('泄露的标题');
    expect(piece.text).not.toContain('防汛');
  });
});
